"""What some tests need of a machine beside Python, where it is, and how to install it."""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

REQUIRED = bool(os.environ.get("CI"))  # there nothing is skipped
_FIREFOX_OF_MACOS = "/Applications/Firefox.app/Contents/MacOS/firefox"
_SNAP = b"/snap/bin/"
_LONGEST_SCRIPT = 10_000  # bytes; a browser itself has millions
_SNAPS = "Ubuntu's own are snaps, which cannot read the profile of a test"
INSTALL = {
    "Debian": (
        "sudo apt install chromium-headless-shell firefox-esr default-jre-headless",
    ),
    "Ubuntu": (
        "sudo apt install default-jre-headless",
        f"python -m playwright install --with-deps chromium  # {_SNAPS}",
        "Firefox from https://support.mozilla.org/kb/install-firefox-linux (the .deb package)",
    ),
    "macOS": (
        "brew install --cask firefox temurin",
        "python -m playwright install chromium",
    ),
}  # fmt: skip


def is_snap(path: Path) -> bool:
    """Whether a program is a snap, or a script that starts one, as Ubuntu has them."""
    if path.is_relative_to("/snap") or path.resolve().name == "snap":
        return True
    return path.stat().st_size < _LONGEST_SCRIPT and _SNAP in path.read_bytes()


def program(*names: str) -> str | None:
    """The first of these programs that is installed and no snap."""
    found = (shutil.which(name) for name in names)
    return next((path for path in found if path and not is_snap(Path(path))), None)


# The shell without a window takes less than half the time of the whole browser.
CHROMIUM = program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FIREFOX = program("firefox-esr", "firefox", _FIREFOX_OF_MACOS)


def missing(name: str) -> str:
    """The reason to skip a test that needs something; `summary` knows it again."""
    return f"no {name} on this machine"


def system() -> str:
    """The name of this system in `INSTALL`; empty for others."""
    if sys.platform == "darwin":
        return "macOS"
    release = Path("/etc/os-release")
    text = release.read_text("utf-8") if release.is_file() else ""
    return next((name for name in ("Ubuntu", "Debian") if f'NAME="{name}' in text), "")


def summary(reasons: Iterable[str], system: str) -> list[str]:
    """What to say of skipped tests at the end of a run; nothing if none needed anything."""
    known = {missing(name): name for name in ("Chromium", "Firefox", "Java")}
    counts = Counter(known[reason] for reason in reasons if reason in known)
    if not counts:
        return []
    names = ", ".join(f"no {name} ({count})" for name, count in sorted(counts.items()))
    lines = [f"{counts.total()} tests skipped: {names}; install with"]
    for name in [system] if system else INSTALL:
        lines += [f"  {name}: {command}" for command in INSTALL[name]]
    return lines
