"""Line ends: a checkout on Windows has others, and nothing that is written changes them."""

import json
import shutil
from pathlib import Path

import pytest
from build import LIST, new_project, write
from command import run

from generator import project, store
from generator.project import Project
from generator.store.line_ends import has_mixed_line_ends, main_line_end, with_line_ends

UNTIDY = "# who?\nvenue: 'B' # seen\ntags: [a, b]\ntitle: A\nnote: |\n  One\n\n  two\n"


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The list as git checks it out on Windows."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(LIST / "papers", tmp_path / "papers")
    for name in ("mkdocs.yml", "topics.yml"):
        shutil.copy(LIST / name, tmp_path)
    for path in (*tmp_path.glob("papers/*.yml"), *tmp_path.glob("*.yml")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return project.find(tmp_path / "mkdocs.yml")


def all_crlf(path: Path) -> bool:
    """Whether every line of a file ends as on Windows."""
    data = path.read_bytes()
    return data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r") > 0


@pytest.mark.slow
def test_a_windows_checkout_of_the_list_is_canonical_and_without_findings(windows: Project) -> None:
    checked = run("fmt", "--check")
    assert (checked.exit_code, checked.stdout) == (0, "0 files to change\n")
    loaded = project.load(windows)
    there = project.load(project.find(LIST / "mkdocs.yml"))
    assert (loaded.findings, loaded.catalog) == (there.findings, there.catalog)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_fmt_keeps_the_line_ends_of_papers_and_topics(
    line_end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path)
    topics = "# T\n- {id: a, name: A,\n   group: G, description: D}\n\n\n# end\n"
    paper = write(reading_list.papers / "a.yml", UNTIDY.replace("\n", line_end))
    write(reading_list.topics, topics.replace("\n", line_end))
    assert run("fmt").stdout == "write papers/a.yml\nwrite topics.yml\n2 files changed\n"
    expected = "title: A\n# who?\nvenue: B  # seen\ntags:\n  - a\n  - b\nnote: |-\n  One\n\n  two\n"
    assert paper.read_bytes() == expected.replace("\n", line_end).encode()
    assert set(reading_list.topics.read_bytes().decode().replace(line_end, "")).isdisjoint("\r\n")
    assert run("fmt", "--check").exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("title: A\r\nvenue: B\r\nnote: C\n", "title: A\r\nvenue: B\r\nnote: C\r\n"),
        ("title: A\r\nvenue: B\nnote: C\n", "title: A\nvenue: B\nnote: C\n"),
        ("title: A\r\nvenue: B\n", "title: A\nvenue: B\n"),
    ],
)
def test_fmt_gives_mixed_line_ends_what_most_lines_have_and_says_so(
    text: str, made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = write(new_project(tmp_path).papers / "a.yml", text)
    message = "papers/a.yml (mixed line ends become those of most lines)\n"
    assert run("fmt", "--check").stdout == f"would write {message}1 file to change\n"
    assert run("fmt").stdout == f"write {message}1 file changed\n"
    assert path.read_bytes() == made.encode()


@pytest.mark.slow
def test_an_import_keeps_the_line_ends_of_known_papers(windows: Project) -> None:
    known = next(paper for paper in project.load(windows).catalog.papers if not paper.doi)
    facts = [{"title": known.title, "doi": "10.1234/abc", "arxiv": known.arxiv or None}]
    write(windows.root / "facts.json", json.dumps(facts))
    assert run("import", "facts.json").exit_code == 0
    path = windows.papers / f"{known.id}.yml"
    assert "doi: 10.1234/abc\r\n" in path.read_bytes().decode()
    assert all_crlf(path)


@pytest.mark.slow
def test_renaming_a_tag_keeps_line_ends(windows: Project) -> None:
    assert run("tags", "rename", "gpipe", "g-pipe library").exit_code == 0
    assert all(map(all_crlf, windows.papers.glob("*.yml")))
    assert all_crlf(windows.topics)


def test_a_file_that_is_written_anew_keeps_its_line_ends() -> None:
    text = "{title: A}\r\n"
    before, _ = store.read_paper(text, "a", "a.yml")
    after, _ = store.read_paper("title: A\nvenue: B\n", "a", "a.yml")
    assert before
    assert after
    assert store.patch_paper(text, before, after) == "title: A\r\nvenue: B\r\n"


def test_tags_written_anew_keep_line_ends() -> None:
    text = "title: A\r\ntags:\r\n- a\r\n- >-\r\n  b\r\nvenue: B # c\r\n"
    before, _ = store.read_paper(text, "a", "a.yml")
    after, _ = store.read_paper("title: A\ntags: [a, c]\nvenue: B\n", "a", "a.yml")
    assert before
    assert after
    patched = store.patch_paper(text, before, after)
    assert patched == "title: A\r\nvenue: B  # c\r\ntags:\r\n  - a\r\n  - c\r\n"
    assert store.read_paper(patched, "a", "a.yml")[0] == after


def test_the_line_end_of_a_text_is_that_of_most_lines() -> None:
    assert main_line_end("a") == main_line_end("") == "\n"
    assert main_line_end("a\r\nb\n") == "\n"
    assert main_line_end("a\r\nb\r\nc\n") == "\r\n"
    assert has_mixed_line_ends("a\r\nb\rc\n")
    assert not has_mixed_line_ends("a\r\nb\r\n")
    assert with_line_ends("a\r\nb\rc\n", "\r\n") == "a\r\nb\r\nc\r\n"
