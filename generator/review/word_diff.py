"""A word-by-word diff of two texts."""

import re
from difflib import SequenceMatcher
from typing import Literal

from markupsafe import Markup

from generator.text.github import escape_for_github

MAX_WORDS = 1500  # time grows with the square
MAX_CHARS = 20_000
_WORD = re.compile(r"\S+")
RunKind = Literal["same", "del", "ins"]


def diff_words(before: str, after: str) -> list[tuple[RunKind, str]] | None:
    """Runs of words in order: the same in both texts, deleted, inserted; None if too long."""
    if max(len(before), len(after)) > MAX_CHARS:
        return None
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        return None
    runs: list[tuple[RunKind, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", " ".join(old[i:j])))
            continue
        if i < j:
            runs.append(("del", " ".join(old[i:j])))
        if k < m:
            runs.append(("ins", " ".join(new[k:m])))
    return runs


def diff_html(before: str, after: str) -> Markup | None:
    """Both texts as one, with `<del>` and `<ins>`; None if they are too long to compare."""
    runs = diff_words(before, after)
    if runs is None:
        return None
    parts = (
        escape_for_github(text)
        if kind == "same"
        else Markup("<{0}>{1}</{0}>").format(kind, escape_for_github(text))
        for kind, text in runs
    )
    return Markup(" ").join(parts)
