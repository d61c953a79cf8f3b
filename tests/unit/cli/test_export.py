"""`reading-list export`: which papers, in which format, and where to."""

import json
import os
import re
from pathlib import Path

import pytest
from build import by, new_project, on, paper, write
from command import run, run_process

from generator.model import Link
from generator.project import Project
from generator.site.marked_region import BEGIN, END

HOSTILE = "# [x](javascript:a) <b>@team</b> #12 {{ 7*7 }} --> `c` | \\*"
PAPERS = (
    paper("Alpha", id="alpha", authors=by("Ann Alpha"), published=on(2020),
          topics=("memory-efficiency", "mixture-of-experts"), tags=("fine-tuning",), status="read"),
    paper("Beta", id="beta", published=on(2021), topics=("mixture-of-experts",), tags=("MoE",),
          arxiv="2101.00001", links=(Link(kind="code", url="https://example.org/a_(b)"),)),
    paper(HOSTILE, id="hostile", authors=by("Eve <i>"), recommended=True,
          publication_status="retracted"),
)  # fmt: skip


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list of three papers."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path, PAPERS)


def exported(*args: str) -> list[str]:
    """The ids of the papers that are exported."""
    result = run("export", "--format", "json", *args)
    assert result.exit_code == 0, result.output
    return [each["id"] for each in json.loads(result.stdout)]


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize(
    ("args", "chosen"),
    [
        ("", "alpha beta hostile"),
        ("--topic mixture-of-experts", "alpha beta"),
        ("--topic memory-efficiency --topic mixture-of-experts", "alpha beta"),
        ("--topic mixture-of-experts --tag moe", "beta"),
        ("--tag Fine_Tuning", "alpha"),
        ("--paper beta.yml --paper alpha", "alpha beta"),
        ("--status read", "alpha"),
    ],
)
def test_papers_are_chosen_by_topic_tag_id_and_status(args: str, chosen: str) -> None:
    assert exported(*args.split()) == chosen.split()


@pytest.mark.usefixtures("reading_list")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            "--topic mixture-of-expert",
            "no topic 'mixture-of-expert' in the list; did you mean 'mixture-of-experts'?",
        ),
        ("--tag fine-tunning", "no tag 'fine-tunning' in the list; did you mean 'fine-tuning'?"),
        ("--paper alpa", "no paper 'alpa' in the list; did you mean 'alpha'?"),
        ("--into nothing.md", "File 'nothing.md' does not exist"),
        ("--into mkdocs.yml --format csv", "--into is for --format markdown"),
        ("--group year", "--group is for --format markdown"),
        ("--into mkdocs.yml -o x", "--into and --output name a file each"),
        ("--check", "--check compares a file that --into names"),
    ],
)
def test_what_cannot_be_meant_is_an_error(args: str, message: str) -> None:
    result = run("export", *args.split())
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("reading_list")
def test_an_empty_selection_is_reported() -> None:
    result = run("export", "--topic", "memory-efficiency", "--tag", "moe", "--format", "csl-json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert result.stderr == "reading-list: no paper fits this selection\n"


def test_a_list_without_papers_is_exported(reading_list: Project) -> None:
    for path in reading_list.papers.iterdir():
        path.unlink()
    result = run("export", "--format", "csl-json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    assert result.stderr == "reading-list: the list has no papers\n"


def test_a_list_with_errors_is_not_exported(reading_list: Project) -> None:
    write(reading_list.papers / "broken.yml", "title: [\n")
    result = run("export", "-o", "out.bib")
    assert result.exit_code == 1
    assert "nothing exported" in result.stderr
    assert not Path("out.bib").exists()


@pytest.mark.usefixtures("reading_list")
def test_a_file_has_the_bytes_of_standard_output() -> None:
    for form in ("bibtex", "csv", "markdown"):
        result = run_process("export", "--format", form, PYTHONIOENCODING="ascii")
        assert run("export", "--format", form, "-o", "out/file").exit_code == 0
        assert Path("out/file").read_bytes() == result.stdout
    assert b"\r\n" not in run_process("export").stdout


@pytest.mark.usefixtures("reading_list")
def test_a_link_a_device_or_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    precious = write(tmp_path / "precious", "mine")
    Path("link.bib").symlink_to(precious)
    Path("dangling.bib").symlink_to("nothing")
    write(Path("fixed.bib"), "mine").chmod(0o444)
    paths = ["link.bib", "dangling.bib", "fixed.bib"]
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe.bib")
        paths.append("pipe.bib")
    modes = [os.lstat(path).st_mode for path in paths]
    for path in paths:
        result = run("export", "-o", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert f"{path} is " in result.stderr
    assert [os.lstat(path).st_mode for path in paths] == modes
    assert (precious.read_text("utf-8"), Path("fixed.bib").read_text("utf-8")) == ("mine", "mine")


@pytest.mark.usefixtures("reading_list")
def test_a_file_that_is_written_again_keeps_its_permissions() -> None:
    private = write(Path("private.bib"), "old")
    private.chmod(0o600)
    before = private.stat().st_mode
    assert run("export", "-o", private).exit_code == 0
    assert private.stat().st_mode == before
    assert private.read_text("utf-8").startswith("@")


@pytest.mark.usefixtures("reading_list")
def test_a_readme_shows_papers_by_topic() -> None:
    text = run("export", "--format", "markdown").stdout
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == [
        "Memory efficiency & offloading", "Mixture of experts", "Without a topic",
    ]  # fmt: skip
    assert "- [Beta](https://arxiv.org/abs/2101.00001) · 2021 · " in text
    assert "[Code](https://example.org/a_&#40;b&#41;)" in text
    assert text.count("Alpha") == 2  # the title and the author, once
    by_year = run("export", "--format", "markdown", "--group", "year").stdout
    assert re.findall(r"^### (.+)$", by_year, re.MULTILINE) == ["2021", "2020", "Undated"]
    chosen = run("export", "--format", "markdown", "--topic", "mixture-of-experts").stdout
    assert chosen.count("### ") == 1


@pytest.mark.usefixtures("reading_list")
def test_a_title_is_text_in_a_readme() -> None:
    (line,) = [line for line in run("export", "--format", "markdown", "--paper", "hostile")
               .stdout.splitlines() if line.startswith("- ")]  # fmt: skip
    title, _, facts = line.removeprefix("- [").rpartition(
        "](https://papers.example.org/reading-list/papers/hostile/)"
    )
    assert facts == " **Retracted** **Editors’ pick** · Eve &#60;i&#62;"
    assert not set("<>[]`|@{}*") & set(title)


@pytest.mark.usefixtures("reading_list")
def test_the_region_of_a_readme_is_filled_and_checked() -> None:
    before = f"# Mine\r\n\r\n{BEGIN}\r\n{END}\r\nrest\r\n".encode()
    readme = Path("README.md")
    readme.write_bytes(before)
    command = ("export", "--into", "README.md")
    assert run(*command, "--check").exit_code == 1
    assert readme.read_bytes() == before
    assert run(*command).stdout == "write README.md\n"
    after = readme.read_bytes()
    assert after.startswith(b"# Mine\r\n\r\n<!-- reading-list:begin -->\r\n\r\n### ")
    assert after.endswith(b"\r\n\r\n<!-- reading-list:end -->\r\nrest\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert run(*command, "--check").exit_code == 0
    assert run(*command).stdout == "README.md is up to date\n"


@pytest.mark.usefixtures("reading_list")
def test_a_readme_that_cannot_be_filled_stays() -> None:
    readme = write(Path("README.md"), f"{BEGIN}\n{BEGIN}\n{END}\n")
    result = run("export", "--into", "README.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("reading-list: README.md:2: the marker")
    readme.write_bytes(b"\xff")
    assert "not UTF-8 text" in run("export", "--into", "README.md").stderr
    assert run("export", "--into", "missing.md").exit_code != 0


def test_a_template_of_the_list_replaces_that_of_a_readme(reading_list: Project) -> None:
    reading_list.templates.mkdir(exist_ok=True)
    write(reading_list.templates / "export.md.j2", "{{ view.count }} papers\n")
    assert run("export", "--format", "markdown").stdout == "3 papers\n"
