"""What papers say for readers' everyday words: `thesaurus.txt`, as far as a list has the words."""

from collections.abc import Container
from importlib.resources import files

from generator.search.folding import words
from generator.search.stopwords import STOP_WORDS


def thesaurus(known: Container[str]) -> str:
    """Entries between bars, in words as they are indexed: `throw away:discard,evict|…`."""
    entries = []
    for line in files(__package__).joinpath("thesaurus.txt").read_text("utf-8").splitlines():
        everyday, colon, said = line.partition(": ")
        if colon and not line.startswith("#"):
            terms = [_parts(term, known) for term in said.split(", ")]
            found = [" ".join(parts) for parts in terms if all(part in known for part in parts)]
            if found:
                entries.append(f"{' '.join(_parts(everyday, ()))}:{','.join(found)}")
    return "|".join(entries)


def _parts(term: str, known: Container[str]) -> list[str]:
    """The words of a term without small ones; one with hyphens as a whole where that is known."""
    found: list[str] = []
    for whole, *parts in words(term):
        found += [whole] if whole in known or not parts else parts
    return [word for word in found if word not in STOP_WORDS]
