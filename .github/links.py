"""Keep one issue with the links that lead nowhere; run by workflows/links.yml.

Opened when links are dead, edited when that changes, closed when none is left, and opened again
rather than a second time. What servers answer is in the report: text from strangers.
"""

import os
import sys
from pathlib import Path

import github

MARK = "<!-- reading-list links -->"
TITLE = "Links that lead nowhere"
_SAID = "Correct these links in the papers' files. The next run closes this issue if none is dead."


def main() -> str:
    """Bring the issue up to date."""
    dead = os.environ["DEAD"] != "0"
    said = github.body(
        f"{MARK}\n{_SAID}\n", github.text_of(Path(os.environ["REPORT"]), 40 * github.LIMIT)
    )
    known, state = github.our_issue(MARK), "open" if dead else "closed"
    if known is None and dead:
        opened = github.call("POST", "/issues", {"title": TITLE, "body": said})
        return f"opened issue {opened['number']}"
    if known is None or known["state"] == state == "closed":
        return "no link is dead, and no issue is open"
    if (known["state"], known["body"]) != (state, said):
        github.call("PATCH", f"/issues/{known['number']}", {"body": said, "state": state})
    return f"issue {known['number']} is {state} and up to date"


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
