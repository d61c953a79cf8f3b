"""The index of people or organizations: all names by letter, on as many pages as it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from unicodedata import combining

from markupsafe import Markup

from generator.site.i18n import Words
from generator.site.views.group_pages import isolated_name
from generator.site.views.groups import OTHER_LETTERS, Group
from generator.site.views.paper_parts import PaperParts
from generator.site.views.types import PageLink
from generator.text.sanitize import escape

MAX_LINKS_ON_PAGE = 600  # some 100 kB, 25 kB compressed
MAX_LARGEST = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexName:
    """A name of an index: a link to the page or only paper, or the papers besides the name."""

    name: Markup
    path: str
    count: int
    papers: tuple[PageLink, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexSection:
    """Names under a letter."""

    name: str
    anchor: str
    names: tuple[IndexName, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexView:
    """The first page of an index, or one of its further pages.

    Attributes:
        title: the heading.
        count: the number of all names.
        largest: those with most papers, on the first page of many.
        pages: the further pages, each by its letter, or by how its first name differs from the one
            before.
        page: the path of this one; empty for the first.
        index: the path of the first page.
        sections: names by letter.
    """

    title: str
    count: int
    index: str
    page: str = ""
    largest: tuple[PageLink, ...] = ()
    pages: tuple[PageLink, ...] = ()
    sections: tuple[IndexSection, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupIndex:
    """The index of people or organizations.

    Attributes:
        groups: all of them, in order.
        index: the path of the first page.
        folder: the folder of the further pages.
        title: the heading of the first page.
        parts: what pages show of a paper alone, by its id.
        words: the texts of the interface.
    """

    groups: Sequence[Group]
    index: str
    folder: str
    title: str
    parts: Mapping[str, PaperParts]
    words: Words

    def views(self) -> Iterator[tuple[str, IndexView]]:
        """The path and view of each page, the first page first."""
        by_letter: dict[str, list[Group]] = {}
        for group in self.groups:
            by_letter.setdefault(group.letter, []).append(group)
        letters = sorted(by_letter, key=lambda letter: (letter == OTHER_LETTERS, letter))
        largest = tuple(self._largest())
        if sum(map(_link_count, self.groups)) <= MAX_LINKS_ON_PAGE:
            sections = tuple(self._section(letter, by_letter[letter]) for letter in letters)
            yield self.index, IndexView(
                title=self.title, count=len(self.groups), index=self.index,
                largest=largest, sections=sections,
            )  # fmt: skip
            return
        found = [page for letter in letters for page in self._pages(letter, by_letter[letter])]
        links = tuple(link for link, _ in found)
        yield (
            self.index,
            IndexView(
                title=self.title,
                count=len(self.groups),
                index=self.index,
                largest=largest,
                pages=links,
            ),
        )
        for link, section in found:
            yield link.path, IndexView(
                title=self.words("labelled", name=self.title, text=section.name),
                count=len(section.names), index=self.index, page=link.path, pages=links,
                sections=(section,),
            )  # fmt: skip

    def _largest(self) -> Iterator[PageLink]:
        if len(self.groups) <= MAX_LARGEST:
            return  # all of them are on the same screen
        several = [group for group in self.groups if group.path]
        most = sorted(several, key=lambda group: -len(group.papers))[:MAX_LARGEST]
        for group in most:
            name = isolated_name(group.name, self.words)
            yield PageLink(name=name, path=group.path, count=len(group.papers))

    def _pages(
        self, letter: str, groups: Sequence[Group]
    ) -> Iterator[tuple[PageLink, IndexSection]]:
        """The pages of a letter, each with its link."""
        last = ""
        for number, part in enumerate(_split(groups)):
            suffix = f"-{number + 1}" if number else ""
            path = f"{self.folder}/letters/{letter}{suffix}.md"
            section = self._section(letter, part)
            start = _distinct_start(part[0].index_name, last) if number else section.name
            last = part[-1].index_name
            if number or len(part) < len(groups):
                name = self.words("index_range", first=part[0].index_name, last=part[-1].index_name)
                section = IndexSection(name=name, anchor=section.anchor, names=section.names)
            yield PageLink(name=escape(start), path=path, count=len(part)), section

    def _section(self, letter: str, groups: Sequence[Group]) -> IndexSection:
        name = self.words("index_other") if letter == OTHER_LETTERS else letter.upper()
        return IndexSection(name=name, anchor=letter, names=tuple(map(self._name, groups)))

    def _name(self, group: Group) -> IndexName:
        papers = group.papers
        name, count = isolated_name(group.index_name, self.words), len(papers)
        if group.path or count == 1:
            return IndexName(
                name=name, path=group.path or self.parts[papers[0]].card.path, count=count
            )
        links = (
            PageLink(name=self.parts[id_].short_title, path=self.parts[id_].card.path,
                     language=self.parts[id_].card.language)
            for id_ in papers
        )  # fmt: skip
        return IndexName(name=name, path="", count=count, papers=tuple(links))


def _distinct_start(name: str, previous: str) -> str:
    """The beginning of a name that differs from the name before, as in a dictionary's margin."""
    pairs = zip(name.casefold(), previous.casefold(), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) + 1
    while end < len(name) and (not name[end - 1].isalnum() or combining(name[end])):
        end += 1
    return name[:end]


def _link_count(group: Group) -> int:
    return 1 if group.path else len(group.papers)


def _split(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """The groups in parts of about the same number of links, at most `MAX_LINKS_ON_PAGE`."""
    total = sum(map(_link_count, groups))
    size = -(-total // -(-total // MAX_LINKS_ON_PAGE))
    part: list[Group] = []
    links = 0
    for group in groups:
        if part and links + _link_count(group) > size:
            yield part
            part, links = [], 0
        part.append(group)
        links += _link_count(group)
    yield part
