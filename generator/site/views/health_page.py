"""The page for editors: what may be wrong with the list, the first of each kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator.model import Catalog, Finding, Paper
from generator.site.i18n import ENGLISH, Words
from generator.site.views.parts import (
    MIN_PAPERS_FOR_TAG_PAGE,
    describe_disagreements,
    describe_likely_duplicates,
    lang_attribute,
    paper_path,
)
from generator.site.views.types import PageLink
from generator.text.publications import first_date
from generator.text.sanitize import escape, to_heading

HEALTH_PAGE = "health.md"
MAX_LINES = 60  # of a kind of problem on the page itself
MAX_LINES_ON_PAGE = 200  # of the pages with all problems of a kind
_KINDS = ("undated", "without-topics", "duplicates", "disagreements")


@dataclass(frozen=True, kw_only=True, slots=True)
class HealthLine:
    """A paper, and a remark on it."""

    title: Markup
    path: str
    remark: str
    language: Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class Problems:
    """Problems of one kind: how many, the first of them, and if these are not all, their pages."""

    name: str
    none: str  # the text if there are none
    count: int
    lines: tuple[HealthLine, ...]
    pages: tuple[PageLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class HealthView:
    """What editors may want to fix.

    Attributes:
        problems: each kind of problem.
        once: how many tags only one paper has.
        remaining: how many findings of the checks are not shown.
        findings: the first of them, in English even if the page is not.
        is_translated: whether the page is not in English.
    """

    problems: tuple[Problems, ...]
    once: int
    remaining: int
    findings: tuple[str, ...]
    is_translated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemsView:
    """A page with problems of one kind, and links to the one before and the next."""

    name: str
    lines: tuple[HealthLine, ...]
    previous: PageLink | None
    next: PageLink | None


@dataclass(frozen=True, kw_only=True)
class HealthPages:
    """The page for editors, and the pages of problems of which there are many."""

    catalog: Catalog
    words: Words

    def index(self, findings: Sequence[Finding]) -> HealthView:
        """The page for editors."""
        words, by_tag = self.words, self.catalog.by_tag
        return HealthView(
            problems=tuple(
                Problems(
                    name=self._names[kind][0], none=self._names[kind][1], count=len(lines),
                    lines=lines[:MAX_LINES], pages=self._links(kind),
                )
                for kind, lines in self._lines.items()
            ),
            once=sum(1 for papers in by_tag.values() if len(papers) < MIN_PAPERS_FOR_TAG_PAGE),
            remaining=max(0, len(findings) - MAX_LINES),
            findings=tuple(
                f"{f.origin.source}:{f.origin.line or 1}: {f.message}" for f in findings[:MAX_LINES]
            ),
            is_translated=words.locale.language != ENGLISH,
        )  # fmt: skip

    def pages(self) -> Iterator[tuple[str, ProblemsView]]:
        """The path and view of each page of problems."""
        for kind, lines in self._lines.items():
            links = self._links(kind)
            for number, link in enumerate(links):
                start = number * MAX_LINES_ON_PAGE
                yield (
                    link.path,
                    ProblemsView(
                        name=f"{self._names[kind][0]}: {link.name}",
                        lines=lines[start : start + MAX_LINES_ON_PAGE],
                        previous=links[number - 1] if number else None,
                        next=links[number + 1] if number + 1 < len(links) else None,
                    ),
                )

    @cached_property
    def _lines(self) -> Mapping[str, tuple[HealthLine, ...]]:
        """All lines of each kind of problem."""
        papers, words = self.catalog.papers, self.words
        found: tuple[Iterable[tuple[Paper, str]], ...] = (
            ((paper, "") for paper in papers if first_date(paper) is None),
            ((paper, "") for paper in papers if not paper.topics),
            describe_likely_duplicates(papers, words),
            ((p, remark) for p in papers for remark in describe_disagreements(p, words)),
        )
        return {
            kind: tuple(_line(paper, remark) for paper, remark in of_kind)
            for kind, of_kind in zip(_KINDS, found, strict=True)
        }

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, str]]:
        """The heading of each kind of problem, and the text if there are none."""
        words = self.words
        return {
            "undated": (words("health_undated"), words("health_undated_none")),
            "without-topics": (words("health_topicless"), words("health_topicless_none")),
            "duplicates": (words("health_twins"), words("health_twins_none")),
            "disagreements": (words("health_disagreements"), words("health_disagreements_none")),
        }

    def _links(self, kind: str) -> tuple[PageLink, ...]:
        """The links to the pages of a kind, named after the places of their lines: `201-400`."""
        count = len(self._lines[kind])
        starts = range(0, count if count > MAX_LINES else 0, MAX_LINES_ON_PAGE)
        return tuple(
            PageLink(
                name=escape(f"{start + 1}\u2013{min(start + MAX_LINES_ON_PAGE, count)}"),
                path=f"health/{kind}{f'-part-{number}' if number > 1 else ''}.md",
            )
            for number, start in enumerate(starts, start=1)
        )


def _line(paper: Paper, remark: str) -> HealthLine:
    return HealthLine(
        title=to_heading(paper.title),
        path=paper_path(paper),
        remark=remark,
        language=lang_attribute(paper),
    )
