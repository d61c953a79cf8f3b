"""How often a list has each spelling of a phrase."""

from collections import Counter
from collections.abc import Sequence

from generator.suggest.tags.packed_text import PackedText

_MAX_SEARCHES = 30


class SpellingCounts:
    """How often the papers of a list have each spelling, in lower case, of a phrase.

    Most phrases occur in one paper, and most are never asked for, so that lines are read then.
    """

    def __init__(self, texts: Sequence[PackedText]) -> None:
        self._texts = texts
        self._searches = 0
        self._lines: dict[str, str] = {}

    def of(self, key: str) -> Counter[str]:
        """The counts of the spellings of a phrase."""
        line = self._find_line(key)
        return Counter(line.split("\t") if line else ())

    def _find_line(self, key: str) -> str:
        """The spellings of all places where a phrase occurs, with tabs between them."""
        self._searches += 1
        if self._searches <= _MAX_SEARCHES:  # for a few phrases it is not worth an index
            found = (text.spellings_by_key() for text in self._texts if text.may_have(key))
            return "\t".join(lines[key] for lines in found if key in lines)
        if not self._lines:
            for text in self._texts:
                self._add(text)
        return self._lines.get(key, "")

    def _add(self, text: PackedText) -> None:
        for key, line in text.spellings_by_key().items():
            known = self._lines.get(key)
            self._lines[key] = f"{known}\t{line}" if known else line
