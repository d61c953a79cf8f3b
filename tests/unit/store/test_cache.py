"""The cache between commands: what was kept is right, and anything else counts as missing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cases import THOROUGH
from imported_libraries import imported_libraries

from generator.store import cache
from generator.store.cache import Cache, code_version, open_cache

PACKAGE = Path(cache.__file__).parents[1]
# They decide nothing about a text: arrays, locks, folders.
OTHER_LIBRARIES = {"tqdm", "filelock", "numpy", "platformdirs", "scipy"}
VALUE = {"title": "Déjà vu \ud800", "numbers": [1, 2.5, None, True]}


def saved_cache(folder: Path, **values: object) -> Path:
    """The file of a cache with these values."""
    one = Cache(folder, "papers", "1")
    for name, value in values.items():
        one.put(name.encode(), value)
    one.save()
    return folder / "papers.sqlite3"


def test_the_version_has_every_library_that_reads_or_judges_a_text() -> None:
    packages = ("checks", "model", "store", "suggest", "text")
    libraries = imported_libraries(PACKAGE / name for name in packages)
    assert libraries - OTHER_LIBRARIES == {name.lower() for name in cache.LIBRARIES}


def test_a_value_is_there_in_the_next_command(tmp_path: Path) -> None:
    saved_cache(tmp_path, a=VALUE)
    assert Cache(tmp_path, "papers", "1").get_all([b"b", b"a"]) == [None, VALUE]


def test_a_value_is_there_before_it_is_saved(tmp_path: Path) -> None:
    one = Cache(tmp_path, "papers", "1")
    one.put(b"a", VALUE)
    assert one.get(b"a") == VALUE


@pytest.mark.parametrize(("kind", "version"), [("papers", "2"), ("texts", "1")])
def test_another_version_or_kind_has_no_value(tmp_path: Path, kind: str, version: str) -> None:
    file = saved_cache(tmp_path, a=VALUE)
    file.with_name("texts.sqlite3").write_bytes(file.read_bytes())
    assert Cache(tmp_path, kind, version).get(b"a") is None


def test_many_values_are_there(tmp_path: Path) -> None:
    one = Cache(tmp_path, "papers", "1")
    contents = [str(number).encode() for number in range(1_234)]
    for content in contents:
        one.put(content, content.decode())
    one.save()
    values = Cache(tmp_path, "papers", "1").get_all(contents)
    assert values == [content.decode() for content in contents]


def test_without_a_folder_nothing_is_kept() -> None:
    one = Cache(None, "papers", "1")
    one.put(b"a", VALUE)
    one.save()
    assert one.get(b"a") is None


@pytest.mark.parametrize("size", [0, 1, 100, 5000])
def test_a_truncated_file_counts_as_empty_and_is_made_again(tmp_path: Path, size: int) -> None:
    file = saved_cache(tmp_path, a="x" * 20_000)
    file.write_bytes(file.read_bytes()[:size])
    again = Cache(tmp_path, "papers", "1")
    assert again.get(b"a") is None
    again.put(b"a", VALUE)
    again.save()
    assert Cache(tmp_path, "papers", "1").get(b"a") == VALUE


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    file = saved_cache(tmp_path, a="some text", b=2)
    data = file.read_bytes()
    for place in range(0, len(data), 7 if THOROUGH else 61):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :])
        values = Cache(tmp_path, "papers", "1").get_all([b"a", b"b"])
        assert values[0] in ("some text", None)
        assert values[1] in (2, None)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE entries (a, b, c)",
        "CREATE TABLE entries (name, value CHECK (value = 1))",
        "CREATE VIEW entries AS SELECT 1 AS name, 2 AS value",
    ],
)
def test_a_foreign_file_is_replaced(tmp_path: Path, statement: str) -> None:
    file = tmp_path / "papers.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)
    connection.close()
    for _ in range(3):
        one = Cache(tmp_path, "papers", "1")
        one.get(b"a")
        one.put(b"a", VALUE)
        one.save()
    assert Cache(tmp_path, "papers", "1").get(b"a") == VALUE


def test_a_value_under_another_name_counts_as_missing(tmp_path: Path) -> None:
    file = saved_cache(tmp_path, a="of a", b="of b")
    with closing(sqlite3.connect(file)) as connection, connection:
        names = [name for (name,) in connection.execute("SELECT name FROM entries")]
        value = connection.execute("SELECT value FROM entries WHERE name = ?", names[:1])
        connection.execute("UPDATE entries SET value = ?", value.fetchone())
    connection.close()
    values = Cache(tmp_path, "papers", "1").get_all([b"a", b"b"])
    assert sorted(map(str, values)) in (["None", "of a"], ["None", "of b"])


def test_two_commands_write_to_one_file(tmp_path: Path) -> None:
    saved_cache(tmp_path, a=1)
    one, other = Cache(tmp_path, "papers", "1"), Cache(tmp_path, "papers", "1")
    one.put(b"b", 2)
    other.put(b"c", 3)
    one.save()
    other.save()
    assert Cache(tmp_path, "papers", "1").get_all([b"a", b"b", b"c"]) == [1, 2, 3]


def test_a_locked_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LOCK_TIMEOUT_SECONDS", 0.01)
    file = saved_cache(tmp_path, a=1)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    one = Cache(tmp_path, "papers", "1")
    assert one.get(b"a") is None
    one.put(b"b", 2)
    one.save()
    connection.execute("COMMIT")
    connection.close()
    assert Cache(tmp_path, "papers", "1").get(b"a") == 1


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    one = Cache(tmp_path / "file" / "folder", "papers", "1")
    one.put(b"a", VALUE)
    one.save()
    assert one.get(b"a") is None


def test_what_no_command_uses_is_removed(tmp_path: Path) -> None:
    saved_cache(tmp_path, a=1, b=2, c=3, d=4)
    one = Cache(tmp_path, "papers", "1", max_unused=2)
    one.get_all([b"a", b"b"])
    one.save()
    assert Cache(tmp_path, "papers", "1").get_all([b"a", b"b", b"c"]) == [1, 2, 3]
    one = Cache(tmp_path, "papers", "1", max_unused=2)
    one.get(b"a")
    one.save()
    assert Cache(tmp_path, "papers", "1").get_all([b"a", b"b", b"c"]) == [1, None, None]


def test_a_command_that_asks_for_nothing_removes_nothing(tmp_path: Path) -> None:
    saved_cache(tmp_path, a=1, b=2)
    Cache(tmp_path, "papers", "1", max_unused=0).save()
    assert Cache(tmp_path, "papers", "1").get_all([b"a", b"b"]) == [1, 2]


def test_what_is_marked_or_less_than_what_is_used_stays(tmp_path: Path) -> None:
    saved_cache(tmp_path, a=1, b=2, c=3, d=4, e=5)
    one = Cache(tmp_path, "papers", "1", max_unused=1)
    one.get_all([b"a", b"b"])
    one.mark_used([b"c", b"missing"])
    one.save()  # two are not used
    assert Cache(tmp_path, "papers", "1", max_unused=1).get_all([b"d", b"e"]) == [4, 5]
    one = Cache(tmp_path, "papers", "1", max_unused=1)
    one.mark_used([b"c"])
    one.save()  # four are not used
    assert Cache(tmp_path, "papers", "1", max_unused=1).get_all([b"a", b"c"]) == [None, 3]


def test_each_list_has_caches_of_its_own_outside_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    for name in ("one", "other"):
        cache = open_cache(tmp_path / name, "papers")
        cache.put(b"a", name)
        cache.save()
    assert not (tmp_path / "one").exists()
    assert open_cache(tmp_path / "one", "papers").get(b"a") == "one"
    assert open_cache(tmp_path / "one", "papers", "checks").get(b"a") is None


def test_the_version_depends_on_the_parts_that_are_named() -> None:
    assert code_version("store") == code_version("store")
    assert len({code_version(), code_version("store"), code_version("store", "model")}) == 3
