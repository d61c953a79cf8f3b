"""Make a suggestion a pull request, or say on its issue what is wrong; run by suggestion.yml.

The folder SUGGESTION comes from a job that read a stranger's text: it is taken as data from a
stranger. The commit is made with GitHub's API from the files' texts alone, so no git command ever
sees them, and nothing but `papers/<id>.yml` and `papers/<list>/<id>.yml` can be in it.
"""

import os
import re
import sys
import urllib.error
import urllib.parse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import github

MARK = "<!-- reading-list suggestion -->"
MOST = 20  # files, as many as suggestion.py leaves
_SIZE = 250_000  # bytes, the most that the list reads of one file
_NAME = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)?[a-z0-9]+(?:-[a-z0-9]+)*\.yml")
_LENGTH = 64  # characters of a name: an id has 60 at most, that of a list, too
_REFUSED = (
    "A pull request cannot be opened. An editor of this repository has to allow it: Settings > "
    'Actions > General > "Allow GitHub Actions to create and approve pull requests".'
)
_TITLE = 200  # characters; GitHub takes 256
_FORBIDDEN = 403  # HTTP


def papers(folder: Path, most: int = MOST) -> Mapping[str, str]:
    """The paper files of the artifact: path in the repository to text.

    Raises:
        ArtifactError: something else is there.
    """
    if not folder.is_dir():
        return {}
    paths = [folder] if folder.is_symlink() else [*_files(folder)]
    if len(paths) > most:
        raise github.ArtifactError(f"{len(paths)} files are too many")
    names = {path.relative_to(folder).as_posix(): path for path in sorted(paths)}
    for name in names:
        if not _NAME.fullmatch(name) or max(map(len, name.split("/"))) > _LENGTH:
            raise github.ArtifactError(f"{name!r} is no name of a paper's file")
    return {f"papers/{name}": github.text_of(path, _SIZE) for name, path in names.items()}


def _files(folder: Path) -> Iterator[Path]:
    """What is in a folder, and in the folders of lists in it."""
    for path in folder.iterdir():
        yield from path.iterdir() if path.is_dir() and not path.is_symlink() else [path]


def pull_request(branch: str) -> Any:
    """The newest pull request of a branch of this repository, unless it is merged."""
    owner = os.environ["GITHUB_REPOSITORY"].partition("/")[0]
    query = urllib.parse.urlencode({"state": "all", "head": f"{owner}:{branch}"})
    newest = max(github.every(f"/pulls?{query}"), key=lambda p: p["number"], default=None)
    return None if newest and newest["merged_at"] else newest


def commit(files: Mapping[str, str], message: str, before: Any) -> str | None:
    """A commit of the files on the default branch; None where `before` holds the same already."""
    base = os.environ["GITHUB_SHA"]
    tree = github.call("POST", "/git/trees", {
        "base_tree": github.call("GET", f"/git/commits/{base}")["tree"]["sha"],
        "tree": [{"path": path, "mode": "100644", "type": "blob", "content": text}
                 for path, text in files.items()],
    })  # fmt: skip
    if before and before["commit"]["tree"]["sha"] == tree["sha"]:
        return None
    data = {"message": message, "tree": tree["sha"], "parents": [base]}
    return str(github.call("POST", "/git/commits", data)["sha"])


def push(branch: str, sha: str, before: Any) -> None:
    """Let the branch be at a commit."""
    if before:
        github.call("PATCH", f"/git/refs/heads/{branch}", {"sha": sha, "force": True})
    else:
        github.call("POST", "/git/refs", {"ref": f"refs/heads/{branch}", "sha": sha})


def propose(number: int, files: Mapping[str, str], message: str) -> str:
    """Bring branch and pull request up to date; what to tell on the issue."""
    branch = f"suggestion-{number}"
    known, there = pull_request(branch), github.found(f"/branches/{branch}")
    before = there and there["commit"]
    if known and known["state"] == "closed":
        return f"An editor has closed #{known['number']}, so it stays closed."
    if before and (before["author"] or {}).get("login") != github.BOT:
        return f"An editor works on the branch `{branch}`, so nothing was changed there."
    stems = ", ".join(Path(path).stem for path in files)
    title = f"Suggestion: {stems if len(stems) <= _TITLE else f'{len(files)} papers'}"
    if sha := commit(files, f"{title}\n\nSuggested in issue {number}.", before):
        push(branch, sha, before)
    said = github.body(f"Closes #{number}\n", message)
    if known is None:
        base = github.event()["repository"]["default_branch"]
        data = {"title": title, "head": branch, "base": base, "body": said}
        known = github.call("POST", "/pulls", data)
    else:
        github.call("PATCH", f"/pulls/{known['number']}", {"title": title, "body": said})
    return f"Pull request #{known['number']} has it now. An editor will look at it."


def main() -> str:
    """Propose what the artifact holds, or post its message."""
    folder = Path(os.environ["SUGGESTION"])
    files = papers(folder / "papers")
    message = github.text_of(folder / "message.md", 4 * github.LIMIT)
    number = int(github.event()["issue"]["number"])
    if not files:
        return f"{github.keep_comment(number, MARK, message)} what is wrong"
    try:
        said = propose(number, files, message)
    except urllib.error.HTTPError as error:
        if error.code == _FORBIDDEN and error.url.endswith("/pulls"):
            github.keep_comment(number, MARK, "", own=_REFUSED)
        raise
    github.keep_comment(number, MARK, "", own=said)
    return said


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
