"""Keep one issue with new papers and boxes to tick; run by workflows/watch.yml.

Opened when services have papers that the list has not, and edited each week until an editor ticks
or rejects one: from then on it is the editor's. What services said is in the report: text from
strangers.
"""

import os
import re
import sys
from pathlib import Path

import github

MARK = "<!-- reading-list watch -->"
TITLE = "New papers"
_MORE = "\n\n(More papers follow when some of these are added or rejected.)"
# A line as `reading-list watch --format markdown` writes it. Only links to these hosts stay links.
_PAPER = re.compile(
    r"""
    -[ ]\[[ ]\][ ]
    \[ (?P<title> [^\[\]\n]+ ) \]
    \( (?P<url> https://
        (?: arxiv\.org | doi\.org | pubmed\.ncbi\.nlm\.nih\.gov | aclanthology\.org
          | openreview\.net )
        / [\w./:%?=~-]* ) \)
    [ ]\u2013[ ] (?P<reason> [^`\n]* )
    [ ]\u2013[ ] `(?P<id> [^`\n]+ )`
    """,
    re.VERBOSE | re.ASCII,
)
_MARKED = re.compile(r"^\s*[-*+]\s+\[[xX-]\]|^#+\s*Rejected\b", re.MULTILINE | re.IGNORECASE)
_ID = re.compile(r"`([^`\n]+)`\s*$", re.MULTILINE)


def shown(line: str) -> str:
    """A line of the report without anything that GitHub acts on, beside the box and the link."""
    paper = _PAPER.fullmatch(line)
    if not paper:
        return github.inert(line)
    title, reason = github.inert(paper["title"]), github.inert(paper["reason"])
    return f"- [ ] [{title}]({paper['url']}) \u2013 {reason} \u2013 `{paper['id']}`"


def body(report: str) -> str:
    """The text of the issue, in whole lines within the limit."""
    text = MARK
    for line in report.splitlines():
        if len(text) + len(added := f"\n{shown(line)}") > github.LIMIT - len(_MORE):
            return text + _MORE
        text += added
    return text


def main() -> str:
    """Bring the issue up to date."""
    report = github.text_of(Path(os.environ["REPORT"]), 400 * github.LIMIT)
    papers = any(map(_PAPER.fullmatch, report.splitlines()))
    known, said = github.our_issue(MARK), body(report)
    is_open = known is not None and known["state"] == "open"
    if is_open and _MARKED.search(known["body"]):
        return f"an editor works on issue {known['number']}, so it stays as it is"
    if not papers and os.environ["FAILED"] != "0":
        return "services gave no answer, so nothing was changed"
    if known is None:
        if not papers:
            return "nothing is new"
        opened = github.call("POST", "/issues", {"title": TITLE, "body": said})
        return f"opened issue {opened['number']}"
    new = {*_ID.findall(said)} - {*_ID.findall(known["body"])}
    if not is_open and not new:
        return f"nothing is new since issue {known['number']} was closed"
    state = "open" if papers else "closed"
    if (known["state"], known["body"]) != (state, said):
        github.call("PATCH", f"/issues/{known['number']}", {"body": said, "state": state})
    return f"issue {known['number']} is {state} and up to date"


if __name__ == "__main__":
    sys.exit(github.exit_status(main))
