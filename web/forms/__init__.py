"""Forms made from the fact classes: shape, choices, values, and what was filled in. One way for every step."""
