"""The list on disk: YAML files to a Catalog and back, in canonical form."""

from generator.store.cache import open_cache
from generator.store.dump import dump_paper
from generator.store.edit_files import FileChanges, plan_files
from generator.store.files import SUFFIX, find_list_folders, read_text
from generator.store.format_files import Formatting, format_list, write_formatting
from generator.store.load import (
    EXCLUSIONS_FILE,
    NO_PAPERS,
    Loaded,
    display_path,
    find_missing_folder,
    load_catalog,
    read_paper,
    read_paper_again,
    read_texts,
    warn_new_folder,
)
from generator.store.patch import patch_paper, patch_paper_in_place
from generator.store.patch_values import replace_values
from generator.store.people import PEOPLE_FILE, read_people
from generator.store.reading_paths import PATHS_FOLDER, path_files
from generator.store.rename import find_renames
from generator.store.results import kept_results
from generator.store.three_way_merge import merge_papers
from generator.store.transaction import commit, list_files, recover
from generator.store.vocabulary import read_exclusions, read_topics

__all__ = [
    "EXCLUSIONS_FILE",
    "NO_PAPERS",
    "PATHS_FOLDER",
    "PEOPLE_FILE",
    "SUFFIX",
    "FileChanges",
    "Formatting",
    "Loaded",
    "commit",
    "display_path",
    "dump_paper",
    "find_list_folders",
    "find_missing_folder",
    "find_renames",
    "format_list",
    "kept_results",
    "list_files",
    "load_catalog",
    "merge_papers",
    "open_cache",
    "patch_paper",
    "patch_paper_in_place",
    "path_files",
    "plan_files",
    "read_exclusions",
    "read_paper",
    "read_paper_again",
    "read_people",
    "read_text",
    "read_texts",
    "read_topics",
    "recover",
    "replace_values",
    "warn_new_folder",
    "write_formatting",
]
