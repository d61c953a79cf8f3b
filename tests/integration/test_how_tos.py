"""The how-tos of the guide: what they show is read, and each of their commands is run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from shell import ROOT

pytestmark = pytest.mark.slow
HOW_TOS = {
    "tutorial.md": 4,
    "from-zotero.md": 2,
    "from-an-awesome-list.md": 3,
}  # and how many papers they import
# A fenced block: the file that it shows, if it shows one, its language, its text.
FENCED = re.compile(
    r"""
    (?: The[ ]file[ ]`(?P<file>[^`]+)`:\n\n )?
    ^```(?P<language>\w+)\n
    (?P<text>.*?)
    ^```$
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
IDENTITY = {"GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "ann@example.org",
            "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "ann@example.org"}  # fmt: skip


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell that finds the command, whose user has a name for git and a repository to push to."""
    command = tmp_path / "bin" / "reading-list"
    command.parent.mkdir()
    command.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "from generator.cli import main; main()" "$@"\n',
        "utf-8",
    )
    command.chmod(0o755)
    path = os.pathsep.join((str(command.parent), os.environ["PATH"]))
    github = tmp_path / "github"  # a repository here stands for the one that the reader makes
    subprocess.run(["git", "init", "--quiet", "--bare", str(github / "my-list")], check=True)
    redirect = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{github.as_uri()}/.insteadOf",
                "GIT_CONFIG_VALUE_0": "https://github.com/YOUR--TEAM/"}  # fmt: skip
    return {**os.environ, **IDENTITY, **redirect, "PATH": path, "PYTHONPATH": str(ROOT)}


def serve(folder: Path, environment: dict[str, str]) -> str:
    """What a preview prints until its address; it is stopped then."""
    printed = ""
    with subprocess.Popen(
        ["reading-list", "serve", "--dev-addr", "127.0.0.1:0"], cwd=folder, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr
        for line in process.stderr:
            printed += line
            if "Serving on http" in line:
                break
        process.terminate()
    return printed


@pytest.mark.parametrize(("name", "count"), HOW_TOS.items())
def test_each_command_of_a_how_to_does_what_the_text_says(
    name: str, count: int, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder, commands = tmp_path, 0
    for block in FENCED.finditer((ROOT / "docs" / "guide" / name).read_text("utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["text"], "utf-8")
        for command in block["text"].splitlines() if block["language"] == "bash" else ():
            commands += 1
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
            elif command == "reading-list serve":
                assert "Serving on http" in serve(folder, environment)
            else:
                done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment,
                                      capture_output=True, text=True, check=False)  # fmt: skip
                assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert commands >= 8
    assert len([*(folder / "papers").glob("*.yml")]) == count
