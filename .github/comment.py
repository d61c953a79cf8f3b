"""Post a pull request's review as one comment, or update it; run by workflows/comment.yml.

The review comes as an artifact of a workflow that ran a stranger's code: it is text, nothing more.
The pull request is found from what GitHub itself says of that run, never from the artifact.
Only the standard library: this runs before anything is installed.
"""

import html
import json
import os
import re
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

MARK = "<!-- reading-list review -->"
LIMIT = 65_536  # characters of a comment on GitHub
CUT = "\n\n(The rest is left out: the review is longer than a comment may be.)"
# The elements our own review uses; attributes are dropped with the rest.
_TAG = re.compile(r"<(/?(?:details|summary|del|ins|code|pre|br|b|sub|sup))\s*/?>")
_JOINER = "\u2060"  # unseen, and no part of a name or number: cuts mentions and references


def inert(text: str) -> str:
    """The text without a mention, reference, image, link, comment or element beyond a few."""
    kept = _TAG.sub(lambda tag: f"\0{tag[1]}\1", text.replace("\0", "").replace("\1", ""))
    kept = kept.replace("<", "&lt;").replace("\0", "<").replace("\1", ">")
    kept = re.sub(r"&#?\w+;", _entity, kept)
    kept = re.sub(r"(@|#(?=\d)|\bGH-|!(?=\[)|\](?=[(\[:]))", rf"\1{_JOINER}", kept)
    kept = re.sub(r"\b([0-9a-f]{6})(?=[0-9a-f]{1,34}\b)", rf"\1{_JOINER}", kept)  # commits
    return re.sub(r"(?i)\b(https?|ftp|www)(?=[:.])", rf"\1{_JOINER}", kept)


def _entity(match: re.Match[str]) -> str:
    """An entity as it is, unless it hides a character that GitHub gives a meaning."""
    return match[0] if html.unescape(match[0]) not in "@#!<[]:" else f"&amp;{match[0][1:]}"


def body(text: str) -> str:
    """The comment for a review, marked so that the next one finds it, within the limit."""
    shown = inert(text)
    room = LIMIT - len(MARK) - len(CUT) - 2
    return f"{MARK}\n{shown if len(shown) <= room else shown[:room] + CUT}"


def call(method: str, path: str, data: object = None) -> Any:
    """One request to GitHub's API."""
    request = urllib.request.Request(  # noqa: S310 - the address is GitHub's own setting
        f"{os.environ.get('GITHUB_API_URL', 'https://api.github.com')}{path}",
        method=method,
        data=None if data is None else json.dumps(data).encode(),
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
        return json.load(response)


def pull_request(repository: str, run: dict[str, Any]) -> int | None:
    """The open pull request whose head is exactly what the run looked at."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    query = urllib.parse.urlencode({"state": "open", "head": head, "per_page": 100})
    for found in call("GET", f"/repos/{repository}/pulls?{query}"):
        if found["head"]["sha"] == run["head_sha"]:
            return int(found["number"])
    return None


def our_comment(repository: str, number: int) -> int | None:
    """The id of the comment this script posted before."""
    for page in range(1, 11):
        query = f"per_page=100&page={page}"
        comments = call("GET", f"/repos/{repository}/issues/{number}/comments?{query}")
        for comment in comments:
            ours = comment["user"]["login"] == "github-actions[bot]"
            if ours and comment["body"].startswith(MARK):
                return int(comment["id"])
        if len(comments) < 100:  # noqa: PLR2004 - the page's size above
            break
    return None


def main() -> int:
    """Find the pull request, then post or update."""
    review = Path(os.environ["REVIEW"])
    if not review.is_file() or review.is_symlink():
        print("no review was made")
        return 0
    text = review.read_bytes()[: 4 * LIMIT].decode("utf-8", "replace")
    run = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))["workflow_run"]
    repository = os.environ["GITHUB_REPOSITORY"]
    number = pull_request(repository, run)
    if number is None:
        print("no open pull request has this head")
        return 0
    known = our_comment(repository, number)
    if known is None:
        call("POST", f"/repos/{repository}/issues/{number}/comments", {"body": body(text)})
    else:
        call("PATCH", f"/repos/{repository}/issues/comments/{known}", {"body": body(text)})
    print(f"{'posted' if known is None else 'updated'} the comment on pull request {number}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
