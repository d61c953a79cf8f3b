"""Lines of a file of queries, and what each asks of which service."""

import pytest
from build import codes
from hypothesis import given
from hypothesis import strategies as st

from generator.network.services.queries import WATCHED, daily_path, read_queries


def asked(line: str) -> dict[str, str]:
    """What a line asks of each service."""
    (query,), findings = read_queries(line, "queries.txt")
    assert not findings
    return {question.service: question.text for question in query.questions}


def test_plain_words_ask_every_service_in_its_own_syntax() -> None:
    assert asked('"mixture of experts" routing of tokens (fast)') == {
        "arxiv": 'all:"mixture of experts" AND all:routing AND all:tokens AND all:fast',
        "huggingface": "mixture of experts routing of tokens fast",
        "openalex": '"mixture of experts" routing of tokens fast',
    }


def test_words_that_only_join_are_asked_for_if_there_are_no_others() -> None:
    assert asked("of the")["arxiv"] == "all:of AND all:the"
    assert asked("long-context")["arxiv"] == 'all:"long-context"'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("abs:pipeline AND cat:cs.DC", {"arxiv": "abs:pipeline AND cat:cs.DC"}),
        ("(ti:moe OR ti:experts)", {"arxiv": "(ti:moe OR ti:experts)"}),
        ("arXiv: cat:cs.DC", {"arxiv": "cat:cs.DC"}),
        ("arxiv: fast serving", {"arxiv": "all:fast AND all:serving"}),
        ("openalex: (moe OR experts) AND NOT bees",
         {"openalex": "(moe OR experts) AND NOT bees"}),
        ("HuggingFace:moe", {"huggingface": "moe"}),
        ("huggingface: daily 2026-01-05", {"huggingface": "daily 2026-01-05"}),
    ],
)  # fmt: skip
def test_a_prefix_or_a_field_of_arxiv_chooses_the_service(
    line: str, expected: dict[str, str]
) -> None:
    assert asked(line) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("opnalex: moe", "did you mean 'openalex'?"),
        ("survey: models", "Services are arxiv, huggingface, openalex"),
        ("openalex:", "nothing follows"),
        ("arxiv: ()", "nothing follows"),
        ("moe OR experts", "services understand AND, OR and NOT differently"),
        ('"moe', "a quotation mark is not closed"),
        ("(*)", "it has no words"),
        ("huggingface: daily 2026-02-30", "2026-02-30 is not a day"),
        ("a" * 1001, "it has more than 1,000 characters"),
    ],
)
def test_a_wrong_line_is_an_error_at_its_line(line: str, said: str) -> None:
    queries, findings = read_queries(f"# Ours\n\n{line}\nfast serving\n", "queries.txt")
    assert [query.text for query in queries] == ["fast serving"]
    assert codes(findings) == ["wrong-query"]
    assert said in findings[0].message
    assert (findings[0].origin.source, findings[0].origin.line) == ("queries.txt", 3)


@given(st.text(st.sampled_from('a\u00e9"(:-# ANDOR\u2028') | st.characters(), max_size=20))
def test_every_line_is_a_query_a_comment_or_an_error(text: str) -> None:
    queries, findings = read_queries(f"all:x\nopenalex:{text}\n{text}", "queries.txt")
    lines = {query.origin.line for query in queries} | {found.origin.line for found in findings}
    assert len(queries) + len(findings) == len(lines)
    assert {1, 2} <= lines
    assert all(question.text.strip() for query in queries for question in query.questions)


def test_words_with_a_colon_are_asked_for_in_quotation_marks() -> None:
    assert set(asked('"survey: models"')) == set(WATCHED)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("daily", "/api/daily_papers?limit=50"),
        ("daily 2026-01-05", "/api/daily_papers?limit=50&date=2026-01-05"),
        ("daily routines", ""),
    ],
)
def test_daily_papers_have_an_address_of_their_own(text: str, path: str) -> None:
    assert daily_path(text, 50) == path
