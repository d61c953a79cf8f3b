"""Pages to files: only what changed, never a file of somebody else's."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from build import codes, folder_bytes, write
from cases import some_of
from hypothesis import given
from invented import texts

from generator.model import Page
from generator.site import output
from generator.site.output import MANIFEST, PlannedChanges, checksum, file_text
from generator.text.sanitize import to_text

ONE = Page(path="papers/one.md", text="One\n", title="One")
TWO = Page(path="two.txt", text="Two é\n")
PAGES = (ONE, TWO)

DRIVER = """
import os, pathlib, signal, sys
from generator.model import Page
from generator.site.output import apply_changes, plan_changes
folder, n = pathlib.Path(sys.argv[1]), int(sys.argv[2])
done = 0
def hook(event, args):
    global done
    opened = event == "open" and str(folder) in str(args[0]) and args[1] == "w"
    if opened or event in ("os.rename", "os.remove", "os.mkdir"):
        done += 1
        if done == n:
            os.kill(os.getpid(), signal.SIGKILL)
pages = [Page(path="two.txt", text="New\\n"), Page(path="deep/three.txt", text="Three\\n")]
changes = plan_changes(pages, folder)
sys.addaudithook(hook)
apply_changes(changes, folder)
print(done)
"""


def written(folder: Path, *pages: Page) -> PlannedChanges:
    """Write pages; what that changed."""
    changes = output.plan_changes(pages, folder)
    output.apply_changes(changes, folder)
    return changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both pages in it."""
    target = tmp_path / "site"
    written(target, *PAGES)
    return target


def test_a_folder_is_made_with_every_page_and_a_note_of_them(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    changes = written(target, *PAGES)
    assert set(changes.write) == {"papers/one.md", "two.txt"}
    assert set(folder_bytes(target)) == {"papers/one.md", "two.txt", MANIFEST}
    assert (target / "two.txt").read_bytes() == "Two é\n".encode()
    assert json.loads((target / MANIFEST).read_text("utf-8")) == {
        "papers/one.md": checksum(file_text(ONE).encode()),
        "two.txt": checksum("Two é\n".encode()),
    }


def test_nothing_is_written_before_apply(tmp_path: Path) -> None:
    assert output.plan_changes(PAGES, tmp_path / "site").any
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_touches_no_file(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    assert not written(folder, *PAGES).any
    assert {path.stat().st_mtime for path in folder.rglob("*") if path.is_file()} == {1}


def test_only_what_changed_is_written(folder: Path) -> None:
    os.utime(folder / "two.txt", (1, 1))
    changes = written(folder, Page(path="papers/one.md", text="Uno\n"), TWO)
    assert list(changes.write) == ["papers/one.md"]
    assert "Uno" in (folder / "papers/one.md").read_text("utf-8")
    assert (folder / "two.txt").stat().st_mtime == 1


def test_a_page_that_is_gone_takes_its_file_along(folder: Path) -> None:
    changes = written(folder, TWO)
    assert (changes.remove, changes.findings) == (("papers/one.md",), ())
    assert set(folder_bytes(folder)) == {"two.txt", MANIFEST}


def test_a_file_of_somebody_elses_is_reported_and_left_alone(tmp_path: Path) -> None:
    write(tmp_path / "two.txt", "Mine\n")
    write(tmp_path / "other.txt", "Mine, too\n")
    for _ in range(2):
        changes = written(tmp_path, *PAGES)
        assert codes(changes.findings) == ["foreign-file"]
        assert changes.findings[0].origin.source == (tmp_path / "two.txt").as_posix()
        assert (tmp_path / "two.txt").read_bytes() == b"Mine\n"
    assert written(tmp_path, ONE) == output.plan_changes([ONE], tmp_path)
    assert (tmp_path / "other.txt").read_bytes() == b"Mine, too\n"
    assert (tmp_path / "papers/one.md").exists()


def test_a_page_that_somebody_changed_is_reported_and_left_alone(folder: Path) -> None:
    write(folder / "two.txt", "Edited\n")
    changes = written(folder, ONE, Page(path="two.txt", text="Newer\n"))
    assert codes(changes.findings) == ["foreign-file"]
    assert (folder / "two.txt").read_bytes() == b"Edited\n"
    write(folder / "two.txt", TWO.text)
    assert not written(folder, ONE, Page(path="two.txt", text="Newer\n")).findings
    assert (folder / "two.txt").read_bytes() == b"Newer\n"


def test_a_page_that_somebody_changed_is_not_removed_either(folder: Path) -> None:
    write(folder / "two.txt", "Edited\n")
    changes = written(folder, ONE)
    assert (changes.remove, codes(changes.findings)) == ((), ["foreign-file"])
    assert (folder / "two.txt").read_bytes() == b"Edited\n"


def test_folders_and_files_in_the_way_are_reported(tmp_path: Path) -> None:
    (tmp_path / "two.txt").mkdir()
    write(tmp_path / "papers", "a file")
    before = folder_bytes(tmp_path)
    changes = written(tmp_path, *PAGES)
    assert codes(changes.findings) == ["foreign-file"] * 2
    assert {**folder_bytes(tmp_path), MANIFEST: b""} == {**before, MANIFEST: b""}


@pytest.mark.parametrize(
    "path", ["../out.txt", "a/../../out.txt", "{root}/out.txt", "link/out.txt"]
)
def test_no_path_leads_out_of_the_folder(folder: Path, path: str) -> None:
    out = write(folder.parent / "out.txt", "Out\n")
    (folder / "link").symlink_to(folder.parent)
    path = path.format(root=folder.parent)
    manifest = folder / MANIFEST
    noted = json.loads(manifest.read_text("utf-8"))
    write(manifest, json.dumps({**noted, path: checksum(b"Out\n")}))
    assert written(folder, *PAGES).remove == ()
    write(manifest, json.dumps({**noted, path: checksum(b"Out\n")}))
    changes = written(folder, *PAGES, Page(path=path, text="Gotcha\n"))
    assert codes(changes.findings) == ["foreign-file"]
    assert out.read_bytes() == b"Out\n"


@pytest.mark.parametrize(
    "note",
    ["", "{", "[]", "null", '{"two.txt": 5}', '{"two.txt": ["x"]}', "[" * 100_000, '{"..": "x"}'],
)
def test_a_spoilt_manifest_makes_every_other_file_foreign(folder: Path, note: str) -> None:
    write(folder / MANIFEST, note)
    changes = written(folder, ONE, Page(path="two.txt", text="New\n"))
    assert codes(changes.findings) == ["foreign-file"]
    assert (folder / "two.txt").read_bytes() == b"Two \xc3\xa9\n"


@pytest.mark.slow
def test_an_interrupted_run_is_finished_by_the_next(folder: Path, tmp_path: Path) -> None:
    noted = {"deep/three.txt": checksum(b"Three\n"), "two.txt": checksum(b"New\n")}
    final = {
        "two.txt": b"New\n",
        "deep/three.txt": b"Three\n",
        MANIFEST: json.dumps(noted, indent=0).encode() + b"\n",
    }

    def run(copy: Path, step: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", DRIVER, str(copy), str(step)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    whole = run(shutil.copytree(folder, tmp_path / "whole"), 0)
    assert folder_bytes(tmp_path / "whole") == final, whole.stderr
    steps = int(whole.stdout)
    assert steps >= 8
    for step in some_of(range(1, steps + 1), 6):
        copy = shutil.copytree(folder, tmp_path / str(step))
        assert run(copy, step).returncode == -signal.SIGKILL
        assert run(copy, 0).returncode == 0
        assert folder_bytes(copy) == final, f"killed at step {step}"


def test_a_page_has_a_head_that_yaml_reads() -> None:
    page = Page(path="a.md", text="Body\n", title='A: "b" #c', description="- D", searchable=False)
    head, _, body = file_text(page).removeprefix("---\n").partition("---\n\n")
    assert body == "Body\n"
    assert yaml.safe_load(head) == {
        "title": 'A: "b" #c', "description": "- D", "hide": ["navigation"],
        "search": {"exclude": True},
    }  # fmt: skip


@pytest.mark.slow
@given(texts)
def test_any_captured_title_survives_the_head(text: str) -> None:
    title = to_text(text)
    page = Page(path="a.md", text="Body\n", title=title, description=title)
    head, _, body = file_text(page).removeprefix("---\n").partition("---\n\n")
    assert body == "Body\n"
    assert yaml.safe_load(head).get("title", "") == title
