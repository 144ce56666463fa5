"""Documents as people order them: what can be chosen, what was chosen, and how far it has come."""
