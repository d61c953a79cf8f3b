"""Entries of which only a title was read: errors, unless an import asks for them.

A list in a shape that a reader half understands gives such entries. They would become papers
without anybody noticing what was lost.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.ingest.readers.base import LineRange, Parsed, Request
from generator.model import Entry, Finding

# Copies of Daily Papers pages name no authors: a title and its abstract are all that they have.
_READERS_WITHOUT_THE_RULE = frozenset(("daily-papers",))
_REASON = "it has a title, but no author, identifier, date or link"
_MESSAGE = (
    f"{{title!r}}: {_REASON}. If the file states them, it writes them in a way that this reader "
    "does not know: see the other findings. To import titles alone, use --titles-only"
)


def refuse_bare_titles(parsed: Parsed, request: Request) -> Parsed:
    """The parsed source without entries that have only a title, and an error for each."""
    if request.titles_only:
        return parsed
    bare = [entry for entry in parsed.entries if _is_bare(entry)]
    if not bare:
        return parsed
    errors = (
        Finding(code="title-only", severity="error", origin=entry.origin,
                message=_MESSAGE.format(title=entry.title[:80]))
        for entry in bare
    )  # fmt: skip
    return replace(
        parsed,
        entries=tuple(entry for entry in parsed.entries if not _is_bare(entry)),
        findings=(*parsed.findings, *errors),
        lines=tuple(_mark_skipped(parsed.lines, bare)),
    )


def _is_bare(entry: Entry) -> bool:
    """Whether an entry states nothing by which its paper could be found or told from others."""
    stated = (entry.authors, entry.editors, entry.organization, entry.published, entry.issued,
              entry.arxiv, entry.doi, entry.isbn, entry.url, entry.links)  # fmt: skip
    return entry.reader not in _READERS_WITHOUT_THE_RULE and not any(stated)


def _mark_skipped(lines: Sequence[LineRange], bare: Sequence[Entry]) -> Iterator[LineRange]:
    """The line ranges, with those of the refused entries as skipped."""
    remaining = Counter(entry.origin.line for entry in bare)
    for line in lines:
        if line.kind == "entry" and remaining[line.number]:
            remaining[line.number] -= 1
            yield replace(line, kind="skipped", reason=_REASON)
        else:
            yield line
