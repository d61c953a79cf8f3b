"""The list in formats for other programs."""
