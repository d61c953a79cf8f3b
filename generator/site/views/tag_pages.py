"""The pages of tags: the index, the letters of a long list's tags, and the tags themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model import Catalog
from generator.site.assets import data_script
from generator.site.i18n import Words
from generator.site.page_urls import relative_url
from generator.site.views.feeds import feed_links, page_stem
from generator.site.views.groups import OTHER_LETTERS, first_letter
from generator.site.views.paging import MAX_PAPERS_ON_OWN_PAGE, parts_by_year
from generator.site.views.part_pages import MAX_CARDS_BEFORE_PARTS, PartPages, PartView
from generator.site.views.parts import (
    cloud_items,
    limit_takeaways,
    page_link,
    paper_path,
    sort_newest_first,
)
from generator.site.views.reference_files import (
    file_links,
    listed_context_objects,
    tags_with_files,
)
from generator.site.views.types import CloudItem, ListView, PageLink, PaperCard, Site
from generator.text.sanitize import to_heading, to_text

TAGS_PAGE, TAGS_DATA = "tags/index.md", "tags/tags.js"
MAX_TAGS_IN_CLOUD = 200  # of more tags, the index has the most used ones
MAX_TAGS_ON_PAGE = 500  # of a letter
MIN_TAGS_FOR_PAGE_OF_ONCE = 50  # fewer tags used once are on the index itself
PARTS_ANCHOR = "by-year"
ALL_LETTERS = "all"  # a single page for all tags


@dataclass(frozen=True, kw_only=True, slots=True)
class TagIndexView:
    """The index of tags.

    Attributes:
        count: how many tags have a page.
        cloud: the most used of them, or all.
        letters: the pages with all of them; none if all are in the cloud.
        once: the number of tags that are used once.
        used_once: these tags, if they are few.
        once_letters: the pages with these tags.
        data: the URL of the file with all tags, for the field that finds one.
    """

    count: int
    cloud: tuple[CloudItem, ...]
    letters: tuple[PageLink, ...]
    once: int
    used_once: tuple[PageLink, ...]
    once_letters: tuple[PageLink, ...]
    data: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterView:
    """A page with some tags; `letters` are all pages of its kind, `path` its own."""

    name: str
    intro: str
    path: str
    refs: tuple[PageLink, ...]
    letters: tuple[PageLink, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterPage:
    """A page of tags: `number` says which of the `parts` of its letter it is, from 1."""

    letter: str
    number: int
    parts: int
    path: str
    tags: Mapping[str, PageLink]

    def label(self, words: Words, *, has_number: bool = True) -> str:
        """The letter as readers see it, maybe with its number: `A`, `A (2/3)`."""
        names = {OTHER_LETTERS: words("other_letters"), ALL_LETTERS: words("all_tags_once")}
        name = names.get(self.letter, self.letter.upper())
        if self.parts == 1 or not has_number:
            return name
        return words("part_of", name=name, part=self.number, all=self.parts)


Letters = tuple[LetterPage, ...]


@dataclass(frozen=True, kw_only=True)
class TagPages:
    """The pages of all tags; `cards` and `context_objects` are by paper, `paths` by tag."""

    catalog: Catalog
    cards: Mapping[str, PaperCard]
    context_objects: Mapping[str, str]
    paths: Mapping[str, str]
    site: Site
    words: Words

    def links(self) -> list[PageLink]:
        """The tags that have a page."""
        return [page_link(tag, path, self._count(tag)) for tag, path in self.paths.items()]

    def index(self) -> TagIndexView:
        """The index of tags."""
        refs = self.links()
        chosen = sorted(range(len(refs)), key=lambda place: -refs[place].count)
        chosen = sorted(chosen[:MAX_TAGS_IN_CLOUD])
        is_whole = len(chosen) == len(refs)
        once = self._used_once
        has_few = len(once) < MIN_TAGS_FOR_PAGE_OF_ONCE
        data = relative_url(TAGS_DATA, TAGS_PAGE, directory_urls=self.site.directory_urls)
        return TagIndexView(
            count=len(refs),
            cloud=cloud_items(refs[place] for place in chosen),
            letters=() if is_whole else self._letter_links(self._letters),
            once=len(once),
            used_once=tuple(once.values()) if has_few else (),
            once_letters=() if has_few else self._letter_links(self._once_letters),
            data="" if is_whole else data,
        )

    def data(self) -> str:
        """The file with all tags: the name, the URL from the index, the number of papers."""
        return data_script([
            [to_text(tag), relative_url(path, TAGS_PAGE, directory_urls=self.site.directory_urls),
             self._count(tag)]
            for tag, path in self.paths.items()
        ])  # fmt: skip

    def letter_pages(self) -> Iterator[tuple[str, LetterView]]:
        """The path and view of each page of a letter."""
        if len(self.paths) > MAX_TAGS_IN_CLOUD:
            yield from self._letter_pages(self._letters, self.words("title_tags"))
        if len(self._used_once) >= MIN_TAGS_FOR_PAGE_OF_ONCE:
            yield from self._letter_pages(self._once_letters, self.words("used_once"))

    def tag(self, tag: str) -> ListView:
        """A tag's page."""
        papers = sort_newest_first(self.catalog.by_tag[tag])
        path, has_files = self.paths[tag], tag in self._tags_with_files
        parts = self._part_pages(tag).links()
        shown = papers[:MAX_CARDS_BEFORE_PARTS] if parts else papers
        has_feed = has_files and bool(self.site.url)
        return ListView(
            name=to_heading(tag), intro=self.words("papers", len(papers)),
            cards=limit_takeaways(self.cards[paper.id] for paper in shown), parts=parts,
            files=file_links(path.removesuffix(".md"), self.site.slug) if has_files else (),
            feeds=feed_links(page_stem(path), has_json=False) if has_feed else (),
            context_objects=listed_context_objects(shown, self.context_objects)
            if has_files else (),
        )  # fmt: skip

    def parts(self, tag: str) -> Iterator[tuple[str, PartView]]:
        """The path and view of each page with a part of a tag's papers; none of a rare tag."""
        return self._part_pages(tag).views()

    def _part_pages(self, tag: str) -> PartPages:
        papers = self.catalog.by_tag[tag]
        slug = self.paths[tag].removeprefix("tags/").removesuffix(".md")
        return PartPages(
            whole=page_link(tag, self.paths[tag], len(papers)), name=tag, anchor=PARTS_ANCHOR,
            stem=f"tags/by-year/{slug}-",
            parts=parts_by_year(papers) if len(papers) > MAX_PAPERS_ON_OWN_PAGE else (),
            cards=self.cards, words=self.words,
        )  # fmt: skip

    def _count(self, tag: str) -> int:
        return len(self.catalog.by_tag[tag])

    @cached_property
    def _tags_with_files(self) -> frozenset[str]:
        return tags_with_files(self.catalog)

    @cached_property
    def _used_once(self) -> Mapping[str, PageLink]:
        """The tags of one paper, each as a link to it."""
        return {
            tag: page_link(tag, paper_path(papers[0]), 1)
            for tag, papers in self.catalog.by_tag.items() if tag not in self.paths
        }  # fmt: skip

    @cached_property
    def _letters(self) -> Letters:
        links = {tag: page_link(tag, path, self._count(tag)) for tag, path in self.paths.items()}
        return _by_letter("tags/letters", links)

    @cached_property
    def _once_letters(self) -> Letters:
        if len(self._used_once) <= MAX_TAGS_ON_PAGE:
            return tuple(_pages("tags/once", ALL_LETTERS, self._used_once))
        return _by_letter("tags/once", self._used_once)

    def _letter_links(self, letters: Letters, own: str = "") -> tuple[PageLink, ...]:
        """The links to the first pages of all letters, and to all pages of the page's own."""
        return tuple(
            PageLink(
                name=to_heading(page.label(self.words, has_number=page.letter == own)),
                path=page.path,
            )
            for page in letters
            if page.number == 1 or page.letter == own
        )

    def _letter_pages(self, letters: Letters, title: str) -> Iterator[tuple[str, LetterView]]:
        for page in letters:
            label = page.label(self.words)
            yield page.path, LetterView(
                name=self.words("labelled", name=title, text=label) if len(letters) > 1 else title,
                intro=self.words("tags_counted", len(page.tags)),
                path=page.path, refs=tuple(page.tags.values()),
                letters=self._letter_links(letters, page.letter) if len(letters) > 1 else (),
            )  # fmt: skip


def _by_letter(folder: str, tags: Mapping[str, PageLink]) -> Letters:
    """The pages of tags by their letters."""
    found: dict[str, dict[str, PageLink]] = {}
    for tag, link in tags.items():
        found.setdefault(first_letter(tag), {})[tag] = link
    ordered = sorted(found, key=lambda letter: (letter == OTHER_LETTERS, letter))
    return tuple(page for letter in ordered for page in _pages(folder, letter, found[letter]))


def _pages(folder: str, letter: str, tags: Mapping[str, PageLink]) -> Iterator[LetterPage]:
    names = list(tags)
    starts = range(0, len(names), MAX_TAGS_ON_PAGE)
    for number, start in enumerate(starts, start=1):
        chosen = names[start : start + MAX_TAGS_ON_PAGE]
        suffix = f"-part-{number}" if number > 1 else ""
        yield LetterPage(
            letter=letter, number=number, parts=len(starts),
            path=f"{folder}/{letter}{suffix}.md", tags={name: tags[name] for name in chosen},
        )  # fmt: skip
