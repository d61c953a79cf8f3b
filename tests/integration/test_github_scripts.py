"""What the scripts of the workflows share, the review's comment and the issue of dead links."""

import html
import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from build import paper
from github_api import BOT, MALLORY, GitHub, serving
from shell import ROOT, shell

from generator.model import Catalog, Finding, Origin
from generator.review import Side, changes_markdown, compare

POST, UPDATE_ISSUE = (
    "comment.yml: Post or update the comment",
    "links.yml: Keep the issue up to date",
)
REVIEW, LINKS = "<!-- reading-list review -->", "<!-- reading-list links -->"
HOSTILE = """## Title
@maintainer &#64;maintainer &commat;x #12 &#35;12 GH-3 org/repo#4 deadbeefdeadbeef ![i](https://x/y.png)
<img src=x onerror=y> <script>x</script> <!-- hidden --> [a](javascript:x) [b][c]
[c]: https://evil.example
<details open onclick=x><summary>ok</summary>fine</details> www.evil.example
"""
LIVE = ("@m", "&#64;m", "&commat;", "#1", "&#35;1", "GH-3", "#4", "deadbeefd", "![", "](", "][",
        "]:", "<img", "<script", "<!-- h", "<details open", "https:", "www.")  # fmt: skip


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The scripts' shared module."""
    monkeypatch.syspath_prepend(ROOT / ".github")
    return importlib.import_module("github")


@pytest.fixture
def api() -> Iterator[GitHub]:
    """A repository."""
    with serving() as server:
        yield server


def test_a_strangers_text_is_posted_as_text(github: ModuleType) -> None:
    shown = github.inert(HOSTILE)
    assert "## Title" in shown
    assert "<summary>ok</summary>" in shown
    for live in LIVE:
        assert live not in shown, live


def test_no_entity_hides_what_github_looks_for(github: ModuleType) -> None:
    for text in ("&#71;H-1", "&#x47;&#72;&#45;1", "&#100;eadbeef1", "htt&#112;s&#58;//evil.example",
                 "&#119;ww.evil.example", "o/r&num;1", "&#64&#59;x &commat;x"):  # fmt: skip
        displayed = html.unescape(github.inert(text))
        assert not re.search(r"GH-\d|[0-9a-f]{7}|https:|www\.|[@#]\w", displayed), displayed
    assert github.inert("&lt;b&gt; &amp;lt; &foo; a & b") == "&#60;b&#62; &#38;lt; &#38;foo; a & b"


@pytest.mark.parametrize("title", ["GPipe", "GPipe @team #12 [x] <b> $5 *y* `z` &lt; cafe1234"])
def test_a_review_reads_in_the_comment_as_the_comparison_wrote_it(
    github: ModuleType, title: str
) -> None:
    added = paper(title, id="gpipe", arxiv="1811.06965", abstract=f"We show {title}.")
    finding = Finding(code="x", severity="error", message="m", origin=Origin(source="a", line=1))
    head = Side(name="b", catalog=Catalog(papers=(added,)), findings=(finding,))
    wrote = changes_markdown(compare(Side(name="a", catalog=Catalog()), head))
    shown = github.inert(wrote)
    assert re.findall(r"<[^>]*>", shown) == re.findall(r"<[^>]*>", wrote)

    def read(text: str) -> str:
        return html.unescape(text).replace("\u2060", "")

    assert read(shown) == read(wrote)


def test_a_text_keeps_the_limit_and_its_head(github: ModuleType) -> None:
    long = github.body(REVIEW, "word " * 60_000)
    assert len(long) <= 65_536
    assert long.startswith(f"{REVIEW}\nword")
    assert long.endswith("GitHub takes.)")


def commented(api: GitHub, folder: Path, text: str = "One paper added.") -> str:
    """Run the comment's step for a review; what it printed."""
    (folder / "diff.md").write_text(text, "utf-8")
    run = {"head_repository": {"owner": {"login": "fork"}}, "head_branch": "x", "head_sha": "abc"}
    (folder / "event.json").write_text(json.dumps({"workflow_run": run}), "utf-8")
    completed = shell(POST, ROOT, folder, **api.settings, REVIEW=str(folder / "diff.md"),
                      GITHUB_EVENT_PATH=str(folder / "event.json"))  # fmt: skip
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return completed.stdout


def pull(number: int, sha: str, label: str = "fork:x") -> dict[str, object]:
    """A pull request from a fork."""
    return {"number": number, "state": "open", "head": {"label": label, "sha": sha}}


@pytest.mark.slow
def test_one_comment_is_posted_and_then_updated(api: GitHub, tmp_path: Path) -> None:
    api.pulls = [pull(6, "other"), pull(8, "abc", "other:x"), pull(7, "abc")]
    api.comments = [
        {"id": n, "issue": 7, "user": MALLORY, "body": f"{REVIEW}\n{n}"} for n in range(1, 150)
    ]
    assert commented(api, tmp_path) == "posted the comment on pull request 7\n"
    assert api.comments[-1]["body"] == f"{REVIEW}\nOne paper added."
    assert commented(api, tmp_path, HOSTILE) == "updated the comment on pull request 7\n"
    assert [c["user"] for c in api.comments].count(BOT) == 1
    assert not [live for live in LIVE if live in api.comments[-1]["body"]]
    assert [method for method, _ in api.changes] == ["POST", "PATCH"]


def test_a_review_that_no_pull_request_has_is_not_posted(api: GitHub, tmp_path: Path) -> None:
    api.pulls = [pull(7, "newer")]
    assert commented(api, tmp_path) == "no open pull request has this head\n"
    assert api.changes == []


def test_a_run_without_a_review_posts_nothing(tmp_path: Path) -> None:
    completed = shell(POST, ROOT, tmp_path, REVIEW=str(tmp_path / "none.md"))
    assert (completed.returncode, completed.stdout) == (0, "no review was made\n")


def test_a_review_that_is_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "diff.md").symlink_to("/etc/hostname")
    completed = shell(POST, ROOT, tmp_path, REVIEW=str(tmp_path / "diff.md"))
    assert (completed.returncode, completed.stdout) == (1, "::error::diff.md is no regular file\n")


def test_a_refusal_of_github_is_one_line(api: GitHub, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(
        json.dumps({"issue": {"number": 5}, "repository": {"default_branch": "main"}}), "utf-8"
    )
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "gpipe.yml").write_text("title: GPipe\n", "utf-8")
    (tmp_path / "message.md").write_text("new", "utf-8")
    api.may_open_pulls = False
    environment = {**os.environ, **api.settings, "SUGGESTION": str(tmp_path),
                   "GITHUB_EVENT_PATH": str(tmp_path / "event.json")}  # fmt: skip
    command = [sys.executable, str(ROOT / ".github" / "propose.py")]
    completed = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert completed.returncode == 1
    assert completed.stdout.count("\n") == 1
    assert completed.stdout.startswith("::error::GitHub answered 403")
    assert completed.stderr == ""
    assert "Allow GitHub Actions to create" in api.comments[0]["body"]


def update_links_issue(api: GitHub, folder: Path, text: str, dead: int) -> str:
    """Run the step that keeps the issue of links; what it printed."""
    (folder / "links.md").write_text(text, "utf-8")
    completed = shell(UPDATE_ISSUE, ROOT, folder, **api.settings, DEAD=str(dead),
                      REPORT=str(folder / "links.md"))  # fmt: skip
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return completed.stdout


@pytest.mark.slow
def test_dead_links_have_one_issue_through_all_its_life(api: GitHub, tmp_path: Path) -> None:
    forged = {"number": 1, "user": MALLORY, "state": "open", "body": LINKS}
    others = [
        {"number": n, "user": BOT, "state": "open", "body": None, "pull_request": {}}
        for n in range(2, 130)
    ]
    api.issues = [forged, *others]
    assert (
        update_links_issue(api, tmp_path, "all good", 0)
        == "no link is dead, and no issue is open\n"
    )
    assert api.changes == []
    assert update_links_issue(api, tmp_path, f"1 dead\n{HOSTILE}", 1) == "opened issue 130\n"
    ours = api.issues[-1]
    assert ours["title"] == "Links that lead nowhere"
    assert not [live for live in LIVE if live in ours["body"]]
    update_links_issue(api, tmp_path, "2 dead", 1)
    assert "2 dead" in ours["body"]
    assert update_links_issue(api, tmp_path, "2 dead", 1) == "issue 130 is open and up to date\n"
    assert len(api.changes) == 2
    update_links_issue(api, tmp_path, "all good", 0)
    assert (ours["state"], "all good" in ours["body"]) == ("closed", True)
    update_links_issue(api, tmp_path, "all good again", 0)
    assert len(api.changes) == 3
    update_links_issue(api, tmp_path, "3 dead", 1)
    assert (ours["state"], "3 dead" in ours["body"]) == ("open", True)
    assert len(api.issues) == 130
    assert [forged, *others] == api.issues[:-1]
