"""The interface of readers, and what several of them share."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Protocol

from generator.model import Entry, Finding, Link, Origin, PartialDate, Severity
from generator.text.characters import invisible_characters, one_line

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sourceforge.net",
               "anonymous.4open.science", "gitee.com", "sr.ht")  # fmt: skip
_DATA_HOSTS = ("zenodo.org", "kaggle.com", "figshare.com", "dataverse.org", "openml.org")
_PAGE_HOSTS = ("github.io", "gitlab.io", "sites.google.com", "readthedocs.io", "pages.dev",
               "netlify.app", "vercel.app")  # fmt: skip
_PAPER_HOSTS = ("arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "huggingface.co",
                "youtube.com", "youtu.be", "twitter.com", "x.com", "wikipedia.org")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One text to read.

    `source` names it in findings. `reader` is empty to detect the format. `captured` is the day
    the source was saved, if known. `titles_only` accepts entries that have a title and nothing
    that identifies the paper. `columns` are fields by names of a table's columns.
    """

    text: str
    source: str
    reader: str = ""
    captured: date | None = None
    titles_only: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class LineRange:
    """How a range of lines was read: `count` non-blank lines from line `number` on.

    `kind` is header, title, abstract, footer, entry, skipped and so on; `reason` says why lines
    were skipped.
    """

    number: int
    kind: str
    count: int = 1
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """The result of reading a text. Entries with errors are only in `findings`.

    `reported_links` are unsafe URLs of entries that the reader has reported at their places. They
    are removed without a second finding.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    captured: PartialDate | None = None
    lines: tuple[LineRange, ...] = ()
    reported_links: frozenset[str] = frozenset()


class Reader(Protocol):
    """One source format."""

    @property
    def name(self) -> str:
        """The reader's name."""

    @property
    def trust(self) -> int:
        """The priority of its facts when sources disagree; higher wins."""

    def recognises(self, text: str) -> bool:
        """Whether the text is clearly in this format."""

    def read(self, request: Request) -> Parsed:
        """Read the text. Bad input is reported as findings; nothing is raised."""


def finding(
    code: str, severity: Severity, message: str, request: Request, line: int | None = None
) -> Finding:
    """A finding about a line of the request's source."""
    return Finding(
        code=code, severity=severity, message=message,
        origin=Origin(source=request.source, line=line),
    )  # fmt: skip


def control_character_findings(text: str, request: Request, line: int) -> list[Finding]:
    """A finding that lists the control characters that cleaning removes from a text."""
    if not (found := invisible_characters(text)):
        return []
    message = f"removed characters that cannot be shown: {', '.join(found)}"
    return [finding("control-character", "info", message, request, line)]


def link_kind(url: str) -> str:
    """The kind of link by its URL: code, dataset, project or other."""
    host, _, path = url.split("://", 1)[-1].lower().partition("/")
    host = host.removeprefix("www.")
    if _is_subdomain(host, ("huggingface.co",)) and path.startswith("datasets/"):
        return "dataset"
    if _is_subdomain(host, _DATA_HOSTS):
        return "dataset"
    if _is_subdomain(host, _CODE_HOSTS):
        return "code"
    if _is_subdomain(host, _PAPER_HOSTS):
        return "other"
    if _is_subdomain(host, _PAGE_HOSTS) or path.strip("/").count("/") == 0:
        return "project"  # a site of its own, or its front page
    return "other"


def links_of(urls: Sequence[str]) -> tuple[Link, ...]:
    """URLs as links, without repetitions, in order."""
    return tuple(Link(kind=link_kind(url), url=url) for url in dict.fromkeys(urls))


def partial_date(day: date | None) -> PartialDate | None:
    """A calendar date as a partial date; None stays None."""
    return PartialDate.from_date(day) if day else None


def normalize_line_ends(text: str) -> str:
    r"""The text without a byte order mark and with `\n` for the line ends `\r\n` and `\r`."""
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def cover_lines(text: str, marks: Iterable[LineRange]) -> tuple[LineRange, ...]:
    """Assign every non-blank line of a text to the last mark at or before it.

    Returns:
        The marks with their line counts, without marks that get no line.
    """
    full = [
        number for number, line in enumerate(text.split("\n"), start=1)
        if (line.strip(" ") if line.isprintable() else one_line(line))
    ]  # fmt: skip
    ordered = sorted(marks, key=lambda mark: mark.number)
    starts = [bisect_left(full, mark.number) for mark in ordered]
    return tuple(
        replace(mark, number=full[start], count=end - start)
        for mark, (start, end) in zip(ordered, pairwise((*starts, len(full))), strict=True)
        if start < end
    )


def _is_subdomain(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def fields_not_kept_findings(
    counts: Mapping[str, int], request: Request, line: int
) -> list[Finding]:
    """One finding for a source: the fields that a list does not keep, with their counts."""
    ordered = sorted(
        ((name, count) for name, count in counts.items() if count > 0),
        key=lambda item: (-item[1], item[0]),
    )
    if not ordered:
        return []
    listed = ", ".join(f"{name} ({count})" for name, count in ordered)
    message = f"fields that a list does not keep: {listed}"
    return [finding("fields-not-kept", "info", message, request, line)]
