"""Killed, out of space, forbidden, two at once: what is on disk is whole, the next run works."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from build import folder_bytes, paper, write
from building import WITHOUT_CARDS, fixture_papers, write_list
from cases import THOROUGH
from command import run
from killing import run_and_kill
from killing_builds import run_and_kill_builds

from generator import store
from generator.project import Project, find, load
from generator.site.output import MANIFEST
from generator.store import lock
from generator.store.lock import exclusive_lock, state_folder

pytestmark = pytest.mark.slow

RUNS, PAGE_RUNS, EDIT_RUNS = (100, 100, 50) if THOROUGH else (30, 12, 6)
BUILD_RUNS = 40 if THOROUGH else 2
KNOWN = [paper(f"Known {i}") for i in range(3)]
FACTS = [
    {"title": f"{kind} {i}", "year": 2019, "venue": "NeurIPS 2019", "abstract": "It works. " * 20}
    for kind in ("Known", "New")
    for i in range(4 if kind == "New" else 3)
]
IMPORT = ("import", "facts.json")
GENERATE = ("generate", "--output", "out")


def list_files(papers: Path) -> Mapping[str, bytes]:
    """The list as whoever reads it now sees it."""
    return {name: path.read_bytes() for name, path in store.list_files(papers).items()}


def in_folder(folder: Path, args: Sequence[str]) -> int:
    """The exit status of a command, run in a folder."""
    previous = Path.cwd()
    os.chdir(folder)
    try:
        return run(*args).exit_code
    finally:
        os.chdir(previous)


def copies(original: Path, count: int, under: Path) -> list[Path]:
    """Copies of a folder."""
    return [shutil.copytree(original, under / str(number)) for number in range(count)]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A list, and facts to import into it: some about its papers, some about new ones."""
    root = tmp_path / "list"
    (root / "papers").mkdir(parents=True)
    write(root / "mkdocs.yml", "site_name: A list\n")
    write(root / "facts.json", json.dumps(FACTS))
    for known in KNOWN:
        write(root / "papers" / f"{known.id}.yml", store.dump_paper(known))
    return find(root / "mkdocs.yml")


# --------------------------------------------------------------------- killed


def test_an_import_killed_at_any_moment_is_wholly_done_or_not_at_all(
    project: Project, tmp_path: Path
) -> None:
    whole = copies(project.root, 2, tmp_path / "whole")
    folders = copies(project.root, RUNS, tmp_path / "killed")
    run_and_kill(whole, folders, IMPORT, seed=1)
    before, after = list_files(project.papers), folder_bytes(whole[0] / "papers")
    assert len(after) == 7
    assert all(folder_bytes(folder / "papers") == after for folder in whole)
    in_commit = 0  # killed while a commit was written
    states = []
    for folder in folders:
        papers = folder / "papers"
        in_commit += any(path.name != "lock" for path in state_folder(papers).glob("*"))
        states.append(list_files(papers))
        assert states[-1] in (before, after)
        assert load(find(folder / "mkdocs.yml")).unreadable == ()
        assert in_folder(folder, IMPORT) == 0
        assert folder_bytes(papers) == after
    assert in_commit >= RUNS / 2
    assert before in states
    assert after in states


TOPIC = "- id: old\n  name: Old\n  group: All\n  description: Old ones.\n"
LINKED = store.dump_paper(paper("Linked", related=("known-0",), topics=("old",)))


@pytest.mark.parametrize(
    "args",
    [
        ("mv", "known-0", "renamed"),
        ("rm", "known-0", "--reason", "Wrong."),
        ("merge", "known-1", "known-0"),
        ("topics", "rename", "old", "new"),
    ],
)
def test_an_edit_killed_at_any_moment_is_wholly_done_or_not_at_all(
    project: Project, tmp_path: Path, args: tuple[str, ...]
) -> None:
    write(project.topics, TOPIC)
    write(project.papers / "linked.yml", LINKED)
    whole = copies(project.root, 2, tmp_path / "whole")
    folders = copies(project.root, EDIT_RUNS, tmp_path / "killed")
    run_and_kill(whole, folders, args, seed=4)
    before, after = folder_bytes(project.root), folder_bytes(whole[0])
    catalogs = [load(find(root / "mkdocs.yml")).catalog for root in (project.root, whole[0])]
    assert catalogs[0] != catalogs[1]
    assert folder_bytes(whole[1]) == after
    states = []
    for folder in folders:
        loaded = load(find(folder / "mkdocs.yml"))
        assert loaded.unreadable == ()
        states.append(catalogs.index(loaded.catalog))
        assert in_folder(folder, ("fmt",)) == 0  # completes or discards the edit
        assert folder_bytes(folder) == (before, after)[states[-1]]
    assert {*states} == {0, 1}


def test_pages_killed_at_any_moment_are_each_old_or_new_and_no_foreign_file_is_touched(
    project: Project, tmp_path: Path
) -> None:
    assert in_folder(project.root, GENERATE) == 0
    for name in ("mine.md", "papers/mine.md", ".mine.draft"):
        write(project.root / "out" / name, "Mine\n")
    write(project.papers / "known-0.yml", "title: Renamed\n")
    (project.papers / "known-1.yml").unlink()
    for number in range(20):
        write(project.papers / f"more-{number}.yml", f"title: One more {number}\n")
    whole = copies(project.root, 2, tmp_path / "whole")
    folders = copies(project.root, PAGE_RUNS, tmp_path / "killed")
    run_and_kill(whole, folders, GENERATE, seed=2)
    before, after = folder_bytes(project.root / "out"), folder_bytes(whole[0] / "out")
    assert after["papers/mine.md"] == b"Mine\n"
    in_between = 0  # killed with some pages written
    for folder in folders:
        found = folder_bytes(folder / "out")
        in_between += MANIFEST not in found or found not in (before, after)
        for name, data in found.items():
            is_draft = name.endswith(".draft") and name != ".mine.draft"
            assert is_draft or name == MANIFEST or data in (before.get(name), after.get(name)), name
        assert in_folder(folder, GENERATE) == 0
        assert folder_bytes(folder / "out") == after
    assert in_between >= PAGE_RUNS / 2


def test_after_killed_builds_the_next_one_gives_what_a_build_from_nothing_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    papers = dict(list(fixture_papers().items())[:12])
    name, text = next(iter(papers.items()))
    edited = {**papers, name: text.replace("abstract: >-\n  ", "abstract: >-\n  Indeed, ")}
    folder, *fresh = (
        write_list(tmp_path / key, texts, WITHOUT_CARDS)
        for key, texts in {"list": papers, "fresh": papers, "fresh edited": edited}.items()
    )
    recoveries = run_and_kill_builds(folder, fresh, f"papers/{name}.yml", BUILD_RUNS, seed=3)
    assert len(recoveries) == BUILD_RUNS / 2
    for recovery in recoveries:
        assert recovery["were_killed"], recovery
        assert recovery["differences"] == [], recovery
    sites = [site for recovery in recoveries for site in recovery["sites"]]
    assert any("index.html" not in site for site in sites), "none was killed before all pages"


# --------------------------------------------------------------- out of space


def run_prepared(folder: Path, prepare: str, *args: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which is first prepared by some code."""
    program = f"import os, resource\nfrom generator.cli import main\n{prepare}\nmain()"
    return subprocess.run(
        [sys.executable, "-c", program, *args], cwd=folder, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("args", [IMPORT, GENERATE])
def test_a_file_that_the_system_cuts_off_is_not_kept(
    project: Project, args: tuple[str, ...]
) -> None:
    before = folder_bytes(project.root)
    full = "resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))"  # as a disk with 300 bytes left
    completed = run_prepared(project.root, full, *args)
    assert completed.returncode == 1
    assert completed.stderr.startswith("reading-list: cannot write to ")
    assert "File too large" in completed.stderr
    assert completed.stderr.count("\n") == 1
    assert folder_bytes(project.root) == before
    assert in_folder(project.root, args) == 0
    assert folder_bytes(project.root) != before


# ------------------------------------------------------------------ forbidden


def test_a_folder_that_may_not_be_written_stays_as_it_is(project: Project) -> None:
    """Root may write anywhere: a child gives that up, after it has gone to the list."""
    forbid = (
        "from pathlib import Path\nfrom generator import store\n"
        "from generator.model.errors import *\n"
        "if os.geteuid() == 0:\n    os.setgroups([])\n    os.setgid(65534)\n    os.setuid(65534)\n"
        "try:\n    store.commit(Path('papers'), {'a.yml': 'title: A'})\n"
        "except ReadingListError as error:\n    raise SystemExit(str(error))\n"
    )
    before = folder_bytes(project.root)
    state_folder(project.papers).mkdir(parents=True)
    for folder in (state_folder(project.papers), *state_folder(project.papers).parents[:2]):
        folder.chmod(0o777)
    project.papers.chmod(0o555)
    try:
        completed = run_prepared(project.root, forbid)
    finally:
        project.papers.chmod(0o755)
    assert completed.stderr == (
        "cannot write to papers: Permission denied; nothing was written; "
        "run this again when it can be\n"
    )
    assert folder_bytes(project.root) == before


# ---------------------------------------------------------------- two at once


def test_of_two_imports_the_second_waits_and_sees_what_the_first_wrote(project: Project) -> None:
    write(project.root / "one.json", '[{"title": "Shared by Both", "year": 2020, "venue": "A"}]')
    write(
        project.root / "two.json",
        '[{"title": "Shared by Both", "doi": "10.1000/b"}, {"title": "Two", "year": 2020}]',
    )
    program = [sys.executable, "-c", "from generator.cli import main; main()", "import"]
    with exclusive_lock(project.papers):
        both = [subprocess.Popen([*program, name], cwd=project.root, stdout=subprocess.DEVNULL)
                for name in ("one.json", "two.json")]  # fmt: skip
        with pytest.raises(subprocess.TimeoutExpired):
            both[0].wait(timeout=2)
        assert not (project.papers / "shared-by-both.yml").exists()
    assert [process.wait(timeout=30) for process in both] == [0, 0]
    shared = load(project).catalog.by_id["shared-by-both"]
    assert (shared.venue, shared.doi, len(shared.sources)) == ("A", "10.1000/b", 2)
    assert "two" in load(project).catalog.by_id


def test_an_import_that_waits_in_vain_says_for_what(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "LOCK_TIMEOUT_SECONDS", 0.1)
    monkeypatch.chdir(project.root)
    with exclusive_lock(project.papers):
        result = run(*IMPORT)
        assert run(*IMPORT, "--dry-run").exit_code == 0
    assert result.exit_code == 1
    assert "another reading-list command is writing to" in result.stderr
    assert run(*IMPORT).exit_code == 0
