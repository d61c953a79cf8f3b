"""A preview collects garbage when nobody waits for a page."""

import atexit
import gc
from collections.abc import Iterator
from threading import Timer

import pytest

from generator.mkdocs_plugin.garbage import PausedCollection


@pytest.fixture(autouse=True)
def enabled() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    (gc.enable if was_enabled else gc.disable)()


def test_nothing_is_collected_meanwhile_and_all_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timers: list[Timer] = []
    monkeypatch.setattr(Timer, "start", lambda timer: timers.append(timer))  # noqa: PLW0108 - a method gets its object
    gc.enable()
    collection = PausedCollection()
    collection.pause(is_first_build=True)
    assert gc.isenabled()
    collection.pause(is_first_build=False)
    collection.pause(is_first_build=False)
    assert not gc.isenabled()
    collection.resume()
    collection.resume()
    assert gc.isenabled()
    assert [timer.function for timer in timers] == [gc.collect]


def test_a_program_that_collects_nothing_stays_so() -> None:
    gc.disable()
    collection = PausedCollection()
    collection.pause(is_first_build=False)
    collection.resume()
    assert not gc.isenabled()


def test_what_exists_is_spared_until_the_build_ends() -> None:
    collection = PausedCollection()
    collection.spare_existing()
    assert gc.get_freeze_count() > 1_000
    collection.resume()
    assert gc.get_freeze_count() == 0


def test_the_end_of_a_process_looks_for_no_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(atexit, "register", called.append)
    collection = PausedCollection()
    collection.collect_rarely()
    collection.resume()
    assert called == [gc.freeze]


def test_garbage_is_collected_rarely_until_the_build_ends() -> None:
    before, collection = gc.get_threshold(), PausedCollection()
    collection.collect_rarely()
    assert gc.get_threshold()[0] > before[0]
    collection.resume()
    collection.resume()
    assert gc.get_threshold() == before
