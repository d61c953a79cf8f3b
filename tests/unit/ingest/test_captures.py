"""Reading captures: golden pairs, and any page printed in the layout is read back.

A case is two files, captures/<reader>/<case>.txt (or .json) and <case>.expected.yml, which holds
what comes out: the capture's day, the entries with their non-empty fields, the findings. `given`
is a --captured day; `recognised: false` marks a text that only --reader names; `compact` shortens
long texts to their ends and authors to their number.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.readers import READERS, Parsed, Request, detect, read, trust
from generator.ingest.readers.base import link_kind
from generator.ingest.readers.daily_header import find_header
from generator.ingest.readers.daily_lines import parse_page
from generator.ingest.readers.service_reader import ServiceReader
from generator.model import Entry, Link, Name, Names
from generator.text.characters import one_line
from generator.text.person_names import is_unambiguous

ROOT = Path(__file__).parents[3]
HERE = ROOT / "tests" / "data" / "captures"
SUFFIXES = (".txt", ".json", ".csv", ".tsv", ".md", ".jsonl", ".yaml")
CASES = sorted(path for path in HERE.glob("*/*") if path.suffix in SUFFIXES)
SERVICES = [name for name, reader in READERS.items() if isinstance(reader, ServiceReader)]
each_case = pytest.mark.parametrize(
    "case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def text_of(case: Path) -> str:
    return case.read_bytes().decode("utf-8")  # line breaks and byte order marks as they are


def expected_of(case: Path) -> dict[str, Any]:
    document = yaml.safe_load(case.with_suffix(".expected.yml").read_text("utf-8"))
    assert isinstance(document, dict)
    return document


def parsed(case: Path) -> Parsed:
    expected = expected_of(case)
    named = "" if expected.get("recognised", True) else case.parent.name
    return read(
        Request(
            text=text_of(case),
            source=case.name,
            captured=expected.get("given"),
            reader=named,
            columns=expected.get("columns", {}),
        )
    )


def as_data(result: Parsed, *, compact: bool = False) -> dict[str, Any]:
    """A reading in the form of the expected files."""
    data: dict[str, Any] = {"captured": str(result.captured)} if result.captured else {}
    data["entries"] = [dict(_fields(entry, compact=compact)) for entry in result.entries]
    data["findings"] = [f"{f.origin.line}: {f.severity}[{f.code}]" for f in result.findings]
    return {key: value for key, value in data.items() if value}


def _fields(entry: Entry, *, compact: bool) -> Iterator[tuple[str, Any]]:
    yield "line", entry.origin.line
    for name in (f.name for f in fields(Entry)):
        value = getattr(entry, name)
        if value in (None, "", (), Names()) or name in ("origin", "reader", "captured"):
            continue
        if compact and name in ("abstract", "note"):
            yield name, f"{value[:20]} \u2026 {value[-20:]}"
        elif compact and name == "authors":
            yield name, len(value)
        elif name == "links":
            yield name, [f"{link.kind} {link.url}" for link in value]
        elif name == "organization":
            yield name, {"handle": value.handle, "name": value.name}
        else:
            yield name, shown(value)


def shown(value: object) -> object:
    """A value of an entry in the form of the expected files."""
    if isinstance(value, Names):
        return [*(_name(name) for name in value), *(["and others"] if value.incomplete else [])]
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)


def _name(name: Name) -> object:
    return str(name) if is_unambiguous(name) else {k: v for k, v in asdict(name).items() if v}


# ------------------------------------------------------------- golden pairs


def test_every_reader_has_cases_and_every_case_its_pair() -> None:
    assert {case.parent.name for case in CASES} == set(READERS)
    pairs = {case.with_suffix(".expected.yml") for case in CASES}
    assert pairs == set(HERE.glob("*/*.yml"))
    assert len(CASES) >= 25


@pytest.mark.slow
@each_case
def test_a_capture_reads_as_expected(case: Path) -> None:
    expected = expected_of(case)
    expected.pop("given", None)
    expected.pop("recognised", None)
    expected.pop("columns", None)
    compact = expected.pop("compact", False)
    assert as_data(parsed(case), compact=compact) == expected


@pytest.mark.slow
@each_case
def test_every_entry_says_where_it_comes_from(case: Path) -> None:
    result = parsed(case)
    for entry in result.entries:
        assert entry.origin.source == case.name
        assert entry.reader == case.parent.name
        assert entry.captured == result.captured
    for found in result.findings:
        assert found.origin.source == case.name
        assert found.origin.line
        assert found.message


@pytest.mark.slow
@each_case
def test_every_line_of_a_capture_is_accounted_for(case: Path) -> None:
    result, text = parsed(case), text_of(case).replace("\r\n", "\n").replace("\r", "\n")
    if case.parent.name == "json":
        assert len(result.lines) == len(result.entries) + sum(
            x.kind == "skipped" for x in result.lines
        )
        return
    if {"no-capture", "no-xml", "no-feed", "no-form"} & {found.code for found in result.findings}:
        assert not result.lines
        return
    full = [number for number, line in enumerate(text.split("\n"), start=1) if one_line(line)]
    counted = [
        n for line in result.lines for n in full[bisect_left(full, line.number) :][: line.count]
    ]
    assert sum(line.count for line in result.lines) == len(full)
    assert sorted(counted) == full
    assert {line.number for line in result.lines} <= set(full)
    assert all(line.reason for line in result.lines if line.kind == "skipped")


@pytest.mark.slow
def test_the_real_captures_are_read_whole() -> None:
    found = {case.stem: parsed(case) for case in CASES}
    assert len(found["daily-papers-dec-9"].entries) == 58
    assert len(found["daily-papers-sep-17"].entries) == 90
    assert len(found["facts"].entries) == 120


def test_the_odd_bytes_of_the_cases_are_still_there() -> None:
    folder = HERE / "daily-papers"
    assert text_of(folder / "crlf-bom.txt").startswith("\ufeff")
    assert "\r\n" in text_of(folder / "crlf-bom.txt")
    assert "\n" not in text_of(folder / "old-mac.txt")
    assert {"\x02", "\x1b", "\u0085"} <= set(text_of(folder / "control-characters.txt"))
    assert {"\t", "\u00a0"} <= set(text_of(folder / "line-breaks.txt"))


# ---------------------------------------------------------------- the header

HEADER = ("new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers",
          "byAK and the research community")  # fmt: skip
REST = ("Dec 9, 2025", "A Title", "An abstract.")


@pytest.mark.parametrize("missing", HEADER)
def test_a_header_line_may_be_missing(missing: str) -> None:
    text = "\n\n".join([*(line for line in HEADER if line != missing), *REST])
    result = read(Request(text=text, source="-"))
    assert [entry.title for entry in result.entries] == ["A Title"]
    assert not result.findings
    assert detect(text).name == "daily-papers"


def test_a_capture_without_its_day_is_one_error_with_its_line() -> None:
    text = "\n\n".join([*HEADER, *REST[1:]])
    (found,) = read(Request(text=text, source="-")).findings
    assert (found.code, found.origin.line) == ("no-capture", 11)
    assert "'A Title'" in found.message


def test_a_header_that_ends_the_text_is_no_capture() -> None:
    (found,) = read(Request(text="Daily Papers\n", source="-")).findings
    assert found.code == "no-capture"
    assert "ends" in found.message


def test_a_header_word_after_the_day_may_be_a_title_but_no_day() -> None:
    new, day = "New\n\nAbstract one.", "Dec 8\n\nAbstract two."
    result = read(Request(text=f"Dec 9, 2025\n\n{new}", source="-"))
    assert [entry.title for entry in result.entries] == ["New"]
    result = read(Request(text=f"Dec 9, 2025\n\n{new}\n\n{day}", source="-"))
    assert "Dec 8" not in [entry.title for entry in result.entries]
    assert "unclear-layout" in [found.code for found in result.findings]


def test_numbers_beyond_any_count_are_no_footer() -> None:
    text = f"Dec 9, 2025\n\nA Title\n\nAn abstract.\n\u2022 {'9' * 5000} authors\n\u00b7\nJan 6"
    result = read(Request(text=text, source="-"))
    assert not result.entries
    assert [found.code for found in result.findings] == ["unclear-layout"]


def test_the_removed_characters_are_named() -> None:
    result = parsed(HERE / "daily-papers" / "control-characters.txt")
    assert ["U+0002" in f.message for f in result.findings] == [True, False, False, False]
    assert "U+001B" in result.findings[1].message


def test_a_message_says_what_was_expected_and_what_was_found() -> None:
    text = '[{"title": "T", "authors": "Ann", "abtract": "x"}]'
    messages = [f.message for f in read(Request(text=text, source="-")).findings]
    assert messages[0] == (
        "entry 1 'T': authors: expected a list with one text per name, such as "
        '["Jane Doe", "Al Poe"], found "Ann"'
    )
    assert "'abtract' is not a field" in messages[1]
    assert "did you mean 'abstract'?" in messages[1]


def test_a_finding_in_a_json_list_names_entry_field_value_and_place() -> None:
    case = HERE.parent / "cases" / "28-json-odd.json"
    result = read(Request(text=case.read_text("utf-8"), source="l.json"))
    assert [entry.title for entry in result.entries] == ["Odd JSON Two", "Odd JSON Three"]
    two, _ = result.entries
    assert str(two.published) == "2020-05-01"
    assert (two.arxiv, two.doi) == ("2001.00001", "10.1000/j.2")
    assert two.authors.texts == ("Jane Doe", "Ann Roe")
    assert len(two.links) == 3
    findings = [(f.severity, f.origin.line, f.origin.column, f.message) for f in result.findings]
    lines = case.read_text("utf-8").splitlines()
    for severity, line, column, value, start in (
        ("error", 1, 36, '"Jane Doe and Ann Roe"', "entry 1 'Odd JSON One': authors: "),
        ("warning", 2, 178, "https://例え.jp/パス?q=a b", "entry 2 'Odd JSON Two': links[0]: "),
        ("warning", 2, 303, "javascript:alert(1)", "entry 2 'Odd JSON Two': links[4]: "),
        ("warning", 2, 325, "www.example.org", "entry 2 'Odd JSON Two': links[5]: "),
    ):
        (found,) = [each for each in findings if each[:3] == (severity, line, column)]
        assert found[3].startswith(start)
        assert value in found[3]
        assert lines[line - 1][column - 1 :].lstrip('"').startswith(value.strip('"'))


def test_one_bad_link_in_a_json_list_is_left_out_with_its_place() -> None:
    case = HERE.parent / "cases" / "json01-bad-link-one-line.json"
    result = read(Request(text=case.read_text("utf-8"), source="l.json"))
    assert [(e.title, [k.url for k in e.links]) for e in result.entries] == [
        ("X", []), ("Y", ["https://ok.org"])
    ]  # fmt: skip
    (found,) = result.findings
    assert (found.code, found.severity) == ("left-out", "warning")
    assert (found.origin.line, found.origin.column) == (1, 24)
    assert found.message.startswith("entry 1 'X': links[0]: 'www.github.com/foo/bar' was left out")


@pytest.mark.parametrize(
    ("entry", "place", "field"),
    [
        ('{"title": "T",\n "authors": ["A",\n\t5]}', (3, 2), "authors[1]"),
        ('{"title": "T", "a\\"b]": [1, {"x": "}"}],\n"organization": {"name": "N", "handle": []}}',
         (2, 41), "organization.handle"),
        ('{"title": "T",\n"links": [{"url":\n"ftp://x.org"}]}', (3, 1), "links[0].url"),
        ('{"title": "T",\n"arxiv":"GPipe"}', (2, 9), "arxiv"),
        ('{"title": "T",\n"doi":"x"}', (2, 7), "doi"),
        ('{"comments": 1, "title": "T",\n"comments" : -1}', (2, 14), "comments"),
    ],
)  # fmt: skip
def test_the_place_of_a_value_is_found(entry: str, place: tuple[int, int], field: str) -> None:
    result = read(Request(text=f'[{{"title": "é"}}, {entry}]', source="l.json", titles_only=True))
    (found,) = [f for f in result.findings if f.code != "unknown-key"]
    assert found.message.startswith(f"entry 2 'T': {field}: ")
    assert (found.origin.line, found.origin.column) == place


@pytest.mark.parametrize(
    ("authors", "read_as", "codes"),
    [
        (["Jane Doe and Ann Roe", "Ed Poe; Al Moe"], "Jane Doe|Ann Roe|Ed Poe|Al Moe",
         ["odd-name", "odd-name"]),
        (["Jane Doe, Ann Roe, Ed Poe"], "Jane Doe|Ann Roe|Ed Poe", ["odd-name"]),
        (["张三、李四"], "张三|李四", ["odd-name"]),
        (["Jane Doe et al."], "Jane Doe|...", []),
        (["Jane Doe", "and 3 others"], "Jane Doe|...", []),
        (["others", "Jane Doe"], "Jane Doe|...", ["odd-name"]),
        (["Jane Doe (MIT)"], "Jane Doe", ["left-out"]),
        (["Jane Doe <jane@example.org>"], "Jane Doe", ["left-out"]),
        (["Ann Lee, Bo Kim"], "Ann Lee, Bo Kim", ["odd-name"]),
        (["Jane Doe and Gemini Team"], "Jane Doe and Gemini Team", ["odd-name"]),
        (["Barnes and Noble", "Gemini Team"], "Barnes and Noble|Gemini Team", []),
        (["Centers for Disease Control and Prevention"],
         "Centers for Disease Control and Prevention", []),
        (["European Space Agency (ESA)"], "European Space Agency (ESA)", []),
        (["García Márquez, Gabriel", "King, Jr., Martin L.", "Jane Doe, Jr.", "王小明"],
         "Gabriel García Márquez|Martin L. King Jr.|Jane Doe Jr.|王小明", []),
    ],
)  # fmt: skip
def test_an_author_of_a_json_list_is_one_name_or_is_said_to_be_more(
    authors: list[str], read_as: str, codes: list[str]
) -> None:
    result = read(Request(text=json.dumps([{"title": "T", "authors": authors}]), source="l.json"))
    (entry,) = result.entries
    assert "|".join([*entry.authors.texts, *["..."] * entry.authors.incomplete]) == read_as
    assert [found.code for found in result.findings] == codes
    assert all("authors[" in found.message for found in result.findings)


@pytest.mark.slow
def test_a_field_that_is_not_known_is_one_finding_with_a_count() -> None:
    many = [{"title": f"T{n}", "colour": []} for n in range(9_875)]
    (found,) = read(
        Request(text=json.dumps(many, indent=0), source="l.json", titles_only=True)
    ).findings
    assert found.message.endswith("left out of 9875 entries, first in entry 1")
    assert found.origin.line == 4


@pytest.mark.parametrize(
    ("value", "read_as"),
    [("2020", "2020"), (2020, "2020"), ("2020-05", "2020-05"), ("2020-05-01", "2020-05-01"),
     ("2020-05-01T00:00:00Z", "2020-05-01"), ("2020-05-01 23:59", "2020-05-01"),
     ("2020-05-01T23:59:59.123+02:00", "2020-05-01")],
)  # fmt: skip
def test_dates_of_a_json_list_may_be_partial_or_have_a_time(value: object, read_as: str) -> None:
    text = json.dumps([{"title": "T", "published": value}])
    (entry,) = read(Request(text=text, source="-")).entries
    assert str(entry.published) == read_as


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "T", "links": ["http://localhost/x"]}]',
        "@misc{a, title = {T of U}, url = {http://localhost/x}}",
        "@misc{a, title = {T of U}, url = {https://10.0.0.1/x}}",
    ],
)
def test_a_link_to_a_private_host_is_left_out_by_every_reader(text: str) -> None:
    result = read(Request(text=text, source="-", titles_only=True))
    assert [entry.links for entry in result.entries] == [()]
    assert "left-out" in [found.code for found in result.findings]


def test_the_reason_of_a_refused_item_is_its_error() -> None:
    text = '[{"titel": "a warning comes first"}]'
    (line,) = read(Request(text=text, source="-")).lines
    assert line.reason == "entry 1: a paper needs a title"


# --------------------------------------------------------- readers and links


@pytest.mark.slow
def test_each_reader_recognises_its_own_format() -> None:
    for case in CASES:
        if case.stem not in ("not-a-capture", "empty"):
            recognised = expected_of(case).get("recognised", True)
            assert (detect(text_of(case)).name == case.parent.name) == recognised


def test_a_reader_can_be_named() -> None:
    text = '{"title": "A Title"}'
    codes = {
        name: [f.code for f in read(Request(text=text, source="-", reader=name)).findings]
        for name in READERS
    }
    assert codes == {
        "daily-papers": ["no-capture"], "json": ["no-list"], "bibtex": ["no-entries"],
        "arxiv": ["no-xml"], "issue": ["no-form"], "csl": ["no-paper"],
        "ris": ["no-entries"], "medline": ["no-entries"], "endnote-xml": ["no-xml"],
        "endnote-tagged": ["no-entries"],
        **{name: ["no-capture"] for name in SERVICES},
        "table": ["no-title-column"], "markdown": ["no-entries"],
        "jsonl": ["title-only"], "yaml": ["title-only"], "note": ["no-front-matter"],
    }  # fmt: skip


def test_looked_up_facts_weigh_more_than_a_page() -> None:
    assert trust("arxiv") > trust("json") > trust("daily-papers") > trust("unheard-of")
    assert trust("bibtex") == trust("json")
    assert trust("issue") == trust("daily-papers")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "code"),
        ("http://www.GitHub.com/a/b", "code"),
        ("https://anonymous.4open.science/r/x", "code"),
        ("https://huggingface.co/datasets/a/b", "dataset"),
        ("https://doi.org/10.1/x", "other"),
        ("https://huggingface.co/a/b", "other"),
        ("https://zenodo.org/record/1", "dataset"),
        ("https://a.github.io/b/c/d", "project"),
        ("https://example.org", "project"),
        ("https://example.org/tool/", "project"),
        ("https://example.org/a/b.html", "other"),
        ("https://notgithub.com/a/b", "other"),
        ("https://github.com.evil.example/a/b", "other"),
    ],
)
def test_an_address_is_classified_by_its_host(url: str, kind: str) -> None:
    assert link_kind(url) == kind


def test_an_address_named_twice_is_one_link() -> None:
    url = "https://github.com/a/b"
    text = json.dumps(
        [{"title": "T", "abstract": f"{url} {url}.", "links": [{"kind": "other", "url": url}]}]
    )
    (entry,) = read(Request(text=text, source="-")).entries
    assert entry.links == (Link(kind="other", url=url),)


@pytest.mark.slow
def test_an_entry_that_no_file_of_the_list_may_hold_is_an_error_and_left_out() -> None:
    large = {"title": "Large", "abstract": "x" * 20_001}
    many = {"title": "Many", "authors": [f"A{i}" for i in range(10_001)]}
    fine = {"title": "Fine", "abstract": "x" * 20_000}
    parsed = read(
        Request(text=json.dumps([large, many, fine], indent=0), source="l.json", titles_only=True)
    )
    assert [entry.title for entry in parsed.entries] == ["Fine"]
    assert [(f.code, f.severity) for f in parsed.findings] == [("too-large", "error")] * 2
    assert all(finding.origin.line for finding in parsed.findings)


def csl(**fields: object) -> Parsed:
    return read(
        Request(
            text=json.dumps([{"type": "book", "title": "T", **fields}]),
            source="c",
            titles_only=True,
        )
    )


@pytest.mark.parametrize(
    ("fields", "code", "words"),
    [
        ({"author": [{}]}, "odd-name", "'author' has an item that is not a name"),
        ({"author": [{"family": " "}]}, "odd-name", "'author' has an item that is not a name"),
        ({"issued": {"date-parts": [[2018, 13]]}}, "left-out", "'13' is not a month"),
        ({"issued": {"date-parts": [["2018-13-01"]]}}, "left-out", "'13' is not a month"),
        ({"issued": {"raw": "2018-13"}}, "left-out", "'13' is not a month"),
        ({"issued": {"date-parts": [[2018, "May"]]}}, "left-out", "'May' is not a month"),
        ({"URL": "nope"}, "left-out", "the URL 'nope' is not a web address"),
    ],
)
def test_what_csl_json_says_wrongly_is_left_out_and_said(
    fields: dict[str, object], code: str, words: str
) -> None:
    result = csl(**fields)
    (found,) = result.findings
    assert (found.code, found.severity) == (code, "warning")
    assert words in found.message
    (entry,) = result.entries
    assert (entry.authors.texts, entry.url) == ((), "")
    assert str(entry.published or "2018") == "2018"


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ({"date-parts": [[2018, 5, 1], [2018, 6, 2]]}, "2018-05-01", "'2018-6-2'"),
        ({"raw": "2018-05/2018-07"}, "2018-05", "'2018-07'"),
        ({"raw": "2018-05-30/2018-06-02"}, "2018-05-30", "'2018-06-02'"),
        ({"literal": "May 2018 - June 2018"}, "2018-05", "'June 2018'"),
        ({"raw": "2018-05-01 or so"}, "2018-05-01", "'or so'"),
        ({"raw": "2018-05/.."}, "2018-05", ""),
        ({"raw": "2018-05-01T10:00:00Z"}, "2018-05-01", ""),
        ({"date-parts": [[2018], [2018]]}, "2018", ""),
    ],
)
def test_of_a_range_of_dates_the_first_is_kept_and_the_last_is_named(
    date: dict[str, object], first: str, last: str
) -> None:
    result = csl(issued=date)
    assert str(result.entries[0].published) == first
    assert [finding.code for finding in result.findings] == (["left-out"] if last else [])
    assert all(last in finding.message for finding in result.findings)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([["2018-05-01"]], "2018-05-01"),
        ([["2018-05"]], "2018-05"),
        ([["2018", "5", "1"]], "2018-05-01"),
        ([[2018]], "2018"),
    ],
)
def test_a_date_of_csl_json_is_kept_whole(parts: list[list[object]], day: str) -> None:
    result = csl(issued={"date-parts": parts})
    assert str(result.entries[0].published) == day
    assert not result.findings


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("5<sup>th</sup> Meeting", "5th Meeting"),
        ("5<SUP>th</SUP> Meeting", "5th Meeting"),
        ("1<sup><i>st</i></sup> H<sub>2</sub>O", "1st H₂O"),
    ],
)
def test_ordinals_in_titles_are_plain_text(title: str, shown: str) -> None:
    assert csl(title=title).entries[0].title == shown


@pytest.mark.parametrize(
    "title", [r"5\textsuperscript{th}", "5$^{th}$", "$5^{th}$", "5<sup>th</sup>"]
)
def test_ordinals_in_bibtex_are_plain_text(title: str) -> None:
    text = f"@misc{{a, title = {{The {title} Meeting}}}}"
    assert (
        read(Request(text=text, source="a.bib", titles_only=True)).entries[0].title
        == "The 5th Meeting"
    )


JSON_TEXTS = st.recursive(
    st.one_of(st.none(), st.integers(), st.sampled_from(
        ["Daily Papers", "Nov 3", "daily", "\u2028Nov 3", "\x85new", "[t](/papers/2401.00001)"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["title", "Nov 3", "paper", "id"]), inner, max_size=3),
    ),
)  # fmt: skip


@given(data=JSON_TEXTS, indent=st.sampled_from([None, 0, 1]), plain=st.booleans())
def test_no_json_text_has_the_header_of_a_page(data: object, indent: int, *, plain: bool) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=plain)
    if text[0] in "[{":
        lines = parse_page(text).lines
        header, odd = find_header(lines)
        assert header is None
        assert odd == lines[0]


def test_the_table_of_fields_has_what_golden_captures_read() -> None:
    guide = (ROOT / "docs" / "guide" / "importing.md").read_text("utf-8")
    section = guide.partition("## What each format can state")[2].partition("\n## ")[0]
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")]
            for line in section.splitlines() if line.startswith("|")]  # fmt: skip
    header, _, *lines = rows
    stated = {(reader, name) for name, *cells in lines
              for reader, cell in zip(header[1:], cells, strict=True) if cell == "yes"}  # fmt: skip
    others = {"endnote-tagged": "endnote-xml", "jsonl": "json", "yaml": "json"}
    found = set()
    for case in CASES:
        reader = others.get(case.parent.name, case.parent.name)
        names = {name for entry in parsed(case).entries for name, _ in _fields(entry, compact=True)}
        found |= {(reader, name) for name in names - {"line", "author_count"}}
    assert {each for each in found if each[0] in header} <= stated
    assert len(stated) > 200
