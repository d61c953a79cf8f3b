"""Catalog and entries to a Proposal: what an import would write, and what disagrees.

Which entries are one paper, `matching` says. A new paper takes each fact from the most trusted
source that states it. In a paper that is already in the list only empty fields are filled;
whatever a person wrote stays.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.duplicates import Record, arxiv_key, compare, id_keys
from generator.checks.matching import group_entries, source_of, with_source
from generator.ingest.claims import issued_by, with_claims
from generator.ingest.readers import trust
from generator.model import Catalog, Entry, Finding, Origin, Outcome, Paper, PartialDate, Source
from generator.suggest.tags import tagger
from generator.suggest.topics import suggester
from generator.text.characters import doi_name, fresh, key, plural, slug
from generator.text.citation_keys import citation_keys, made_key
from generator.text.publications import record_date
from generator.text.sanitize import to_text
from generator.text.tag_spelling import canonical, identity

_Advise = Callable[[str, str], tuple[tuple[str, ...], tuple[str, ...]]]  # topic ids, tags


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What becomes of one entry: the paper it is about, as it will be, and what that means."""

    entry: Entry
    paper: Paper
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """The outcome of an import: a change an entry, in their order, and what people should know."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers to write: new and changed ones, each once."""
        written = {c.paper.id: c.paper for c in self.changes if c.outcome in ("new", "changed")}
        return tuple(written.values())


def propose(
    catalog: Catalog,
    entries: Sequence[Entry],
    *,
    taken: Collection[str] = (),
    added: date | None = None,
) -> Proposal:
    """Merge entries into a catalog.

    `taken` are ids that exist besides the catalog's; `added` is the day to note for new papers
    (by default the day of the earliest capture that shows them).
    """
    groups, findings, excluded = group_entries(catalog, entries)
    ids = {*taken, *catalog.by_id, *(alias for p in catalog.papers for alias in p.aliases)}
    keys = {key.casefold() for key in citation_keys(catalog).values()}
    new = [group.members[0] for group in groups if group.paper is None]
    advise = _adviser(catalog, [entries[i] for i in new])
    titled = _generic_titles(catalog.papers)
    changes = {
        i: Change(entry=entries[i], paper=_excluded_paper(entries[i]), outcome="excluded")
        for i in excluded
    }
    for group in groups:
        members = [entries[i] for i in group.members]
        if group.paper is None:
            merged = _new(members, ids, added, advise, group.foreign)
            merged = with_claims(merged, _trusted(members), catalog.papers, keys)
            ids.add(merged.id)
            keys.add((merged.key or made_key(merged)).casefold())
            if catalog.topics and not merged.topics:
                findings.append(_without_topic(members[0]))
            outcomes: list[Outcome] = ["new", *["changed"] * (len(members) - 1)]  # type: ignore[list-item]
        else:
            merged, changed = _filled(group.paper, members, group.foreign)
            if _repeats_another(group.paper, merged, titled):
                merged, changed = group.paper, [False] * len(members)
                findings.append(_left_alone(members[0], merged))
            outcomes = ["changed" if differs else "unchanged" for differs in changed]
        for i, outcome in zip(group.members, outcomes, strict=True):
            changes[i] = Change(entry=entries[i], paper=merged, outcome=outcome)
            findings += disagreements(merged, entries[i])
    agreed = _with_one_spelling(catalog, [changes[i].paper for i in new])
    kept = (changes[i] for i in sorted(changes))
    return Proposal(
        changes=tuple(replace(each, paper=agreed.get(each.paper.id, each.paper)) for each in kept),
        findings=tuple(findings),
    )


def _with_one_spelling(catalog: Catalog, new: Sequence[Paper]) -> dict[str, Paper]:
    """New papers by id, their tags spelt as the list does, else as most of them do."""
    listed = canonical({tag: len(papers) for tag, papers in catalog.by_tag.items()})
    suggested = canonical(Counter(tag for paper in new for tag in paper.tags))
    spelling = {identity(tag): best for known in (suggested, listed) for tag, best in known.items()}
    return {
        paper.id: replace(
            paper, tags=tuple(dict.fromkeys(spelling[identity(tag)] for tag in paper.tags))
        )
        for paper in new
    }


def _without_topic(entry: Entry) -> Finding:
    message = (
        f"no topic of the vocabulary surely fits {entry.title!r}: choose by hand, or leave it "
        "without until `reading-list topics` proposes one"
    )
    return Finding(code="no-topic", severity="info", message=message, origin=entry.origin)


def _trusted(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: -trust(entry.reader))


def _adviser(catalog: Catalog, claims: Sequence[Entry]) -> _Advise:
    """What suggests topics and tags for new papers, of which `claims` are all that there are."""
    if not claims:
        return lambda *_: ((), ())
    topics = suggester(catalog.topics, catalog.papers)
    tags = tagger(catalog.papers, [(claim.title, claim.abstract) for claim in claims])
    return lambda title, abstract: (
        tuple(topic.id for topic in topics.suggest(title, abstract)),
        tuple(tag.name for tag in tags.suggest(title, abstract)),
    )


def _new(
    entries: Sequence[Entry],
    taken: Collection[str],
    added: date | None,
    advise: _Advise,
    foreign: Collection[str],
) -> Paper:
    best = _trusted(entries)
    title = best[0].title
    given = next((entry.key for entry in best if entry.key), "")
    paper = Paper(id=fresh(to_text(title), taken), title=title, key=given)
    paper, _ = _filled(paper, entries, foreign)
    links = tuple({link.url: link for entry in best for link in entry.links}.values())
    seen = [day for s in paper.sources if s.captured and (day := s.captured.exact_day)]
    topics, tags = advise(paper.title, paper.abstract)
    return replace(
        paper,
        links=links,
        added=added or min(seen, default=None),
        topics=topics,
        tags=tags,
    )


_FILLABLE = (
    "type", "authors", "editors", "organization", "issued", "venue", "volume", "issue", "pages",
    "number", "edition", "series", "publisher", "isbn", "arxiv", "category", "doi", "url",
    "language", "publication_status", "links", "abstract",
)  # fmt: skip


def _filled(
    paper: Paper, entries: Sequence[Entry], foreign: Collection[str]
) -> tuple[Paper, list[bool]]:
    """The paper with its empty fields filled, and for each entry whether it added anything.

    `foreign` are ids that other papers have: no two papers get one id.
    """
    changed: dict[int, bool] = {}
    for entry in _trusted(entries):
        empty = {
            n: getattr(entry, n) for n in _FILLABLE if not getattr(paper, n) and getattr(entry, n)
            and not (foreign and _is_foreign(n, entry, foreign))
        }  # fmt: skip
        if issued := issued_by(entry, paper):
            empty["issued"] = issued
        after = replace(paper, **empty)
        if after.published is None and entry.published and entry.published.year:
            after = replace(after, published=entry.published)
        changed[id(entry)] = after != paper
        paper = after
    for entry in entries:
        after = replace(paper, sources=with_source(paper.sources, source_of(entry)))
        changed[id(entry)] |= after != paper
        paper = after
    return paper, [changed[id(entry)] for entry in entries]


def _is_foreign(name: str, entry: Entry, foreign: Collection[str]) -> bool:
    arxiv, doi = (getattr(entry, each) if name == each else "" for each in ("arxiv", "doi"))
    return any(each in foreign for each in id_keys(arxiv, doi))


def _generic_titles(papers: Sequence[Paper]) -> dict[str, list[Record]]:
    """Papers by the key of their title, where such a title alone tells nothing."""
    found: dict[str, list[Record]] = {}
    for record in filter(lambda each: each.generic, map(Record, papers)):
        found.setdefault(record.title, []).append(record)
    return found


def _repeats_another(before: Paper, after: Paper, titled: dict[str, list[Record]]) -> bool:
    """Whether filled fields would make two papers one that were two before."""
    old, new = Record(before), Record(after)
    return after != before and any(
        compare(new, other)[0] == "same" and compare(old, other)[0] != "same"
        for other in titled.get(new.title, ()) if other.said is not before
    )  # fmt: skip


def _left_alone(entry: Entry, paper: Paper) -> Finding:
    message = (
        f"nothing of {entry.title!r} was added to papers/{paper.id}.yml: with these facts it would "
        "repeat another paper of that title. If both are one paper, merge the two files"
    )
    return Finding(code="ambiguous-paper", severity="warning", message=message, origin=entry.origin)


def _excluded_paper(entry: Entry) -> Paper:
    """What stands in a proposal for an entry that is left out."""
    return Paper(id=slug(to_text(entry.title)), title=entry.title)


def disagreements(paper: Paper, entry: Entry) -> Iterator[Finding]:
    """What an entry says otherwise than the paper does (what is kept is the paper's)."""
    for what, ours, theirs in _compared(paper, source_of(entry)):
        yield _disagreement(paper, entry.origin, what, _told(ours), _told(theirs))
    for what in ("title", "arxiv", "doi", "venue"):
        ours, theirs = getattr(paper, what), getattr(entry, what)
        if ours and theirs and _folded(what, ours) != _folded(what, theirs):
            yield _disagreement(paper, entry.origin, what, ours, theirs)
    if entry.abstract and paper.abstract and not _alike(entry.abstract, paper.abstract):
        yield _disagreement(paper, entry.origin, "abstract", "another wording", "this one")


def _folded(what: str, text: str) -> str:
    """What two spellings of one fact share."""
    if what in ("arxiv", "doi"):
        return arxiv_key(text) if what == "arxiv" else doi_name(text)
    return key(to_text(text))


def _alike(text: str, other: str) -> bool:
    return text == other or key(to_text(text)) == key(to_text(other))


def source_disagreements(
    paper: Paper,
) -> Iterator[tuple[str, PartialDate | int, PartialDate | int, Source]]:
    """What the sources of a paper say otherwise: what, ours, theirs, and who says it.

    What is `published`, with days, or `authors`, with how many.
    """
    for source in paper.sources:
        for what, ours, theirs in _compared(paper, source):
            yield what, ours, theirs, source


def _compared(
    paper: Paper, source: Source
) -> Iterator[tuple[str, PartialDate | int, PartialDate | int]]:
    known = [date for date in (paper.published, record_date(paper)) if date]
    if source.published and paper.published and not any(
        _same_day(source.published, date) for date in known
    ):  # fmt: skip
        yield "published", paper.published, source.published
    if source.authors is not None and paper.authors and source.authors != len(paper.authors):
        yield "authors", len(paper.authors), source.authors


def _told(value: PartialDate | int) -> str:
    return plural(value, "author") if isinstance(value, int) else str(value)


def _same_day(date: PartialDate, other: PartialDate) -> bool:
    """Whether two dates agree in all that both know."""
    pairs = ((date.year, other.year), (date.month, other.month), (date.day, other.day))
    return all(one == two for one, two in pairs if one is not None and two is not None)


def _disagreement(paper: Paper, origin: Origin, what: str, ours: str, theirs: str) -> Finding:
    message = f"{paper.id}: {what}: the list keeps {ours!r}, this source says {theirs!r}"
    return Finding(code="disagreement", severity="warning", message=message, origin=origin)
