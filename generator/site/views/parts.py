"""Parts of several views: paths, sort orders, clouds, dates, names, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from generator.checks.likely_duplicates import likely_duplicates
from generator.ingest.disagreements import source_disagreements
from generator.model import STATUSES, Catalog, Name, Names, Paper, PartialDate, Status
from generator.site.formats.citation import arxiv_url, doi_url
from generator.site.formats.feeds import PDF
from generator.site.i18n import Words
from generator.site.views.paper_types import Fact
from generator.site.views.types import CloudItem, DisplayDate, PageLink, PaperCard
from generator.suggest.tags.slugs import tag_slugs
from generator.text.identifiers import LANGUAGE_TAG
from generator.text.memo import kept_call, memoized
from generator.text.publications import first_date, first_year, move_year_to_issued, record_date
from generator.text.sanitize import is_safe_url, to_heading, to_text
from generator.text.slugs import comparison_key, is_id, slug
from generator.text.stored import Stored

CLOUD_STEPS = 6
MIN_PAPERS_FOR_TAG_PAGE = 2  # tags of fewer papers link to the paper
MAX_AUTHORS_ON_CARD = 3
MAX_TAKEAWAYS_ON_PAGE = 60  # of 200 cards; more would make a page larger than 150 kB


def paper_path(paper: Paper) -> str:
    """The path of a paper's page."""
    return f"papers/{paper.id}.md"


def topic_path(topic: str) -> str:
    """The path of a topic's page."""
    return f"topics/{topic}.md"


@memoized
def page_link(name: str, path: str, count: int, hue: int = 0) -> PageLink:
    """A link to the page of a topic or tag, with its number of papers."""
    return PageLink(name=to_heading(name), path=path, count=count, hue=hue)


def sort_picks_first(papers: Iterable[Paper]) -> list[Paper]:
    """The editors' picks, then all others; both newest first."""
    return sorted(sort_newest_first(papers), key=lambda paper: not paper.recommended)


def sort_newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Papers by date of publication, newest first; undated ones last, ties by title."""
    by_title = sorted(papers, key=lambda paper: (_title_key(paper.title), paper.id))
    return sorted(by_title, key=lambda paper: _date_sort_key(first_date(paper)), reverse=True)


@lru_cache(maxsize=20_000)
def _title_key(title: str) -> str:
    """How a title is sorted; a paper is in the lists of several topics and tags."""
    return comparison_key(title)


def cloud_items(refs: Iterable[PageLink]) -> tuple[CloudItem, ...]:
    """Links with sizes from 1 to `CLOUD_STEPS`, linear in their counts."""
    refs = list(refs)
    smallest = min((ref.count for ref in refs), default=0)
    span = max((ref.count for ref in refs), default=0) - smallest
    return tuple(
        CloudItem(
            name=ref.name, path=ref.path, count=ref.count,
            size=1 + round((CLOUD_STEPS - 1) * (ref.count - smallest) / span) if span else 1,
        )
        for ref in refs
    )  # fmt: skip


def limit_takeaways(
    cards: Iterable[PaperCard], max_count: int = MAX_TAKEAWAYS_ON_PAGE
) -> tuple[PaperCard, ...]:
    """Cards of which only the first ones have takeaways."""
    cards = tuple(cards)
    others = (
        kept_call(_without_takeaway, (card,), _without_takeaway) for card in cards[max_count:]
    )
    return (*cards[:max_count], *others)


def _without_takeaway(card: PaperCard) -> PaperCard:
    return replace(card, takeaway="") if card.takeaway else card


def tag_paths(catalog: Catalog) -> dict[str, str]:
    """The path of the page of each tag that has one."""
    by_tag = catalog.by_tag
    with_page = [tag for tag, papers in by_tag.items() if len(papers) >= MIN_PAPERS_FOR_TAG_PAGE]
    slugs = _tag_slugs(tuple(by_tag))
    return {tag: f"tags/{slugs[tag]}.md" for tag in with_page}


_tag_slugs = Stored(tag_slugs, Mapping[str, str], "slugs of tags")


def legacy_tag_slugs(paths: Mapping[str, str]) -> dict[str, str]:
    """Tags by their old slug, without signs (`C++` was `c`), unless it is ambiguous or in use."""
    found: dict[str, list[str]] = {}
    for tag in paths:
        found.setdefault(slug(tag), []).append(tag)
    taken = set(paths.values())
    return {
        old: tags[0] for old, tags in found.items()
        if len(tags) == 1 and f"tags/{old}.md" not in taken
    }  # fmt: skip


def addition_sort_key(paper: Paper) -> tuple[date, tuple[int, int, int], str]:
    """The sort key of additions: the day added, then the date of publication, then the id."""
    return paper.added or date.min, _date_sort_key(first_date(paper)), paper.id


def _date_sort_key(day: PartialDate | None) -> tuple[int, int, int]:
    return day.sort_key if day else (0, 0, 0)


def display_date(day: date | PartialDate | None, words: Words) -> DisplayDate | None:
    """A date as text and in ISO form; None if it is unknown."""
    iso = day.iso if isinstance(day, PartialDate) else str(day)
    return DisplayDate(text=date_text(day, words), iso=iso) if day else None


def publication_dates(paper: Paper, words: Words) -> tuple[Fact, ...]:
    """When the first version and the version of record appeared, each with its label.

    One date if they are the same, or only one is known; that of an arXiv id if none is stated.
    """
    record = record_date(paper) if move_year_to_issued(paper).issued else None
    first = paper.published or (None if record else first_date(paper))
    dates = []
    if first:
        dates.append(Fact(label=words("date_first"), text=time_element(first, words)))
    if record and record != first:
        dates.append(Fact(label=words("date_record"), text=time_element(record, words)))
    return tuple(dates)


def date_text(day: date | PartialDate, words: Words) -> str:
    """A date in the site's language, with its uncertainty."""
    shown = words.format_date(day)
    match day.qualifier if isinstance(day, PartialDate) else "":
        case "?":
            return words("date_uncertain", date=shown)
        case "~":
            return words("date_approximate", date=shown)
        case "%":
            return words("date_approximate_uncertain", date=shown)
    return shown


def time_element(day: date | PartialDate, words: Words) -> Markup:
    """A date as a `<time>` element; a day without a year is `MM-DD`, as HTML allows."""
    is_yearless = isinstance(day, PartialDate) and day.year is None
    full = day.iso if isinstance(day, PartialDate) else str(day)
    iso = f"{day.month:02}-{day.day:02}" if is_yearless else full
    return Markup('<time datetime="{}">{}</time>').format(iso, date_text(day, words))


def lang_attribute(paper: Paper) -> Markup:
    """The value of the `lang` attribute for a paper's title and abstract; empty if unknown."""
    return Markup(paper.language if LANGUAGE_TAG.fullmatch(paper.language) else "")  # noqa: S704 - valid


def publication_status_label(paper: Paper, words: Words) -> str:
    """The label of a withdrawn or retracted paper; empty for others."""
    names = {"withdrawn": words("status_withdrawn"), "retracted": words("status_retracted")}
    return names[paper.publication_status] if paper.publication_status else ""


def status_labels(words: Words) -> Mapping[Status, str]:
    """The labels of the editors' reading status."""
    names = (words("status_to_read"), words("status_reading"), words("status_read"))
    return dict(zip(STATUSES, names, strict=True))


def valid_aliases(paper: Paper) -> tuple[str, ...]:
    """The former ids of a paper, without invalid ones."""
    return tuple(filter(is_id, paper.aliases))


def short_author_list(paper: Paper, words: Words) -> str:
    """The first authors and the number of others; only the number if no names are known."""
    if not paper.authors:
        if paper.author_count:
            return words("authors", paper.author_count)
        return _short_names(paper.editors, words, editors=True) if paper.editors else ""
    return _short_names(paper.authors, words)


def _short_names(people: Names, words: Words, *, editors: bool = False) -> str:
    names = people.texts
    if people.incomplete:
        shown = words("names_others", names=words.join_list(names[: MAX_AUTHORS_ON_CARD - 1]))
    elif len(names) <= MAX_AUTHORS_ON_CARD:
        shown = words.join_list(names)
    else:
        shown = words("names_more", len(names) - 2, names=words.join_list(names[:2]))
    return words("names_editors", names=shown) if editors else shown


def first_author_and_year(paper: Paper, words: Words) -> str:
    """The first author and the year: `Huang and others, 2018`; what is known of both."""
    people = paper.authors or paper.editors
    first = next(iter(people), Name())
    author = first.literal or first.family or str(first)
    if author and (len(people) > 1 or people.incomplete):
        author = words("names_others", names=author)
    return words("comma").join(filter(None, (author, str(first_year(paper) or ""))))


def source_url(paper: Paper) -> str:
    """Where the paper itself is: its DOI, arXiv or its own address; empty if none is known."""
    own_url = paper.url if is_safe_url(paper.url) else ""
    return doi_url(paper) or arxiv_url(paper) or own_url


def file_urls(paper: Paper, words: Words) -> Mapping[str, str]:
    """The URLs of a paper's PDF and code, as far as they are known, by what readers call them."""
    code = (link.url for link in paper.links if link.kind == "code" and is_safe_url(link.url))
    urls = {PDF: arxiv_url(paper, "pdf"), words("link_code"): next(code, "")}
    return {name: url for name, url in urls.items() if url}


def describe_disagreements(paper: Paper, words: Words) -> Iterable[Markup]:
    """For each fact that a source states differently from the paper, a sentence."""
    for what, ours, theirs, source in source_disagreements(paper):
        values = {
            "ours": _format_value(ours, words),
            "theirs": _format_value(theirs, words),
            "source": source.file,
        }
        if what == "authors":
            yield words.html("disagree_authors", **values)
        else:
            yield words.html("disagree_published", **values)


def _format_value(value: date | PartialDate | int, words: Words) -> str:
    return words("authors", value) if isinstance(value, int) else time_element(value, words)


def describe_likely_duplicates(
    papers: Sequence[Paper], words: Words
) -> Iterable[tuple[Paper, str]]:
    """Papers that may be duplicates of an earlier one, each with a remark that names it."""
    for paper, other in likely_duplicates(papers):
        yield paper, words("health_twin", title=to_text(other.title))
