"""The page of a goal: what is read for it, and what each part of the page shows."""
