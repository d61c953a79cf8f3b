"""The page of a topic: its distinctive terms and its papers, in sections if there are many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.views.charts import Timescale, timescale, year_chart, year_range
from generator.site.views.feeds import feed_links, page_stem
from generator.site.views.paging import MAX_PAPERS_ON_OWN_PAGE, parts_by_year
from generator.site.views.part_pages import MAX_CARDS_BEFORE_PARTS, PartPages, PartView
from generator.site.views.parts import (
    limit_takeaways,
    sort_newest_first,
    sort_picks_first,
    topic_path,
)
from generator.site.views.reading_paths import ReadingPaths
from generator.site.views.reference_files import file_links, listed_context_objects
from generator.site.views.terms import Term, TermIndex, fold_words, keyword_terms, terms_overlap
from generator.site.views.types import CardGroup, PageLink, PaperCard, Site, TopicView
from generator.text.english import is_generic
from generator.text.memo import kept_call
from generator.text.publications import first_date
from generator.text.sanitize import to_heading

MIN_PAPERS_FOR_SECTIONS = 12
# In a topic of at most so many papers, one paper is enough for a keyword to be distinctive; in one
# of twice as many only if there are fewer than `_FEW_TERMS` others.
_SMALL_TOPIC_PAPERS = 5
_FEW_TERMS = 3
_MIN_TOPICS_OF_ASIDE = 3  # of two topics, the last is never an aside
_MAX_TERMS, _MAX_RELATED_TOPICS = 8, 8
_MAX_SECTIONS = 12
# A section has at least 3 papers, and at least 1/25 of the topic's.
_MIN_SECTION_PAPERS = 3
_MIN_SECTION_DIVISOR = 25
MAX_CARDS_OF_SECTION = 8  # of a topic whose papers are all on the pages of its parts
MAX_PICKS = 12  # on such a page
PARTS_ANCHOR = "by-year"


def touching_papers(papers: Sequence[Paper], topic: Topic, terms: TermIndex) -> frozenset[str]:
    """The ids of papers that only touch a topic.

    A paper does so if the topic is the last of three or more in its file, where the strongest comes
    first, and neither title, abstract nor tags have any of the topic's keywords.
    """
    keywords = keyword_terms(topic)
    return frozenset(
        paper.id for paper in papers
        if len(paper.topics) >= _MIN_TOPICS_OF_ASIDE and paper.topics[-1] == topic.id
        and topic.keywords and not keywords & terms.terms_of[paper.id]
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TopicPages:
    """The pages of all topics; all mappings are those of the whole site."""

    catalog: Catalog
    terms: TermIndex
    cards: Mapping[str, PaperCard]
    context_objects: Mapping[str, str]
    topic_links: Mapping[str, PageLink]
    tag_paths: Mapping[str, str]
    words: Words
    site: Site
    paths: ReadingPaths

    def view(self, topic: Topic) -> TopicView:
        """The page of a topic."""
        papers = self.catalog.by_topic[topic.id]
        cards = tuple([self.cards[paper.id] for paper in papers])
        paths = repr(self.paths.of_topic(topic.id))
        inputs = topic, self.terms, papers, cards, paths, self.words, *self._common
        return kept_call(TopicPages, inputs, lambda *_: self._made(topic))

    @cached_property
    def _common(self) -> tuple[object, ...]:
        """What the pages of all topics show besides."""
        links = (f"{path} {tag}" for tag, path in self.tag_paths.items())
        return (
            self._timescale,
            self.catalog.topics,
            "\n".join(links),
            self.site.name,
            self.site.url,
        )

    @cached_property
    def _timescale(self) -> Timescale:
        return timescale(self.catalog.papers, self.words)

    def _made(self, topic: Topic) -> TopicView:
        terms, papers = self.terms, self.catalog.by_topic[topic.id]
        touching = touching_papers(papers, topic, terms)
        cards = {paper.id: self.cards[paper.id] for paper in papers}
        cards |= {id_: replace(cards[id_], touches=True) for id_ in touching}
        distinctive = _distinctive_terms(terms, topic, papers)
        pages = self.part_pages(topic, cards)
        most = MAX_CARDS_OF_SECTION if pages.parts else len(papers)
        parts = tuple(_sections(terms, distinctive, papers, self.words))
        newest = [(name, len(part) - most, sort_newest_first(part)[:most]) for name, part in parts]
        listed = sort_picks_first(p for p in papers if p.recommended or not newest)
        if pages.parts:
            listed = listed[: MAX_PICKS if newest else MAX_CARDS_BEFORE_PARTS]
        shown = [*listed, *(paper for _, _, part in newest for paper in part)]
        on_page = iter(limit_takeaways(cards[paper.id] for paper in shown))
        of_listed = tuple(islice(on_page, len(listed)))
        sections = tuple(
            CardGroup(
                name=to_heading(name),
                cards=tuple(islice(on_page, len(part))),
                hidden=max(0, hidden),
            )
            for name, hidden, part in newest
        )
        return TopicView(
            name=topic.name,
            group=topic.group,
            hue=self.topic_links[topic.id].hue,
            description=topic.description,
            count=len(papers),
            years=year_range(papers),
            undated=sum(1 for paper in papers if first_date(paper) is None),
            touching_count=len(touching),
            terms=tuple(_term_links(terms, distinctive, papers, self.tag_paths)),
            chart=year_chart(papers, self._timescale, self.words),
            cards=of_listed,
            sections=sections,
            parts=pages.links(),
            paths=self.paths.of_topic(topic.id),
            related=tuple(_related_topics(topic, self.catalog, self.topic_links)),
            files=file_links(f"topics/{topic.id}", self.site.slug) if papers else (),
            feeds=feed_links(page_stem(topic_path(topic.id))) if self.site.url else (),
            context_objects=listed_context_objects(
                sort_newest_first(shown), self.context_objects
            ),
        )  # fmt: skip

    def parts(self, topic: Topic) -> Iterator[tuple[str, PartView]]:
        """The path and view of each page with a part of a topic's papers; none of a small topic."""
        papers = self.catalog.by_topic[topic.id]
        if len(papers) > MAX_PAPERS_ON_OWN_PAGE:
            touching = touching_papers(papers, topic, self.terms)
            touches = {id_: replace(self.cards[id_], touches=True) for id_ in touching}
            yield from self.part_pages(topic, {**self.cards, **touches}).views()

    def part_pages(self, topic: Topic, cards: Mapping[str, PaperCard]) -> PartPages:
        """The pages of a topic's parts; `cards` has its papers."""
        papers = self.catalog.by_topic[topic.id]
        return PartPages(
            whole=self.topic_links[topic.id], name=topic.name, anchor=PARTS_ANCHOR,
            stem=f"topics/by-year/{topic.id}-",
            parts=parts_by_year(papers) if len(papers) > MAX_PAPERS_ON_OWN_PAGE else (),
            cards=cards, words=self.words,
        )  # fmt: skip


def _distinctive_terms(
    terms: TermIndex, topic: Topic, papers: Sequence[Paper]
) -> dict[Term, float]:
    """The distinctive terms of a topic with their z-scores, best first: tags and its own keywords.

    Its name is excluded, and so are keywords of other topics, which rarely name what the papers
    share, and generic terms such as `high-quality`. At least two papers have each term. In small
    topics, one is enough for own keywords.
    """
    own, name = keyword_terms(topic), {*fold_words(topic.name)}
    found = terms.distinctive_terms([paper.id for paper in papers])
    ids = {paper.id for paper in papers}
    paper_counts = {term: len(terms.papers_with[term] & ids) for term in found}
    candidates = [
        term for term in found if (term in own or term in terms.tags)
        and not {*fold_words(terms.display_name(term))} <= name and not is_generic(term)
    ]  # fmt: skip
    chosen = [term for term in candidates if paper_counts[term] > 1]
    max_papers = _SMALL_TOPIC_PAPERS if len(chosen) >= _FEW_TERMS else 2 * _SMALL_TOPIC_PAPERS
    if len(papers) <= max_papers:
        chosen = [term for term in candidates if paper_counts[term] > 1 or term in own]
    return {term: found[term] for term in sorted(chosen, key=lambda term: (-found[term], term))}


def _term_links(
    terms: TermIndex,
    distinctive: Mapping[Term, float],
    papers: Sequence[Paper],
    tag_paths: Mapping[str, str],
) -> Iterator[PageLink]:
    """The best terms, without those that overlap a better one."""
    kept: list[Term] = []
    for term in distinctive:
        name = fold_words(terms.display_name(term))
        if len(kept) < _MAX_TERMS and not any(terms_overlap(name, other) for other in kept):
            kept.append(name)
            path = tag_paths.get(terms.tags.get(term, terms.tags.get(name, "")), "")
            count = sum(1 for paper in papers if term in terms.terms_of[paper.id])
            yield PageLink(name=to_heading(terms.display_name(term)), path=path, count=count)


def _sections(
    terms: TermIndex,
    distinctive: Mapping[Term, float],
    papers: Sequence[Paper],
    words: Words,
) -> Iterator[tuple[str, list[Paper]]]:
    """The papers of a large topic by term: those with the most frequent, then the next, and so on.

    No sections if more than half of the papers would be left over. The editors' picks are not in
    sections: the page shows them first.
    """
    ids = {paper.id for paper in papers}
    rest = [paper for paper in papers if not paper.recommended]
    min_papers = max(_MIN_SECTION_PAPERS, len(papers) // _MIN_SECTION_DIVISOR)
    candidates = {
        term for term in distinctive if _is_heading(term, terms)
        and 5 * len(terms.papers_with[term] & ids) <= 3 * len(papers)
    }  # fmt: skip
    found: list[tuple[str, list[Paper]]] = []
    while len(found) < _MAX_SECTIONS and len(papers) >= MIN_PAPERS_FOR_SECTIONS:
        counts = Counter(term for paper in rest for term in terms.terms_of[paper.id] & candidates)
        best = min(counts, key=lambda term: (-counts[term], -distinctive[term], term), default=None)
        if best is None or counts[best] < min_papers:
            break
        found.append(
            (terms.common_spelling(best), [p for p in rest if best in terms.terms_of[p.id]])
        )
        rest = [paper for paper in rest if best not in terms.terms_of[paper.id]]
    if len(found) > 1 and 2 * len(rest) <= len(papers):
        yield from ((name[:1].upper() + name[1:], part) for name, part in found)
        if rest:
            yield words("more_papers"), rest


def _is_heading(term: Term, terms: TermIndex) -> bool:
    """Whether a term can be the heading of a section: not a single word, unless it is a tag."""
    return len(term) > 1 or term in terms.tags


def _related_topics(
    topic: Topic, catalog: Catalog, links: Mapping[str, PageLink]
) -> Iterator[PageLink]:
    """The topics that share the most papers with a topic."""
    papers = catalog.by_topic[topic.id]
    shared = Counter(t for paper in papers for t in {*paper.topics} if t != topic.id)
    for other in sorted(catalog.topics, key=lambda other: -shared[other.id])[:_MAX_RELATED_TOPICS]:
        if shared[other.id]:
            yield replace(links[other.id], count=shared[other.id])
