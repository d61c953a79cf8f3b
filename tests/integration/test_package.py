"""What is in the archives that the package is built into."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from generator.cli.new_list import new_files

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    completed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert completed.returncode == 0, completed.stderr
    return folder


def tracked() -> set[str]:
    """The files that git has, and that are still there."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    completed = subprocess.run(command, capture_output=True, check=False)
    if completed.returncode:
        pytest.skip("this is no git repository: an archive of the source, perhaps")
    return {
        name for name in completed.stdout.decode().split("\0") if name and (ROOT / name).is_file()
    }


def test_the_source_archive_has_every_file_of_the_repository(archives: Path) -> None:
    (path,) = archives.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {item.name.partition("/")[2] for item in archive if item.isfile()}
    assert tracked() - names == set()


def test_the_wheel_has_the_templates_and_nothing_compiled(archives: Path) -> None:
    (path,) = archives.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = {name for name in archive.namelist() if name.startswith("generator/")}
    templates = {name for name in tracked() if name.startswith("templates/")}
    assert {f"generator/{name}" for name in templates} <= names
    shared = {name for name in new_files("x") if (ROOT / name).is_file() and name in tracked()}
    shared = {name for name in shared if name.startswith((".github/", ".vscode/", "action"))}
    assert len(shared) > 10
    assert {f"generator/{name}" for name in shared} <= names
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_wheel_says_that_it_is_typed(archives: Path) -> None:
    (path,) = archives.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        assert "generator/py.typed" in archive.namelist()


def test_the_extras_for_pip_are_the_groups_of_development_tools() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = {name: each for name, each in pyproject["dependency-groups"].items() if name != "dev"}
    assert pyproject["project"]["optional-dependencies"] == groups
    assert {each["include-group"] for each in pyproject["dependency-groups"]["dev"]} == set(groups)
