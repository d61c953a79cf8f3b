"""Pieces that several views are made of: paths, orders, clouds, dates, buttons, remarks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import quote

from generator.markup import attribute, is_safe_url, to_heading, to_text
from generator.model import MONTHS, Paper, Source
from generator.names import fresh, key, plural
from generator.reconcile import source_disagreements
from generator.views.types import Button, CloudItem, HealthLine, Ref, SourceLine, When

CLOUD_STEPS = 6
FEW_AUTHORS = 3


def paper_path(paper: Paper) -> str:
    """The path of a paper's page."""
    return f"papers/{paper.id}.md"


def topic_path(topic: str) -> str:
    """The path of a topic's page."""
    return f"topics/{topic}.md"


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Papers by date of publication, newest first; undated ones last, ties by title."""
    by_title = sorted(papers, key=lambda paper: (key(paper.title), paper.id))
    return sorted(by_title, key=lambda paper: paper.published or date.min, reverse=True)


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


def paths(folder: str, counts: Mapping[str, int], least: int) -> dict[str, str]:
    """Paths for the names with enough papers: readable, each its own."""
    taken: set[str] = set()
    paths: dict[str, str] = {}
    for name, count in counts.items():
        if count >= least:
            stem = fresh(name, taken)
            taken.add(stem)
            paths[name] = f"{folder}/{stem}.md"
    return paths


def added(paper: Paper) -> tuple[date, date, str]:
    """The order of additions: the day, then publication, then the id."""
    return paper.added or date.min, paper.published or date.min, paper.id


def when(day: date | None) -> When | None:
    """A date for a view."""
    if day is None:
        return None
    return When(text=f"{day.day} {MONTHS[day.month - 1]} {day.year}", iso=day.isoformat())


def short_authors(paper: Paper) -> str:
    """A few names and how many more, or how many at all."""
    if not paper.authors:
        return plural(paper.author_count, "author") if paper.author_count else ""
    if len(paper.authors) <= FEW_AUTHORS:
        return ", ".join(paper.authors)
    return f"{paper.authors[0]}, {paper.authors[1]} and {len(paper.authors) - 2} more"


_BUTTON_NAMES = {"code": "Code", "dataset": "Dataset", "project": "Project", "other": "Link"}


def buttons(paper: Paper) -> Iterable[Button]:
    """The links out of a paper's page; addresses that may not be links are left out."""
    if paper.arxiv:
        yield _button("arXiv", f"https://arxiv.org/abs/{paper.arxiv}")
        yield _button("PDF", f"https://arxiv.org/pdf/{paper.arxiv}")
        yield _button("Hugging Face", f"https://huggingface.co/papers/{paper.arxiv}")
    if paper.doi:
        yield _button("DOI", f"https://doi.org/{quote(paper.doi, safe='/:;().-_')}")
    for link in paper.links:
        if is_safe_url(link.url):
            yield _button(_BUTTON_NAMES[link.kind], link.url)


def _button(name: str, url: str) -> Button:
    host = url.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")
    return Button(name=name, url=attribute(url), host=host)


def source_line(source: Source) -> SourceLine:
    """A line of provenance."""
    facts = [
        f"captured {source.captured}" if source.captured else "",
        f"published {source.published}" if source.published else "",
        plural(source.authors, "author") if source.authors is not None else "",
        plural(source.comments, "comment") if source.comments is not None else "",
    ]
    return SourceLine(file=source.file, facts=", ".join(filter(None, facts)), note=source.note)


def disagreements(paper: Paper) -> Iterable[str]:
    """What a paper's sources say otherwise, in words."""
    for what, ours, theirs, source in source_disagreements(paper):
        yield f"{what}: the list says {ours}, {source.file} says {theirs}"


def suspects(papers: Sequence[Paper]) -> Iterable[tuple[Paper, str]]:
    """Papers whose titles share their name before the colon or a long beginning."""
    first: dict[str, Paper] = {}
    for paper in papers:
        name, colon, _ = to_text(paper.title).partition(":")
        words = key(name) if colon else key(to_text(paper.title))[:40]
        other = first.setdefault(words, paper)
        if other is not paper:
            yield paper, f"may be the same as \u201c{to_text(other.title)}\u201d"


def line(paper: Paper, remark: str) -> HealthLine:
    """A line of the health page."""
    return HealthLine(title=to_heading(paper.title), path=paper_path(paper), remark=remark)
