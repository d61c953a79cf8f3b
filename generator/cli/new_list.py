"""The files of a new list: those in `templates/new/`, and some of this repository."""

from collections.abc import Mapping
from pathlib import Path

from generator.cli.release import installed_from, source_commit
from generator.model.errors import ReadingListError
from generator.site.resources import PACKAGE_TEMPLATES, RESOURCE_ROOT
from generator.store.json_schema import SCHEMAS, schema_text

# pip refuses the spaces and `<` before it contacts any host, and no account on a code host can have
# such a name: nobody can publish a package that this line would install.
PLACEHOLDER = "reading-list @ git+https://github.com/<your team>/reading-list@<full commit id>"
_NEW_LIST_FILES = PACKAGE_TEMPLATES / "new"
# Stored without the dot, because git and editors would apply them to this repository.
_DOTFILES = frozenset({"editorconfig", "gitattributes", "gitignore"})
# Files of this repository that a list gets unchanged.
_SHARED_PATTERNS = (
    ".github/*.py", ".github/*.yml", ".github/ISSUE_TEMPLATE/paper.yml", ".github/workflows/*.yml",
    ".vscode/*.json", "action.yml",
)  # fmt: skip
_PACKAGE_WORKFLOW = ".github/workflows/tests.yml"  # the package's own tests
_REQUIREMENT_VARIABLE = "{{ requirement }}"


def write_new_list(folder: Path) -> list[str]:
    """Write a small list that builds as it is.

    Returns:
        The files written, relative to the folder.

    Raises:
        ReadingListError: The folder contains anything but `.git`; nothing is written.
    """
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise ReadingListError(f"{folder} is not empty. Name a folder that is new or empty")
    files = new_files(requirement(installed_from()))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return list(files)


def new_files(requirement_line: str) -> Mapping[str, bytes]:
    """The contents of a new list's files by path, sorted.

    Args:
        requirement_line: The line of `requirements.txt` that installs reading-list.
    """
    files = {f"schemas/{name}.schema.json": f"{schema_text(name)}\n".encode() for name in SCHEMAS}
    for path in _NEW_LIST_FILES.rglob("*"):
        parts = path.relative_to(_NEW_LIST_FILES).parts
        # An installation also has compiled modules.
        if not path.is_file() or "__pycache__" in parts or path.suffix == ".pyc":
            continue
        name = "/".join((f".{parts[0]}" if parts[0] in _DOTFILES else parts[0], *parts[1:]))
        files[name] = path.read_bytes().replace(
            _REQUIREMENT_VARIABLE.encode(), requirement_line.encode()
        )
    for pattern in _SHARED_PATTERNS:
        for path in RESOURCE_ROOT.glob(pattern):
            files[path.relative_to(RESOURCE_ROOT).as_posix()] = path.read_bytes()
    files.pop(_PACKAGE_WORKFLOW, None)
    return dict(sorted(files.items()))


def requirement(direct_url: str | None) -> str:
    """The requirement with which pip installs this same package on another machine.

    Only a commit of a repository that others can reach is exact. Anything else gives `PLACEHOLDER`:
    whoever owned the name `reading-list` on a package index could run code in the list's workflows.

    Args:
        direct_url: The value of `release.installed_from`.
    """
    if found := source_commit(direct_url):
        url, commit = found
        return f"reading-list @ git+{url}@{commit}"
    return PLACEHOLDER
