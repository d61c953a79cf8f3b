"""The files of the list as they were in a git revision, without touching the work tree.

The blobs are read one by one, not with `git archive`: that applies the `.gitattributes` of the
revision, and `export-ignore` there would hide files from reviewers. A blob is not read if the work
tree has a file with the same bytes, as it has for nearly all papers.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.model import Finding, Origin
from generator.model.errors import UsageError
from generator.store.files import MAX_FILE_BYTES, read_regular_file
from generator.store.git import GitError, find_top, run_git
from generator.store.reading_paths import PATHS_FOLDER

_FILE_MODES, _LINK_MODE = ("100644", "100755"), "120000"
_PAPER_SUFFIXES = (".yml", ".yaml")
# As nearly all papers have: `gpipe.yml`, in a folder of a list `systems/gpipe.yml`.
_SIMPLE_NAME = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)?[a-z0-9][a-z0-9-]*\.yml")
_SHA1_LENGTH = 40
_IMPORT_STAGING = ".import-ready"  # earlier versions kept interrupted imports in it


@dataclass(frozen=True, kw_only=True, slots=True)
class UnpackedRevision:
    """The files of a revision.

    Attributes:
        folder: a folder with its files, but for those in `unchanged`.
        findings: what was left out.
        unchanged: the bytes of papers that are the same in the work tree, by file name.
        folders: the folders of lists that have papers.
    """

    folder: Path
    findings: tuple[Finding, ...]
    unchanged: Mapping[str, bytes]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _TreeEntry:
    """A file, link or submodule of a tree; `path` is relative to the folder that was listed."""

    mode: str
    blob: str
    path: str


@contextmanager
def unpack_revision(
    root: Path, revision: str, papers: tuple[Path, Path], *files: tuple[Path, Path],
    is_list: Callable[[str], bool] = lambda _: False,
) -> Iterator[UnpackedRevision]:  # fmt: skip
    """A temporary folder with papers, reading paths and other files as they were in a revision.

    Args:
        root: the folder of the list.
        revision: any name of a commit that git knows.
        papers: path of the papers in the work tree, and in the temporary folder.
        files: the same for other files.
        is_list: whether a folder in that of the papers is that of a list, by its name.

    Raises:
        UsageError: `root` is not in a git repository, or the revision is missing or incomplete.
    """
    top = find_top(root)
    found = _resolve_object(top, revision)
    with TemporaryDirectory(prefix="reading-list-") as made:
        folder = Path(made)
        try:
            commit = _resolve_commit(top, revision, found)
            for now, then in files:
                found_there = _list_entries(top, commit, now)
                _write_entries(
                    top, [(folder / then, each) for each in found_there if not each.path]
                )
            paths = _list_entries(top, commit, root / PATHS_FOLDER)
            _write_papers(top, paths, folder / PATHS_FOLDER)
            entries = _list_entries(top, commit, papers[0])
            findings = [*_report_unread(entries, papers[1])]
            folders = _paper_folders(entries, is_list)
            unchanged = dict(_unchanged_files(entries, papers[0], folders))
            changed = [entry for entry in entries if entry.path not in unchanged]
            _write_papers(top, changed, folder / papers[1], folders)
            if unchanged:
                (folder / papers[1]).mkdir(parents=True, exist_ok=True)
        except GitError as error:
            raise UsageError(
                f"this clone does not have all of the revision {revision!r} ({error}). "
                "Fetch the rest first: git fetch --refetch --no-filter"
            ) from error
        yield UnpackedRevision(
            folder=folder, findings=tuple(findings), unchanged=unchanged, folders=folders
        )


def _unchanged_files(
    entries: Sequence[_TreeEntry], folder: Path, folders: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """The paper files that are the same in a folder of the work tree, with their bytes."""
    names = Counter(entry.path.casefold() for entry in entries)
    for entry in entries:
        is_simple = _SIMPLE_NAME.fullmatch(entry.path) and names[entry.path] == 1
        of_list, slash, _ = entry.path.rpartition("/")
        is_simple = is_simple and (not slash or of_list in folders)
        if entry.mode in _FILE_MODES and is_simple:
            try:
                data = read_regular_file(folder / entry.path, MAX_FILE_BYTES)
            except OSError:  # missing, or anything else than a file of this size
                continue
            if _blob_name(data, len(entry.blob)) == entry.blob:
                yield entry.path, data


def _paper_folders(
    entries: Sequence[_TreeEntry], is_list: Callable[[str], bool]
) -> tuple[str, ...]:
    """The folders of lists that have papers."""
    found = (entry.path.partition("/") for entry in entries if entry.path.count("/") == 1)
    names = dict.fromkeys(name for name, _, file in found if file.endswith(_PAPER_SUFFIXES))
    return tuple(filter(is_list, names))


def _blob_name(data: bytes, length: int) -> str:
    """The name of a blob with these bytes, in a repository with names of that length."""
    algorithm = hashlib.sha1 if length == _SHA1_LENGTH else hashlib.sha256
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _resolve_object(top: Path, revision: str) -> str:
    """The hash that a name stands for, even if the repository lacks that object."""
    # A leading hyphen would make it an option; all later commands get the hash.
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"{revision!r} is neither a revision nor a folder with papers")
    try:
        found = run_git(top, "rev-parse", "--verify", "--quiet", revision).decode().strip()
    except GitError as error:
        if error.status != 1:
            raise
        found = ""
    if not re.fullmatch(r"[0-9a-f]{40,64}", found):
        raise _unknown_revision(top, revision)
    return found


def _resolve_commit(top: Path, revision: str, found: str) -> str:
    try:
        commit = run_git(top, "rev-parse", "--verify", "--quiet", f"{found}^{{commit}}")
    except GitError as error:
        if error.status != 1:
            raise
        raise _unknown_revision(top, revision) from error
    return commit.decode().strip()


def _unknown_revision(top: Path, revision: str) -> UsageError:
    message = f"{revision!r} is neither a revision of this repository nor a folder with papers"
    if run_git(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        message += (
            ". This clone is shallow, so it lacks older revisions. Fetch them first: "
            "git fetch --unshallow (in a workflow: fetch-depth: 0)"
        )
    return UsageError(message)


def _list_entries(top: Path, commit: str, path: Path) -> list[_TreeEntry]:
    """The entries of a revision at a path and below it, in git's order."""
    real = path.parent.resolve() / path.name
    if not real.is_relative_to(top):
        raise UsageError(f"{path} is not in the git repository {top}")
    place = real.relative_to(top).as_posix()
    output = run_git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", place)
    found: list[_TreeEntry] = []
    for record in output.split(b"\0")[:-1]:
        facts, _, name = record.partition(b"\t")
        mode, _, blob = facts.decode("ascii").split()
        inner = fsdecode(name)[len(place) :].removeprefix("/")
        found.append(_TreeEntry(mode=mode, blob=blob, path=inner))
    return found


def _report_unread(entries: Sequence[_TreeEntry], papers: Path) -> Iterator[Finding]:
    """Findings for entries of the papers' folder that are not unpacked."""
    for name in dict.fromkeys(entry.path.partition("/")[0] for entry in entries):
        place = f"{papers.as_posix()}/{name}" if name else papers.as_posix()
        origin = Origin(source=place, line=1)
        if not name:
            message = "this is not a folder, so no paper is read: make it a folder with the papers"
        elif name.casefold() == _IMPORT_STAGING:
            message = (
                "an interrupted import keeps its files here, and none of them belongs into a "
                f"commit: remove it with `git rm -r {place}`"
            )
        elif not _is_portable_name(name):
            message = "some systems have no such file name, so it is not read: rename it"
        else:
            continue
        yield Finding(code="not-a-file", severity="error", message=message, origin=origin)


def _is_portable_name(name: str) -> bool:
    """Whether a name is a valid file name on every system; git refuses most others itself."""
    return name not in {"", ".", ".."} and not {"/", "\\", ":", "\0"} & {*name}


def _write_papers(
    top: Path, entries: Sequence[_TreeEntry], folder: Path, folders: Collection[str] = ()
) -> None:
    """Write the files of a folder and of some folders in it, and of others that they exist."""
    files: list[tuple[Path, _TreeEntry]] = []
    for entry in entries:
        name, _, inner = entry.path.partition("/")
        path = folder / name
        is_hidden = name.startswith(".") and path.suffix.lower() not in _PAPER_SUFFIXES
        if not _is_portable_name(name) or is_hidden:
            continue
        if not inner:
            files.append((path, entry))
            continue
        path.mkdir(parents=True, exist_ok=True)
        if name in folders and "/" not in inner:
            files.append((path / inner, entry))
        elif "/" not in inner and inner.lower().endswith(_PAPER_SUFFIXES):
            # Reading only needs to know that a folder exists and whether it has papers.
            (path / "x.yml").touch()
    _write_entries(top, files)


def _write_entries(top: Path, wanted: Sequence[tuple[Path, _TreeEntry]]) -> None:
    """Write a file with its bytes; of anything else a stand-in that is refused when read."""
    files = [(path, entry) for path, entry in wanted if entry.mode in _FILE_MODES]
    sizes = _blob_sizes(top, files)
    contents = _blob_contents(
        top, [entry.blob for _, entry in files if sizes[entry.blob] <= MAX_FILE_BYTES]
    )
    for folder in {path.parent for path, _ in wanted}:
        folder.mkdir(parents=True, exist_ok=True)
    for path, entry in wanted:
        try:
            if entry.mode == _LINK_MODE:
                _write_link(path)
            elif entry.mode not in _FILE_MODES:
                path.mkdir()
            else:
                with path.open("xb") as file:
                    # A file that is too large gets only its size: it is reported and never read.
                    if entry.blob in contents:
                        file.write(contents[entry.blob])
                    else:
                        file.truncate(MAX_FILE_BYTES + 1)
        except FileExistsError as error:
            raise UsageError(
                f"this system takes {path.name!r} and another file of the revision for one. "
                "Rename or remove one of the two."
            ) from error


def _write_link(path: Path) -> None:
    """A broken link, or a folder if the system allows no links: both are refused when read."""
    try:
        path.symlink_to("nowhere")
    except (NotImplementedError, PermissionError):
        path.mkdir()


def _blob_sizes(top: Path, files: Sequence[tuple[Path, _TreeEntry]]) -> dict[str, int]:
    """The size in bytes of each file's blob, before any is read."""
    names = "".join(f"{entry.blob}\n" for _, entry in files).encode()
    output = run_git(top, "cat-file", "--batch-check=%(objectname) %(objectsize)", stdin=names)
    sizes: dict[str, int] = {}
    for line, (path, _) in zip(output.decode("ascii").splitlines(), files, strict=True):
        blob, size = line.split()
        if size == "missing":
            raise GitError(f"no content of {path.name!r}", 0)
        sizes[blob] = int(size)
    return sizes


def _blob_contents(top: Path, blobs: Sequence[str]) -> dict[str, bytes]:
    names = "".join(f"{blob}\n" for blob in blobs).encode()
    output = run_git(top, "cat-file", "--batch=%(objectname) %(objectsize)", stdin=names)
    found: dict[str, bytes] = {}
    place = 0
    for _ in blobs:
        start = output.index(b"\n", place) + 1
        blob, size = output[place:start].split()
        place = start + int(size) + 1
        found[blob.decode("ascii")] = output[start : place - 1]
    return found
