"""Names in BibTeX: `Last, First and First von Last and others`.

The rules are those of BibTeX (Patashnik, "BibTeXing", 1988, section 4) and of biblatex's extended
format (`family=Berg, given=Piet, prefix=van`). Separators that BibTeX does not know are read where
each part is surely a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.captures.bibtex_values import plain
from generator.captures.latex import letters
from generator.captures.latex_math import MAX_DEPTH, depth
from generator.model import Name, Names
from generator.names import one_line
from generator.people import is_others, parse_name

_AND = re.compile(r"\\.|[{}]|(?: |^)and(?= |$)", re.IGNORECASE)
_PARTS = re.compile(r"\\.|[{}]|,")
_WORDS = re.compile(r"\\.|[{}]|[ ~\u00a0]")
# What marks notes and addresses behind names: `Doe, Jane$^1$`, `{\dag}`.
_MARKS = re.compile(
    r"\$\s*\^?\s*(?:\{[^{}$]*\}|[^{}$])\s*\$|\\textsuperscript\s*\{[^{}]*\}|\{\^[^{}]*\}|"
    r"\{?\\(?:dag|ddag|dagger|ddagger|thanks|footnote|orcid\w*)(?![A-Za-z])(?:\{[^{}]*\})*\}?|[†‡*]"
)
_EXTENDED = re.compile(r"\b(family|given|prefix|suffix|useprefix)(?:-i)?\s*=", re.IGNORECASE)
_FIELD = re.compile(
    r"""(?<![A-Za-z-])([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|\{([^{}]*)\}|([^,]*))""", re.DOTALL
)
_SUFFIX = re.compile(r"(?i)(?:jr|sr)\.?|I{2,3}|I?V")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_CJK = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:\s+[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)?"
)
_MAX_PARTS = 3  # von Last, Jr, First


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """The names of a list; `odd` ones break BibTeX's rules, and were read as they seem meant."""

    names: Names
    odd: tuple[str, ...] = ()


def people(value: str) -> People:
    """The names of an `author` or `editor` field."""
    kept = value if depth(value) <= MAX_DEPTH else re.sub("[{}]", "", value)
    text = _MARKS.sub("", letters(one_line(kept)))
    listed = [name for name in _separated(_unwrapped(text)) if name]
    incomplete = bool(listed) and is_others(_bare(listed[-1]).rstrip("."))
    names: list[Name] = []
    odd: list[str] = []
    for given in listed[:-1] if incomplete else listed:
        found, strange = _read(given)
        names += [name for name in found if str(name)]
        odd += [plain(given)] if strange else []
    return People(names=Names(tuple(names), incomplete), odd=tuple(odd))


def _read(text: str) -> tuple[list[Name], bool]:
    """The name in a text, or several with separators that BibTeX does not know."""
    if _EXTENDED.match(text):
        return [_extended(text)], False
    several = re.split(r"\s*;\s*", text.strip("; "))
    if len(several) > 1 and not _is_braced(text):
        return [_name(part) for part in several if part], False
    ampersand = re.split(r"\s*(?:,\s*)?\\?&\s*|\s*,\s*", text)
    if re.search(r"\\?&", text) and "{" not in text and all(" " in p.strip() for p in ampersand):
        return [_name(part) for part in ampersand], False
    parts = _split(text, _PARTS)
    if len(parts) > _MAX_PARTS:
        pairs = list(zip(parts[::2], parts[1::2], strict=False))
        if len(parts) % 2 == 0 and all(_INITIALS.fullmatch(given) for _, given in pairs):
            return [_name(f"{family}, {given}") for family, given in pairs], True
        return [Name(literal=plain(text))], True
    return [_name(text)], False


def _name(text: str) -> Name:
    if _is_braced(text):
        return Name(literal=_bare(text))
    parts = [part for part in _split(text.strip(" ,"), _PARTS) if part]
    if len(parts) <= 1:
        return _given_first(text.strip(" ,"))
    whole = parse_name(_bare(text))
    if whole.literal and "{" not in text:  # Team, Inc.
        return whole
    if len(parts) > 2 and _SUFFIX.fullmatch(_bare(parts[2])):  # noqa: PLR2004 - Davis, Sam, Jr.
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2 and _SUFFIX.fullmatch(_bare(parts[1])):  # noqa: PLR2004 - Martin King, Jr.
        found = _given_first(parts[0])
        return Name(family=found.family or found.literal, given=found.given, suffix=_bare(parts[1]))
    family, suffix = _suffixed(_bare(parts[0]))
    suffix = " ".join(map(_bare, parts[1:-1])) or suffix
    return Name(family=family, given=_bare(parts[-1]), suffix=suffix)


def _suffixed(family: str) -> tuple[str, str]:
    """A family name and the suffix behind it: `King Jr.` and `King, Jr.`."""
    name, _, last = family.replace(",", " ").rpartition(" ")
    return (" ".join(name.split()), last) if name and _SUFFIX.fullmatch(last) else (family, "")


def _given_first(text: str) -> Name:
    """`First von Last`, perhaps with a suffix; one word, a body or a team is a literal."""
    words = _split(text, _WORDS)
    whole = _bare(text)
    if _CJK.fullmatch(whole) and len(words) > 1:
        return Name(family=_bare(words[0]), given=_bare(" ".join(words[1:])))
    braced = any("{" in word for word in words)
    if len(words) < 2 or (not braced and parse_name(whole).literal):  # noqa: PLR2004
        return Name(literal=whole)
    suffix = _bare(words.pop()) if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # noqa: PLR2004
    start = next((i for i in range(1, len(words) - 1) if words[i][:1].islower()), len(words) - 1)
    return Name(
        family=_bare(" ".join(words[start:])), given=_bare(" ".join(words[:start])), suffix=suffix
    )


def _extended(text: str) -> Name:
    found = {m[1].lower(): plain(m[2] or m[3] or m[4]) for m in _FIELD.finditer(text)}
    family = " ".join(filter(None, (found.get("prefix"), found.get("family"))))
    if not family:
        return Name(literal=found.get("given") or plain(text))
    if not found.get("given") and not found.get("suffix"):
        return Name(literal=family)
    return Name(family=family, given=found.get("given", ""), suffix=found.get("suffix", ""))


def _bare(text: str) -> str:
    return plain(text)


def _is_braced(text: str) -> bool:
    """Whether one pair of braces holds all of a text."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for i, char in enumerate(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if not depth:
            return i == len(text) - 1
    return False


def _unwrapped(text: str) -> str:
    """Without braces around the whole list, as Web of Science writes them: `{Doe, J. and Roe, A.}`.

    One body in braces stays: `{Simon and Schuster}`.
    """
    inner = text.strip()
    while _is_braced(inner):
        inner = inner[1:-1].strip()
        names = list(_separated(inner))
        if all("," in name and not parse_name(plain(name)).literal for name in names):
            return inner
    return text.strip()


def _separated(text: str) -> Iterator[str]:
    """The names between the `and`s outside of braces."""
    depth = start = 0
    for mark in _AND.finditer(text):
        if mark.group() in "{}":
            depth = max(depth + (1 if mark.group() == "{" else -1), 0)
        elif not mark.group().startswith("\\") and not depth:
            yield text[start : mark.start()].strip(" ,")
            start = mark.end()
    yield text[start:].strip(" ,")


def _split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The parts of a text between separators outside of braces."""
    depth = start = 0
    parts: list[str] = []
    for mark in pattern.finditer(text):
        if mark.group() in "{}":
            depth = max(depth + (1 if mark.group() == "{" else -1), 0)
        elif not mark.group().startswith("\\") and not depth:
            parts.append(text[start : mark.start()].strip())
            start = mark.end()
    parts.append(text[start:].strip())
    return parts if pattern is _PARTS else [part for part in parts if part]
