"""The list on disk: YAML files to a Catalog and back, in canonical form."""

from generator.store.dump import dump
from generator.store.files import SUFFIX, read_text
from generator.store.format_files import Formatting, format_list, write
from generator.store.load import (
    EXCLUDED,
    NO_PAPERS,
    Loaded,
    find_missing_folder,
    load,
    read_exclusions,
    read_paper,
    read_topics,
    shown,
    texts,
    warn_new_folder,
)
from generator.store.patch import updated
from generator.store.patch_tags import retagged, retagged_in_place
from generator.store.patch_values import corrected
from generator.store.rename import renames
from generator.store.three_way_merge import merge_papers
from generator.store.transaction import commit, list_files, recover

__all__ = [
    "EXCLUDED",
    "NO_PAPERS",
    "SUFFIX",
    "Formatting",
    "Loaded",
    "commit",
    "corrected",
    "dump",
    "find_missing_folder",
    "format_list",
    "list_files",
    "load",
    "merge_papers",
    "read_exclusions",
    "read_paper",
    "read_text",
    "read_topics",
    "recover",
    "renames",
    "retagged",
    "retagged_in_place",
    "shown",
    "texts",
    "updated",
    "warn_new_folder",
    "write",
]
