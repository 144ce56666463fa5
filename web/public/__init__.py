"""What anybody may read of a municipality's goals, on a page and as data."""
