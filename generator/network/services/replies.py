"""What comes of asking a service."""

from dataclasses import dataclass

from generator.ingest.readers import Request
from generator.network.services.table import Service
from generator.store.answers import Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """An answer; `name` is that of the file it is kept in."""

    service: Service
    name: str
    answer: Answer
    is_saved: bool = False

    @property
    def request(self) -> Request:
        """The answer as a source of an import."""
        return Request(
            text=self.answer.text, source=self.name, reader=self.service.reader,
            captured=self.answer.day,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class NoReply:
    """Why there is no answer; `is_missing` if the service has no such paper."""

    service: Service
    detail: str
    is_missing: bool = False
