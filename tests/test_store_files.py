"""Several files are written all or none, wherever the power goes out."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from build import folder_bytes, paper

from generator import store
from generator.errors import ReadingListError

BEFORE = {"a.yml": store.dump(paper("A")), "b.yml": store.dump(paper("B"))}
WRITTEN = {
    "b.yml": store.dump(paper("B", venue="New")),
    "c.yml": store.dump(paper("C", abstract="x " * 30_000)),
    "d.yml": store.dump(paper("D")),
}
AFTER = {**BEFORE, **WRITTEN}

# Runs store.commit and dies, without any clean-up, just before the n-th thing it does to the disk.
DRIVER = """
import json, os, pathlib, signal, sys
from generator import store
from generator.errors import ReadingListError
folder, n, texts = pathlib.Path(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin)
CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree"}
done = 0
def count():
    global done
    done += 1
    if done == n:
        os.kill(os.getpid(), signal.SIGKILL)
def hook(event, args):
    if event in CHANGES or (event == "open" and str(folder) in str(args[0]) and args[1] != "r"):
        count()
real = os.fsync
def fsync(handle):
    count()
    real(handle)
os.fsync = fsync
sys.addaudithook(hook)
store.commit(folder, texts)
print(done)
"""


def listed(folder: Path) -> Mapping[str, bytes]:
    """What the list consists of for whoever reads it now."""
    return {path.name: path.read_bytes() for path in store.list_files(folder)}


def encoded(texts: Mapping[str, str]) -> Mapping[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}


def committed(folder: Path, until: int) -> subprocess.CompletedProcess[str]:
    """Commit in a process of its own that is killed before its n-th change of the disk."""
    return subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder), str(until)],
        input=json.dumps(WRITTEN), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the list before."""
    made = tmp_path / "papers"
    store.commit(made, BEFORE)
    assert folder_bytes(made) == encoded(BEFORE)
    return made


def test_a_commit_writes_all_and_leaves_nothing_else(folder: Path) -> None:
    store.commit(folder, WRITTEN)
    assert folder_bytes(folder) == encoded(AFTER)
    assert sorted(path.name for path in folder.iterdir()) == sorted(AFTER)


def test_a_commit_killed_anywhere_leaves_the_state_before_or_after(
    folder: Path, tmp_path: Path
) -> None:
    whole = committed(shutil.copytree(folder, tmp_path / "whole"), 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    assert steps >= 10
    seen = []
    for step in range(1, steps + 1):
        copy = shutil.copytree(folder, tmp_path / str(step))
        assert committed(copy, step).returncode == -signal.SIGKILL
        found = listed(copy)
        assert found in (encoded(BEFORE), encoded(AFTER)), f"killed at step {step}"
        seen.append(found == encoded(AFTER))
        store.commit(copy, {"e.yml": "title: E\n"})
        assert folder_bytes(copy) == {**found, "e.yml": b"title: E\n"}
        assert not [path.name for path in copy.iterdir() if path.name.startswith(".")]
    assert seen == sorted(seen), "once decided, a commit stays decided"
    assert {*seen} == {False, True}


def test_half_of_a_file_is_never_seen(folder: Path) -> None:
    staging = folder / ".import-staging-x"
    staging.mkdir()
    (staging / "b.yml").write_bytes(b"titl")
    assert listed(folder) == encoded(BEFORE)
    store.commit(folder, {})
    assert folder_bytes(folder) == encoded(BEFORE)


@pytest.mark.parametrize("failing", ["fsync", "rename", "mkdir", "replace"])
def test_a_disk_that_is_full_leaves_the_state_before_or_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, failing, full)
        with pytest.raises(ReadingListError, match="No space left"):
            store.commit(folder, WRITTEN)
    decided = failing == "replace"
    assert listed(folder) == encoded(AFTER if decided else BEFORE)
    store.commit(folder, {})
    assert folder_bytes(folder) == encoded(AFTER if decided else BEFORE)
    assert not list(folder.glob(".*"))


def test_the_second_half_of_a_commit_is_finished_by_the_next(folder: Path) -> None:
    ready = folder / ".import-ready"
    ready.mkdir()
    for name, text in encoded(WRITTEN).items():
        (ready / name).write_bytes(text)
    (folder / "c.yml").write_bytes((ready / "c.yml").read_bytes())
    (ready / "c.yml").unlink()
    assert listed(folder) == encoded(AFTER)
    assert store.texts(folder, ["b", "c"]) == {"b": WRITTEN["b.yml"], "c": WRITTEN["c.yml"]}
    store.commit(folder, {})
    assert folder_bytes(folder) == encoded(AFTER)
    assert not ready.exists()


def test_who_reads_first_finishes_a_commit_so_that_a_later_edit_stays(folder: Path) -> None:
    ready = folder / ".import-ready"
    ready.mkdir()
    for name, text in encoded(WRITTEN).items():
        (ready / name).write_bytes(text)
    assert listed(folder) == encoded(AFTER)
    assert not ready.exists()
    (folder / "b.yml").write_bytes(b"title: Edited\n")
    store.commit(folder, {})
    assert (folder / "b.yml").read_bytes() == b"title: Edited\n"


def test_files_are_readable_for_others(folder: Path) -> None:
    umask = os.umask(0o022)
    try:
        store.commit(folder, WRITTEN)
    finally:
        os.umask(umask)
    assert {path.stat().st_mode & 0o777 for path in folder.glob("[bcd].yml")} == {0o644}


def test_line_ends_and_every_byte_are_written_as_given(folder: Path) -> None:
    store.commit(folder, {"a.yml": "title: A\r\nvenue: é\n"})
    assert (folder / "a.yml").read_bytes() == "title: A\r\nvenue: é\n".encode()
