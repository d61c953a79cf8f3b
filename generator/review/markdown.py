"""A comparison as a comment on a pull request: a summary, then what fits, then what is left out.

GitHub takes at most 65,536 characters; they are counted here as UTF-16 does, which never counts
fewer than GitHub. Every change is first given its one line, section by section in turn, as long as
there is room; then changes are shown whole from the top. So a change of a thousand papers still
names what it can of each kind, and says how many it does not name.
"""

from collections.abc import Sequence

from generator.review.headings import NOTHING, TITLE, headline
from generator.review.sections import Section, sections
from generator.review.types import Comparison
from generator.text.github import code

LIMIT = 65_536
_NOTICE = 200  # characters kept for what a section says of the items it leaves out
_ROOM = 4000  # less than this is not worth looking for a smaller change to show whole
_FOLD = 8  # a section with more items than this is folded
_OPEN = ("New findings",)  # never folded: they decide whether a change may be merged


def changes_markdown(comparison: Comparison, limit: int = LIMIT) -> str:
    """The comparison in GitHub's Markdown, at most `limit` characters."""
    parts = sections(comparison)
    head = _head(comparison, parts)
    room = limit - _size(head) - sum(_size(_section(part, ())) + _NOTICE for part in parts)
    shown = _chosen(parts, room)
    return head + "".join(map(_section, parts, shown))


def _head(comparison: Comparison, parts: Sequence[Section]) -> str:
    between = f"{code(comparison.base[:200])} → {code(comparison.head[:200])}"
    lines = [f"## {TITLE}", "", f"{between}: {headline(comparison)}.", ""]
    lines += [f"- {part.summary}" for part in parts] or [NOTHING]
    return "\n".join(lines) + "\n"


def _chosen(parts: Sequence[Section], room: int) -> list[list[str]]:
    """The items to show of each section: a line of as many as fit, then whole from the top."""
    shown: list[list[str]] = [[] for _ in parts]
    full = [False] * len(parts)
    while not all(full):
        for i, part in enumerate(parts):
            place = len(shown[i])
            made = f"- {part.items[place].line}\n" if place < len(part.items) else ""
            full[i] = full[i] or not made or _size(made) > room
            if not full[i]:
                shown[i].append(made)
                room -= _size(made)
    for part, lines in zip(parts, shown, strict=True):
        for place, item in enumerate(part.items[: len(lines)]):
            body = item.body()
            if _size(body) > room:
                if room < _ROOM:
                    break
                continue
            lines[place] = f"- {item.line}{body}\n"
            room -= _size(body)
    return shown


def _section(part: Section, lines: Sequence[str]) -> str:
    left = len(part.items) - len(lines)
    notice = (
        f"\n… and {left} more, left out for length: `reading-list diff --format html` shows all.\n"
    )
    content = "".join(lines) + (notice if left else "")
    if len(part.items) <= _FOLD or part.title in _OPEN:
        return f"\n### {part.title}\n\n{content}"
    summary = f"<summary>{part.summary}</summary>"
    return f"\n### {part.title}\n\n<details>{summary}\n\n{content}\n</details>\n"


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
