"""An editor's phrases in a text: whole words, whatever the hyphens, cases and plurals."""

import re
from functools import lru_cache
from itertools import pairwise

from generator.text.characters import UNSPACED_SCRIPT


def folded(text: str) -> str:
    """Lower case, hyphens as spaces: `Mixture-of-Experts` is `mixture of experts`."""
    return re.sub(r"[-\u2010-\u2015_/\s]+", " ", text.lower())


def occurrences(phrase: str, text: str) -> int:
    """How often a folded text has a phrase; `*` at its end stands for any ending."""
    stem, pattern = _phrase(phrase)
    return len(pattern.findall(text)) if stem in text else 0  # `in` is a hundred times faster


@lru_cache(maxsize=8192)
def _phrase(phrase: str) -> tuple[str, re.Pattern[str]]:
    """A phrase for folded text: whole words, a plural s allowed, `*` ends a stem.

    In scripts without spaces a word's ends are not seen, so that anything may stand beside it.
    """
    stem = folded(phrase).removesuffix("*")
    begin = "" if UNSPACED_SCRIPT.match(stem) else r"(?<!\w)"
    end = (
        "" if UNSPACED_SCRIPT.match(stem[-1:]) else r"(?:e?s)?(?!\w)"
    )  # not \b: `C++` ends in no word
    return stem, re.compile(begin + re.escape(stem) + (r"\w*" if phrase.endswith("*") else end))


def spaced(text: str) -> str:
    """A text with pairs of letters for words where the script has no spaces."""
    return _RUN.sub(lambda run: f" {' '.join(map(''.join, pairwise(run[0])))} ", text)


_RUN = re.compile(f"(?:{UNSPACED_SCRIPT.pattern}){{2,}}")
