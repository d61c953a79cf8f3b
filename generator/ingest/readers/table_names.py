"""Names in cells of a table.

A column has one way to write several names, which its cells show together: `Jane Doe; Ann Roe`,
`Jane Doe, Ann Roe, Ed Poe`, `Doe, J., Roe, A.` or `Doe J, Roe A`. A cell that does not fit is read
by the rules for BibTeX, which keep an ambiguous name whole and report it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from generator.ingest.readers.bibtex_names import read_names
from generator.ingest.readers.json_values import PLAIN_NAME
from generator.ingest.readers.name_lists import (
    NAME_SUFFIX,
    is_given_first,
    split_remarks,
    strip_others,
)
from generator.model import Name
from generator.text.characters import one_line
from generator.text.person_names import AND_OTHERS, has_organization_word

Form = Literal["", "given first", "pairs", "initials last", "last first"]
# How names between commas are written, by their form.
_EXAMPLES: Mapping[Form, str] = {
    "given first": "Jane Doe, Ann Roe", "pairs": "Doe, J., Roe, A.",
    "initials last": "Doe J, Roe A",
}  # fmt: skip
JsonName = str | Mapping[str, str]  # a name as a JSON list has it
_SEPARATORS = (";", "|", " · ", " • ", "\n")
_AND = re.compile(r"\s(?:and|&)\s", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,5}")
# A name in the form of Scopus and PubMed: `Dos Santos H.B.`, `Poe EF`.
_INITIALS_LAST = re.compile(
    r"""
    ( [^,]* [^\W\d_][a-z\xdf-\xff'\u2019] [^,]*? )
    \s+
    ( (?:[^\W\d_a-z]\.?[ -]?){1,5} )
    """,
    re.VERBOSE,
)
# After the last name of PubMed: `Doe J, Roe A.`
_FINAL_POINT = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[a-z] [A-Z]))\.\s*$")
# Names without anything between them: `Poe E.Roe A.`, `Edgar PoeAnn Roe`.
_GLUED_NAMES = re.compile(r"(?<=[^\W\d_a-z]\.)(?=[^\W\d_a-z][a-z])")
_GLUED_WORDS = re.compile(r"\w+ [^\W\d_]*(?<!\bMa)[a-z]{2}[A-Z][a-z]+ \w+")
_INITIALS_FIRST = re.compile(r"[A-Z]{1,3} [A-Z][a-z]+")  # Google Scholar's `EA Poe`
_MAX_SAMPLE = 2_000  # cells that show the form of a column
_AUTHOR_ID = re.compile(r"\s*\(\d{6,}\)(?=\s*(?:;|$))")  # of Scopus
_ELLIPSIS = re.compile(r"(?:\.{3}|\u2026)\.?$")  # further authors, in Publish or Perish
_OTHERS_WORD = re.compile(r"\b(?:al|others|more|authors|people|colleagues)\b", re.IGNORECASE)
_NO_GIVEN_NAMES = ("null", "nan", "none")
_MIN_SHARE = 0.8  # of the names of a column that must have its form
# A text of a list that Python prints, and the name in an object of one.
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_NAME_OF_OBJECT = re.compile(rf"""['"]name['"]\s*:\s*({_QUOTED.pattern})""")
_ESCAPE = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class CellNames:
    """The names in a cell, those that are unclear, and remarks after names that are left out."""

    names: tuple[JsonName, ...]
    unclear: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameColumn:
    """How the cells of a column write several names.

    `item_form` is the form of names in cells whose separator is certain, such as `;`, and of cells
    with one name. `comma_form` is that of names between commas; empty if commas are unclear.
    """

    item_form: Form = ""
    comma_form: Form = ""

    @property
    def label(self) -> str:
        """How commas are read, in words; empty if they separate no names."""
        example = _EXAMPLES.get(self.comma_form)
        return f"commas separate names, as in {example!r}" if example else ""

    def read(self, cell: str) -> CellNames:
        """The names in a cell."""
        if listed := listed_texts(cell):
            return CellNames(tuple(listed))
        text, remarks = _strip_remarks(cell)
        found = self._read_plain(text)
        return replace(found, left_out=(*remarks, *found.left_out)) if remarks else found

    def _read_plain(self, cell: str) -> CellNames:
        separator = _separator(cell)
        if separator:
            parts = _parts(cell, separator)
        elif _AND.search(cell):
            return _by_bibtex_rules(cell)
        elif (self.item_form and not self.comma_form and cell.count(",") <= 1) or (
            "," not in cell and PLAIN_NAME.fullmatch(_without_others(cell)[0])
        ):
            parts = [cell]
        elif not (parts := self._split_at_commas(cell)):
            return _by_bibtex_rules(cell)
        form = self.comma_form if not separator and self.comma_form else self.item_form
        if form == "initials last" and any(map(_GLUED_NAMES.search, parts)):
            return _by_bibtex_rules(cell)
        return _read_parts(parts, form)

    def _split_at_commas(self, cell: str) -> list[str]:
        """The parts between commas, if the cell has the form of the column; else none."""
        parts = _parts(cell, ",")
        if self.comma_form == "pairs":
            pairs = list(zip(parts[::2], parts[1::2], strict=False))
            fit = len(parts) % 2 == 0 and all(_INITIALS.fullmatch(given) for _, given in pairs)
            return [f"{family}, {given}" for family, given in pairs] if fit else []
        named = [_without_others(part)[0] for part in parts]
        named = [part for part in named if part]
        fitting = sum(_has_form(part, self.comma_form) for part in named)
        is_list = 2 * fitting > len(named) and not any(map(NAME_SUFFIX.fullmatch, named))
        return parts if self.comma_form and is_list else []


def detect_name_column(cells: Iterable[str]) -> NameColumn:
    """How a column writes several names, from all of its cells."""
    stated = (cell for cell in cells if cell and not cell.startswith("["))
    texts = [_strip_remarks(cell)[0] for cell in islice(stated, _MAX_SAMPLE)]
    certain = [part for cell in texts if (s := _separator(cell)) for part in _parts(cell, s)]
    others = [cell for cell in texts if not _separator(cell)]
    plain = [cell for cell in others if not _AND.search(cell)]
    lists = [parts for cell in plain if len(parts := _parts(cell, ",")) > 2]  # noqa: PLR2004
    comma_form: Form = ""
    if lists and len(plain) >= _MIN_SHARE * len(others):
        form, count = Counter(map(_form_of_list, lists)).most_common(1)[0]
        comma_form = form if count >= _MIN_SHARE * len(lists) else ""
    if not certain and not lists:  # `Jane Doe, Ann Roe` may be two people
        form = _common_form([cell for cell in plain if "," not in cell])
        return NameColumn(form if form == "initials last" else "", "")
    return NameColumn(_common_form(certain), comma_form)


def _strip_remarks(cell: str) -> tuple[str, tuple[str, ...]]:
    """A cell without what is in parentheses after names, and that, but for ids of authors."""
    if "(" not in cell and "@" not in cell and "[" not in cell:
        return cell, ()
    return split_remarks(_AUTHOR_ID.sub("", cell))


def _separator(cell: str) -> str:
    """The separator of a cell that is certainly one; empty if there is none."""
    inner = cell.strip()
    found = next((separator for separator in _SEPARATORS if separator in inner), "")
    if found == "\n" and (_AND.search(inner) or inner.count(",") > inner.count("\n") + 1):
        return ""  # a text that was wrapped
    return found


def _read_parts(parts: Sequence[str], form: Form) -> CellNames:
    """Names whose separator is certain; `form` says what the parts of each are."""
    names: list[JsonName] = []
    for part in parts:
        text, more = _without_others(part)
        names += [_read_one(text, form)] if text else []
        names += [AND_OTHERS] if more else []
    return CellNames(tuple(names))


def _read_one(name: str, form: Form) -> JsonName:
    """One name, in its parts if the form says what they are."""
    if PLAIN_NAME.fullmatch(name):
        return name
    if name.endswith(","):  # an organization, which is not to be split
        return {"literal": name.rstrip(", ")}
    if form == "initials last" and (match := _INITIALS_LAST.fullmatch(name)):
        return {"family": match[1], "given": match[2].strip()}
    family, _, given = map(str.strip, name.partition(","))
    if given in _NO_GIVEN_NAMES:
        return family
    has_parts = family and given and "," not in given and not NAME_SUFFIX.fullmatch(given)
    is_person = form in ("last first", "pairs") and has_parts
    if is_person and not has_organization_word(name):
        return {"family": family, "given": given}
    return name


def _without_others(part: str) -> tuple[str, bool]:
    """A name without `...` or `et al.` at its end, and whether it has one."""
    if match := _ELLIPSIS.search(part):
        return part[: match.start()].strip(), True
    return strip_others(part) if _OTHERS_WORD.search(part) else (part, False)


def _has_form(part: str, form: Form) -> bool:
    if form == "initials last":
        return bool(_INITIALS_LAST.fullmatch(part))
    is_plain = PLAIN_NAME.fullmatch(part) or _INITIALS_FIRST.fullmatch(part)
    return bool(is_plain) or is_given_first(part)


def _parts(cell: str, separator: str) -> list[str]:
    text = _FINAL_POINT.sub("", cell) if separator == "," and cell.count(".") == 1 else cell
    return [part for each in text.split(separator) if (part := one_line(each))]


def _common_form(names: Sequence[str]) -> Form:
    """The form of most names in a column whose separator is certain."""
    least = _MIN_SHARE * max(len(names), 1)
    if sum(name.count(",") == 1 for name in names) >= least:
        return "last first"
    is_last = sum(bool(_INITIALS_LAST.fullmatch(name)) for name in names)
    return "initials last" if is_last >= least else ""


def _form_of_list(parts: Sequence[str]) -> Form:
    """The form of a list of at least three parts between commas."""
    named = [name for part in parts if (name := _without_others(part)[0])]
    forms: tuple[Form, ...] = ("initials last", "given first")
    for form in forms:
        if named and sum(_has_form(part, form) for part in named) >= _MIN_SHARE * len(named):
            return form
    is_paired = len(named) % 2 == 0 and all(map(_INITIALS.fullmatch, named[1::2]))
    return "pairs" if named and is_paired else ""


def _by_bibtex_rules(cell: str) -> CellNames:
    glued = [part.strip() for part in _GLUED_NAMES.split(cell)]
    matches = [_INITIALS_LAST.fullmatch(part) for part in glued]
    if len(glued) > 1 and all(matches):
        people = [{"family": each[1], "given": each[2].strip()} for each in matches if each]
        return CellNames(tuple(people), (cell,))
    if _GLUED_WORDS.search(cell) and "," not in cell and not _AND.search(cell):
        return CellNames(({"literal": one_line(cell)},), (cell,))
    found = read_names(one_line(cell))
    names = [_as_json(name) for name in found.names]
    more = [AND_OTHERS] if found.names.incomplete else []
    return CellNames((*names, *more), found.unclear, found.left_out)


def _as_json(name: Name) -> JsonName:
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix,
             "literal": name.literal}  # fmt: skip
    return {part: text for part, text in parts.items() if text}


def listed_texts(cell: str) -> list[str]:
    """The texts of a list as JSON or Python prints it; empty for other cells.

    `['Jane Doe', 'Ann Roe']`, or the names in `[{'authorId': '1', 'name': 'Jane Doe'}]`.
    """
    if not (cell.startswith("[") and cell.endswith("]")):
        return []
    try:
        items = json.loads(cell)
    except (ValueError, RecursionError):
        inner = cell[1:-1].strip()
        named = _NAME_OF_OBJECT.findall(inner) if inner.startswith("{") else _QUOTED.findall(inner)
        is_list = inner.startswith("{") or not _QUOTED.sub("", inner).strip(" ,\n")
        return [one_line(_ESCAPE.sub(r"\1", text[1:-1])) for text in named] if is_list else []
    found = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [one_line(text) for text in found if isinstance(text, str)]
