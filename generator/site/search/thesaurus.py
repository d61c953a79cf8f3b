"""The thesaurus of the search: technical terms for readers' everyday words.

A line of `words/thesaurus.txt` is `everyday words: term, term`; `#` starts a comment.
"""

from collections.abc import Container, Iterator

from generator.model.errors import UsageError
from generator.site.search.folding import word_forms
from generator.text.english import QUERY_STOP_WORDS

THESAURUS_PATH = "words/thesaurus.txt"


def encode_thesaurus(text: str, known: Container[str]) -> str:
    """The entries as the browser reads them: `throw away:discard,evict|…`, in indexed words.

    Args:
        text: the text of the thesaurus file.
        known: the indexed words; terms with any other word are left out.

    Raises:
        UsageError: a line is neither an entry nor a comment, or has only stop words.
    """
    entries = []
    for words_before, terms_text in _lines(text):
        terms = [_indexed_words(term, known) for term in terms_text.split(",")]
        usable = [" ".join(term) for term in terms if term and all(w in known for w in term)]
        if usable:
            entries.append(f"{' '.join(words_before)}:{','.join(usable)}")
    return "|".join(entries)


def thesaurus_terms(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The everyday words of each entry, and the words of each of its terms.

    Raises:
        UsageError: as `encode_thesaurus`.
    """
    for words_before, terms_text in _lines(text):
        yield words_before, [_indexed_words(term, ()) for term in terms_text.split(",")]


def _lines(text: str) -> Iterator[tuple[list[str], str]]:
    """The everyday words of each entry, and its terms as written."""
    for number, line in enumerate(text.splitlines(), 1):
        everyday, _, terms_text = line.partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        if not everyday.strip() or not terms_text.strip():
            raise UsageError(f"{THESAURUS_PATH}:{number}: expected `everyday words: term, term`, "
                             f"not {line.strip()!r}")  # fmt: skip
        if not (words_before := _indexed_words(everyday, ())):
            raise UsageError(f"{THESAURUS_PATH}:{number}: {everyday.strip()!r} has only stop "
                             "words, which the search ignores. Remove the line")  # fmt: skip
        yield words_before, terms_text


def _indexed_words(term: str, known: Container[str]) -> list[str]:
    """The words of a term without stop words; a hyphenated word stays whole if it is indexed."""
    words: list[str] = []
    for whole, *parts in word_forms(term):
        words += [whole] if whole in known or not parts else parts
    return [word for word in words if word not in QUERY_STOP_WORDS]
