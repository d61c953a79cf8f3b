"""Merge entries into a catalog: what an import would write, and what disagrees.

`checks.matching` decides which entries are one paper. A new paper takes each field from the most
trusted source that states it. In an existing paper only empty fields are filled, so that an
import never overwrites an editor's work.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.duplicates import Record, arxiv_key, compare, id_keys
from generator.checks.matching import Group, add_source, entry_source, group_entries
from generator.ingest.claims import TagSpelling, add_claims, issue_date
from generator.ingest.disagreements import compare_source
from generator.ingest.readers import trust
from generator.model import Catalog, Entry, Finding, Origin, Outcome, Paper, PartialDate
from generator.model.progress import counted
from generator.suggest.tags import tagger
from generator.suggest.text_cache import TextCache
from generator.suggest.topics import suggester
from generator.text.citation_keys import citation_keys, generate_key
from generator.text.english import plural
from generator.text.identifiers import normalize_doi
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key, slug, unused_slug
from generator.text.tag_spelling import canonical_spellings, tag_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What an import does with one entry: the paper after the import, and the outcome."""

    entry: Entry
    paper: Paper
    outcome: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """The result of an import: one change per entry, in their order, and findings."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The new and changed papers, each once."""
        written = {c.paper.id: c.paper for c in self.changes if c.outcome in ("new", "changed")}
        return tuple(written.values())


def propose(
    catalog: Catalog,
    entries: Sequence[Entry],
    *,
    added: date | None = None,
    suggest: bool = True,
    cache: TextCache | None = None,
) -> Proposal:
    """Merge entries into a catalog.

    Args:
        catalog: the list as it is.
        entries: what the sources say.
        added: the day to record for new papers; by default that of the earliest capture.
        suggest: whether new papers get suggested topics and tags.
        cache: what was read in texts before.
    """
    if not entries:  # of a refused source
        return Proposal(changes=(), findings=())
    groups, findings, excluded = group_entries(catalog, entries)
    ids = {*catalog.by_id, *(alias for p in catalog.papers for alias in p.aliases)}
    ids |= {alias for exclusion in catalog.excluded for alias in exclusion.aliases}
    keys = {key.casefold() for key in citation_keys(catalog).values()}
    new = [group.members[0] for group in groups if group.paper is None]
    new_papers = _new_papers(groups, entries, ids, added)
    if suggest and new_papers:
        claims = [entries[i] for i in new]
        new_papers = list(_with_suggestions(catalog, claims, new_papers, cache))
    remaining, spelling = iter(new_papers), TagSpelling(catalog.papers)
    titled = _records_with_generic_title(catalog.papers)
    changes = {
        i: Change(entry=entries[i], paper=_placeholder_paper(entries[i]), outcome="excluded")
        for i in excluded
    }
    for group in groups:
        members = [entries[i] for i in group.members]
        if group.paper is None:
            merged = add_claims(next(remaining), _sort_by_trust(members), spelling, keys)
            keys.add((merged.key or generate_key(merged)).casefold())
            if catalog.topics and not merged.topics:
                findings.append(_no_topic_finding(members[0]))
            outcomes: list[Outcome] = ["new", *["changed"] * (len(members) - 1)]  # type: ignore[list-item]
        else:
            merged, changed = _fill_empty_fields(group.paper, members, group.foreign_ids)
            if _becomes_duplicate(group.paper, merged, titled):
                merged, changed = group.paper, [False] * len(members)
                findings.append(_ambiguous_paper_finding(members[0], merged))
            outcomes = ["changed" if differs else "unchanged" for differs in changed]
        for i, outcome in zip(group.members, outcomes, strict=True):
            changes[i] = Change(entry=entries[i], paper=merged, outcome=outcome)
            findings += disagreements(merged, entries[i])
    agreed = _unify_tag_spelling(catalog, [changes[i].paper for i in new])
    kept = (changes[i] for i in sorted(changes))
    return Proposal(
        changes=tuple(
            replace(each, paper=agreed[each.paper.id]) if each.paper.id in agreed else each
            for each in kept
        ),
        findings=tuple(findings),
    )


def _unify_tag_spelling(catalog: Catalog, new: Sequence[Paper]) -> dict[str, Paper]:
    """The new papers that change, by id: with the list's spelling, else the most frequent one."""
    listed = canonical_spellings({tag: len(papers) for tag, papers in catalog.by_tag.items()})
    suggested = canonical_spellings(Counter(tag for paper in new for tag in paper.tags))
    spelling = {tag_key(tag): best for known in (suggested, listed) for tag, best in known.items()}
    tags = {
        paper.id: tuple(dict.fromkeys(spelling[tag_key(tag)] for tag in paper.tags))
        for paper in new
    }
    return {
        paper.id: replace(paper, tags=tags[paper.id])
        for paper in new
        if paper.tags != tags[paper.id]
    }


def _no_topic_finding(entry: Entry) -> Finding:
    message = (
        f"no topic of the vocabulary clearly fits {entry.title!r}. Choose one by hand, or leave "
        "it without a topic until `reading-list topics` proposes one"
    )
    return Finding(code="no-topic", severity="info", message=message, origin=entry.origin)


def _sort_by_trust(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: -trust(entry.reader))


def _with_suggestions(
    catalog: Catalog, claims: Sequence[Entry], papers: Sequence[Paper], cache: TextCache | None
) -> Iterator[Paper]:
    """New papers with suggested topics and tags; `claims` are entries of them."""
    topics = suggester(catalog.topics, catalog.papers, cache)
    tags = tagger(catalog.papers, [(claim.title, claim.abstract) for claim in claims], cache)
    found = topics.suggest_ids((paper.title, paper.abstract) for paper in papers)
    pairs = zip(papers, found, strict=True)
    for paper, topic_ids in counted(pairs, "papers given topics and tags", len(papers)):
        names = tuple(tag.name for tag in tags.suggest(paper.title, paper.abstract))
        yield replace(paper, topics=topic_ids, tags=names)


def _new_papers(
    groups: Sequence[Group], entries: Sequence[Entry], taken: Collection[str], added: date | None
) -> list[Paper]:
    """The papers that groups of entries without a paper become; ids in `taken` are avoided."""
    ids, papers = set(taken), []
    for group in groups:
        if group.paper is None:
            members = [entries[i] for i in group.members]
            papers.append(_new_paper(members, ids, added, group.foreign_ids))
            ids.add(papers[-1].id)
    return papers


def _new_paper(
    entries: Sequence[Entry], taken: Collection[str], added: date | None, foreign: Collection[str]
) -> Paper:
    best = _sort_by_trust(entries)
    title = best[0].title
    stated_key = next((entry.key for entry in best if entry.key), "")
    paper = Paper(id=unused_slug(to_text(title), taken), title=title, key=stated_key)
    paper, _ = _fill_empty_fields(paper, entries, foreign)
    links = tuple({link.url: link for entry in best for link in entry.links}.values())
    seen = [day for s in paper.sources if s.captured and (day := s.captured.exact_day)]
    return replace(paper, links=links, added=added or min(seen, default=None))


_FILLABLE = (
    "type", "authors", "editors", "organization", "issued", "venue", "volume", "issue", "pages",
    "number", "edition", "series", "publisher", "isbn", "arxiv", "category", "doi", "url",
    "language", "publication_status", "links", "takeaway", "abstract",
)  # fmt: skip


def _fill_empty_fields(
    paper: Paper, entries: Sequence[Entry], foreign: Collection[str]
) -> tuple[Paper, list[bool]]:
    """The paper with its empty fields filled, and for each entry whether it added anything.

    Args:
        paper: the paper to complete.
        entries: the entries about it.
        foreign: arXiv ids and DOIs of other papers, which this one must not get.
    """
    changed: dict[int, bool] = {}
    for entry in _sort_by_trust(entries):
        empty = {
            n: getattr(entry, n) for n in _FILLABLE if not getattr(paper, n) and getattr(entry, n)
            and not (foreign and _belongs_to_other_paper(n, entry, foreign))
        }  # fmt: skip
        if issued := issue_date(entry, paper):
            empty["issued"] = issued
        after = replace(paper, **empty) if empty else paper
        if after.published is None and entry.published and entry.published.year:
            after = replace(after, published=entry.published)
        changed[id(entry)] = after != paper
        paper = after
    for entry in entries:
        after = replace(paper, sources=add_source(paper.sources, entry_source(entry)))
        changed[id(entry)] |= after != paper
        paper = after
    return paper, [changed[id(entry)] for entry in entries]


def _belongs_to_other_paper(name: str, entry: Entry, foreign: Collection[str]) -> bool:
    arxiv, doi = (getattr(entry, each) if name == each else "" for each in ("arxiv", "doi"))
    return any(each in foreign for each in id_keys(arxiv, doi))


def _records_with_generic_title(papers: Sequence[Paper]) -> dict[str, list[Record]]:
    """Papers with generic titles, such as `Introduction`, by the key of the title."""
    found: dict[str, list[Record]] = {}
    for record in filter(lambda each: each.generic, map(Record, papers)):
        found.setdefault(record.title, []).append(record)
    return found


def _becomes_duplicate(before: Paper, after: Paper, titled: dict[str, list[Record]]) -> bool:
    """Whether the filled fields make a paper identical to another that it differed from."""
    old, new = Record(before), Record(after)
    return after != before and any(
        compare(new, other)[0] == "same" and compare(old, other)[0] != "same"
        for other in titled.get(new.title, ()) if other.paper is not before
    )  # fmt: skip


def _ambiguous_paper_finding(entry: Entry, paper: Paper) -> Finding:
    message = (
        f"nothing of {entry.title!r} was added to papers/{paper.id}.yml: with these fields it "
        "would duplicate another paper of that title. If both are one paper, merge the two files"
    )
    return Finding(code="ambiguous-paper", severity="warning", message=message, origin=entry.origin)


def _placeholder_paper(entry: Entry) -> Paper:
    """A paper that represents an excluded entry in a proposal."""
    return Paper(id=slug(to_text(entry.title)), title=entry.title)


def disagreements(paper: Paper, entry: Entry) -> Iterator[Finding]:
    """A warning for each field of an entry that differs from the paper's, which is kept."""
    for what, ours, theirs in compare_source(paper, entry_source(entry)):
        yield _disagreement_finding(
            paper, entry.origin, what, _format_value(ours), _format_value(theirs)
        )
    for what in ("title", "arxiv", "doi", "venue", "takeaway"):
        ours, theirs = getattr(paper, what), getattr(entry, what)
        if ours and theirs and _comparison_key(what, ours) != _comparison_key(what, theirs):
            yield _disagreement_finding(paper, entry.origin, what, ours, theirs)
    if entry.abstract and paper.abstract and not _same_text(entry.abstract, paper.abstract):
        yield _disagreement_finding(paper, entry.origin, "abstract", "another wording", "this one")


def _comparison_key(what: str, text: str) -> str:
    """The normalized text by which two spellings of a field are compared."""
    if what in ("arxiv", "doi"):
        return arxiv_key(text) if what == "arxiv" else normalize_doi(text)
    return comparison_key(to_text(text))


def _same_text(text: str, other: str) -> bool:
    return text == other or comparison_key(to_text(text)) == comparison_key(to_text(other))


def _format_value(value: PartialDate | int) -> str:
    return plural(value, "author") if isinstance(value, int) else str(value)


def _disagreement_finding(
    paper: Paper, origin: Origin, what: str, ours: str, theirs: str
) -> Finding:
    message = f"{paper.id}: {what}: the list keeps {ours!r}, this source says {theirs!r}"
    return Finding(code="disagreement", severity="warning", message=message, origin=origin)
