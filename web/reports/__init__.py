"""The committees' reports of the rounds: gathered for their pages, approved, and put in the minutes."""
