"""A fresh list: the files of `templates/new/`, copied into a folder of its own."""

import json
from importlib import metadata
from pathlib import Path

from generator import __version__
from generator.errors import ReadingListError
from generator.looks import OWN_TEMPLATES

_FILES = OWN_TEMPLATES / "new"
# Under their real names git and GitHub would obey them here.
_NAMES = {"gitignore": ".gitignore", "github": ".github"}
_REQUIREMENT = "{{ requirement }}"
_UNKNOWN = "reading-list @ git+https://github.com/your-team/reading-list@main"


def start(folder: Path) -> list[str]:
    """Write a small list that builds as it is; the files written, relative to the folder.

    Raises:
        ReadingListError: the folder has something in it; nothing is written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ReadingListError(f"{folder} is not empty: name a folder that is new or empty")
    needed = requirement(metadata.distribution("reading-list").read_text("direct_url.json"))
    written: list[str] = []
    for path in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        first, *rest = path.relative_to(_FILES).parts
        name = "/".join([_NAMES.get(first, first), *rest])
        text = path.read_bytes()
        if name == "requirements.txt":
            text = text.replace(_REQUIREMENT.encode(), needed.encode())
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
        written.append(name)
    return sorted(written)


def requirement(direct_url: str | None) -> str:
    """What pip installs on another machine to have this package as it is here.

    `direct_url` is what pip notes of an installation that came from no package index:
    https://packaging.python.org/en/latest/specifications/direct-url/. For a folder of this machine
    nobody else has, the line names a repository that does not exist rather than guess one.
    """
    if direct_url is None:
        return f"reading-list=={__version__}"
    told = json.loads(direct_url)
    version = told.get("vcs_info")
    if not version:
        return _UNKNOWN
    return f"reading-list @ {version['vcs']}+{told['url']}@{version['commit_id']}"
