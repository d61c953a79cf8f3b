"""Building sites as a user would."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def build(root: Path, target: Path, *options: str, strict: bool = True) -> str:
    """Build a site, strictly unless told, in a process of its own; what it printed."""
    options = ("--strict", *options) if strict else options
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(target), *options]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr
