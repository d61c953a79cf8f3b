"""Answers of services, kept as files in the user's cache folder.

A file has the body of an answer as it was sent, so that it can be read, and imported, by itself.
Its name has the day of the answer, as the service stated it: no clock is read.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from generator.store.cache import cache_folder
from generator.store.files import read_regular_file, write_atomically

MAX_KEPT = 5  # answers of a name; the oldest others are removed
MAX_ANSWER_BYTES = 5_000_000  # a paper with 3,000 authors has one million
_MAX_NAME_CHARACTERS = 150  # the names of files may have 255 bytes
# Name, day and kind of a kept file: `arxiv-1811.06965 2026-01-05.xml`.
_FILE_NAME = re.compile(
    r"""
    (?P<stem>[^ ]+) [ ]
    (?P<day>\d{4}-\d\d-\d\d|undated) \.
    (?P<kind>[a-z]+)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a service said about a paper; `day` is when, as far as it stated that."""

    text: str
    day: date | None = None


def answer_name(service: str, key: str, kind: str) -> str:
    """The name of an answer: `arxiv-1811.06965.xml`. Other keys have other names."""
    stem = f"{service}-{quote(key, safe='')}"
    if len(stem) > _MAX_NAME_CHARACTERS:
        digest = blake2b(key.encode(), digest_size=8).hexdigest()
        stem = f"{stem[:_MAX_NAME_CHARACTERS]}-{digest}"
    return f"{stem}.{kind}"


class SavedAnswers:
    """The answers that are kept for a list; a folder that cannot be used keeps nothing.

    Of each name the latest answers with other facts are kept: what a service said before.
    """

    def __init__(self, root: Path) -> None:
        folder = cache_folder(root)
        self._folder = folder / "answers" if folder else None
        self._files: dict[str, list[_File]] = {}
        for name, file in sorted(_list_answers(self._folder)) if self._folder else ():
            self._files.setdefault(name, []).append(file)

    def read(self, name: str) -> Answer | None:
        """The latest answer of a name; None without one."""
        return next(iter(self.read_all(name)), None)

    def read_all(self, name: str) -> list[Answer]:
        """All kept answers of a name, the latest first."""
        return [answer for file in reversed(self._files.get(name, ())) if (answer := _read(file))]

    def write(self, name: str, answer: Answer, facts: Callable[[str], object] = str) -> None:
        """Keep an answer; an older one with the same facts is replaced.

        Args:
            name: its name.
            answer: what the service said.
            facts: what a text says; texts may also have the time at which they were sent.
        """
        if self._folder is None:
            return
        stem, _, kind = name.rpartition(".")
        file = str(answer.day or ""), self._folder / f"{stem} {answer.day or 'undated'}.{kind}"
        old = [each for each in self._files.get(name, []) if each != file]
        said = facts(answer.text)
        stale = [each for each in old if (kept := _read(each)) and facts(kept.text) == said]
        kept_files = sorted((file, *(each for each in old if each not in stale)))
        with suppress(OSError):
            write_atomically(file[1], answer.text.encode(), durable=False)
            self._files[name] = kept_files[-MAX_KEPT:]
            for _, path in (*stale, *kept_files[:-MAX_KEPT]):
                path.unlink(missing_ok=True)


_File = tuple[str, Path]  # the day of an answer, empty if unknown, and its file


def _read(file: _File) -> Answer | None:
    """The answer in a file; None if it cannot be read."""
    day, path = file
    try:
        text = read_regular_file(path, MAX_ANSWER_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return Answer(text=text, day=date.fromisoformat(day) if day else None)


def _list_answers(folder: Path) -> Iterator[tuple[str, _File]]:
    """The name of each answer, with its file."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if found := _FILE_NAME.fullmatch(path.name):
            day = found["day"].removeprefix("undated")
            with suppress(ValueError):  # a day that no month has
                if day:
                    date.fromisoformat(day)
                yield f"{found['stem']}.{found['kind']}", (day, path)
