"""Merge conflicts that nobody has resolved, and a vocabulary that cannot be read."""

from pathlib import Path

import pytest
from build import by, codes, new_project, paper, read, write
from command import run

from generator import project, store
from generator.ingest import readers
from generator.ingest.readers import Request
from generator.project import Project
from generator.text.conflict_markers import conflict_findings

PAPER = """\
title: A Paper with a Conflict
authors:
  - Jane Doe
<<<<<<< HEAD
venue: NeurIPS 2019
=======
venue: ICML 2019
>>>>>>> branch-a
arxiv: '1811.06965'
"""
DIFF3 = "<<<<<<< ours\na\n||||||| 1a2b3c4\nb\n=======\nc\n>>>>>>> theirs\n"


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with two papers that name topics, in the current folder."""
    monkeypatch.chdir(tmp_path)
    known = {"topics": ("memory-efficiency",), "authors": by("Jane Doe")}
    return new_project(tmp_path, [paper("One", **known), paper("Two", **known)])


def places(text: str) -> list[tuple[int | None, int | None]]:
    """Line and column of each conflict."""
    return [(f.origin.line, f.origin.column) for f in conflict_findings(text, "a.yml")]


def test_a_conflict_in_a_paper_is_named_with_its_lines_and_what_to_do() -> None:
    found, findings = read(PAPER)
    assert found is None
    assert codes(findings) == ["conflict-marker"]
    assert (findings[0].origin.line, findings[0].origin.column) == (4, 1)
    assert "(lines 4 to 8); 'HEAD' is line 5, 'branch-a' is line 7: " in findings[0].message
    assert "keep one of the versions, and remove the lines" in findings[0].message


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (DIFF3, "'ours' is line 2, 'theirs' is line 6"),
        ("<<<<<<< a b\n=======\nx\ny\n>>>>>>> c\n", "'a b' has no lines, 'c' is lines 3 to 4"),
        ("<<<<<<<\nx\n=======\ny\n>>>>>>>\n", "one half is line 2, the other half is line 4"),
        ("  <<<<<<< a\n  x\n  =======\n  >>>>>>> b\n", "'a' is line 2, 'b' has no lines"),
    ],
)
def test_both_halves_of_a_conflict_are_named(text: str, halves: str) -> None:
    (found,) = conflict_findings(text, "a.yml")
    assert f"; {halves}: keep one of the versions" in found.message


def test_both_halves_that_were_kept_are_named() -> None:
    lines = [line for line in PAPER.splitlines() if line[:7] not in {"<" * 7, "=" * 7, ">" * 7}]
    _, findings = read("\n".join(lines) + "\n")
    assert codes(findings) == ["duplicate-key"]
    assert "both halves of a merge conflict" in findings[0].message


def test_a_half_that_git_set_aside_is_named_and_no_backup_of_an_editor(
    reading_list: Project,
) -> None:
    for name in ("one.yml~HEAD", "one.yml~release-1.2", "one.yml~"):
        write(reading_list.papers / name, "title: One\n")
    findings = [f for f in project.load(reading_list).findings if f.severity == "error"]
    assert codes(findings) == ["conflict-marker"] * 2
    assert "half of a merge conflict ('HEAD')" in findings[0].message
    assert "into one.yml, then remove this file" in findings[0].message
    assert run("fmt").exit_code in (0, 1)
    assert run("check", "--fix").exit_code == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_conflict_is_found_whatever_the_line_ends(line_end: str) -> None:
    text = f"a\n{DIFF3}b\n{DIFF3}".replace("\n", line_end)
    assert places(text) == [(2, 1), (10, 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: A\n>>>>>>> branch\n", [(2, 1)]),
        ("title: A\n<<<<<<< HEAD\nvenue: B\n", [(2, 1)]),
        ("<<<<<<< a\n<<<<<<< b\n>>>>>>> c\n", [(1, 1), (2, 1)]),
        ("||||||| 1a2b3c4\n", [(1, 1)]),
        ("  <<<<<<< HEAD\n  =======\n  >>>>>>> b\n", [(1, 3)]),
        ("Heading\n=======\n", []),
        ("|||||||\n", []),
        ("<<<<<<<< eight\n>>>>>>six\na <<<<<<< b\n", []),
    ],
)
def test_what_is_left_of_a_conflict_is_found_and_nothing_else(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert places(text) == expected


@pytest.mark.parametrize("style", [">-", "|", ""])
def test_a_conflict_inside_a_text_is_an_error_though_it_is_valid_yaml(style: str) -> None:
    lines = "".join(f"  {line}\n" for line in ("We.", *DIFF3.splitlines()))
    found, findings = read(f"title: A\nabstract: {style}\n{lines}")
    assert found is None
    assert codes(findings) == ["conflict-marker"]
    assert findings[0].origin.line == 4
    quoted = "title: A\nabstract: 'We\n" + DIFF3 + "'\n"
    assert codes(read(quoted)[1]) == ["conflict-marker"]


def test_the_divider_alone_is_named_where_it_cannot_be_text() -> None:
    _, findings = read("title: A\n=======\nvenue: B\n")
    assert codes(findings) == ["conflict-marker"]
    assert findings[0].origin.line == 2
    assert read("title: A\nnote: |\n  B\n  =======\n  C\n")[1] == []


def test_a_text_with_marker_lines_that_is_no_conflict_can_be_kept_in_quotes() -> None:
    text = 'title: A\nnote: "Merge:\\n<<<<<<< HEAD"\n'
    found, findings = read(text)
    assert findings == []
    assert found
    assert read(store.dump_paper(found))[0] == found


def test_fmt_and_import_leave_a_list_with_a_conflict_alone(reading_list: Project) -> None:
    path = write(reading_list.papers / "one.yml", PAPER)
    write(reading_list.root / "new.json", '[{"title": "New", "year": 2020}]')
    for command in (["fmt"], ["import", "new.json"]):
        result = run(*command)
        assert result.exit_code == 1
        assert "papers/one.yml:4:1: error[conflict-marker]" in result.stderr
    assert path.read_text("utf-8") == PAPER
    assert sorted(each.name for each in reading_list.papers.iterdir()) == ["one.yml", "two.yml"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@article{a,\n  title = {A},\n" + DIFF3 + "}\n"),
        ("a.json", '[{"title": "A"},\n' + DIFF3 + "]\n"),
        ("a.txt", "Daily Papers\nDec 9\n\n" + DIFF3),
        ("a.xml", "<feed>\n" + DIFF3 + "</feed>"),
    ],
)
def test_a_conflict_in_an_imported_file_is_named(
    reading_list: Project, name: str, text: str
) -> None:
    write(reading_list.root / name, text)
    for options in ([], ["--keep-going"]):
        result = run("import", name, *options)
        assert result.exit_code == 1
        assert "error[conflict-marker]" in result.stderr
        assert result.stdout.endswith("0 papers new, 0 changed, 0 unchanged\n")


def test_an_underline_in_a_capture_is_no_conflict() -> None:
    parsed = readers.read(Request(text="Heading\n=======\n", source="a.txt"))
    assert "conflict-marker" not in codes(parsed.findings)


def test_a_conflict_in_the_settings_is_named(reading_list: Project) -> None:
    text = (reading_list.root / "mkdocs.yml").read_text("utf-8")
    write(reading_list.root / "mkdocs.yml", text + DIFF3)
    result = run("check")
    line = text.count("\n") + 1
    assert result.exit_code == 1
    assert f"mkdocs.yml:{line}:1: error[conflict-marker]" in result.stderr


BROKEN = {
    "missing": (None, "no-vocabulary"),
    "empty": ("", "no-vocabulary"),
    "only comments": ("# topics\n", "no-vocabulary"),
    "no items": ("[]\n", "no-vocabulary"),
    "a conflict": ("- id: a\n" + DIFF3, "conflict-marker"),
    "no YAML": ("- id: a: b\n", "yaml-syntax"),
    "no list": ("id: a\n", "wrong-type"),
    "a topic without a name": ("- id: memory-efficiency\n", "missing-field"),
}


def break_topics(reading_list: Project, what: str) -> str:
    """Make the vocabulary unreadable; the code that says how."""
    text, code = BROKEN[what]
    if text is None:
        reading_list.topics.unlink()
    else:
        write(reading_list.topics, text)
    return code


@pytest.mark.parametrize("what", BROKEN)
def test_one_error_names_the_cause_and_no_topic_is_called_unknown(
    reading_list: Project, what: str
) -> None:
    code = break_topics(reading_list, what)
    write(reading_list.papers / "one.yml", "title: One\ntopics: [memory-efficiency]\nvenue: TBA\n")
    findings = project.load(reading_list).findings
    assert findings[0].origin.source == "topics.yml"
    assert findings[0].code == code
    assert "unknown-topic" not in codes(findings)
    assert "placeholder" in codes(findings)
    result = run("check")
    assert result.exit_code == 1
    assert result.stdout.startswith("topics.yml:") or "topics.yml: error[" in result.stdout
    if code == "no-vocabulary":
        assert "2 papers of the list name topics: restore the file" in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("command", [("suggest", "--all"), ("topics",), ("import", "new.json")])
def test_commands_that_need_the_vocabulary_are_refused(
    reading_list: Project, what: str, command: tuple[str, ...]
) -> None:
    write(reading_list.root / "new.json", '[{"title": "New", "year": 2020}]')
    code = break_topics(reading_list, what)
    result = run(*command)
    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert result.stdout == ""


def test_a_list_without_a_vocabulary_whose_papers_name_no_topics_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path, [paper("One")])
    for text in ("", "# none yet\n", None):
        if text is None:
            reading_list.topics.unlink()
        else:
            write(reading_list.topics, text)
        assert project.load(reading_list).findings == ()


def test_an_ignored_unknown_topic_is_not_called_unused_meanwhile(reading_list: Project) -> None:
    write(
        reading_list.papers / "one.yml",
        "title: One\ntopics: [b]\nignore:\n  - unknown-topic: Soon.\n",
    )
    assert codes(project.load(reading_list).findings) == []
    reading_list.topics.unlink()
    assert codes(project.load(reading_list).findings) == ["no-vocabulary"]


def test_a_topic_with_a_wrong_field_is_known_all_the_same(reading_list: Project) -> None:
    write(reading_list.topics, "- {id: b, name: B, group: G, description: D, keywords: c}\n")
    assert set(codes(project.load(reading_list).findings)) >= {"wrong-type", "unknown-topic"}
