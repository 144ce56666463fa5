"""Tests of the models, and of what is said about faulty ones."""
