"""Paper files that are named wrongly: what they should be called."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from generator.store.files import SUFFIX, read_text
from generator.store.transaction import list_files
from generator.text.characters import is_id, slug


def find_renames(folder: Path) -> dict[str, str]:
    """New names by old ones, for files whose name is no id but whose slug is free.

    A name is free if no other file has it, upper case aside, or one with the same text: a rename
    that was interrupted leaves both.
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
