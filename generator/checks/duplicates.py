"""Whether two records are one paper: the rule that imports and checks share.

The same arXiv id or DOI is the same paper. So is the same title, unless DOIs or arXiv ids differ
or no author is in common. A title that many papers have (`Editorial`, or any single word) needs
further evidence.
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
TitleGenericness = Literal["", "one-word", "formulaic"]

MAX_YEARS_APART = 3  # between a preprint and its publication, if the title is generic
_MIN_ABSTRACT_LETTERS = 40  # shorter abstracts are no evidence
_MAX_CJK_WORD = 6  # characters; a longer title in a script without spaces is a phrase
_SUBJECT_CLASS = re.compile(r"^([a-z-]+)\.[a-z]{2}/")  # math.GT/0309136 is math/0309136
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)")
# DOIs of preprint servers: a paper may have one of these and one of its publisher.
_PREPRINT_DOI = re.compile(
    r"""
    10\.
    (?: 48550/arxiv\. | 1101/\d | 64898/  # arXiv, bioRxiv and medRxiv
      | 21203/rs\. | 2139/ssrn\. | 20944/preprints | 26434/chemrxiv
      | (?:31234|31219|31235)/osf | 36227/techrxiv | 22541/au | 5281/zenodo\.
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
# Two spellings of one sound: Müller and Mueller.
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})


def identity_keys(title: str, arxiv: str, doi: str) -> Iterator[str]:
    """The keys by which a paper is found: `arxiv:…`, `doi:…`, `title:…`."""
    yield from id_keys(arxiv, doi)
    yield f"title:{title_key(title)}"


def id_keys(arxiv: str, doi: str) -> Iterator[str]:
    """The keys of an arXiv id and a DOI; arXiv's own DOIs contain the id."""
    if arxiv:
        yield f"arxiv:{arxiv_key(arxiv)}"
    if doi:
        name = normalize_doi(doi).lower()
        yield f"doi:{name}"
        if (own := _ARXIV_DOI.fullmatch(name)) and not arxiv:
            yield f"arxiv:{arxiv_key(own['id'])}"


def arxiv_key(text: str) -> str:
    """An arXiv id in lower case without its subject class: equal for all spellings of one id."""
    return _SUBJECT_CLASS.sub(r"\1/", normalize_arxiv_id(text).lower())


def title_key(text: str) -> str:
    """A key that is equal for all spellings of one title."""
    return comparison_key(to_text(text))


def title_genericness(title: str) -> TitleGenericness:
    """Why a title is no evidence alone, as many papers have one like it; empty if it is."""
    plain = to_text(title)
    words = [word.casefold() for word in _WORD.findall(plain)]
    content_words = [word for word in words if word not in _FILLER_WORDS]
    if words and all(word in _FORMULAIC_WORDS for word in content_words):
        return "formulaic"
    letters = sum(char.isalnum() for char in plain)
    has_case = plain.upper() != plain.lower()
    if len(plain.split()) <= 1 and (has_case or letters <= _MAX_CJK_WORD):
        return "one-word"
    return ""


class Record:
    """What identifies a paper or an entry, computed on demand."""

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
    def genericness(self) -> TitleGenericness:
        """Why its title is no evidence alone; empty if it is."""
        return title_genericness(self.paper.title)

    @cached_property
    def abstract(self) -> str:
        """The key of its abstract; empty if it is too short to be evidence."""
        found = comparison_key(to_text(self.paper.abstract))
        return found if len(found) >= _MIN_ABSTRACT_LETTERS else ""

    @cached_property
    def years(self) -> frozenset[int]:
        """The years in which it was published."""
        dates = (self.paper.published, self.paper.issued)
        return frozenset(date.year for date in dates if date and date.year)

    @cached_property
    def publication_details(self) -> tuple[str, ...]:
        """The keys of venue, volume, issue and pages, each empty if unknown."""
        paper = self.paper
        return tuple(map(comparison_key, (paper.venue, paper.volume, paper.issue, paper.pages)))

    @cached_property
    def people(self) -> "_People":
        """Its authors; of a volume without authors, its editors."""
        return _collect_people(self.paper.authors.listed or self.paper.editors.listed)

    def id_of(self, kind: str) -> str:
        """Its `doi` or `arxiv` id as a key; empty if it has none."""
        return next((each for each in sorted(self.ids) if each.startswith(f"{kind}:")), "")

    def evidence_keys(self) -> Iterator[str]:
        """Keys that two records of one paper with a generic title may share."""
        yield from (f"by:{self.title}:{family}" for family in sorted(self.people.families))
        if self.abstract:
            yield f"abstract:{self.title}:{self.abstract}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _People:
    """The names of authors as far as they are compared, in ASCII.

    Attributes:
        families: family names.
        with_initial: family names with the first initial.
        without_initial: family names of people without a given name.
        full_names: all words of each name, sorted.
    """

    families: frozenset[str]
    with_initial: frozenset[str]
    without_initial: frozenset[str]
    full_names: frozenset[str]

    def overlaps(self, other: "_People") -> bool:
        """Whether a person is in both lists."""
        return bool(
            self.with_initial & other.with_initial
            or self.full_names & other.full_names
            or self.without_initial & other.families
            or other.without_initial & self.families
        )


def _collect_people(names: tuple[Name, ...]) -> _People:
    families: set[str] = set()
    with_initial: set[str] = set()
    without_initial: set[str] = set()
    full_names: set[str] = set()
    for name in names:
        given = _ascii_words(name.given)
        own = _ascii_words(family_name(name))
        if name.literal:
            own = ["".join(own)]
        own = [word for word in own if word not in PARTICLES] or own
        full_names.add(" ".join(sorted((*own, *given))))
        if given and max(map(len, own), default=0) == 1:  # Doe J: the initial comes last
            own, given = given, own
        families.update(own)
        if given:
            with_initial.update(f"{word} {given[0][0]}" for word in own)
        else:
            without_initial.update(own)
    return _People(
        families=frozenset(families),
        with_initial=frozenset(with_initial),
        without_initial=frozenset(without_initial),
        full_names=frozenset(full_names),
    )


def _ascii_words(text: str) -> list[str]:
    plain = slugify(text.casefold().translate(_UMLAUTS)).replace("-", " ")
    for pair in ("ae", "oe", "ue"):
        plain = plain.replace(pair, pair[0])
    return plain.split()


def compare(one: Record, other: Record) -> tuple[Verdict, str]:
    """Whether two records are one paper, and the reason if they are not surely one."""
    if one.ids & other.ids:
        return "same", ""
    if reason := _difference(one, other):
        return "different", reason
    if one.title != other.title:
        return "unsure", "the titles differ"
    people, others = one.people, other.people
    share_author = people.overlaps(others)
    if people.families and others.families and not share_author:
        return "unsure", "their authors share a family name, but not a first initial"
    if not (one.genericness and other.genericness):
        return "same", ""
    if publication_details_differ(one, other):
        return "unsure", "year, venue, volume or pages differ"
    if share_author or (one.abstract and one.abstract == other.abstract):
        return "same", ""
    return "unsure", "many papers have such a title, and nothing else is in common"


def is_corroborated(one: Record, other: Record) -> bool:
    """Whether an author or the abstract is evidence that two records are one paper."""
    if compare(one, other)[0] == "different":
        return False
    share_author = one.people.overlaps(other.people)
    return share_author or bool(one.abstract and one.abstract == other.abstract)


def publication_details_differ(one: Record, other: Record) -> bool:
    """Whether records of a formulaic title differ in venue, volume, issue, pages or year.

    Each volume has its own editorial.
    """
    if "formulaic" not in (one.genericness, other.genericness):
        return False
    pairs = zip(one.publication_details, other.publication_details, strict=True)
    if any(ours and theirs and ours != theirs for ours, theirs in pairs):
        return True
    return bool(one.years and other.years and not one.years & other.years)


def previous_title_slugs(paper: Paper) -> frozenset[str]:
    """Slugs of previous titles: ids and aliases that do not come from the present title."""
    own = slug(to_text(paper.title))
    ids = {
        each for id_ in (paper.id, *paper.aliases) for each in (id_, _NUMBER_SUFFIX.sub("", id_))
    }
    present = {id_ for id_ in ids if _NUMBER_SUFFIX.sub("", id_) == own}
    return frozenset(ids - present - {own, _NUMBER_SUFFIX.sub("", own)})


def _difference(one: Record, other: Record) -> str:
    dois = _publisher_dois(one, other)
    if dois:
        return f"the DOIs differ ({dois[0]} and {dois[1]})"
    arxiv = one.id_of("arxiv"), other.id_of("arxiv")
    if all(arxiv) and arxiv[0] != arxiv[1]:
        return f"the arXiv ids differ ({arxiv[0][6:]} and {arxiv[1][6:]})"
    ours, theirs = one.people.families, other.people.families
    share_name = ours & theirs or one.people.full_names & other.people.full_names
    if ours and theirs and not share_name:
        return "they have no author in common"
    if one.genericness and other.genericness and one.years and other.years:
        gap = min(abs(year - each) for year in one.years for each in other.years)
        if gap > MAX_YEARS_APART:
            return f"they are {gap} years apart"
    return ""


def _publisher_dois(one: Record, other: Record) -> tuple[str, str] | None:
    """The DOIs of two records if they are evidence of two papers."""
    ours, theirs = (record.id_of("doi").removeprefix("doi:") for record in (one, other))
    if not ours or not theirs or _VERSION_SUFFIX.sub("", ours) == _VERSION_SUFFIX.sub("", theirs):
        return None
    if bool(_PREPRINT_DOI.match(ours)) != bool(_PREPRINT_DOI.match(theirs)):
        return None
    if _ARXIV_DOI.match(ours) and _ARXIV_DOI.match(theirs):
        return None  # their arXiv ids are compared
    # Two preprint servers may hold one paper; two of one server's DOIs are two papers.
    if _PREPRINT_DOI.match(ours) and ours.split("/")[0] != theirs.split("/")[0]:
        return None
    return ours, theirs
