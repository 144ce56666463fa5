"""Parts of documents: what several of them say of a goal, in the same words."""
