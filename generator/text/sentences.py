"""Sentences that editors write about papers: one each, short, and without markup."""

import re

MAX_SENTENCE_CHARACTERS = 200

# Markdown, HTML and LaTeX, which pages would show as they are written.
MARKUP = re.compile(
    r"""
    ` | </?[A-Za-z!] | \\[A-Za-z({[] | [{}] | \$[^$\s][^$]*(?<!\s)\$(?!\d)  # code, HTML, LaTeX
    | (?<![\w*]) \*\*? [^\s*] [^*]* (?<!\s) \*                  # emphasis
    | (?<!\w) __? [^\W_] [^_]* _ (?!\w)
    | \]\( | \[\[ | https?://             # links
    | &(?:\#\w+|\w+);                     # an entity
    | ^\s*(?:\#+\s|[-+]\s|\d+[.)]\s|\|)   # a heading, an item of a list, a table
    """,
    re.VERBOSE,
)
# The end of a sentence before another one: `It works. We show`. One letter is an initial.
SENTENCE_END = re.compile(
    r"""
    (?: (?<=\w\w) \. | [!?\u2026] ) ["'\u2019\u201d)\]]* \s+
    (?= ["'\u2018\u201c(\[]* [A-Z\u00c0-\u00de] )
    | [\u3002\uff01\uff1f] (?= \S )
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.]+\Z")
_ABBREVIATIONS = frozenset([
    "al", "approx", "bzw", "ca", "cf", "dr", "ed", "eds", "eq", "eqs", "etc", "fig", "figs", "inc",
    "incl", "jr", "ltd", "mr", "mrs", "ms", "no", "nr", "prof", "resp", "sec", "sr", "st", "vgl",
    "vol", "vs",
])  # fmt: skip


def sentence_flaw(text: str) -> str:
    """Why a text is not one short sentence without markup; empty if it is one."""
    if "\n" in text.strip():
        return "has several lines. Write one sentence on one line"
    if len(text) > MAX_SENTENCE_CHARACTERS:
        return (f"has {len(text)} characters, at most {MAX_SENTENCE_CHARACTERS} fit on a card. "
                "Shorten it")  # fmt: skip
    if found := MARKUP.search(text):
        shown = text[max(found.start() - 4, 0) : found.end() + 8].strip()
        return f"has markup, which is shown as it is written, at {shown!r}. Write plain text"
    if _has_second_sentence(text):
        return "has several sentences. Keep the one that matters most"
    return ""


def _has_second_sentence(text: str) -> bool:
    for match in SENTENCE_END.finditer(text):
        before = _LAST_WORD.search(text[: match.start()])
        if text[match.start()] != "." or not before:
            return True
        word = before[0].lower()
        if word not in _ABBREVIATIONS and "." not in word:  # `e.g`, `U.S`
            return True
    return False


def shorten(text: str, max_characters: int) -> str:
    """The text, or its beginning with an ellipsis, cut between words."""
    if len(text) <= max_characters:
        return text
    return text[:max_characters].rsplit(" ", 1)[0].rstrip(",;:.") + "\u2026"
