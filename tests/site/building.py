"""Building sites as a user would."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def build(root: Path, target: Path, *options: str) -> str:
    """Build a site strictly in a process of its own; what it printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(target), *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr
