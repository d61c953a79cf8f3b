"""Values in a JSON list, validated and converted to the fields of an entry."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from generator.ingest.readers.base import link_kind
from generator.ingest.readers.bibtex_names import NameList, read_names
from generator.ingest.readers.name_lists import CJK
from generator.model import (
    LINK_KINDS,
    PUBLICATION_STATUSES,
    TYPES,
    Link,
    Name,
    Names,
    Organization,
    PartialDate,
)
from generator.text.characters import one_line, paragraph
from generator.text.edtf import parse_date
from generator.text.identifiers import find_arxiv_id, find_doi, normalize_doi
from generator.text.person_names import is_others, parse_name

_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}")
# A person whose name leaves no doubt, as nearly all do: `Jane Doe`, `Jean-Luc B. Picard`. The words
# that are left out may separate names or mean further authors.
_NO_NAME_WORDS = (
    "And|Et|Al|Und|With|Og|Och|By|Many|More|Other|Additional|Further|Others|Authors|Coauthors|"
    "People|Colleagues"
)
_NAME_WORD = rf"(?!(?:{_NO_NAME_WORDS})\b)[A-Z][a-z\xdf-\xf6\xf8-\xff]+"
PLAIN_NAME = re.compile(
    rf"{_NAME_WORD}(?:-{_NAME_WORD})?(?: (?:[A-Z]\.|{_NAME_WORD}))? {_NAME_WORD}"
)
_MAX_COUNT_DIGITS = 9
_LATEX = re.compile(r"[{}\\$~]")  # characters that the BibTeX reader would interpret


class BadValueError(ValueError):
    """A value has the wrong type. The message says what was expected, `path` where in it."""

    def __init__(self, message: str, *path: str | int) -> None:
        self.path = path
        super().__init__(message)


def _line_value(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return one_line(value)


def arxiv_value(value: object) -> str:
    """The arXiv id in a text or URL; empty if there is none."""
    return find_arxiv_id(_line_value(value))


def doi_value(value: object) -> str:
    """The DOI in a text or URL; empty if there is none."""
    text = _line_value(value)
    own = normalize_doi(text)  # arXiv's, which `find_doi` does not find
    return find_doi(text) or (own if own.startswith("10.48550/") else "")


def _paragraph_value(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return paragraph(value.splitlines())


def _text_or_number_value(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _line_value(value)


def _choice_value(choices: Sequence[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise BadValueError(f"expected one of {', '.join(choices)}")
        return str(value)

    return read


def _keywords_value(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadValueError("expected a list of texts")
    return tuple(filter(None, map(one_line, value)))


def names_value(value: object) -> Names:
    """The names in a list with one text, or one object, per name."""
    if not isinstance(value, list):
        raise BadValueError(
            'expected a list with one text per name, such as ["Jane Doe", "Al Poe"]'
        )
    read = [split_names(each) for i, name in enumerate(value) if (each := _name_value(name, i))]
    names = tuple(name for each in read for name in each.names)
    return Names(names, any(each.names.incomplete for each in read))


def unclear_names(value: object) -> Iterator[tuple[int, str, str]]:
    """Problems with a list of names: index, finding code, message."""
    for index, item in enumerate(value if isinstance(value, list) else ()):
        text = item.get("name") if isinstance(item, dict) else item
        if not isinstance(text, str) or not (found := split_names(one_line(text))):
            continue
        if found.names.incomplete and index < len(value) - 1:  # type: ignore[arg-type]
            yield (
                index,
                "odd-name",
                f"{text[:80]!r} is before other names; the list counts as incomplete",
            )
        if found.unclear:
            count = len(found.names)
            read = f"read as {count} names" if count > 1 else "it is unclear who is meant"
            yield index, "odd-name", f"{text[:200]!r}: {read}; write one text per name"
        for left_out in found.left_out:
            yield index, "left-out", f"{left_out[:100]!r} after a name was left out"


@lru_cache(maxsize=10_000)  # values and remarks are read separately
def split_names(value: str | Name) -> NameList:
    """The names in one item of a list: several only if each is clearly a person."""
    if isinstance(value, Name):
        return NameList(names=Names((value,)))
    if is_others(value):
        return NameList(names=Names((), incomplete=True))
    one = NameList(names=Names((parse_name(value),)))
    if PLAIN_NAME.fullmatch(value):
        return one
    found = read_names(value) if value and not _LATEX.search(value) else one
    if len(found.names) > 1:
        sure = [name for name in found.names if CJK.fullmatch(str(name)) or _is_person(name)]
        whole = replace(one, names=Names((Name(literal=value),)), unclear=(value,))
        return (
            replace(found, unclear=(value,))
            if len(sure) == len(found.names)
            else whole
            if sure
            else one
        )
    if found.unclear or found.names.incomplete:
        return found
    return found if found.left_out and any(map(_is_person, found.names)) else one


def _is_person(name: Name) -> bool:
    """Whether a name looks like a person's, unlike `Centers for Disease Control`."""
    given = parse_name(str(name)).given or name.given
    return bool(name.given) and not any(word.islower() for word in given.split())


def _name_value(value: object, index: int) -> str | Name:
    """A name as one text, or in its parts."""
    if isinstance(value, str):
        return one_line(value)
    parts = ("family", "given", "suffix", "literal")
    if not isinstance(value, dict) or not value or not set(value) <= {*parts, "name"}:
        raise BadValueError("expected a name, or an object with family and given", index)
    for part, text in value.items():
        if not isinstance(text, str):
            raise BadValueError("expected a text", index, part)
    if "name" in value:
        return one_line(value["name"])
    name = Name(**{part: one_line(text) for part, text in value.items()})
    if bool(name.family) == bool(name.literal):
        raise BadValueError("expected a name with either family or literal", index)
    return name


def date_value(value: object) -> PartialDate:
    """A date as text, perhaps with a time, or a year as number."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str):
        if found := parse_date(text):
            return found
        with suppress(ValueError):  # a date with a time: the day as written, in its own time zone
            if _WITH_TIME.match(text):
                return PartialDate.from_date(datetime.fromisoformat(text).date())
    raise BadValueError("expected a date: YYYY-MM-DD, YYYY-MM or YYYY")


def _count_value(value: object) -> int:
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MAX_COUNT_DIGITS:
        return int(value)  # YAML's values are texts here
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValueError("expected a count")
    return value


def _links_value(value: object) -> tuple[Link, ...]:
    """The links of a list; unsafe ones, which `json_list` reports, are removed after reading."""
    if not isinstance(value, list):
        raise BadValueError("expected a list of links")
    found: list[Link] = []
    for index, item in enumerate(value):
        kind, url = (item.get("kind"), item.get("url")) if isinstance(item, dict) else ("", item)
        if not isinstance(url, str):
            raise BadValueError("expected a web address, or an object with kind and url", index)
        is_known = isinstance(kind, str) and kind in LINK_KINDS
        found.append(Link(kind=str(kind) if is_known else link_kind(url), url=url))
    return tuple(found)


def _organization_value(value: object) -> Organization:
    if isinstance(value, str) and one_line(value):
        return Organization(name=one_line(value))
    if isinstance(value, dict) and isinstance(value.get("name"), str) and one_line(value["name"]):
        handle = value.get("handle")
        if handle is not None and not isinstance(handle, str):
            raise BadValueError("expected a text", "handle")
        return Organization(name=one_line(value["name"]), handle=one_line(handle or ""))
    raise BadValueError("expected a name, or an object with handle and name")


FIELD_READERS: Mapping[str, Callable[[object], Any]] = {
    "title": _line_value,
    "type": _choice_value(TYPES),
    "abstract": _paragraph_value,
    "authors": names_value,
    "author": names_value,
    "editors": names_value,
    "author_count": _count_value,
    "organization": _organization_value,
    "published": date_value,
    "year": date_value,
    "issued": date_value,
    "comments": _count_value,
    "venue": _line_value,
    "volume": _text_or_number_value,
    "issue": _text_or_number_value,
    "pages": _text_or_number_value,
    "number": _text_or_number_value,
    "edition": _text_or_number_value,
    "series": _line_value,
    "publisher": _line_value,
    "isbn": _line_value,
    "url": _line_value,
    "key": _line_value,
    "language": _line_value,
    "publication_status": _choice_value(PUBLICATION_STATUSES),
    "keywords": _keywords_value,
    "tags": _keywords_value,
    "arxiv": arxiv_value,
    "doi": doi_value,
    "category": _line_value,
    "links": _links_value,
    "takeaway": _line_value,
    "note": _line_value,
}
