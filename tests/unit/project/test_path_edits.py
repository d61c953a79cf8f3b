"""Commands that edit the list, and reading paths: they follow, or the command refuses."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from build import new_project, paper, write

from generator import project
from generator.model import Catalog, Edit, ReadingPath, Step
from generator.model.errors import ReadingListError
from generator.project.editing.merging import merge_papers
from generator.project.editing.papers import rename_paper
from generator.project.editing.reading_paths import follow_topic
from generator.project.editing.removal import remove_papers

PATH = ReadingPath(
    id="p", name="A path", why="It leads far.", topic="t",
    steps=(Step(paper="a", why="One.", branch=(Step(paper="b", why="Two."),)),
           Step(paper="c", why="Three.")),
)  # fmt: skip
CATALOG = Catalog(
    papers=tuple(paper(name.upper(), id=name, arxiv=f"2401.0000{ord(name) % 10}")
                 for name in "abcd"),
    paths=(PATH,),
)  # fmt: skip


def test_a_renamed_paper_is_renamed_in_paths_too() -> None:
    (path,) = rename_paper(CATALOG, "b", "new").paths
    assert path.papers == ("a", "new", "c")
    assert rename_paper(CATALOG, "d", "new").paths == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: remove_papers(c, ["b"], "Why."), "paths/p.yml:1 names 'b' as a step"),
        (lambda c: remove_papers(c, ["b"], "Why.", "c"), "would name 'c', which the path has"),
        (lambda c: merge_papers(c, "a", "c", force=True), "would name 'a', which the path has"),
    ],
)
def test_a_sentence_of_a_path_is_never_lost(change: Callable[[Catalog], Edit], words: str) -> None:
    with pytest.raises(ReadingListError, match=r"nothing changed.*Remove the step first") as error:
        change(CATALOG)
    assert words in str(error.value)


def test_a_paper_that_another_one_replaces_is_replaced_in_paths() -> None:
    for edit in (remove_papers(CATALOG, ["b"], "Why.", "d"),
                 merge_papers(CATALOG, "d", "b", force=True)):  # fmt: skip
        (path,) = edit.paths
        assert path == replace(PATH, steps=(
            replace(PATH.steps[0], branch=(Step(paper="d", why="Two."),)), PATH.steps[1],
        ))  # fmt: skip


def test_a_renamed_topic_is_renamed_in_paths_too() -> None:
    assert follow_topic(CATALOG, "t", "new") == (replace(PATH, topic="new"),)
    assert follow_topic(CATALOG, "other", "new") == ()


def test_the_file_of_a_path_is_written_with_the_papers(tmp_path: Path) -> None:
    found = new_project(tmp_path, [paper("A", id="a"), paper("B", id="b")])
    (tmp_path / "paths").mkdir()
    text = "name: P\nwhy: W\nsteps:\n- {why: 'One.', paper: a} # here\n- {paper: b, why: Two.}\n"
    write(tmp_path / "paths" / "p.yml", text)
    _, files = project.edit(found, lambda catalog: rename_paper(catalog, "b", "new"))
    assert [path.name for path in files.others] == ["p.yml"]
    assert (tmp_path / "paths" / "p.yml").read_text("utf-8") == text.replace(
        "paper: b", "paper: new"
    )
