"""Paper files merged field by field, as a function and by git itself."""

import shlex
import subprocess
from pathlib import Path

import pytest
from build import write
from command import PROGRAM, run, run_process

from generator.store import merge_papers
from generator.store.git import MERGE_DRIVER

BASE = """\
# yaml-language-server: $schema=../schemas/paper.schema.json

title: GPipe in Use
authors:
  - Jane Doe
venue: NeurIPS
topics:
  - training
tags:
  - pipelines
  - gpus
added: 2026-01-05
sources:
  - file: a.json
    reader: json
"""
SAME = "title: GPipe in Use\narxiv: '1811.06965'\n"


def clean(base: str, ours: str, theirs: str) -> str:
    """The merged text, which has no conflict."""
    text, is_clean = merge_papers(base, ours, theirs)
    assert is_clean, text
    return text


def conflict(base: str, ours: str, theirs: str) -> str:
    """The merged text, which has a conflict."""
    text, is_clean = merge_papers(base, ours, theirs)
    assert not is_clean, text
    assert text.count("<<<<<<< ours\n") == text.count(">>>>>>> theirs\n") > 0
    return text


class TestMerge:
    """Three texts to one."""

    def test_one_paper_added_on_two_branches_is_merged(self) -> None:
        ours = f"{SAME}added: 2026-01-07\nsources:\n  - file: a.json\n    reader: json\n"
        theirs = f"{SAME}added: 2026-01-05\nsources:\n  - file: b.bib\n    reader: bibtex\n"
        assert clean("", ours, theirs) == (
            f"{SAME}added: 2026-01-05\nsources:\n  - file: a.json\n    reader: json\n"
            "  - file: b.bib\n    reader: bibtex\n"
        )

    def test_each_side_keeps_what_it_alone_changed(self) -> None:
        ours = BASE.replace("NeurIPS", "ICML").replace("2026-01-05", "2026-01-06  # late")
        theirs = BASE.replace("- Jane Doe", "- Jane Doe\n  - Al Poe").replace(
            "added:", "# read by us\nstatus: read\nadded:"
        )
        text = clean(BASE, ours, theirs)
        assert text == ours.replace("- Jane Doe", "- Jane Doe\n  - Al Poe").replace(
            "added:", "# read by us\nstatus: read\nadded:"
        )
        assert clean(BASE, theirs, BASE) == theirs
        assert clean(BASE, BASE, theirs) == theirs

    def test_lists_are_united_in_order_without_what_was_removed(self) -> None:
        ours = BASE.replace("  - gpus\n", "  - zero\n")
        theirs = BASE.replace("  - pipelines\n", "  - lora\n  - pipelines\n")
        text = clean(BASE, ours, theirs)
        assert "tags:\n  - pipelines\n  - zero\n  - lora\nadded" in text

    def test_a_list_that_would_be_too_long_is_the_only_conflict(self) -> None:
        phrases = [f"  - phrase {i}\n" for i in range(10)]
        start = f"{BASE}search_phrases:\n"
        ours = "".join((start, *phrases[:7])).replace("  - gpus\n", "")
        text = conflict(BASE, ours, "".join((start, *phrases[5:])))
        assert text == "".join((
            BASE.replace("  - gpus\n", ""),
            "<<<<<<< ours\nsearch_phrases:\n", *phrases[:7],
            "=======\nsearch_phrases:\n", *phrases[5:], ">>>>>>> theirs\n",
        ))  # fmt: skip

    def test_a_field_removed_on_one_side_is_removed(self) -> None:
        theirs = BASE.replace("venue: NeurIPS\n", "")
        assert clean(BASE, BASE, theirs) == clean(BASE, theirs, BASE) == theirs

    def test_only_the_field_in_conflict_is_marked(self) -> None:
        ours = BASE.replace("NeurIPS", "ICML").replace("2026-01-05", "2026-01-04")
        theirs = BASE.replace("NeurIPS", "JMLR").replace("2026-01-05", "2026-01-03")
        assert conflict(BASE, ours, theirs) == BASE.replace(
            "venue: NeurIPS\n",
            "<<<<<<< ours\nvenue: ICML\n=======\nvenue: JMLR\n>>>>>>> theirs\n",
        ).replace("2026-01-05", "2026-01-03")

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            ("- Jane Doe\n  - Al Poe", "- Doe, J."),  # an order that only a person knows
            ("# first author\n  - Jane Doe\n  - A B", "- Jane Doe\n  - Bo Moe"),
        ],
    )
    def test_authors_that_both_changed_are_a_conflict(self, ours: str, theirs: str) -> None:
        conflict(BASE, BASE.replace("- Jane Doe", ours), BASE.replace("- Jane Doe", theirs))

    def test_removed_here_and_changed_there_is_a_conflict(self) -> None:
        ours = BASE.replace("venue: NeurIPS\n", "")
        text = conflict(BASE, ours, BASE.replace("NeurIPS", "ICML"))
        assert "<<<<<<< ours\n=======\nvenue: ICML\n>>>>>>> theirs\n" in text

    def test_a_comment_in_a_list_that_both_changed_is_not_lost(self) -> None:
        ours = BASE.replace("  - gpus\n", "  - gpus  # ours\n  - zero\n")
        text = conflict(BASE, ours, BASE.replace("  - gpus\n", "  - gpus\n  - lora\n"))
        assert "# ours" in text

    @pytest.mark.parametrize(
        "broken", ["title: [A\n", "{title: A}\n", "- a\n", "title: A\ntitle: B\n", "venue: A\n"]
    )
    def test_what_cannot_be_taken_apart_is_in_conflict_as_a_whole(self, broken: str) -> None:
        for versions in ((BASE, broken, BASE + "note: A\n"), (BASE, BASE + "note: A\n", broken)):
            text = conflict(*versions)
            assert versions[1] in text
            assert versions[2] in text

    def test_line_ends_of_ours_are_kept(self) -> None:
        ours = BASE.replace("NeurIPS", "ICML").replace("\n", "\r\n")
        text = clean(BASE, ours, BASE.replace("  - gpus\n", "  - gpu\n"))
        assert text == ours.replace("  - gpus\r\n", "  - gpu\r\n")
        assert merge_papers(BASE, BASE.removesuffix("\n"), BASE)[1]


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A git command in a folder."""
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    return subprocess.run(
        ["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A new list with one commit, whose driver is the program of these tests."""
    folder = tmp_path / "list"
    assert run("new", folder).exit_code == 0
    assert git(folder, "config", "merge.reading-list.driver").stdout.strip() == MERGE_DRIVER
    program = f"{shlex.join(PROGRAM)} merge-file %O %A %B"
    git(folder, "config", "merge.reading-list.driver", program)
    git(folder, "add", "-A")
    assert git(folder, "commit", "-qm", "First").returncode == 0
    return folder


class TestGit:
    """The driver, called by git."""

    @pytest.mark.slow
    def test_one_paper_imported_on_two_branches_merges_without_a_conflict(
        self, clone: Path
    ) -> None:
        for branch, day, name in (("one", "2026-01-05", "a"), ("two", "2026-01-07", "b")):
            git(clone, "checkout", "-qb", branch, "main")
            source = write(
                clone.parent / f"{name}.json", '[{"title": "GPipe in Use", "year": 2020}]'
            )
            config = ("--config", clone / "mkdocs.yml")
            assert run_process("import", "--added", day, *config, source).returncode == 0
            git(clone, "add", "-A")
            assert git(clone, "commit", "-qm", branch).returncode == 0
        output = git(clone, "merge", "--no-edit", "one")
        assert output.returncode == 0, output.stdout + output.stderr
        text = (clone / "papers" / "gpipe-in-use.yml").read_text("utf-8")
        assert "added: 2026-01-05" in text
        assert "file: b.json" in text
        assert "file: a.json" in text
        assert run("check", "--config", clone / "mkdocs.yml").exit_code == 0

    @pytest.mark.slow
    def test_a_conflict_is_gits_and_check_says_what_to_do(self, clone: Path) -> None:
        paper = clone / "papers" / "attention-is-all-you-need.yml"
        for branch in ("one", "two"):
            git(clone, "checkout", "-qb", branch, "main")
            write(paper, f"{paper.read_text('utf-8')}publisher: {branch}\n")
            git(clone, "commit", "-qam", branch)
        assert git(clone, "merge", "--no-edit", "one").returncode == 1
        assert "UU papers/attention" in git(clone, "status", "--short").stdout
        assert (
            "<<<<<<< ours\npublisher: two\n=======\npublisher: one\n>>>>>>> theirs\n"
            in paper.read_text("utf-8")
        )
        checked = run("check", "--config", clone / "mkdocs.yml")
        assert "merge conflict" in checked.output


def test_the_command_writes_ours_and_says_whether_it_is_clean(tmp_path: Path) -> None:
    base, ours, theirs = (tmp_path / name for name in ("O", "A", "B"))
    write(base, BASE)
    write(ours, BASE.replace("NeurIPS", "ICML"))
    write(theirs, BASE.replace("gpus", "gpu"))
    assert run("merge-file", base, ours, theirs).exit_code == 0
    assert "ICML" in ours.read_text("utf-8")
    write(theirs, BASE.replace("NeurIPS", "JMLR"))
    assert run("merge-file", base, ours, theirs).exit_code == 1
    assert run("merge-file", base, ours, tmp_path / "missing").exit_code == 2
    ours.write_bytes(b"\xff")
    assert run("merge-file", base, ours, theirs).exit_code == 2
