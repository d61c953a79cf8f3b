"""What a hostile repository cannot make the one function do that runs git.

Each trap is a program named in the repository, which leaves a mark when it runs. `diff` must leave
none; then a plain command of git is run to show that the trap was set.
"""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from build import ROOT, new_project, paper, write
from command import PROGRAM, in_terminal, run
from test_cli_diff import commit, diff_json, git, put

from generator.project import Project
from generator.store.git import _ENVIRONMENT as ENVIRONMENT

OLD, NEW = paper("One", id="one", abstract="Old."), paper("One", id="one", abstract="New.")
READ = ("cat-file", "-p", "HEAD~1:papers/one.yml")
FETCHED = {"core.repositoryFormatVersion": "1", "extensions.partialClone": "origin",
           "remote.origin.promisor": "true", "remote.origin.url": "file:///{source}"}  # fmt: skip


@dataclass(frozen=True)
class Trap:
    """Settings of a repository (`{trap}` is the program), and what git does to spring it."""

    settings: Mapping[str, str]
    trigger: tuple[str, ...] = READ
    attributes: str = ""
    url: str = ""

    @property
    def fetches(self) -> bool:
        """Whether the trap waits for git to fetch an object that is missing."""
        return bool(self.url)

    def config(self) -> dict[str, str]:
        """All settings, with those of a partial clone where objects are missing."""
        partial = {**FETCHED, "remote.origin.url": self.url} if self.url else {}
        return {**partial, **self.settings}


TRAPS = {
    "upload-pack, file URL": Trap({"remote.origin.uploadpack": "{trap}"}, url="file://{source}"),
    "upload-pack, path": Trap({"remote.origin.uploadpack": "{trap}"}, url="{source}"),
    "upload-pack, protocol allowed": Trap(
        {"remote.origin.uploadpack": "{trap}", "protocol.allow": "always",
         "protocol.file.allow": "always"}, url="file://{source}",
    ),
    "upload-pack, other URL": Trap(
        {"remote.origin.uploadpack": "{trap}", "url.{source}.insteadOf": "https://example.org/x"},
        url="https://example.org/x",
    ),
    "upload-pack, included settings": Trap(
        {"includeIf.gitdir:**.path": "{included}"}, url="{source}"
    ),
    "option as a remote's name": Trap(
        {"remote.--upload-pack={trap}.promisor": "true"}, url="{source}"
    ),
    "ssh command": Trap({"core.sshCommand": "{trap}"}, url="ssh://example.org/x"),
    "ext transport": Trap({"protocol.ext.allow": "always"}, url="ext::{trap}"),
    "git proxy": Trap({"core.gitProxy": "{trap}"}, url="git://example.org/x"),
    "remote helper": Trap({"remote.origin.vcs": "trap"}, url="x"),
    "file system monitor": Trap({"core.fsmonitor": "{trap}"}, ("status",)),
    "hooks": Trap({"core.hooksPath": "{hooks}"}, ("checkout", "-q", "HEAD")),
    "external diff": Trap({"diff.external": "{trap}"}, ("diff", "HEAD~1")),
    "external diff of a driver": Trap(
        {"diff.trap.command": "{trap}"}, ("diff", "HEAD~1"), attributes="*.yml diff=trap\n"
    ),
    "textconv": Trap(
        {"diff.trap.textconv": "{trap}"}, ("diff", "HEAD~1"), attributes="*.yml diff=trap\n"
    ),
    "smudge filter": Trap(
        {"filter.trap.smudge": "{trap}"}, ("cat-file", "--filters", "HEAD:papers/one.yml"),
        attributes="*.yml filter=trap\n",
    ),
    "filter process": Trap(
        {"filter.trap.process": "{trap}"}, ("cat-file", "--filters", "HEAD:papers/one.yml"),
        attributes="*.yml filter=trap\n",
    ),
    "signature program": Trap(
        {"log.showSignature": "true", "gpg.program": "{trap}"}, ("log", "-1", "signed")
    ),
    "refs of an alternate": Trap(
        {"core.alternateRefsCommand": "{trap}"}, ("fetch", "-q", "{source}", "main"),
    ),
}  # fmt: skip


class Snare:
    """A repository with two commits, and the program that leaves a mark when it runs."""

    def __init__(self, reading_list: Project, folder: Path) -> None:
        self.reading_list, self.folder = reading_list, folder
        self.mark, self.program, self.source = folder / "mark", folder / "trap", folder / "source"
        write(self.program, f"#!/bin/sh\ntouch '{self.mark}'\nexit 1\n").chmod(0o755)
        (folder / "hooks").mkdir()
        shutil.copy(self.program, folder / "hooks" / "post-checkout")
        (folder / "bin").mkdir()
        shutil.copy(self.program, folder / "bin" / "git-remote-trap")
        included = f'[remote "origin"]\n\tuploadpack = {self.program}\n'
        write(folder / "included", included)
        shutil.copytree(reading_list.root, self.source)

    def fill(self, text: str) -> str:
        """A setting with the paths of this snare."""
        return text.format(
            trap=self.program, source=self.source, hooks=self.folder / "hooks",
            included=self.folder / "included",
        )  # fmt: skip

    def set(self, trap: Trap) -> None:
        """Write the settings into the repository, and lose an object where they wait for that."""
        if trap.attributes:
            write(self.reading_list.root / ".git" / "info" / "attributes", trap.attributes)
        if trap.fetches:
            blob = git(self.reading_list.root, "rev-parse", "HEAD~1:papers/one.yml").strip()
            (self.reading_list.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
        for key, value in trap.config().items():
            git(self.reading_list.root, "config", self.fill(key), self.fill(value))

    def spring(self, trap: Trap) -> bool:
        """Whether a plain command of git runs the program."""
        command = ["git", *map(self.fill, trap.trigger)]
        subprocess.run(command, cwd=self.reading_list.root, capture_output=True, check=False)
        return self.mark.exists()


@pytest.fixture
def snare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snare:
    """A list whose abstract was edited, in a repository that waits for its traps."""
    root, folder = tmp_path / "list", tmp_path / "snare"
    root.mkdir()
    folder.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    reading_list = new_project(root, [OLD])
    git(root, "init", "-q", "-b", "main")
    commit(root)
    put(reading_list, NEW)
    commit(root)
    sign(root)
    return Snare(reading_list, folder)


def sign(root: Path) -> None:
    """A branch `signed` whose commit has a signature, a bad one."""
    text = git(root, "cat-file", "commit", "HEAD")
    head, _, message = text.partition("\n\n")
    signature = "-----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    write(root / "commit.txt", f"{head}\ngpgsig {signature}\n\n{message}")
    commit_id = git(root, "hash-object", "-t", "commit", "-w", "commit.txt").strip()
    git(root, "branch", "signed", commit_id)
    (root / "commit.txt").unlink()


@pytest.mark.slow
@pytest.mark.parametrize("name", TRAPS)
def test_no_setting_of_a_repository_runs_a_program(name: str, snare: Snare) -> None:
    trap = TRAPS[name]
    if name == "refs of an alternate":
        info = snare.reading_list.root / ".git" / "objects" / "info"
        info.mkdir(exist_ok=True)
        write(info / "alternates", f"{snare.source / '.git' / 'objects'}\n")
    snare.set(trap)
    # These names make git read the index, a commit with a signature, and two trees.
    statuses = [run("diff", *names).exit_code
                for names in (("HEAD~1",), ("signed", "HEAD~1"), (":papers",))]  # fmt: skip
    assert not snare.mark.exists()
    assert statuses == ([2, 2, 2] if trap.fetches else [0, 0, 2])
    assert snare.spring(trap), "the trap is not set"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, trap in TRAPS.items() if trap.fetches])
def test_either_defence_against_fetching_is_enough(
    name: str, snare: Snare, monkeypatch: pytest.MonkeyPatch
) -> None:
    snare.set(TRAPS[name])
    monkeypatch.delitem(ENVIRONMENT, "GIT_NO_LAZY_FETCH")  # as git before 2.39.4 has it
    assert run("diff", "HEAD~1").exit_code == 2
    assert not snare.mark.exists()
    if knows_lazy_fetch(snare.reading_list.root):
        monkeypatch.setitem(ENVIRONMENT, "GIT_NO_LAZY_FETCH", "1")
        monkeypatch.delitem(ENVIRONMENT, "GIT_ALLOW_PROTOCOL")
        assert run("diff", "HEAD~1").exit_code == 2
        assert not snare.mark.exists()


def knows_lazy_fetch(root: Path) -> bool:
    """Whether this git can be told to fetch no missing object."""
    completed = subprocess.run(
        ["git", "cat-file", "-p", "0" * 39 + "1"], cwd=root, capture_output=True, check=False,
        env={**os.environ, "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""},
    )  # fmt: skip
    return b"lazy fetching disabled" in completed.stderr


class _Asking(BaseHTTPRequestHandler):
    """Writes down that somebody came, and wants a password."""

    came: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.came.append(self.path)
        self.send_response(401)
        self.send_header("WWW-Authenticate", "Basic realm=x")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """A server that wants a password."""
    _Asking.came.clear()
    with HTTPServer(("127.0.0.1", 0), _Asking) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/x"
        server.shutdown()


@pytest.mark.parametrize("setting", ["credential.helper", "core.askPass"])
def test_nothing_is_asked_of_the_network_or_of_the_user(
    setting: str, snare: Snare, address: str
) -> None:
    trap = Trap({setting: "{trap}", "fetch.bundleURI": address}, url=address)
    snare.set(trap)
    assert run("diff", "HEAD~1").exit_code == 2
    assert _Asking.came == []
    assert not snare.mark.exists()
    if shutil.which("git-remote-http", path=git(snare.reading_list.root, "--exec-path").strip()):
        assert snare.spring(trap), "the trap is not set"
        assert _Asking.came


@pytest.mark.slow
def test_a_pager_is_not_run_even_in_a_terminal(snare: Snare) -> None:
    trap = Trap({"core.pager": "{trap}", "pager.rev-parse": "true", "pager.cat-file": "true"})
    snare.set(trap)
    assert "1 paper edited" in in_terminal(*PROGRAM, "diff", "HEAD~1")
    assert not snare.mark.exists()
    in_terminal("git", "cat-file", "-p", "HEAD")
    assert snare.mark.exists(), "the trap is not set"


@pytest.mark.slow
@pytest.mark.parametrize("path", ["", ".", "bin"])
def test_a_git_in_the_repository_is_not_run(
    path: str, snare: Snare, monkeypatch: pytest.MonkeyPatch
) -> None:
    (snare.reading_list.root / path).mkdir(exist_ok=True)
    shutil.copy(snare.program, snare.reading_list.root / path / "git")
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    assert run("diff", "HEAD~1").exit_code == 0
    assert not snare.mark.exists()
    subprocess.run(["sh", "-c", "git status"], check=False, capture_output=True)
    assert snare.mark.exists(), "the trap is not set"


def test_variables_of_a_shell_or_hook_change_nothing(
    snare: Snare, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = diff_json("HEAD~1")
    git(tmp_path, "init", "-q", "other")
    other, trap = tmp_path / "other" / ".git", str(snare.program)
    for name, value in {
        "GIT_DIR": str(other), "GIT_WORK_TREE": str(tmp_path), "GIT_COMMON_DIR": str(other),
        "GIT_OBJECT_DIRECTORY": str(other / "objects"), "GIT_INDEX_FILE": "x", "GIT_PREFIX": "x/",
        "GIT_NAMESPACE": "x", "GIT_CEILING_DIRECTORIES": str(tmp_path), "GIT_EXEC_PATH": "x",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.bare", "GIT_CONFIG_VALUE_0": "x",
        "GIT_CONFIG_PARAMETERS": "'core.bare=x'", "GIT_SSH_COMMAND": trap, "GIT_ASKPASS": trap,
        "GIT_EXTERNAL_DIFF": trap, "GIT_PAGER": trap, "GIT_TRACE": str(snare.mark),
        "GIT_ALLOW_PROTOCOL": "file", "GIT_NO_LAZY_FETCH": "0", "GIT_REPLACE_REF_BASE": "refs/x/",
        "GIT_ATTR_SOURCE": "x", "GIT_REF_PARANOIA": "x", "GIT_DEFAULT_HASH": "sha256",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    assert diff_json("HEAD~1") == expected
    assert not snare.mark.exists()


def test_replaced_objects_do_not_change_what_a_revision_holds(snare: Snare) -> None:
    git(snare.reading_list.root, "replace", "HEAD~1:papers/one.yml", "HEAD:papers/one.yml")
    assert diff_json("HEAD~1", "HEAD")["summary"]["edited"] == 1


@pytest.mark.parametrize("settings", [{}, {"core.bare": "false", "core.worktree": ".."}])
def test_a_committed_folder_that_looks_like_a_repository_is_not_one(
    settings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, root = tmp_path / "top", tmp_path / "top" / "list"
    root.mkdir(parents=True)
    reading_list = new_project(root, [OLD])
    git(top, "init", "-q", "-b", "main")
    commit(top)
    put(reading_list, NEW)
    commit(top)
    # Its `main` is what the pull request has, so that nothing would seem to change.
    git(tmp_path, "clone", "-q", "--bare", "--no-local", str(top), "fake")
    for key, value in settings.items():
        git(tmp_path / "fake", "config", key, value)
    shutil.copytree(tmp_path / "fake", root, dirs_exist_ok=True)
    git(root, "--git-dir", str(root), "update-ref", "refs/heads/old", "HEAD")
    git(top, "branch", "old", "HEAD~1")
    monkeypatch.chdir(root)
    assert diff_json("old")["summary"]["edited"] == 1


@pytest.mark.parametrize("kind", ["worktree", "submodule"])
def test_worktrees_and_submodules_are_compared_like_other_clones(
    kind: str, snare: Snare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "outer" / "in"
    if kind == "worktree":
        git(snare.reading_list.root, "worktree", "add", "-q", str(place), "-b", "x")
    else:
        git(tmp_path, "init", "-q", "outer")
        git(tmp_path / "outer", "-c", "protocol.file.allow=always", "submodule", "add", "-q",
            str(snare.reading_list.root), "in")  # fmt: skip
    monkeypatch.chdir(place)
    assert diff_json("HEAD~1")["summary"]["edited"] == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_user_is_refused_with_the_advice_of_git(snare: Snare) -> None:
    os.chown(snare.reading_list.root / ".git", 12345, 12345)
    os.chown(snare.reading_list.root, 12345, 12345)
    if not subprocess.run(["git", "status"], check=False, capture_output=True).returncode:
        pytest.skip("this git looks at no owner")
    result = run("diff", "HEAD~1")
    assert result.exit_code == 2
    assert "safe.directory" in result.stderr


def test_a_folder_named_git_that_is_no_repository_is_no_way_to_the_one_above(
    snare: Snare, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = snare.reading_list.root / "inner"
    (inner / ".git").mkdir(parents=True)
    new_project(inner)
    monkeypatch.chdir(inner)
    result = run("diff", "HEAD~1")
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr


def cloned(snare: Snare, tmp_path: Path, *options: str) -> Path:
    """A clone that lacks objects."""
    git(snare.reading_list.root, "config", "uploadpack.allowFilter", "true")
    git(
        tmp_path,
        "clone",
        "-q",
        "--no-local",
        *options,
        f"file://{snare.reading_list.root}",
        "clone",
    )
    return tmp_path / "clone"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_partial_clone_is_told_apart_and_can_be_completed_as_the_message_says(
    kind: str, snare: Snare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clone := cloned(snare, tmp_path, f"--filter={kind}"))
    result = run("diff", "HEAD~1")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "does not have all of the revision 'HEAD~1'" in result.stderr
    advice = "fetch --refetch --no-filter"
    assert result.stderr.endswith(f"git {advice}\n")
    if (
        "--refetch"
        in subprocess.run(
            ["git", "fetch", "-h"], check=False, capture_output=True, text=True
        ).stdout
    ):
        git(clone, *advice.split())
        assert diff_json("HEAD~1")["summary"]["edited"] == 1


@pytest.mark.parametrize("name", ["HEAD~1", "the hash"])
def test_a_shallow_clone_is_told_apart_and_can_be_completed_as_the_message_says(
    name: str, snare: Snare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = (
        git(snare.reading_list.root, "rev-parse", "HEAD~1").strip() if name == "the hash" else name
    )
    monkeypatch.chdir(clone := cloned(snare, tmp_path, "--depth=1"))
    result = run("diff", name)
    assert result.exit_code == 2
    assert "This clone is shallow" in result.stderr
    assert "git fetch --unshallow" in result.stderr
    git(clone, "fetch", "--unshallow")
    assert diff_json(name)["summary"]["edited"] == 1


def test_a_lost_object_is_told_with_the_file_it_belongs_to(snare: Snare) -> None:
    blob = git(snare.reading_list.root, "rev-parse", "HEAD~1:papers/one.yml").strip()
    (snare.reading_list.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    result = run("diff", "HEAD~1")
    assert result.exit_code == 2
    assert "no content of 'one.yml'" in result.stderr


def test_no_other_module_or_script_names_git_as_a_program() -> None:
    modules = [*(ROOT / "generator").rglob("*.py"), *(ROOT / ".github").rglob("*.py")]
    names = [m.name for m in modules if re.search(r"[\"']git[\"']", m.read_text("utf-8"))]
    assert names == ["release.py", "git.py"]  # the first reads how pip installed the package
