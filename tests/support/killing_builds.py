"""Kills builds of a site between two changes of files, and compares what the next build makes.

A program by itself, so that it may fork; `killing.py` says what the steps of a build are.
Prints, as JSON, one entry for each build after killed ones.
"""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from build import folder_bytes
from killing import count_changes, kill, warm

BUILD = ("build",)


class Recovery(TypedDict):
    """A build after builds that were killed."""

    killed_at: list[int]  # the steps at which builds were killed, from 0
    steps: int  # of the undisturbed build before
    were_killed: bool  # all of them
    sites: list[list[str]]  # what each killed build left of the site, hidden names included
    differences: list[str]  # files that differ from those of a build from nothing


def build(folder: str) -> tuple[Mapping[str, bytes], int]:
    """Build the site of a list in a process of its own; its files, and the number of changes."""
    changes = count_changes(folder, BUILD)
    return folder_bytes(Path(folder, "site")), changes


def kill_builds(
    folder: str, fresh: Sequence[str], paper: str, kills: int, seed: int
) -> list[Recovery]:
    """Edit a paper, kill two builds, and build again, several times.

    Args:
        folder: a list with the text of the first copy, never built before.
        fresh: two copies of the list with different texts of the paper, never built before.
        paper: the path of that paper's file.
        kills: how many builds are killed, an even number: one in each of so many equal parts of a
            build. One of them has no site to begin with.
        seed: of the moment in each part.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    warm(fresh[0], BUILD)
    expected = [folder_bytes(Path(fresh[0], "site")), build(fresh[1])[0]]
    assert expected[0] != expected[1]
    _, steps = build(folder)
    found: list[Recovery] = []
    parts = [*range(kills)]
    chance.shuffle(parts)
    for number, pair in enumerate(zip(parts[::2], parts[1::2], strict=True), start=1):
        recovery = Recovery(killed_at=[], steps=steps, were_killed=True, sites=[], differences=[])
        text = number % 2  # not that of the last whole build
        shutil.copy(Path(fresh[text], paper), Path(folder, paper))
        for part in pair:
            if part == kills - 1:
                shutil.rmtree(Path(folder, "site"))
            step = int(steps * (part + chance.random()) / kills)
            recovery["were_killed"] &= kill(folder, BUILD, step)
            recovery["killed_at"].append(step)
            recovery["sites"].append(sorted(path.name for path in Path(folder, "site").glob("*")))
        after, steps = build(folder)
        recovery["differences"] = sorted(
            path for path in after.keys() | expected[text].keys()
            if after.get(path) != expected[text].get(path)
        )  # fmt: skip
        found.append(recovery)
    return found


def run_and_kill_builds(
    folder: Path, fresh: Sequence[Path], paper: str, kills: int, seed: int
) -> list[Recovery]:
    """Run this file as a program; see `kill_builds`."""
    job = {"folder": str(folder), "fresh": [*map(str, fresh)], "paper": paper, "kills": kills,
           "seed": seed}  # fmt: skip
    completed = subprocess.run(
        [sys.executable, __file__], input=json.dumps(job), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    recoveries: list[Recovery] = json.loads(completed.stdout.splitlines()[-1])
    return recoveries


if __name__ == "__main__":
    print(json.dumps(kill_builds(**json.load(sys.stdin))))  # noqa: T201
