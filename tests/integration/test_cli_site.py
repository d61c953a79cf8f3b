"""`reading-list build` and `reading-list serve`: MkDocs, from anywhere inside the list."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from build import folder_bytes, write
from cases import some_of
from click import unstyle
from command import in_terminal, run, run_process, screen

from generator.cli import new_list
from generator.mkdocs_plugin.livereload import port_problem

SERVE = [sys.executable, "-c", "from generator.cli import main; main()", "serve", "--dev-addr"]
# A test run in the background of a shell hands an ignored SIGINT down.
WITH_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); " + SERVE[2]
AT_ONCE = "from generator.store import progress; progress.DELAY_SECONDS = 0; "
MKDOCS = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr"]
WAIT_SECONDS = 60


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new list; the folder of papers is the current one."""
    new_list.write_new_list(tmp_path / "list")
    monkeypatch.chdir(tmp_path / "list" / "papers")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return tmp_path / "list"


@pytest.fixture
def busy() -> Iterator[str]:
    """An address where something is served already."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.slow
def test_a_site_is_built_from_a_folder_of_the_list(fresh: Path) -> None:
    completed = run_process("build", "--strict")
    assert completed.returncode == 0, completed.stderr
    assert (fresh / "site" / "papers.json").is_file()
    assert sorted(path.name for path in Path().iterdir()) == ["attention-is-all-you-need.yml"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminal")
def test_warnings_of_a_build_on_a_terminal_have_lines_of_their_own(fresh: Path) -> None:
    write(fresh / "papers" / "bad.yml", "title: A\nvenue: TBA\n")
    for number in range(3):
        write(fresh / "docs" / f"own-{number}.md", "# Own\n\n[a](nothing.md)\n")
    printed = in_terminal(sys.executable, "-c", AT_ONCE + SERVE[2], "build")
    assert "%|" in printed, "no progress was shown"
    warnings = [line for line in screen(unstyle(printed)) if "WARNING" in line]
    assert len(warnings) >= 4
    assert all(line.startswith("WARNING ") and "%|" not in line for line in warnings), warnings


@pytest.mark.slow
def test_a_folder_for_the_site_is_meant_from_where_the_command_runs(fresh: Path) -> None:
    completed = run_process("build", "--site-dir", "../../made")
    assert completed.returncode == 0, completed.stderr
    assert (fresh.parent / "made" / "papers.json").is_file()


@pytest.mark.slow
def test_a_strict_build_ends_with_the_status_of_mkdocs(fresh: Path) -> None:
    write(fresh / "papers" / "bad.yml", "title: A\nvenue: TBA\n")
    assert run_process("build").returncode == 0
    completed = run_process("build", "--strict")
    assert completed.returncode == 1
    assert b"error[placeholder]" in completed.stderr
    assert b"Traceback" not in completed.stderr


@pytest.mark.slow
def test_an_installation_without_mkdocs_on_the_path_builds(fresh: Path, tmp_path: Path) -> None:
    completed = run_process("build", PATH=str(tmp_path / "nothing"))
    assert completed.returncode == 0, completed.stderr


@pytest.mark.slow
def test_a_list_of_data_alone_is_built_and_other_folders_are_not_made(fresh: Path) -> None:
    shutil.rmtree(fresh / "docs")
    write(fresh / "mkdocs.yml", "site_name: A\ntheme: {name: material, font: false}\n"
          "plugins: [search, reading-list]\n")  # fmt: skip
    assert run_process("build", "--strict").returncode == 0
    assert folder_bytes(fresh / "docs") == {}
    with (fresh / "mkdocs.yml").open("a") as settings:
        settings.write("docs_dir: dosc\n")
    completed = run_process("build")
    assert completed.returncode == 1
    assert b"dosc' isn't an existing directory" in completed.stderr
    assert not (fresh / "dosc").exists()


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_a_configuration_the_call_is_wrong(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "papers").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.exit_code == 2
    assert "no mkdocs.yml here or above" in result.stderr
    assert run(command, "--config", "other.yml").exit_code == 2
    assert folder_bytes(tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    some_of(
        [
            SERVE,
            MKDOCS,
            [*MKDOCS[:-1], "--no-livereload", "--dev-addr"],
            [*MKDOCS[:-1], "--clean", "--dev-addr"],
        ],
        2,
    ),
)
def test_a_busy_port_is_one_line_that_says_what_to_do(
    fresh: Path, busy: str, command: list[str]
) -> None:
    completed = subprocess.run(
        [*command, busy], cwd=fresh, capture_output=True, text=True, check=False, timeout=60
    )
    assert completed.returncode == 1
    (line,) = [line for line in completed.stderr.splitlines() if not line.startswith("INFO")]
    port = int(busy.rpartition(":")[2])
    assert line == (
        f"ERROR   -  port {port} of 127.0.0.1 is busy. "
        f"Choose another one: --dev-addr 127.0.0.1:{port + 1}"
    )
    assert completed.stdout == ""


@pytest.mark.parametrize("address", [("127.0.0.1", 70000), ("name.invalid", 8000)])
def test_an_address_that_cannot_be_is_told_too(address: tuple[str, int]) -> None:
    message = port_problem(*address)
    assert message.startswith(f"cannot serve at {address[0]}:{address[1]}: ")
    assert message.endswith("--dev-addr 127.0.0.1:8000")


@pytest.mark.parametrize("address", [("127.0.0.1", 0), ("localhost", 0)])
def test_a_free_port_is_no_problem(address: tuple[str, int]) -> None:
    assert port_problem(*address) == ""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_a_preview_ends_quietly_with_ctrl_c(fresh: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = fresh / "log.txt"
    with log.open("w") as out, subprocess.Popen(
        [sys.executable, "-c", WITH_CTRL_C, *SERVE[3:], address], stdout=out, stderr=out
    ) as preview:  # fmt: skip
        try:
            deadline = time.monotonic() + WAIT_SECONDS
            while "Serving on" not in log.read_text("utf-8"):
                assert time.monotonic() < deadline, log.read_text("utf-8")
                assert preview.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
            preview.send_signal(signal.SIGINT)
            assert preview.wait(timeout=30) == 0
        finally:
            preview.kill()
    assert log.read_text("utf-8").endswith("Shutting down...\n")
    assert not (fresh / "site").exists()
