"""Verdicts as findings for the terminal, and as a report in Markdown."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from generator.linkcheck.addresses import Place
from generator.linkcheck.verdicts import CLASSES, Kind, Verdict
from generator.model import Finding, Origin
from generator.text.characters import plural, visible
from generator.text.github import code

Places = Mapping[str, tuple[Place, ...]]
Told = tuple[Origin, str, Verdict]
Ignored = Collection[tuple[str, str]]  # files and the codes that do not count in them


def _told(
    places: Places, verdicts: Mapping[str, Verdict], kind: Kind, ignored: Ignored
) -> list[Told]:
    """The places of the addresses of a kind, by file, line and address.

    That an address made from an identifier has moved is nothing an editor could change.
    """
    found = [
        (origin, url, verdicts[url])
        for url, where in places.items() if url in verdicts and verdicts[url].kind == kind
        for origin, spelt in where if spelt or kind != "moved"
        if (origin.source, CLASSES[kind].code) not in ignored
    ]  # fmt: skip
    return sorted(found, key=lambda told: (told[0].source, told[0].line or 0, told[1]))


def findings(
    places: Places, verdicts: Mapping[str, Verdict], ignored: Ignored = ()
) -> Iterator[Finding]:
    """Everything that is not good and that the file does not ignore, gravest first."""
    for kind, how in CLASSES.items():
        for origin, url, verdict in _told(places, verdicts, kind, ignored):
            said = f"moved to {verdict.target}" if verdict.target else verdict.detail
            yield Finding(
                code=how.code, severity=how.severity, message=visible(f"{url}: {said}"),
                origin=origin,
            )  # fmt: skip


def summary(
    places: Places, verdicts: Mapping[str, Verdict], known: int, ignored: Ignored = ()
) -> str:
    """How many addresses there are of each kind."""
    counts = Counter(
        kind
        for kind in CLASSES
        for _ in {url for _, url, _ in _told(places, verdicts, kind, ignored)}
    )
    said = f"{plural(len(verdicts) + known, 'link')}: "
    said += ", ".join(f"{counts[kind]} {how.heading.lower()}" for kind, how in CLASSES.items())
    return said + (f"; {known} not asked again" if known else "")


def markdown(
    places: Places, verdicts: Mapping[str, Verdict], known: int, ignored: Ignored = ()
) -> str:
    """The report: the same for the same verdicts, addresses as text that nothing obeys."""
    parts = [f"# Links\n\n{summary(places, verdicts, known, ignored)}\n"]
    for kind, how in CLASSES.items():
        if told := _told(places, verdicts, kind, ignored):
            lines = "".join(f"- {_line(*one)}\n" for one in told)
            parts.append(f"## {how.heading}\n\n{lines}")
    return "\n".join(parts)


def _line(origin: Origin, url: str, verdict: Verdict) -> str:
    place = f"{origin.source}:{origin.line}" if origin.line else origin.source
    said = f"moved to {code(verdict.target)}" if verdict.target else verdict.detail
    return f"{code(place)}: {code(url)}: {said}"
