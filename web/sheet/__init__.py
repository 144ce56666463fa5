"""The forecast sheet: a committee's goals in one round on one page, filled in and sent as one act."""
