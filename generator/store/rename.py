"""Correct names for paper files whose name is not an id."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

from generator.store.files import SUFFIX, read_text
from generator.store.transaction import list_files
from generator.text.slugs import is_id, slug


def find_renames(folder: Path, collections: Collection[str] = ()) -> dict[str, str]:
    """New names by old ones, for files whose name is not an id and whose slug is free.

    A name is free if no other file has it in any case and any list, or only a file of the same
    folder with the same text: an interrupted rename leaves both.

    Args:
        folder: the folder with the papers.
        collections: the folders in it that have papers, too.
    """
    wanted: dict[str, str] = {}
    for name, file in list_files(folder, collections).items():
        path = PurePosixPath(name)
        is_wrong = path.suffix != SUFFIX or not is_id(path.stem)
        if is_wrong and _read_or_none(file) is not None:
            wanted[name] = str(path.with_name(f"{slug(path.stem)}{SUFFIX}"))
    taken: defaultdict[str, list[str]] = defaultdict(list)
    for place in ("", *(f"{each}/" for each in collections)) if wanted else ():
        if (folder / place).is_dir():
            for each in (folder / place).iterdir():
                taken[each.name.casefold()].append(place + each.name)
    claims = Counter(PurePosixPath(new).name for new in wanted.values())
    return {
        old: new
        for old, new in wanted.items()
        if claims[PurePosixPath(new).name] == 1 and _is_free(folder, old, new, taken)
    }


def _is_free(folder: Path, old: str, new: str, taken: Mapping[str, list[str]]) -> bool:
    place = PurePosixPath(new)
    return all(
        other == old
        or (PurePosixPath(other).parent == place.parent
            and _read_or_none(folder / other) == _read_or_none(folder / old))
        for other in taken.get(place.name, ())
    )  # fmt: skip


def _read_or_none(path: Path) -> str | None:
    return read_text(path, path.name)[0]
