"""What may happen, and making it happen."""
