"""How often a list has each spelling of a phrase."""

from collections.abc import Sequence

from generator.suggest.tags.packed_text import PackedText, spellings_of

_MAX_SEARCHES = 30


class SpellingCounts:
    """How often the papers of a list have each spelling, in lower case, of a phrase.

    Most phrases occur in one paper, and most are never asked for, so that lines are read then.
    """

    def __init__(self, texts: Sequence[PackedText]) -> None:
        self._texts = texts
        self._searches = 0
        self._lines: dict[str, str] = {}
        self._more_lines: dict[str, list[str]] = {}

    def of(self, key: str) -> dict[str, int]:
        """The counts of the spellings of a phrase."""
        counts: dict[str, int] = {}
        for line in self._find_lines(key):
            for spelling, count in spellings_of(line):
                counts[spelling.lower()] = counts.get(spelling.lower(), 0) + count
        return counts

    def _find_lines(self, key: str) -> list[str]:
        self._searches += 1
        if self._searches <= _MAX_SEARCHES:  # for a few phrases it is not worth an index
            found = (text.lines() for text in self._texts if text.may_have(key))
            return [lines[key] for lines in found if key in lines]
        if not self._lines:
            for text in self._texts:
                self._add(text.lines())
        lines = [self._lines[key]] if key in self._lines else []
        return [*lines, *self._more_lines.get(key, ())]

    def _add(self, lines: dict[str, str]) -> None:
        for key in lines.keys() & self._lines.keys():
            self._more_lines.setdefault(key, []).append(lines.pop(key))
        self._lines |= lines
