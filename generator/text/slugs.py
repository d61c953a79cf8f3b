"""Ids of papers and topics, slugs for them, and keys by which spellings are compared."""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256

from slugify import slugify, smart_truncate

from generator.text.english import TITLE_STOP_WORDS

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID_LENGTH = 60  # characters
ID_RULE = "lower-case letters, digits and single hyphens, at most 60 characters, no reserved name"

_PORTS = [f"{port}{number}" for port in ("com", "lpt") for number in range(10)]
# Names of files with another meaning: devices on Windows, pages of the site.
RESERVED_IDS = frozenset(["con", "prn", "aux", "nul", *_PORTS, "index", "readme", "404"])
_NOT_COMPARED = re.compile(r"[^0-9a-z+#]+")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_COMMA_IN_NUMBER = re.compile(r"(?<=[0-9]),(?=[0-9])")
_TRAILING_STOP_WORDS = re.compile(rf"(?:-(?:{'|'.join(sorted(TITLE_STOP_WORDS))}))+$")


def is_id(text: str) -> bool:
    """Whether a text can name a paper or topic, its file and its page."""
    if len(text) > MAX_ID_LENGTH or text in RESERVED_IDS:
        return False
    return ID_PATTERN.fullmatch(text) is not None


def ascii_words(text: str) -> str:
    """The words of a text in ASCII letters and digits, in lower case, joined by hyphens."""
    if not text.isascii() or "&" in text:  # an ampersand may begin an entity of HTML
        return slugify(text)
    folded = text.lower()  # most titles and names, in a fraction of the time
    if "," in folded:
        folded = _COMMA_IN_NUMBER.sub("", folded)
    return _NOT_IN_SLUGS.sub("-", folded).strip("-")


def slug(text: str, length: int = MAX_ID_LENGTH) -> str:
    """An ASCII slug cut at a word boundary, never empty, never a reserved name."""
    words = ascii_words(text)
    made = smart_truncate(words, length, word_boundary=True, separator="-", save_order=True)
    made = made or smart_truncate(words, length, separator="-")  # a first word over the limit
    if len(words) > len(made):
        made = _TRAILING_STOP_WORDS.sub("", made)
    if not made:
        made = "x-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{made}-paper" if made in RESERVED_IDS else made


def unused_slug(text: str, taken: Container[str]) -> str:
    """A slug that is not in `taken`, with a number from 2 on where the plain one is."""
    plain = made = slug(text)
    number = 1
    while made in taken:
        number += 1
        suffix = f"-{number}"
        made = plain[: MAX_ID_LENGTH - len(suffix)].rstrip("-") + suffix
    return made


def comparison_key(text: str) -> str:
    """The letters and digits of a text without case and accents: equal for spellings of one title.

    `+` and `#` stay: C, C++ and C# are three languages.
    """
    if text.isascii():  # most titles and tags, in a fraction of the time
        folded = text.lower()
        kept = _NOT_COMPARED.sub("", folded)
        return kept or "".join(folded.split())
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in folded if c.isalnum() or c in "+#" or _is_vowel_sign(c))
    return kept or "".join(folded.split())


def _is_vowel_sign(char: str) -> bool:
    # Marks carry meaning in Indic scripts; in Latin (up to U+036F) they are only accents.
    return char > "\u036f" and unicodedata.category(char).startswith("M")
