"""The texts of the site's interface in its language, with plurals, numbers and dates.

The texts are in `templates/words/<language>.toml`, one per line, with values in braces: `{name}`.
A text with a count is a table with one form for each plural category of the language:
`papers = { one = "{n} paper", other = "{n} papers" }`. Plural rules and the formats of numbers and
dates are those of Unicode's CLDR, from Babel.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup

from generator.model import PartialDate
from generator.model.errors import ReadingListError, UsageError
from generator.text.did_you_mean import did_you_mean
from generator.text.memo import memoized
from generator.text.sanitize import escape

WORDS_SCRIPT = "assets/words.js"  # gives the other scripts their texts
ENGLISH = "en"  # the language that has all texts; others may lack some
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
# CLDR's skeletons by the parts of a date. English does not use them: they give `Dec 5, 2025`, and
# its dates have no comma here (`5 Dec 2025`).
_DATE_SKELETONS = {"dMMMy": "yMMMd", "MMMy": "yMMM", "y": "y", "dMMM": "MMMd"}
_LEAP_YEAR = 2000  # stands in for an unknown year, since the day may be 29 February

_MESSAGE_CALL = re.compile(r"""\b(?:words|say|readingListWords)\(\s*"([a-z_]+)\"""")  # in scripts
_PLACEHOLDER = "\ue000"  # stands for a value while the text around it is escaped


@dataclass(frozen=True, slots=True)
class MessageForm:
    """One plural form of a message: the texts around its values, and the names of the values.

    `plain` and `escaped` have one text more than `names` has names.
    """

    plain: tuple[str, ...]
    escaped: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One text in all its forms; `category` gives the plural category of a count, if it has one.

    `constant` is the text, if it has neither a count nor values, as most have.
    """

    forms: Mapping[str, MessageForm]
    category: Callable[[float], str] | None = None
    constant: str | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out whether the text is always the same."""
        form = self.forms["other"]
        is_constant = self.category is None and not form.names
        object.__setattr__(self, "constant", form.plain[0] if is_constant else None)

    def form(self, count: int | None) -> MessageForm:
        """The form for a count."""
        if self.category is None or count is None:
            return self.forms["other"]
        return self.forms.get(self.category(count)) or self.forms["other"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """All texts in one language; those it lacks are English.

    Attributes:
        language: its tag, such as `pt-BR`.
        locale: its rules for plurals, numbers and dates.
        messages: the texts by key.
        digest: of the files they are from; empty if they are not from files.
    """

    language: str
    locale: Locale
    messages: Mapping[str, Message]
    digest: str = ""

    def __call__(self, key: str, count: int | None = None, /, **values: str | int) -> str:
        """A text with its values, as plain text; `count` chooses the plural form and is `{n}`."""
        if not values and count is None and (text := self._message(key).constant) is not None:
            return text
        form, shown = self._fill(key, count, values)
        return _interleave(form.plain, map(str, shown))

    def html(self, key: str, count: int | None = None, /, **values: str | int) -> Markup:
        """The same for pages: everything but values that are Markup is escaped."""
        form, shown = self._fill(key, count, values)
        return Markup(_interleave(form.escaped, map(_escape_plain_text, shown)))  # noqa: S704 - escaped above

    def number(self, number: int) -> str:
        """A whole number with the language's separators."""
        return _format_number(number, self.locale)

    def format_date(self, day: date | PartialDate) -> str:
        """A date as far as it is known, with the month by name: `5 Dec 2025`, `Dec 2025`."""
        if isinstance(day, date):
            day = PartialDate.from_date(day)
        parts = (day.day, day.month, day.year)
        fields = [field for field, part in zip(("d", "MMM", "y"), parts, strict=True) if part]
        english = self.locale.language == ENGLISH
        dated = day if day.year else replace(day, year=_LEAP_YEAR)
        form = " ".join(fields) if english else _DATE_SKELETONS["".join(fields)]
        return _format_day(dated.earliest, form, self.locale)

    def format_month(self, day: date) -> str:
        """The month of a day with its year: `November 2026`."""
        return _format_day(day, "MMMM y" if self.locale.language == ENGLISH else "yMMMM",
                           self.locale)  # fmt: skip

    def month_name(self, day: date) -> str:
        """The month of a day without its year: `November`."""
        return _format_month_name(day.month, self.locale)

    def join_list(self, values: Iterable[str]) -> str:
        """Several texts as a list: `a, b, c`."""
        return self("comma").join(values)

    @property
    def direction(self) -> str:
        """The direction of the language: `ltr` or `rtl`."""
        return str(self.locale.text_direction)

    def script(self, code: str, scripts: Iterable[str]) -> str:
        """A script that hands over the texts that other scripts use.

        Args:
            code: the script `assets/words.js`, or empty if the page has it already.
            scripts: the scripts whose texts are needed.
        """
        keys = sorted({key for script in scripts for key in _MESSAGE_CALL.findall(script)})
        language, texts = (
            json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            for value in (self.language, {key: self._source_forms(key) for key in keys})
        )
        return f"{code}readingListWords.learn({language}, {texts});\n"

    def _source_forms(self, key: str) -> str | Mapping[str, str]:
        """A text as in its file: with all forms, if it has a count."""
        message = self._message(key)
        forms = {category: _source_text(form) for category, form in message.forms.items()}
        return forms if message.category else forms["other"]

    def _message(self, key: str) -> Message:
        if key not in self.messages:
            raise ReadingListError(f"{key!r} is not a text of words/{ENGLISH}.toml"
                                   f"{did_you_mean(key, self.messages)}")  # fmt: skip
        return self.messages[key]

    def _fill(
        self, key: str, count: int | None, values: Mapping[str, str | int]
    ) -> tuple[MessageForm, list[str]]:
        message = self._message(key)
        if (message.category is None) != (count is None):
            how = "needs a count" if count is None else "has no plural forms. Remove the count"
            raise ReadingListError(f"the text {key!r} {how}")
        all_values = values if count is None else {"n": count, **values}
        form = message.form(count)
        if missing := next((name for name in form.names if name not in all_values), None):
            raise ReadingListError(f"the text {key!r} needs a value for {{{missing}}}")
        return form, [self._format_value(all_values[name]) for name in form.names]

    def _format_value(self, value: str | int) -> str:
        return value if isinstance(value, str) else self.number(value)


# Pages repeat few numbers and dates, and Babel reads its patterns anew for each.
@lru_cache(maxsize=4096)
def _format_number(number: int, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=4096)
def _format_day(day: date, form: str, locale: Locale) -> str:
    if locale.language == ENGLISH:
        return format_date(day, form, locale=ENGLISH)
    return format_skeleton(form, day, locale=locale)


@lru_cache(maxsize=256)
def _format_month_name(month: int, locale: Locale) -> str:
    return format_date(date(_LEAP_YEAR, month, 1), "LLLL", locale=locale)


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A file of texts: its path for messages, its language, and its content."""

    path: str
    language: str
    text: str


@memoized
def load_words(language: str, files: tuple[MessageFile, ...]) -> Words:
    """The texts of a language.

    Args:
        language: its tag.
        files: the package's English file first; later files override earlier ones.

    Raises:
        UsageError: a file is not valid TOML, or a text is unknown or has other values than the
            English one.
    """
    locale = _parse_locale(language)
    messages: dict[str, Message] = {}
    names: dict[str, frozenset[str]] = {}
    for number, file in enumerate(files):
        for key, message in _parse_messages(file):
            used = frozenset(name for form in message.forms.values() for name in form.names)
            if number == 0:
                names[key] = used
            elif problem := _incompatibility(key, message, used, messages.get(key), names):
                raise UsageError(f"{_location(file, key)}: {problem}")
            messages[key] = message
    digest = sha256(repr((language, files)).encode("utf-8", "surrogatepass")).hexdigest()
    return Words(language=language, locale=locale, messages=messages, digest=digest)


def _parse_locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise UsageError(f"{language!r} is not a known language. Write its tag, such as "
                         "'de' or 'pt-BR'") from error  # fmt: skip


def _parse_messages(file: MessageFile) -> Iterator[tuple[str, Message]]:
    try:
        found = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file.path}: not valid TOML: {error}") from error
    locale = _parse_locale(file.language)
    categories = {*locale.plural_form.tags, "other"}
    for key, value in found.items():
        forms = value if isinstance(value, dict) else {"other": value}
        unknown = next((name for name in forms if name not in categories), None)
        if unknown is not None:
            known = ", ".join(name for name in PLURAL_CATEGORIES if name in categories)
            raise UsageError(f"{_location(file, key)}: {key}: {unknown!r} is not a plural form of "
                             f"this language. Use {known}")  # fmt: skip
        if "other" not in forms:
            raise UsageError(f"{_location(file, key)}: {key} needs the form 'other'")
        try:
            texts = {category: _parse_form(text) for category, text in forms.items()}
        except ValueError as error:
            raise UsageError(f"{_location(file, key)}: {key}: {error}") from error
        rule = lru_cache(maxsize=1024)(locale.plural_form) if isinstance(value, dict) else None
        yield key, Message(texts, rule)


def _incompatibility(
    key: str, message: Message, used: frozenset[str], known: Message | None,
    names: Mapping[str, frozenset[str]],
) -> str:  # fmt: skip
    """How a text contradicts the English one; empty if it does not."""
    if known is None:
        return f"{key!r} is not a text of the site{did_you_mean(key, names)}"
    if (message.category is None) != (known.category is None):
        how = "a text" if known.category is None else 'plural forms: { one = "…", other = "…" }'
        return f"{key} must be {how}"
    if unknown := sorted(used - names[key]):
        allowed = ", ".join(f"{{{name}}}" for name in sorted(names[key])) or "no values"
        return f"{key}: unknown value {{{unknown[0]}}}. It has {allowed}"
    if missing := sorted(names[key] - used - {"n"}):
        return f"{key} must have {{{missing[0]}}}"
    return ""


def _parse_form(text: object) -> MessageForm:
    if not isinstance(text, str) or _PLACEHOLDER in text:
        raise ValueError("expected a text in quotes")
    plain, names = [""], []
    for literal, name, form, conversion in Formatter().parse(text):
        plain[-1] += literal
        if name is not None:
            if form or conversion or not re.fullmatch(r"[a-z_]+", name):
                raise ValueError(f"{{{name}}} is not a value. Write only a name in braces")
            names.append(name)
            plain.append("")
    escaped = str(escape(_PLACEHOLDER.join(plain))).split(_PLACEHOLDER)
    return MessageForm(tuple(plain), tuple(escaped), tuple(names))


def _source_text(form: MessageForm) -> str:
    return _interleave(form.plain, [f"{{{name}}}" for name in form.names])


def _interleave(around: Sequence[str], between: Iterable[str]) -> str:
    pieces = [around[0]]
    for pair in zip(between, around[1:], strict=True):
        pieces += pair
    return "".join(pieces)


def _escape_plain_text(part: str) -> Markup:
    return part if isinstance(part, Markup) else escape(part)


def _location(file: MessageFile, key: str) -> str:
    start = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = enumerate(file.text.splitlines(), 1)
    number = next((number for number, line in lines if start.match(line)), None)
    return f"{file.path}:{number}" if number else file.path
