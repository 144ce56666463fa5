"""A committee's year as its pages show it: what it has, what it owes, and what its chair does in bulk."""
