"""Authors and editors of a record: names in the form `Family, Given, Suffix`, one in a field."""

import re
from collections.abc import Sequence
from itertools import chain

from generator.ingest.readers.bibtex_names import NameList
from generator.ingest.readers.bibtex_notes import Notes
from generator.ingest.readers.json_values import split_names
from generator.ingest.readers.name_lists import (
    NAME_SUFFIX,
    is_unlikely_name,
    parse_family_first,
    split_remarks,
    strip_others,
)
from generator.ingest.readers.ris_records import Record, plain_html
from generator.ingest.readers.ris_types import editor_tags
from generator.model import Name, Names, PaperType
from generator.text.characters import one_line
from generator.text.person_names import is_organization, is_others, parse_name

# `Doe, Jane Q.`, as nearly all names are written.
_PLAIN = re.compile(r"([^\W\d_][\w'\u2019 -]*), ?([^\W\d_][\w'\u2019. -]*)")
_COMPANY_SUFFIX = re.compile(r"(?:inc|ltd|llc|gmbh|corp)\.?", re.IGNORECASE)  # `OpenAI, Inc.`
_SUFFIX_AFTER_GIVEN = re.compile(r"(.+) ((?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd|4th)")
_ORDINALS = {"2nd": "II", "3rd": "III", "4th": "IV"}  # as PubMed writes them
_PLACEHOLDER = re.compile(r"\[(?:no author|anonymous|anon)[^\]]*\]", re.IGNORECASE)
_MAX_PARTS = 3  # family name, given names, suffix


def read_people(record: Record, kind: PaperType | None, notes: Notes) -> tuple[Names, Names]:
    """Authors and editors. The authors of an edited book are its editors."""
    authors = _names_of(record, ("AU", "A1"), notes)
    editors = _read_editors(record, kind, notes)
    if record.kind == "EDBOOK":
        return Names(), Names(
            (*authors.listed, *editors.listed), authors.incomplete or editors.incomplete
        )
    if kind == "book" and not authors and not editors:
        editors = _names_of(record, ("A2",), notes)
    return authors, editors


def _read_editors(record: Record, kind: PaperType | None, notes: Notes) -> Names:
    """The editors. `A2` counts only if it has names: Ovid has the authors of references there."""
    tags = editor_tags(kind)
    if "A2" in tags and read_names([each.text for each in record.all("A2")]).unclear:
        tags = tuple(tag for tag in tags if tag != "A2")
    return _names_of(record, tags, notes)


def _names_of(record: Record, tags: tuple[str, ...], notes: Notes) -> Names:
    fields = record.take(*tags)
    if not fields:
        return Names()
    texts = chain.from_iterable(
        # A wrapped name ends in a comma; otherwise a further line is a further name.
        re.sub(r",\s*\n\s*", ", ", each.text).split("\n")
        for each in fields
    )
    found = read_names(list(dict.fromkeys(texts) if len({f.tag for f in fields}) > 1 else texts))
    for name in found.unclear:
        message = f"{record.label}: it is unclear who is meant by {name[:200]!r}; check the names"
        notes.report("odd-name", "warning", message, fields[0].line)
    for text in found.left_out:
        message = f"{record.label}: {text[:100]!r} after a name was left out"
        notes.report("left-out", "info", message, fields[0].line)
    return found.names


def read_names(texts: Sequence[str]) -> NameList:
    """The names in fields of authors or editors; `et al.` makes the list incomplete."""
    names: list[Name] = []
    unclear: list[str] = []
    left_out: list[str] = []
    incomplete = False
    for text in texts:
        plain = one_line(plain_html(text))
        match = _PLAIN.fullmatch(plain)
        is_more = " al" in plain or "others" in plain
        if match and not (is_more or is_organization(plain) or _is_suffix(match[2])):
            names.append(_split_given(match[1].strip(), match[2].strip()))
            continue
        if _PLACEHOLDER.fullmatch(plain):
            left_out.append(plain)
            continue
        found = _read_name(plain)
        names += found.names
        unclear += found.unclear
        left_out += found.left_out
        incomplete = incomplete or found.names.incomplete
    return NameList(
        names=Names(tuple(names), incomplete),
        unclear=tuple(dict.fromkeys(unclear)), left_out=tuple(left_out),
    )  # fmt: skip


def _read_name(plain: str) -> NameList:
    """The name in one field; several names that are certainly people are separated."""
    if is_others(plain):
        return NameList(names=Names((), incomplete=True))
    if plain.endswith(","):  # EndNote: the name of an organization, which is not to be inverted
        literal = plain.rstrip(", ")
        return NameList(names=Names((Name(literal=literal),) if literal else ()))
    if ";" in plain or " & " in plain or " and " in plain.lower():
        return split_names(plain)
    parts = list(map(parse_family_first, plain.split(",")))
    if len(parts) > 2 and all(parts):  # noqa: PLR2004 - `Doe J. E., Roe A., Poe B.`
        return NameList(names=Names(tuple(name for name in parts if name)), unclear=(plain,))
    is_unclear = len(parts) > 1 and all(parts)  # `Fonseca C., Efraín R.`: one person or two
    kept, remarks = split_remarks(plain)
    name, more = strip_others(kept.strip(" ,"))
    if not name:
        return NameList(names=Names((), more), left_out=remarks)
    read = _parse_name(name)
    if read is None or is_unlikely_name(read):
        whole = Names((Name(literal=name),), more)
        return NameList(names=whole, unclear=(name,), left_out=remarks)
    unclear = (plain,) if is_unclear else ()
    return NameList(names=Names((read,), more), unclear=unclear, left_out=remarks)


def _parse_name(text: str) -> Name | None:
    """The name in its parts; None if it is unclear which part is which."""
    parts = [part.strip() for part in text.split(",")]
    if is_organization(text) and (len(parts) == 1 or " " in parts[0]):
        return Name(literal=text)
    if len(parts) == 1:
        return parse_family_first(text) or parse_name(text)
    if len(parts) > _MAX_PARTS or not all(parts):
        return None
    suffixes = [part for part in parts[1:] if _is_suffix(part)]
    given = [part for part in parts[1:] if part not in suffixes]
    if len(given) > 1 or len(suffixes) > 1:
        return None
    if not given and _COMPANY_SUFFIX.fullmatch(suffixes[0]):
        return Name(literal=text)
    if not given:  # Martin L. King, Jr.
        found = parse_name(text)
        return found if not found.literal else Name(family=parts[0], suffix=suffixes[0])
    return Name(family=parts[0], given=given[0], suffix="".join(suffixes))


def _split_given(family: str, given: str) -> Name:
    """The name with a suffix at the end of its given names: `King, Martin L Jr`."""
    match = _SUFFIX_AFTER_GIVEN.fullmatch(given) if " " in given else None
    if not match:
        return Name(family=family, given=given)
    return Name(family=family, given=match[1], suffix=_ORDINALS.get(match[2], match[2]))


def _is_suffix(part: str) -> bool:
    return bool(NAME_SUFFIX.fullmatch(part) or _COMPANY_SUFFIX.fullmatch(part))
