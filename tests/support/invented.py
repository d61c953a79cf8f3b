"""Invented texts and papers for Hypothesis: all that YAML, Unicode and people come up with."""

from hypothesis import settings
from hypothesis import strategies as st

from generator.model import (
    LINK_KINDS,
    STATUSES,
    TYPES,
    Link,
    Name,
    Names,
    Organization,
    Paper,
    PartialDate,
    Source,
)
from generator.text.person_names import parse_name

# A slow machine is no failure; all else as Hypothesis chooses (repeatable where CI is set).
settings.register_profile("patient", settings(deadline=None))
settings.load_profile("patient")

PIECES = (
    "Yes", "no", "null", "~", "1e3", "0x1F", "0o17", "2024-01-01", "12:30:45", "-0.5", ".inf",
    "<<", "=", "true", "---", "...", "#", " #", ": ", ":", "- ", "? ", "*a", "&a", "!!int", "|",
    ">-", "%", "@", "`", "'", '"', "''", '\\emph{"x"}', "\\", "\\n", "{", "}", "[", "]", ",",
    "\n", "\n\n", "\r", "\r\n", "\t", "  ", " ", "\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0",
    "\xad", "\u200b", "\u200d", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\ufffe",
    "\U0001f600", "\U0001f469\u200d\U0001f4bb", "\U000e0041", "עברית", "العربية", "e\u0301", "漢字",
    "{{ x }}", "<b>", "First. Second (2). Third! Is it? Yes.", "word " * 30,
)  # fmt: skip
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)

texts = st.lists(st.sampled_from(PIECES) | ANYTHING, max_size=5).map("".join)
some_text = texts.filter(bool)
lines = st.lists(some_text, max_size=3).map(tuple)
words = st.text("abc", min_size=1, max_size=4)
counts = st.none() | st.integers(0, 10**12)
printed_days = st.dates().map(lambda d: PartialDate(month=d.month, day=d.day))
days = printed_days | st.dates().map(lambda d: PartialDate(year=d.year, month=d.month, day=d.day))
dates = st.dates().map(PartialDate.from_date) | st.builds(
    PartialDate, year=st.integers(1, 9999), month=st.none() | st.integers(1, 12),
    qualifier=st.sampled_from(["", "?", "~", "%"]),
)  # fmt: skip
names = (
    some_text.filter(str.strip).map(parse_name)
    | st.builds(Name, family=some_text, given=texts, suffix=texts)
    | st.builds(Name, literal=some_text)
)
people = st.builds(Names, st.lists(names, min_size=1, max_size=3).map(tuple), st.booleans())
authors = st.just(Names()) | people
links = st.builds(Link, kind=st.sampled_from(LINK_KINDS), url=some_text)
sources = st.builds(
    Source, file=some_text, reader=some_text, captured=st.none() | days,
    published=st.none() | days, authors=counts, comments=counts, note=texts,
)  # fmt: skip
papers = st.builds(
    Paper, id=words, title=some_text, authors=authors, editors=authors,
    type=st.none() | st.sampled_from(TYPES), issued=st.none() | dates, volume=texts, issue=texts,
    pages=texts, publisher=texts, key=texts,
    organization=st.none() | st.builds(Organization, name=some_text, handle=texts),
    published=st.none() | dates, venue=texts, arxiv=texts, category=texts, doi=texts,
    links=st.lists(links, max_size=2).map(tuple), topics=lines, tags=lines,
    related=lines, aliases=lines,
    status=st.none() | st.sampled_from(STATUSES), recommended=st.booleans(), note=texts,
    added=st.none() | st.dates(), abstract=texts, sources=st.lists(sources, max_size=2).map(tuple),
    origins=st.just({}),
)  # fmt: skip
