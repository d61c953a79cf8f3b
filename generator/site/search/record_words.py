"""What the index has of one record: its words, and the acronyms that it defines."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

from generator.site.search import folding
from generator.text.acronyms import defined_acronyms
from generator.text.english import QUERY_STOP_WORDS

# The fields of a record that have a word, as bits; above them the word's count in the text.
TITLE_BIT, NAME_BIT, AUTHOR_BIT, LABEL_BIT, TEXT_COUNT_UNIT = 1, 2, 4, 8, 16
MAX_TEXT_COUNT = 3
_FIRST_SIGN = 48  # a character stands for no field; each has a printable one


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordWords:
    """The words of a record, in few texts: a long list has a million of them.

    Attributes:
        words: the words, with spaces between them.
        signs: for each word a character that stands for its fields.
        title_length: how many words of the title are indexed.
        acronyms: pairs of an acronym and its long form.
    """

    words: str
    signs: str
    title_length: int
    acronyms: tuple[tuple[str, str], ...]

    def split(self) -> tuple[Sequence[str], Iterator[int]]:
        """The words, and the fields of each as one number."""
        words = self.words.split(" ") if self.words else []
        return words, (sign - _FIRST_SIGN for sign in self.signs.encode("ascii"))


class RecordTexts(Protocol):
    """The indexed texts of a record."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def page(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def authors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def labels(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def keywords(self) -> tuple[str, ...]: ...  # noqa: D102


def find_words(record: RecordTexts) -> RecordWords:
    """The words of a record."""
    fields: dict[str, int] = defaultdict(int)
    for text, bit in ((record.title, TITLE_BIT), (record.name, NAME_BIT), (record.page, LABEL_BIT)):
        for word in _indexed_words(text):
            fields[word] |= bit
    for texts, bit in ((record.authors, AUTHOR_BIT), (record.labels, LABEL_BIT)):
        for text in texts:
            for word in _short_text_words(text):
                fields[word] |= bit
    written = folding.word_forms(" ".join((record.text, *record.keywords)))
    for word, count in Counter(chain.from_iterable(written)).items():
        if word not in QUERY_STOP_WORDS:
            fields[word] += min(count, MAX_TEXT_COUNT) * TEXT_COUNT_UNIT
    return RecordWords(
        words=" ".join(fields),
        signs="".join([chr(_FIRST_SIGN + bits) for bits in fields.values()]),
        title_length=_title_length(record.title),
        acronyms=tuple(_acronyms(record.title, record.text)),
    )


def _indexed_words(text: str) -> Iterator[str]:
    for forms in folding.word_forms(text):
        for word in forms:
            if word not in QUERY_STOP_WORDS:
                yield word


@lru_cache(maxsize=8192)  # many papers have the same topics, tags and authors
def _short_text_words(text: str) -> tuple[str, ...]:
    return tuple(_indexed_words(text))


def _title_length(title: str) -> int:
    parts = (forms if len(forms) == 1 else forms[1:] for forms in folding.word_forms(title))
    return sum(part not in QUERY_STOP_WORDS for each in parts for part in each)


def _acronyms(*texts: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        for short, long in defined_acronyms(text, QUERY_STOP_WORDS).items():
            parts = (forms if len(forms) == 1 else forms[1:] for forms in folding.word_forms(long))
            kept = [part for each in parts for part in each if part not in QUERY_STOP_WORDS]
            yield folding.word_forms(short)[0][0], " ".join(kept)
