"""The MkDocs plugin, with what it changes in MkDocs and Material."""
