"""The MkDocs plugin, and what it adapts in MkDocs and Material."""
