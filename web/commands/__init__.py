"""The command's parts: each a thin shell around the engine."""
