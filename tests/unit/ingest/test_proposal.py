"""The job that may write: one branch, one pull request, and nothing of a hostile artifact."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from github_api import GitHub, serving
from shell import ROOT, shell

PROPOSE = "suggestion.yml: Open or update the pull request"
OURS = "<!-- reading-list suggestion -->"


@pytest.fixture
def api() -> Iterator[GitHub]:
    """A repository with an issue 5."""
    with serving() as server:
        server.issues = [{"number": 5, "user": {"login": "mallory"}, "state": "open", "body": ""}]
        yield server


def proposed(api: GitHub, folder: Path) -> str:
    """Run the step on what is in `folder/made`; what it printed."""
    payload = {"issue": {"number": 5}, "repository": {"default_branch": "main"}}
    (folder / "event.json").write_text(json.dumps(payload), "utf-8")
    completed = shell(PROPOSE, ROOT, folder, **api.settings, SUGGESTION=str(folder / "made"),
                      GITHUB_EVENT_PATH=str(folder / "event.json"))  # fmt: skip
    assert completed.stderr == ""
    assert completed.stdout.count("\n") == 1
    return completed.stdout


def sent(api: GitHub, folder: Path, text: str, name: str = "gpipe") -> str:
    """Propose one paper's file."""
    papers = folder / "made" / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    (papers / f"{name}.yml").write_text(text, "utf-8")
    (folder / "made" / "message.md").write_text(f"- `papers/{name}.yml` (new)\n", "utf-8")
    return proposed(api, folder)


def pull(api: GitHub) -> dict[str, Any]:
    """The one pull request."""
    (found,) = api.pulls
    return found


def comment(api: GitHub) -> str:
    """The one comment."""
    (found,) = api.comments
    return str(found["body"])


def test_a_paper_becomes_a_branch_and_a_pull_request(api: GitHub, tmp_path: Path) -> None:
    sent(api, tmp_path, "title: GPipe\n")
    assert api.files("suggestion-5") == {"topics.yml": "kept", "papers/gpipe.yml": "title: GPipe\n"}
    assert pull(api)["title"] == "Suggestion: gpipe"
    assert pull(api)["body"] == "Closes #5\n\n- `papers/gpipe.yml` (new)\n"
    assert comment(api).startswith(f"{OURS}\nPull request #6 has it now.")


@pytest.mark.slow
def test_the_same_again_is_no_new_commit(api: GitHub, tmp_path: Path) -> None:
    sent(api, tmp_path, "title: GPipe\n")
    before = dict(api.branches), dict(api.commits)
    sent(api, tmp_path, "title: GPipe\n")
    assert (api.branches, api.commits) == before
    sent(api, tmp_path, "title: GPipe 2\n")
    assert api.files("suggestion-5")["papers/gpipe.yml"] == "title: GPipe 2\n"
    assert pull(api)["state"] == "open"
    assert comment(api)


@pytest.mark.slow
def test_an_editors_work_on_the_branch_is_left_alone(api: GitHub, tmp_path: Path) -> None:
    sent(api, tmp_path, "title: GPipe\n")
    api.commits["e" * 40] = {"tree": "t" * 40, "author": {"login": "editor"}}
    api.branches["suggestion-5"] = "e" * 40
    sent(api, tmp_path, "title: GPipe 2\n")
    assert api.branches["suggestion-5"] == "e" * 40
    assert "An editor works on the branch" in comment(api)
    api.commits["e" * 40]["author"] = None  # an address that GitHub knows nobody of
    sent(api, tmp_path, "title: GPipe 2\n")
    assert api.branches["suggestion-5"] == "e" * 40


@pytest.mark.slow
def test_a_closed_pull_request_stays_closed(api: GitHub, tmp_path: Path) -> None:
    sent(api, tmp_path, "title: GPipe\n")
    pull(api)["state"] = "closed"
    before = dict(api.branches)
    sent(api, tmp_path, "title: GPipe 2\n")
    assert api.branches == before
    assert (pull(api)["state"], "closed #6" in comment(api)) == ("closed", True)


@pytest.mark.slow
def test_after_a_merge_a_new_pull_request_is_made(api: GitHub, tmp_path: Path) -> None:
    sent(api, tmp_path, "title: GPipe\n")
    pull(api).update(state="closed", merged_at="2026-01-06T00:00:00Z")
    sent(api, tmp_path, "title: GPipe 2\n")
    assert [one["state"] for one in api.pulls] == ["closed", "open"]


@pytest.mark.slow
def test_what_is_wrong_is_told_once_and_updated(api: GitHub, tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    for message in ("No title, @team.", "No title."):
        (tmp_path / "made" / "message.md").write_text(message, "utf-8")
        proposed(api, tmp_path)
        assert comment(api) == f"{OURS}\n{message}".replace("@", "@\u2060")
    sent(api, tmp_path, "title: GPipe\n")
    assert "Pull request #6 has it now" in comment(api)


def test_many_papers_have_a_title_that_github_takes(api: GitHub, tmp_path: Path) -> None:
    papers = tmp_path / "made" / "papers"
    papers.mkdir(parents=True)
    for number in range(10):
        (papers / f"paper-{number}-{'a' * 50}.yml").write_text("title: x\n", "utf-8")
    (tmp_path / "made" / "message.md").write_text("new", "utf-8")
    proposed(api, tmp_path)
    assert pull(api)["title"] == "Suggestion: 10 papers"


def hostile(folder: Path, kind: str) -> None:
    """Put into an artifact what the first job never does."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    (folder / "message.md").write_text("fine", "utf-8")
    if kind == "link":
        (papers / "gpipe.yml").symlink_to("/etc/passwd")
    elif kind == "link to a folder":
        papers.rmdir()
        papers.symlink_to("/etc")
    elif kind == "folder":
        (papers / "gpipe.yml").mkdir()
    elif kind == "many":
        for number in range(21):
            (papers / f"p{number}.yml").write_text("title: x\n", "utf-8")
    elif kind == "long":
        (papers / "gpipe.yml").write_text("x" * 250_001, "utf-8")
    elif kind == "message":
        (papers / "gpipe.yml").write_text("title: x\n", "utf-8")
        (folder / "message.md").unlink()
        (folder / "message.md").symlink_to("/etc/passwd")
    else:
        (papers / kind).write_text("title: x\n", "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [
    "link", "link to a folder", "folder", "many", "long", "message", "Gpipe.yml", "gpipe.yaml",
    "..yml", "a b.yml", "gpipe.yml\n", f"{'a' * 61}.yml", "::error::x.yml",
])  # fmt: skip
def test_a_hostile_artifact_changes_nothing(api: GitHub, tmp_path: Path, kind: str) -> None:
    hostile(tmp_path / "made", kind)
    assert proposed(api, tmp_path).startswith("::error::")
    assert api.changes == []
