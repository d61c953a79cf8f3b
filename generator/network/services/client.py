"""Ask one service for one answer: politely, within limits, and of that service alone."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import requests
from urllib3.exceptions import HTTPError

from generator import __version__
from generator.checks.duplicates import arxiv_key
from generator.model.errors import UsageError
from generator.network.failures import UnusableBodyError, classify_failure
from generator.network.limits import Limits
from generator.network.redirects import REDIRECTS, resolve_redirect
from generator.network.request import RequestPolicy, Session
from generator.network.services.batches import batch_path, divide_feed
from generator.network.services.replies import NoReply, Reply
from generator.network.services.table import MAX_BATCH, MediaType, Service
from generator.network.ssrf import PrivateHostError
from generator.network.turns import HostTurns
from generator.store.answers import MAX_ANSWER_BYTES, Answer, SavedAnswers, answer_name
from generator.text.hosts import Url, is_private, parse_url

MAX_REDIRECTS = 5
MAX_FAILURES = 3  # of a service, one after the other
_MISSING_STATUSES = (404, 410)
_BUSY_STATUSES = (429, 503)
# Who to write to: an e-mail address, or a web address. No character may end a header.
_CONTACT = re.compile(r"[!-'*-;=?-~]+@[!-'*-;=?-~]+|https?://[!-'*-;=?-~]+")


def user_agent(contact: str) -> str:
    """How requests introduce themselves, with whom to write to about them.

    Raises:
        UsageError: the contact is neither an e-mail address nor a web address.
    """
    if not contact:
        return f"reading-list/{__version__}"
    if not _CONTACT.fullmatch(contact):
        raise UsageError(
            f"--contact: expected an e-mail address or a web address, found {contact[:80]!r}"
        )
    shown = contact if contact.startswith("http") else f"mailto:{contact}"
    return f"reading-list/{__version__} ({shown})"


class Client:
    """Asks services, one request after the other; one that keeps failing is asked no more.

    Args:
        policy: how requests are sent.
        saved: the answers of earlier commands.
        contact: an e-mail or web address that services see.
        use_network: whether services are asked; otherwise only saved answers are used.
        use_saved: whether a saved answer is used instead of asking again.

    Attributes:
        user_agent: how requests introduce themselves.
    """

    def __init__(
        self, policy: RequestPolicy, saved: SavedAnswers, contact: str = "",
        *, use_network: bool = True, use_saved: bool = True,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._saved = saved
        self.user_agent = user_agent(contact)
        self._session = Session(policy, self.user_agent)
        self._turns = HostTurns(policy)
        self._use_network = use_network
        self._use_saved = use_saved
        self._fetched: dict[tuple[str, str], Answer | None] = {}  # None if a batch lacks a paper
        self._failures: Counter[str] = Counter()  # since the last answer, by service

    def ask(self, service: Service, key: str, path: str) -> Reply | NoReply:
        """The answer of a service at a path.

        Args:
            service: who is asked.
            key: what the answer is about, for the name under which it is kept.
            path: where the answer is, below the address of the service.
        """
        name = answer_name(service.name, key, service.media)
        if (self._use_saved or not self._use_network) and (kept := self._saved.read(name)):
            return Reply(service=service, name=name, answer=kept, is_saved=True)
        if not self._use_network:
            return NoReply(service=service, detail="no answer is saved, and --offline was given")
        found = self._take_fetched(service, key) or self._fetch_patiently(service, path)
        if isinstance(found, NoReply):
            return found
        return Reply(service=service, name=name, answer=found)

    def prefetch(self, service: Service, ids: Sequence[str]) -> None:
        """Get answers about many papers with few requests, for `ask`; `ids` are arXiv ids."""
        names = {id_: answer_name(service.name, id_, service.media) for id_ in ids}
        wanted = [
            id_ for id_ in names if not (self._use_saved and self._saved.read(names[id_]))
        ] if self._use_network else []  # fmt: skip
        for start in range(0, len(wanted) if len(wanted) > 1 else 0, MAX_BATCH):
            batch = wanted[start : start + MAX_BATCH]
            found = self._fetch_patiently(service, batch_path(service, batch))
            if isinstance(found, Answer) and (parts := dict(divide_feed(found.text))):
                by_key = {arxiv_key(id_): part for id_, part in parts.items()}
                for id_ in batch:
                    part = by_key.get(arxiv_key(id_))
                    self._fetched[service.name, id_] = replace(found, text=part) if part else None

    def _take_fetched(self, service: Service, key: str) -> Answer | NoReply | None:
        if (service.name, key) not in self._fetched:
            return None
        missing = NoReply(service=service, detail="it has no such paper", is_missing=True)
        return self._fetched[service.name, key] or missing

    def _fetch_patiently(self, service: Service, path: str) -> Answer | NoReply:
        """The answer of a service that has not failed too often."""
        if self._failures[service.name] >= MAX_FAILURES:
            detail = f"it failed {MAX_FAILURES} times and was not asked again"
            return NoReply(service=service, detail=detail)
        found = self._fetch(service, path)
        has_failed = isinstance(found, NoReply) and not found.is_missing
        self._failures[service.name] = self._failures[service.name] + 1 if has_failed else 0
        return found

    def keep(self, reply: Reply, facts: Callable[[str], object]) -> None:
        """Keep an answer that can be read for later commands; `facts` is what a text says."""
        if not reply.is_saved:
            self._saved.write(reply.name, reply.answer, facts)

    def earlier(self, reply: Reply) -> list[Answer]:
        """The kept answers that differ from this one, the latest first."""
        kept = self._saved.read_all(reply.name)
        return [answer for answer in kept if answer.text != reply.answer.text]

    def _fetch(self, service: Service, path: str) -> Answer | NoReply:
        limits = self._policy.limits()
        now = start = parse_url(service.base + path)
        assert start, "the table has a wrong address"
        seen = {start.href}
        while now:
            sent = self._send(service, now, limits)
            if isinstance(sent, NoReply):
                return sent
            response, body = sent
            if response.status_code not in REDIRECTS:
                return _read_response(service, response, body)
            now = resolve_redirect(now, response.headers.get("location", ""))
            if now is None or not _is_of_service(now, start, service):
                return NoReply(service=service, detail="it redirects to another site")
            if now.href in seen or len(seen) > MAX_REDIRECTS:
                return NoReply(service=service, detail="it redirects in a loop")
            seen.add(now.href)
        raise AssertionError("unreachable")

    def _send(
        self, service: Service, url: Url, limits: Limits
    ) -> tuple[requests.Response, bytes] | NoReply:
        try:
            if not self._policy.allow_private and is_private(url.host):
                raise PrivateHostError  # noqa: TRY301 - one place makes the reply
            return self._turns.take(
                url.host,
                lambda: self._session.fetch_body(url.href, limits, MAX_ANSWER_BYTES),
                service.pause_seconds,
            )
        except PrivateHostError:
            return NoReply(service=service, detail="its host is private and was not contacted")
        except UnusableBodyError as error:
            return NoReply(service=service, detail=str(error))
        except requests.RequestException as error:
            return NoReply(service=service, detail=classify_failure(error).detail)
        except (HTTPError, ValueError):
            return NoReply(service=service, detail="the response is not valid HTTP")


def _is_of_service(url: Url, start: Url, service: Service) -> bool:
    is_same_scheme = url.scheme in ("https", start.scheme)
    return is_same_scheme and url.host in (start.host, *service.hosts)


def _read_response(service: Service, response: requests.Response, body: bytes) -> Answer | NoReply:
    status = response.status_code
    if status in _MISSING_STATUSES:
        return NoReply(service=service, detail="it has no such paper", is_missing=True)
    if status in _BUSY_STATUSES:
        detail = f"it is busy ({status}). Wait a few minutes, then run this again"
        return NoReply(service=service, detail=detail)
    if status != HTTPStatus.OK:
        return NoReply(service=service, detail=f"it answered with the status {status}")
    media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if not _is_expected(media, service.media):
        detail = f"it answered with {media[:60] or 'an unknown type'}, not with {service.media}"
        return NoReply(service=service, detail=detail)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return NoReply(service=service, detail="its answer is not UTF-8 text")
    return Answer(text=text, day=_day_of(response))


def _is_expected(media: str, expected: MediaType) -> bool:
    """Whether a media type may be the expected one: web pages, for example, are errors."""
    if media == "text/plain" or expected == "bib":  # BibTeX has no agreed media type
        return media != "text/html"
    return re.split(r"[/+]", media)[-1] == expected


def _day_of(response: requests.Response) -> date | None:
    """The day that a response states."""
    try:
        return parsedate_to_datetime(response.headers.get("Date", "")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
