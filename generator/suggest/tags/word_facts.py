"""The words of a text, and what each may be in a phrase: found out once for each word."""

import re
from functools import lru_cache
from typing import NamedTuple

from generator.text.english import (
    GENERAL_NOUNS,
    LINKING_WORDS,
    PRAISE,
    STOP_WORDS,
    singular,
    strip_possessive,
)
from generator.text.tag_spelling import join_words

_MIN_TAG_CHARS = 2
_MAX_WORD_CHARS = 40  # longer text is not a word
_BOUNDARY_STOP_WORDS = STOP_WORDS | PRAISE
_DIGIT = re.compile(r"[0-9]")
_WORD_SEPARATOR = re.compile(r"[\s\u2010-\u2015-]+")
# `Qwen2.5-Math`, `pass@k`, `C++`, `F*`; others end the phrase, as in `AIME'24`
_WORD = re.compile(
    r"""
    [^\W_]+ (?: (?: [-_.@:^*+&] | ['\u2019](?!\d) ) [^\W_]+ )* [+*\#]{0,2}
    | [^\s\w]  # punctuation
    """,
    re.VERBOSE,
)
# `token-level` only qualifies the next word and is not a name: no phrase ends with it.
_KIND_SUFFIXES = ("agnostic", "aware", "based", "driven", "focused", "grained", "guided", "level",
              "like", "oriented", "specific", "style", "wise")  # fmt: skip
# A number with a unit or as an ordinal: `7B`, `3.5%`, `16x16`, `2nd`.
_AMOUNT = re.compile(
    r"[\d.,:x\u00d7%-]+ (?: [kmbx%] | th | st | nd | rd )?", re.IGNORECASE | re.VERBOSE
)
_POSSESSIVE_ENDS = "s'\u2019"
_MAX_CACHED_TOKENS = 20_000


class Word(NamedTuple):
    """A word of a text, or what separates words.

    Attributes:
        joined: The word in lower case without separators.
        may_follow: Whether it may be in a phrase after its first word.
        may_end: Whether a phrase may end with it.
        may_begin: Whether a phrase may begin with it.
        may_be_tag: Whether it may be a tag alone.
        is_stop_word: Whether it is a stop word, or none.
        is_lowercase: Whether it neither is a stop word nor begins with a capital letter.
        is_name: Whether it is written like a name, see `is_name`.
        length: The number of its parts between hyphens.
        first: Its first part in lower case that is not a stop word; empty if all are.
        last: Its last part in lower case.
        parts: Its parts, separated by spaces.
        text: The word without a possessive ending.
    """

    joined: str = ""
    may_follow: bool = False
    may_end: bool = False
    may_begin: bool = False
    may_be_tag: bool = False
    is_stop_word: bool = True
    is_lowercase: bool = False
    is_name: bool = False
    length: int = 0
    first: str = ""
    last: str = ""
    parts: str = "\n"
    text: str = ""


BREAK = Word()  # the beginning or end of a text, or punctuation


def words_of(tag: str) -> tuple[str, ...]:
    """The words of a tag, in lower case, hyphens as spaces."""
    return tuple(split_words(tag))


def split_words(text: str) -> list[str]:
    """The words of a text, in lower case, hyphens as spaces."""
    return _WORD_SEPARATOR.split(text.lower())


def read_words(text: str) -> list[Word]:
    """The words of a text, with `BREAK` for each mark of punctuation."""
    return [word for token in text.split() for word in _read_token(token)]


@lru_cache(maxsize=_MAX_CACHED_TOKENS)
def _read_token(token: str) -> tuple[Word, ...]:
    """The words and punctuation of a run of characters without spaces."""
    return tuple(map(_read_word, _WORD.findall(token)))


@lru_cache(maxsize=_MAX_CACHED_TOKENS)
def _read_word(match: str) -> Word:
    if not match[0].isalnum():
        return BREAK
    text = strip_possessive(match) if match[-1] in _POSSESSIVE_ENDS else match
    lower = text.lower()
    is_one = text.isalnum()  # without separators, as most words are
    parts = [lower] if is_one else split_words(text)
    may_begin, is_stop_word = _may_begin_or_end(lower), lower in STOP_WORDS
    return Word(
        joined=text.casefold() if is_one else join_words(text),
        may_follow=may_begin or lower in LINKING_WORDS,
        may_end=may_begin and parts[-1] not in _KIND_SUFFIXES,
        may_begin=may_begin,
        may_be_tag=len(text) >= _MIN_TAG_CHARS and singular(lower) not in GENERAL_NOUNS,
        is_stop_word=is_stop_word,
        is_lowercase=not (is_stop_word or text[0].isupper()),
        is_name=is_name(text),
        length=len(parts),
        first=next((part for part in parts if part not in STOP_WORDS), ""),
        last=parts[-1],
        parts=text if is_one else " ".join(filter(None, text.split("-"))),
        text=text,
    )


def is_name(spelling: str) -> bool:
    """Whether a spelling has digits, or capitals inside a word, as only names have."""
    if spelling.isascii() and (spelling.islower() or spelling[1:].islower()):
        return _DIGIT.search(spelling) is not None
    return any(
        any(char.isdigit() or (char.isupper() and i) for i, char in enumerate(word))
        for word in spelling.replace("-", " ").split()
    )


def _may_begin_or_end(lower: str) -> bool:
    """Whether a phrase may begin or end with a word, in lower case."""
    may_be_amount = lower[0] == "x" or not lower[0].isalpha()
    return (
        lower not in _BOUNDARY_STOP_WORDS
        and not lower.endswith("ly")
        and len(lower) <= _MAX_WORD_CHARS
        and not (may_be_amount and _AMOUNT.fullmatch(lower))
    )
