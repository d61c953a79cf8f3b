"""What the scripts of the workflows share: GitHub's API, and strangers' text made inert.

The scripts run with a token that may write, so they use the standard library alone: nothing is
installed where they run.
"""

import html
import json
import os
import re
import stat
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

BOT = "github-actions[bot]"
LIMIT = 65_536  # characters of an issue, a pull request or a comment on GitHub
CUT = "\n\n(The rest is left out: it is longer than GitHub takes.)"
_PAGE = 100  # items of a list in one answer, the most that GitHub gives
# The elements our own texts use, and links to papers on arXiv; all else is shown as text.
_TAG = re.compile(
    r"<(/?(?:details|summary|del|ins|code|pre|br|b|strong|em|span|sub|sup|a))\s*/?>"
    r'|<(a href="https://arxiv\.org/abs/[\w./-]{1,40}")>'
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_JOINER = "\u2060"  # unseen, and no part of a name or number: cuts mentions and references
# A character that was an entity stands in the private area while GitHub's patterns are looked for:
# entities hide nothing from those, but nothing of Markdown or HTML begins with one.
_ASCII = 128
_PRIVATE = 0xE000
_HIDDEN = re.compile(f"[{chr(_PRIVATE)}-{chr(_PRIVATE + _ASCII - 1)}]")
_AT, _NUMBER, _DASH, _COLON, _DOT = (f"[{c}{chr(_PRIVATE + ord(c))}]" for c in "@#-:.")
_OBEYED = re.compile(
    rf"{_AT}|{_NUMBER}(?=\d)|\b(?i:GH|GHSA|CVE){_DASH}|!(?=\[)|\](?=[(\[:])"
    rf"|\b(?i:https?|ftp|www)(?={_COLON}|{_DOT})"
)


class ArtifactError(Exception):
    """An artifact holds what our own workflows never put there."""


def inert(text: str) -> str:
    """The text without a mention, reference, image, link, comment or element beyond a few."""
    text, place, parts = re.sub("[\0\ue000-\uf8ff]", "", text), 0, []
    for tag in _TAG.finditer(text):
        parts += [_shown(text[place : tag.start()]), f"<{tag[1] or tag[2]}>"]
        place = tag.end()
    return "".join((*parts, _shown(text[place:])))


def _shown(text: str) -> str:
    """A text without elements of ours: entities stay, and GitHub finds nothing in it to act on."""
    kept = _ENTITY.sub(_private, text).replace("<", chr(_PRIVATE + ord("<")))
    kept = _OBEYED.sub(rf"\g<0>{_JOINER}", kept)
    kept = re.sub(r"(?i)(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])", _in_sixes, kept)
    kept = re.sub(f"{_JOINER}+", _JOINER, kept)
    return _HIDDEN.sub(lambda found: f"&#{ord(found[0]) - _PRIVATE};", kept)


def _private(entity: re.Match[str]) -> str:
    """What an entity stands for: letters and digits, and others in the private area."""
    said = html.unescape(entity[0])
    if said == entity[0]:  # no entity after all
        return chr(_PRIVATE + ord("&")) + entity[0][1:]
    return "".join(c if c.isalnum() or ord(c) >= _ASCII else chr(_PRIVATE + ord(c)) for c in said)


def _in_sixes(found: re.Match[str]) -> str:
    return _JOINER.join(found[0][i : i + 6] for i in range(0, len(found[0]), 6))  # no commit


def body(head: str, text: str) -> str:
    """Our own words and a stranger's text below them, inert and within the limit.

    The head begins with a mark (an HTML comment) by which the next run finds it again.
    """
    shown = inert(text)
    room = LIMIT - len(head) - len(CUT) - 2
    return f"{head}\n{shown if len(shown) <= room else shown[:room] + CUT}"


def text_of(path: Path, limit: int) -> str:
    """The text of a regular file of an artifact.

    Raises:
        ArtifactError: it is none (a link, a folder, a pipe) or longer than `limit` bytes.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ArtifactError(f"{path.name} is no regular file")
    if path.stat().st_size > limit:
        raise ArtifactError(f"{path.name} is longer than {limit} bytes")
    return path.read_bytes().decode("utf-8", "replace")


def event() -> Any:
    """What GitHub says has happened."""
    return json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))


def call(method: str, path: str, data: object = None) -> Any:
    """One request to GitHub's API about this repository; its answer."""
    api = os.environ.get("GITHUB_API_URL", "https://api.github.com")
    request = urllib.request.Request(  # noqa: S310 - the address is GitHub's own setting
        f"{api}/repos/{os.environ['GITHUB_REPOSITORY']}{path}",
        method=method,
        data=None if data is None else json.dumps(data).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return json.load(response)


def found(path: str) -> Any:
    """What the API has at a path, or None where it has nothing."""
    try:
        return call("GET", path)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 404:  # noqa: PLR2004 - HTTP's "not found"
                return None
            raise


def every(path: str) -> Iterator[Any]:
    """Every item of a list, page after page; the path has a query already."""
    for number in count(1):
        items = call("GET", f"{path}&per_page={_PAGE}&page={number}")
        yield from items
        if len(items) < _PAGE:
            return


def our_issue(mark: str) -> Any:
    """The issue with the mark that a workflow opened before: an open one, else the newest."""
    query = urllib.parse.urlencode({"state": "all", "creator": BOT})
    ours = [
        issue for issue in every(f"/issues?{query}")
        if issue["user"]["login"] == BOT and "pull_request" not in issue
        and (issue["body"] or "").startswith(mark)
    ]  # fmt: skip
    return max(ours, key=lambda issue: (issue["state"] == "open", issue["number"]), default=None)


def our_comment(number: int, mark: str) -> Any:
    """The comment with the mark that a workflow posted before on an issue or pull request."""
    comments = every(f"/issues/{number}/comments?sort=created")
    ours = (c for c in comments if c["user"]["login"] == BOT and c["body"].startswith(mark))
    return next(ours, None)


def keep_comment(number: int, mark: str, text: str, *, own: str = "") -> str:
    """Post a comment on an issue or pull request, or update the one with the mark.

    `own` are our own words above the stranger's text: references in them stay what they are.
    """
    known, said = our_comment(number, mark), body(mark + (own and f"\n{own}"), text)
    if known is None:
        call("POST", f"/issues/{number}/comments", {"body": said})
        return "posted"
    if known["body"] != said:
        call("PATCH", f"/issues/comments/{known['id']}", {"body": said})
    return "updated"


def exit_status(main: Callable[[], str]) -> int:
    """Run a script, and print what it did or one line of what went wrong."""
    try:
        print(main())
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(2_000).decode("utf-8", "replace")
        print(f"::error::GitHub answered {error.code} to {error.url}: {' '.join(said.split())}")
    except (OSError, ArtifactError) as error:
        print(f"::error::{error}")
    else:
        return 0
    return 1
