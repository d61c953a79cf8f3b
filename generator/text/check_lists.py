"""Lists of papers with boxes to tick, as `watch` writes them and editors of any list do.

A list of GitHub's Markdown, https://github.github.com/gfm/#task-list-items-extension-, with two
additions of ours: `- [-]` is rejected, and so is what is below a heading `Rejected`.

    - [ ] [A title](https://arxiv.org/abs/1811.06965) - why - `arXiv:1811.06965`
    - [-] [A title](https://arxiv.org/abs/1811.06965) - why - `arXiv:1811.06965` - Not ours.

We write en dashes.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.text.characters import one_line
from generator.text.github import plain_text_for_github
from generator.text.paper_ids import PaperId, find_mentions, find_paper_id

State = Literal["open", "ticked", "rejected", "contradictory"]
_BOX = re.compile(
    r"""
    \s* (?: [-*+] | \d{1,9}[.)] ) \s+   # `- `, `1. `
    \[ (?P<mark> [ xX-] ) \]
    (?: \s+ (?P<text> .* ) )?
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:\s+(?P<text>.*?))?(?:\s+#+)?\s*")
_REJECTED = "rejected"
_STATES: dict[str, State] = {" ": "open", "-": "rejected"}
_TITLE = re.compile(r"\[(?P<title>[^\[\]]+)\]\(")
_CODE = re.compile(r"`(?P<code>[^`]+)`")
_OURS = re.compile(r"</?span>|\u2060")  # what `github` puts into a title
_DASH = "\u2013"
_SIGNS = " \t-\u2013\u2014:;,|"  # between an identifier and an editor's reason


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedPaper:
    """A line with a box.

    Attributes:
        line: Its number.
        state: What its box says; contradictory if it is ticked below a heading `Rejected`.
        text: The line without its box.
        ids: The identifiers of papers in it; of a line of ours the one in its code.
        title: The title of a line of ours.
        remark: What follows the identifier in a line of ours.
    """

    line: int
    state: State
    text: str
    ids: tuple[PaperId, ...] = ()
    title: str = ""
    remark: str = ""


def check_list_line(title: str, reason: str, paper: PaperId) -> str:
    """A line with an open box; the title may have LaTeX, the reason is plain text."""
    link = f"[{plain_text_for_github(title)}]({paper.url})"
    return f" {_DASH} ".join((f"- [ ] {link}", plain_text_for_github(reason), f"`{paper}`"))


def read_check_list(text: str) -> tuple[CheckedPaper, ...]:
    """The lines of a text that have a box."""
    return tuple(_iter_papers(text))


def _iter_papers(text: str) -> Iterator[CheckedPaper]:
    rejected_level = 0  # of the heading `Rejected` above; 0 without one
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.fullmatch(line):
            level = len(heading["level"])
            if one_line(heading["text"] or "").casefold().strip(" :*_") == _REJECTED:
                rejected_level = level
            elif level <= rejected_level:
                rejected_level = 0
        elif box := _BOX.fullmatch(line):
            state = _STATES.get(box["mark"], "ticked")
            if rejected_level:
                state = "contradictory" if state == "ticked" else "rejected"
            yield _read_paper(number, state, one_line(box["text"] or ""))


def _read_paper(line: int, state: State, text: str) -> CheckedPaper:
    for code in _CODE.finditer(text):
        if paper := find_paper_id(code["code"]):
            found = _TITLE.match(text)
            title = one_line(html.unescape(_OURS.sub("", found["title"]))) if found else ""
            return CheckedPaper(
                line=line, state=state, text=text, ids=(paper,), title=title.replace("\u2060", ""),
                remark=text[code.end() :].strip(_SIGNS),
            )  # fmt: skip
    ids = tuple(each for mention in find_mentions(text) for each in mention.ids)
    return CheckedPaper(line=line, state=state, text=text, ids=ids)
