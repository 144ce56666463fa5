"""The pages: each file one subject, each view a few lines."""
