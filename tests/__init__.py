"""Tests: they mirror the code and tell stories through the whole house, with no mock of what we own."""
