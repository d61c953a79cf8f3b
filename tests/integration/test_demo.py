"""One pull request, from its first commit to the published page, with the workflows' commands."""

import json
import re
from pathlib import Path

import pytest
from github_api import BOT, GitHub, serving
from shell import ROOT, git, shell

from generator.cli.new_list import write_new_list

pytestmark = pytest.mark.slow

GPIPE = "papers/gpipe.yml"
WRONG = """\
title: 'GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism'
abtract: We scale networks beyond the memory of one accelerator.
authors:
  - Yanping Huang
  - Youlong Cheng
published: 2018-11-16
arxiv: '1811.6965'
topics:
  - trainin
tags:
  - pipeline-parallelism
  - transformer
added: 2026-01-05
"""
RIGHT = (
    WRONG.replace("abtract", "abstract").replace("1811.6965", "1811.06965")
    .replace("trainin\n", "training\n")
)  # fmt: skip
SITE = {"SITE_URL": "https://team.github.io/list/", "REPO_URL": "https://github.com/team/list"}


def pushed(fork: Path, text: str) -> str:
    """Commit the paper's file on the fork's branch; the commit."""
    (fork / GPIPE).write_text(text, "utf-8")
    git(fork, "add", GPIPE)
    git(fork, "commit", "-q", "-m", "Add GPipe")
    return git(fork, "rev-parse", "HEAD")


def reviewed(clone: Path, scratch: Path, head: str) -> tuple[list[str], bool]:
    """Run what pull-request.yml runs: the annotations, and whether all is well."""
    scratch.mkdir()
    git(clone, "fetch", "-q", "../fork", "gpipe")
    git(clone, "checkout", "-q", head)
    base = git(clone, "rev-parse", "main")
    well, output = True, ""
    for step in ("Check", "Say what changes", "Build"):
        if well or step == "Say what changes":  # as its `if:` says
            completed = shell(f"action.yml: {step}", clone, scratch, BASE=base)
            well, output = well and completed.returncode == 0, output + completed.stdout
    return [line for line in output.splitlines() if line.startswith("::")], well


def commented(api: GitHub, scratch: Path, review: Path, head: str) -> None:
    """Run what comment.yml runs after that."""
    api.pulls = [{"number": 7, "state": "open", "head": {"label": "fork:gpipe", "sha": head}}]
    run = {"head_repository": {"owner": {"login": "fork"}}, "head_branch": "gpipe",
           "head_sha": head}  # fmt: skip
    (scratch / "event.json").write_text(json.dumps({"workflow_run": run}), "utf-8")
    completed = shell(
        "comment.yml: Post or update the comment",
        ROOT,
        scratch,
        **api.settings,
        REVIEW=str(review),
        GITHUB_EVENT_PATH=str(scratch / "event.json"),
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr


def places(annotations: list[str]) -> list[tuple[str, ...]]:
    """Kind, file and line of annotations."""
    pattern = r"::(\w+) file=([^,]+),line=(\d+),"
    found = [re.match(pattern, line) for line in annotations]
    return sorted((match.groups() for match in found if match), key=lambda g: int(g[2]))


def test_a_paper_goes_from_three_mistakes_to_the_published_site(tmp_path: Path) -> None:
    upstream, fork = tmp_path / "upstream", tmp_path / "fork"
    write_new_list(upstream)
    git(upstream, "init", "-q", "-b", "main")
    git(upstream, "add", "-A")
    git(upstream, "commit", "-q", "-m", "A new list")
    git(tmp_path, "clone", "-q", str(upstream), str(fork))
    git(fork, "checkout", "-q", "-b", "gpipe")

    head = pushed(fork, WRONG)
    annotations, well = reviewed(upstream, tmp_path / "first", head)
    assert not well
    assert len(annotations) == 3
    assert places(annotations) == [("error", GPIPE, line) for line in ("2", "7", "9")]
    assert "did you mean 'abstract'" in annotations[0] + annotations[1] + annotations[2]

    with serving() as api:
        commented(api, tmp_path / "first", upstream / "review" / "diff.md", head)
        assert "unknown-key" in api.comments[0]["body"]

        head = pushed(fork, RIGHT)
        assert reviewed(upstream, tmp_path / "second", head) == ([], True)
        commented(api, tmp_path / "second", upstream / "review" / "diff.md", head)
    (comment,) = api.comments
    assert (comment["issue"], comment["user"]) == (7, BOT)
    assert comment["body"].startswith("<!-- reading-list review -->\n")
    assert "GPipe" in comment["body"]
    assert "unknown-key" not in comment["body"]
    assert [method for method, _ in api.changes] == ["POST", "PATCH"]

    git(upstream, "checkout", "-q", "main")
    git(upstream, "merge", "-q", "--no-ff", "-m", "Merge", head)
    completed = shell("publish.yml: Build", upstream, tmp_path, **SITE)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    for page in ("", "topics/training/", "tags/transformer/", "papers/gpipe/"):
        text = (upstream / "site" / page / "index.html").read_text("utf-8")
        assert "GPipe: Efficient Training of Giant Neural Networks" in text, page
    text = (upstream / "site" / "papers" / "gpipe" / "index.html").read_text("utf-8")
    assert f"{SITE['REPO_URL']}/edit/main/{GPIPE}" in text
