"""Personal names as text and in the parts of bibliographies: family name, given names, suffix.

The parts are those of BibTeX ("von Last, Jr, First") and CSL (`family`, `given`, `suffix`). A
particle such as `van` is part of the family name.
"""

import re
from collections.abc import Iterable

from generator.model import Name, Names, is_cjk

AND_OTHERS = "and others"  # the end of an incomplete list of names, as in BibTeX
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd"))
PARTICLES = frozenset(
    "al bin da das de degli del della den der di do dos du el ibn la las le los ten ter van vom von zu zur".split()  # noqa: SIM905, E501
)
# Particles that are often capitalized: `Luc Van Gool`.
_ALL_PARTICLES = PARTICLES | frozenset(
    "Da De Degli Del Della Den Der Di Dos El La Le Van Von".split()  # noqa: SIM905
)
# Before these, `Van` is a given name.
_VIETNAMESE_FAMILY_NAMES = frozenset(
    "bui dang do duong hoang ho huynh le ly ngo nguyen nguyễn pham phạm phan tran trần vo vu".split()  # noqa: SIM905, E501
)
# Words of organizations' names, which are never split into parts: `DeepSeek Team`.
_ORGANIZATION_WORD = re.compile(
    r"""
    &
    | \b
      (?: and | team | group | consortium | collaboration | project
        | inc | ltd | llc | gmbh | corp | labs?
        | bureau | ministry | institute | agency | association | committee | council | department
        | foundation | office | organi[sz]ation | society | university
      )
      \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What follows the comma of a company's name: `OpenAI, Inc.`, `Nestlé, S.A.`.
_COMPANY_SUFFIX = re.compile(
    r"(?: inc | ltd | llc | gmbh | corp | co | plc | s\.?a | a\.?g )\.?",
    re.IGNORECASE | re.VERBOSE,
)
# Words for further authors: `and others`, `et al.`.
_OTHERS = re.compile(
    r"""
    (?: (?:and|&)\s+ )?
    (?: others | et(?:\.\s*|\s+)al\.? )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAX_PARTS = 3  # family name, suffix, given names


def parse_name(text: str) -> Name:
    """A name in its parts: `Given Family`, `Given Family Jr.` or `Family, Given`.

    An organization, or a single word, is a literal.
    """
    plain = " ".join(text.split())
    parts = [part.strip() for part in plain.split(",")] if "," in plain else [plain]
    if _ORGANIZATION_WORD.search(plain) or len(parts) > _MAX_PARTS or not all(parts):
        return Name(literal=plain)
    if len(parts) == 1:
        return _parse_given_first(plain)
    if any(map(_COMPANY_SUFFIX.fullmatch, parts[1:])):
        return Name(literal=plain)
    suffixes = [part for part in parts[1:] if _is_suffix(part)]
    given = [part for part in parts[1:] if not _is_suffix(part)]
    if len(suffixes) > 1 or len(given) > 1:
        return Name(literal=plain)
    if not given:  # Martin L. King, Jr.
        return _parse_given_first(f"{parts[0]} {suffixes[0]}")
    family = parts[0].split()
    if _are_two_people(family, given[0].split()):
        return Name(literal=plain)
    if len(family) > 1 and _is_suffix(family[-1]) and not suffixes:  # King Jr., Martin L.
        suffixes = [family.pop()]
    return Name(family=" ".join(family), given=given[0], suffix="".join(suffixes))


def parse_names(texts: Iterable[str]) -> Names:
    """A list of names, incomplete if it ends in `and others` or `et al.`."""
    kept = list(texts)
    incomplete = bool(kept) and is_others(kept[-1])
    names = kept[:-1] if incomplete else kept
    return Names(tuple(map(parse_name, names)), incomplete)


def is_organization(text: str) -> bool:
    """Whether a text has a word of organizations' names: `DeepSeek Team`, `ATLAS Collaboration`."""
    return bool(_ORGANIZATION_WORD.search(text))


def is_others(text: str) -> bool:
    """Whether a text means further authors: `and others`, `et al.`."""
    return bool(_OTHERS.fullmatch(" ".join(text.split())))


def has_organization_word(text: str) -> bool:
    """Whether a name has a word of organizations, such as `University`."""
    return bool(_ORGANIZATION_WORD.search(text))


def is_unambiguous(name: Name) -> bool:
    """Whether parsing the name's text gives the same name again."""
    text = str(name)
    return parse_name(text) == name and not is_others(text)


def initials(name: Name) -> str:
    """The given names' first letters: `Quoc V.` is `Q. V.`, `Jean-Luc` is `J.-L.`."""
    return " ".join(
        "-".join(f"{part[0]}." for part in given.split("-") if part)
        for given in name.given.split()
        if given.strip("-")
    )


def family_name(name: Name) -> str:
    """The family name, or the whole literal."""
    return name.family or name.literal


def _parse_given_first(text: str) -> Name:
    words = text.split()
    if len(words) < 2 or is_cjk(text):  # noqa: PLR2004 - a first name and a last
        return Name(literal=text)
    last = len(words)
    if len(words) > 2 and _is_suffix(words[-1]):  # noqa: PLR2004
        last -= 1
    start = last - 1
    is_vietnamese = words[start].casefold() in _VIETNAMESE_FAMILY_NAMES
    particles = PARTICLES if is_vietnamese else _ALL_PARTICLES
    while start > 1 and words[start - 1] in particles:
        start -= 1
    return Name(
        family=" ".join(words[start:last]),
        given=" ".join(words[:start]),
        suffix=" ".join(words[last:]),
    )


def _are_two_people(first: list[str], second: list[str]) -> bool:
    """Whether `Ann Lee, Bo Kim` may be two people rather than `Family, Given`."""
    one_family = first[0].casefold() in PARTICLES or _is_suffix(first[-1])
    return len(first) > 1 and len(second) > 1 and not one_family


def _is_suffix(word: str) -> bool:
    return word.replace(".", "").casefold() in _SUFFIXES
