"""Correct names for paper files whose name is not an id."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from generator.store.files import SUFFIX, read_text
from generator.store.transaction import list_files
from generator.text.slugs import is_id, slug


def find_renames(folder: Path) -> dict[str, str]:
    """New names by old ones, for files whose name is not an id and whose slug is free.

    A name is free if no other file has it in any case, or only a file with the same text: an
    interrupted rename leaves both.
    """
    wanted = {
        path.name: f"{slug(path.stem)}{SUFFIX}"
        for path in list_files(folder)
        if (path.suffix != SUFFIX or not is_id(path.stem)) and _read_or_none(path) is not None
    }
    taken = {path.name.casefold(): path.name for path in folder.iterdir()} if wanted else {}
    claims = Counter(wanted.values())
    return {
        old: new
        for old, new in wanted.items()
        if claims[new] == 1 and _is_free(folder, old, new, taken)
    }


def _is_free(folder: Path, old: str, new: str, taken: Mapping[str, str]) -> bool:
    other = taken.get(new, old)
    return other == old or _read_or_none(folder / other) == _read_or_none(folder / old)


def _read_or_none(path: Path) -> str | None:
    return read_text(path, path.name)[0]
