"""Links, pipes and folders in the place of files: a sample of the cases of `fuzz_files.py`."""

import subprocess
import sys
from pathlib import Path

import pytest
from cases import THOROUGH

pytestmark = pytest.mark.slow
EVERY = 29 if THOROUGH else 769  # a prime, that no kind of case is left out


def test_no_command_follows_a_link_waits_for_a_pipe_or_crashes() -> None:
    program = Path(__file__).parents[1] / "support" / "fuzz_files.py"
    completed = subprocess.run(
        [sys.executable, program, "--every", str(EVERY)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.returncode == 0, completed.stdout + completed.stderr
    assert int(completed.stdout.split()[0]) > 2_500 / EVERY
