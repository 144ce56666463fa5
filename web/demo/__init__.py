"""The demonstration municipality: real goals, invented people, and a past that was really performed, step by step."""
