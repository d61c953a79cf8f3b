"""Copies of Daily Papers pages as browsers and tools make them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.ingest.readers import Parsed, Request, detect, read

HERE = Path(__file__).parents[2] / "data" / "daily-copies"
CASES = sorted(HERE.glob("*.txt"))
CAPTURED = {"dp15-real-2026-markdown": date(2026, 10, 2), "dp17-real-2026-text": date(2026, 6, 29)}


def read_copy(case: Path, text: str) -> Parsed:
    captured = CAPTURED.get(case.stem, date(2025, 12, 9))
    return read(Request(text=text, source=case.name, captured=captured))


def differences(case: Path, result: Parsed) -> list[str]:
    """The names of the fields that are not those of the case."""
    expected = json.loads(case.with_suffix(".expected.json").read_text("utf-8"))
    if len(result.entries) != len(expected):
        return ["entries"]
    found: list[str] = []
    for entry, fields in zip(result.entries, expected, strict=True):
        for name, value in fields.items():
            field_value = getattr(entry, name)
            if name == "organization" and field_value:
                field_value = {"handle": field_value.handle, "name": field_value.name}
            if (str(field_value) if name == "published" and field_value else field_value) != value:
                found.append(name)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_copy_is_read_with_exactly_its_fields(case: Path) -> None:
    text = case.read_text("utf-8")
    result = read_copy(case, text)
    assert detect(text).name == "daily-papers"
    assert codes(result, "error") == []
    assert differences(case, result) == []


def damaged(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The line and the text of each copy with a line dropped, doubled, swapped or glued."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    for at, after in zip(full, [*full[1:], None], strict=True):
        yield lines[at], "\n".join([*lines[:at], *lines[at + 1 :]])
        yield lines[at], "\n".join([*lines[:at], lines[at], *lines[at:]])
        if after is not None:
            swapped = [*lines[:at], lines[after], *lines[at + 1 : after], lines[at]]
            yield lines[at], "\n".join([*swapped, *lines[after + 1 :]])
            glued = f"{lines[at]} {lines[after]}"
            yield lines[at], "\n".join([*lines[:at], glued, *lines[after + 1 :]])


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("blanks", ["as they are", "none", "everywhere"])
def test_a_damaged_copy_is_read_exactly_or_refused(case: Path, blanks: str) -> None:
    lines = case.read_text("utf-8").split("\n")
    if blanks != "as they are":
        lines = [line for line in lines if line.strip()]
    if blanks == "everywhere":
        lines = "\n\n".join(lines).split("\n")
    for line, text in damaged(lines):
        result = read_copy(case, text)
        if not codes(result, "error") and not leaves_no_trace(case, line):
            assert differences(case, result) == [], text


def leaves_no_trace(case: Path, line: str) -> bool:
    """Whether a damaged line may be another whole one: a count, a paragraph, a hard break."""
    return line == "2" or line.endswith("\\\\") or case.stem.startswith("dp11")


def parsed(text: str) -> Parsed:
    return read(Request(text=text, source="-", captured=date(2026, 10, 2)))


def codes(result: Parsed, severity: str) -> list[str]:
    return [found.code for found in result.findings if found.severity == severity]


HEADER = "Daily Papers\nbyAK and the research community\n\nOct 2\n\n"
ABSTRACT = "We study memory. It works well."


def test_a_search_word_before_the_header_is_skipped_with_a_warning() -> None:
    result = parsed(f"Models\n\nslow memory\n\n{HEADER}A Title\n\n{ABSTRACT}")
    assert [entry.title for entry in result.entries] == ["A Title"]
    assert "skipped-line" in codes(result, "warning")


@pytest.mark.parametrize("before", ["one\n\ntwo\n\n", "A whole sentence.\n\n", "·\n\n"])
def test_unknown_lines_before_the_header_are_refused(before: str) -> None:
    result = parsed(f"{before}{HEADER}A Title\n\n{ABSTRACT}")
    assert not result.entries
    assert codes(result, "error") == ["no-capture"]


@pytest.mark.parametrize("foot", ["Company\n\nTOS\n\nNew Word\n\nDocs", "Company\n\nTOS\n\nLegal"])
def test_a_foot_with_an_unknown_word_is_no_paper(foot: str) -> None:
    result = parsed(f"{HEADER}A Title\n\n{ABSTRACT}\n\n9 authors\n·\nJan 6\n\n{foot}")
    assert [entry.title for entry in result.entries] == ["A Title"]
    assert codes(result, "error") == ["unpaired"]


def test_a_second_header_among_papers_is_refused() -> None:
    paper = f"A Title\n\n{ABSTRACT}\n\n9 authors\n·\nJan 6\n\n"
    assert "error" in {f.severity for f in parsed(f"{HEADER}{paper}{HEADER}{paper}").findings}


def test_upvotes_are_no_comments_where_the_first_are_missing() -> None:
    paper = f"A Title\n\n{ABSTRACT}\n\n9 authors\n·\nJan 6\n\n"
    result = parsed(f"{HEADER}{paper}101\n\n{paper.replace('Title', 'Text')}")
    assert "unclear-layout" in codes(result, "error")


def markdown(title: str, abstract: str) -> str:
    url = "https://huggingface.co/papers/2606.00683"
    return f"# Daily Papers\n\nOct 2\n\n### [{title}]({url})\n\n[{abstract}]({url})\n"


@pytest.mark.parametrize(
    ("printed", "read_as", "warned"),
    [
        (r"We use x_i and \_ in \alpha. Good.", r"We use x_i and \_ in \alpha. Good.", False),
        (r"We use x\_i and y\*. Good.", "We use x_i and y*. Good.", False),
        (r"We use \\alpha\_i by 3\\%. Good.", r"We use \alpha_i by 3\%. Good.", False),
        (r"We use \alpha\_i. Good.", r"We use \alpha\_i. Good.", True),
    ],
)
def test_backslashes_go_only_where_markdown_put_them(
    printed: str, read_as: str, warned: bool
) -> None:
    result = parsed(markdown("A Title", printed))
    assert [entry.abstract for entry in result.entries] == [read_as]
    assert ("unclear-escape" in codes(result, "warning")) == warned


@pytest.mark.parametrize(
    "url", ["/papers/2606.00683", "<https://huggingface.co/papers/2606.00683>",
            'https://huggingface.co/papers/2606.00683 "A Title"'],
)  # fmt: skip
def test_other_forms_of_markdown_links_are_read(url: str) -> None:
    result = parsed(f"# Daily Papers\n\nOct 2\n\n### [A Title]({url})\n\n[{ABSTRACT}]({url})\n")
    assert [(e.title, e.abstract, e.arxiv) for e in result.entries] == [
        ("A Title", ABSTRACT, "2606.00683")
    ]


@pytest.mark.parametrize("title", ["**A Title**", "[A Title][12]", "[A Title](papers/1)"])
def test_markdown_that_is_not_understood_is_refused(title: str) -> None:
    result = parsed(f"{HEADER}{title}\n\n{ABSTRACT}")
    assert codes(result, "error") == ["unpaired"]


def test_a_search_word_above_the_day_is_skipped_with_a_warning() -> None:
    header = HEADER.replace("Oct 2", "slow memory\n\nOct 2")
    result = parsed(f"{header}A Title\n\n{ABSTRACT}")
    assert [entry.title for entry in result.entries] == ["A Title"]
    assert "skipped-line" in codes(result, "warning")


def test_the_start_of_a_wrapped_title_is_no_search_word() -> None:
    header = HEADER.replace("Oct 2\n\n", "A Good Title\n\nOct 2\n")
    result = parsed(f"{header}on Memory\n\n{ABSTRACT}")
    assert codes(result, "error") == ["no-capture"]
