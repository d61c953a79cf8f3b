"""Runs one command again and again, each time in a folder of its own, and kills it at any moment.

A program by itself, so that it may fork: it imports the package once, and each run is a fork that
starts at once, in one of the folders named on standard input. Half of the moments lie anywhere in
the time the command takes, half in the time it writes, counted from the moment it tells so.
Prints, as JSON, how each run ended.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from statistics import median
from typing import Any

from generator.cli import main

WRITING = ("/staging-", ".draft")  # parts of the first names that are written


def is_written(args: tuple[object, ...]) -> bool:
    """Whether what an audit hook hears of is the command's writing."""
    return bool(args) and any(part in str(args[0]) for part in WRITING)


def warm(folder: str, args: Sequence[str]) -> None:
    """Run the command here, so that its forks need not import what only it needs."""
    os.chdir(folder)
    with redirect_stdout(StringIO()), suppress(SystemExit):
        main(list(args))


def forked(
    folder: str, args: Sequence[str], hook: Callable[[str, tuple[Any, ...]], object] | None = None
) -> int:
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
        if hook is not None:
            sys.addaudithook(hook)
        main(list(args))
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        os._exit(status)


def signal_writing(writer: int) -> Callable[[str, tuple[Any, ...]], object]:
    """An audit hook that writes a byte to a pipe whenever the command starts to write."""
    return lambda _, args: os.write(writer, b"w") if is_written(args) else None


def measured(folder: str, args: Sequence[str]) -> tuple[float, float]:
    """After how many seconds an undisturbed run starts to write, and ends."""
    reader, writer = os.pipe()
    start = time.perf_counter()
    process = forked(folder, args, signal_writing(writer))
    os.close(writer)
    os.read(reader, 1)
    wrote = time.perf_counter() - start
    assert os.waitpid(process, 0)[1] == 0
    os.close(reader)
    return wrote, time.perf_counter() - start


def killed(folder: str, args: Sequence[str], moment: float, *, writing: bool) -> bool:
    """Whether a run was killed, seconds after it started (to write), and had not ended before."""
    reader, writer = os.pipe()
    process = forked(folder, args, signal_writing(writer) if writing else None)
    os.close(writer)
    if writing:
        os.read(reader, 1)
    time.sleep(moment)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    os.close(reader)  # not before: writing to a closed pipe would stop the command
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def all_killed(
    whole: Sequence[str], folders: Sequence[str], args: Sequence[str], seed: int
) -> list[bool]:
    """Run undisturbed in some folders, then kill a run in each of the others."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    warm(whole[0], args)
    times = [measured(folder, args) for folder in whole[1:]]
    starts, ends = (median(each) for each in zip(*times, strict=True))
    return [
        killed(folder, args, chance.uniform(0, ends - starts if n % 2 else ends), writing=n % 2 > 0)
        for n, folder in enumerate(folders)
    ]


def run_and_kill(
    whole: Sequence[Path], folders: Sequence[Path], args: Sequence[str], seed: int
) -> list[bool]:
    """Run this file as a program; whether each run was killed, or had ended before."""
    job = {"whole": [*map(str, whole)], "folders": [*map(str, folders)], "args": args, "seed": seed}
    completed = subprocess.run(
        [sys.executable, __file__], input=json.dumps(job), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert completed.returncode == 0, completed.stderr
    ended: list[bool] = json.loads(completed.stdout)
    return ended


if __name__ == "__main__":
    job = json.load(sys.stdin)
    print(json.dumps(all_killed(**job)))  # noqa: T201
