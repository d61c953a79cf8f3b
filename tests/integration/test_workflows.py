"""The workflows on GitHub as files: valid, pinned, audited, with the least permissions."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from shell import BIN, FILES, ROOT, WORKFLOWS, jobs, loaded, steps

each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)

# The jobs that may write, and what; each of them runs the default branch's own code alone.
WRITERS = {
    "comment.yml": {"comment": {"pull-requests"}},
    "links.yml": {"tell": {"issues"}},
    "publish.yml": {"deploy": {"pages", "id-token"}},
    "refresh.yml": {"refresh": {"contents", "pull-requests"}},
    "suggestion.yml": {"propose": {"contents", "issues", "pull-requests"}},
    "watch.yml": {"show": {"issues"}},
}


# The first version of each action that declares node24, in its own or its inner `runs.using`.
NODE_24 = {
    "cache": 5, "checkout": 5, "deploy-pages": 5, "download-artifact": 7, "setup-python": 6,
    "upload-artifact": 6, "upload-pages-artifact": 5,
}  # fmt: skip
# The one job that has a token and may write nothing: it asks GitHub for the site's address.
ASKER = ("publish.yml", "address")


@pytest.mark.slow
@each_file
def test_a_workflow_follows_the_published_schema(path: Path) -> None:
    kind = "vendor.github-actions" if path.name == "action.yml" else "vendor.github-workflows"
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", kind, str(path)]
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout


def test_an_audit_of_the_workflows_finds_nothing() -> None:
    zizmor = BIN / "zizmor"
    if not zizmor.exists() and not os.environ.get("CI"):
        pytest.skip("zizmor is not installed")
    files = [str(ROOT / ".github"), str(ROOT / "action.yml")]
    completed = subprocess.run(
        [str(zizmor), "--offline", "--no-progress", "--quiet", "--no-config", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stdout + completed.stderr


@each_file
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    text = path.read_text("utf-8")
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    for action in used:
        assert action == "./" or re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action), action
        assert action == "./" or re.search(rf"{re.escape(action)} # v\d+\.\d+\.\d+\n", text), action


def test_every_action_runs_on_a_node_that_github_still_offers() -> None:
    text = "".join(path.read_text("utf-8") for path in FILES)
    for name, version in re.findall(r"actions/([\w-]+)@[0-9a-f]{40} # v(\d+)", text):
        assert int(version) >= NODE_24[name], name


def test_an_action_has_one_version_everywhere() -> None:
    guide = (ROOT / "docs" / "guide" / "publishing.md").read_text("utf-8")
    pinned = "".join(path.read_text("utf-8") for path in FILES)
    for line in re.findall(r"uses: (actions/.+)", guide):
        assert line in pinned
    used = {step["uses"] for path in FILES for step in steps(path) if "uses" in step}
    names = [action.partition("@")[0] for action in used]
    assert len(names) == len({*names})


@each_file
def test_no_command_is_made_of_strangers_words(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), step
        assert "github.event.issue.body" not in str(step)
        assert "github.event.issue.title" not in str(step)


@each_workflow
def test_permissions_are_the_least_and_checkouts_keep_no_token(path: Path) -> None:
    workflow = loaded(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= (180 if name in {"ask", "thorough"} else 30)
        writes = {key for key, value in job.get("permissions", {}).items() if value == "write"}
        assert writes == WRITERS.get(path.name, {}).get(name, set())
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for file, names in WRITERS.items() for name in names]
)
def test_a_job_that_may_write_installs_nothing_and_runs_one_script(file: str, name: str) -> None:
    job = jobs(ROOT / ".github" / "workflows" / file)[name]
    commands = [step["run"] for step in job["steps"] if "run" in step]
    scripts = {
        "comment": "comment",
        "tell": "links",
        "propose": "propose",
        "refresh": "refresh",
        "show": "new_papers",
    }
    assert commands == ([f"python3 .github/{scripts[name]}.py"] if name in scripts else [])
    assert not any("setup-python" in step.get("uses", "") for step in job["steps"])


def test_the_token_is_seen_by_no_step_that_runs_other_code() -> None:
    for path in WORKFLOWS:
        for name, job in jobs(path).items():
            if (path.name, name) == ASKER:
                assert [step["name"] for step in job["steps"]] == ["Ask for the site's address"]
            elif name not in WRITERS.get(path.name, {}):
                assert "github.token" not in str(job)
                assert "GITHUB_TOKEN" not in str(job)
        assert "secrets" not in path.read_text("utf-8")


def test_who_may_write_runs_no_strangers_code() -> None:
    path = ROOT / ".github" / "workflows" / "comment.yml"
    assert list(loaded(path)[True]) == ["workflow_run"]
    checkout = next(step for step in steps(path) if "checkout" in step.get("uses", ""))
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert "pull_request_target" not in "".join(p.read_text("utf-8") for p in WORKFLOWS)


def test_publishing_may_ask_for_the_address_of_a_private_repositorys_site() -> None:
    workflow = jobs(ROOT / ".github" / "workflows" / "publish.yml")
    assert workflow["address"]["permissions"] == {"pages": "read"}
    assert workflow["build"]["needs"] == "address"


@pytest.mark.slow
def test_newer_versions_are_proposed_for_actions_and_packages() -> None:
    path = ROOT / ".github" / "dependabot.yml"
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.dependabot", str(path)]
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stdout
    updates = loaded(path)["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}


def test_a_deployment_is_never_cut_off() -> None:
    workflow = loaded(ROOT / ".github" / "workflows" / "publish.yml")
    assert workflow["concurrency"] == {"group": "pages", "cancel-in-progress": False}


def test_every_workflow_is_named_where_it_is_explained() -> None:
    publishing = (ROOT / "docs" / "guide" / "publishing.md").read_text("utf-8")
    security = (ROOT / "docs" / "contributing" / "security.md").read_text("utf-8")
    for path in WORKFLOWS:
        assert f"`{path.name}`" in publishing
        for job in jobs(path):
            assert f"| `{path.name}` `{job}` |" in security


@pytest.mark.slow
def test_scripts_need_nothing_installed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".github", tmp_path / "scripts")
    for script in ("comment", "links", "propose", "refresh", "suggestion"):
        completed = subprocess.run(
            [str(BIN / "python"), "-I", "-S", "-c",
             f"import sys; sys.path.insert(0, {str(tmp_path / 'scripts')!r}); import {script}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert completed.returncode == 0, completed.stderr
