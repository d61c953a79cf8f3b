"""Papers that an editor rejects: `excluded.yml` gets them, or nothing changes."""

from dataclasses import replace

import pytest
from build import paper

from generator.checks.matching import ExclusionIndex
from generator.model import Catalog, Exclusion, Origin
from generator.model.errors import ReadingListError
from generator.project.editing.rejection import reject_papers

LISTED = paper("GPipe", arxiv="1811.06965")
KNOWN = Exclusion(arxiv="2001.00001", title="A Survey of Ponds", reason="A survey.")
CATALOG = Catalog(papers=(LISTED,), excluded=(KNOWN,))


def rejected(line: int = 1, **fields: str) -> Exclusion:
    origin = Origin(source="new.md", line=line)
    return replace(Exclusion(reason="Not ours.", origin=origin), **fields)  # type: ignore[arg-type]


def test_a_rejected_paper_is_excluded_with_its_reason() -> None:
    edit = reject_papers(CATALOG, [rejected(arxiv="2602.00002", title="Ponds of Doubt")])
    assert edit.excluded == (
        KNOWN, Exclusion(arxiv="2602.00002", title="Ponds of Doubt", reason="Not ours."),
    )  # fmt: skip
    assert not edit.remarks
    # Another service may know the paper by its DOI alone.
    published = paper("Ponds of doubt", arxiv="", doi="10.1000/ponds")
    assert ExclusionIndex(edit.excluded).find(published)


def test_what_is_excluded_already_keeps_its_reason() -> None:
    twice = rejected(arxiv="2602.00002"), rejected(arxiv="2602.00002", reason="Again.")
    edit = reject_papers(CATALOG, [rejected(arxiv="2001.00001"), *twice])
    assert [each.reason for each in edit.excluded or ()] == ["A survey.", "Not ours."]
    assert len(edit.remarks) == 2
    assert "that reason stays: A survey." in edit.remarks[0]
    assert reject_papers(CATALOG, [rejected(arxiv="2001.00001")]).excluded is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"arxiv": "1811.06965"}, "new.md:7: nothing changed. gpipe.yml is this paper"),
        ({"title": "GPIPE"}, "reading-list rm gpipe"),
        ({}, "new.md:7: nothing changed. This line has neither"),
        ({"arxiv": "2602.00002", "reason": " "}, "new.md:7: nothing changed. Write why"),
        ({"arxiv": "2602.00002", "reason": "x" * 100_000}, "Write why"),
    ],
)
def test_a_line_that_cannot_be_rejected_refuses_all(fields: dict[str, str], said: str) -> None:
    with pytest.raises(ReadingListError, match=said):
        reject_papers(CATALOG, [rejected(arxiv="2602.00009"), rejected(7, **fields)])


def test_a_title_that_many_papers_have_is_remarked() -> None:
    edit = reject_papers(CATALOG, [rejected(title="Editorial")])
    assert "every paper with the title 'Editorial'" in edit.remarks[0]
