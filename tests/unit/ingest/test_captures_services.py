"""Answers of services: what each states, its errors, and answers of any content."""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from build import CAPTURES
from hypothesis import given
from hypothesis import strategies as st
from service_answers import codes, entry_of, read_json

from generator.ingest.readers import READERS, Request, detect, read
from generator.ingest.readers.service_errors import service_error
from generator.ingest.readers.service_reader import ServiceReader

SERVICES = [name for name, reader in READERS.items() if isinstance(reader, ServiceReader)]
each_service = pytest.mark.parametrize("name", SERVICES)
ANSWERS = {
    "openalex": "works", "crossref": "works", "semantic-scholar": "search", "dblp": "search",
    "openreview": "notes", "inspire": "search", "datacite": "dois", "zotero": "items",
}  # fmt: skip


def text_of(name: str) -> str:
    return (CAPTURES / name / f"{ANSWERS[name]}.json").read_text("utf-8")


# ------------------------------------------------------- detection and errors


@each_service
def test_no_other_reader_claims_an_answer(name: str) -> None:
    text = text_of(name)
    services = [other for other in SERVICES if READERS[other].recognises(text)]
    assert services == [name]
    assert detect(text).name == name


@each_service
def test_a_web_page_instead_of_an_answer_is_an_error(name: str) -> None:
    text = "<!DOCTYPE html><html><title>Just a moment...</title></html>"
    (found,) = read(Request(text=text, source="-", reader=name)).findings
    assert (found.code, found.severity) == ("no-json", "error")
    assert "web page" in found.message


@each_service
@pytest.mark.parametrize("text", ["", "{", "[" * 3000, "9" * 5000, "null", "[]", '"x"', "{}"])
def test_a_text_that_is_no_answer_is_an_error(name: str, text: str) -> None:
    result = read(Request(text=text, source="-", reader=name))
    assert not result.entries
    assert [found.severity for found in result.findings] == ["error"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"error": "Paper not found"}, "Paper not found"),
        ({"message": "Too Many Requests", "code": "429"}, "Too Many Requests"),
        ({"status": 404, "message": "PID does not exist."}, "PID does not exist."),
        ({"errors": [{"status": "404", "title": "No such DOI"}]}, "No such DOI"),
        ({"error": {"message": "Bad"}}, "Bad"),
        ({"status": "failed", "message-type": "x", "message": [{"message": "Bad rows"}]},
         "Bad rows"),
        ({"message": {"title": "A Journal"}}, ""),
        ({"title": "A Title", "error": "x", "authors": []}, ""),
        ([{"error": "x"}], ""),
    ],
)  # fmt: skip
def test_an_error_answer_is_repeated(data: object, message: str) -> None:
    assert service_error(data) == message


def test_an_error_of_an_unnamed_service_is_said_to_be_one() -> None:
    (found,) = read_json({"message": "Too Many Requests", "code": "429"}).findings
    assert found.code == "service-error"
    assert "Too Many Requests" in found.message


@pytest.mark.parametrize(
    ("data", "service", "code"),
    [
        (
            {"status": "ok", "message-type": "member-list", "message": {"items": [{}]}},
            "crossref",
            "no-capture",
        ),
        ({"result": {"hits": {"hit": []}}}, "DBLP", "no-entries"),
        ({"hits": {"hits": []}}, "INSPIRE", "no-entries"),
        ({"notes": [{"forum": "x"}]}, "openreview", "no-capture"),
        ({"results": [], "meta": {"count": 0, "per_page": 25}}, "OpenAlex", "no-entries"),
    ],
)
def test_an_answer_without_papers_names_its_service(data: object, service: str, code: str) -> None:
    (found,) = read_json(data).findings
    assert (found.code, found.severity) == (code, "error")
    assert service in found.message


def test_an_answer_of_replies_alone_is_an_error() -> None:
    note = {"id": "b", "forum": "a", "replyto": "a", "content": {"comment": "Hi"}}
    assert codes(read_json({"notes": [note]})) == ["entry-skipped", "no-entries"]


def test_the_csl_json_of_crossref_is_read_as_csl_json() -> None:
    item = {"title": "A", "type": "journal-article", "DOI": "10.1/1", "is-referenced-by-count": 3}
    assert detect(json.dumps(item)).name == "csl"


# ----------------------------------------------------------- single facts


def work(**fields: Any) -> dict[str, Any]:
    return {"id": "https://openalex.org/W1", "display_name": "A Title", **fields}


@pytest.mark.parametrize(
    ("printed", "known", "read_as", "is_reported"),
    [
        ("Doe, Jane", "Jane Doe", "Jane Doe", False),
        ("Wang Wei", "Wei Wang", "Wei Wang", False),
        ("JANE DOE", "Jane Doe", "Jane Doe", False),
        ("J. Doe", "Jane Doe", "J. Doe", False),
        ("R. Muller", "Rosa Müller", "R. Muller", False),
        ("Ann Lee", "John Smith", "Ann Lee", True),
        ("", "John Smith", "John Smith", False),
    ],
)
def test_the_printed_name_of_an_author_is_kept(
    printed: str, known: str, read_as: str, *, is_reported: bool
) -> None:
    person = {"raw_author_name": printed, "author": {"display_name": known}}
    result = read_json(work(authorships=[person]))
    assert result.entries[0].authors.texts == (read_as,)
    assert codes(result) == ["odd-name"] * is_reported


@pytest.mark.parametrize(
    ("date", "read_as", "is_reported"),
    [
        ("2023-05-17", "2023-05-17", False),
        ("2023-05-01", "2023-05", True),
        ("2023-01-01", "2023", True),
        ("2023-01-09", "2023-01-09", False),
    ],
)
def test_a_first_day_is_not_taken_for_a_known_day(
    date: str, read_as: str, *, is_reported: bool
) -> None:
    for item in (
        work(publication_date=date),
        {"paperId": "1", "title": "A", "publicationDate": date},
    ):
        result = read_json(item)
        assert str(result.entries[0].published) == read_as
        assert codes(result) == ["left-out"] * is_reported


@pytest.mark.parametrize(
    ("index", "abstract", "is_reported"),
    [
        ({"Deep": [0, 2], "ponds": [1]}, "Deep ponds Deep", False),
        ({"Deep": [0], "ponds": [2]}, "Deep ponds", True),
        ({"Deep": [0], "ponds": [0]}, "Deep", True),
        ({"Deep": [0], "ponds": ["x"], "far": [10**9]}, "Deep far", True),
        ({"Deep": [0], "ponds": 1}, "Deep", True),
        ({"Deep": [0], "ponds": [-1]}, "Deep", True),
        ({"Abstract": [0], "We": [1], "swim.": [2]}, "We swim.", False),
        ({"Abstract": [0], "Meaning": [1], "Representation": [2]},
         "Abstract Meaning Representation", False),
    ],
)  # fmt: skip
def test_an_inverted_index_is_put_in_order(
    index: dict[str, Any], abstract: str, *, is_reported: bool
) -> None:
    result = read_json(work(abstract_inverted_index=index))
    assert result.entries[0].abstract == abstract
    assert codes(result) == ["left-out"] * is_reported


@pytest.mark.parametrize(
    ("dates", "published", "issued"),
    [
        ({"issued": [2017, 11], "published-online": [2017, 11, 3], "published-print": [2018, 4]},
         "2017-11-03", "2018-04"),
        ({"issued": [2017, 4], "published-print": [2017, 4]}, "2017-04", "None"),
        ({"issued": [2017, 4, 2], "published-print": [2017]}, "2017-04-02", "None"),
        ({"issued": [None], "posted": [2024, 4, 1]}, "2024-04-01", "None"),
        ({"published-print": [2001]}, "2001", "None"),
    ],
)  # fmt: skip
def test_the_first_date_of_crossref_is_that_of_publication(
    dates: dict[str, list[int]], published: str, issued: str
) -> None:
    stated = {name: {"date-parts": [parts]} for name, parts in dates.items()}
    entry = entry_of(
        {"message-type": "work", "message": {"DOI": "10.1000/1", "title": ["A"], **stated}}
    )
    assert (str(entry.published), str(entry.issued)) == (published, issued)


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"updated-by": [{"DOI": "10.1000/2", "type": "retraction"}]}, "retracted", "withdrawn"),
        ({"updated-by": [{"DOI": "10.1000/2", "type": "removal"}]}, "withdrawn", "withdrawn"),
        ({"updated-by": [{"DOI": "10.1000/2", "type": "correction"}]}, None, ""),
        ({"update-to": [{"DOI": "10.1000/1", "type": "retraction"}]}, "retracted", "withdrawn"),
        ({"update-to": [{"DOI": "10.1000/2", "type": "retraction"}]}, None, "notice"),
        ({"title": ["RETRACTED ARTICLE: A"]}, "retracted", "withdrawn"),
        ({"title": ["Retracted: A"]}, None, ""),
    ],
)
def test_a_retraction_is_not_its_notice(
    fields: dict[str, Any], status: str | None, code: str
) -> None:
    result = read_json({"DOI": "10.1000/1", "title": ["A"], **fields})
    assert result.entries[0].publication_status == status
    assert codes(result) == [code] * bool(code)


@pytest.mark.parametrize(
    ("venue", "venueid", "read_as"),
    [
        ("ICLR 2024 poster", "ICLR.cc/2024/Conference", "ICLR 2024"),
        ("ICLR 2023 notable top 25%", "ICLR.cc/2023/Conference", "ICLR 2023"),
        ("NeurIPS 2022 Accept", "NeurIPS.cc/2022/Conference", "NeurIPS 2022"),
        ("ICML 2024 Oral", "ICML.cc/2024/Conference", "ICML 2024"),
        ("Accepted by TMLR", "TMLR", "TMLR"),
        ("CoRR 2023", "dblp.org/journals/CORR/2023", ""),
        ("Submitted to ICLR 2025", "ICLR.cc/2025/Conference", ""),
        ("ICLR 2024", "ICLR.cc/2024/Conference/Rejected_Submission", ""),
        ("", "ICLR.cc/2024/Conference/Desk_Rejected_Submission", ""),
    ],
)
def test_only_a_venue_that_published_a_paper_is_kept(
    venue: str, venueid: str, read_as: str
) -> None:
    content = {"title": "A", "venue": {"value": venue}, "venueid": {"value": venueid}}
    entry = entry_of({"notes": [{"id": "a", "forum": "a", "content": content}]})
    year = entry.issued or entry.published
    assert f"{entry.venue} {year or ''}".strip() == read_as


@pytest.mark.parametrize("number", [1, True, "1", None, 10**30, -(10**30), 1.5, [], {}])
def test_any_time_of_a_note_is_a_day_or_reported(number: object) -> None:
    note = {"id": "a", "forum": "a", "content": {"title": "A"}, "cdate": number}
    result = read_json({"notes": [note]})
    assert bool(result.entries[0].published) or number is None or "left-out" in codes(result)


@pytest.mark.parametrize(
    ("venue", "date", "read_as", "is_reported"),
    [
        ("ICLR 2024", "2023-10-13", ("ICLR", "2023-10-13", "2024"), False),
        ("ICLR 2024", "2024-01-16", ("ICLR", "2024-01-16", "None"), False),
        ("NeurIPS 2019", "2022-03-03", ("NeurIPS", "2019", "None"), True),
        ("Notes of the Year 2018", "2020-05-02", ("Notes of the Year 2018", "2020-05-02", "None"),
         False),
        ("Nature", None, ("Nature", "None", "None"), False),
    ],
)  # fmt: skip
def test_the_year_of_a_venue_is_that_of_the_version_of_record(
    venue: str, date: str | None, read_as: tuple[str, str, str], *, is_reported: bool
) -> None:
    authors = [{"name": "Jane Doe"}]
    result = read_json({"paperId": "1", "title": "A", "venue": venue, "publicationDate": date,
                        "authors": authors})  # fmt: skip
    entry = result.entries[0]
    assert (entry.venue, str(entry.published), str(entry.issued)) == read_as
    assert codes(result) == ["left-out"] * is_reported


@pytest.mark.parametrize(
    ("date", "venue", "read_as"),
    [
        ("2019-06-15", "CVPR", ("None", "2019-06-15")),
        ("2018-11-30", "CVPR", ("2018-11-30", "None")),
        ("2018-06-02", "CVPR", ("2018-06-02", "None")),
        ("2019-06-15", "", ("2019-06-15", "None")),
        ("2019-06-15", "CVPR 2020", ("None", "2020")),
    ],
)
def test_a_date_after_the_month_on_arxiv_is_that_of_the_version_of_record(
    date: str, venue: str, read_as: tuple[str, str]
) -> None:
    paper = {"paperId": "1", "title": "A", "venue": venue, "publicationDate": date,
             "externalIds": {"ArXiv": "1811.06965"}}  # fmt: skip
    entry = entry_of([paper])
    assert (str(entry.published), str(entry.issued)) == read_as


def test_the_only_hit_of_dblp_is_no_list() -> None:
    hits = {"@total": "1", "hit": {"info": {"title": "A.", "year": "2020"}}}
    text = json.dumps({"result": {"hits": hits}}, indent=1)
    result = read(Request(text=text, source="-"))
    assert [(entry.title, entry.origin.line) for entry in result.entries] == [("A", 5)]


def test_a_person_without_a_name_is_reported() -> None:
    people = [{"name": "Jane Doe"}, {"authorId": "2"}]
    result = read_json({"paperId": "1", "title": "A", "authors": people})
    assert result.entries[0].authors.texts == ("Jane Doe",)
    assert codes(result) == ["odd-name"]


def test_people_of_dblp_lose_the_number_that_tells_namesakes_apart() -> None:
    info = {"title": "A.", "authors": {"author": {"text": "Wei Wang 0001"}}, "year": "2020"}
    entry = entry_of({"result": {"hits": {"@total": "1", "hit": [{"info": info}]}}})
    assert entry.authors.texts == ("Wei Wang",)
    assert entry.title == "A"


def test_an_id_that_semantic_scholar_does_not_know_is_reported() -> None:
    result = read_json([None, {"paperId": "1", "title": "A", "year": 2020}])
    assert len(result.entries) == 1
    assert codes(result) == ["no-paper"]


def test_a_paper_of_a_venue_and_arxiv_is_no_article_of_a_journal_by_the_volume_of_corr() -> None:
    item = {"paperId": "1", "title": "A", "year": 2018, "venue": "Neural Information Processing",
            "publicationTypes": ["JournalArticle"], "externalIds": {"ArXiv": "1811.06965"},
            "journal": {"name": "ArXiv", "volume": "abs/1811.06965"}}  # fmt: skip
    entry = entry_of([item])
    assert (entry.type, entry.venue) == (None, "Neural Information Processing")


def test_a_finding_has_the_number_and_the_line_of_its_entry() -> None:
    works = [work(), work(doi="none")]
    text = json.dumps({"results": works}, indent=1)
    (found,) = [f for f in read(Request(text=text, source="-")).findings if f.severity == "warning"]
    assert found.message.startswith("entry 2 'A Title': the DOI 'none'")
    assert text.splitlines()[(found.origin.line or 0) - 1].strip() == "{"
    assert found.origin.line == 7


# ------------------------------------------------------------- any answers

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
    | st.sampled_from(["2024-02-30", "https://example.org/<i>", "2501.03226", "10.1000/x", "\ud800",
                       "<math><mi>x</mi></math>", "and others", 10**40, "abs/2501.03226"])
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "name", "title", "date-parts", "text"]), inner)
    ),
    max_leaves=5,
)


def paths_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(
        value, list) else ()  # fmt: skip
    for step, inner in steps:
        yield (*path, step)
        yield from paths_in(inner, (*path, step))


ORIGINALS = {name: json.loads(text_of(name)) for name in SERVICES}
PATHS = {name: list(paths_in(data)) for name, data in ORIGINALS.items()}


@st.composite
def changed_answers(draw: st.DrawFn) -> tuple[str, str]:
    """An answer in which some values are missing, or replaced by others."""
    name = draw(st.sampled_from(SERVICES))
    data = copy.deepcopy(ORIGINALS[name])
    for path in draw(st.lists(st.sampled_from(PATHS[name]), min_size=1, max_size=6)):
        value, holder = draw(VALUES), data
        with suppress(KeyError, IndexError, TypeError):  # replaced before, with what holds it
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = value
            if draw(st.booleans()):
                del holder[path[-1]]
    return name, json.dumps(data, indent=draw(st.sampled_from([None, 1])))


@pytest.mark.slow
@given(changed_answers())
def test_no_change_of_an_answer_breaks_its_reader(answer: tuple[str, str]) -> None:
    name, text = answer
    result = read(Request(text=text, source="-", reader=name))
    assert result.entries or result.findings
    assert all(entry.title and entry.reader == name for entry in result.entries)
    full = sum(line.strip() != "" for line in text.split("\n"))
    assert sum(line.count for line in result.lines) == full
    detect(text)
