"""Lists of names with separators and remarks that BibTeX and JSON lists do not define.

A text is split only if each part is clearly a name: `Jane Doe, Ann Roe, Ed Poe`.
"""

import re
from collections.abc import Iterator
from functools import cache

from generator.ingest.readers.bibtex_values import plain_text
from generator.model import Name
from generator.text.characters import one_line
from generator.text.person_names import is_others, parse_name

COMMA = re.compile(r",")
# A semicolon, also of CJK text, or a comma between CJK letters.
SEMICOLON = re.compile(r"[;\uff1b\u3001] | (?<=[\u3040-\u9fff\uac00-\ud7af])\uff0c", re.VERBOSE)
AMPERSAND = re.compile(r"\\?&|\{\\&\}")
# What follows a name: `Jr.`, `PhD`, `III`. `MD` counts in capitals only, as `Md` is a name.
NAME_SUFFIX = re.compile(
    r"""
    (?i: (?:jr|sr)\.? | ph\.?\s?d\.? | d\.?\s?phil\.? | esq\.? )
    | (?i: I{2,3} | I?V )
    | M\.?D\.?
    """,
    re.VERBOSE,
)
_CJK_LETTERS = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
CJK = re.compile(rf"{_CJK_LETTERS}(?:\s+{_CJK_LETTERS})?")
_BRACE_OR_ESCAPE = r"\\&|\\.|[{}]"
# Authors without names: `and 12 others`, `many more colleagues`.
_MORE_AUTHORS = re.compile(
    r"""
    (?: (?:and|&)\s+ )?
    (?: \d+\s+ | many\s+ )?
    (?: (?: more | other | additional | further )\s+ )?
    (?: others | authors | people | co-?authors | colleagues )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Such words after a name: `Jane Doe et al.`, `Jane Doe and others`.
_TRAILING_OTHERS = re.compile(
    r"[\s,]+ (?:and\s+)? (?: et(?:\.\s*|\s+)al\.? | others )$", re.IGNORECASE | re.VERBOSE
)
# A remark after a name: `Jane Doe <jane@example.org>`, `Jane Doe (Example University), Ann Roe`.
_REMARK = r"""
    \s* <[^<>]*@[^<>]*>
    | \s* (?<![\w.+-]) [\w.+-]+@[\w-]+\.[\w.-]*\w
    | \s* [(\[] [^()\[\]{}\u3040-\u9fff\uac00-\ud7af]* [)\]] (?= \s* (?: [,;&] | \\& | and\s | $ ) )
"""
_REMARK_BRACE_OR_ESCAPE = re.compile(rf"(?P<remark> {_REMARK} ) | {_BRACE_OR_ESCAPE}", re.VERBOSE)
_DOTTED = r"(?:[^\W\d_]\.[ -]?)+"
# A name in PubMed's form: `Poe E. F.`, `Poe EF`, `Poe E F`.
_FAMILY_FIRST = re.compile(
    rf"""
    ( (?: [^\W\d_A-Z]+[ ] )* [^\W\d_][\w'\u2019-]+ )
    [ ]
    ( {_DOTTED} | [A-Z]{{1,3}} | [A-Z](?:[ -][A-Z]){{1,2}} )
    """,
    re.VERBOSE,
)
INITIAL_AT_END = re.compile(r"(?:^|[ .-])[^\W\d_]\.?$")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]")
# Words between people that are never part of a name, unlike `y` in `Ortega y Gasset`.
_JOINING_WORDS = frozenset(
    ("und", "et", "with", "og", "och", "/", "|", "+", "·", "•", "\u2013", "-", "&")
)
_NEVER_IN_NAMES = re.compile(r"[\d@<>=;:|/\[\]]")
_MAX_PERSON_WORDS = 4  # longer names may be organizations


@cache
def _with_braces(separator: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(rf"(?P<separator>{separator.pattern})|{_BRACE_OR_ESCAPE}", separator.flags)


def split_outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Split a text at separators outside of braces."""
    marks = _with_braces(separator)
    depth = start = 0
    parts: list[str] = []
    for mark in marks.finditer(text):
        if mark["separator"] and not depth:
            parts.append(text[start : mark.start()].strip())
            start = mark.end()
        elif mark.group() in "{}":
            depth = max(depth + (1 if mark.group() == "{" else -1), 0)
    return [*parts, text[start:].strip()]


def split_remarks(text: str) -> tuple[str, tuple[str, ...]]:
    """The list without email addresses and parentheses after names, and these remarks."""
    found: list[str] = []
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        if match["remark"] and not depth:
            found.append(match.group().strip())
            return ""
        for char in match.group() if not match.group().startswith("\\") else "":
            depth = max(depth + {"{": 1, "}": -1}.get(char, 0), 0)
        return match.group()

    return _REMARK_BRACE_OR_ESCAPE.sub(kept, text), tuple(found)


def strip_others(text: str) -> tuple[str, bool]:
    """The name without a trailing `et al.`, and whether the text means further authors."""
    words = plain_text(text).rstrip(",").rstrip(".")
    if is_others(words) or _MORE_AUTHORS.fullmatch(words):
        return "", True
    shorter = _TRAILING_OTHERS.sub("", text)
    return shorter, shorter != text


def parse_family_first(text: str) -> Name | None:
    """The name in PubMed's form, such as `Poe E. F.` or `Poe EF`; None for other forms."""
    match = _FAMILY_FIRST.fullmatch(one_line(text))
    if not match or NAME_SUFFIX.fullmatch(match[2]) or match[1].isupper():
        return None
    return Name(family=match[1], given=match[2].strip())


def is_given_first(text: str) -> bool:
    """Whether a text is clearly one person's name of at least two words: `Jane Q. Doe`."""
    words = plain_text(text).split()
    name = parse_name(plain_text(text))
    return (
        "," not in plain_text(text) and 1 < len(words) <= _MAX_PERSON_WORDS and not name.literal
        and (words[0][0].isupper() or not words[0][0].isascii()) and not is_unlikely_name(name)
    )  # fmt: skip


def is_person(text: str) -> bool:
    """Whether a text is clearly one person's name, in either order."""
    if CJK.fullmatch(plain_text(text)) or is_given_first(text) or parse_family_first(text):
        return True
    parts = split_outside_braces(text, COMMA)
    return len(parts) > 1 and all(parts) and not parse_name(plain_text(text)).literal


def are_people(parts: list[str], *, given_first: bool) -> bool | None:
    """Whether the parts between commas are people, `Jane Doe, Ann Roe`; None if ambiguous.

    Args:
        parts: the parts between commas.
        given_first: whether all other names of the list have the form `Jane Doe`.
    """
    if len(parts) > 2 and all(CJK.fullmatch(part) for part in parts):  # noqa: PLR2004
        return True
    if not all(map(is_given_first, parts)) or INITIAL_AT_END.search(parts[-1]):
        return False
    if len(parts) > 2 or _INITIAL.fullmatch(parts[0].split()[0]):  # noqa: PLR2004
        return True
    if any(_INITIAL.fullmatch(word) for word in parts[0].split()):
        return True
    return True if given_first else None


def is_unlikely_name(name: Name) -> bool:
    """Whether a name has characters or words that names do not have."""
    words = str(name).casefold().split()
    return bool(
        not name.literal and (_NEVER_IN_NAMES.search(str(name)) or _JOINING_WORDS & {*words})
    )


def pair_up(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a family name and the initials after it: `Doe, J., Roe, A.`."""
    return zip(parts[::2], parts[1::2], strict=False)
