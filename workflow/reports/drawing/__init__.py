"""Pictures for documents: SVG text from data. Pure: no database, no library."""
