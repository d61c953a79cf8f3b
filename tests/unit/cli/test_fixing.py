"""`check --fix`: what has one right answer is written, and nothing else is touched."""

import json
from pathlib import Path

import pytest
from build import codes, folder_bytes, new_project, write
from command import run

from generator import project, store
from generator.checks.corrections import correct_arxiv, correct_doi, iso_date
from generator.cli import fixes
from generator.model.errors import ReadingListError
from generator.project import Project

PAPER = """\
# A remark
title:   "A"   # kept
topics: [memory-efficiency]
published: 2018-11-5 # seen
arxiv: arXiv:1811.06965v2
doi: 'https://doi.org/10.1145/ABC'  # the address

tags: [fine tuning, x]
"""
FIXED = """\
# A remark
title:   "A"   # kept
topics: [memory-efficiency]
published: 2018-11-05 # seen
arxiv: '1811.06965'
doi: 10.1145/abc  # the address

tags: [fine-tuning, x]
"""
OTHER = "title: {}\ntopics: [memory-efficiency]\ntags:\n  - fine-tuning\n"


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with one untidy paper and two others, in the current folder."""
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path)
    write(reading_list.papers / "a.yml", PAPER)
    for name in ("b", "c"):
        write(reading_list.papers / f"{name}.yml", OTHER.format(name.upper()))
    return reading_list


def test_fix_writes_what_has_one_right_answer_and_no_other_byte(reading_list: Project) -> None:
    before = folder_bytes(reading_list.root)
    result = run("check", "--fix")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "fixed papers/a.yml:4:12: bad-date: '2018-11-5' to '2018-11-05'",
        "fixed papers/a.yml:5:8: bad-arxiv: 'arXiv:1811.06965v2' to '1811.06965'",
        "fixed papers/a.yml:6:6: bad-doi: 'https://doi.org/10.1145/ABC' to '10.1145/abc'",
        "fixed papers/a.yml:8:8: similar-tag: 'fine tuning' to 'fine-tuning'",
        "4 findings fixed",
        "3 papers: 0 errors, 0 warnings",
    ]
    assert folder_bytes(reading_list.root) == {**before, "papers/a.yml": FIXED.encode()}
    assert run("check", "--fix").stdout.startswith("0 findings fixed\n")


def test_fix_keeps_line_ends(reading_list: Project) -> None:
    path = write(reading_list.papers / "a.yml", PAPER.replace("\n", "\r\n"))
    assert run("check", "--fix").exit_code == 0
    assert path.read_bytes() == FIXED.replace("\n", "\r\n").encode()


def test_a_dry_run_says_what_it_would_fix_and_writes_nothing(reading_list: Project) -> None:
    write(reading_list.papers / "GPipe.yaml", "title: GPipe\n")
    before = folder_bytes(reading_list.root)
    result = run("check", "--fix", "--dry-run")
    assert result.exit_code == 1
    assert "would fix papers/GPipe.yaml:1: bad-id: 'GPipe.yaml' to 'gpipe.yml'\n" in result.stdout
    assert "would fix papers/a.yml:4:12: bad-date: '2018-11-5' to '2018-11-05'\n" in result.stdout
    assert "\n5 findings to fix\n" in result.stdout
    assert "papers/a.yml:4:12: error[bad-date]" in result.stdout
    assert folder_bytes(reading_list.root) == before
    assert run("check", "--dry-run").exit_code == 2


def test_what_is_left_is_reported_and_gives_the_status(reading_list: Project) -> None:
    write(reading_list.papers / "b.yml", "title: B\nadded: 05/01/2019\nvenue: TBA\n")
    result = run("check", "--fix")
    assert result.exit_code == 1
    assert "error[bad-date] '05/01/2019'" in result.stdout
    assert "error[placeholder]" in result.stdout
    assert "bad-doi]" not in result.stdout


def test_only_chosen_files_are_fixed(reading_list: Project) -> None:
    write(reading_list.papers / "B 2.yml", "title: B 2\ntopics: [memory-efficiency]\n")
    assert run("check", "--fix", "papers/b.yml").stdout.startswith("0 findings fixed\n")
    assert (reading_list.papers / "a.yml").read_text("utf-8") == PAPER
    result = run("check", "--fix", "papers/B 2.yml")
    assert result.stdout.endswith("1 finding fixed\n1 paper: 0 errors, 0 warnings\n")
    assert (reading_list.papers / "b-2.yml").exists()


def test_ignored_findings_are_not_fixed(reading_list: Project) -> None:
    ignore = "ignore:\n  - similar-tag: Spelt so there.\n  - bad-doi: As printed.\n"
    path = write(reading_list.papers / "a.yml", PAPER + ignore)
    run("check", "--fix")
    text = path.read_text("utf-8")
    assert "doi: 'https://doi.org/10.1145/ABC'" in text
    assert "tags: [fine tuning, x]" in text
    assert "arxiv: '1811.06965'" in text


def test_programs_read_only_what_is_left_on_standard_output(reading_list: Project) -> None:
    result = run("check", "--fix", "--format", "json")
    assert json.loads(result.stdout)["findings"] == []
    assert "4 findings fixed" in result.stderr
    write(reading_list.papers / "a.yml", PAPER)
    assert run("check", "--fix", "--quiet").output == ""


RENAMED = {
    "GPipe.yml": "gpipe.yml",
    "my paper.yml": "my-paper.yml",
    "other.yaml": "other.yml",
    "Third.YML": "third.yml",
    "fourth": "fourth.yml",
    "index.yml": "index-paper.yml",
    "a--b.yml": "a-b.yml",
}


@pytest.mark.parametrize("old", RENAMED)
def test_a_file_gets_the_name_that_the_check_proposes(reading_list: Project, old: str) -> None:
    text = "title: Another # kept\nvenue: 'X'\n"
    write(reading_list.papers / old, text)
    result = run("check", "--fix", f"papers/{old}")
    assert f"fixed papers/{old}:1: bad-id: {old!r} to {RENAMED[old]!r}" in result.stdout
    assert (reading_list.papers / RENAMED[old]).read_text("utf-8") == text
    assert not (reading_list.papers / old).exists()
    assert "bad-id]" not in run("check").stdout


def test_a_renamed_file_is_fixed_inside_and_papers_that_name_it_follow(
    reading_list: Project,
) -> None:
    write(
        reading_list.papers / "GPipe.yaml",
        "title: GPipe\narxiv: https://arxiv.org/abs/1811.06966v1\n",
    )
    b = write(
        reading_list.papers / "b.yml",
        OTHER.format("B") + "related:\n  - GPipe # the first\n  - a\n",
    )
    assert run("check", "--fix").exit_code == 0
    assert (reading_list.papers / "gpipe.yml").read_text(
        "utf-8"
    ) == "title: GPipe\narxiv: '1811.06966'\n"
    assert b.read_text("utf-8").endswith("related:\n  - gpipe # the first\n  - a\n")


def test_an_old_id_of_a_paper_becomes_its_new_one(reading_list: Project) -> None:
    write(reading_list.papers / "b.yml", OTHER.format("B") + "aliases:\n  - old\n")
    path = write(
        reading_list.papers / "c.yml", OTHER.format("C") + "related: [old, papers/a.yml, old]\n"
    )
    run("check", "--fix")
    assert path.read_text("utf-8").endswith("related: [b, a, b]\n")
    text = OTHER.format("C") + "related: [old, b]\n"
    write(path, text)
    run("check", "--fix")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    "files",
    [
        {"A.yml": "title: X\n"},  # a.yml is taken
        {"x y.yml": "title: X\n", "X-Y.yml": "title: Z\n"},  # both want one name
        {"Old.yml": "title: X\n", "d.yml": "title: D\naliases: [old]\n"},  # somebody's old name
        {"Not a paper": "words\n"},
        {"Broken.yml": "title: a: b\n"},
        {"Folder.yml/a.yml": "title: A\n"},
    ],
)
def test_a_name_that_is_not_free_or_not_a_papers_is_left_alone(
    reading_list: Project, files: dict[str, str]
) -> None:
    for name, text in files.items():
        (reading_list.papers / name).parent.mkdir(exist_ok=True)
        write(reading_list.papers / name, text)
    result = run("check", "--fix")
    assert "bad-id: " not in result.stdout
    for name, text in files.items():
        assert (reading_list.papers / name).read_text("utf-8") == text


def test_a_rename_that_was_interrupted_is_finished(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reading_list.papers / "D E.yml", "title: D\narxiv: arXiv:1811.06966\n")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        result = run("check", "--fix")
    assert result.exit_code == 1
    assert "what was decided is written by the next command that writes" in result.stderr
    assert [*store.list_files(reading_list.papers)][-1] == "d-e.yml"
    run("fmt")
    assert not (reading_list.papers / "D E.yml").exists()
    assert (reading_list.papers / "d-e.yml").read_text("utf-8") == "title: D\narxiv: '1811.06966'\n"


def test_a_command_that_finishes_another_one_does_not_speak_of_no_errors(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reading_list.papers / "D E.yml", "title: D\n")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        run("check", "--fix")
    write(reading_list.papers / "D E.yml", "title: Edited\n")
    result = run("fmt")
    assert result.exit_code == 1
    assert "papers/D E.yml: warning[edited-since]" in result.stderr
    assert result.stderr.endswith(
        "\nreading-list: an interrupted command was completed. Run this again\n"
    )


def test_a_name_may_only_differ_in_its_case(reading_list: Project) -> None:
    write(reading_list.papers / "Gpipe.yml", "title: GPipe\n")
    assert "Gpipe.yml' to 'gpipe.yml'" in run("check", "--fix").stdout
    assert (reading_list.papers / "gpipe.yml").read_text("utf-8") == "title: GPipe\n"
    assert "Gpipe.yml" not in {path.name for path in reading_list.papers.iterdir()}


def test_nothing_is_written_when_the_commit_fails(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(reading_list.papers / "D E.yml", "title: D\n")
    before = folder_bytes(reading_list.papers)

    def refuse(folder: Path, texts: object) -> None:
        raise ReadingListError("disk full")

    monkeypatch.setattr(store, "commit", refuse)
    result = run("check", "--fix")
    assert (result.exit_code, result.stdout) == (1, "")
    assert folder_bytes(reading_list.papers) == before


def test_fixing_waits_for_no_lock_in_a_dry_run(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> object:
        raise ReadingListError("locked")

    monkeypatch.setattr(project, "exclusive_lock", refuse)
    assert run("check", "--fix", "--dry-run").exit_code == 1
    assert "locked" in run("check", "--fix").stderr


def test_tags_are_left_alone_while_a_paper_cannot_be_read(reading_list: Project) -> None:
    path = write(reading_list.papers / "b.yml", "title: B: b\n")
    result = run("check", "--fix")
    assert "fine tuning' to" not in result.stdout
    assert "arXiv:1811.06965v2' to" in result.stdout
    assert path.read_text("utf-8") == "title: B: b\n"


def test_a_tag_that_would_stand_there_twice_goes(reading_list: Project) -> None:
    path = write(
        reading_list.papers / "a.yml",
        "title: A\ntags:\n  - fine-tuning\n  - Fine Tunings # why?\n  - x\n",
    )
    run("check", "--fix", "papers/a.yml")
    assert path.read_text("utf-8") == "title: A\ntags:\n  - fine-tuning\n  # why?\n  - x\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{title: A, arxiv: arXiv:1811.06965v2}\n", "{title: A, arxiv: '1811.06965'}\n"),
        ("? arxiv\n: arXiv:1811.06965\n? title\n: A\n", "? arxiv\n: '1811.06965'\n? title\n: A\n"),
        ('title: A\nadded: "2019/1/5"\n', "title: A\nadded: 2019-01-05\n"),
        ("title: A\narxiv:\n  1811.06965v1 # c\n", "title: A\narxiv:\n  '1811.06965' # c\n"),
        ("title: A\narxiv: !!str 1811.06965v1\n", "title: A\narxiv: !!str 1811.06965v1\n"),
        ("title: 😀 # 😀\ndoi: doi:10.1/é\n", "title: 😀 # 😀\ndoi: doi:10.1/é\n"),
        ("title: 😀 # 😀\ndoi: doi:10.1000/É #\n", "title: 😀 # 😀\ndoi: 10.1000/é #\n"),
        ("title: A\narxiv: >-\n  1811.06965v1\n", "title: A\narxiv: >-\n  1811.06965v1\n"),
    ],
)
def test_odd_layouts_are_fixed_in_place_or_not_at_all(
    reading_list: Project, text: str, expected: str
) -> None:
    path = write(reading_list.papers / "a.yml", text)
    run("check", "--fix", "papers/a.yml")
    assert path.read_text("utf-8") == expected


def test_an_empty_project_has_nothing_to_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "mkdocs.yml", "site_name: L\n")
    (tmp_path / "papers").mkdir()
    stdout = run("check", "--fix").stdout
    assert stdout.startswith("0 findings fixed\n0 papers: 0 errors, 0 warnings\nno papers yet: ")
    (tmp_path / "papers").rmdir()
    assert run("check", "--fix").exit_code == 1
    assert not (tmp_path / "papers").exists()
    assert fixes.fix(project.find(), lambda _: True).fixes == ()


def test_fixing_leaves_no_new_error(reading_list: Project) -> None:
    for n, value in enumerate(("arXiv:1811.06965v2", "cs.LG/1", "1811.99999v1", "arXiv:1813.1")):
        write(reading_list.papers / f"n{n}.yml", f"title: N{n}\narxiv: '{value}'\n")
    before = codes(project.load(reading_list).findings)
    run("check", "--fix")
    after = codes(project.load(reading_list).findings)
    assert set(after) - {"duplicate-arxiv"} <= set(before)


ARXIV_FORMS = (
    "arXiv:1811.06965v2", "arxiv: 1811.06965", "arXiv 1811.06965", "1811.06965v1",
    "https://arxiv.org/abs/1811.06965v2", "http://export.arxiv.org/abs/1811.06965",
    "arxiv.org/abs/1811.06965", "https://arxiv.org/pdf/1811.06965v2.pdf",
    "https://arxiv.org/abs/1811.06965?context=cs", "https://arxiv.org/html/1811.06965v2#S1",
    "https://doi.org/10.48550/arXiv.1811.06965", "arXiv:1811.06965v2 [cs.LG]",
    "https://huggingface.co/papers/1811.06965", "https://www.alphaxiv.org/abs/1811.06965v2",
)  # fmt: skip


@pytest.mark.parametrize("text", ARXIV_FORMS)
def test_an_arxiv_id_is_taken_out_of_any_dress(text: str) -> None:
    assert correct_arxiv(text) == "1811.06965"


@pytest.mark.parametrize(
    "text", ["", "1811", "arXiv:1813.06965", "https://x.org/1811.06965", "1811.06965 1811.06966"]
)
def test_what_names_no_arxiv_id_is_not_guessed(text: str) -> None:
    assert correct_arxiv(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "https://doi.org/10.1145/ABC", "http://dx.doi.org/10.1145/abc", "doi:10.1145/abc",
        "DOI: 10.1145/abc", "DOI 10.1145/abc", "doi.org/10.1145/abc", "urn:doi:10.1145/abc",
        "info:doi/10.1145/abc", "https://doi.org/10.1145%2Fabc", "https://doi.org/10.1145/abc.",
        "https://dl.acm.org/doi/10.1145/abc", "https://dl.acm.org/doi/pdf/10.1145/abc?download=1",
        "https://doi-org.proxy.lib.edu/10.1145/abc", "https://doi.org/doi:10.1145/abc",
    ],
)  # fmt: skip
def test_a_doi_is_taken_out_of_any_dress(text: str) -> None:
    assert correct_doi(text) == "10.1145/abc"


@pytest.mark.parametrize(
    "text", ["", "10.1145", "10.1145/a b", "https://doi.org/10.1145/a?b=c", "https://a.b/10.1145/c"]
)
def test_what_names_no_doi_is_not_guessed(text: str) -> None:
    assert correct_doi(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2019-1-5", "2019/01/05", "2019.1.5", "2019 1 5", "20190105", "2019-01-05T10:00:00Z",
        "2019-01-05 10:00:00.5 +02:00", "5 January 2019", "5 Jan. 2019", "January 5, 2019",
        "Jan 5th, 2019", "Sat, 05 Jan 2019 10:00:00 GMT", "5-Jan-2019", "2019 Jan 5",
        "2019\u201301\u201305", " 2019-1-5 ",
    ],
)  # fmt: skip
def test_a_date_that_can_be_read_in_one_way_only_is_written_the_right_way(text: str) -> None:
    assert iso_date(text) == "2019-01-05"


def test_a_day_first_or_last_is_taken_where_the_other_number_is_no_month() -> None:
    assert iso_date("25/12/2019") == iso_date("12/25/2019") == iso_date("25.12.2019")
    assert iso_date("25/12/2019") == "2019-12-25"
    assert iso_date("05/05/2019") == "2019-05-05"


@pytest.mark.parametrize(
    "text",
    [
        "", "05/01/2019", "5.1.2019", "1/2/19", "2019", "2019-01", "Jan 2019", "2019-02-30",
        "2019-13-01", "31/31/2019", "5 Foo 2019", "0000-01-01", "\u0662\u0660\u0661\u0669-01-05",
    ],
)  # fmt: skip
def test_a_date_that_could_be_another_day_is_not_guessed(text: str) -> None:
    assert iso_date(text) == ""
