"""Rules for characters that readers cannot see or would take for others."""

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.base import Check, Problem, headline, listed, texts
from generator.model import Catalog, Origin, Paper
from generator.text.hosts import parse_url

# Control characters, soft hyphen, fillers, zero-width and directional ones, surrogates,
# noncharacters and tags. Line breaks and tabs are for the fields' own rules.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"  # emoji and scripts need them, ASCII does not
_MARKS = "\u200e\u200f\u061c"  # harmless in a text that runs to the left somewhere
_RIGHT_TO_LEFT = ("R", "AL")
_WORD = re.compile(r"[^\W_]+")
# Greek letters with a Latin twin. The others are signs: a title may say \u03bcP or \u0394t.
_GREEK_TWINS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")  # noqa: RUF001 - these are what is looked for
_CYRILLIC_TWINS = frozenset("АВЕЅІЈКМНОРСТУХЬаеѕіјорсухһԁԛԝӏ")  # noqa: RUF001 - likewise
_TWINS = _GREEK_TWINS | _CYRILLIC_TWINS
# No word of these scripts has a Latin letter, except to deceive.
_FOREIGN = ("CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def _hidden(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in texts(paper):
            yield from _told(paper.origin(where), text)
    for topic in catalog.topics:
        said = (topic.name, topic.group, topic.description, *topic.keywords, *topic.excludes)
        yield from _told(topic.origin, "\n".join(said))


def _told(origin: Origin, text: str) -> Iterator[Problem]:
    if text.isascii() and text.isprintable():  # most texts, and quick to tell
        return
    if found := list(dict.fromkeys(m[0] for m in _HIDDEN.finditer(text) if not _is_fine(m))):
        names = ", ".join(f"U+{ord(char):04X} {_name(char)}".rstrip() for char in found[:5])
        yield origin, f"characters that nobody sees: {names}; remove them"


def without_hidden(text: str) -> str:
    """The text without the characters that this module's rule refuses."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda match: match[0] if _is_fine(match) else "", text)


def _is_fine(match: re.Match[str]) -> bool:
    char, text = match[0], match.string
    if char in _MARKS:
        return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text if c not in _MARKS)
    around = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return char in _JOINERS and any(side and not side.isascii() for side in around)


def _name(char: str) -> str:
    return unicodedata.name(char, "")


def _mixed(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in _looked_at(paper):
            if text.isascii():
                continue
            has_latin = any(map(_is_latin, text))
            for word in _WORD.findall(text):
                if odd := _intruder(word) or (_disguised(word) if has_latin else ""):
                    message = (
                        f"{word[:40]!r} has a letter of another script, {_name(odd)} "
                        f"(U+{ord(odd):04X}), among Latin ones: type the word anew"
                    )
                    yield paper.origin(where), message
                    break


def _looked_at(paper: Paper) -> Iterator[tuple[str, str]]:
    yield from headline(paper)
    yield from listed("tags", paper.tags)
    yield from listed("links", (_host(link.url) for link in paper.links))  # its end is Latin


def _host(url: str) -> str:
    found = parse_url(url)
    return found.unicode_host if found else ""  # bad-link reports what is not a URL


def _intruder(word: str) -> str:
    """The letter of a word with Latin letters that is none of them but may look like one."""
    latin = [_is_latin(char) for char in word]
    if not any(latin):
        return ""
    for i, char in enumerate(word):
        script = _name(char).partition(" ")[0]
        inside = 0 < i < len(word) - 1 and latin[i - 1] and latin[i + 1]
        if script in _FOREIGN or (script == "GREEK" and (inside or char in _GREEK_TWINS)):
            return char
    return ""


def _disguised(word: str) -> str:
    """The first letter of a word that passes for a Latin one, though it has no Latin letter."""
    letters = [char for char in word if char.isalpha()]
    return letters[0] if letters and _TWINS.issuperset(letters) else ""


def _is_latin(char: str) -> bool:
    return _name(char).startswith("LATIN")


CHECKS = (
    Check(code="hidden-character", severity="error", run=_hidden,
          summary="No control, invisible or direction-changing character hides in a text."),
    Check(code="mixed-script", severity="warning", run=_mixed,
          summary="No letter of another script passes for a Latin one."),
)  # fmt: skip
