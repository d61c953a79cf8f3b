"""Which files of the list are not in canonical form, and writing them so."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.model import Finding
from generator.store.files import SUFFIX, read_regular_file, read_text, replace_text
from generator.store.formatting import formatted
from generator.store.line_ends import has_mixed_line_ends, main_line_end, with_line_ends
from generator.store.loading import shown
from generator.store.transaction import commit, list_files
from generator.store.vocabulary import formatted_topics

_Formed = tuple[str | None, list[Finding]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Formatting:
    """What formatting a list would write, and what it cannot read.

    `papers` are texts by name, `topics` the vocabulary's (None where nothing is to do), and
    `sources` tells the files that would change, as findings name them. Files keep their line ends;
    `mixed` are those of the sources that had several kinds and get the one that most lines had.
    """

    papers: dict[str, str]
    topics: str | None
    sources: tuple[str, ...]
    mixed: frozenset[str]
    findings: tuple[Finding, ...]


def format_list(
    folder: Path, topics_file: Path, root: Path, chosen: Callable[[str], bool] = lambda _: True
) -> Formatting:
    """What is not canonical of the papers in a folder and the vocabulary, where `chosen`."""
    findings: list[Finding] = []
    mixed: set[str] = set()

    def changed(path: Path, source: str, form: Callable[[str], _Formed]) -> str | None:
        """The text to write; None where the file is canonical or cannot be read."""
        text, problems = read_text(path, source)
        if text is None:
            findings.extend(problems)
            return None
        canonical, problems = form(with_line_ends(text, "\n"))
        findings.extend(problems)
        if canonical is None:
            return None
        mixed.update([source] if has_mixed_line_ends(text) else ())
        canonical = with_line_ends(canonical, main_line_end(text))
        return None if canonical.encode() == read_regular_file(path) else canonical

    papers: dict[str, str] = {}
    sources: list[str] = []
    for path in list_files(folder):
        source = shown(folder / path.name, root)
        if path.suffix == SUFFIX and chosen(source):
            text = changed(path, source, partial(formatted, stem=path.stem, source=source))
            papers |= {} if text is None else {path.name: text}
            sources += [] if text is None else [source]
    vocabulary, source = None, shown(topics_file, root)
    if os.path.lexists(topics_file) and chosen(source):
        vocabulary = changed(topics_file, source, partial(formatted_topics, source=source))
        sources += [] if vocabulary is None else [source]
    return Formatting(
        papers=papers, topics=vocabulary, sources=tuple(sources), mixed=frozenset(mixed),
        findings=tuple(findings),
    )  # fmt: skip


def write(folder: Path, topics_file: Path, done: Formatting) -> None:
    """Write what `format_list` found."""
    if done.papers:
        commit(folder, done.papers)
    if done.topics is not None:
        replace_text(topics_file, done.topics)
