"""The workflows on GitHub: valid, pinned, least permissions, and their commands run."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*WORKFLOWS, ROOT / "action.yml"]
BIN = Path(sys.executable).parent


def loaded(path: Path) -> dict[Any, Any]:
    """A workflow; YAML 1.1 reads the key `on` as true."""
    found: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow or action."""
    found = loaded(path)
    jobs = found.get("jobs", {}).values() if "jobs" in found else [found["runs"]]
    for job in jobs:
        yield from job["steps"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_workflow_follows_the_published_schema(path: Path) -> None:
    kind = "vendor.github-actions" if path.name == "action.yml" else "vendor.github-workflows"
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", kind, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    text = path.read_text("utf-8")
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used or path.name == "comment.yml"
    for action in used:
        assert action == "./" or re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert action == "./" or re.search(rf"{re.escape(action)} # v\d+\.\d+\.\d+", text), action


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_no_command_is_made_of_strangers_words(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_permissions_are_the_least_and_checkouts_keep_no_token(path: Path) -> None:
    found = loaded(path)
    assert found["permissions"] in ({}, {"contents": "read"})
    allowed = {
        "comment.yml": {"comment": {"pull-requests"}},
        "publish.yml": {"deploy": {"pages", "id-token"}},
    }
    for name, job in found["jobs"].items():
        assert job["timeout-minutes"] <= 30
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == allowed.get(path.name, {}).get(name, set())
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


def test_who_may_write_runs_no_strangers_code() -> None:
    found = loaded(ROOT / ".github" / "workflows" / "comment.yml")
    assert list(found[True]) == ["workflow_run"]
    checkout = next(
        s for s in steps(ROOT / ".github/workflows/comment.yml") if "checkout" in s.get("uses", "")
    )
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    text = (ROOT / ".github" / "workflows" / "pull-request.yml").read_text("utf-8")
    assert "secrets" not in text
    assert "pull_request_target" not in "".join(p.read_text("utf-8") for p in WORKFLOWS)


def test_a_deployment_is_never_cut_off() -> None:
    found = loaded(ROOT / ".github" / "workflows" / "publish.yml")
    assert found["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_the_actions_commands_run_as_a_shell_would_run_them(tmp_path: Path) -> None:
    root = tmp_path / "list"
    root.mkdir()
    for name in ("papers", "docs", "templates"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "topics.yml"):
        shutil.copy(ROOT / name, root)
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "base"], check=True)
    paper = min((root / "papers").glob("*.yml"))
    paper.write_text(paper.read_text("utf-8").replace("title: ", "title: Newly ", 1), "utf-8")
    environment = {
        **os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "BASE": "HEAD",
        "GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "NO_MKDOCS_2_WARNING": "1",
    }  # fmt: skip
    ran = []
    for step in steps(ROOT / "action.yml"):
        if "run" in step and step["name"] != "Install":
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=root, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            ran.append(step["name"])
    assert ran == ["Check", "Say what changes", "Build"]
    assert "Newly" in (tmp_path / "summary").read_text("utf-8")
    assert (tmp_path / "output").read_text("utf-8") == "site=site\n"
    assert (root / "site" / "papers.json").is_file()


def script() -> ModuleType:
    """The script that posts comments."""
    spec = importlib.util.spec_from_file_location("comment", ROOT / ".github" / "comment.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HOSTILE = """## Title
@maintainer &#64;maintainer &commat;x #12 &#35;12 GH-3 org/repo#4 deadbeefdeadbeef ![i](https://x/y.png)
<img src=x onerror=y> <script>x</script> <!-- hidden --> [a](javascript:x) [b][c]
[c]: https://evil.example
<details open onclick=x><summary>ok</summary>fine</details> www.evil.example
"""


def test_a_strangers_review_is_posted_as_text() -> None:
    shown = script().inert(HOSTILE)
    assert "## Title" in shown
    assert "<summary>ok</summary>" in shown
    for live in ("@m", "&#64;", "&commat;", "#1", "&#35;", "GH-3", "#4", "deadbeefd", "![",
                 "](", "][", "]:", "<img", "<script", "<!--", "<details open", "https:",
                 "www."):  # fmt: skip
        assert live not in shown, live


def test_a_comment_keeps_the_limit_and_its_mark() -> None:
    module = script()
    long = module.body("word " * 60_000)
    assert len(long) <= 65_536
    assert long.startswith(module.MARK)
    assert long.endswith("may be.)")


class GitHub(BaseHTTPRequestHandler):
    """As much of GitHub's API as the script asks for."""

    pulls: list[dict[str, Any]]
    comments: list[dict[str, Any]]
    asked: list[tuple[str, str, Any]]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def answer(self) -> None:
        """Answer a request."""
        size = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(size)) if size else None
        self.asked.append((self.command, self.path, data))
        found: object = {}
        if self.command == "GET":
            found = self.comments if "/comments?" in self.path else self.pulls
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    do_GET = do_POST = do_PATCH = answer  # noqa: N815


@pytest.mark.parametrize("before", [False, True])
def test_one_comment_is_posted_and_then_updated(tmp_path: Path, before: bool) -> None:
    mark = script().MARK
    bot = {"login": "github-actions[bot]"}
    GitHub.asked = []
    GitHub.pulls = [
        {"number": 6, "head": {"sha": "other"}},
        {"number": 7, "head": {"sha": "abc"}},
    ]
    GitHub.comments = [{"id": 1, "user": {"login": "mallory"}, "body": mark}]
    GitHub.comments += [{"id": 2, "user": bot, "body": f"{mark}\nold"}] if before else []
    (tmp_path / "diff.md").write_text("One paper added.", "utf-8")
    run = {"head_repository": {"owner": {"login": "fork"}}, "head_branch": "x", "head_sha": "abc"}
    (tmp_path / "event.json").write_text(json.dumps({"workflow_run": run}), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), GitHub)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    environment = {
        "PATH": os.environ["PATH"], "GITHUB_TOKEN": "t", "REVIEW": str(tmp_path / "diff.md"),
        "GITHUB_EVENT_PATH": str(tmp_path / "event.json"), "GITHUB_REPOSITORY": "team/list",
        "GITHUB_API_URL": f"http://127.0.0.1:{server.server_address[1]}",
    }  # fmt: skip
    try:
        command = [sys.executable, str(ROOT / ".github" / "comment.py")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert done.returncode == 0, done.stderr
    method, path, data = GitHub.asked[-1]
    assert data == {"body": f"{mark}\nOne paper added."}
    if before:
        assert (method, path) == ("PATCH", "/repos/team/list/issues/comments/2")
    else:
        assert (method, path) == ("POST", "/repos/team/list/issues/7/comments")
    assert "head=fork%3Ax" in GitHub.asked[0][1]


def test_a_run_without_a_review_posts_nothing(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "REVIEW": str(tmp_path / "none.md")}
    command = [sys.executable, str(ROOT / ".github" / "comment.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "no review was made\n"
