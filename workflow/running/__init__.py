"""Turning the wheel: the tick, the year, the standing, the simulation."""
