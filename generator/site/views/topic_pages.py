"""A topic's page: what sets the topic apart, and its papers, in sections where they are many."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Catalog, Paper, Topic
from generator.site.i18n import Words
from generator.site.views.charts import year_chart, year_range
from generator.site.views.parts import sort_newest_first, sort_picks_first, topic_path
from generator.site.views.terms import Term, TermIndex, fold_words, keyword_terms, terms_overlap
from generator.site.views.types import CardGroup, PageLink, PaperCard, TopicView
from generator.text.publications import first_date
from generator.text.sanitize import to_heading

MIN_PAPERS_FOR_SECTIONS = 12  # papers from which a page has sections
_SMALL_TOPIC_PAPERS = (
    5  # papers of a topic of which one says something about it; of twice as many, if
)
_FEW_TERMS = 3  # fewer terms than this are found otherwise
_MIN_TOPICS_OF_ASIDE = (
    3  # topics of a paper of which the last may be an aside; of two, both are its own
)
_MAX_TERMS, _MAX_RELATED_TOPICS = 8, 8  # at most
_MAX_SECTIONS = 12
_MIN_SECTION_PAPERS = 3  # papers of a section, at least,
_MIN_SECTION_DIVISOR = 25  # and of so many of the topic's papers one


def only_touches(paper: Paper, topic: Topic, terms: TermIndex) -> bool:
    """Whether a paper only touches a topic.

    It does if the topic is the last of three or more in its file, where the strongest comes first,
    and neither title, abstract nor tags have any of the phrases that the vocabulary gives for it.
    """
    last = len(paper.topics) >= _MIN_TOPICS_OF_ASIDE and paper.topics[-1] == topic.id
    return last and bool(topic.keywords) and not keyword_terms(topic) & terms.of[paper.id]


@dataclass(frozen=True, kw_only=True)
class TopicPages:
    """The pages of topics; `cards` and `tag_paths` are those of the whole site."""

    catalog: Catalog
    terms: TermIndex
    cards: Mapping[str, PaperCard]
    tag_paths: Mapping[str, str]
    words: Words

    def view(self, topic: Topic) -> TopicView:
        """The page of a topic."""
        terms, papers = self.terms, self.catalog.by_topic[topic.id]
        cards = {
            paper.id: replace(self.cards[paper.id], touches=only_touches(paper, topic, terms))
            for paper in papers
        }
        telling = _distinctive_terms(terms, topic, papers)
        sections = tuple(_sections(terms, telling, papers, cards, self.words))
        listed = [p for p in papers if p.recommended] if sections else papers
        return TopicView(
            name=topic.name,
            group=topic.group,
            description=topic.description,
            count=len(papers),
            years=year_range(papers),
            undated=sum(1 for paper in papers if first_date(paper) is None),
            touching=sum(1 for card in cards.values() if card.touches),
            terms=tuple(_term_refs(terms, telling, papers, self.tag_paths)),
            chart=year_chart(papers, self.catalog.papers, self.words),
            cards=tuple(cards[paper.id] for paper in sort_picks_first(listed)),
            sections=sections,
            related=tuple(_related_topics(topic, self.catalog)),
        )


def _distinctive_terms(
    terms: TermIndex, topic: Topic, papers: Sequence[Paper]
) -> dict[Term, float]:
    """The terms that set a topic apart, best first: tags, and the phrases of its own.

    Its name is none of them; nor are phrases of other topics, which find papers but rarely name
    what they share. Two papers have each; of its own phrases, one in five papers is enough, and
    one in ten where there is little else to tell.
    """
    own, name = keyword_terms(topic), {*fold_words(topic.name)}
    found = terms.telling([paper.id for paper in papers])
    ids = {paper.id for paper in papers}
    share = {term: len(terms.having[term] & ids) for term in found}
    named = [
        term for term in found
        if (term in own or term in terms.tags) and not {*fold_words(terms.name(term))} <= name
    ]  # fmt: skip
    able = [term for term in named if share[term] > 1]
    most = _SMALL_TOPIC_PAPERS if len(able) >= _FEW_TERMS else 2 * _SMALL_TOPIC_PAPERS
    if len(papers) <= most:
        able = [term for term in named if share[term] > 1 or term in own]
    return {term: found[term] for term in sorted(able, key=lambda term: (-found[term], term))}


def _term_refs(
    terms: TermIndex,
    telling: Mapping[Term, float],
    papers: Sequence[Paper],
    tag_paths: Mapping[str, str],
) -> Iterator[PageLink]:
    """The best terms of which none repeats another."""
    kept: list[Term] = []
    for term in telling:
        name = fold_words(terms.name(term))
        if len(kept) < _MAX_TERMS and not any(terms_overlap(name, other) for other in kept):
            kept.append(name)
            path = tag_paths.get(terms.tags.get(term, terms.tags.get(name, "")), "")
            count = sum(1 for paper in papers if term in terms.of[paper.id])
            yield PageLink(name=to_heading(terms.name(term)), path=path, count=count)


def _sections(
    terms: TermIndex,
    telling: Mapping[Term, float],
    papers: Sequence[Paper],
    cards: Mapping[str, PaperCard],
    words: Words,
) -> Iterator[CardGroup]:
    """The papers of a long topic by the term that parts off most, then by the next, and so on.

    None if that leaves more than half of them without a section. The editors' picks stand before
    all sections.
    """
    rest = [paper for paper in papers if not paper.recommended]
    least = max(_MIN_SECTION_PAPERS, len(papers) // _MIN_SECTION_DIVISOR)
    able = {
        term for term in telling if _is_heading(term, terms)
        and 5 * len(terms.having[term] & cards.keys()) <= 3 * len(papers)
    }  # fmt: skip
    found: list[tuple[str, list[Paper]]] = []
    while len(found) < _MAX_SECTIONS and len(papers) >= MIN_PAPERS_FOR_SECTIONS:
        having = Counter(term for paper in rest for term in terms.of[paper.id] & able)
        best = min(having, key=lambda term: (-having[term], -telling[term], term), default=None)
        if best is None or having[best] < least:
            break
        found.append((terms.spelt(best), [p for p in rest if best in terms.of[p.id]]))
        rest = [paper for paper in rest if best not in terms.of[paper.id]]
    if len(found) > 1 and 2 * len(rest) <= len(papers):
        for name, part in [*found, *([(words("more_papers"), rest)] if rest else [])]:
            listed = tuple(cards[paper.id] for paper in sort_newest_first(part))
            yield CardGroup(name=to_heading(name[:1].upper() + name[1:]), cards=listed)


def _is_heading(term: Term, terms: TermIndex) -> bool:
    """Whether a term can stand above papers: one word of an editor's phrases says too little."""
    return len(term) > 1 or term in terms.tags


def _related_topics(topic: Topic, catalog: Catalog) -> Iterator[PageLink]:
    """The topics that share most papers with a topic."""
    papers = catalog.by_topic[topic.id]
    shared = Counter(t for paper in papers for t in {*paper.topics} if t != topic.id)
    for other in sorted(catalog.topics, key=lambda other: -shared[other.id])[:_MAX_RELATED_TOPICS]:
        if shared[other.id]:
            path = topic_path(other.id)
            yield PageLink(name=to_heading(other.name), path=path, count=shared[other.id])
