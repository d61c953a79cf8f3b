"""Pieces that several views are made of: paths, orders, clouds, dates, names, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from generator.checks.likely_duplicates import likely_duplicates
from generator.ingest.merge import source_disagreements
from generator.model import STATUSES, Catalog, Names, Paper, PartialDate, Status
from generator.site.i18n import Words
from generator.site.views.types import CloudItem, HealthLine, Ref, When
from generator.suggest.tags.slugs import tag_slugs
from generator.text.identifiers import LANGUAGE_TAG
from generator.text.publications import first_date
from generator.text.sanitize import to_heading, to_text
from generator.text.slugs import comparison_key, is_id, slug

CLOUD_STEPS = 6
TAG_PAGE_LEAST = 2  # a tag gets a page when this many papers have it
FEW_AUTHORS = 3


def paper_path(paper: Paper) -> str:
    """The path of a paper's page."""
    return f"papers/{paper.id}.md"


def csl_path(paper: Paper) -> str:
    """The path of a paper's citation as CSL-JSON."""
    return f"papers/{paper.id}.csl.json"


def topic_path(topic: str) -> str:
    """The path of a topic's page."""
    return f"topics/{topic}.md"


def picks_first(papers: Iterable[Paper]) -> list[Paper]:
    """The editors' picks, then the others, newest first in both."""
    return sorted(newest_first(papers), key=lambda paper: not paper.recommended)


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Papers by date of publication, newest first; undated ones last, ties by title."""
    by_title = sorted(papers, key=lambda paper: (comparison_key(paper.title), paper.id))
    return sorted(by_title, key=lambda paper: _order(first_date(paper)), reverse=True)


def cloud(refs: Iterable[Ref]) -> tuple[CloudItem, ...]:
    """Links with a size by count: equal steps from the smallest count to the largest."""
    refs = list(refs)
    least = min((ref.count for ref in refs), default=0)
    span = max((ref.count for ref in refs), default=0) - least
    return tuple(
        CloudItem(
            name=ref.name, path=ref.path, count=ref.count,
            size=1 + round((CLOUD_STEPS - 1) * (ref.count - least) / span) if span else 1,
        )
        for ref in refs
    )  # fmt: skip


def tag_paths(catalog: Catalog) -> dict[str, str]:
    """The paths of the pages of tags that enough papers have."""
    slugs = tag_slugs(catalog.by_tag)
    used = (tag for tag, papers in catalog.by_tag.items() if len(papers) >= TAG_PAGE_LEAST)
    return {tag: f"tags/{slugs[tag]}.md" for tag in used}


def former_tag_slugs(paths: Mapping[str, str]) -> dict[str, str]:
    """Tags by the slug that they had before signs counted, where no other tag has or had it."""
    found: dict[str, list[str]] = {}
    for tag in paths:
        found.setdefault(slug(tag), []).append(tag)
    taken = set(paths.values())
    return {
        old: tags[0] for old, tags in found.items()
        if len(tags) == 1 and f"tags/{old}.md" not in taken
    }  # fmt: skip


def added(paper: Paper) -> tuple[date, tuple[int, int, int], str]:
    """The order of additions: the day, then publication, then the id."""
    return paper.added or date.min, _order(first_date(paper)), paper.id


def _order(day: PartialDate | None) -> tuple[int, int, int]:
    return day.sort_key if day else (0, 0, 0)


def when(day: date | PartialDate | None, words: Words) -> When | None:
    """A date for a view."""
    iso = day.iso if isinstance(day, PartialDate) else str(day)
    return When(text=date_text(day, words), iso=iso) if day else None


def date_text(day: date | PartialDate, words: Words) -> str:
    """A date as people write it, and how sure it is."""
    shown = words.day(day)
    match day.qualifier if isinstance(day, PartialDate) else "":
        case "?":
            return words("date_uncertain", date=shown)
        case "~":
            return words("date_approximate", date=shown)
        case "%":
            return words("date_approximate_uncertain", date=shown)
    return shown


def time(day: date | PartialDate, words: Words) -> Markup:
    """A day within a text; one without a year has an ISO form too."""
    yearless = isinstance(day, PartialDate) and day.year is None
    whole = day.iso if isinstance(day, PartialDate) else str(day)
    iso = f"{day.month:02}-{day.day:02}" if yearless else whole
    return Markup('<time datetime="{}">{}</time>').format(iso, date_text(day, words))


def tongue(paper: Paper) -> Markup:
    """The language of a paper's title and abstract, as an attribute's value; empty if unknown."""
    return Markup(paper.language if LANGUAGE_TAG.fullmatch(paper.language) else "")  # noqa: S704


def publication_status(paper: Paper, words: Words) -> str:
    """What pages say of a paper that was withdrawn or retracted; nothing of others."""
    names = {"withdrawn": words("status_withdrawn"), "retracted": words("status_retracted")}
    return names[paper.publication_status] if paper.publication_status else ""


def statuses(words: Words) -> Mapping[Status, str]:
    """What pages call how far the team is."""
    names = (words("status_to_read"), words("status_reading"), words("status_read"))
    return dict(zip(STATUSES, names, strict=True))


def former(paper: Paper) -> tuple[str, ...]:
    """The ids that a paper had before."""
    return tuple(filter(is_id, paper.aliases))


def short_authors(paper: Paper, words: Words) -> str:
    """A few names and how many more, or how many at all."""
    if not paper.authors:
        if paper.author_count:
            return words("authors", paper.author_count)
        return _short(paper.editors, words, editors=True) if paper.editors else ""
    return _short(paper.authors, words)


def _short(people: Names, words: Words, *, editors: bool = False) -> str:
    names = people.texts
    if people.incomplete:
        shown = words("names_others", names=words.listed(names[: FEW_AUTHORS - 1]))
    elif len(names) <= FEW_AUTHORS:
        shown = words.listed(names)
    else:
        shown = words("names_more", len(names) - 2, names=words.listed(names[:2]))
    return words("names_editors", names=shown) if editors else shown


def disagreements(paper: Paper, words: Words) -> Iterable[Markup]:
    """What a paper's sources say otherwise, in words."""
    for what, ours, theirs, source in source_disagreements(paper):
        said = {"ours": _said(ours, words), "theirs": _said(theirs, words), "source": source.file}
        if what == "authors":
            yield words.html("disagree_authors", **said)
        else:
            yield words.html("disagree_published", **said)


def _said(value: date | PartialDate | int, words: Words) -> str:
    return words("authors", value) if isinstance(value, int) else time(value, words)


def suspects(papers: Sequence[Paper], words: Words) -> Iterable[tuple[Paper, str]]:
    """Papers that may repeat an earlier one of the list."""
    for paper, other in likely_duplicates(papers):
        yield paper, words("health_twin", title=to_text(other.title))


def line(paper: Paper, remark: str) -> HealthLine:
    """A line of the health page."""
    return HealthLine(
        title=to_heading(paper.title),
        path=paper_path(paper),
        remark=remark,
        language=tongue(paper),
    )
