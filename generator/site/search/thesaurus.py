"""What papers say for readers' everyday words, as far as a list has the words.

A line of `words/thesaurus.txt` is `everyday words: term, term`; `#` begins a note.
"""

from collections.abc import Container

from generator.model.errors import UsageError
from generator.site.search.folding import words
from generator.text.english import QUERY_STOP_WORDS

FILE = "words/thesaurus.txt"


def thesaurus(text: str, known: Container[str]) -> str:
    """Entries between bars, in words as they are indexed: `throw away:discard,evict|…`.

    Raises:
        UsageError: a line is neither an entry nor a note, or has no word that is looked for.
    """
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        everyday, _, said = line.partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not everyday.strip() or not said.strip():
            raise UsageError(f"{FILE}:{number}: expected `everyday words: term, term`, "
                             f"not {line.strip()!r}")  # fmt: skip
        if not (left := _parts(everyday, ())):
            raise UsageError(f"{FILE}:{number}: {everyday.strip()!r} has only small words, which "
                             "the search leaves out: remove the line")  # fmt: skip
        terms = [_parts(term, known) for term in said.split(",")]
        found = [" ".join(parts) for parts in terms if parts and all(p in known for p in parts)]
        if found:
            entries.append(f"{' '.join(left)}:{','.join(found)}")
    return "|".join(entries)


def _parts(term: str, known: Container[str]) -> list[str]:
    """The words of a term without small ones; one with hyphens as a whole where that is known."""
    found: list[str] = []
    for whole, *parts in words(term):
        found += [whole] if whole in known or not parts else parts
    return [word for word in found if word not in QUERY_STOP_WORDS]
