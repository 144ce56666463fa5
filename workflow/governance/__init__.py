"""What a municipality has decided about its own goal governance, as data."""
