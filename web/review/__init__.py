"""The review as a dialogue: what waits, the goal beside the criteria, judgements given alone, the verdict, the answer."""
