"""Suggested topics and tags: made at import, written into the files, and reviewed there."""
