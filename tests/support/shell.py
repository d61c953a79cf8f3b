"""The commands of workflows and actions, read from their files and run as GitHub runs them."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FILES = [*WORKFLOWS, ROOT / "action.yml"]
BIN = Path(sys.executable).parent


def loaded(path: Path) -> dict[Any, Any]:
    """A workflow or action; YAML 1.1 reads the key `on` as true."""
    document: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return document


def jobs(path: Path) -> Mapping[str, Any]:
    """The jobs of a workflow; an action is one."""
    workflow = loaded(path)
    return workflow["jobs"] if "jobs" in workflow else {"action": workflow["runs"]}


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow or action."""
    for job in jobs(path).values():
        yield from job["steps"]


def runs() -> dict[str, str]:
    """Every command of every file, as `links.yml: Install`."""
    return {
        f"{path.name}: {step['name']}": step["run"]
        for path in FILES for step in steps(path) if "run" in step
    }  # fmt: skip


def shell(name: str, cwd: Path, scratch: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command of a step in a folder, with a runner's files in `scratch`."""
    files = {f"GITHUB_{file.upper()}": str(scratch / file) for file in ("output", "step_summary")}
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")},
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1", **files, **settings,
    }  # fmt: skip
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", runs()[name]]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, untouched by the settings of this machine; what it prints."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    }  # fmt: skip
    completed = subprocess.run(
        ["git", "-C", str(folder), *arguments], env={**os.environ, **settings},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return completed.stdout.strip()
