"""Many at once: real processes against one database. What was answered as done is there, once, whole and in order."""
