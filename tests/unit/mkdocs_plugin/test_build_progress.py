"""What a build says of its steps, in its log and on a terminal."""

import logging
import re
from collections.abc import Iterable

import pytest

from generator.mkdocs_plugin import progress
from generator.mkdocs_plugin.progress import BuildProgress
from generator.model.progress import Item, counted, shown_by

LOG = "mkdocs.plugins.reading-list"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a terminal shows, one line for each count."""
    lines: list[str] = []

    def show(items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        for number, item in enumerate(items, start=1):
            yield item
            lines.append(f"{what} {number}/{total}")

    monkeypatch.setattr(progress, "show_progress", lambda _handlers: shown_by(show))
    return lines


def test_the_log_has_the_time_of_each_step(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, LOG):
        build = BuildProgress(is_preview=True)
        build.start("reading")
        build.start("rendering", pages=2)
        build.count_page()
        build.close()
        build.close()
    assert [record.levelname for record in caplog.records] == ["DEBUG"] * 2
    lines = [re.sub(r"\d+\.\d\d", "N", record.getMessage()) for record in caplog.records]
    assert lines == ["reading: N seconds", "rendering: N seconds"]


def test_a_terminal_counts_the_pages_of_a_step_and_ends_with_it(
    shown: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, LOG):
        build = BuildProgress(is_preview=False)
        build.start("rendering", pages=3)
        for _ in range(2):
            build.count_page()
        assert shown == ["rendering 1/3"]
        build.start("writing")
        assert shown[-1] == "rendering 3/3"
        build.count_page()  # a step without pages counts none
        build.close()
    assert list(counted("ab", "letters", 2)) == ["a", "b"]
    assert shown[-1] == "rendering 3/3"


@pytest.mark.parametrize(("level", "is_preview"), [(logging.WARNING, False), (logging.INFO, True)])
def test_a_quiet_build_and_a_preview_show_nothing(
    shown: list[str], caplog: pytest.LogCaptureFixture, level: int, *, is_preview: bool
) -> None:
    with caplog.at_level(level, LOG):
        build = BuildProgress(is_preview=is_preview)
        build.start("rendering", pages=1)
        build.close()
    assert shown == []
