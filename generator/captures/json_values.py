"""Values of a JSON list as the fields of an entry."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from generator.captures.base import classify
from generator.captures.identity import arxiv_of, doi_of
from generator.dates import parse_date
from generator.markup import link_flaw
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
from generator.names import DOI, doi_name, one_line, paragraph
from generator.people import is_others, parse_name

_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}")


class BadValueError(ValueError):
    """A value of the wrong shape; the message says what was expected, `path` where inside it."""

    def __init__(self, message: str, *path: str | int) -> None:
        self.path = path
        super().__init__(message)


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return one_line(value)


def arxiv_value(value: object) -> str:
    """The arXiv id that a text or an address gives; empty where there is none."""
    return arxiv_of(_line(value))


def doi_value(value: object) -> str:
    """The DOI that a text or an address gives; empty where there is none."""
    found = doi_name(_line(value))
    return found if DOI.fullmatch(found) else doi_of(found)


def _prose(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError("expected a text")
    return paragraph(value.splitlines())


def _text_or_number(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else _line(value)


def _choice(choices: Sequence[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise BadValueError(f"expected one of {', '.join(choices)}")
        return str(value)

    return read


def _keywords(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadValueError("expected a list of texts")
    return tuple(filter(None, map(one_line, value)))


def _people(value: object) -> Names:
    if not isinstance(value, list):
        raise BadValueError('expected a list with one text a name, such as ["Jane Doe", "Al Poe"]')
    named = [each for i, name in enumerate(value) if (each := _person(name, i))]
    incomplete = bool(named) and isinstance(named[-1], str) and is_others(named[-1])
    kept = named[:-1] if incomplete else named
    return Names(tuple(parse_name(e) if isinstance(e, str) else e for e in kept), incomplete)


def _person(value: object, index: int) -> str | Name:
    """A name as one text, or in its parts; empty where there is nothing."""
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


def _date(value: object) -> PartialDate:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(text, str):
        if found := parse_date(text):
            return found
        with suppress(ValueError):  # a date with a time; the day is taken as it is written
            if _WITH_TIME.match(text):
                return PartialDate.of(datetime.fromisoformat(text).date())
    raise BadValueError("expected a date: YYYY-MM-DD, YYYY-MM or YYYY")


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValueError("expected a count")
    return value


def _links(value: object) -> tuple[Link, ...]:
    """The links of a list, without those that lead nowhere (see `_left_out`)."""
    if not isinstance(value, list):
        raise BadValueError("expected a list of links")
    found: list[Link] = []
    for index, item in enumerate(value):
        kind, url = (item.get("kind"), item.get("url")) if isinstance(item, dict) else ("", item)
        if not isinstance(url, str):
            raise BadValueError("expected a web address, or an object with kind and url", index)
        if not link_flaw(url):
            is_known = isinstance(kind, str) and kind in LINK_KINDS
            found.append(Link(kind=str(kind) if is_known else classify(url), url=url))
    return tuple(found)


def _organization(value: object) -> Organization:
    if isinstance(value, str) and one_line(value):
        return Organization(name=one_line(value))
    if isinstance(value, dict) and isinstance(value.get("name"), str) and one_line(value["name"]):
        handle = value.get("handle")
        if handle is not None and not isinstance(handle, str):
            raise BadValueError("expected a text", "handle")
        return Organization(name=one_line(value["name"]), handle=one_line(handle or ""))
    raise BadValueError("expected a name, or an object with handle and name")


FIELDS: Mapping[str, Callable[[object], Any]] = {
    "title": _line,
    "type": _choice(TYPES),
    "abstract": _prose,
    "authors": _people,
    "author": _people,
    "editors": _people,
    "author_count": _count,
    "organization": _organization,
    "published": _date,
    "year": _date,
    "issued": _date,
    "comments": _count,
    "venue": _line,
    "volume": _text_or_number,
    "issue": _text_or_number,
    "pages": _text_or_number,
    "number": _text_or_number,
    "edition": _text_or_number,
    "series": _line,
    "publisher": _line,
    "isbn": _line,
    "url": _line,
    "key": _line,
    "language": _line,
    "publication_status": _choice(PUBLICATION_STATUSES),
    "keywords": _keywords,
    "tags": _keywords,
    "arxiv": arxiv_value,
    "doi": doi_value,
    "category": _line,
    "links": _links,
    "note": _line,
}
