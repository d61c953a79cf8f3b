"""The index of people or organizations: all names by letter, on as many pages as it takes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from unicodedata import combining

from markupsafe import Markup

from generator.site.i18n import Words
from generator.site.views.group_pages import isolated_name
from generator.site.views.groups import OTHER_LETTERS, Group
from generator.site.views.paper_parts import PaperParts
from generator.site.views.types import PageLink
from generator.text.sanitize import escape

MAX_LARGEST = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexName:
    """A name of an index at its anchor: a link to its page, or else its papers beside the name."""

    name: Markup
    anchor: str
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
            before. A page of a letter has the others of this letter, and the first of each letter.
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
        title: the heading of the first page.
        parts: what pages show of a paper alone, by its id.
        words: the texts of the interface.
    """

    groups: Sequence[Group]
    index: str
    title: str
    parts: Mapping[str, PaperParts]
    words: Words

    def views(self) -> Iterator[tuple[str, IndexView]]:
        """The path and view of each page, the first page first."""
        by_letter: dict[str, dict[str, list[Group]]] = {}
        for group in self.groups:
            pages = by_letter.setdefault(group.letter, {})
            pages.setdefault(group.entry.partition("#")[0], []).append(group)
        letters = sorted(by_letter, key=lambda letter: (letter == OTHER_LETTERS, letter))
        first = IndexView(
            title=self.title, count=len(self.groups), index=self.index,
            largest=tuple(self._largest()),
        )  # fmt: skip
        if all(self.index in pages for pages in by_letter.values()):
            sections = (self._section(each, by_letter[each][self.index]) for each in letters)
            yield self.index, replace(first, sections=tuple(sections))
            return
        found = {each: tuple(self._pages(each, by_letter[each])) for each in letters}
        yield self.index, replace(first, pages=tuple(_links(found, letters)))
        for letter, sections_of_letter in found.items():
            links = tuple(_links(found, [letter]))
            for link, section in sections_of_letter:
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
        self, letter: str, pages: Mapping[str, Sequence[Group]]
    ) -> Iterator[tuple[PageLink, IndexSection]]:
        """The pages of a letter, each with its link."""
        last = ""
        for path, part in pages.items():
            section = self._section(letter, part)
            start = _distinct_start(part[0].index_name, last) if last else section.name
            last = part[-1].index_name
            if len(pages) > 1:
                name = self.words("index_range", first=part[0].index_name, last=last)
                section = replace(section, name=name)
            yield PageLink(name=escape(start), path=path, count=len(part)), section

    def _section(self, letter: str, groups: Sequence[Group]) -> IndexSection:
        name = self.words("index_other") if letter == OTHER_LETTERS else letter.upper()
        return IndexSection(name=name, anchor=letter, names=tuple(map(self._name, groups)))

    def _name(self, group: Group) -> IndexName:
        return IndexName(
            name=isolated_name(group.index_name, self.words),
            anchor=group.entry.partition("#")[2],
            path=group.path,
            count=len(group.papers),
            papers=() if group.path else tuple([self._paper_links[id_] for id_ in group.papers]),
        )

    @cached_property
    def _paper_links(self) -> Mapping[str, PageLink]:
        """The link to each paper, by its id."""
        return {
            id_: PageLink(name=paper.short_title, path=paper.card.path,
                          language=paper.card.language)
            for id_, paper in self.parts.items()
        }  # fmt: skip


def _links(
    pages: Mapping[str, Sequence[tuple[PageLink, IndexSection]]], whole: Collection[str]
) -> Iterator[PageLink]:
    """The link to each letter, or to all its pages if the letter is one of `whole`."""
    for letter, found in pages.items():
        for link, _ in found if letter in whole else found[:1]:
            yield link


def _distinct_start(name: str, previous: str) -> str:
    """The beginning of a name that differs from the name before, as in a dictionary's margin."""
    pairs = zip(name.casefold(), previous.casefold(), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) + 1
    while end < len(name) and (not name[end - 1].isalnum() or combining(name[end])):
        end += 1
    return name[:end]
