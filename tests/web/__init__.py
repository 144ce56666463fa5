"""The web, driven as a browser drives it."""
