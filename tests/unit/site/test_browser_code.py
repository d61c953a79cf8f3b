"""The browser code outside a browser: its pure functions, its linter, and what each reads."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from build import ROOT

BIN = str(Path(sys.executable).parent)  # where packages of the test extra put their programs
TESTS = ROOT / "tests" / "unit" / "browser-code"


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a program of the test extra says about the browser code."""
    path = shutil.which(program, path=BIN) or shutil.which(program)
    assert path, f"no {program}: install the test extra"
    return subprocess.run(
        [path, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_pure_functions_of_the_browser_code_do_as_they_say() -> None:
    result = run("node", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test",
                 "tests/unit/browser-code/*.test.mjs")  # fmt: skip
    assert result.returncode == 0, result.stdout
    count = re.search(r"^\S+ pass (\d+)$", result.stdout, re.MULTILINE)
    written = sum(path.read_text("utf-8").count("\ntest(") for path in TESTS.glob("*.test.mjs"))
    assert count
    assert int(count[1]) == written


def test_the_linter_finds_nothing_in_the_browser_code() -> None:
    result = run("oxlint", "templates/assets", "tests/unit/browser-code")
    assert result.returncode == 0, result.stdout


def test_only_one_module_knows_how_the_theme_shows_pages() -> None:
    scripts = (ROOT / "templates" / "assets").rglob("*.js")
    named = [path.name for path in scripts if "document$" in path.read_text("utf-8")]
    assert named == ["pages.js"]
