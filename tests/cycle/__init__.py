"""Tests of the year as pure dates."""
