"""The words of the site's interface in its language: texts, plurals, numbers and dates.

The texts stand in `templates/words/<language>.toml`, a line a text. A text has its values in
braces: `{name}`. A text that counts is a table with one form for each plural category of the
language: `papers = { one = "{n} paper", other = "{n} papers" }`. Plural rules, numbers and dates
are those of Unicode's CLDR, as Babel has them.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup

from generator.model import PartialDate
from generator.model.errors import ReadingListError, UsageError
from generator.text.did_you_mean import did_you_mean
from generator.text.sanitize import escape

SCRIPT = "assets/words.js"  # the other scripts ask it for what they say
ENGLISH = "en"  # the language that has every text
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
# How CLDR's skeletons order the parts of a date. English has two ways to write a day: `d MMM y`,
# which is used, has no comma.
_ORDERED = {"dMMMy": "yMMMd", "MMMy": "yMMM", "y": "y", "dMMM": "MMMd"}
_LEAP = 2000  # a day without a year may be 29 February

_ASKED = re.compile(r"""\b(?:words|say|readingListWords)\(\s*"([a-z_]+)\"""")  # so do scripts
_VALUE = "\ue000"  # stands for a value while the text around it is made inert


@dataclass(frozen=True, slots=True)
class Form:
    """A text: what stands around its values, plain and made inert, and their names between."""

    plain: tuple[str, ...]
    inert: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One text, in as many forms as it needs; `category` chooses one by number, if it counts."""

    forms: Mapping[str, Form]
    category: Callable[[float], str] | None = None

    def form(self, count: int | None) -> Form:
        """The text for a count."""
        if self.category is None or count is None:
            return self.forms["other"]
        return self.forms.get(self.category(count)) or self.forms["other"]


@dataclass(frozen=True, kw_only=True)
class Words:
    """All texts in one language; what a language lacks is English. `language` is its tag."""

    language: str
    locale: Locale
    entries: Mapping[str, Entry]

    def __call__(self, key: str, count: int | None = None, /, **values: str | int) -> str:
        """A text with its values, for plain text. `count` chooses the plural form and is `{n}`."""
        form, shown = self._filled(key, count, values)
        return "".join(_woven(form.plain, map(str, shown)))

    def html(self, key: str, count: int | None = None, /, **values: str | int) -> Markup:
        """The same for pages: Markup among the values stays as it is, all else is made inert."""
        form, shown = self._filled(key, count, values)
        return Markup("".join(_woven(form.inert, map(_safe, shown))))  # noqa: S704 - made inert

    def number(self, number: int) -> str:
        """A whole number with the language's separators."""
        return format_decimal(number, locale=self.locale)

    def day(self, day: date | PartialDate) -> str:
        """A date as people write it, with the month by name: `5 Dec 2025`, `Dec 2025`, `2025`."""
        if isinstance(day, date):
            day = PartialDate.from_date(day)
        parts = (day.day, day.month, day.year)
        signs = [sign for sign, part in zip(("d", "MMM", "y"), parts, strict=True) if part]
        english = self.locale.language == ENGLISH
        whole = day if day.year else replace(day, year=_LEAP)
        form = " ".join(signs) if english else _ORDERED["".join(signs)]
        return self._dated(whole.earliest, form)

    def listed(self, values: Iterable[str]) -> str:
        """Some texts one after the other: `a, b, c`."""
        return self("comma").join(values)

    def apart(self, text: str) -> str:
        """A text that neighbours in another direction do not draw into theirs."""
        return f"\u2068{text}\u2069" if text and self.direction == "rtl" else text

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def script(self, code: str, scripts: Iterable[str]) -> str:
        """The script `assets/words.js` with the texts that some scripts ask for."""
        keys = sorted({key for script in scripts for key in _ASKED.findall(script)})
        language, texts = (
            json.dumps(said, ensure_ascii=False, separators=(",", ":"))
            for said in (self.language, {key: self._forms(key) for key in keys})
        )
        return f"{code}readingListWords.learn({language}, {texts});\n"

    def _forms(self, key: str) -> str | Mapping[str, str]:
        """A text as it stands in its file; one that counts with all its forms."""
        entry = self._entry(key)
        forms = {category: _written(text) for category, text in entry.forms.items()}
        return forms if entry.category else forms["other"]

    def _dated(self, day: date, form: str) -> str:
        if self.locale.language == ENGLISH:
            return format_date(day, form, locale=ENGLISH)
        return format_skeleton(form, day, locale=self.locale)

    def _entry(self, key: str) -> Entry:
        if key not in self.entries:
            raise ReadingListError(f"{key!r} is no text of words/{ENGLISH}.toml"
                                   f"{did_you_mean(key, self.entries)}")  # fmt: skip
        return self.entries[key]

    def _filled(
        self, key: str, count: int | None, values: Mapping[str, str | int]
    ) -> tuple[Form, list[str]]:
        entry = self._entry(key)
        if (entry.category is None) != (count is None):
            how = "counts: give it a number" if count is None else "does not count"
            raise ReadingListError(f"the text {key!r} {how}")
        given = values if count is None else {"n": count, **values}
        form = entry.form(count)
        if lost := next((name for name in form.names if name not in given), None):
            raise ReadingListError(f"the text {key!r} needs a value for {{{lost}}}")
        return form, [self._shown(given[name]) for name in form.names]

    def _shown(self, value: str | int) -> str:
        return value if isinstance(value, str) else self.number(value)


@dataclass(frozen=True, slots=True)
class File:
    """A file of texts: its path for people, the language it is in, and what it says."""

    path: str
    language: str
    text: str


def read(language: str, files: Sequence[File]) -> Words:
    """The words of a language from files of rising weight, the package's English first.

    Raises:
        UsageError: a file is no TOML, has a text that English lacks, or other values than it.
    """
    locale = _locale(language)
    entries: dict[str, Entry] = {}
    names: dict[str, frozenset[str]] = {}
    for number, file in enumerate(files):
        for key, entry in _entries(file):
            used = frozenset(name for form in entry.forms.values() for name in form.names)
            if number == 0:
                names[key] = used
            elif flaw := _flaw(key, entry, used, entries.get(key), names):
                raise UsageError(f"{_place(file, key)}: {flaw}")
            entries[key] = entry
    return Words(language=language, locale=locale, entries=entries)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise UsageError(f"{language!r} is no language that is known: write its tag, such as "
                         "'de' or 'pt-BR'") from error  # fmt: skip


def _entries(file: File) -> Iterator[tuple[str, Entry]]:
    try:
        found = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file.path}: no valid TOML: {error}") from error
    locale = _locale(file.language)
    categories = {*locale.plural_form.tags, "other"}
    for key, value in found.items():
        forms = value if isinstance(value, dict) else {"other": value}
        strange = next((name for name in forms if name not in categories), None)
        if strange is not None:
            able = ", ".join(name for name in CATEGORIES if name in categories)
            raise UsageError(f"{_place(file, key)}: {key}: {strange!r} is no plural form of this "
                             f"language; it has {able}")  # fmt: skip
        if "other" not in forms:
            raise UsageError(f"{_place(file, key)}: {key} needs the form 'other'")
        try:
            texts = {category: _parsed(text) for category, text in forms.items()}
        except ValueError as error:
            raise UsageError(f"{_place(file, key)}: {key}: {error}") from error
        yield key, Entry(texts, locale.plural_form if isinstance(value, dict) else None)


def _flaw(
    key: str, entry: Entry, used: frozenset[str], known: Entry | None,
    names: Mapping[str, frozenset[str]],
) -> str:  # fmt: skip
    """What is wrong with a text beside the English one; nothing if it is right."""
    if known is None:
        return f"{key!r} is no text of the site{did_you_mean(key, names)}"
    if (entry.category is None) != (known.category is None):
        how = "a text" if known.category is None else 'plural forms: { one = "…", other = "…" }'
        return f"{key} must be {how}"
    if strange := sorted(used - names[key]):
        able = ", ".join(f"{{{name}}}" for name in sorted(names[key])) or "no value"
        return f"{key}: there is no {{{strange[0]}}} here; it has {able}"
    if lost := sorted(names[key] - used - {"n"}):
        return f"{key} must have {{{lost[0]}}}"
    return ""


def _parsed(text: object) -> Form:
    if not isinstance(text, str) or _VALUE in text:
        raise ValueError("expected a text in quotes")
    plain, names = [""], []
    for literal, name, form, conversion in Formatter().parse(text):
        plain[-1] += literal
        if name is not None:
            if form or conversion or not re.fullmatch(r"[a-z_]+", name):
                raise ValueError(f"{{{name}}} is no value: write a name in braces")
            names.append(name)
            plain.append("")
    inert = str(escape(_VALUE.join(plain))).split(_VALUE)
    return Form(tuple(plain), tuple(inert), tuple(names))


def _written(form: Form) -> str:
    return "".join(_woven(form.plain, (f"{{{name}}}" for name in form.names)))


def _woven(around: Sequence[str], between: Iterable[str]) -> Iterator[str]:
    yield around[0]
    for value, text in zip(between, around[1:], strict=True):
        yield value
        yield text


def _safe(part: str) -> Markup:
    return part if isinstance(part, Markup) else escape(part)


def _place(file: File, key: str) -> str:
    start = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = enumerate(file.text.splitlines(), 1)
    number = next((number for number, line in lines if start.match(line)), None)
    return f"{file.path}:{number}" if number else file.path
