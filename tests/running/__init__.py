"""The wheel as it turns: the tick, the standing, who owes what, the simulation."""
