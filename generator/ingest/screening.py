"""Drop values that `check` would reject, so that an import keeps a valid list valid.

An invalid value, such as the venue `TBA`, is left out with a finding; hidden characters are
removed. An entry with an invalid title is an error.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any

from generator.checks import find_paper_errors
from generator.checks.base import all_texts
from generator.checks.characters import strip_hidden
from generator.ingest import readers
from generator.ingest.merge import Change, propose
from generator.ingest.readers import Parsed, Request
from generator.model import (
    Catalog,
    Entry,
    Finding,
    Name,
    Names,
    Origin,
    Paper,
    Publication,
    Severity,
)

_PUBLICATION_FIELDS = tuple(field.name for field in fields(Publication))
_ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
_values_of = attrgetter(*_ENTRY_FIELDS)
_parts_of = attrgetter(*(field.name for field in fields(Name)))
_MAX_ROUNDS = 3  # dropping one value may expose another problem


def drop_invalid_values(parsed: Parsed) -> Parsed:
    """The parsed source without values that the list may not have, with a finding for each."""
    entries = [_strip_hidden_characters(entry) for entry in parsed.entries]
    findings = [
        _finding(new, "control-character", "info", "removed invisible characters")
        for old, new in zip(parsed.entries, entries, strict=True)
        if old != new
    ]
    findings += (
        _left_out_finding(entry, "title", "it has no visible characters")
        for entry in entries
        if not entry.title
    )
    unscreened: Collection[int] = range(len(entries))
    for _ in range(_MAX_ROUNDS):
        problems = _find_problems(entries, unscreened)
        unscreened = problems.keys()
        for index, rejected in problems.items():
            findings += (
                _left_out_finding(entries[index], field, message) for field, message in rejected
            )
            entries[index] = _drop_values(entries[index], [field for field, _ in rejected])
    kept = tuple(entry for entry in entries if entry.title)
    if not findings:
        return parsed
    return replace(parsed, entries=kept, findings=(*parsed.findings, *findings))


def _find_problems(
    entries: list[Entry], indexes: Collection[int]
) -> dict[int, list[tuple[str, str]]]:
    """What `check` would reject in some of the entries: field paths and reasons, by index."""
    papers = [_to_paper(entries[i], i) for i in indexes if entries[i].title]
    found: dict[int, list[tuple[str, str]]] = {}
    for finding in find_paper_errors(papers):
        found.setdefault(finding.origin.line or 0, []).append(
            (finding.origin.source, finding.message.partition(":")[0])
        )
    return found


def _to_paper(entry: Entry, index: int) -> Paper:
    """The paper that an entry alone would become, with field paths in place of files."""
    stated = {name: getattr(entry, name) for name in _PUBLICATION_FIELDS}
    places = _Places(index)
    paper = Paper(
        id=f"entry-{index}", abstract=entry.abstract, takeaway=entry.takeaway, origins=places,
        **stated,
    )  # fmt: skip
    places.paper = paper
    return paper


class _Places(Mapping[str, Origin]):
    """The place of each text of an entry, its field path; they are made if there is a problem."""

    paper: Paper

    def __init__(self, index: int) -> None:
        self._index = index
        self._places: dict[str, Origin] = {}

    def _made(self) -> dict[str, Origin]:
        if not self._places:
            places = (where for where, _ in all_texts(self.paper))
            self._places = {where: Origin(source=where, line=self._index) for where in places}
        return self._places

    def __getitem__(self, where: str) -> Origin:
        """The place of a text."""
        return self._made()[where]

    def __iter__(self) -> Iterator[str]:
        """The field paths."""
        return iter(self._made())

    def __len__(self) -> int:
        """The number of texts."""
        return len(self._made())


def _drop_values(entry: Entry, places: list[str]) -> Entry:
    """The entry without the values at these paths, such as `venue` or `authors.3`."""
    for place in sorted(places, key=_list_index, reverse=True):
        name, _, index = place.partition(".")
        rest: Any = None if name == "organization" else ""
        if index:
            value = getattr(entry, name)
            items = value.listed if isinstance(value, Names) else value
            rest = (*items[: int(index)], *items[int(index) + 1 :])
            rest = replace(value, listed=rest) if isinstance(value, Names) else rest
        entry = replace(entry, **{name: rest})
    return entry


def _list_index(place: str) -> int:
    index = place.rpartition(".")[2]
    return int(index) if index.isdecimal() else -1


def _strip_hidden_characters(entry: Entry) -> Entry:
    changed: dict[str, Any] = {}
    for name, value in zip(_ENTRY_FIELDS, _values_of(entry), strict=True):
        if isinstance(value, str) and (clean := strip_hidden(value)) != value:
            changed[name] = clean
        elif isinstance(value, Names) and not all(map(_is_plain_name, value.listed)) and (
            names := Names(tuple(map(_strip_name, value.listed)), value.incomplete)
        ) != value:  # fmt: skip
            changed[name] = names
    return replace(entry, **changed) if changed else entry


def _is_plain_name(name: Name) -> bool:
    """Whether a name certainly has no hidden characters, as most have none."""
    text = "".join(_parts_of(name))
    return text.isascii() and text.isprintable()


def _strip_name(name: Name) -> Name:
    return Name(**{field.name: strip_hidden(getattr(name, field.name)) for field in fields(name)})


def _left_out_finding(entry: Entry, place: str, reason: str) -> Finding:
    name, _, index = place.partition(".")
    if name == "title":
        return _finding(entry, "no-title", "error", f"the paper needs a title: {reason}")
    field = f"{name}[{index}]" if index else name
    message = f"{entry.title[:60]!r}: {field} was left out: {reason}"
    return _finding(entry, "left-out", "warning", message)


def _finding(entry: Entry, code: str, severity: Severity, message: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, origin=entry.origin)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The sources of an import: what each says, and which are refused as a whole."""

    parsed: Mapping[str, Parsed]
    refused: frozenset[str]

    @property
    def entries(self) -> list[Entry]:
        """The entries of the sources that are not refused."""
        kept = (parsed for source, parsed in self.parsed.items() if source not in self.refused)
        return [entry for parsed in kept for entry in parsed.entries]

    @property
    def findings(self) -> list[Finding]:
        """The findings of all sources, and an error for each that is refused."""
        found = [finding for parsed in self.parsed.values() for finding in parsed.findings]
        refused = [source for source in self.parsed if source in self.refused]
        return [*found, *(_refusal(source, self.parsed[source]) for source in refused)]

    @property
    def refused_entries(self) -> list[Entry]:
        """The entries of the sources that are refused."""
        refused = (parsed for source, parsed in self.parsed.items() if source in self.refused)
        return [entry for parsed in refused for entry in parsed.entries]

    def refused_changes(self) -> Iterator[Change]:
        """What the entries of refused sources would have been: each with the outcome `refused`.

        It takes as long as merging them, and only `--json` shows it.
        """
        for change in propose(Catalog(), self.refused_entries, suggest=False).changes:
            yield replace(change, outcome="refused")


def read_sources(requests: Sequence[Request], *, keep_going: bool) -> Sources:
    """Read sources; those with an error are refused, unless `keep_going`."""
    parsed = {each.source: drop_invalid_values(readers.read(each)) for each in requests}
    refused = frozenset(
        source for source, result in parsed.items()
        if not keep_going and any(f.severity == "error" for f in result.findings)
    )  # fmt: skip
    return Sources(parsed=parsed, refused=refused)


def _refusal(source: str, parsed: Parsed) -> Finding:
    """The error that says that nothing of a source was imported."""
    count = len(parsed.entries)
    message = (
        f"nothing of this file was imported ({count} readable entries); correct it, or take "
        "what is readable with --keep-going"
    )
    return Finding(
        code="file-refused", severity="error", message=message, origin=Origin(source=source)
    )
