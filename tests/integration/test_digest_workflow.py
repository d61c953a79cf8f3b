"""The workflow that the how-to "Tell your team what is new" shows: valid, and it sends a digest."""

import json
import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from build import new_project, paper
from shell import BIN, FILES, ROOT

pytestmark = pytest.mark.slow
TEXT = (ROOT / "docs" / "guide" / "announcing.md").read_text("utf-8")
(WORKFLOW,) = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
STEPS = yaml.safe_load(WORKFLOW)["jobs"]["send"]["steps"]


@pytest.fixture
def workflow(tmp_path: Path) -> Path:
    """The workflow as a file of a repository."""
    path = tmp_path / ".github" / "workflows" / "digest.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WORKFLOW, "utf-8")
    return path


def test_the_workflow_is_valid_pinned_and_audited(workflow: Path) -> None:
    checks = [["check-jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)]]
    if (BIN / "zizmor").exists():
        checks.append(["zizmor", "--offline", "--no-progress", "--quiet", "--no-config",
                       str(workflow)])  # fmt: skip
    for program, *arguments in checks:
        done = subprocess.run([str(BIN / program), *arguments], capture_output=True, text=True,
                              check=False)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    ours = "".join(path.read_text("utf-8") for path in FILES)
    for line in re.findall(r"uses: (.+)", WORKFLOW):
        assert line in ours


def run_steps(folder: Path) -> str:
    """Run the last two steps; what they sent, with a curl that writes instead of sending."""
    curl = folder / "bin" / "curl"
    curl.parent.mkdir(exist_ok=True)
    curl.write_text('#!/bin/sh\ncp message.json sent.json; echo "$@" > arguments\n', "utf-8")
    curl.chmod(0o755)
    path = os.pathsep.join((str(curl.parent), str(BIN), os.environ["PATH"]))
    settings = {"PATH": path, "PYTHONPATH": str(ROOT), "WEBHOOK": "https://chat.example.org/x",
                "GITHUB_STEP_SUMMARY": str(folder / "summary")}  # fmt: skip
    for step in STEPS[-2:]:
        fixed = {name: value for name, value in step["env"].items() if "${{" not in value}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=folder, env={**os.environ, **settings, **fixed}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    sent = folder / "sent.json"
    return sent.read_text("utf-8") if sent.exists() else ""


def test_the_workflow_sends_the_papers_of_last_month(tmp_path: Path) -> None:
    last_month = datetime.now(UTC).date().replace(day=1) - timedelta(days=1)
    new_project(tmp_path, [paper("An *odd* <title>", id="odd", added=last_month), paper("Old")])
    message = json.loads(run_steps(tmp_path))
    assert "An odd &lt;title&gt;" in message["text"]
    assert message["mrkdwn"] is False
    assert "https://chat.example.org/x" in (tmp_path / "arguments").read_text()
    assert "# " in (tmp_path / "summary").read_text("utf-8")


def test_the_workflow_sends_nothing_if_nothing_was_added(tmp_path: Path) -> None:
    new_project(tmp_path, [paper("Old")])
    assert run_steps(tmp_path) == ""
