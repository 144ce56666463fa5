"""What documents say: their content, before it is in any format."""
