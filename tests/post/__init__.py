"""Letters over a real wire, by real processes: an SMTP sink that can fail in every way, workers that are killed."""
