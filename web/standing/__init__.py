"""Läget: how it stands, committee by committee and round by round, goal by goal, and as files."""
