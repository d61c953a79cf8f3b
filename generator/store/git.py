"""The one function that runs git: it starts no other program, opens no connection, asks nothing.

A reviewer runs `diff` inside a repository that a stranger filled, and its `.git/config` may be
the stranger's too. Only commands are run that read objects as they are stored; what could still
start something is a fetch of missing objects, so that is switched off in every way git knows.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from generator.model.errors import UsageError
from generator.text.characters import escape_unprintable

BRANCH = "main"  # of a new list: what its workflows publish
MERGE_DRIVER = "reading-list merge-file %O %A %B"  # of the attribute `merge=reading-list`
# None of these runs filters, textconv, external diffs or signature programs unless asked to.
Command = Literal["rev-parse", "ls-tree", "cat-file"]

_SETTINGS = (
    "safe.bareRepository=explicit",  # a committed folder that looks like a repository is not one
    "core.hooksPath=" + os.devnull,
    "core.fsmonitor=",  # not `false`: git before 2.36 would run a program of that name
    "fetch.bundleURI=",  # git 2.40 to 2.44 asks this address before it looks at the protocol
)
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",  # git before 2.39.4 does not know it ...
    "GIT_ALLOW_PROTOCOL": "",  # ... but refuses every transport by this, local paths included
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # overrides core.askPass
    "GIT_NO_REPLACE_OBJECTS": "1",  # what a revision holds, not what refs/replace/ puts instead
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
# Where the user's own settings are, `safe.directory` among them. Every other variable of git is
# dropped: a hook or a shell may point it to another repository, or name programs to run.
_KEPT = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}


class GitError(UsageError):
    """A command of git failed; `status` is its exit status, the message is its own."""

    def __init__(self, message: str, status: int) -> None:
        self.status = status
        super().__init__(message)


def find_top(folder: Path) -> Path:
    """The top folder of the repository that a folder is in: the nearest with `.git`, upwards.

    git itself would also take a folder for a repository that only looks like one, which a pull
    request can add; git before 2.38 cannot be told not to. No pull request can add `.git`.

    Raises:
        UsageError: the folder is in no repository.
    """
    real = folder.resolve()
    for top in (real, *real.parents):
        if (top / ".git").exists():
            return top
    raise UsageError(f"{folder} is in no git repository. Name folders instead of revisions.")


def run_git(top: Path, command: Command, *arguments: str, stdin: bytes = b"") -> bytes:
    """What a git command prints in the repository whose top folder is `top`.

    Raises:
        GitError: the command failed.
        UsageError: there is no git.
    """
    return _run(top, command, arguments, stdin)


def init_repository(folder: Path) -> bool:
    """Start a git repository in a folder; False where git is missing or one is there already."""
    try:
        find_top(folder)
    except UsageError:
        pass
    else:
        return False
    try:
        _run(folder, "init", ["--quiet"])
        _run(folder, "symbolic-ref", ["HEAD", f"refs/heads/{BRANCH}"])
        _run(folder, "config", ["merge.reading-list.name", "papers field by field"])
        _run(folder, "config", ["merge.reading-list.driver", MERGE_DRIVER])
    except UsageError:
        return False
    return True


def _run(top: Path, command: str, arguments: Sequence[str], stdin: bytes = b"") -> bytes:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    line = [_executable(), "-C", str(top), "--no-pager", *settings, command, *arguments]
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k in _KEPT}
    # Without the ceiling git looks further up where `.git` is there but is no repository.
    environment = {**kept, **_ENVIRONMENT, "GIT_CEILING_DIRECTORIES": str(top.parent)}
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell, and no argument is a stranger's
            line, input=stdin, capture_output=True, check=False, env=environment,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise UsageError(f"cannot run git: {error.strerror}") from error
    if status := done.returncode:
        said = escape_unprintable(" ".join(done.stderr.decode("utf-8", "replace").split()))
        raise GitError(f"git {command}: {said or f'status {status}'}", status)
    return done.stdout


def _executable() -> str:
    """The git of a folder of PATH; never one in the current folder, where Windows looks first."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in map(Path, os.get_exec_path()):
        if folder.is_absolute() and os.access(folder / name, os.X_OK):
            return str(folder / name)
    raise UsageError("cannot run git: it is in no folder of PATH. Install git.")
