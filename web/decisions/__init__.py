"""Decisions: the log, the § with its clock, and logging one § over many cases at once."""
