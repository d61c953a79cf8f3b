"""Find files of the list that are not in canonical form, and write them in it."""

import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from generator.model import Finding
from generator.store.files import SUFFIX, read_regular_file, read_text
from generator.store.format import format_paper, format_path
from generator.store.format_vocabulary import format_exclusions, format_people, format_topics
from generator.store.line_ends import has_mixed_line_ends, main_line_end, with_line_ends
from generator.store.load import EXCLUSIONS_FILE, display_path
from generator.store.people import PEOPLE_FILE
from generator.store.reading_paths import path_files
from generator.store.transaction import commit, list_files

_FormatResult = tuple[str | None, list[Finding]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Formatting:
    """What formatting a list would write, and what it cannot read.

    Attributes:
        papers: new texts of paper files by file name.
        others: new texts of the other files by path.
        sources: the files that would change, as findings name them.
        mixed: those of `sources` with mixed line ends, which get the most frequent one.
        findings: what is wrong in the files.
    """

    papers: dict[str, str]
    others: dict[Path, str]
    sources: tuple[str, ...]
    mixed: frozenset[str]
    findings: tuple[Finding, ...]


def format_list(
    folder: Path, topics_file: Path, root: Path, chosen: Callable[[str], bool] = lambda _: True,
    collections: Collection[str] = (),
) -> Formatting:  # fmt: skip
    """The changes that bring all files of a list to canonical form.

    Args:
        folder: the folder with the papers.
        topics_file: the vocabulary.
        root: the folder of the list.
        chosen: whether to format a file, by its name in findings.
        collections: the folders in that of the papers that have papers, too.
    """
    findings: list[Finding] = []
    mixed: set[str] = set()

    def new_text(
        path: Path, source: str, format_text: Callable[[str], _FormatResult]
    ) -> str | None:
        """The text to write; None if the file is canonical or cannot be read."""
        text, problems = read_text(path, source)
        if text is None:
            findings.extend(problems)
            return None
        canonical, problems = format_text(with_line_ends(text, "\n"))
        findings.extend(problems)
        if canonical is None:
            return None
        mixed.update([source] if has_mixed_line_ends(text) else ())
        canonical = with_line_ends(canonical, main_line_end(text))
        return None if canonical.encode() == read_regular_file(path) else canonical

    papers: dict[str, str] = {}
    sources: list[str] = []
    for name, path in list_files(folder, collections).items():
        source, stem = display_path(folder / name, root), PurePosixPath(name).stem
        if name.endswith(SUFFIX) and chosen(source):
            text = new_text(path, source, partial(format_paper, stem=stem, source=source))
            papers |= {} if text is None else {name: text}
            sources += [] if text is None else [source]
    others: dict[Path, str] = {}
    formats: list[tuple[Path, Callable[..., _FormatResult]]] = [
        (topics_file, format_topics),
        (root / EXCLUSIONS_FILE, format_exclusions),
        (root / PEOPLE_FILE, format_people),
        *((path, partial(format_path, name=path.name)) for path in path_files(root)),
    ]
    for path, format_text in formats:
        source = display_path(path, root)
        if os.path.lexists(path) and chosen(source):
            text = new_text(path, source, partial(format_text, source=source))
            others |= {} if text is None else {path: text}
            sources += [] if text is None else [source]
    return Formatting(
        papers=papers, others=others, sources=tuple(sources), mixed=frozenset(mixed),
        findings=tuple(findings),
    )  # fmt: skip


def write_formatting(folder: Path, formatting: Formatting) -> None:
    """Write the changes that `format_list` returned."""
    if formatting.papers or formatting.others:
        commit(folder, formatting.papers, formatting.others)
