"""The list on disk: YAML files to a Catalog and back, in canonical form."""

from generator.store.correcting import corrected
from generator.store.editing import updated
from generator.store.files import SUFFIX, read_text
from generator.store.loading import (
    EXCLUDED,
    Loaded,
    load,
    read_exclusions,
    read_paper,
    read_topics,
    shown,
    texts,
)
from generator.store.merging import merge_papers
from generator.store.renaming import renames
from generator.store.retagging import retagged, retagged_in_place
from generator.store.tidying import Formatting, format_list, write
from generator.store.transaction import commit, list_files, recover
from generator.store.writing import dump

__all__ = [
    "EXCLUDED", "SUFFIX", "Formatting", "Loaded", "commit", "corrected", "dump", "format_list",
    "list_files", "load", "merge_papers", "read_exclusions", "read_paper", "read_text",
    "read_topics", "recover", "renames", "retagged", "retagged_in_place", "shown", "texts",
    "updated", "write",
]  # fmt: skip
