"""A stranger's pull request may hold anything: bounded, reported, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import run

from generator import store
from generator.store.files import MAX_FILE_BYTES
from generator.text.notes import note_html

WELL = "title: A paper\n"


def _keys(count: int) -> bytes:
    return b"".join(b"k%d: v\n" % i for i in range(count))


# name of the file, bytes, and the code of a finding that must be there
FILES: list[tuple[str, bytes, str]] = [
    ("python-tag.yml", b"title: !!python/object/apply:os.system [echo]\n", "yaml-tag"),
    ("python-name.yml", b"title: !!python/name:os.system\n", "yaml-tag"),
    ("own-tag.yml", b"title: !x y\n", "yaml-tag"),
    ("anchor.yml", b"title: &a x\nvenue: *a\n", "yaml-alias"),
    ("bomb.yml", b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 107)
    ), "yaml-alias"),
    ("merge-key.yml", b"<<: {title: x}\nvenue: y\n", "unknown-key"),
    ("long.yml", b"title: " + b"x" * 10_000_000 + b"\n", "too-large"),
    ("many-keys.yml", b"title: x\n" + _keys(100_000), "too-large"),
    ("keys.yml", b"title: x\n" + _keys(10_000), "too-large"),
    ("same-keys.yml", b"title: x\n" + b"a: 1\n" * 45_000, "too-large"),
    ("tags.yml", b"title: x\ntags: [" + b"a, " * 80_000 + b"a]\n", "too-large"),
    ("note.yml", b"title: x\nnote: '" + b"[" * 200_000 + b"'\n", "too-large"),
    ("utf-16-bare.yml", "title: x\n".encode("utf-16-be"), "not-utf8"),
    ("utf-16-le.yml", "title: x\n".encode("utf-16-le"), "not-utf8"),
    ("no-ending", WELL.encode(), "bad-id"),
    ("deep-flow.yml", b"title: " + b"[" * 100_000 + b"]" * 100_000, "yaml-syntax"),
    ("deep-block.yml", b"".join(b" " * i + b"a:\n" for i in range(600)), "unknown-key"),
    ("twice.yml", b"title: x\ntitle: y\n", "duplicate-key"),
    ("nul.yml", b"title: a\0b\n", "yaml-syntax"),
    ("escape.yml", b"title: a\x1b[31mb\n", "yaml-syntax"),
    ("not-utf8.yml", b"title: caf\xe9\n", "not-utf8"),
    ("utf-16.yml", "title: x\n".encode("utf-16"), "not-utf8"),
    ("surrogate.yml", b"title: a\xed\xa0\x80b\n", "not-utf8"),
    ("documents.yml", b"title: x\n---\ntitle: y\n", "yaml-syntax"),
    ("directive.yml", b"%TAG ! tag:evil,2000:\n---\ntitle: !x y\n", "yaml-tag"),
    ("list.yml", b"- title: x\n", "wrong-type"),
    ("text.yml", b"just words\n", "wrong-type"),
    ("empty.yml", b"", "missing-field"),
    ("only-comment.yml", b"# nothing\n", "missing-field"),
    ("null-key.yml", b"title: x\n? [a, b]\n: y\n", "unknown-key"),
    ("Upper.yml", WELL.encode(), "bad-id"),
    ("two words.yml", WELL.encode(), "bad-id"),
    ("new\nline.yml", WELL.encode(), "bad-id"),
    ("..yml", WELL.encode(), "bad-id"),
    ("con.yml", WELL.encode(), "bad-id"),
    ("caf\u00e9.yml", WELL.encode(), "bad-id"),
    (f"{'x' * 240}.yml", WELL.encode(), "bad-id"),
]  # fmt: skip


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A list with one good paper."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "good.yml").write_text("title: Good\n", "utf-8")
    return tmp_path / "papers"


def find_codes(papers: Path) -> tuple[set[str], set[str]]:
    """The codes of findings, and the ids that were read."""
    loaded = store.load_catalog(papers, papers.parent / "topics.yml", papers.parent)
    return {finding.code for finding in loaded.findings}, set(loaded.catalog.by_id)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data", "code"), FILES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_hostile_file_is_one_finding_and_the_others_stay(
    papers: Path, name: str, data: bytes, code: str
) -> None:
    try:
        (papers / name).write_bytes(data)
    except OSError:
        pytest.skip("this file system cannot have such a name")
    codes, ids = find_codes(papers)
    assert code in codes
    assert "good" in ids


def test_a_file_without_a_final_newline_and_with_a_byte_order_mark_is_read(papers: Path) -> None:
    (papers / "bare.yml").write_bytes("\ufefftitle: Bare".encode())
    codes, ids = find_codes(papers)
    assert not codes
    assert ids == {"good", "bare"}


def test_links_pipes_and_folders_are_not_opened(papers: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("title: Secret\n", "utf-8")
    (papers / "link.yml").symlink_to(secret)
    (papers / "loop.yml").symlink_to(papers / "loop.yml")
    (papers / "folder.yml").mkdir()
    os.mkfifo(papers / "pipe.yml")  # opening it would wait for ever
    loaded = store.load_catalog(papers, papers.parent / "topics.yml", papers.parent)
    assert [finding.code for finding in loaded.findings] == ["not-a-file"] * 4
    assert not any("Secret" in finding.message for finding in loaded.findings)
    assert set(loaded.catalog.by_id) == {"good"}


def test_a_folder_of_papers_is_told_and_other_things_are_left_alone(papers: Path) -> None:
    for name in ("sub", "pictures"):
        (papers / name).mkdir()
    (papers / "sub" / "lost.yml").write_text(WELL, "utf-8")
    for name in ("README", "README.md", ".good.yml.swp", "4913", "good.yml~"):
        (papers / name).write_text("x", "utf-8")
    (papers / ".#good.yml").symlink_to("somebody@somewhere.1")  # Emacs, while the file is open
    loaded = store.load_catalog(papers, papers.parent / "topics.yml", papers.parent)
    assert [(f.code, f.origin.source) for f in loaded.findings] == [("unknown-list", "papers/sub")]


def test_links_in_a_circle_stop_no_command(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(papers.parent)
    (papers / "loop.yml").symlink_to("loop.yml")
    for command in (["check"], ["check", "papers"], ["fmt", "--check"], ["diff", ".", "."]):
        run(*command)
    assert "papers/loop.yml:1: error[not-a-file]" in run("check").stdout


@pytest.mark.parametrize("note", ["[" * 20_000, "![" * 10_000, "[a](" * 5_000, "> " * 10_000])
def test_a_hostile_note_is_shown_and_not_worked_on_for_minutes(note: str) -> None:
    shown = note_html(note)
    assert "<a" not in shown
    assert len(shown) < 10 * len(note)


@pytest.mark.slow
def test_all_hostile_files_at_once_are_checked_in_bounded_memory(papers: Path) -> None:
    for name, data, _ in FILES:
        try:
            (papers / name).write_bytes(data)
        except OSError:
            continue
    (papers.parent / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30));"
        "from generator.cli import main; main()"
    )
    completed = subprocess.run(
        [sys.executable, "-c", limited, "check"], cwd=papers.parent, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip
    assert completed.returncode == 1, completed.stderr
    assert "Traceback" not in completed.stderr
    assert "error[yaml-tag]" in completed.stdout


def test_the_largest_file_allowed_is_far_beyond_any_paper() -> None:
    root = Path(__file__).parents[2] / "papers"
    assert max(path.stat().st_size for path in root.glob("*.yml")) * 20 < MAX_FILE_BYTES
