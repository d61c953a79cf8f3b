"""Keep one pull request with what services say about papers by now; run by workflows/refresh.yml.

The folder REFRESH comes from a job that read answers of services: it is taken as data from a
stranger, as propose.py takes a suggestion.
"""

import os
import sys
from pathlib import Path

import github
import propose

BRANCH = "refresh"
MAX_FILES = 1_000
_SAID = (
    "Services state these facts by now. Only empty fields were filled, and values changed that "
    "were exactly what the same source said before. To refuse this, close it; to be asked again, "
    f"delete the branch `{BRANCH}`.\n"
)


def main() -> str:
    """Bring branch and pull request up to date."""
    folder = Path(os.environ["REFRESH"])
    files = propose.papers(folder / "papers", MAX_FILES)
    if not files:
        return "nothing is new"
    known, there = propose.pull_request(BRANCH), github.found(f"/branches/{BRANCH}")
    before = there and there["commit"]
    if before and known and known["state"] == "closed":
        return f"an editor has closed #{known['number']}, so it stays closed"
    if before and (before["author"] or {}).get("login") != github.BOT:
        return f"an editor works on the branch {BRANCH}, so nothing was changed there"
    title = f"Refresh {len(files)} paper{'' if len(files) == 1 else 's'}"
    if sha := propose.commit(files, title, before):
        propose.push(BRANCH, sha, before)
    said = github.body(_SAID, github.text_of(folder / "message.md", 40 * github.LIMIT))
    if known and known["state"] == "open":
        github.call("PATCH", f"/pulls/{known['number']}", {"title": title, "body": said})
        return f"pull request {known['number']} is up to date"
    base = github.call("GET", "")["default_branch"]
    data = {"title": title, "head": BRANCH, "base": base, "body": said}
    return f"opened pull request {github.call('POST', '/pulls', data)['number']}"


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
