"""The list on disk: YAML files to a Catalog and back, in canonical form."""

from generator.store.editing import updated
from generator.store.files import commit, list_files, read_text
from generator.store.loading import Loaded, load, read_paper, read_topics, texts
from generator.store.writing import dump

__all__ = [
    "Loaded", "commit", "dump", "list_files", "load", "read_paper", "read_text", "read_topics",
    "texts", "updated",
]  # fmt: skip
