"""A whole goal year played by invented people, to see whether a model holds together before anybody lives by it."""
