"""What the documents say: one file a document with `build(session, ask, progress) -> Document`."""
