"""The list that a build is made from, and what its functions keep meanwhile."""

import logging

from mkdocs.exceptions import PluginError

from generator import project
from generator.checks import report
from generator.model.errors import ReadingListError, Refused
from generator.store import Loaded
from generator.store.results import start_keeping, stop_keeping
from generator.text import memo

log = logging.getLogger("mkdocs.plugins.reading-list")


def load_list(which: project.Project, *, is_preview: bool) -> Loaded:
    """Load the list, and let functions keep what they make of it until the build ends.

    In a preview its folder may be missing while a branch is checked out.

    Raises:
        PluginError: It cannot be read at all.
    """
    try:
        loaded = project.load(which)
        if not is_preview:
            project.refuse_missing_papers(which)
    except Refused as error:
        raise PluginError("\n".join(map(report.line, error.findings))) from error
    except ReadingListError as error:
        raise PluginError(str(error)) from error
    if not (loaded.catalog.papers or loaded.unreadable):
        log.info(report.no_papers_line(which.papers.name))
    start_keeping(which.root, loaded.catalog, loaded.contents)
    return loaded


def stop_keeping_results() -> None:
    """Let functions keep nothing after a build."""
    memo.stop_keeping()
    stop_keeping()
