"""The list's pages without what takes MkDocs long, with the same bytes."""
