"""The files of reading paths: read, formatted, edited, found."""

from dataclasses import replace
from pathlib import Path

import pytest
from build import codes, new_project, paper, write
from hypothesis import given
from hypothesis import strategies as st

from generator import project, store
from generator.model import MAX_PATHS, MAX_STEPS, ReadingPath, Step
from generator.model.errors import ReadingListError
from generator.store.dump import dump_path
from generator.store.format import format_path
from generator.store.reading_paths import patch_path, read_path

TEXT = """\
# Who keeps this: us
name: A path
why: It leads far.
topic: caches
steps:
  - paper: gpipe  # the first
    why: One.
    branch:
      - paper: aside
        # why not
        why: Two.
  - paper: moe
    why: >-
      Three is a sentence that is so long that it has a line of its own in the canonical form.
"""
STEPS = (
    Step(paper="gpipe", why="One.", branch=(Step(paper="aside", why="Two."),)),
    Step(paper="moe", why="Three is a sentence that is so long that it has a line of its own in "
                          "the canonical form."),
)  # fmt: skip
PATH = ReadingPath(id="a-path", name="A path", why="It leads far.", topic="caches", steps=STEPS)
texts = st.text(max_size=300).filter(str.strip)
steps = st.builds(Step, paper=texts, why=texts)


def read(text: str, name: str = "a-path.yml") -> ReadingPath | None:
    """The path of a file."""
    return read_path(text, name, f"paths/{name}")[0]


def test_a_path_is_read_with_the_places_of_its_values() -> None:
    path = read(TEXT)
    assert path == PATH
    assert [path.origin(f"{where}.paper").line for where, _ in path.places()] == [6, 9, 12]
    assert path.papers == ("gpipe", "aside", "moe")


def test_the_canonical_form_keeps_comments_and_is_stable() -> None:
    once, findings = format_path(TEXT, "a-path.yml")
    assert once
    assert findings == []
    assert all(f"# {word}" in once for word in ("Who keeps this", "the first", "why not"))
    assert format_path(once, "a-path.yml")[0] == once
    assert read(once) == PATH


@given(st.builds(ReadingPath, id=st.just("a-path"), name=texts, why=texts,
                 steps=st.lists(steps, min_size=1, max_size=3).map(tuple)))  # fmt: skip
def test_every_path_that_is_written_is_read_again(path: ReadingPath) -> None:
    again, _ = read_path(dump_path(path), "a-path.yml", "paths/a-path.yml")
    # Checks find what has no place in a path; a text that YAML cannot hold is never read.
    assert again is None or again == path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing-field"),
        ("name: A\nwhy: B\n", "missing-field"),
        ("name: A\nwhy: B\nsteps: []\n", "missing-field"),
        ("name: A\nwhy: B\nsteps:\n  - paper: a\n", "missing-field"),
        ("name: A\nwhy: B\nsteps:\n  - a\n", "wrong-type"),
        ("name: A\nwhy: B\nsteps: a\n", "wrong-type"),
        ("name: A\nwhy: B\nstep: []\n", "unknown-key"),
        ("name: A\nwhy: B\nsteps:\n" + "  - {paper: a, why: b}\n" * (MAX_STEPS + 1), "too-large"),
        ("name: A\nwhy: B\nsteps:\n" + "  - {paper: a, why: b, branch: [{paper: b, why: c}]}\n"
         * (MAX_STEPS // 2 + 1), "too-large"),
    ],
)  # fmt: skip
def test_a_wrong_file_says_why_and_is_no_path(text: str, code: str) -> None:
    path, findings = read_path(text, "a.yml", "paths/a.yml")
    assert path is None
    assert code in codes(findings)
    assert {finding.origin.source for finding in findings} == {"paths/a.yml"}


def test_a_name_that_is_not_an_id_is_an_error() -> None:
    for name in ("A path.yml", "a.yaml", "index.yml"):
        path, findings = read_path(TEXT, name, f"paths/{name}")
        assert path is None
        assert "bad-id" in codes(findings)


def test_an_edit_changes_ids_and_nothing_else() -> None:
    after = replace(PATH, topic="stores", steps=(
        replace(STEPS[0], branch=(replace(STEPS[0].branch[0], paper="beside"),)), STEPS[1],
    ))  # fmt: skip
    edited = patch_path(TEXT, after)
    assert edited == TEXT.replace("caches", "stores").replace("paper: aside", "paper: beside")


def test_an_edit_that_the_layout_does_not_allow_is_refused() -> None:
    text = TEXT.replace("paper: moe", "paper: >-\n      moe")
    after = replace(PATH, steps=(STEPS[0], replace(STEPS[1], paper="other")))
    with pytest.raises(ReadingListError, match="cannot be edited"):
        patch_path(text, after)


def test_a_list_has_its_paths_in_the_order_of_their_ids(tmp_path: Path) -> None:
    found = new_project(tmp_path, [paper("GPipe")])
    (tmp_path / "paths").mkdir()
    text = "name: {}\nwhy: B\nsteps:\n  - paper: gpipe\n    why: C\n"
    for name in ("b", "a"):
        write(tmp_path / "paths" / f"{name}.yml", text.format(name))
    write(tmp_path / "paths" / "README.md", "About these.")
    loaded = project.load(found)
    assert [path.id for path in loaded.catalog.paths] == ["a", "b"]
    assert not [f for f in loaded.findings if f.severity == "error"]
    write(tmp_path / "paths" / "b.yml", text.format("b").replace("gpipe", "nothing"))
    assert "unknown-step" in codes(
        project.load(found).findings
    )  # what was found before is not kept
    write(tmp_path / "paths" / "b.yml", "name: [\n")
    assert "paths/b.yml" in project.load(found).unreadable


def test_more_paths_than_a_site_can_show_are_an_error(tmp_path: Path) -> None:
    found = new_project(tmp_path, [paper("GPipe")])
    (tmp_path / "paths").mkdir()
    for number in range(MAX_PATHS + 1):
        text = f"name: P{number}\nwhy: B\nsteps:\n  - paper: gpipe\n    why: C\n"
        write(tmp_path / "paths" / f"p{number:03}.yml", text)
    loaded = store.load_catalog(found.papers, found.topics, found.root)
    assert len(loaded.catalog.paths) == MAX_PATHS
    assert codes(loaded.findings) == ["too-large"]
