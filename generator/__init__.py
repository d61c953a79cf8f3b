"""reading-list: a team's list of papers as reviewed files and a searchable site."""

__version__ = "0.1.0"
