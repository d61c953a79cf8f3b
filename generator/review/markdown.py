"""A comparison as a comment on a pull request: a summary, then as many changes as fit.

GitHub allows at most 65,536 characters; UTF-16 code units are counted here, which are never fewer
than what GitHub counts. First every change gets one line, one of each section in turn, until the
comment is full; then changes get their details, from the top. So a change of a thousand papers
still names some of each kind, and says how many are left out.
"""

from collections.abc import Sequence

from generator.review.headings import NO_CHANGES, TITLE, headline
from generator.review.sections import Section, sections
from generator.review.types import Comparison
from generator.text.github import code_for_github

MAX_COMMENT_CHARS = 65_536
_NOTICE_CHARS = 200  # reserved in each section for the note on what is left out
_MIN_BODY_CHARS = 4000  # with less space left, no smaller details are looked for
_MAX_UNFOLDED_ITEMS = 8  # a longer section is folded
_NEVER_FOLDED = ("New findings",)  # they decide whether a change may be merged


def changes_markdown(comparison: Comparison, limit: int = MAX_COMMENT_CHARS) -> str:
    """The comparison in GitHub's Markdown, at most `limit` characters."""
    parts = sections(comparison)
    head = _heading(comparison, parts)
    space = (
        limit
        - _utf16_length(head)
        - sum(_utf16_length(_section_markdown(part, ())) + _NOTICE_CHARS for part in parts)
    )
    shown = _choose_lines(parts, space)
    return head + "".join(map(_section_markdown, parts, shown))


def _heading(comparison: Comparison, parts: Sequence[Section]) -> str:
    between = f"{code_for_github(comparison.base[:200])} → {code_for_github(comparison.head[:200])}"
    lines = [f"## {TITLE}", "", f"{between}: {headline(comparison)}.", ""]
    lines += [f"- {part.summary}" for part in parts] or [NO_CHANGES]
    return "\n".join(lines) + "\n"


def _choose_lines(parts: Sequence[Section], space: int) -> list[list[str]]:
    """The list items of each section: a line for as many as fit, then details from the top."""
    shown: list[list[str]] = [[] for _ in parts]
    full = [False] * len(parts)
    while not all(full):
        for i, part in enumerate(parts):
            place = len(shown[i])
            text = f"- {part.items[place].line}\n" if place < len(part.items) else ""
            full[i] = full[i] or not text or _utf16_length(text) > space
            if not full[i]:
                shown[i].append(text)
                space -= _utf16_length(text)
    for part, lines in zip(parts, shown, strict=True):
        for place, item in enumerate(part.items[: len(lines)]):
            body = item.body()
            if _utf16_length(body) > space:
                if space < _MIN_BODY_CHARS:
                    break
                continue
            lines[place] = f"- {item.line}{body}\n"
            space -= _utf16_length(body)
    return shown


def _section_markdown(part: Section, lines: Sequence[str]) -> str:
    left = len(part.items) - len(lines)
    notice = (
        f"\n… and {left} more, left out for length: `reading-list diff --format html` shows all.\n"
    )
    content = "".join(lines) + (notice if left else "")
    if len(part.items) <= _MAX_UNFOLDED_ITEMS or part.title in _NEVER_FOLDED:
        return f"\n### {part.title}\n\n{content}"
    summary = f"<summary>{part.summary}</summary>"
    return f"\n### {part.title}\n\n<details>{summary}\n\n{content}\n</details>\n"


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
