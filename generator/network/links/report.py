"""Verdicts as findings for the terminal, and as a report in Markdown."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from generator.model import Finding, Origin
from generator.network.links.urls import Place
from generator.network.links.verdicts import CATEGORIES, Kind, Verdict
from generator.text.characters import replace_invisible
from generator.text.english import plural
from generator.text.github import code_for_github

Places = Mapping[str, tuple[Place, ...]]
_ReportLine = tuple[Origin, str, Verdict]
Ignored = Collection[tuple[str, str]]  # pairs of a file and a finding code that it ignores


def _report_lines(
    places: Places, verdicts: Mapping[str, Verdict], kind: Kind, ignored: Ignored
) -> list[_ReportLine]:
    """The places of the URLs of a kind, sorted by file, line and URL.

    A URL made from an identifier is not reported as moved: an editor cannot change it.
    """
    found = [
        (origin, url, verdicts[url])
        for url, where in places.items() if url in verdicts and verdicts[url].kind == kind
        for origin, is_written in where if is_written or kind != "moved"
        if (origin.source, CATEGORIES[kind].code) not in ignored
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line[0].source, line[0].line or 0, line[1]))


def verdict_findings(
    places: Places, verdicts: Mapping[str, Verdict], ignored: Ignored = ()
) -> Iterator[Finding]:
    """A finding for each URL that is not good and not ignored by its file, dead ones first."""
    for kind, category in CATEGORIES.items():
        for origin, url, verdict in _report_lines(places, verdicts, kind, ignored):
            text = f"moved to {verdict.target}" if verdict.target else verdict.detail
            yield Finding(
                code=category.code, severity=category.severity,
                message=replace_invisible(f"{url}: {text}"), origin=origin,
            )  # fmt: skip


def summary(
    places: Places, verdicts: Mapping[str, Verdict], known: int, ignored: Ignored = ()
) -> str:
    """How many URLs there are of each kind, in one line.

    Args:
        places: the URLs of the list with their places.
        verdicts: the verdicts on the URLs that were checked.
        known: how many URLs were good in an earlier run and not checked again.
        ignored: what files ignore.
    """
    counts = Counter(
        kind
        for kind in CATEGORIES
        for _ in {url for _, url, _ in _report_lines(places, verdicts, kind, ignored)}
    )
    text = f"{plural(len(verdicts) + known, 'link')}: "
    text += ", ".join(
        f"{counts[kind]} {category.heading.lower()}" for kind, category in CATEGORIES.items()
    )
    return text + (f"; {known} not checked again" if known else "")


def markdown_report(
    places: Places, verdicts: Mapping[str, Verdict], known: int, ignored: Ignored = ()
) -> str:
    """The report in Markdown; URLs are inline code, so that none becomes a link."""
    parts = [f"# Links\n\n{summary(places, verdicts, known, ignored)}\n"]
    for kind, category in CATEGORIES.items():
        if found := _report_lines(places, verdicts, kind, ignored):
            lines = "".join(f"- {_markdown_line(*line)}\n" for line in found)
            parts.append(f"## {category.heading}\n\n{lines}")
    return "\n".join(parts)


def _markdown_line(origin: Origin, url: str, verdict: Verdict) -> str:
    place = f"{origin.source}:{origin.line}" if origin.line else origin.source
    text = f"moved to {code_for_github(verdict.target)}" if verdict.target else verdict.detail
    return f"{code_for_github(place)}: {code_for_github(url)}: {text}"
