"""The questions that are asked of the database, by what they are about: a noun a file."""
