"""The files of the list as they were in a git revision, without touching the work tree.

The blobs are read one by one, not with `git archive`: that obeys the `.gitattributes` of the
revision, and `export-ignore` there would hide files from whoever reviews the change.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import UsageError

_FILES = ("100644", "100755")  # a link, a submodule or a folder is no file of the list


@contextmanager
def unpacked(
    root: Path, revision: str, papers: tuple[Path, Path], topics: tuple[Path, Path]
) -> Iterator[Path]:
    """A temporary folder with the papers and the vocabulary as they were in a revision.

    Of both are given: where they are now, and where they shall be in the folder.

    Raises:
        UsageError: `root` is in no git repository, or that has no such revision.
    """
    top = Path(os.fsdecode(_git(root, ["rev-parse", "--show-toplevel"])).rstrip("\r\n"))
    tree = _tree(root, revision)
    with TemporaryDirectory(prefix="reading-list-") as made:
        folder = Path(made)
        names = _listed(top, tree, f"{_below(top, papers[0])}/")
        _write(top, {folder / papers[1] / name: blob for name, blob in names.items()})
        found = _listed(top, tree, _below(top, topics[0]))
        _write(top, dict(zip([folder / topics[1]], found.values(), strict=False)))
        yield folder


def _tree(root: Path, revision: str) -> str:
    # A leading hyphen would make it an option of git; all later commands get the hash.
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        raise UsageError(f"{revision!r} names no revision and no folder with papers")
    try:
        found = _git(root, ["rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}"])
    except UsageError as error:
        message = f"{revision!r} is no revision of this repository and no folder with papers"
        raise UsageError(message) from error
    return found.decode("ascii", "replace").strip()


def _below(top: Path, path: Path) -> str:
    """A path of the project as git names it, from the top of the repository."""
    real = path.parent.resolve() / path.name
    if not real.is_relative_to(top.resolve()):
        raise UsageError(f"{path} is not in the git repository {top}")
    return real.relative_to(top.resolve()).as_posix()


def _listed(top: Path, tree: str, path: str) -> dict[str, str]:
    """The entries at a path of a tree: name to blob, empty for what is no regular file."""
    told = _git(top, ["--literal-pathspecs", "ls-tree", "-z", "--full-tree", tree, "--", path])
    found: dict[str, str] = {}
    for record in told.split(b"\0")[:-1]:
        facts, _, name = record.partition(b"\t")
        mode, _, blob = facts.decode("ascii").split()
        found[os.fsdecode(name).rpartition("/")[2]] = blob if mode in _FILES else ""
    return {name: blob for name, blob in found.items() if _is_plain(name)}


def _is_plain(name: str) -> bool:
    """Whether a name stays in its folder, on every system; git refuses most others itself."""
    return name not in {"", ".", ".."} and not {"/", "\\", ":", "\0"} & {*name}


def _write(top: Path, wanted: dict[Path, str]) -> None:
    blobs = [blob for blob in wanted.values() if blob]
    told = _git(top, ["cat-file", "--batch"], "".join(f"{blob}\n" for blob in blobs).encode())
    place = 0
    for path, blob in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not blob:
            path.mkdir(exist_ok=True)  # so that reading reports it as what it is: no regular file
            continue
        end = told.index(b"\n", place)
        facts = told[place:end].split()
        if facts[-1] == b"missing":
            raise UsageError(f"git has no content for {path.name}: fetch the revision whole")
        start = end + 1
        place = start + int(facts[-1])
        path.write_bytes(told[start:place])
        place += 1


def _git(root: Path, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    command = ["git", "-C", str(root), *arguments]
    # The folder decides which repository is meant, not the hook or the shell this runs in.
    environment = {k: v for k, v in os.environ.items() if k not in {"GIT_DIR", "GIT_WORK_TREE"}}
    try:
        done = subprocess.run(  # noqa: S603 - a list, and no revision begins with a hyphen
            command, input=stdin, capture_output=True, check=False, env=environment
        )
    except OSError as error:
        raise UsageError(f"cannot run git: {error.strerror}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or f"status {done.returncode}"
        raise UsageError(f"git {arguments[0]}: {said}")
    return done.stdout
