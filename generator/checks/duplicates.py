"""Whether two records are the same paper: `compare`, the one rule that imports and checks share.

`duplicate_papers` applies it to the papers of the list, `matching` to the entries of an import and
to exclusions. `likely_duplicates` has weaker rules for papers under two titles, which people judge.

The same arXiv id or DOI means the same paper. So does the same title, unless something contradicts:
different DOIs, different arXiv ids, or no author in common. A title that many papers have
(`Editorial`, or any single word) needs further evidence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from generator.model import Entry, Name, Paper
from generator.text.english import LINKING_WORDS
from generator.text.identifiers import normalize_arxiv_id, normalize_doi
from generator.text.person_names import PARTICLES, family_name
from generator.text.sanitize import to_text
from generator.text.slugs import ascii_words, comparison_key, slug

Verdict = Literal["same", "different", "unsure"]
TitleGenericness = Literal["", "one-word", "formulaic"]

MAX_YEARS_APART = 3  # between a preprint and its publication, where the title says little
_MIN_ABSTRACT_LETTERS = 40
_MAX_CJK_WORD_LETTERS = 6  # a longer title in a script without spaces is a phrase
_MAX_CACHED_TITLES = 50_000  # several checks compare the titles of a whole list
_SUBJECT_CLASS = re.compile(r"^([a-z-]+)\.[a-z]{2}/")  # math.GT/0309136 is math/0309136
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)")
# DOIs of preprint servers: one paper may have a preprint's DOI and a publisher's.
_PREPRINT_DOI = re.compile(
    r"""
    10\.
    (?: 48550/arxiv\.                 # arXiv
      | 1101/\d | 64898/              # bioRxiv and medRxiv
      | 21203/rs\.                    # Research Square
      | 2139/ssrn\.                   # SSRN
      | 20944/preprints               # Preprints.org
      | 26434/chemrxiv                # ChemRxiv
      | 31234/osf | 31219/osf | 31235/osf  # servers of the Open Science Framework
      | 36227/techrxiv                # TechRxiv
      | 22541/au                      # Authorea
      | 5281/zenodo\.                 # Zenodo
    )
    """,
    re.VERBOSE,
)
_VERSION_SUFFIX = re.compile(r"(?:\.|/)v\d+$")
_NUMBER_SUFFIX = re.compile(r"-\d+$")
_WORD = re.compile(r"[^\W\d_]+")
_FILLER_WORDS = LINKING_WORDS | frozenset(
    """
    this our s no special issue guest editor editors volume vol number part chapter section first
    second third fourth edition revised new jan feb mar apr may jun jul aug sep oct nov dec january
    february march april june july august september october november december spring summer autumn
    fall winter i ii iii iv v vi vii viii ix x general program programme chair chairs organizers
    organisers author authors reader readers journal book
    """.split()  # noqa: SIM905 - shorter than a list
)
_FORMULAIC_WORDS = frozenset(
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
_GENERIC_WORDS = _FILLER_WORDS | _FORMULAIC_WORDS
# Müller is also spelled Mueller.
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})


def identity_keys(title: str, arxiv: str, doi: str) -> Iterator[str]:
    """The keys to look up a paper: `arxiv:…`, `doi:…`, `title:…`."""
    yield from id_keys(arxiv, doi)
    yield f"title:{title_key(title)}"


def id_keys(arxiv: str, doi: str) -> Iterator[str]:
    """The keys of an arXiv id and a DOI; a DOI of arXiv contains the id."""
    if arxiv:
        yield f"arxiv:{arxiv_key(arxiv)}"
    if doi:
        name = normalize_doi(doi).lower()
        yield f"doi:{name}"
        if (own := _ARXIV_DOI.fullmatch(name)) and not arxiv:
            yield f"arxiv:{arxiv_key(own['id'])}"


def arxiv_key(text: str) -> str:
    """The key that all spellings of an arXiv id share."""
    return _SUBJECT_CLASS.sub(r"\1/", normalize_arxiv_id(text).lower())


@lru_cache(maxsize=_MAX_CACHED_TITLES)
def title_key(text: str) -> str:
    """The key that all spellings of a title share."""
    return comparison_key(to_text(text))


def title_genericness(title: str) -> TitleGenericness:
    """How a title is too generic to identify a paper; empty if it is not."""
    plain = to_text(title)
    words = (match[0].casefold() for match in _WORD.finditer(plain))
    first_specific = next((word for word in words if word not in _GENERIC_WORDS), None)
    if first_specific is None and _WORD.search(plain):
        return "formulaic"
    if len(plain.split()) > 1:
        return ""
    letters = sum(char.isalnum() for char in plain)
    has_case = plain.upper() != plain.lower()
    return "one-word" if has_case or letters <= _MAX_CJK_WORD_LETTERS else ""


class Record:
    """The identifying data of a paper or an entry, computed on demand."""

    def __init__(self, paper: Paper | Entry) -> None:
        self.paper = paper

    @cached_property
    def ids(self) -> frozenset[str]:
        """Its arXiv id and DOI, as `arxiv:…` and `doi:…`."""
        return frozenset(id_keys(self.paper.arxiv, self.paper.doi))

    @cached_property
    def title(self) -> str:
        """The key of its title."""
        return title_key(self.paper.title)

    @cached_property
    def generic(self) -> TitleGenericness:
        """How its title is too generic to identify it; empty if it is not."""
        return title_genericness(self.paper.title)

    @cached_property
    def abstract(self) -> str:
        """The key of its abstract; empty for a short one."""
        found = comparison_key(to_text(self.paper.abstract))
        return found if len(found) >= _MIN_ABSTRACT_LETTERS else ""

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in which it was published or issued."""
        dates = (self.paper.published, self.paper.issued)
        return frozenset(date.year for date in dates if date and date.year)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The keys of venue, volume, issue and pages; empty where unknown."""
        paper = self.paper
        return tuple(map(comparison_key, (paper.venue, paper.volume, paper.issue, paper.pages)))

    @cached_property
    def people(self) -> "_People":
        """Its authors; of a volume without authors, its editors."""
        return _collect_people(self.paper.authors.listed or self.paper.editors.listed)

    def id_of(self, kind: str) -> str:
        """Its key of the kind `doi` or `arxiv`; empty without one."""
        return next((each for each in sorted(self.ids) if each.startswith(f"{kind}:")), "")

    def evidence_keys(self) -> Iterator[str]:
        """Keys that records of one paper share if their title is generic."""
        yield from (f"by:{self.title}:{family}" for family in sorted(self.people.families))
        if self.abstract:
            yield f"abstract:{self.title}:{self.abstract}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _People:
    """The names of authors, normalized.

    Attributes:
        families: All family names.
        persons: Family names with a first initial.
        without_initial: Family names of authors without a given name.
        full_names: The sorted words of each name.
    """

    families: frozenset[str]
    persons: frozenset[str]
    without_initial: frozenset[str]
    full_names: frozenset[str]

    def share_member(self, other: "_People") -> bool:
        """Whether an author is in both lists."""
        return bool(
            self.persons & other.persons
            or self.full_names & other.full_names
            or self.without_initial & other.families
            or other.without_initial & self.families
        )


def _collect_people(names: tuple[Name, ...]) -> _People:
    families: set[str] = set()
    persons: set[str] = set()
    without_initial: set[str] = set()
    full_names: set[str] = set()
    for name in names:
        given = _ascii_words(name.given)
        own = _ascii_words(family_name(name))
        if name.literal:
            own = ["".join(own)]
        own = [word for word in own if word not in PARTICLES] or own
        full_names.add(" ".join(sorted((*own, *given))))
        if given and max(map(len, own), default=0) == 1:  # as in `Doe J`
            own, given = given, own
        families.update(own)
        if given:
            persons.update(f"{word} {given[0][0]}" for word in own)
        else:
            without_initial.update(own)
    return _People(
        families=frozenset(families), persons=frozenset(persons),
        without_initial=frozenset(without_initial), full_names=frozenset(full_names),
    )  # fmt: skip


def _ascii_words(text: str) -> list[str]:
    plain = ascii_words(text.casefold().translate(_UMLAUTS)).replace("-", " ")
    for pair in ("ae", "oe", "ue"):
        plain = plain.replace(pair, pair[0])
    return plain.split()


def compare(one: Record, other: Record) -> tuple[Verdict, str]:
    """Whether two records are the same paper, and the reason if they are not or may not be."""
    if one.ids & other.ids:
        return "same", ""
    if why := _contradiction(one, other):
        return "different", why
    if one.title != other.title:
        return "unsure", "the titles differ"
    people, others = one.people, other.people
    share_author = people.share_member(others)
    if people.families and others.families and not share_author:
        return "unsure", "their authors share a family name, but not a first initial"
    if not (one.generic and other.generic):
        return "same", ""
    if publication_details_differ(one, other):
        return "unsure", "year, venue, volume or pages differ"
    if share_author or (one.abstract and one.abstract == other.abstract):
        return "same", ""
    return "unsure", "many papers have such a title, and nothing else is in common"


def find_doubt(one: Record, other: Record) -> str:
    """Why two records are not certainly one paper, even if they share an identifier; else empty.

    A wrong identifier has the title and the authors of another paper.
    """
    verdict, why = compare(one, other)
    if verdict != "same" or one.title == other.title or one.people.share_member(other.people):
        return why
    return f"its title there is {to_text(other.paper.title)[:120]!r}, and no author is in common"


def is_corroborated(one: Record, other: Record) -> bool:
    """Whether anything besides the titles shows that two records are the same paper."""
    if compare(one, other)[0] == "different":
        return False
    share_author = one.people.share_member(other.people)
    return share_author or bool(one.abstract and one.abstract == other.abstract)


def publication_details_differ(one: Record, other: Record) -> bool:
    """Whether two formulaic titles are in different places: each volume has its editorial."""
    if "formulaic" not in (one.generic, other.generic):
        return False
    pairs = zip(one.places, other.places, strict=True)
    if any(ours and theirs and ours != theirs for ours, theirs in pairs):
        return True
    return bool(one.years and other.years and not one.years & other.years)


def previous_title_slugs(paper: Paper) -> frozenset[str]:
    """Slugs of a paper's previous titles: its ids that its present title does not explain."""
    own = slug(to_text(paper.title))
    ids = {
        each for id_ in (paper.id, *paper.aliases) for each in (id_, _NUMBER_SUFFIX.sub("", id_))
    }
    explained = {id_ for id_ in ids if _NUMBER_SUFFIX.sub("", id_) == own}
    return frozenset(ids - explained - {own, _NUMBER_SUFFIX.sub("", own)})


def _contradiction(one: Record, other: Record) -> str:
    dois = _publisher_dois(one, other)
    if dois:
        return f"the DOIs differ ({dois[0]} and {dois[1]})"
    arxiv = one.id_of("arxiv"), other.id_of("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return f"the arXiv ids differ ({arxiv[0][6:]} and {arxiv[1][6:]})"
    ours, theirs = one.people.families, other.people.families
    if (
        ours
        and theirs
        and not ours & theirs
        and not one.people.full_names & other.people.full_names
    ):
        return "they have no author in common"
    if one.generic and other.generic and one.years and other.years:
        gap = min(abs(year - each) for year in one.years for each in other.years)
        if gap > MAX_YEARS_APART:
            return f"they are {gap} years apart"
    return ""


def _publisher_dois(one: Record, other: Record) -> tuple[str, str] | None:
    """The DOIs of two records if they show that these are two papers."""
    ours, theirs = (record.id_of("doi").removeprefix("doi:") for record in (one, other))
    if not ours or not theirs or _VERSION_SUFFIX.sub("", ours) == _VERSION_SUFFIX.sub("", theirs):
        return None
    if bool(_PREPRINT_DOI.match(ours)) != bool(_PREPRINT_DOI.match(theirs)):
        return None
    if _ARXIV_DOI.match(ours) and _ARXIV_DOI.match(theirs):
        return None  # their arXiv ids are compared instead
    # Two preprint servers may have one paper, but two DOIs of one server are two papers.
    if _PREPRINT_DOI.match(ours) and ours.split("/")[0] != theirs.split("/")[0]:
        return None
    return ours, theirs
