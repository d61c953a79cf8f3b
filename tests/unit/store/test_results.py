"""Results in the cache of a list: found again for the same papers, and for no others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from build import paper
from imported_libraries import imported_libraries

from generator import site
from generator.model import Catalog, Paper
from generator.store import cache, kept_results, results
from generator.store.results import StoredResults
from generator.text.stored import Stored, current_store, use_store

# They decide nothing that is kept: pictures and settings.
OTHER_LIBRARIES = {"pillow", "pyyaml_env_tag"}
ONE = paper("One", id="one")
CONTENTS = {"one": b"1"}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    use_store(None)


def store(root: Path, one: Paper = ONE, content: bytes = b"1") -> StoredResults:
    return StoredResults(root, Catalog(papers=(one,)), {one.id: content})


def test_a_result_is_found_in_the_next_command(tmp_path: Path) -> None:
    calls: list[str] = []

    def counted(paper: Paper) -> str:
        calls.append(paper.id)
        return paper.title

    title = Stored(counted, str, "title")
    for _ in range(2):
        with kept_results(tmp_path, Catalog(papers=(ONE,)), CONTENTS):
            assert title(ONE) == "One"
    assert calls == ["one"]
    assert current_store() is None


def test_a_paper_stands_for_the_content_of_its_file(tmp_path: Path) -> None:
    key = store(tmp_path).key("f", [ONE])
    assert key == store(tmp_path).key("f", [ONE])
    assert key != store(tmp_path, content=b"2").key("f", [ONE])
    assert key != store(tmp_path).key("g", [ONE])
    assert key != store(tmp_path).key("f", [ONE, ""])


def test_a_changed_copy_of_a_paper_has_no_digest(tmp_path: Path) -> None:
    assert store(tmp_path).key("f", [replace(ONE, title="Two")]) is None
    assert store(tmp_path).key("f", [replace(ONE)]) is None


@pytest.mark.parametrize("value", [{"a"}, {"a": 1}, object(), lambda: 1])
def test_what_does_not_say_everything_has_no_digest(tmp_path: Path, value: object) -> None:
    assert store(tmp_path).key("f", [value]) is None


@pytest.mark.parametrize(("one", "other"), [("a", "b"), (1, "1"), (None, ""), (("a",), ("a", ""))])
def test_other_values_have_another_key(tmp_path: Path, one: object, other: object) -> None:
    assert store(tmp_path).key("f", [one]) != store(tmp_path).key("f", [other])


def test_a_key_has_the_releases_of_all_libraries_that_make_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = imported_libraries([Path(site.__file__).parent])
    known = {name.lower() for name in (*cache.LIBRARIES, *results.LIBRARIES)}
    assert libraries - known <= OTHER_LIBRARIES
    before = store(tmp_path).key("f", [])
    monkeypatch.setattr(results, "LIBRARIES", ("pytest",))
    assert store(tmp_path).key("f", []) != before
