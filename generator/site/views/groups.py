"""People and organizations of a list: who has a page, where, and whose papers are in files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from generator.model import Catalog, Name, Paper, Person, is_cjk
from generator.site.views.index_places import ANCHOR_PREFIX, index_pages
from generator.suggest.tags.slugs import tag_slugs
from generator.text.authors import Author, Authors, authors_of, bylines
from generator.text.characters import visible_line
from generator.text.memo import kept_while_equal
from generator.text.name_spellings import fold_name
from generator.text.person_names import family_name
from generator.text.same_object import SameObject
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key, unused_slug

PEOPLE_PAGE, ORGANIZATIONS_PAGE = "people/index.md", "organizations.md"
MIN_PAPERS_FOR_GROUP_PAGE = 2
# Some hosts take at most 20,000 files. Of 10,000 papers, 3,400 people wrote two or more.
MAX_PEOPLE_WITH_PAGES, MAX_ORGANIZATIONS_WITH_PAGES = 800, 200
MIN_PAPERS_FOR_GROUP_FILES = 5
MAX_PEOPLE_WITH_FILES, MAX_ORGANIZATIONS_WITH_FILES = 50, 25
MAX_FORMER_PAGES = 200
OTHER_LETTERS = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A person or an organization.

    Attributes:
        name: the name as text.
        index_name: the name as an index has it: `Smith, John`.
        letter: the letter it is under, or `OTHER_LETTERS`.
        papers: the ids of the papers, in the order of the list.
        spellings: all spellings of the list.
        path: the path of the page; empty without one.
        entry: the page of the index that has the name, with the name's anchor there.
        has_files: whether there are files and feeds of the papers.
        person: what `people.yml` has of a person.
    """

    name: str
    index_name: str
    letter: str
    papers: tuple[str, ...]
    spellings: tuple[str, ...]
    path: str = ""
    entry: str = ""
    has_files: bool = False
    person: Person | None = None

    @property
    def slug(self) -> str:
        """What stands for the group in addresses; empty without a page."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def target(self) -> str:
        """What a link to the group leads to: its page, or else its entry in the index."""
        return self.path or self.entry


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The people and organizations of a list, each in the order of its index.

    Attributes:
        people: the people.
        organizations: the organizations: who posted papers, and groups among authors.
        of_author: by the place of an author in `Authors.everyone`, the group.
        people_of: the people of each paper, by its id and by the name in its byline.
        bodies_of: the same of the groups among its authors; papers without any are left out.
        posted: the organization that posted a paper, by the paper's id.
    """

    people: tuple[Group, ...]
    organizations: tuple[Group, ...]
    of_author: Mapping[int, Group]
    people_of: Mapping[str, Mapping[str, Group]]
    bodies_of: Mapping[str, Mapping[str, Group]]
    posted: Mapping[str, Group]

    @property
    def with_pages(self) -> Iterator[Group]:
        """The groups that have a page."""
        return (group for group in (*self.people, *self.organizations) if group.path)


def groups_of(catalog: Catalog) -> Groups:
    """The people and organizations of a list, found once for the same list."""
    return _groups(SameObject(catalog))


@lru_cache(maxsize=1)
def _groups(catalog: SameObject[Catalog]) -> Groups:
    listed, authors = catalog.value, authors_of(catalog.value)
    organizations = [(paper.id, paper.organization) for paper in listed.papers]
    lines = [person.origin().line for person in listed.people]
    return kept_while_equal(
        groups_of, (authors, organizations, lines), lambda: _find_groups(listed, authors)
    )


def _find_groups(listed: Catalog, authors: Authors) -> Groups:
    places = [i for i, author in enumerate(authors.everyone) if not author.is_group]
    people = _placed(
        [_person(authors.everyone[place]) for place in places], PEOPLE_PAGE, "people",
        MAX_PEOPLE_WITH_PAGES, MAX_PEOPLE_WITH_FILES,
    )  # fmt: skip
    organizations = _placed(
        _organizations(listed, authors.everyone), ORGANIZATIONS_PAGE, "organizations",
        MAX_ORGANIZATIONS_WITH_PAGES, MAX_ORGANIZATIONS_WITH_FILES,
    )  # fmt: skip
    by_name = {comparison_key(group.name): group for group in organizations}
    of_author = dict(zip(places, people, strict=True))
    of_body = {
        place: by_name[comparison_key(to_text(str(author.name)))]
        for place, author in enumerate(authors.everyone) if author.is_group
    }  # fmt: skip
    with_bodies = [
        paper for paper in listed.papers
        if not of_body.keys().isdisjoint(authors.of_paper[paper.id])
    ]  # fmt: skip
    return Groups(
        people=people,
        organizations=organizations,
        of_author=of_author,
        people_of={paper.id: _in_byline(paper, authors, of_author) for paper in listed.papers},
        bodies_of={paper.id: _in_byline(paper, authors, of_body) for paper in with_bodies},
        posted={
            paper.id: by_name[comparison_key(to_text(paper.organization.name))]
            for paper in listed.papers if paper.organization
        },
    )  # fmt: skip


def _in_byline(paper: Paper, authors: Authors, groups: Mapping[int, Group]) -> Mapping[str, Group]:
    """Some groups that wrote a paper, by the name in its byline."""
    names = zip(bylines(paper), authors.of_paper[paper.id], strict=True)
    return {str(name): groups[place] for name, place in names if place in groups}


def _person(author: Author) -> Group:
    name = str(author.name)
    return Group(
        name=visible_line(name),
        index_name=visible_line(_inverted(author.name)),
        letter=first_letter(family_name(author.name)),
        papers=author.papers,
        spellings=tuple(map(visible_line, author.spellings)),
        person=author.person,
    )


def _inverted(name: Name) -> str:
    """A name as an index has it: `King, Martin L., Jr.`; Chinese names stay as they are."""
    if is_cjk(str(name)):
        return str(name)
    return ", ".join(filter(None, (family_name(name), name.given, name.suffix)))


def _organizations(catalog: Catalog, authors: Iterable[Author]) -> Sequence[Group]:
    """Who posted papers, and groups among authors, by name."""
    papers: dict[str, set[str]] = {}
    spellings: dict[str, dict[str, int]] = {}

    def add(name: str, id_: str) -> None:
        key = comparison_key(name)
        papers.setdefault(key, set()).add(id_)
        counts = spellings.setdefault(key, {})
        counts[name] = counts.get(name, 0) + 1

    for paper in catalog.papers:
        if paper.organization:
            add(to_text(paper.organization.name), paper.id)
    for author in authors:
        for id_ in author.papers if author.is_group else ():
            add(to_text(str(author.name)), id_)
    found = []
    for key, of_name in papers.items():
        counts = spellings[key]
        names = sorted(counts, key=lambda name: (-counts[name], name))
        found.append(
            Group(name=names[0], index_name=names[0], letter=first_letter(names[0]),
                  spellings=tuple(names),
                  papers=tuple(sorted(of_name)))
        )  # fmt: skip
    return sorted(found, key=lambda group: (comparison_key(group.name), group.name))


def first_letter(name: str) -> str:
    """The letter from `a` to `z` that a name begins with, without accents; or `OTHER_LETTERS`."""
    letter = fold_name(name)[:1]
    return letter if "a" <= letter <= "z" else OTHER_LETTERS


def _largest(groups: Sequence[Group], min_papers: int, count: int) -> dict[int, None]:
    """The places of the groups with most papers, of equal ones the first in the index."""
    enough = [i for i, group in enumerate(groups) if len(group.papers) >= min_papers]
    return dict.fromkeys(sorted(enough, key=lambda i: -len(groups[i].papers))[:count])


def _unique_slugs(groups: Sequence[Group], places: Iterable[int]) -> Mapping[int, str]:
    """The slugs of the groups at some places, by place, all different.

    A name that is not written in Latin letters gets a digest of its own, so that its address does
    not depend on other names. People of one name get numbers in the order of `people.yml`.
    """
    chosen = sorted(places)
    slugs = tag_slugs(groups[place].name for place in chosen)
    taken, found = set(slugs.values()), dict[int, str]()
    used: set[str] = set()
    for place in sorted(chosen, key=lambda place: _record_line(groups[place])):
        plain = slugs[groups[place].name]
        made = plain if plain not in used else unused_slug(plain, taken)
        used.add(made)
        taken.add(made)
        found[place] = made
    return found


def _record_line(group: Group) -> tuple[int, int]:
    """Where `people.yml` has a person; those without a record come first."""
    return (1, group.person.origin().line or 0) if group.person else (0, 0)


def _placed(
    groups: Sequence[Group], index: str, folder: str, max_pages: int, max_with_files: int
) -> tuple[Group, ...]:
    """The groups of an index, in its order, with the paths of their pages and their entries."""
    slugs = _unique_slugs(groups, _largest(groups, MIN_PAPERS_FOR_GROUP_PAGE, max_pages))
    with_files = _largest(groups, MIN_PAPERS_FOR_GROUP_FILES, max_with_files)
    anchors = _unique_slugs(groups, range(len(groups)))
    link_counts = [1 if i in slugs else len(group.papers) for i, group in enumerate(groups)]
    pages = index_pages([group.letter for group in groups], link_counts, index, folder)
    return tuple([
        replace(
            group,
            path=f"{folder}/{slugs[place]}.md" if place in slugs else "",
            entry=f"{page}#{ANCHOR_PREFIX}{anchors[place]}",
            has_files=place in slugs and place in with_files,
        )
        for place, (group, page) in enumerate(zip(groups, pages, strict=True))
    ])  # fmt: skip


def former_pages(groups: Iterable[Group]) -> Mapping[str, Group]:
    """The paths that pages had when another spelling was their name, unless one is in use."""
    listed = [group for group in groups if group.path]
    taken = {group.path for group in listed}
    found: dict[str, list[Group]] = {}
    for group in listed:
        folder = group.path.rpartition("/")[0]
        for spelling in group.spellings:
            former = tag_slugs([spelling])[spelling]
            found.setdefault(f"{folder}/{former}.md", []).append(group)
    unused = {
        path: owners[0] for path, owners in found.items()
        if path not in taken and all(owner is owners[0] for owner in owners)
    }  # fmt: skip
    return dict(sorted(unused.items())[:MAX_FORMER_PAGES])
