"""Tests of what may happen, and of making it happen."""
