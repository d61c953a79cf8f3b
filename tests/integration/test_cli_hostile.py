"""Nothing a source can contain makes the command crash or hang."""

import json
from pathlib import Path

import pytest
from build import new_project
from command import run, run_process, time_limit

from generator.project import Project

GOOD = '[{"title": "Good", "year": 2020}]'


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list without papers, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return new_project(tmp_path)


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "byte order mark": b"\xef\xbb\xbf",
    "nuls": b"\x00" * 1000,
    "a title of nuls": b'[{"title": "\\u0000\\u0007"}]',
    "deep JSON": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "deep in a field": b'[{"title": ' + b"[" * 50_000 + b"]" * 50_000 + b"}]",
    "numbers": b"[1, 2.5, -0, 1e999, NaN, Infinity, null, true]",
    "a long number": b"[" + b"9" * 5000 + b"]",
    "huge counts": b'[{"title": "A", "comments": 1' + b"0" * 4000 + b"}]",
    "lone surrogates": b'[{"title": "A \\ud800", "note": "\\udfff"}]',
    "a surrogate in a link": b'[{"title": "A", "links": ["https://a.b/\\ud800"]}]',
    "surrogate keys": b'[{"title": "A", "\\ud800": 1}]',
    "wrong types": b'[{"title": {}, "authors": "A", "links": [5], "published": 5, "venue": []}]',
    "no name": b'[{"title": "A", "organization": {"name": "", "handle": "h"}}]',
    "paths": b'[{"title": "../../etc/passwd", "arxiv": "../x", "doi": "/"}]',
    "one bullet": "\u2022".encode(),
    "bullets": "\u2022 2 authors\n\u00b7\n".encode() * 3000,
    "directions": "\u202eabc\u2066 \u200b\n".encode() * 100,
    "line ends": b"\r\n\r\r\n\x0b\x0c\x1c\x85".replace(b"\x85", b"\xc2\x85") * 100,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(HOSTILE))
@pytest.mark.parametrize("reader", ["", "json", "daily-papers"])
def test_no_input_crashes_an_import(reading_list: Project, name: str, reader: str) -> None:
    options = ("--reader", reader) if reader else ()
    result = run("import", "-", "--keep-going", *options, stdin=HOSTILE[name])
    assert result.exit_code in (0, 1)
    checked = run("check")
    assert "yaml" not in checked.output
    assert "wrong-type" not in checked.output
    assert run(
        "import", "-", "--json", "--keep-going", *options, stdin=HOSTILE[name]
    ).exit_code in (
        0,
        1,
    )


@pytest.mark.slow
@pytest.mark.parametrize("char", list("a $`{[\"'\\-_*^~#<&(%.\n\t1\u00e9\u2022"))
def test_a_long_run_of_one_character_takes_no_time(reading_list: Project, char: str) -> None:
    size = 1_000_000 if char in "a \n\u2022" else 50_000  # would take hours, or minutes, squared
    listed = json.dumps([{"title": "A " + char * (size // 2), "abstract": char * (size // 2)}])
    for text in (char * size, listed):
        with time_limit(60):
            assert run("import", "-", stdin=text.encode()).exit_code in (0, 1)


@pytest.mark.usefixtures("reading_list")
def test_line_breaks_and_marks_in_a_file_name_are_escaped_in_the_report() -> None:
    name = "a\n\u202eb.json"
    Path(name).write_text(GOOD, encoding="utf-8")
    result = run("import", name)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("a\\n\\u202eb.json: 1 paper")


@pytest.mark.slow
def test_a_file_name_that_is_no_unicode_is_no_problem(reading_list: Project) -> None:
    try:
        Path("caf\udce9.json").write_text(GOOD, "utf-8")
    except OSError:
        pytest.skip("this file system wants Unicode names")
    completed = run_process("import", "caf\udce9.json", "--json")
    assert completed.returncode == 0, completed.stderr
    assert json.loads(completed.stdout)["entries"][0]["origin"]["source"] == "caf\ufffd.json"
    assert run("check").exit_code == 0


@pytest.mark.slow
def test_a_terminal_that_knows_ascii_only_is_no_problem(reading_list: Project) -> None:
    text = '[{"title": "T\u00fclu \U0001f600", "\u00e9": 1, "year": 2020}]'.encode()
    for more in ((), ("--json",)):
        completed = run_process(
            "import", "-", "--dry-run", *more, stdin=text, PYTHONIOENCODING="ascii"
        )
        assert (completed.returncode, b"Traceback" in completed.stderr) == (0, False)
    assert json.loads(completed.stdout)["entries"][0]["title"] == "T\u00fclu \U0001f600"
