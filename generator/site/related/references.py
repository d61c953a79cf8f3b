"""Which papers name a system that another paper of the list introduces: certain cases only.

A title introduces the name before its colon (`names`). A name that two titles have is ambiguous,
and so is one that could be a word or an acronym of many things (`Mamba`, `CLIP`). So only names
whose form is their own count: `Megatron-LM`, `FlashAttention`, `word2vec`. The words around the
name and the dates of both papers must agree, too.

That an abstract names a system does not say whether its authors build on it or compare with it.
"""

import re
from collections.abc import Mapping, Sequence

from generator.model import Paper
from generator.site.related.names import PaperNames, PaperTexts, defined_name
from generator.text.publications import first_date

# No word is written with a capital after a small letter, a digit beside two small letters, or two
# capitals before small letters: `FlashAttention`, `word2vec`, `GPipe`. But `H2O` is water, too.
_OWN_FORM = re.compile(
    r"""
    .*
    (?: [^\W\d_A-Z] [A-Z]
      | [A-Z]{2} [^\W\d_A-Z]{2}
      | [^\W\d_A-Z]{2} \d | \d [^\W\d_A-Z]{2}
      | \+
    )
    .*
    """,
    re.VERBOSE,
)
# A part in capitals beside another: `Megatron-LM`; but not `Chain-of-Thought`.
_PART_IN_CAPITALS = re.compile(r"[^\W\d_]{2,}-[A-Z]{2,} | [A-Z]{2,}-[^\W\d_]{2,}", re.VERBOSE)
_VERSION = re.compile(r"[-\s]?[vV]?\d+(?:\.\d+)*(?!\w|\.\d)")  # `UNIMO-2` is another system
# A text that introduces a name means its own system: `we present RedCoast (Redco`.
_INTRODUCED = re.compile(
    r"""
    \b (?: introduc | present | propos | develop | releas | creat | call | nam | dub | term )
    (?: e | es | ed | s | bed | ing )?
    (?: [^\w.;:!?]+ [\w'-]+ ){0,8}  # words between
    [^\w.;:!?]* \Z
    """,
    re.VERBOSE,
)
_MAX_CHARACTERS_BEFORE = 120  # of a name, in which such a verb is looked for


def find_references(
    papers: Sequence[Paper], texts: Sequence[PaperTexts], names: Sequence[PaperNames]
) -> Mapping[int, Mapping[int, str]]:
    """For each paper that names systems of others: the numbers of these papers, and the names.

    Args:
        papers: the papers.
        texts: the title and abstract of each.
        names: the names that each defines and mentions.
    """
    introduced = [defined_name(text.title) if each.defines else ""
                  for text, each in zip(texts, names, strict=True)]  # fmt: skip
    definers: dict[str, list[int]] = {}
    for number, each in enumerate(names):
        for key in each.defines:
            definers.setdefault(key, []).append(number)
    definer = {
        key: numbers[0] for key, numbers in definers.items()
        if len(numbers) == 1 and has_own_form(introduced[numbers[0]])
    }  # fmt: skip
    found: dict[int, dict[int, str]] = {}
    for number, each in enumerate(names):
        for other in sorted(definer[key] for key in each.mentions & definer.keys()):
            name = introduced[other]
            if _is_possible(papers[number], papers[other]) and _names_it(texts[number], name):
                found.setdefault(number, {})[other] = name
    return found


def has_own_form(name: str) -> bool:
    """Whether a name is written like neither a word nor an acronym."""
    return any(map(_OWN_FORM.fullmatch, name.split("-"))) or bool(_PART_IN_CAPITALS.search(name))


def _is_possible(paper: Paper, other: Paper) -> bool:
    """Whether `other` can have appeared before `paper`, as far as their dates are known."""
    mine, theirs = first_date(paper), first_date(other)
    return not (mine and theirs) or theirs.earliest <= mine.latest


def _names_it(text: PaperTexts, name: str) -> bool:
    """Whether a title or abstract has exactly this name, and does not introduce it."""
    whole = f"{text.title}. {text.abstract}"
    starts = [
        match.start() for match in re.finditer(rf"(?<![\w.+-]){re.escape(name)}(?!\w)", whole)
        if not _VERSION.match(whole, match.end())
    ]  # fmt: skip
    return bool(starts) and not any(
        _INTRODUCED.search(whole, max(0, start - _MAX_CHARACTERS_BEFORE), start) for start in starts
    )
