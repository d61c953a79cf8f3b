"""Checks for invisible and look-alike characters."""

import re
import unicodedata
from collections.abc import Iterator

from generator.checks.base import Check, Problem, all_texts, headline_texts, list_items
from generator.model import Catalog, Origin, Paper, ReadingPath
from generator.text.hosts import parse_url

# Control characters, soft hyphen, fillers, zero-width and directional ones, surrogates,
# noncharacters and tags. Other checks cover line breaks and tabs.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"  # emoji and scripts need them, ASCII does not
_DIRECTION_MARKS = "\u200e\u200f\u061c"  # harmless in a text with right-to-left words
_RIGHT_TO_LEFT_CLASSES = ("R", "AL")
_WORD = re.compile(r"[^\W_]+")
# Greek letters that look Latin. Others are symbols, as in \u03bcP or \u0394t.
_GREEK_LOOKALIKES = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο")  # noqa: RUF001 - intended
_CYRILLIC_LOOKALIKES = frozenset("АВЕЅІЈКМНОРСТУХЬаеѕіјорсухһԁԛԝӏ")  # noqa: RUF001 - intended
_LATIN_LOOKALIKES = _GREEK_LOOKALIKES | _CYRILLIC_LOOKALIKES
# No honest word mixes these scripts with Latin.
_FOREIGN_SCRIPTS = ("CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def _hidden_characters(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in all_texts(paper):
            if not (text.isascii() and text.isprintable()):  # as most texts are
                yield from _hidden_in_text(paper.origin(where), text)
    for topic in catalog.topics:
        topic_texts = (topic.name, topic.group, topic.description, *topic.keywords, *topic.excludes)
        yield from _hidden_in_text(topic.origin, "\n".join(topic_texts))
    for path in catalog.paths:
        for where, text in _path_texts(path):
            yield from _hidden_in_text(path.origin(where), text)


def _path_texts(path: ReadingPath) -> Iterator[tuple[str, str]]:
    yield from (("name", path.name), ("why", path.why))
    yield from ((f"{where}.why", step.why) for where, step in path.places())


def _hidden_in_text(origin: Origin, text: str) -> Iterator[Problem]:
    if found := list(dict.fromkeys(m[0] for m in _HIDDEN.finditer(text) if not _is_harmless(m))):
        names = ", ".join(
            f"U+{ord(char):04X} {_character_name(char)}".rstrip() for char in found[:5]
        )
        yield origin, f"the text has invisible characters: {names}. Remove them"


def strip_hidden(text: str) -> str:
    """The text without the characters that `hidden-character` reports."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda match: match[0] if _is_harmless(match) else "", text)


def _is_harmless(match: re.Match[str]) -> bool:
    char, text = match[0], match.string
    if char in _DIRECTION_MARKS:
        return any(
            unicodedata.bidirectional(c) in _RIGHT_TO_LEFT_CLASSES
            for c in text
            if c not in _DIRECTION_MARKS
        )
    around = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    return char in _JOINERS and any(side and not side.isascii() for side in around)


def _character_name(char: str) -> str:
    return unicodedata.name(char, "")


def _mixed_scripts(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for where, text in _texts_to_check(paper):
            if text.isascii():
                continue
            has_latin = any(map(_is_latin, text))
            for word in _WORD.findall(text):
                if odd := _foreign_letter(word) or (_lookalike_letter(word) if has_latin else ""):
                    message = (
                        f"{word[:40]!r} has a letter of another script, {_character_name(odd)} "
                        f"(U+{ord(odd):04X}), among Latin ones. Type the word again"
                    )
                    yield paper.origin(where), message
                    break


def _texts_to_check(paper: Paper) -> Iterator[tuple[str, str]]:
    yield from headline_texts(paper)
    yield "takeaway", paper.takeaway
    yield from list_items("tags", paper.tags)
    yield from list_items("search_phrases", paper.search_phrases)
    yield from list_items(
        "links", (_host(link.url) for link in paper.links)
    )  # with a Latin top-level domain


def _host(url: str) -> str:
    found = parse_url(url)
    return found.unicode_host if found else ""  # bad-link reports what is not a URL


def _foreign_letter(word: str) -> str:
    """The letter of another script in a word with Latin letters; empty if there is none."""
    latin = [_is_latin(char) for char in word]
    if not any(latin):
        return ""
    for i, char in enumerate(word):
        script = _character_name(char).partition(" ")[0]
        inside = 0 < i < len(word) - 1 and latin[i - 1] and latin[i + 1]
        if script in _FOREIGN_SCRIPTS or (
            script == "GREEK" and (inside or char in _GREEK_LOOKALIKES)
        ):
            return char
    return ""


def _lookalike_letter(word: str) -> str:
    """The first letter of a word of look-alikes without any Latin letter; else empty."""
    letters = [char for char in word if char.isalpha()]
    return letters[0] if letters and _LATIN_LOOKALIKES.issuperset(letters) else ""


def _is_latin(char: str) -> bool:
    return _character_name(char).startswith("LATIN")


CHECKS = (
    Check(by_paper=True, code="hidden-character", severity="error", run=_hidden_characters,
          summary="No text contains control, invisible or direction-changing characters."),
    Check(by_paper=True, code="mixed-script", severity="warning", run=_mixed_scripts,
          summary="No letter of another script looks like a Latin one."),
)  # fmt: skip
