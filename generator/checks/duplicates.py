"""When two records are one paper: the rule that imports and checks share.

The same arXiv id or DOI is the same paper. So is the same title, unless something says otherwise:
other DOIs, other arXiv ids, or authors of whom nobody is in common. A title that many papers have
(`Editorial`, or any single word) needs something that speaks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from slugify import slugify

from generator.model import Entry, Name, Paper
from generator.text.english import LINKING_WORDS
from generator.text.identifiers import normalize_arxiv_id, normalize_doi
from generator.text.person_names import PARTICLES, family_name
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key, slug

Verdict = Literal["same", "different", "unsure"]
Genericness = Literal["", "one-word", "formulaic"]

MAX_YEARS_APART = 3  # between a preprint and its publication, where the title says little
_MIN_ABSTRACT_LETTERS = 40
_MAX_CJK_WORD = 6  # letters; a longer title in a script without spaces is a phrase
_SUBJECT_CLASS = re.compile(r"^([a-z-]+)\.[a-z]{2}/")  # math.GT/0309136 is math/0309136
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)")
# Registrants of preprint servers: a preprint's DOI beside a publisher's is one paper's second DOI.
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/arxiv\.|1101/\d|64898/|21203/rs\.|2139/ssrn\.|20944/preprints|26434/chemrxiv"
    r"|31234/osf|31219/osf|31235/osf|36227/techrxiv|22541/au|5281/zenodo\.)"
)
_VERSION = re.compile(r"(?:\.|/)v\d+$")
_NUMBERED = re.compile(r"-\d+$")
_WORD = re.compile(r"[^\W\d_]+")
_FILLER = LINKING_WORDS | frozenset(
    """
    this our s no special issue guest editor editors volume vol number part chapter section first
    second third fourth edition revised new jan feb mar apr may jun jul aug sep oct nov dec january
    february march april june july august september october november december spring summer autumn
    fall winter i ii iii iv v vi vii viii ix x general program programme chair chairs organizers
    organisers author authors reader readers journal book
    """.split()  # noqa: SIM905 - shorter than a list
)
_FORMULAIC = frozenset(
    """
    abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments addendum
    addenda afterword announcement announcements appendix background bibliography calendar call
    commentary comment comments conclusion conclusions concluding remarks contents contributors
    correction corrections corrigendum corrigenda correspondence cover discussion editorial
    editorials epilogue errata erratum foreword front back matter glossary index introduction
    introductory keynote letter letters list masthead memoriam message miscellany motivation
    news note notes notice obituary outlook overview panel papers preface preliminaries prelude
    proceedings prologue questions reference references rejoinder reply replies report response
    responses retraction review reviews reviewers subject summary table thanks tutorial untitled
    welcome workshop expression concern published publication erratumto notitle vorwort
    einleitung rezension rezensionen buchbesprechung berichtigung nachruf erwiderung
    zusammenfassung einführung préface éditorial prólogo introducción editoriale
    """.split()  # noqa: SIM905 - shorter than a list
)
# Two spellings of one sound: Müller and Mueller.
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})


def identities(title: str, arxiv: str, doi: str) -> Iterator[str]:
    """The keys under which a paper is looked up: `arxiv:…`, `doi:…`, `title:…`."""
    yield from id_keys(arxiv, doi)
    yield f"title:{title_key(title)}"


def id_keys(arxiv: str, doi: str) -> Iterator[str]:
    """The keys of an arXiv id and a DOI; a DOI of arXiv's has the id in it."""
    if arxiv:
        yield f"arxiv:{arxiv_key(arxiv)}"
    if doi:
        name = normalize_doi(doi).lower()
        yield f"doi:{name}"
        if (own := _ARXIV_DOI.fullmatch(name)) and not arxiv:
            yield f"arxiv:{arxiv_key(own['id'])}"


def arxiv_key(text: str) -> str:
    """What two spellings of one arXiv id share."""
    return _SUBJECT_CLASS.sub(r"\1/", normalize_arxiv_id(text).lower())


def title_key(text: str) -> str:
    """What two spellings of one title share."""
    return comparison_key(to_text(text))


def genericness(title: str) -> Genericness:
    """Whether many papers have a title like this, so that it tells nothing by itself."""
    plain = to_text(title)
    words = [word.casefold() for word in _WORD.findall(plain)]
    telling = [word for word in words if word not in _FILLER]
    if words and all(word in _FORMULAIC for word in telling):
        return "formulaic"
    letters = sum(char.isalnum() for char in plain)
    has_case = plain.upper() != plain.lower()
    if len(plain.split()) <= 1 and (has_case or letters <= _MAX_CJK_WORD):
        return "one-word"
    return ""


class Record:
    """What tells a paper from others, of a paper of the list or of an entry; parts on demand."""

    def __init__(self, said: Paper | Entry) -> None:
        self.said = said

    @cached_property
    def ids(self) -> frozenset[str]:
        """Its arXiv id and DOI, as `arxiv:…` and `doi:…`."""
        return frozenset(id_keys(self.said.arxiv, self.said.doi))

    @cached_property
    def title(self) -> str:
        """The key of its title."""
        return title_key(self.said.title)

    @cached_property
    def generic(self) -> Genericness:
        """Whether its title tells nothing by itself."""
        return genericness(self.said.title)

    @cached_property
    def abstract(self) -> str:
        """The key of its abstract; nothing for one too short to tell."""
        found = comparison_key(to_text(self.said.abstract))
        return found if len(found) >= _MIN_ABSTRACT_LETTERS else ""

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in which it came out."""
        dates = (self.said.published, self.said.issued)
        return frozenset(date.year for date in dates if date and date.year)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Where in the literature it stands: venue, volume, issue, pages; empty if unknown."""
        said = self.said
        return tuple(map(comparison_key, (said.venue, said.volume, said.issue, said.pages)))

    @cached_property
    def people(self) -> "_People":
        """Its authors; of a volume without authors, its editors."""
        return _people(self.said.authors.listed or self.said.editors.listed)

    def id_of(self, kind: str) -> str:
        """Its DOI or arXiv id."""
        return next((each for each in sorted(self.ids) if each.startswith(f"{kind}:")), "")

    def evidence_keys(self) -> Iterator[str]:
        """Keys that two records of one paper share besides a title that tells nothing."""
        yield from (f"by:{self.title}:{family}" for family in sorted(self.people.families))
        if self.abstract:
            yield f"abstract:{self.title}:{self.abstract}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _People:
    """Family names; `persons` with a first initial, `bare` without, `whole` names in any order."""

    families: frozenset[str]
    persons: frozenset[str]
    bare: frozenset[str]
    whole: frozenset[str]

    def meet(self, other: "_People") -> bool:
        """Whether somebody is in both lists."""
        return bool(
            self.persons & other.persons
            or self.whole & other.whole
            or self.bare & other.families
            or other.bare & self.families
        )


def _people(names: tuple[Name, ...]) -> _People:
    families: set[str] = set()
    persons: set[str] = set()
    bare: set[str] = set()
    whole: set[str] = set()
    for name in names:
        given = _ascii_words(name.given)
        own = _ascii_words(family_name(name))
        if name.literal:
            own = ["".join(own)]
        own = [word for word in own if word not in PARTICLES] or own
        whole.add(" ".join(sorted((*own, *given))))
        if given and max(map(len, own), default=0) == 1:  # Doe J: the initial stands last
            own, given = given, own
        families.update(own)
        if given:
            persons.update(f"{word} {given[0][0]}" for word in own)
        else:
            bare.update(own)
    return _People(
        families=frozenset(families), persons=frozenset(persons), bare=frozenset(bare),
        whole=frozenset(whole),
    )  # fmt: skip


def _ascii_words(text: str) -> list[str]:
    plain = slugify(text.casefold().translate(_UMLAUTS)).replace("-", " ")
    for pair in ("ae", "oe", "ue"):
        plain = plain.replace(pair, pair[0])
    return plain.split()


def compare(one: Record, other: Record) -> tuple[Verdict, str]:
    """Whether two records are one paper, and why they are not or may not be."""
    if one.ids & other.ids:
        return "same", ""
    if why := _contrary(one, other):
        return "different", why
    if one.title != other.title:
        return "unsure", "the titles differ"
    people, others = one.people, other.people
    meet = people.meet(others)
    if people.families and others.families and not meet:
        return "unsure", "their authors share a family name, but not a first initial"
    if not (one.generic and other.generic):
        return "same", ""
    if places_differ(one, other):
        return "unsure", "year, venue, volume or pages differ"
    if meet or (one.abstract and one.abstract == other.abstract):
        return "same", ""
    return "unsure", "many papers have such a title, and nothing else is in common"


def is_supported(one: Record, other: Record) -> bool:
    """Whether something besides the titles says that two records are one paper."""
    if compare(one, other)[0] == "different":
        return False
    meet = one.people.meet(other.people)
    return meet or bool(one.abstract and one.abstract == other.abstract)


def places_differ(one: Record, other: Record) -> bool:
    """Whether two formulaic titles stand in different places: each volume has its editorial."""
    if "formulaic" not in (one.generic, other.generic):
        return False
    pairs = zip(one.places, other.places, strict=True)
    if any(ours and theirs and ours != theirs for ours, theirs in pairs):
        return True
    return bool(one.years and other.years and not one.years & other.years)


def former_slugs(paper: Paper) -> frozenset[str]:
    """Slugs of titles that a paper had before: its ids that its title of today does not explain."""
    own = slug(to_text(paper.title))
    ids = {each for id_ in (paper.id, *paper.aliases) for each in (id_, _NUMBERED.sub("", id_))}
    explained = {id_ for id_ in ids if _NUMBERED.sub("", id_) == own}
    return frozenset(ids - explained - {own, _NUMBERED.sub("", own)})


def _contrary(one: Record, other: Record) -> str:
    dois = _publisher_dois(one, other)
    if dois:
        return f"the DOIs differ ({dois[0]} and {dois[1]})"
    arxiv = one.id_of("arxiv"), other.id_of("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return f"the arXiv ids differ ({arxiv[0][6:]} and {arxiv[1][6:]})"
    ours, theirs = one.people.families, other.people.families
    if ours and theirs and not ours & theirs and not one.people.whole & other.people.whole:
        return "they have no author in common"
    if one.generic and other.generic and one.years and other.years:
        gap = min(abs(year - each) for year in one.years for each in other.years)
        if gap > MAX_YEARS_APART:
            return f"they are {gap} years apart"
    return ""


def _publisher_dois(one: Record, other: Record) -> tuple[str, str] | None:
    """The DOIs of two records if they tell two papers."""
    ours, theirs = (record.id_of("doi").removeprefix("doi:") for record in (one, other))
    if not ours or not theirs or _VERSION.sub("", ours) == _VERSION.sub("", theirs):
        return None
    if bool(_PREPRINT_DOI.match(ours)) != bool(_PREPRINT_DOI.match(theirs)):
        return None
    if _ARXIV_DOI.match(ours) and _ARXIV_DOI.match(theirs):
        return None  # their arXiv ids say so
    # Two preprint servers may hold one paper; two of one server's DOIs are two papers.
    if _PREPRINT_DOI.match(ours) and ours.split("/")[0] != theirs.split("/")[0]:
        return None
    return ours, theirs
