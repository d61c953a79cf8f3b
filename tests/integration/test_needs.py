"""Where tests find browsers, and what a run says of those it does not find."""

import re
from pathlib import Path

import pytest
from needs import INSTALL, is_snap, missing, program, summary

ROOT = Path(__file__).parents[2]


def executable(path: Path, text: str) -> Path:
    """A script that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_that_is_a_snap_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = executable(tmp_path / "b" / "chromium-browser", "#!/bin/sh\nexec /opt/chromium\n")
    wrapper = executable(tmp_path / "a" / "chromium", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    snap = executable(tmp_path / "bin" / "snap", "")
    link = tmp_path / "chromium"
    link.symlink_to(snap)
    assert is_snap(wrapper)
    assert is_snap(link)
    assert not is_snap(ours)
    monkeypatch.setenv("PATH", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    assert program("chromium", "chromium-browser") == str(ours)
    assert program("chromium") is None


def test_a_run_says_what_was_skipped_and_how_to_install_it() -> None:
    reasons = [missing("Chromium"), missing("Java"), missing("Chromium"), "Windows sends none"]
    assert summary(reasons, "Debian") == [
        "3 tests skipped: no Chromium (2), no Java (1); install with",
        "  Debian: sudo apt install chromium-headless-shell firefox-esr default-jre-headless",
    ]
    assert len(summary(reasons, "")) == 1 + sum(map(len, INSTALL.values()))


def test_a_run_that_skipped_nothing_for_want_of_a_program_says_nothing() -> None:
    assert summary(["Windows sends none"], "Debian") == []


def test_the_readme_has_the_same_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for system, commands in INSTALL.items():
        assert system in text
        for command in commands:
            found = re.sub(r"  #.*| \(the .*| from https.*", "", command)
            assert found in text, found
