"""Symbolic links that a pull request can bring: refused, and nothing behind them is touched."""

import logging
import os
import shutil
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from build import folder_bytes, new_project, paper, write
from command import run
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError

PRECIOUS: Mapping[str, str] = {"config": "precious", "a.yml": "title: Precious\n", "x.md": "# P\n"}


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that is not the list's."""
    folder = tmp_path / "outside"
    folder.mkdir()
    for name, text in PRECIOUS.items():
        write(folder / name, text)
    return folder


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list with one paper and hand-written pages."""
    place = tmp_path / "list"
    place.mkdir()
    new_project(place, [paper()])
    write(place / "mkdocs.yml", "site_name: A list\ntheme: {name: material, font: false}\n"
                                "plugins: [search, reading-list]\n"
                                "site_url: https://example.org/\n")  # fmt: skip
    (place / "docs").mkdir()
    write(place / "docs" / "home.md", "# Home\n")
    write(place / "facts.json", '[{"title": "New", "year": 2019, "venue": "NeurIPS 2019"}]')
    monkeypatch.chdir(place)
    return place


def built(root: Path) -> str:
    """What a build of the list says against it."""
    stderr = StringIO()
    handler = logging.StreamHandler(stderr)
    handler.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(handler)
    try:
        build(load_config(str(root / "mkdocs.yml")))
    except (PluginError, Abort) as error:
        return f"{stderr.getvalue()}{error}"
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
    return stderr.getvalue()


@pytest.mark.parametrize("command", ["check", "fmt", "import facts.json", "topics", "tags"])
@pytest.mark.parametrize("folder", ["papers", "templates"])
def test_a_folder_of_the_list_that_is_a_link_is_refused(
    root: Path, outside: Path, command: str, folder: str
) -> None:
    shutil.rmtree(root / folder, ignore_errors=True)
    (root / folder).symlink_to(outside)
    result = run(*command.split())
    assert result.exit_code == 2
    assert result.stderr.startswith(f"reading-list: {folder}: {folder} is a symbolic link")
    assert folder_bytes(outside) == {name: text.encode() for name, text in PRECIOUS.items()}


def test_a_folder_on_the_way_to_the_papers_that_is_a_link_is_refused(
    root: Path, outside: Path
) -> None:
    (outside / "papers").mkdir()
    (root / "data").symlink_to(outside)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    with_option = settings.replace("reading-list]", "reading-list: {papers: data/papers}]")
    write(root / "mkdocs.yml", with_option)
    assert "data is a symbolic link" in run("check").stderr
    assert "data is a symbolic link" in built(root)


def test_a_list_that_is_itself_reached_through_a_link_works(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "way").symlink_to(root)
    monkeypatch.chdir(tmp_path / "way")
    assert run("check").exit_code == 0
    assert run("import", "facts.json").exit_code == 0
    assert (root / "papers" / "new.yml").is_file()


def test_folders_that_the_configuration_names_elsewhere_are_used(
    root: Path, tmp_path: Path
) -> None:
    shutil.move(root / "papers", tmp_path / "shared")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    with_option = settings.replace("reading-list]", "reading-list: {papers: ../shared}]")
    write(root / "mkdocs.yml", with_option)
    assert run("check").exit_code == 0
    assert run("import", "facts.json").exit_code == 0
    assert (tmp_path / "shared" / "new.yml").is_file()


@pytest.mark.parametrize("target", ["a.yml", "missing", "."])
def test_a_vocabulary_that_is_a_link_is_an_error(root: Path, outside: Path, target: str) -> None:
    (root / "topics.yml").unlink()
    (root / "topics.yml").symlink_to(outside / target)
    result = run("check")
    assert result.exit_code == 1
    assert "topics.yml:1: error[not-a-file]" in result.stdout
    assert run("fmt").exit_code == 1
    assert (outside / "a.yml").read_text("utf-8") == PRECIOUS["a.yml"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["paper.md.j2", "assets/extra.js", "words/en.toml"])
def test_a_template_that_is_a_link_is_refused_and_never_shown(
    root: Path, outside: Path, name: str
) -> None:
    (root / "templates" / name).parent.mkdir(parents=True)
    (root / "templates" / name).symlink_to(outside / "config")
    assert "precious" not in built(root)
    assert "not a regular file" in built(root)
    result = run("generate", "--output", "out")
    assert result.exit_code == 2
    assert "not a regular file" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["more.md", "home.md", "data.txt", "deep/folder"])
def test_a_page_that_leads_out_of_the_project_is_not_published(
    root: Path, outside: Path, name: str
) -> None:
    (root / "docs" / name).parent.mkdir(exist_ok=True)
    (root / "docs" / name).unlink(missing_ok=True)
    (root / "docs" / name).symlink_to(outside if name == "deep/folder" else outside / "x.md")
    assert "leads out of the project" in built(root)
    assert not list((root / "site").rglob("x*")) if (root / "site").exists() else True


@pytest.mark.slow
def test_a_page_that_is_a_link_within_the_project_is_published(root: Path) -> None:
    write(root / "README.md", "# A list\n")
    (root / "docs" / "about.md").symlink_to("../README.md")
    assert built(root) == ""
    assert (root / "site" / "about" / "index.html").is_file()


def test_a_build_empties_nothing_through_a_link(root: Path, outside: Path) -> None:
    (root / "site").symlink_to(outside)
    assert "site_dir" in built(root)
    assert folder_bytes(outside) == {name: text.encode() for name, text in PRECIOUS.items()}


@pytest.mark.slow
@pytest.mark.parametrize("link", [".cache", ".cache/cards"])
def test_pictures_are_neither_kept_nor_tidied_through_a_link(
    root: Path, outside: Path, link: str
) -> None:
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside)
    assert "is a symbolic link" in built(root)
    assert folder_bytes(outside) == {name: text.encode() for name, text in PRECIOUS.items()}


def test_drafts_of_known_names_are_not_opened(root: Path, outside: Path) -> None:
    for name in (".topics.yml.draft", ".report.md.new", ".links.json.new"):
        (root / name).symlink_to(outside / "config")
    write(root / "topics.yml", "-   {id: a, name: A, group: B, description: C}\n")
    write(root / "papers" / "gpipe.yml", "title:   GPipe\n")
    assert run("fmt").exit_code == 0
    run("links", "--cache", "links.json", "--report", "report.md")
    assert (root / "report.md").is_file()
    assert (outside / "config").read_text("utf-8") == "precious"


def test_what_links_keeps_is_not_read_or_written_through_a_link(root: Path, outside: Path) -> None:
    (root / "kept.json").symlink_to(outside / "config")
    assert run("links", "--cache", "kept.json").exit_code == 2
    (root / ".cache").symlink_to(outside)
    result = run("links", "--report", ".cache/report.md")
    assert result.exit_code == 2
    assert "is a symbolic link in the list" in result.stderr
    assert not (outside / "report.md").exists()


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(root: Path) -> None:
    (root / "templates" / "words").mkdir(parents=True)
    for name in ("templates/paper.md.j2", "templates/words/en.toml", "papers/pipe.yml"):
        os.mkfifo(root / name)
    assert run("check").exit_code == 1
    assert run("generate", "--output", "out").exit_code in (1, 2)
