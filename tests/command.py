"""The command line, run as tests and as people run it."""

import os
import subprocess
import sys

from click.testing import CliRunner, Result

from generator import cli


def run(*args: object, stdin: bytes | str = b"") -> Result:
    """The command, run here; it may exit, but never crash."""
    result = CliRunner().invoke(cli.main, [str(arg) for arg in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def really(
    *args: object, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run as people run it."""
    return subprocess.run(
        [sys.executable, "-c", "from generator.cli import main; main()", *map(str, args)],
        input=stdin, capture_output=True, check=False, timeout=60,
        env={**os.environ, **environment},
    )  # fmt: skip
