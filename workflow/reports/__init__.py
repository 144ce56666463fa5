"""Documents: content that is made once, and writers that put it on paper. Content and format never meet."""
