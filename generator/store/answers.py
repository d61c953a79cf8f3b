"""Answers of services, kept as files in the user's cache folder.

A file has the body of an answer as it was sent, so that it can be read, and imported, by itself.
Its name has the day of the answer, as the service stated it: no clock is read.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from generator.store.cache import cache_folder
from generator.store.files import read_regular_file, write_atomically

MAX_ANSWER_BYTES = 5_000_000  # a paper with 3,000 authors has one million
_MAX_NAME_CHARACTERS = 150  # the names of files may have 255 bytes
# Name, day and kind of a kept file: `arxiv-1811.06965 2026-01-05.xml`.
_FILE_NAME = re.compile(r"(?P<stem>[^ ]+) (?P<day>\d{4}-\d\d-\d\d|undated)\.(?P<kind>[a-z]+)")


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
    """The answers that are kept for a list; a folder that cannot be used keeps nothing."""

    def __init__(self, root: Path) -> None:
        folder = cache_folder(root)
        self._folder = folder / "answers" if folder else None
        self._files = dict(_list_answers(self._folder)) if self._folder else {}

    def read(self, name: str) -> Answer | None:
        """The answer of a name; None without one."""
        path, day = self._files.get(name, (None, None))
        if path is None:
            return None
        try:
            text = read_regular_file(path, MAX_ANSWER_BYTES).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return Answer(text=text, day=day)

    def write(self, name: str, answer: Answer) -> None:
        """Keep an answer, in place of an older one."""
        if self._folder is None:
            return
        stem, _, kind = name.rpartition(".")
        path = self._folder / f"{stem} {answer.day or 'undated'}.{kind}"
        old = self._files.get(name)
        with suppress(OSError):
            write_atomically(path, answer.text.encode(), durable=False)
            self._files[name] = path, answer.day
            if old and old[0] != path:
                old[0].unlink(missing_ok=True)


def _list_answers(folder: Path) -> Iterator[tuple[str, tuple[Path, date | None]]]:
    """The name of each answer, with its file and day."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        if found := _FILE_NAME.fullmatch(path.name):
            with suppress(ValueError):  # a day that no month has
                day = None if found["day"] == "undated" else date.fromisoformat(found["day"])
                yield f"{found['stem']}.{found['kind']}", (path, day)
