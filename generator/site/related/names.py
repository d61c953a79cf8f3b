"""Names of systems, data sets and tools: which papers define them, and which mention them.

A title defines the name before its colon (`GPipe: …`, `Paired Trailblazer (POET): …`). Another
paper mentions it where it has the same spelling. A name that no title defines counts too if it has
a capital inside, unlike ordinary words (`PyTorch`; but not `MoEs`, `CoT`).

Ordinary words are excluded: a name spelled like a word (`Holmes`) is mentioned only inside a
sentence, and only if no text of the list has it in lowercase. A name in many papers (`LLM`) is a
common term. Sites that host code and preprints are not systems.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.text.memo import kept, kept_call, memoized
from generator.text.sanitize import to_text
from generator.text.short_titles import name_before_colon
from generator.text.stored import Stored

_URL = re.compile(r"(?:https?://|www\.)\S+")
_TOKEN = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\+*")
_BRACKETED = re.compile(r"\(([^\s()]{1,40})\)")
_LOWERCASE = r"[^\W\d_A-Z]"
# A capital inside a word: `FlashAttention`, `arXiv`; not `GPipe`.
_CAMEL_CASE = re.compile(
    rf"""
    .*
    (?: {_LOWERCASE}{{2}} [A-Z]
      | {_LOWERCASE} [A-Z] {_LOWERCASE}{{2}}
    )
    .*
    """,
    re.VERBOSE,
)
_WORD_LIKE = re.compile(r"[^\W\d_][^\W\d_A-Z]*")
_HOSTING_SITES = frozenset(
    {"github", "gitlab", "arxiv", "openreview", "youtube", "linkedin", "phd"}
)
_MIN_NAME_CHARACTERS, _MAX_NAME_CHARACTERS = 3, 40
MAX_NAME_SHARE, MIN_COMMON_PAPERS = 0.05, 6  # a name in more papers is a common term


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperNames:
    """The names that a paper defines in its title and those it mentions, casefolded."""

    defines: frozenset[str]
    mentions: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperTexts:
    """A paper's title and abstract as plain text, and their tokens.

    Attributes:
        title: the title.
        abstract: the abstract.
        tokens: the tokens that can only be names as a whole.
        camel_case: those of `tokens` that have a capital inside.
        hyphenated: the other tokens, which may begin with a name.
    """

    title: str
    abstract: str
    tokens: tuple[str, ...]
    camel_case: tuple[str, ...]
    hyphenated: tuple[str, ...]


def _read_texts(title: str, abstract: str) -> PaperTexts:
    plain = to_text(title), to_text(abstract)
    found = sorted(set(_TOKEN.findall(_URL.sub(" ", " ".join(plain)))))
    hyphenated = tuple(token for token in found if "-" in token and not token.islower())
    tokens = tuple(token for token in found if "-" not in token or token.islower())
    return PaperTexts(
        title=plain[0],
        abstract=plain[1],
        tokens=tokens,
        camel_case=tuple(t for t in tokens if not t.islower() and _CAMEL_CASE.fullmatch(t)),
        hyphenated=hyphenated,
    )


read_texts = Stored(_read_texts, PaperTexts, "texts of a paper")


def find_names(texts: Sequence[PaperTexts]) -> tuple[list[PaperNames], dict[str, str]]:
    """The names that at least two papers share, and their spellings.

    Args:
        texts: the texts of each paper.

    Returns:
        The names of each paper, casefolded, and the spelling of each name.
    """
    defined = [defined_name(text.title) for text in texts]
    word_like = frozenset(filter(_WORD_LIKE.fullmatch, defined))
    lowercase = frozenset(map(str.lower, word_like))
    words = {token for text in texts for token in lowercase.intersection(text.tokens)}
    known = frozenset(n for n in defined if n and not (n in word_like and n.lower() in words))
    known, word_like = kept((known, word_like), lambda: (known, word_like))
    spelling: dict[str, str] = {}
    found: list[PaperNames] = []
    for name, text in zip(defined, texts, strict=True):
        mentioned = kept_call(_mentioned_names, (text, known, word_like), _sorted_mentions)
        for form in (name, *mentioned):
            spelling.setdefault(form.casefold(), form)
        own = frozenset({name.casefold()} if name else ())
        found.append(
            PaperNames(defines=own, mentions=frozenset(map(str.casefold, mentioned)) - own)
        )
    counts = Counter(key for each in found for key in each.defines | each.mentions)
    common = max(MIN_COMMON_PAPERS, MAX_NAME_SHARE * len(texts))
    shared = frozenset(key for key, count in counts.items() if 1 < count <= common) - _HOSTING_SITES
    return (
        [_paper_names(each.defines & shared, each.mentions & shared) for each in found],
        {key: spelling[key] for key in shared},
    )


@memoized
def _paper_names(defines: frozenset[str], mentions: frozenset[str]) -> PaperNames:
    return PaperNames(defines=defines, mentions=mentions)


def defined_name(title: str) -> str:
    """The name that a title has before its colon, or nothing."""
    head = name_before_colon(title)
    bracketed = _BRACKETED.search(head)
    name = bracketed[1] if bracketed else head
    fits = (
        _MIN_NAME_CHARACTERS <= len(name) <= _MAX_NAME_CHARACTERS
        and _TOKEN.fullmatch(name)
        and not name.isnumeric()
    )
    return name if fits else ""


def _sorted_mentions(
    text: PaperTexts, known: frozenset[str], word_like: frozenset[str]
) -> Sequence[str]:
    return sorted(_mentioned_names(text, known, word_like))


def _mentioned_names(
    text: PaperTexts, known: frozenset[str], word_like: frozenset[str]
) -> Iterator[str]:
    """The names in a title and abstract, including those before a hyphen (`GPipe-style`)."""
    yield from (token for token in text.camel_case if token not in known)
    forms = list(known.intersection(text.tokens))
    for token in text.hyphenated:
        parts = token.split("-")
        starts = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
        form = next((form for form in starts if form in known), "")
        if form:
            forms.append(form)
        else:
            yield from filter(_CAMEL_CASE.fullmatch, parts)
    for form in forms:
        if form not in word_like or _is_inside_sentence(form, text.abstract):
            yield form


def _is_inside_sentence(word: str, text: str) -> bool:
    """Whether a word occurs inside a sentence, where only names have a capital."""
    return bool(re.search(rf"[^\s.!?:;]\s+{re.escape(word)}(?!\w)", text))
