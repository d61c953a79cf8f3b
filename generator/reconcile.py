"""Catalog and entries to a Proposal: what an import would write, and what disagrees.

The same paper is the same arXiv id, DOI or title (case, punctuation, LaTeX residue and white space
aside). A new paper takes each fact from the most trusted source that states it. In a paper that
is already in the list only empty fields are filled; whatever a person wrote stays.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from generator.captures import trust
from generator.citation_keys import citation_keys, made_key
from generator.claims import issued_by, with_claims
from generator.markup import to_text
from generator.model import Catalog, Entry, Finding, Origin, Outcome, Paper, PartialDate, Source
from generator.names import arxiv_id, doi_name, fresh, key, plural
from generator.publication import record_date
from generator.tags import tagger
from generator.topics import suggester

STANDARD_INPUT = "standard-input"
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


def identities(title: str, arxiv: str, doi: str) -> Iterator[str]:
    """The keys that tell a paper: two papers that share one are the same."""
    if arxiv:
        yield f"arxiv:{arxiv_id(arxiv).lower()}"
    if doi:
        yield f"doi:{doi_name(doi)}"
    yield f"title:{key(to_text(title))}"


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
    groups, findings = _grouped(catalog, entries)
    ids = {*taken, *catalog.by_id, *(alias for p in catalog.papers for alias in p.aliases)}
    added_groups = [members for paper, members in groups if paper is None]
    keys = {key.casefold() for key in citation_keys(catalog).values()}
    advise = _adviser(catalog, [entries[members[0]] for members in added_groups])
    changes: dict[int, Change] = {}
    for paper, members in groups:
        if paper is None:
            claims = [entries[i] for i in members]
            merged = _new(claims, ids, added, advise)
            merged = with_claims(merged, _trusted(claims), catalog.papers, keys)
            ids.add(merged.id)
            keys.add((merged.key or made_key(merged)).casefold())
            if catalog.topics and not merged.topics:
                findings.append(_without_topic(entries[members[0]]))
            for place, i in enumerate(members):
                outcome: Outcome = "changed" if place else "new"
                changes[i] = Change(entry=entries[i], paper=merged, outcome=outcome)
        else:
            merged, changed = _filled(paper, [entries[i] for i in members])
            for i, differs in zip(members, changed, strict=True):
                outcome = "changed" if differs else "unchanged"
                changes[i] = Change(entry=entries[i], paper=merged, outcome=outcome)
        for i in members:
            findings += disagreements(merged, entries[i])
    return Proposal(changes=tuple(changes[i] for i in sorted(changes)), findings=tuple(findings))


def _grouped(
    catalog: Catalog, entries: Sequence[Entry]
) -> tuple[list[tuple[Paper | None, list[int]]], list[Finding]]:
    """Entries by the paper they are about: known papers that are mentioned, then new ones."""
    groups: list[tuple[Paper | None, list[int]]] = []
    by_identity: dict[str, int] = {}
    findings: list[Finding] = []
    for paper in catalog.papers:
        for identity in identities(paper.title, paper.arxiv, paper.doi):
            by_identity.setdefault(identity, len(groups))
        groups.append((paper, []))
    for i, entry in enumerate(entries):
        keys = list(identities(entry.title, entry.arxiv, entry.doi))
        found = list(dict.fromkeys(by_identity[k] for k in keys if k in by_identity))
        if len(found) > 1:
            findings.append(_ambiguous(entry, groups[found[1]][0]))
        if not found:
            found = [len(groups)]
            groups.append((None, []))
        for identity in keys:
            by_identity.setdefault(identity, found[0])
        groups[found[0]][1].append(i)
    return [group for group in groups if group[1]], findings


def _ambiguous(entry: Entry, other: Paper | None) -> Finding:
    named = f"papers/{other.id}.yml" if other else "another paper of this import"
    message = (
        f"{entry.title!r} shares its arXiv id or DOI with one paper and its title with {named}: "
        "check which is meant"
    )
    return Finding(code="ambiguous-paper", severity="warning", message=message, origin=entry.origin)


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
) -> Paper:
    best = _trusted(entries)
    title = best[0].title
    given = next((entry.key for entry in best if entry.key), "")
    paper = Paper(id=fresh(to_text(title), taken), title=title, key=given)
    paper, _ = _filled(paper, entries)
    links = tuple({link.url: link for entry in best for link in entry.links}.values())
    seen = [day for s in paper.sources if s.captured and (day := s.captured.whole)]
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


def _filled(paper: Paper, entries: Sequence[Entry]) -> tuple[Paper, list[bool]]:
    """The paper with its empty fields filled, and for each entry whether it added anything."""
    changed: dict[int, bool] = {}
    for entry in _trusted(entries):
        empty = {
            n: getattr(entry, n) for n in _FILLABLE if not getattr(paper, n) and getattr(entry, n)
        }
        if issued := issued_by(entry, paper):
            empty["issued"] = issued
        after = replace(paper, **empty)
        if after.published is None and entry.published and entry.published.year:
            after = replace(after, published=entry.published)
        changed[id(entry)] = after != paper
        paper = after
    for entry in entries:
        after = replace(paper, sources=_with_source(paper.sources, source_of(entry)))
        changed[id(entry)] |= after != paper
        paper = after
    return paper, [changed[id(entry)] for entry in entries]


def source_of(entry: Entry) -> Source:
    """What provenance keeps of an entry."""
    name = PurePath(entry.origin.source.replace("\\", "/")).name
    return Source(
        file=STANDARD_INPUT if name == "-" else name,
        reader=entry.reader,
        captured=entry.captured,
        published=entry.published,
        authors=entry.author_count
        if entry.author_count is not None
        else len(entry.authors) or None,
        comments=entry.comments,
        note=entry.note,
        keywords=entry.keywords,
    )


def _with_source(sources: tuple[Source, ...], source: Source) -> tuple[Source, ...]:
    """Provenance with one more source, unless it is there; a year that became known is added."""
    for i, old in enumerate(sources):
        if old == source or (
            _same_facts(old, source) and not _gains_year(old.captured, source.captured)
        ):
            return sources
        if _same_facts(old, source):
            return (*sources[:i], replace(old, captured=source.captured), *sources[i + 1 :])
    return (*sources, source)


def _same_facts(old: Source, new: Source) -> bool:
    """Whether two sources are one file read twice, years and a person's edits aside."""
    same_day = (
        old.captured == new.captured
        or _gains_year(old.captured, new.captured)
        or _gains_year(new.captured, old.captured)
    )
    return (old.file, old.reader) == (new.file, new.reader) and same_day


def _gains_year(old: PartialDate | None, new: PartialDate | None) -> bool:
    return bool(
        old
        and new
        and old.year is None
        and new.year
        and (old.month, old.day) == (new.month, new.day)
    )


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
        return arxiv_id(text).lower() if what == "arxiv" else doi_name(text)
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
