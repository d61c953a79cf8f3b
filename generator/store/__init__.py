"""The list on disk: YAML files to a Catalog and back, in canonical form."""

from generator.store.editing import updated
from generator.store.files import commit, list_files, read_text
from generator.store.loading import Loaded, load, read_paper, read_topics, shown, texts
from generator.store.retagging import retagged
from generator.store.tidying import Formatting, format_list, write
from generator.store.writing import dump

__all__ = [
    "Formatting", "Loaded", "commit", "dump", "format_list", "list_files", "load", "read_paper",
    "read_text", "read_topics", "retagged", "shown", "texts", "updated", "write",
]  # fmt: skip
