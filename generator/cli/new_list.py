"""A fresh list: the files of `templates/new/`, and those it shares with this repository."""

from collections.abc import Mapping
from pathlib import Path

from generator.cli.release import installed_from, source_commit
from generator.model.errors import ReadingListError
from generator.site.resources import PACKAGE_TEMPLATES, RESOURCE_ROOT
from generator.store.json_schema import SCHEMAS, schema_text

# pip refuses the spaces and `<` before it asks any index or host, and no account on a code host
# can have such a name: nobody can put a package of their own behind this line.
PLACEHOLDER = "reading-list @ git+https://github.com/<your team>/reading-list@<full commit id>"
_FILES = PACKAGE_TEMPLATES / "new"
# With a dot before their names git and editors would obey them here.
_DOTTED = frozenset({"editorconfig", "gitattributes", "gitignore"})
# What a list has from this repository as it is.
_SHARED = (
    ".github/*.py", ".github/*.yml", ".github/ISSUE_TEMPLATE/*.yml", ".github/workflows/*.yml",
    ".vscode/*.json", "action.yml",
)  # fmt: skip
_OURS_ALONE = ".github/workflows/tests.yml"  # the package's own tests
_REQUIREMENT = "{{ requirement }}"


def start(folder: Path) -> list[str]:
    """Write a small list that builds as it is; the files written, relative to the folder.

    Raises:
        ReadingListError: the folder has something in it besides `.git`; nothing is written.
    """
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise ReadingListError(f"{folder} is not empty: name a folder that is new or empty")
    files = new_files(requirement(installed_from()))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return list(files)


def new_files(needed: str) -> Mapping[str, bytes]:
    """The files of a new list by path, sorted; `needed` is the requirement they install."""
    files = {f"schemas/{name}.schema.json": f"{schema_text(name)}\n".encode() for name in SCHEMAS}
    for path in _FILES.rglob("*"):
        parts = path.relative_to(_FILES).parts
        # pip compiles what it installs.
        if not path.is_file() or "__pycache__" in parts or path.suffix == ".pyc":
            continue
        name = "/".join((f".{parts[0]}" if parts[0] in _DOTTED else parts[0], *parts[1:]))
        files[name] = path.read_bytes().replace(_REQUIREMENT.encode(), needed.encode())
    for pattern in _SHARED:
        for path in RESOURCE_ROOT.glob(pattern):
            files[path.relative_to(RESOURCE_ROOT).as_posix()] = path.read_bytes()
    files.pop(_OURS_ALONE, None)
    return dict(sorted(files.items()))


def requirement(direct_url: str | None) -> str:
    """What pip installs on another machine to have this package as it is here.

    Only a commit of a repository that others can reach is exact. All else gives `PLACEHOLDER`:
    whoever owns the name `reading-list` on another index could run code in the list's workflows.

    Args:
        direct_url: what `release.installed_from` gives.
    """
    if found := source_commit(direct_url):
        url, commit = found
        return f"reading-list @ git+{url}@{commit}"
    return PLACEHOLDER
