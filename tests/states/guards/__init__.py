"""What each guard says: once when it has nothing to object, and once when it objects. Run by `test_guards.py`."""
