"""The command line, run as tests and as people run it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from click.testing import CliRunner, Result

from generator import cli

PROGRAM = (sys.executable, "-m", "generator")


def run(*args: object, stdin: bytes | str = b"") -> Result:
    """The command, run here; it may exit, but never crash."""
    result = CliRunner().invoke(cli.main, [str(arg) for arg in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def run_process(
    *args: object, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run as people run it."""
    return subprocess.run(
        [*PROGRAM, *map(str, args)],
        input=stdin, capture_output=True, check=False, timeout=60,
        env={**os.environ, **environment},
    )  # fmt: skip


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer; Windows has no such signal, and no limit."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"this takes longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def screen(printed: str) -> list[str]:
    """The lines that stay on a terminal: a carriage return goes back to the start of its line."""
    lines = []
    for line in printed.split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
        lines.append(shown.rstrip())
    return lines


def in_terminal(*command: str, **environment: str) -> str:
    """What a command prints in a terminal of the usual size."""
    import pty  # Windows has none
    import termios

    handle, terminal = pty.openpty()
    termios.tcsetwinsize(terminal, (24, 80))
    with subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal,
        env={**os.environ, "TERM": "xterm", "CI": "", "NO_COLOR": "", **environment},
    ):  # fmt: skip
        os.close(terminal)
        printed = b""
        with suppress(OSError):  # Linux reports an error where the other end is closed
            while part := os.read(handle, 65_536):
                printed += part
    os.close(handle)
    return printed.decode().replace("\r\n", "\n")
