"""Figures, each measured beside its physical limit or peer in the same run. Run with `make bench`."""
