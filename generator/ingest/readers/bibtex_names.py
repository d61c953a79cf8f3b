"""Names in BibTeX: `Last, First and First von Last and others`.

The rules are those of BibTeX (Patashnik, "BibTeXing", 1988, section 4) and of biblatex's extended
format (`family=Berg, given=Piet, prefix=van`). Other separators count only if each part is clearly
a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from generator.ingest.readers.bibtex_values import plain_text
from generator.ingest.readers.name_lists import (
    AMPERSAND,
    CJK,
    COMMA,
    INITIAL_AT_END,
    NAME_SUFFIX,
    SEMICOLON,
    are_people,
    is_given_first,
    is_person,
    is_unlikely_name,
    pair_up,
    parse_family_first,
    split_outside_braces,
    split_remarks,
    strip_others,
)
from generator.model import Name, Names
from generator.text.characters import one_line
from generator.text.latex import decode_letters
from generator.text.latex_math import MAX_DEPTH, brace_depth
from generator.text.person_names import parse_name

# `and` between names; escapes and braces are found too, so that one in braces does not count.
_AND = re.compile(r"\\. | [{}] | (?:[ ]|^)and(?=[ ]|$)", re.IGNORECASE | re.VERBOSE)
# What authors write for `and`: `\and`, `~and~`, `\\`; and a `By` before the names.
_AND_COMMAND = re.compile(
    r"""
    \s*\\and(?![a-z])\s*
    | ~and[~ ] | [ ]and~
    | \s*\\\\(?:\s+|$)
    | ^by\s+(?=[A-Z{])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ENTITY = re.compile(r"\\?(&(?:#\d{1,6}|[A-Za-z]{2,31});)")
_WORDS = re.compile(r"[ ~\u00a0]")
# Footnote and affiliation marks after names: `Doe, Jane$^1$`, `{\dag}`.
_FOOTNOTE_MARKS = re.compile(
    r"""
    \$ \s*\^?\s* (?:\{[^{}$]*\}|[^{}$]) \s* \$
    | \\textsuperscript\s*\{[^{}]*\}
    | \{\^[^{}]*\}
    | \{? \\(?:dag|ddag|dagger|ddagger|thanks|footnote|orcid\w*)(?![A-Za-z]) (?:\{[^{}]*\})* \}?
    | [†‡*]
    | [⁰¹²³⁴-⁹]+ (?:,[⁰¹²³⁴-⁹]+)*
    """,
    re.VERBOSE,
)
# A part of a name in biblatex's extended format: `family=Berg`.
_EXTENDED = re.compile(
    r"\b( family | given | prefix | suffix | useprefix )(?:-i)?\s*=", re.IGNORECASE | re.VERBOSE
)
_KEY_FIRST = re.compile(r"[A-Za-z-]+\s*=")
# A key with its value in that format: `given=Piet`, `given="Piet A."`, `family={van Berg}`.
_FIELD = re.compile(
    r"""
    (?<![A-Za-z-]) ([A-Za-z-]+) \s*=\s*
    (?: "([^"]*)" | \{([^{}]*)\} | ([^,]*) )
    """,
    re.DOTALL | re.VERBOSE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_MAX_PARTS = 3  # von Last, Jr, First


@dataclass(frozen=True, kw_only=True, slots=True)
class NameList:
    """The names in a field.

    `unclear` are names that break BibTeX's rules; they were interpreted or kept whole. `left_out`
    are email addresses and parentheses after names.
    """

    names: Names
    unclear: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _NameOrder:
    """How the other names of a list are written, which helps with an ambiguous one."""

    given_first: bool  # all others are `Jane Doe`
    last_first: bool  # all are `Doe, Jane`
    initials: bool  # all are `Doe J`


def _detect_order(names: list[str]) -> _NameOrder:
    is_list = len(names) > 1
    return _NameOrder(
        given_first=is_list and sum(map(is_given_first, names)) == len(names) - 1,
        last_first=is_list and all(len(split_outside_braces(name, COMMA)) > 1 for name in names),
        initials=is_list and all(map(parse_family_first, names)),
    )


def read_names(value: str) -> NameList:
    """The names of an `author` or `editor` field."""
    kept = value if brace_depth(value) <= MAX_DEPTH else re.sub("[{}]", "", value)
    text = _FOOTNOTE_MARKS.sub(
        "", decode_letters(_ENTITY.sub(lambda m: unescape(m[1]), one_line(kept)))
    )
    text, left_out = split_remarks(_AND_COMMAND.sub(" and ", text))
    items = [
        item
        for whole in _split_at_and(_strip_list_braces(text))
        for item in _split_list(_strip_quotes(whole))
    ]
    found = [strip_others(item) for item in items]
    unclear = [
        plain_text(item) for item, (_, more) in zip(items[:-1], found[:-1], strict=True) if more
    ]
    named = [name for name, _ in found if name]
    names: list[Name] = []
    order = _detect_order(named)
    for name in named:
        read, is_unclear = _read_item(name, order)
        names += [each for each in read if str(each)]
        unclear += [plain_text(name)] if is_unclear or any(map(is_unlikely_name, read)) else []
    return NameList(
        names=Names(tuple(names), any(more for _, more in found)),
        unclear=tuple(dict.fromkeys(unclear)), left_out=tuple(map(plain_text, left_out)),
    )  # fmt: skip


def _strip_quotes(text: str) -> str:
    """A name without surrounding quotation marks: `"{OpenAI}"`."""
    is_quoted = len(text) > 2 and text[0] == text[-1] == '"'  # noqa: PLR2004 - with a text between
    return text[1:-1].strip() if is_quoted else text


def _split_list(text: str) -> list[str]:
    """Split at `;` and `、`, and at `&` if each part is clearly a name."""
    if _is_extended(text):
        return [text]
    found: list[str] = []
    for item in split_outside_braces(text, SEMICOLON):
        parts = [part.strip(" ,") for part in split_outside_braces(item, AMPERSAND)]
        order = _detect_order(parts)
        rows = [_split_row(part, order) for part in parts] if len(parts) > 1 else []
        apart = bool(rows) and all(rows)
        found += [name for row in rows for name in row] if apart else [item]
    return [name for name in found if name.strip(" ,")]


def _split_row(text: str, order: _NameOrder) -> list[str]:
    """The names in a text next to `&`, perhaps separated by commas; empty if one is unclear."""
    parts = split_outside_braces(text, COMMA)
    if are_people(parts, given_first=order.given_first):
        return parts
    is_sure = is_person(text) or _are_name_pairs(parts) or strip_others(text) == ("", True)
    return [text] if is_sure else []


def _are_name_pairs(parts: list[str]) -> bool:
    """Whether parts between commas are `Doe, J., Roe, A.`."""
    return len(parts) > _MAX_PARTS and len(parts) % 2 == 0 and all(
        _INITIALS.fullmatch(given) for _, given in pair_up(parts)
    )  # fmt: skip


def _read_item(text: str, order: _NameOrder) -> tuple[list[Name], bool]:
    """The names in a text between two `and`s, and whether the text breaks BibTeX's rules."""
    if _is_extended(text):
        name = _parse_extended(text)
        return [name], "=" in name.literal
    parts = [part for part in split_outside_braces(text, COMMA) if part]
    if _is_braced(text) or not parts:
        return [_parse_item(text)], False
    if len(parts) == 1:
        return _read_without_commas(parts[0], order)
    if all(initials := list(map(parse_family_first, parts))):
        return [name for name in initials if name], True
    if _are_name_pairs(parts):
        return [_parse_item(f"{family}, {given}") for family, given in pair_up(parts)], True
    if "{" not in text and (row := are_people(parts, given_first=order.given_first)) is not False:
        return (
            list(map(_parse_given_first, parts)) if row else _ambiguous_names(text, parts, order)
        ), True
    if len({bool(CJK.fullmatch(plain_text(part))) for part in parts}) > 1:  # Jane Doe, 李四
        return [Name(literal=plain_text(text))], True
    has_suffix = any(NAME_SUFFIX.fullmatch(plain_text(part)) for part in parts[1:])
    if len(parts) > _MAX_PARTS or (len(parts) == _MAX_PARTS and not has_suffix):
        return [Name(literal=plain_text(text))], True
    name = _parse_item(text)
    return [name], bool(name.literal) and "{" not in text and not _is_organization_with_place(parts)


def _is_organization_with_place(parts: list[str]) -> bool:
    """Whether the parts are an organization and its place: `University of Texas, Austin`."""
    is_body = bool(parse_name(" ".join(parts)).literal)
    return is_body and not (is_given_first(parts[0]) and " " in parts[1])


def _ambiguous_names(text: str, parts: list[str], order: _NameOrder) -> list[Name]:
    """`Roe Poe, Ann Bo`: one person in a list of `Last, First`, else one literal."""
    if order.last_first:
        return [Name(family=plain_text(parts[0]), given=plain_text(parts[1]))]
    return [Name(literal=plain_text(text))]


def _read_without_commas(text: str, order: _NameOrder) -> tuple[list[Name], bool]:
    """The name in a text without commas."""
    name = _parse_given_first(text)
    meant = parse_family_first(text)
    if meant is None:
        lost = is_unlikely_name(name) or (
            name.literal and " & " in f" {plain_text(text)} " and "{" not in text
        )
        return [Name(literal=plain_text(text)) if is_unlikely_name(name) else name], bool(lost)
    is_sure = "." in meant.given or len(meant.given) == 1 or order.initials
    return [meant if is_sure else Name(literal=plain_text(text))], True


def _parse_item(text: str) -> Name:
    if _is_braced(text):
        return Name(literal=plain_text(text))
    parts = [part for part in split_outside_braces(text.strip(" ,"), COMMA) if part]
    if len(parts) <= 1:
        return _parse_given_first(text.strip(" ,"))
    whole = parse_name(plain_text(text))
    has_suffix = len(parts) > 2 and NAME_SUFFIX.fullmatch(plain_text(parts[2]))  # noqa: PLR2004
    is_parts = has_suffix or (len(parts) == 2 and INITIAL_AT_END.search(parts[1]))  # noqa: PLR2004
    if whole.literal and not is_parts and "{" not in text:  # Team, Inc.
        return whole
    if has_suffix:  # Davis, Sam, Jr.
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2 and NAME_SUFFIX.fullmatch(plain_text(parts[1])):  # noqa: PLR2004 - Martin King, Jr.
        found = _parse_given_first(parts[0])
        return Name(
            family=found.family or found.literal, given=found.given, suffix=plain_text(parts[1])
        )
    family, suffix = _split_suffix(plain_text(parts[0]))
    suffix = " ".join(map(plain_text, parts[1:-1])) or suffix
    return Name(family=family, given=plain_text(parts[-1]), suffix=suffix)


def _split_suffix(family: str) -> tuple[str, str]:
    """A family name and the suffix after it: `King Jr.` or `King, Jr.`."""
    name, _, last = family.replace(",", " ").rpartition(" ")
    return (" ".join(name.split()), last) if name and NAME_SUFFIX.fullmatch(last) else (family, "")


def _parse_given_first(text: str) -> Name:
    """`First von Last`, perhaps with a suffix. A single word or an organization is a literal."""
    words = [word for word in split_outside_braces(text, _WORDS) if word]
    whole = plain_text(text)
    if CJK.fullmatch(whole) and len(words) > 1:
        return Name(family=plain_text(words[0]), given=plain_text(" ".join(words[1:])))
    braced = any("{" in word for word in words)
    if braced and _is_organization(words, whole):
        return Name(literal=whole)
    if len(words) < 2 or (not braced and parse_name(whole).literal):  # noqa: PLR2004
        return Name(literal=whole)
    suffix = plain_text(words.pop()) if len(words) > 2 and NAME_SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004
    start = next((i for i in range(1, len(words) - 1) if words[i][:1].islower()), len(words) - 1)
    return Name(
        family=plain_text(" ".join(words[start:])),
        given=plain_text(" ".join(words[:start])),
        suffix=suffix,
    )


def _is_organization(words: list[str], whole: str) -> bool:
    """Whether braces enclose an organization's words: `{The} {LIGO Scientific Collaboration}`."""
    in_one = any(_is_braced(word) and " " in word and parse_name(plain_text(word)).literal
                 for word in words)  # fmt: skip
    return in_one or (all(map(_is_braced, words)) and bool(parse_name(whole).literal))


def _is_extended(text: str) -> bool:
    """Whether a name is in biblatex's extended format: `family=Berg, given=Piet`."""
    return bool(_KEY_FIRST.match(text) and _EXTENDED.search(text))


def _parse_extended(text: str) -> Name:
    found = {m[1].lower(): plain_text(m[2] or m[3] or m[4]) for m in _FIELD.finditer(text)}
    family = " ".join(filter(None, (found.get("prefix"), found.get("family"))))
    if not family:
        return Name(literal=found.get("given") or plain_text(text))
    if not found.get("given") and not found.get("suffix"):
        return Name(literal=family)
    return Name(family=family, given=found.get("given", ""), suffix=found.get("suffix", ""))


def _is_braced(text: str) -> bool:
    """Whether one pair of braces encloses the whole text."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for i, char in enumerate(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if not depth:
            return i == len(text) - 1
    return False


def _strip_list_braces(text: str) -> str:
    """Remove braces around a whole list, as Web of Science writes them: `{Doe, J. and Roe, A.}`.

    One organization in braces stays as it is: `{Simon and Schuster}`.
    """
    inner = text.strip()
    while _is_braced(inner):
        inner = inner[1:-1].strip()
        names = list(_split_at_and(inner))
        if all("," in name and not parse_name(plain_text(name)).literal for name in names):
            return inner
    return text.strip()


def _split_at_and(text: str) -> Iterator[str]:
    """The texts between the `and`s outside of braces."""
    depth = start = 0
    for mark in _AND.finditer(text):
        if mark.group() in "{}":
            depth = max(depth + (1 if mark.group() == "{" else -1), 0)
        elif not mark.group().startswith("\\") and not depth:
            yield text[start : mark.start()].strip(" ,")
            start = mark.end()
    yield text[start:].strip(" ,")
