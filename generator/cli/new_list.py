"""The files of a new list: those in `templates/new/`, and some of this repository."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.cli.release import installed_from, source_commit
from generator.model import Collection
from generator.model.errors import ReadingListError, UsageError
from generator.site.list_options import read_collections
from generator.site.resources import PACKAGE_TEMPLATES, RESOURCE_ROOT
from generator.store.dump import dump_scalar
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


def named_lists(options: Sequence[str]) -> tuple[Collection, ...]:
    """The lists of a new site, each from a text `ID=NAME`, or an id that is its name, too.

    Raises:
        UsageError: An id is not one, or appears twice.
    """
    names: dict[str, str] = {}
    for option in options:
        id_, _, name = option.partition("=")
        if id_ in names:
            raise UsageError(f"the list {id_!r} appears twice. Give each an id of its own")
        names[id_] = name.strip() or id_.replace("-", " ").capitalize()
    return read_collections(names)


def write_new_list(folder: Path, lists: Sequence[Collection] = ()) -> list[str]:
    """Write a small list that builds as it is.

    Args:
        folder: Where; it is new or empty.
        lists: The lists of a site with several.

    Returns:
        The files written, relative to the folder.

    Raises:
        ReadingListError: The folder contains anything but `.git`; nothing is written.
    """
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise ReadingListError(f"{folder} is not empty. Name a folder that is new or empty")
    files = _divide(new_files(requirement(installed_from())), lists)
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


def _divide(files: Mapping[str, bytes], lists: Sequence[Collection]) -> Mapping[str, bytes]:
    """The files of a new site with several lists; its example is a paper of the first one."""
    if not lists:
        return files
    names = "".join(f"        {dump_scalar(each.id)}: {dump_scalar(each.name)}\n" for each in lists)
    made = {_place_in(path, lists[0]): content for path, content in files.items()}
    for path, old, new in (
        ("mkdocs.yml", "  - reading-list\n", f"  - reading-list:\n      lists:\n{names}"),
        ("mkdocs.yml", "  - Home: index.md\n", "  - Home: index.md\n  - Lists: lists/index.md\n"),
        ("CONTRIBUTING.md", "`papers/<id>.yml`", "`papers/<list>/<id>.yml`"),
    ):
        made[path] = made[path].replace(old.encode(), new.encode())
    return dict(sorted(made.items()))


def _place_in(path: str, collection: Collection) -> str:
    folder, _, name = path.rpartition("/")
    return f"papers/{collection.id}/{name}" if folder == "papers" else path


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
