"""Post a pull request's review as one comment, or update it; run by workflows/comment.yml.

The review comes as an artifact of a workflow that ran a stranger's code: it is text, nothing more.
The pull request is found from what GitHub itself says of that run, never from the artifact.
"""

import os
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import github

MARK = "<!-- reading-list review -->"


def pull_request(run: dict[str, Any]) -> int | None:
    """The open pull request whose head is exactly what the run looked at."""
    head = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    query = urllib.parse.urlencode({"state": "open", "head": head})
    pulls = github.every(f"/pulls?{query}")
    return next((p["number"] for p in pulls if p["head"]["sha"] == run["head_sha"]), None)


def main() -> str:
    """Find the pull request, then post or update."""
    review = Path(os.environ["REVIEW"])
    if not review.exists():
        return "no review was made"
    text = github.text_of(review, 4 * github.LIMIT)
    number = pull_request(github.event()["workflow_run"])
    if number is None:
        return "no open pull request has this head"
    return f"{github.keep_comment(number, MARK, text)} the comment on pull request {number}"


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
