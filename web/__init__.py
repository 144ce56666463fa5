"""Shows and asks: pages and the command. It has no rules of its own."""
