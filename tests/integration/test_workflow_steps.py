"""Every command of every workflow and action, run as GitHub's shell runs it.

A scene prepares what the steps before would have left, and says what must come of it. A command
without a scene fails: so does a new one, until somebody shows that it works.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cases import some_of
from github_api import BOT, serving
from shell import BIN, ROOT, git, runs, shell

from generator.cli.new_list import write_new_list
from generator.text.check_lists import read_check_list

pytestmark = pytest.mark.slow

Scene = Callable[[str, Path], None]
PUBLISHING = (ROOT / "docs" / "guide" / "publishing.md").read_text("utf-8")
SMALLEST = re.findall(r"^```yaml\n(site_name: .*?)^```", PUBLISHING, re.DOTALL | re.MULTILINE)[0]
INSTALL = "python -m pip install --quiet -r requirements.txt"


def run_step(name: str, cwd: Path, scratch: Path, **settings: str) -> str:
    """Run a step that has to succeed; what it printed."""
    ran = shell(name, cwd, scratch, **settings)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def fresh(scratch: Path) -> Path:
    """A committed list."""
    folder = scratch / "list"
    write_new_list(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "base")
    return folder


def event(scratch: Path, **payload: object) -> dict[str, str]:
    """The file that tells a step what has happened."""
    (scratch / "event.json").write_text(json.dumps(payload), "utf-8")
    return {"GITHUB_EVENT_PATH": str(scratch / "event.json")}


def assert_installs(name: str, scratch: Path) -> None:
    """Running it needs a package index: what is held is its form, and the file it reads."""
    assert runs()[name] in {INSTALL, f'cd "$SOURCE" && {INSTALL}'}
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["."]
    assert (ROOT / "pyproject.toml").is_file()


def gate(name: str, scratch: Path) -> None:
    """The scripts run these tests: here each is called, and bash can read it."""
    (scratch / ".ci").mkdir()
    for script in ("run", "versions", "lowest"):
        (scratch / ".ci" / script).write_text("echo called\n", "utf-8")
    assert run_step(name, scratch, scratch) == "called\n"
    for script in ("run", "dev", "versions", "lowest"):
        subprocess.run(["bash", "-n", str(ROOT / ".ci" / script)], check=True)


def measures_pages(name: str, scratch: Path) -> None:
    """It installs from a package index and takes minutes: here a list of 30 papers is measured."""
    *installing, measuring = runs()[name].splitlines()
    assert installing == ["python -m venv .venv",
                          ".venv/bin/pip install -q -e . -c constraints.txt"]  # fmt: skip
    program, *arguments = measuring.replace("10000", "30").split()
    assert program == ".venv/bin/python"
    ran = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True,
                         check=False)  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def check(name: str, scratch: Path) -> None:
    folder = fresh(scratch)
    assert "0 errors" in run_step(name, folder, scratch)
    (folder / "papers" / "odd.yml").write_text("titel: x\n", "utf-8")
    ran = shell(name, folder, scratch)
    assert ran.returncode == 1
    assert "::error file=papers/odd.yml,line=1," in ran.stdout


def says(name: str, scratch: Path) -> None:
    folder = fresh(scratch)
    paper = next((folder / "papers").glob("*.yml"))
    paper.write_text(paper.read_text("utf-8").replace("title: ", "title: Newly ", 1), "utf-8")
    run_step(name, folder, scratch, BASE="HEAD")
    summary = (scratch / "step_summary").read_text("utf-8")
    assert "Newly" in summary
    assert (folder / "review" / "diff.md").read_text("utf-8") == summary


def builds(name: str, scratch: Path) -> None:
    folder = fresh(scratch)
    address = "https://team.github.io/list/"
    run_step(name, folder, scratch, SITE_URL=address, REPO_URL="https://github.com/team/list")
    data = json.loads((folder / "site" / "papers.json").read_text("utf-8"))
    assert [paper["id"] for paper in data] == ["attention-is-all-you-need"]
    assert address in (folder / "site" / "feed.xml").read_text("utf-8")
    page = folder / "site" / "papers" / "attention-is-all-you-need" / "index.html"
    edit = "https://github.com/team/list/edit/main/papers/attention-is-all-you-need.yml"
    assert edit in page.read_text("utf-8")
    if name.startswith("action"):
        assert (scratch / "output").read_text("utf-8") == "site=site\n"


GH = """#!/bin/sh
echo "$GH_TOKEN $*" > {scratch}/asked
{answer}
"""


def addresses(name: str, scratch: Path) -> None:
    """A stand-in plays `gh`, which GitHub's machines have."""
    gh = scratch / "gh"
    settings = {"GH_TOKEN": "t", "GITHUB_REPOSITORY": "team/list",
                "PATH": f"{scratch}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"}  # fmt: skip
    for answer in ("https://team.github.io/list/", "https://papers.example.org"):
        gh.write_text(GH.format(scratch=scratch, answer=f"echo {answer}"), "utf-8")
        gh.chmod(0o755)
        (scratch / "output").unlink(missing_ok=True)
        run_step(name, scratch, scratch, **settings)
        assert (scratch / "output").read_text("utf-8") == f"site={answer.rstrip('/')}/\n"
    requests = (scratch / "asked").read_text("utf-8")
    assert requests == "t api repos/team/list/pages --jq .html_url\n"
    gh.write_text(GH.format(scratch=scratch, answer="exit 1"), "utf-8")
    ran = shell(name, scratch, scratch, **settings)
    assert ran.returncode == 1
    assert 'Settings > Pages > Source: "GitHub Actions"' in ran.stdout


@pytest.mark.parametrize("build", some_of(["action.yml: Build", "publish.yml: Build"], 1))
def test_a_list_of_data_alone_is_reviewed_and_published(build: str, tmp_path: Path) -> None:
    folder = fresh(tmp_path)
    for path in folder.iterdir():
        if path.is_dir() and path.name not in {"papers", ".git"}:
            shutil.rmtree(path)
        elif path.is_file() and path.name not in {"topics.yml", "mkdocs.yml"}:
            path.unlink()
    (folder / "mkdocs.yml").write_text(SMALLEST, "utf-8")
    assert "0 errors" in run_step("action.yml: Check", folder, tmp_path)
    run_step("action.yml: Say what changes", folder, tmp_path, BASE="HEAD")
    run_step(build, folder, tmp_path)
    assert (folder / "site" / "papers" / "attention-is-all-you-need" / "index.html").is_file()


def comments(name: str, scratch: Path) -> None:
    (scratch / "diff.md").write_text("One paper added.", "utf-8")
    run = {"head_repository": {"owner": {"login": "fork"}}, "head_branch": "x", "head_sha": "abc"}
    with serving() as api:
        api.pulls = [{"number": 7, "state": "open", "head": {"label": "fork:x", "sha": "abc"}}]
        run_step(name, ROOT, scratch, **api.settings, **event(scratch, workflow_run=run),
                 REVIEW=str(scratch / "diff.md"))  # fmt: skip
    assert [(c["issue"], c["user"]) for c in api.comments] == [(7, BOT)]


def calendar(name: str, scratch: Path) -> None:
    run_step(name, scratch, scratch)
    assert re.fullmatch(r"month=\d{4}-\d\d\n", (scratch / "output").read_text("utf-8"))


def asks(name: str, scratch: Path) -> None:
    folder = fresh(scratch)
    paper = folder / "papers" / "attention-is-all-you-need.yml"
    paper.write_text("title: Local\nlinks:\n  - other: http://127.0.0.1:9/\n", "utf-8")
    run_step(name, folder, scratch)
    assert (scratch / "output").read_text("utf-8") == "dead=0\n"  # a private host is not asked
    assert "127.0.0.1" in (folder / "report" / "links.md").read_text("utf-8")
    assert json.loads((folder / "cache" / "links.json").read_text("utf-8")) == {"good": []}
    assert "# Links" in (scratch / "step_summary").read_text("utf-8")
    (folder / "cache" / "links.json").write_text("broken", "utf-8")
    assert shell(name, folder, scratch).returncode != 0


def tells(name: str, scratch: Path) -> None:
    (scratch / "links.md").write_text("# Links\n\n2 links: 1 dead", "utf-8")
    with serving() as api:
        run_step(name, ROOT, scratch, **api.settings, DEAD="1", REPORT=str(scratch / "links.md"))
    assert [issue["state"] for issue in api.issues] == ["open"]


def asks_services(name: str, scratch: Path) -> None:
    """Without identifiers no service is asked: what comes of it is held by unit tests."""
    folder = fresh(scratch)
    paper = folder / "papers" / "attention-is-all-you-need.yml"
    paper.write_text("title: Local\n", "utf-8")
    settings = {"CONTACT": "https://github.com/team/list", "XDG_CACHE_HOME": str(scratch)}
    run_step(name, folder, scratch, **settings)
    assert [path.name for path in (folder / "refresh" / "papers").iterdir()] == [paper.name]
    assert (folder / "refresh" / "message.md").is_file()
    paper.write_text("titel: x\n", "utf-8")
    assert shell(name, folder, scratch, **settings).returncode == 0
    assert shell(name, folder, scratch, **{**settings, "CONTACT": "nobody"}).returncode != 0


def refreshes(name: str, scratch: Path) -> None:
    (scratch / "made" / "papers").mkdir(parents=True)
    paper = scratch / "made" / "papers" / "gpipe.yml"
    paper.write_text("title: GPipe\n", "utf-8")
    (scratch / "made" / "message.md").write_text("**1 paper edited** @team", "utf-8")

    def run_it() -> str:
        return run_step(name, ROOT, scratch, **api.settings, REFRESH=str(scratch / "made"))

    with serving() as api:
        assert run_it() == "opened pull request 1\n"
        assert api.files("refresh")["papers/gpipe.yml"] == "title: GPipe\n"
        assert "@team" not in api.pulls[0]["body"]
        changes = len(api.changes)
        assert run_it() == "pull request 1 is up to date\n"
        assert len(api.changes) == changes + 2  # a tree and the text, no commit of the same files
        api.pulls[0]["state"] = "closed"
        assert run_it() == "an editor has closed #1, so it stays closed\n"
        del api.branches["refresh"]
        assert run_it() == "opened pull request 2\n"
        paper.unlink()
        assert run_it() == "nothing is new\n"


def watches(name: str, scratch: Path) -> None:
    """Without answers: what comes of them is held by unit tests."""
    folder = fresh(scratch)
    settings = {"CONTACT": "https://github.com/team/list", "XDG_CACHE_HOME": str(scratch)}
    run_step(name, folder, scratch, **settings)
    assert "nobody was asked" in (scratch / "step_summary").read_text("utf-8")
    assert not (scratch / "output").exists() or not (scratch / "output").read_text("utf-8")
    (folder / "queries.txt").write_text("moe OR experts\n", "utf-8")
    run_step(name, folder, scratch, **settings)
    assert (scratch / "output").read_text("utf-8") == "failed=1\n"
    assert "## Problems" in (folder / "watch" / "papers.md").read_text("utf-8")
    assert shell(name, folder, scratch, **{**settings, "CONTACT": "nobody"}).returncode != 0


def shows_new_papers(name: str, scratch: Path) -> None:
    line = "- [ ] [{}](https://arxiv.org/abs/{}) \u2013 @team (x) \u2013 `arXiv:{}`\n"
    report = scratch / "papers.md"

    def run_it(*papers: str, failed: str = "0") -> str:
        lines = (line.format("A &#91;b&#93; #1", each, each) for each in papers)
        report.write_text("Tick.\n\n" + "".join(lines) + "[x](https://evil.example)\n", "utf-8")
        settings = {"REPORT": str(report), "FAILED": failed}
        return run_step(name, ROOT, scratch, **api.settings, **settings)

    with serving() as api:
        assert run_it() == "nothing is new\n"
        assert run_it("2602.00002") == "opened issue 1\n"
        (issue,) = api.issues
        assert "](https://arxiv.org/abs/2602.00002)" in issue["body"]
        assert not [live for live in ("@t", "#1", "](https://evil") if live in issue["body"]]
        assert [str(each.ids[0]) for each in read_check_list(issue["body"])] == [
            "arXiv:2602.00002"
        ]  # fmt: skip
        assert run_it(failed="1") == "services gave no answer, so nothing was changed\n"
        assert run_it("2602.00002", "2602.00003") == "issue 1 is open and up to date\n"
        shown, ticked = issue["body"], issue["body"].replace("[ ]", "[x]", 1)
        issue["body"] = ticked
        assert run_it("2602.00004") == "an editor works on issue 1, so it stays as it is\n"
        assert issue["body"] == ticked
        issue["body"], issue["state"] = shown, "closed"
        assert run_it("2602.00003") == "nothing is new since issue 1 was closed\n"
        many = [f"2602.{number:05}" for number in range(1000)]
        assert run_it(*many) == "issue 1 is open and up to date\n"
        assert len(issue["body"]) <= 65_536
        assert issue["body"].endswith("`\n\n(More papers follow when some of these are added or "
                                      "rejected.)")  # fmt: skip
        assert run_it() == "issue 1 is closed and up to date\n"


def imports(name: str, scratch: Path) -> None:
    folder = fresh(scratch)
    issue = {"number": 5, "created_at": "2026-01-05T10:00:00Z", "body": "Nothing of the form."}
    run_step(name, folder, scratch, **event(scratch, issue=issue), SUGGESTION=str(scratch / "made"))
    assert [path.name for path in (scratch / "made").iterdir()] == ["message.md"]


def proposes(name: str, scratch: Path) -> None:
    (scratch / "made" / "papers").mkdir(parents=True)
    (scratch / "made" / "papers" / "gpipe.yml").write_text("title: GPipe\n", "utf-8")
    (scratch / "made" / "message.md").write_text("- `papers/gpipe.yml` (new)\n", "utf-8")
    environment = event(scratch, issue={"number": 5}, repository={"default_branch": "main"})
    with serving() as api:
        run_step(
            name, ROOT, scratch, **api.settings, **environment, SUGGESTION=str(scratch / "made")
        )
    assert api.files("suggestion-5")["papers/gpipe.yml"] == "title: GPipe\n"


SCENES: Mapping[str, Scene] = {
    "action.yml: Install": assert_installs,
    "action.yml: Check": check,
    "action.yml: Say what changes": says,
    "action.yml: Build": builds,
    "comment.yml: Post or update the comment": comments,
    "links.yml: Install": assert_installs,
    "links.yml: Look at the calendar": calendar,
    "links.yml: Ask for the links": asks,
    "links.yml: Keep the issue up to date": tells,
    "publish.yml: Ask for the site's address": addresses,
    "publish.yml: Install": assert_installs,
    "publish.yml: Build": builds,
    "refresh.yml: Install": assert_installs,
    "refresh.yml: Ask the services": asks_services,
    "refresh.yml: Open or update the pull request": refreshes,
    "watch.yml: Install": assert_installs,
    "watch.yml: Ask the services": watches,
    "watch.yml: Keep the issue up to date": shows_new_papers,
    "suggestion.yml: Install": assert_installs,
    "suggestion.yml: Import": imports,
    "suggestion.yml: Open or update the pull request": proposes,
    "tests.yml: Each Python": gate,
    "tests.yml: Gate": gate,
    "tests.yml: Gate with all cases": gate,
    "tests.yml: Lowest versions of the dependencies": gate,
    "tests.yml: Sizes of the pages of 10,000 papers": measures_pages,
}


@pytest.mark.parametrize("name", runs())
def test_a_command_does_what_it_is_there_for(name: str, tmp_path: Path) -> None:
    assert name in SCENES, "this command is run by no test: write a scene for it"
    SCENES[name](name, tmp_path)


def test_there_is_no_scene_for_a_command_that_is_gone() -> None:
    assert {*SCENES} == {*runs()}
