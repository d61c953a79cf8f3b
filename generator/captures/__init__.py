"""Readers of source formats: a new format is one new module and one line here."""

from collections.abc import Mapping

from generator.captures.arxiv import Arxiv
from generator.captures.base import Parsed, Reader, Request
from generator.captures.bibtex import Bibtex
from generator.captures.daily_papers import DailyPapers
from generator.captures.issue import Issue
from generator.captures.json_list import JsonList

__all__ = ["READERS", "Parsed", "Reader", "Request", "detect", "read", "trust"]

READERS: Mapping[str, Reader] = {
    reader.name: reader for reader in (DailyPapers(), JsonList(), Bibtex(), Arxiv(), Issue())
}


def detect(text: str) -> Reader:
    """The reader that recognises a text; the last resort is the plain-text one."""
    claims = (reader for reader in READERS.values() if reader.recognises(text))
    return next(claims, READERS["daily-papers"])


def read(request: Request) -> Parsed:
    """Read one file's text with the reader it asks for, or with the one that recognises it."""
    return (READERS[request.reader] if request.reader else detect(request.text)).read(request)


def trust(reader: str) -> int:
    """How much a reader's facts weigh when sources disagree; higher wins."""
    return READERS[reader].trust if reader in READERS else 0
