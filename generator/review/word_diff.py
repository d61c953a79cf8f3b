"""What changed in a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

from markupsafe import Markup

from generator.text.github import inert

MOST = 1500  # words; comparing takes time with their square
LONGEST = 20_000  # characters
_WORD = re.compile(r"\S+")
Kind = Literal["same", "del", "ins"]


def word_changes(before: str, after: str) -> list[tuple[Kind, str]] | None:
    """Runs of words in order: in both texts, deleted, inserted; None where they are too long."""
    if max(len(before), len(after)) > LONGEST:
        return None
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST:
        return None
    runs: list[tuple[Kind, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", " ".join(old[i:j])))
            continue
        if i < j:
            runs.append(("del", " ".join(old[i:j])))
        if k < m:
            runs.append(("ins", " ".join(new[k:m])))
    return runs


def marked(before: str, after: str) -> Markup | None:
    """Both texts in one, with `<del>` and `<ins>`; None where they are too long for that."""
    runs = word_changes(before, after)
    if runs is None:
        return None
    parts = (
        inert(text) if kind == "same" else Markup("<{0}>{1}</{0}>").format(kind, inert(text))
        for kind, text in runs
    )
    return Markup(" ").join(parts)
