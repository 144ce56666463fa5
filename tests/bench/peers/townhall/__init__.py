"""A Django app with what an admin lists of a municipality's goals."""
