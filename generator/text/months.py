"""Month names in English and 21 languages of cited works (CLDR, through Babel)."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

_MIN_NAME_LETTERS = 3
# Abbreviations of foreign months that are words in dates: `3 months ago`, `out of print`.
_ENGLISH_WORDS = frozenset(("ago", "gen", "led", "lug", "mag", "out", "set"))
# A word that means different months in two of these is not read.
_LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hr",
              "sl", "ru", "uk", "hu", "ro", "tr", "ca")  # fmt: skip


def month_number(word: str) -> int | None:
    """The month (1 to 12) of a name such as `May`, `Sept` or `mars`; None if ambiguous."""
    name = word.casefold().rstrip(".")
    if len(name) < _MIN_NAME_LETTERS or name in _ENGLISH_WORDS:
        return None
    for number, english in enumerate(_english_names(), start=1):
        if english.startswith(name):
            return number
    return _other_names().get(name)


@cache
def _english_names() -> tuple[str, ...]:
    months = Locale("en").months["format"]["wide"]
    return tuple(months[number].casefold() for number in range(1, 13))


@cache
def _other_names() -> Mapping[str, int]:
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    found.setdefault(name.casefold().rstrip("."), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}
