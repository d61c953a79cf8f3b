"""Runs one command again and again, each time in a folder of its own, and kills it.

A program by itself, so that it may fork: it imports the package once, and each run is a fork that
starts at once, in one of the folders named on standard input. It is killed just before a change of
a file, as Python's audit hooks report them: for what stays on the disk, all moments between two
changes are one. So the same moments are tried each time, however busy the machine is.
"""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import Any

from generator.cli import main

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"}
WRITABLE = os.O_WRONLY | os.O_RDWR
Hook = Callable[[str, tuple[Any, ...]], object]


def is_change(event: str, args: tuple[Any, ...]) -> bool:
    """Whether an event changes files, or opens one to write."""
    return event in CHANGES or (event == "open" and bool(args[2] & WRITABLE))


def kill_at(step: int) -> Hook:
    """An audit hook that ends its process, as the system would, just before a change of files.

    Args:
        step: which change, counted from 0.
    """
    count = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal count
        if is_change(event, args):
            count += 1
            if count == step + 1:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def warm(folder: str, args: Sequence[str]) -> None:
    """Run the command here, so that its forks need not import what only it needs."""
    os.chdir(folder)
    with redirect_stdout(StringIO()), suppress(SystemExit):
        main(list(args))


def forked(folder: str, args: Sequence[str], hook: Hook) -> int:
    """Start a process that runs the command in a folder; its id.

    Args:
        folder: where it runs.
        args: the command.
        hook: an audit hook of the process.
    """
    if process := os.fork():
        return process
    status = 70
    try:
        os.chdir(folder)
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        sys.addaudithook(hook)
        main(list(args))
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def count_changes(folder: str, args: Sequence[str]) -> int:
    """Run the command in a folder, undisturbed; how often it changes files."""
    reader, writer = os.pipe()
    process = forked(folder, args, lambda e, a: os.write(writer, b".") if is_change(e, a) else None)
    os.close(writer)
    changes = 0
    while part := os.read(reader, 65_536):
        changes += len(part)
    os.close(reader)
    assert os.waitpid(process, 0)[1] == 0, folder
    return changes


def kill(folder: str, args: Sequence[str], step: int) -> bool:
    """Run the command in a folder until a change of files; whether it was killed there."""
    _, status = os.waitpid(forked(folder, args, kill_at(step)), 0)
    return os.WIFSIGNALED(status)


def kill_all(whole: Sequence[str], folders: Sequence[str], args: Sequence[str], seed: int) -> None:
    """Run undisturbed in two folders, then kill a run in each of the others.

    The moments lie in equal parts of the run; where in its part each lies follows from the seed.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    warm(whole[0], args)
    changes = count_changes(whole[1], args)
    for number, folder in enumerate(folders):
        step = int(changes * (number + chance.random()) / len(folders))
        assert kill(folder, args, step), (folder, step, changes)


def run_and_kill(
    whole: Sequence[Path], folders: Sequence[Path], args: Sequence[str], seed: int
) -> None:
    """Run this file as a program; see `kill_all`."""
    job = {"whole": [*map(str, whole)], "folders": [*map(str, folders)], "args": args, "seed": seed}
    completed = subprocess.run(
        [sys.executable, __file__], input=json.dumps(job), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr


if __name__ == "__main__":
    kill_all(**json.load(sys.stdin))
