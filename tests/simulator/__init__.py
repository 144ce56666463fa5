"""A whole municipality with its clocks, mail workers, users and relay in one thread, on a clock and a chance of our own."""
