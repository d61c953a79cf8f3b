"""Several files are written all or none, wherever the power goes out."""

import errno
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from build import codes, folder_bytes, paper
from cases import some_of

from generator import store
from generator.model.errors import ReadingListError
from generator.store import transaction
from generator.store.lock import state_folder
from generator.store.transaction import current_path

BEFORE = {"a.yml": store.dump_paper(paper("A")), "b.yml": store.dump_paper(paper("B"))}
WRITTEN = {
    "b.yml": store.dump_paper(paper("B", venue="New")),
    "c.yml": store.dump_paper(paper("C", abstract="x " * 30_000)),
    "d.yml": store.dump_paper(paper("D")),
}
AFTER = {**BEFORE, **WRITTEN}

# Runs store.commit and dies, without any clean-up, just before the n-th thing it does to the disk.
DRIVER = """
import json, os, pathlib, signal, sys
from generator import store
from generator.model.errors import ReadingListError
folder, n, texts = pathlib.Path(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin)
CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree"}
done = 0
def count():
    global done
    done += 1
    if done == n:
        os.kill(os.getpid(), signal.SIGKILL)
def hook(event, args):
    if event in CHANGES or (event == "open" and args[2] & os.O_CREAT):
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


def list_files(folder: Path) -> Mapping[str, bytes]:
    """What the list consists of for whoever reads it now."""
    return {name: path.read_bytes() for name, path in store.list_files(folder).items()}


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
    folder = tmp_path / "papers"
    store.commit(folder, BEFORE)
    assert folder_bytes(folder) == encoded(BEFORE)
    return folder


def test_a_commit_writes_all_and_leaves_nothing_else(folder: Path) -> None:
    store.commit(folder, WRITTEN)
    assert folder_bytes(folder) == encoded(AFTER)
    assert sorted(path.name for path in folder.iterdir()) == sorted(AFTER)


@pytest.mark.slow
def test_a_commit_killed_anywhere_leaves_the_state_before_or_after(
    folder: Path, tmp_path: Path
) -> None:
    whole = committed(shutil.copytree(folder, tmp_path / "whole"), 0)
    assert whole.returncode == 0, whole.stderr
    steps = int(whole.stdout)
    assert steps >= 10
    states = []
    for step in some_of(range(1, steps + 1), 12):
        copy = shutil.copytree(folder, tmp_path / str(step))
        assert committed(copy, step).returncode == -signal.SIGKILL
        state = list_files(copy)
        assert state in (encoded(BEFORE), encoded(AFTER)), f"killed at step {step}"
        states.append(state == encoded(AFTER))
        store.commit(copy, {"e.yml": "title: E\n"})
        assert folder_bytes(copy) == {**state, "e.yml": b"title: E\n"}
        assert not [path.name for path in copy.iterdir() if path.name.startswith(".")]
        assert [path.name for path in state_folder(copy).iterdir()] == []
    assert states == sorted(states), "once decided, a commit stays decided"
    assert {*states} == {False, True}


def test_half_of_a_file_is_never_seen(folder: Path) -> None:
    staging = state_folder(folder) / "staging-x" / "files"
    staging.mkdir(parents=True)
    (staging / "b.yml").write_bytes(b"titl")
    assert list_files(folder) == encoded(BEFORE)
    store.commit(folder, {})
    assert folder_bytes(folder) == encoded(BEFORE)
    assert not staging.exists()


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
    assert list_files(folder) == encoded(AFTER if decided else BEFORE)
    store.commit(folder, {})
    assert folder_bytes(folder) == encoded(AFTER if decided else BEFORE)
    assert not list(folder.glob(".*"))


@pytest.fixture(scope="module")
def half_way(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The step before which a kill leaves one file in place and others waiting."""
    place = tmp_path_factory.mktemp("steps")
    for step in itertools.count(1):
        folder = place / str(step)
        store.commit(folder, BEFORE)
        if committed(folder, step).returncode == 0:
            break
        if folder_bytes(folder) not in (encoded(BEFORE), encoded(AFTER)):
            return step
    raise AssertionError("no kill fell between two files")


@pytest.fixture
def interrupted(folder: Path, half_way: int) -> Path:
    """The list when a commit was decided and only the first of its files is in place."""
    committed(folder, half_way)
    return folder


@pytest.mark.slow
def test_reading_moves_nothing_and_sees_the_decided_files(interrupted: Path) -> None:
    before = folder_bytes(interrupted)
    assert list_files(interrupted) == encoded(AFTER)
    assert store.read_texts(interrupted, ["b.yml", "c.yml"]) == {
        "b.yml": WRITTEN["b.yml"],
        "c.yml": WRITTEN["c.yml"],
    }
    loaded = store.load_catalog(interrupted, interrupted.parent / "topics.yml", interrupted.parent)
    assert "unfinished-write" in codes(loaded.findings)
    assert folder_bytes(interrupted) == before


@pytest.mark.slow
def test_the_second_half_of_a_commit_is_finished_by_the_next(interrupted: Path) -> None:
    assert store.recover(interrupted, "papers") == []
    assert folder_bytes(interrupted) == encoded(AFTER)
    assert store.recover(interrupted, "papers") == []


@pytest.mark.slow
def test_an_edit_made_after_the_interruption_stays(interrupted: Path) -> None:
    for name in ("b.yml", "c.yml"):
        (interrupted / name).write_bytes(b"title: Edited\n")
    after = {**encoded(AFTER), "b.yml": b"title: Edited\n", "c.yml": b"title: Edited\n"}
    assert list_files(interrupted) == after
    kept = store.recover(interrupted, "papers")
    assert {(f.code, f.origin.source) for f in kept} == {
        ("edited-since", "papers/b.yml"), ("edited-since", "papers/c.yml"),
    }  # fmt: skip
    assert folder_bytes(interrupted) == after


@pytest.mark.slow
def test_a_damaged_record_is_refused_and_nothing_is_moved(interrupted: Path) -> None:
    place = state_folder(interrupted) / "commit"
    waiting = next((place / "files").iterdir())
    waiting.write_bytes(b"title: Somebody else's\n")
    before = folder_bytes(interrupted)
    for refused in (list_files, lambda folder: store.recover(folder, "papers")):
        with pytest.raises(ReadingListError, match="is damaged"):
            refused(interrupted)
    assert folder_bytes(interrupted) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["../escaped.yml", "/etc/x.yml", "sub/sub/x.yml", "sub/..", "..", ".", ""]
)
@pytest.mark.slow
def test_a_record_that_names_other_places_is_refused(interrupted: Path, name: str) -> None:
    manifest = state_folder(interrupted) / "commit" / "manifest.json"
    noted = json.loads(manifest.read_text("utf-8"))
    noted["changes"][name] = [None, None]
    manifest.write_text(json.dumps(noted), "utf-8")
    with pytest.raises(ReadingListError, match="is damaged"):
        store.recover(interrupted, "papers")


def test_files_are_removed_together_with_what_is_written(folder: Path) -> None:
    store.commit(folder, {"a.yml": None, "new.yml": "title: A\n"})
    assert set(folder_bytes(folder)) == {"b.yml", "new.yml"}


def test_a_file_edited_while_a_commit_is_written_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide = transaction._prepare_commit  # noqa: SLF001

    def edited_meanwhile(*args: object) -> None:
        decide(*args)  # type: ignore[arg-type]
        (folder / "b.yml").write_bytes(b"title: Edited\n")

    monkeypatch.setattr(transaction, "_prepare_commit", edited_meanwhile)
    with pytest.raises(ReadingListError, match=r"b\.yml changed while"):
        store.commit(folder, WRITTEN)
    assert folder_bytes(folder) == {**encoded(AFTER), "b.yml": b"title: Edited\n"}


def test_a_place_on_another_disk_serves_as_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def across(path: Path, target: Path) -> Path:
        if path.parent.parent.name == "commit":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", across)
    store.commit(folder, WRITTEN)
    assert folder_bytes(folder) == encoded(AFTER)


# ------------------------------------------------------- where git cannot carry it


def test_the_record_of_a_list_in_a_repository_lies_in_its_git_directory(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path / "repo"], check=True)
    for name in ("papers", "other/papers"):
        (tmp_path / "repo" / name).mkdir(parents=True)
    one, other = (state_folder(tmp_path / "repo" / name) for name in ("papers", "other/papers"))
    assert one != other
    assert one.parent == other.parent == tmp_path / "repo" / ".git" / "reading-list"


def test_a_work_tree_has_a_record_of_its_own(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", "-C", str(tmp_path / "repo")]
    subprocess.run(["git", "init", "-q", tmp_path / "repo"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "A"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", tmp_path / "tree"], check=True)
    place = state_folder(tmp_path / "tree" / "papers")
    assert place.is_relative_to(tmp_path / "repo" / ".git" / "worktrees" / "tree")


def test_what_a_pull_request_can_bring_is_no_record(folder: Path) -> None:
    for name in (".import-ready", ".import-staging-x", "commit", "reading-list"):
        (folder / name / "files").mkdir(parents=True)
        for place in (folder / name, folder / name / "files"):
            (place / "a.yml").write_text("title: Not reviewed\n", "utf-8")
    loaded = store.load_catalog(folder, folder.parent / "topics.yml", folder.parent)
    assert {paper.title for paper in loaded.catalog.papers} == {"A", "B"}
    assert codes(loaded.findings) == ["not-a-file"] * 2 + ["unknown-list"] * 2


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_committed_record_of_an_import_is_an_error_and_nothing_is_moved(
    folder: Path, tmp_path: Path, kind: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "config").write_text("precious", "utf-8")
    ready = folder / ".import-ready"
    if kind == "link":
        ready.symlink_to(outside)
    else:
        ready.write_text("title: A\n", "utf-8")
    loaded = store.load_catalog(folder, folder.parent / "topics.yml", folder.parent)
    assert codes(loaded.findings) == ["not-a-file"]
    store.recover(folder, "papers")
    assert folder_bytes(outside) == {"config": b"precious"}
    assert ready.exists()


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


def test_a_file_beside_the_folder_is_part_of_a_commit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = folder.parent / "topics.yml"
    topics.write_text("[]\n", "utf-8")

    def stop(*_: object) -> None:
        raise OSError(errno.EIO, "the power went out")

    with monkeypatch.context() as patched:
        patched.setattr(transaction, "_move", stop)
        with pytest.raises(ReadingListError, match="written by the next command"):
            store.commit(folder, WRITTEN, {topics: "# new\n"})
    assert topics.read_text("utf-8") == "[]\n"
    assert current_path(folder, topics).read_text("utf-8") == "# new\n"
    assert current_path(folder, folder.parent / "excluded.yml") == folder.parent / "excluded.yml"
    assert list_files(folder) == encoded(AFTER)
    with pytest.raises(ReadingListError, match="is damaged"):
        store.recover(folder, "papers")
    assert store.recover(folder, "papers", [topics]) == []
    assert topics.read_text("utf-8") == "# new\n"
    assert folder_bytes(folder) == encoded(AFTER)


def test_a_file_beside_the_folder_that_was_edited_meanwhile_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = folder.parent / "topics.yml"
    with monkeypatch.context() as patched:
        patched.setattr(transaction, "_finish_commit", lambda *_: [])
        store.commit(folder, {}, {topics: "# new\n"})
    topics.write_text("# mine\n", "utf-8")
    assert current_path(folder, topics) == topics
    (finding,) = store.recover(folder, "papers", [topics])
    assert (finding.code, finding.origin.source) == ("edited-since", "topics.yml")
    assert topics.read_text("utf-8") == "# mine\n"
