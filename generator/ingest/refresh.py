"""Facts of papers that services state by now: what a refresh would write into a list.

Nothing that a person wrote is replaced. A refresh fills empty fields, as an import does. Besides:

- A value that is exactly what the same source said before follows the source. What it said before
  is known from answers that were kept.
- A type that a source gave to a preprint becomes that of its publication.
- A list of authors that ends in `and others` is completed if the rest is the same.
- The address of the code is added if no link of the paper is one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.checks.duplicates import Record, find_doubt
from generator.ingest.merge import Change, disagreements, propose
from generator.ingest.readers import trust
from generator.model import Catalog, Entry, Finding, Names, Paper
from generator.text.person_names import family_name

# What follows its source; identifiers do not, because they say which paper it is.
_FOLLOWING = (
    "title", "abstract", "type", "authors", "published", "issued", "venue", "volume", "issue",
    "pages", "number", "edition", "series", "publisher",
)  # fmt: skip
_PUBLISHED_TYPES = ("article-journal", "paper-conference", "chapter")


_Pair = tuple[str, Entry]  # the id of a paper, and what a source says about it


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What sources say about one paper now, and what they said before."""

    now: tuple[Entry, ...]
    before: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Refresh:
    """The papers that a refresh changes, and what it found."""

    papers: tuple[Paper, ...]
    findings: tuple[Finding, ...]


def refresh(catalog: Catalog, news: Mapping[str, News]) -> Refresh:
    """What to write into papers, and where they and their sources differ.

    Args:
        catalog: the list as it is.
        news: what sources say, by the id of the paper.
    """
    known = {id_: each for id_, each in news.items() if id_ in catalog.by_id}
    pairs = [(id_, entry) for id_, each in known.items() for entry in each.now]
    fitting, filled, findings = _fill(catalog, pairs)
    papers: list[Paper] = []
    for id_, entries in _by_paper(fitting).items():
        before = catalog.by_id[id_]
        after = replace(filled[id_], **_updates(before, filled[id_], entries, known[id_].before))
        if replace(after, sources=before.sources) != before:
            papers.append(after)
        else:
            after = before
        findings += (found for entry in entries for found in disagreements(after, entry))
    return Refresh(papers=tuple(papers), findings=tuple(findings))


def _by_paper(pairs: Sequence[_Pair]) -> dict[str, list[Entry]]:
    """The entries about each paper, the most trusted first."""
    found: dict[str, list[Entry]] = {}
    for id_, entry in pairs:
        found.setdefault(id_, []).append(entry)
    return {id_: sorted(found[id_], key=lambda entry: -trust(entry.reader)) for id_ in found}


def _fill(
    catalog: Catalog, pairs: Sequence[_Pair]
) -> tuple[Sequence[_Pair], dict[str, Paper], list[Finding]]:
    """The papers with empty fields filled, as by an import, and what is doubtful about that.

    An entry that the rule of imports gives to another paper is left out.
    """
    findings: list[Finding] = []
    while True:
        proposal = propose(catalog, [entry for _, entry in pairs], suggest=False)
        placed = list(zip(pairs, proposal.changes, strict=True))
        fitting = [pair for pair, c in placed if _is_about(pair, c, catalog)]
        if len(fitting) == len(pairs):
            found = {id_: change.paper for (id_, _), change in placed}
            kept = (f for f in proposal.findings if f.code != "disagreement")
            return pairs, found, [*findings, *kept]
        strays = [pair for pair in pairs if pair not in fitting]
        findings += (_stray_finding(catalog.by_id[id_], entry) for id_, entry in strays)
        pairs = fitting


def _is_about(pair: _Pair, change: Change, catalog: Catalog) -> bool:
    """Whether an entry is certainly about its paper: an identifier in the list may be wrong."""
    id_, entry = pair
    is_placed = change.paper.id == id_ and change.outcome in ("changed", "unchanged")
    return is_placed and not find_doubt(Record(catalog.by_id[id_]), Record(entry))


def _stray_finding(paper: Paper, entry: Entry) -> Finding:
    why = find_doubt(Record(paper), Record(entry)) or "it fits another paper of the list"
    message = (
        f"{entry.origin.source} may be about another paper, and was not used: {why}. Check the "
        "identifiers, or correct title and authors"
    )
    return Finding(code="other-paper", severity="error", message=message, origin=paper.origin())


def _updates(
    paper: Paper, filled: Paper, entries: Sequence[Entry], earlier: Sequence[Entry]
) -> dict[str, Any]:
    """Values to write in place of those of the paper, by field."""
    found: dict[str, Any] = {}
    for entry in reversed(entries):  # the most trusted one decides
        for old in earlier:
            if old.origin.source == entry.origin.source and old.reader == entry.reader:
                found.update(_followed(paper, old, entry))
    if (kind := _publication_type(paper, entries, earlier)) is not None:
        found["type"] = kind
    if authors := _complete_authors(paper.authors, entries):
        found["authors"] = authors
    code = (link for entry in entries for link in entry.links if link.kind == "code")
    if (link := next(code, None)) and all(known.kind != "code" for known in filled.links):
        found["links"] = (*filled.links, link)
    return found


def _followed(paper: Paper, old: Entry, new: Entry) -> Iterator[tuple[str, Any]]:
    """The fields in which the paper has what a source said before and no longer says."""
    for name in _FOLLOWING:
        value, said, says = (getattr(each, name) for each in (paper, old, new))
        if says and said and says != said and value == said:
            yield name, says


def _publication_type(
    paper: Paper, entries: Sequence[Entry], earlier: Sequence[Entry]
) -> str | None:
    """The type of the publication of a paper that a source took for a preprint."""
    is_stated = any(each.type == "article" for each in (*entries, *earlier))
    if paper.type != "article" or not is_stated:
        return None
    return next((each.type for each in entries if each.type in _PUBLISHED_TYPES), None)


def _complete_authors(known: Names, entries: Sequence[Entry]) -> Names | None:
    """A complete list of authors that starts with the known ones, for one that is incomplete."""
    if not known.incomplete or not known.listed:
        return None
    families = [family_name(name) for name in known]
    for entry in entries:
        if entry.authors.incomplete or len(entry.authors) < len(known):
            continue
        if [family_name(name) for name in entry.authors][: len(known)] == families:
            return Names((*known.listed, *entry.authors.listed[len(known) :]))
    return None
