"""Turns events into letters, and wakes the clock. It has no rules of its own."""
