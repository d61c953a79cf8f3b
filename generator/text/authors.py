"""Who wrote which papers of a list: spellings of names joined to people.

Names are one person's if they differ in accents, hyphens and case only. An abbreviated name joins
the names that it agrees with if those agree with each other, so that `J. Smith` is nobody's if the
list has a John and a Jane. Names on one paper are never joined. What `people.yml` says comes first.
Two people of one name are one here, unless `people.yml` keeps them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from generator.model import Catalog, Name, Paper, Person
from generator.text.memo import kept_while_equal
from generator.text.name_spellings import NameKey, is_group, may_be_one_person, name_key
from generator.text.person_names import parse_name
from generator.text.same_object import SameObject

# Of more people with a family name, an initial tells too little: a common co-author is needed, too.
MAX_NAMESAKES = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """A person or group of the list.

    Attributes:
        name: the name as the site shows it.
        spellings: all spellings of the list, the one with most papers first.
        papers: the ids of the papers, in the order of the list.
        is_group: whether it is a group, not a person.
        person: what `people.yml` has of the person.
    """

    name: Name
    spellings: tuple[str, ...]
    papers: tuple[str, ...]
    is_group: bool = False
    person: Person | None = None

    @property
    def sort_key(self) -> tuple[str, tuple[str, ...], str, str]:
        """By family name, then by given names."""
        key = name_key(self.name)
        return key.family, key.given, str(self.name), self.papers[0]


@dataclass(frozen=True, kw_only=True)
class Authors:
    """The people and groups that wrote the papers of a list.

    Attributes:
        everyone: people and groups by family name.
        of_paper: for each name of a paper, by its id, the place in `everyone`.
    """

    everyone: tuple[Author, ...]
    of_paper: Mapping[str, tuple[int, ...]]

    @cached_property
    def people(self) -> tuple[int, ...]:
        """The places of the people."""
        return tuple(i for i, author in enumerate(self.everyone) if not author.is_group)

    def coauthors(self, place: int) -> Counter[int]:
        """With how many papers each other person or group wrote papers with this one."""
        found = Counter(
            other for id_ in self.everyone[place].papers for other in {*self.of_paper[id_]}
        )
        del found[place]
        return found


def bylines(paper: Paper) -> Sequence[Name]:
    """The names under the title of a paper: its authors, or else its editors."""
    return (paper.authors or paper.editors).listed


@dataclass(eq=False, slots=True)
class _Candidate:
    """Names that are certainly one person's: of one spelling, or of one record."""

    person: Person | None = None
    keys: set[NameKey] = field(default_factory=set)
    excluded: frozenset[str] = frozenset()
    papers: dict[str, None] = field(default_factory=dict)
    names: dict[Name, int] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Whether it is a group; a record of `people.yml` is a person's."""
        return not self.person and all(map(is_group, self.names))

    def excludes(self, other: "_Candidate") -> bool:
        """Whether the editors say that the other is somebody else."""
        return bool(self.person and other.person) or any(
            key.identity in self.excluded for key in other.keys
        )


def find_authors(catalog: Catalog) -> Authors:
    """The people and groups that wrote the papers of a list."""
    candidates, of_paper = _collect(catalog)
    numbers = {id(candidate): i for i, candidate in enumerate(candidates)}
    owners = [*range(len(candidates))]
    for joined in _joined(candidates, of_paper):
        for candidate in joined:
            owners[numbers[id(candidate)]] = numbers[id(joined[0])]
    members: dict[int, list[_Candidate]] = {}
    for candidate, owner in zip(candidates, owners, strict=True):
        members.setdefault(owner, []).append(candidate)
    order = {paper.id: i for i, paper in enumerate(catalog.papers)}
    found = sorted(
        ((_author(each, order), owner) for owner, each in members.items()),
        key=lambda pair: pair[0].sort_key,
    )
    places = {owner: place for place, (_, owner) in enumerate(found)}
    return Authors(
        everyone=tuple(author for author, _ in found),
        of_paper={
            id_: tuple(places[owners[numbers[id(each)]]] for each in found_there)
            for id_, found_there in of_paper.items()
        },
    )


def _collect(catalog: Catalog) -> tuple[list[_Candidate], dict[str, list[_Candidate]]]:
    """All candidates, in the order in which they are found, and those of each paper's names."""
    records = PersonIndex(catalog)
    of_person: dict[int, _Candidate] = {}
    of_name: dict[str, _Candidate] = {}
    of_paper: dict[str, list[_Candidate]] = {}
    for paper in catalog.papers:
        of_paper[paper.id] = found = []
        for name in bylines(paper):
            key = name_key(name)
            person = records.find(key, paper)
            if person is None:
                candidate = of_name.get(key.identity) or _Candidate()
                of_name[key.identity] = candidate
            else:
                candidate = of_person.setdefault(id(person), _Candidate(person=person))
                candidate.excluded = records.excluded[id(person)]
            candidate.keys.add(key)
            candidate.names[name] = candidate.names.get(name, 0) + 1
            candidate.papers[paper.id] = None
            found.append(candidate)
    return [*of_person.values(), *of_name.values()], of_paper


class PersonIndex:
    """The records of `people.yml` by the spellings of names."""

    def __init__(self, catalog: Catalog) -> None:
        self._by_identity: dict[str, list[Person]] = defaultdict(list)
        for person in catalog.people:
            for identity in dict.fromkeys(map(spelling_identity, person.spellings)):
                self._by_identity[identity].append(person)
        self.excluded = {
            id(person): frozenset(map(spelling_identity, person.excludes))
            for person in catalog.people
        }

    def find_all(self, identity: str) -> Sequence[Person]:
        """The people with a spelling."""
        return self._by_identity.get(identity, ())

    def find(self, key: NameKey, paper: Paper) -> Person | None:
        """The person who has a name on a paper: first those whose record names the paper."""
        found = self._by_identity.get(key.identity)
        if not found:
            return None
        ids = {paper.id, *paper.aliases}
        named = [person for person in found if not ids.isdisjoint(person.papers)]
        others = [person for person in found if not person.papers]
        return next(iter((*named, *others)), None)


def spelling_identity(text: str) -> str:
    """What is equal for spellings of one name, of a name as people write it."""
    return name_key(parse_name(text)).identity


def _joined(
    candidates: Iterable[_Candidate], of_paper: Mapping[str, Sequence[_Candidate]]
) -> Iterator[list[_Candidate]]:
    """The candidates that are one person; each list has two or more."""
    families: dict[tuple[str, str], dict[_Candidate, None]] = defaultdict(dict)
    for candidate in candidates:
        if not candidate.is_group:
            for key in candidate.keys:
                if key.given:
                    families[key.family, key.suffix][candidate] = None
    done: set[_Candidate] = set()
    for namesakes in families.values():
        if any(key.has_initial for each in namesakes for key in each.keys):
            near = _agreeing(namesakes, of_paper)
            for candidate, others in near.items():
                group = [candidate, *others]
                if others and done.isdisjoint(group) and _is_clique(candidate, near):
                    # Who agrees with more than these is nobody's, and not in the group.
                    clear = [each for each in group if _is_clique(each, near)]
                    done.update(clear)
                    if len(clear) > 1:
                        yield clear


def _agreeing(
    namesakes: Iterable[_Candidate], of_paper: Mapping[str, Sequence[_Candidate]]
) -> dict[_Candidate, dict[_Candidate, None]]:
    """For each candidate of a family name those that may be the same person."""
    by_letter: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in namesakes:
        for letter in sorted({key.given[0][0] for key in candidate.keys if key.given}):
            by_letter[letter].append(candidate)
    people = sum(1 for each in namesakes if not all(key.is_one_initial for key in each.keys))
    near: dict[_Candidate, dict[_Candidate, None]] = {each: {} for each in namesakes}
    for same_letter in by_letter.values():
        short = [each for each in same_letter if any(key.has_initial for key in each.keys)]
        for one in short:
            for other in same_letter:
                if one is not other and _may_be_one(one, other):
                    is_told = people <= MAX_NAMESAKES or not _is_by_initial(one, other)
                    if is_told or _share_coauthor(one, other, of_paper):
                        near[one][other] = near[other][one] = None
                    else:
                        near[one].setdefault(one)  # agrees with more than can be told
    return near


def _may_be_one(one: _Candidate, other: _Candidate) -> bool:
    return (
        not one.excludes(other)
        and not other.excludes(one)
        and one.papers.keys().isdisjoint(other.papers)
        and any(may_be_one_person(mine, theirs) for mine in one.keys for theirs in other.keys)
    )


def _is_by_initial(one: _Candidate, other: _Candidate) -> bool:
    """Whether one letter is all that two candidates share of their given names."""
    return any(all(key.is_one_initial for key in each.keys) for each in (one, other))


def _share_coauthor(
    one: _Candidate, other: _Candidate, of_paper: Mapping[str, Sequence[_Candidate]]
) -> bool:
    mine = {id(each) for id_ in one.papers for each in of_paper[id_]}
    return any(id(each) in mine for id_ in other.papers for each in of_paper[id_])


def _is_clique(candidate: _Candidate, near: Mapping[_Candidate, Mapping[_Candidate, None]]) -> bool:
    """Whether all that agree with a candidate agree with each other."""
    others = [*near[candidate]]
    return candidate not in near[candidate] and all(
        other in near[each] for i, each in enumerate(others) for other in others[:i]
    )


def _author(candidates: Sequence[_Candidate], order: Mapping[str, int]) -> Author:
    first = candidates[0]
    names = dict(first.names)
    for candidate in candidates[1:]:
        for name, count in candidate.names.items():
            names[name] = names.get(name, 0) + count
    person = next((each.person for each in candidates if each.person), None)
    counts: dict[str, int] = {}
    for name, count in names.items():
        counts[str(name)] = counts.get(str(name), 0) + count
    papers = dict.fromkeys(id_ for each in candidates for id_ in each.papers)
    return Author(
        name=_shown_name(person.name, names) if person else _fullest(names),
        spellings=tuple(sorted(counts, key=lambda text: (-counts[text], text))),
        papers=tuple(sorted(papers, key=order.__getitem__)),
        is_group=first.is_group,
        person=person,
    )


def _fullest(names: Mapping[Name, int]) -> Name:
    """The name that is spelled out most; of several, the most frequent."""

    def completeness(name: Name) -> tuple[int, int, bool, str]:
        return name_key(name).letters, names[name], not str(name).isupper(), str(name)

    return next(iter(names)) if len(names) == 1 else max(names, key=completeness)


def _shown_name(text: str, names: Iterable[Name]) -> Name:
    """A name in the parts that the list has, or else those that its text has."""
    return next((name for name in names if str(name) == text), parse_name(text))


@lru_cache(maxsize=1)
def _kept(catalog: SameObject[Catalog]) -> Authors:
    listed = catalog.value
    inputs = [(p.id, p.authors, p.editors, p.aliases) for p in listed.papers], listed.people
    return kept_while_equal(find_authors, inputs, lambda: find_authors(listed))


def authors_of(catalog: Catalog) -> Authors:
    """Like `find_authors`, found once for the same list: pages, feeds and the search ask for it."""
    return _kept(SameObject(catalog))
