"""Any page printed in the layout is read back, and no text breaks a reader."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ingest.readers import READERS, Request, read
from generator.model import MONTHS, Entry, Organization, PartialDate
from generator.text.characters import LIST_ITEM, one_line

HEADER = ("new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers",
          "byAK and the research community")  # fmt: skip


# ------------------------------------------------- any page in the layout


WORD = st.sampled_from(
    ["memory", "Attention", "LLMs", "of", "\u00e9tude", "\u8a9e", "GPT-4", "in", "3.5",
     "x\u00b2", "\\alpha", "a\tb", "c\x02d", "\u0085e", "(RL)", "f\ufeffg", "*", "2024"]
)  # fmt: skip
LETTER = st.sampled_from(["A", "The", "Deep", "\u00dcber", "x"])


@st.composite
def lines_of_text(draw: st.DrawFn, min_size: int = 1, max_size: int = 3) -> str:
    """One line of words, as pages print them."""
    words = draw(st.lists(WORD, min_size=min_size, max_size=max_size))
    return " ".join([draw(LETTER), *words])


def distinct(lines: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[list[str]]:
    """Lines of which none repeats another: a doubled line is refused."""
    return st.lists(lines, min_size=1, max_size=max_size, unique_by=one_line)


@st.composite
def sentences(draw: st.DrawFn) -> list[str]:
    """The lines of an abstract, which ends like a sentence."""
    lines = draw(distinct(lines_of_text(min_size=1, max_size=9), max_size=5))
    return [*lines[:-1], f"{lines[-1]} it works."]


TITLES = distinct(lines_of_text(min_size=1, max_size=4), max_size=3)
ABSTRACTS = sentences()
BLANK = st.lists(st.sampled_from(["", " ", "\t", "\u00a0", "\x02"]), min_size=1, max_size=3)
DAYS = st.dates(date(1991, 1, 1), date(2199, 12, 31))
HANDLES = st.sampled_from(["Gensyn", "Cognizant", "OCC", "NVIDIA"])


def joined(lines: list[str]) -> str:
    """Lines of an abstract as the reader documents it: one line, but list items keep theirs."""
    first, *rest = (one_line(line) for line in lines)
    return first + "".join(("\n" if LIST_ITEM.match(line) else " ") + line for line in rest)


def as_day(day: date) -> PartialDate:
    return PartialDate(year=day.year, month=day.month, day=day.day)


def printed(day: date, *, year: bool) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}" + (f", {day.year}" if year else "")


@st.composite
def pages(draw: st.DrawFn) -> tuple[Request, list[dict[str, Any]]]:
    """A page as text, and what every entry of it says."""
    captured = draw(DAYS)
    is_date_given = draw(st.booleans())
    lines: list[str] = []
    for header in HEADER:
        lines += [header, *draw(BLANK)] if draw(st.booleans()) else []
    lines += [printed(captured, year=not is_date_given), *draw(BLANK)]
    expected = [draw(papers(lines, captured)) for _ in range(draw(st.integers(1, 4)))]
    bom = draw(st.sampled_from(["", "\ufeff"]))
    text = bom + draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    return Request(text=text, source="-", captured=captured if is_date_given else None), expected


@st.composite
def papers(draw: st.DrawFn, lines: list[str], captured: date) -> dict[str, Any]:
    title = draw(TITLES)
    abstract = draw(ABSTRACTS.filter(lambda lines: one_line(lines[0]) != one_line(title[-1])))
    expected: dict[str, Any] = {
        "line": len(lines) + 1,
        "title": " ".join(one_line(line) for line in title),
        "abstract": joined(abstract),
    }
    lines += [*title, *draw(BLANK), *abstract]
    if draw(st.booleans()):
        lines += draw(st.just([]) | BLANK)  # a footer may be glued to its abstract
        lines += draw(footers(expected, captured))
    lines += draw(BLANK)
    return expected


@st.composite
def footers(draw: st.DrawFn, expected: dict[str, Any], captured: date) -> list[str]:
    day = draw(DAYS.filter(lambda day: day <= captured) | st.just(captured))
    when = printed(day, year=day.year != captured.year or draw(st.booleans()))
    expected["published"] = as_day(day)
    if draw(st.booleans()):
        expected["comments"] = draw(st.integers(0, 10**7))
        when += f" {expected['comments']}"
    if draw(st.booleans()):
        name = draw(HANDLES)
        handle = draw(st.sampled_from([name, name.lower(), f"{name}-ai"]))
        expected["organization"] = Organization(handle=handle, name=name)
        return [f"{expected['organization'].handle} {name}", "\u00b7", when]
    count = expected["author_count"] = draw(st.integers(0, 10**7))
    who = f"  \u2022 {draw(st.sampled_from([f'{count}', f'{count:,}']))} author{'s'[: count != 1]}"
    return draw(st.sampled_from([[who, "\u00b7", when], [f"{who} \u00b7 {when}"]]))


@pytest.mark.slow
@settings(deadline=None)
@given(pages())
def test_any_page_in_the_layout_is_read_back(page: tuple[Request, list[dict[str, Any]]]) -> None:
    request, expected = page
    result = read(request)
    assert [{"line": e.origin.line, **stated_fields(e)} for e in result.entries] == expected
    assert {f.code for f in result.findings} <= {"control-character"}
    text = request.text.replace("\r\n", "\n").replace("\r", "\n")
    assert sum(x.count for x in result.lines) == sum(one_line(x) != "" for x in text.split("\n"))


def stated_fields(entry: Entry) -> dict[str, Any]:
    names = ("title", "abstract", "published", "comments", "organization", "author_count")
    values = {name: getattr(entry, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def any_line() -> st.SearchStrategy[str]:
    """One line with anything in it, as long as something is left to see."""
    odd = st.sampled_from(
        ["\u00b7", "\u2022", "- ", "* ", "Dec 9", "\t", "\x02", "\u0085", "\ufeff"]
    )
    piece = odd | st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=9)
    text = st.lists(piece, min_size=1, max_size=3).map("".join)
    return text.filter(lambda line: one_line(line) != "" and "authors" not in line)


LINES = st.sampled_from(
    [*HEADER, "", "", "", "Dec 9", "Feb 29", "Feb 29, 2023", "Feb 30", "Jan 6, 2024 3",
     "Jan 6, 0000", "Jan 6, 9999", "Dec 31, 2999", "\u00b7", "\u2022 9 authors", "\u2022 , authors",
     "Org Name", "\u2022 1 author \u00b7 Feb 29", "A Title", "- an item", "\x02", "\u2028"]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(LINES | any_line(), max_size=30), st.none() | st.dates())
def test_no_text_breaks_the_reader(lines: list[str], captured: date | None) -> None:
    for start in ([], ["Dec 9", ""], ["Feb 29", ""], ["Feb 29, 2024", ""]):
        text = "\n".join([*start, *lines])
        result = READERS["daily-papers"].read(Request(text=text, source="-", captured=captured))
        assert result.entries or any(f.severity == "error" for f in result.findings)
        assert result.lines or [f.code for f in result.findings] == ["no-capture"]
        if result.lines:
            full = sum(one_line(line) != "" for line in [*start, *lines])
            assert sum(line.count for line in result.lines) == full
        for entry in result.entries:
            assert entry.title
            assert entry.abstract
            assert not entry.published or not entry.published.year or entry.published.exact_day


# ---------------------------------------------------------------------- JSON

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    | st.sampled_from(["2024-02-29", "https://example.org", "2501.03226"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)  # fmt: skip
KEYS = st.sampled_from([f.name for f in fields(Entry)]) | st.text(max_size=9)
ITEMS = (
    JSON | st.dictionaries(KEYS, JSON) | st.fixed_dictionaries({"title": st.just("A"), "x": JSON})
)


@pytest.mark.slow
@given(st.lists(ITEMS, min_size=1, max_size=6), st.sampled_from([None, 1]))
def test_every_item_of_a_list_is_read_or_refused(items: list[Any], indent: int | None) -> None:
    text = json.dumps(items, indent=indent)
    result = read(Request(text=text, source="-"))
    assert [line.kind for line in result.lines if line.kind not in ("entry", "skipped")] == []
    assert len(result.lines) == len(items)
    assert len(result.entries) == sum(line.kind == "entry" for line in result.lines)
    assert all(entry.title for entry in result.entries)
    refused = [line.number for line in result.lines if line.kind == "skipped"]
    errors = {f.origin.line for f in result.findings if f.severity == "error"}
    starts = [line.number for line in result.lines]  # an error stands where its value does
    assert set(refused) == {max(n for n in starts if n <= line) for line in errors if line}


@given(st.text(max_size=50))
def test_no_text_breaks_the_json_reader(text: str) -> None:
    for start in ("", "[", '[{"title": ', "[1,"):
        result = READERS["json"].read(Request(text=start + text, source="-"))
        assert result.entries or result.findings
