"""The short name that a title puts before its colon: `GPipe` of `GPipe: Easy Scaling`."""

import re

MAX_SYSTEM_NAME_WORDS = 4  # more words before a colon make a clause
_MAX_SHORT_TITLE_WORDS = 6
# `2:4 sparsity` and `1:1` have no subtitle; Chinese titles have a wide colon.
_SUBTITLE_COLON = re.compile(r"\uff1a|(?<!\d):|:(?!\d)")


def name_before_colon(title: str) -> str:
    """The part of a plain title before its first colon; empty without a colon."""
    colon = _SUBTITLE_COLON.search(title)
    return title[: colon.start()].strip() if colon else ""


def system_name(title: str) -> str:
    """The name before a plain title's colon if it has few words; else empty."""
    name = name_before_colon(title)
    return name if len(name.split()) <= MAX_SYSTEM_NAME_WORDS else ""


def short_title(title: str) -> str:
    """The name before a plain title's colon, or the whole title, cut after some words."""
    words = (name_before_colon(title) or title).split()
    ellipsis = "\u2026" if len(words) > _MAX_SHORT_TITLE_WORDS else ""
    return " ".join(words[:_MAX_SHORT_TITLE_WORDS]) + ellipsis
