"""Checks of the phrases by which the search finds papers."""

from collections.abc import Collection, Iterator

from generator.checks.base import Check, Problem
from generator.model import Catalog
from generator.text.slugs import comparison_key

MAX_PHRASE_CHARACTERS = 80


def _bad_search_phrases(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        seen: set[str] = set()
        for i, phrase in enumerate(paper.search_phrases):
            if flaw := _flaw(phrase, seen):
                yield paper.origin(f"search_phrases.{i}"), f"the search phrase {flaw}"
            seen.add(comparison_key(phrase))


def _flaw(phrase: str, seen: Collection[str]) -> str:
    if len(phrase) > MAX_PHRASE_CHARACTERS:
        return (f"has {len(phrase)} characters, at most {MAX_PHRASE_CHARACTERS} are useful. "
                "Write what readers would type")  # fmt: skip
    return f"{phrase!r} is there twice. Remove one" if comparison_key(phrase) in seen else ""


CHECKS = (
    Check(by_paper=True, code="bad-search-phrase", severity="error", run=_bad_search_phrases,
          summary="A search phrase is short and there once."),
)  # fmt: skip
