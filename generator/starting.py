"""A fresh list: the files of `templates/new/`, copied into a folder of its own."""

from pathlib import Path

from generator.errors import ReadingListError
from generator.project import OWN_TEMPLATES

_FILES = OWN_TEMPLATES / "new"
_NAMES = {"gitignore": ".gitignore"}  # under its real name git would obey it here


def start(folder: Path) -> list[str]:
    """Write a small list that builds as it is; the files written, relative to the folder.

    Raises:
        ReadingListError: the folder has something in it; nothing is written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ReadingListError(f"{folder} is not empty: name a folder that is new or empty")
    written: list[str] = []
    for path in sorted(_FILES.rglob("*")):
        if path.is_file():
            inside = path.relative_to(_FILES)
            name = inside.with_name(_NAMES.get(inside.name, inside.name)).as_posix()
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(path.read_bytes())
            written.append(name)
    return written
