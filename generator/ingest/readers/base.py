"""What every reader takes and gives."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Protocol

from generator.model import Entry, Finding, Link, Origin, PartialDate, Severity
from generator.text.characters import one_line, unseen

_CODE_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "sourceforge.net",
               "anonymous.4open.science", "gitee.com", "sr.ht")  # fmt: skip
_DATA_HOSTS = ("zenodo.org", "kaggle.com", "figshare.com", "dataverse.org", "openml.org")
_PAGE_HOSTS = ("github.io", "gitlab.io", "sites.google.com", "readthedocs.io", "pages.dev",
               "netlify.app", "vercel.app")  # fmt: skip
_PAPER_HOSTS = ("arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "huggingface.co",
                "youtube.com", "youtu.be", "twitter.com", "x.com", "wikipedia.org")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One text to read: `source` names it in findings; `reader` (where not to be recognised) and
    `captured` are what the caller knows.
    """

    text: str
    source: str
    reader: str = ""
    captured: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Where non-blank lines of a source went: `kind` is header, title, abstract, footer,
    skipped…; `count` of them, the first at `number`; `reason` says why they were skipped.
    """

    number: int
    kind: str
    count: int = 1
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """All a reader made of a text; entries named by an error finding are not in `entries`."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    captured: PartialDate | None = None
    lines: tuple[Line, ...] = ()


class Reader(Protocol):
    """One source format."""

    name: str
    trust: int

    def recognises(self, text: str) -> bool:
        """Whether the text is surely of this format."""

    def read(self, request: Request) -> Parsed:
        """Read the text; never raises for bad input, reports it as findings."""


def finding(
    code: str, severity: Severity, message: str, request: Request, line: int | None = None
) -> Finding:
    """A finding in the source of a request."""
    return Finding(
        code=code, severity=severity, message=message,
        origin=Origin(source=request.source, line=line),
    )  # fmt: skip


def unseen_finding(text: str, request: Request, line: int) -> list[Finding]:
    """Report the control characters that cleaning a text removes."""
    if not (found := unseen(text)):
        return []
    message = f"removed characters that cannot be shown: {', '.join(found)}"
    return [finding("control-character", "info", message, request, line)]


def classify(url: str) -> str:
    """Which kind of link an address is: code, dataset, project or other."""
    host, _, path = url.split("://", 1)[-1].lower().partition("/")
    host = host.removeprefix("www.")
    if _under(host, ("huggingface.co",)) and path.startswith("datasets/"):
        return "dataset"
    if _under(host, _DATA_HOSTS):
        return "dataset"
    if _under(host, _CODE_HOSTS):
        return "code"
    if _under(host, _PAPER_HOSTS):
        return "other"
    if _under(host, _PAGE_HOSTS) or path.strip("/").count("/") == 0:
        return "project"  # a page of its own, or the front page of a site named in an abstract
    return "other"


def links_of(urls: Sequence[str]) -> tuple[Link, ...]:
    """Addresses as links, each once, in order."""
    return tuple(Link(kind=classify(url), url=url) for url in dict.fromkeys(urls))


def day_of(day: date | None) -> PartialDate | None:
    """A calendar date as a day with its year."""
    return PartialDate(year=day.year, month=day.month, day=day.day) if day else None


def unix(text: str) -> str:
    r"""The text without a byte order mark, its line breaks (`\r\n`, `\r`) as `\n`."""
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def account(text: str, marks: Iterable[Line]) -> tuple[Line, ...]:
    """Where every non-blank line of a text went: to the last mark at or before it.

    Marks that no line is left for are dropped.
    """
    full = [number for number, line in enumerate(text.split("\n"), start=1) if one_line(line)]
    ordered = sorted(marks, key=lambda mark: mark.number)
    starts = [bisect_left(full, mark.number) for mark in ordered]
    return tuple(
        replace(mark, number=full[start], count=end - start)
        for mark, (start, end) in zip(ordered, pairwise((*starts, len(full))), strict=True)
        if start < end
    )


def _under(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def fields_not_kept(counts: Mapping[str, int], request: Request, line: int) -> list[Finding]:
    """Say once for a source which of its fields a list does not keep, and how many have each."""
    ordered = sorted(
        ((name, count) for name, count in counts.items() if count > 0),
        key=lambda item: (-item[1], item[0]),
    )
    if not ordered:
        return []
    said = ", ".join(f"{name} ({count})" for name, count in ordered)
    message = f"fields that a list does not keep: {said}"
    return [finding("fields-not-kept", "info", message, request, line)]
