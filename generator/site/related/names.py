"""Names of systems, data sets and tools: which papers bring them, and which speak of them.

A title brings the name before its colon (`GPipe: …`, `Paired Trailblazer (POET): …`), and another
paper speaks of it where it spells it alike. A name that no title brings counts as well if no
ordinary word is spelled like it: a capital inside (`PyTorch`; not `MoEs`, `CoT`).

Guards keep words out. A brought name that is spelled like a word (`Holmes`) is spoken of only
inside a sentence, and only if no text of the list has it in small letters. What many papers say
(`LLM`) is nobody's name. Where code and preprints are kept is no system.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.text.short_titles import name_before_colon

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TOKEN = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\+*")
_BRACKETS = re.compile(r"\(([^\s()]{1,40})\)")
_SMALL = r"[^\W\d_A-Z]"
_CAMEL = re.compile(rf".*(?:{_SMALL}{{2}}[A-Z]|{_SMALL}[A-Z]{_SMALL}{{2}}).*")
_PLAIN = re.compile(r"[^\W\d_][^\W\d_A-Z]*")
_PLACES = frozenset({"github", "gitlab", "arxiv", "openreview", "youtube", "linkedin", "phd"})
_SHORTEST, _LONGEST = 3, 40
COMMON_SHARE, COMMON_LEAST = 0.05, 6  # a name that more papers say is a common term


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The names a paper brings, and those it speaks of, as keys: spelling aside."""

    brings: frozenset[str]
    says: frozenset[str]


def named(texts: Sequence[tuple[str, str]]) -> tuple[list[Named], dict[str, str]]:
    """For each title and abstract its names, those that join papers; and how each is spelled."""
    brought = [_brought(title) for title, _ in texts]
    plain = frozenset(filter(_PLAIN.fullmatch, brought))
    small = frozenset(map(str.lower, plain))
    words = {token for text in texts for token in small & _tokens(text)}
    known = frozenset(n for n in brought if n and not (n in plain and n.lower() in words))
    spelling: dict[str, str] = {}
    found: list[Named] = []
    for name, text in zip(brought, texts, strict=True):
        said = sorted(_said(text, known, plain))
        for form in (name, *said):
            spelling.setdefault(form.casefold(), form)
        own = frozenset({name.casefold()} if name else ())
        found.append(Named(brings=own, says=frozenset(map(str.casefold, said)) - own))
    counts = Counter(key for each in found for key in each.brings | each.says)
    common = max(COMMON_LEAST, COMMON_SHARE * len(texts))
    kept = frozenset(key for key, count in counts.items() if 1 < count <= common) - _PLACES
    return (
        [Named(brings=each.brings & kept, says=each.says & kept) for each in found],
        {key: spelling[key] for key in kept},
    )


def _brought(title: str) -> str:
    """The name that a title puts before its colon, or nothing."""
    head = name_before_colon(title)
    bracketed = _BRACKETS.search(head)
    name = bracketed[1] if bracketed else head
    fits = _SHORTEST <= len(name) <= _LONGEST and _TOKEN.fullmatch(name) and not name.isnumeric()
    return name if fits else ""


def _tokens(text: tuple[str, str]) -> set[str]:
    return set(_TOKEN.findall(_ADDRESS.sub(" ", " ".join(text))))


def _said(text: tuple[str, str], known: frozenset[str], plain: frozenset[str]) -> Iterator[str]:
    """The names in a text, also before a hyphen (`GPipe-style`)."""
    for token in _tokens(text):
        if token in known or not token.islower():
            parts = token.split("-")
            forms = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
            form = next((form for form in forms if form in known), "")
            if form and (form not in plain or _stands_inside(form, text[1])):
                yield form
            elif not form:
                yield from filter(_CAMEL.fullmatch, parts)


def _stands_inside(word: str, text: str) -> bool:
    """Whether a word stands inside a sentence, where words are small and names are not."""
    return bool(re.search(rf"[^\s.!?:;]\s+{re.escape(word)}(?!\w)", text))
