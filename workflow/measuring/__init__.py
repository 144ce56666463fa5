"""What figures say: is a target met, how far is it, and when can a value be known? Pure: no database, no clock."""
