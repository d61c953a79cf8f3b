"""Texts that nest and repeat what Markdown gives a meaning, for the fuzzer and for tests."""

import random

LONGEST = 20_000  # characters, the most that a note may have
BLOCKS = (
    "> ", "1. ", "- ", "* ", "+ ", "1. - ", "- > ", "    - ", "        * ", "    ", "\t", "# ",
    "99999999999999999999. ", "\n", "\n\n", "  \n", "a\n", "a\n\n", "- a\n", "1. a\n\n    b\n\n",
    "> a\n\n", "=\n", "a\n-\n", "***\n", "---\n", "    a\n", "```\n", "[a]: b\n", "[a]: <", ": b\n",
    "|a|\n|-|\n", "!!! a\n", "{: #a }", "[^a]: b\n", "*[a]: b\n",
)  # fmt: skip
INLINE = (
    "*", "_", "**", "__", "***", "*a ", "**a *b ", "*_", "`", "``a`", "[", "![", "[a](", "[a](b) ",
    "[a][", "](", '[a](b "', "<", "</", "<a", "<b>", "<!--", "<http://a.b>", "<a@b.c>", "&",
    "&#65;", "&#9999999999;", "&amp", "\\", "\\*", "http://a.b ", "'", '"', "(", ")", "a", " ", "9",
    "~", "^", "$", "{", "|", "\x02", "\x03", "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "é", "-",
)  # fmt: skip
UNITS = BLOCKS + INLINE


def repeated(unit: str, length: int = LONGEST) -> str:
    """One unit as often as fits."""
    return (unit * length)[:length]


def nested(chance: random.Random) -> str:
    """A text of up to `LONGEST` characters: repeated, opened and closed, growing, or mixed."""
    length = chance.choice((50, 500, 2000, LONGEST))
    kind = chance.randrange(5)
    if kind == 0:
        return repeated("".join(chance.choices(UNITS, k=chance.randint(1, 4))), length)
    if kind == 1:
        opening, closing = ("".join(chance.choices(UNITS, k=chance.randint(1, 3))) for _ in "oc")
        times = max(1, length // (len(opening) + len(closing)))
        return opening * times + chance.choice(UNITS) + closing * times
    if kind == 2:
        return _growing(chance, length)
    pieces: list[str] = []
    while sum(map(len, pieces)) < length:
        indent = " " * chance.choice((0, 0, 1, 2, 3, 4, 4, 8, 12, 16, 24, 36))
        line = "".join(chance.choices(UNITS, k=chance.randint(0, 6)))
        times = chance.choice((1, 1, 1, 2, 3, 50))
        pieces.append(f"{indent}{line}\n" if kind == 3 else line * times)
    return "".join(pieces)[:length]


def _growing(chance: random.Random, length: int) -> str:
    """Lines that are each indented a step further than the one before."""
    step = chance.choice((" ", "  ", "    ", "\t", "> ", ">", "- ", "1. ", "    - ", "*", "[", "`"))
    body = chance.choice(("a", "- a", "* a", "1. a", "> a", "", "    a", "`a`", "[a]"))
    most, between = chance.choice((9, 30, 3000)), chance.choice(("\n", "\n\n"))
    lines: list[str] = []
    while sum(map(len, lines)) < length and len(lines) < 3000:
        lines.append(step * min(len(lines), most) + body)
    return between.join(chance.choice((lines, lines[::-1])))[:length]
