"""Clean text: white space, and characters that are invisible or that no page may have."""

import re
import unicodedata

# Control characters (C0, DEL, C1) but white space, lone surrogates and noncharacters, which YAML or
# HTML forbid; zero-width spaces and byte order marks, which would split a word invisibly.
# Zero-width joiners stay: emoji and some scripts need them.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff"
    rf"{_NONCHARACTERS}]"
)
_SEPARATORS = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]")  # white space to Python, forbidden in HTML
# Embeddings, overrides and isolates of the writing direction.
_DIRECTION_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WHITE_SPACE = re.compile(r"\s+")
# Letters of scripts that leave no space between words: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED_SCRIPT = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
JOINERS = "\u200c\u200d"  # emoji and some scripts need them; they have no width of their own
LIST_ITEM = re.compile(r"[-*\u2022] ")


def invisible_characters(text: str) -> list[str]:
    """The characters that `one_line` removes, as `U+0002`, each once, in order of appearance."""
    found = () if text.isprintable() else _INVISIBLE.findall(text)
    return [f"U+{ord(c):04X}" for c in dict.fromkeys(found)]


def replace_invisible(text: str) -> str:
    """The text with U+FFFD for each invisible character or change of the writing direction."""
    # True of most texts, and one quick test instead of three searches.
    if text.isprintable() or text.replace("\n", " ").isprintable():
        return text
    return _DIRECTION_CONTROL.sub("\ufffd", _INVISIBLE.sub("\ufffd", _SEPARATORS.sub(" ", text)))


def visible_line(text: str) -> str:
    """The text on one line, with U+FFFD for invisible characters."""
    if text.isprintable() and "  " not in text:  # a space is the only printable white space
        return text.strip(" ")
    return " ".join(replace_invisible(text).split())


def cell_width(text: str) -> int:
    """The width of a text in cells of a terminal: 2 for a wide character, 0 for a combining one."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def _character_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"} or char in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def escape_unprintable(text: str) -> str:
    """The text with escapes for control characters and line breaks, for a terminal or a log."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def one_line(text: str) -> str:
    """The text without control characters, every run of white space as one space."""
    if text.isprintable() and "  " not in text:  # a space is the only printable white space
        return text.strip(" ")
    return _WHITE_SPACE.sub(" ", _INVISIBLE.sub("", text)).strip(" ")


def paragraph(lines: list[str]) -> str:
    """Lines of captured prose joined to one line, except that list items keep theirs."""
    text = ""
    for line in map(one_line, lines):
        if line:
            text += ("\n" if LIST_ITEM.match(line) else " ") + line if text else line
    return text
