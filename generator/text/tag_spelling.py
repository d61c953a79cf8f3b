"""When two spellings are one tag, and which of them is shown."""

import re
from collections.abc import Mapping

_BETWEEN_WORDS = re.compile(r"[\s_\u2010-\u2015-]+")
_KEPT = 3  # letters a word has without its plural s: `gas` and `aws` are no plurals
# `news` and `lens` are no plurals of `new` and `len`, also at the end of joined words.
_NO_PLURAL = ("ss", "us", "is", "news", "lens")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("tches", "tch"), ("shes", "sh"), ("s", ""))


def identity(tag: str) -> str:
    """What spellings of one tag share: case, hyphens, spaces and the plural aside."""
    return singular(joined(tag))


def joined(text: str) -> str:
    """A text in lower case, without what stands between its words."""
    return _BETWEEN_WORDS.sub("", text).casefold() or text


def singular(form: str) -> str:
    """A word or joined words without the plural's ending, where that surely is one."""
    if not form.endswith("s") or form.endswith(_NO_PLURAL):
        return form
    ending, single = next(each for each in _ENDINGS if form.endswith(each[0]))
    made = form.removesuffix(ending) + single
    return made if len(made) >= _KEPT else form


def canonical(uses: Mapping[str, int]) -> Mapping[str, str]:
    """For each spelling the most used one of the same tag; of equals the first in the alphabet."""
    best: dict[str, str] = {}
    for tag in sorted(uses, key=lambda tag: (-uses[tag], tag)):
        best.setdefault(identity(tag), tag)
    return {tag: best[identity(tag)] for tag in uses}
