"""Where each paper of a Daily Papers page starts and ends: upvotes, submitters and footers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.captures.daily_lines import TextLine, account_behind
from generator.captures.daily_tokens import Token, is_name
from generator.model import Day, Organization

_HANDLE = re.compile(r"([\w.-]+) (\S.*)", re.ASCII)
_MAX_SUBMITTER_LENGTH = 60  # characters
_ALONE = "stands alone: is a line of a footer missing, doubled or out of order? Copy the page anew"


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands below an abstract; `doubt` says what was guessed."""

    tokens: tuple[Token, ...]
    day: Day
    authors: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    doubt: str = ""


@dataclass(slots=True)
class Segment:
    """What stands between two places where a paper surely starts or ends.

    `marked`: the page marks where each paper starts, so that this is one paper.
    """

    starts: list[Token] = field(default_factory=list)
    texts: list[Token] = field(default_factory=list)
    footer: Footer | None = None
    tokens: list[Token] = field(default_factory=list)
    marked: bool = False
    code: str = "unclear-layout"
    problem: str = ""

    @property
    def place(self) -> TextLine:
        """The line that a problem is reported at."""
        return (self.texts or self.tokens)[0].first

    def fail(self, code: str, token: Token, problem: str) -> None:
        """Note the first problem."""
        if not self.problem:
            self.code, self.problem = code, f"line {token.first.number} {problem}"


def segments_of(tokens: Sequence[Token]) -> list[Segment]:
    """The segments of a page, those that cannot be read with their problem."""
    return _Walk(tuple(tokens)).segments()


class _Walk:
    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        first = next((i for i, t in enumerate(tokens) if t.kind == "text"), 0)
        self.voted = any(token.kind == "votes" for token in tokens[:first]) or any(
            token.kind == "votes" and token.value is None for token in tokens
        )
        self.submitted = any(token.kind == "submitter" for token in tokens)
        self.headed = any(token.kind == "text" and token.first.heading for token in tokens)
        self.prints_handles = _prints_handles(tokens)
        # Comments stand behind the day or on a line of their own, one way for a page.
        self.inline = any(t.kind == "day" and t.value is not None for t in tokens)
        self.made: list[Segment] = []
        self.at = 0

    def segments(self) -> list[Segment]:
        while self.at < len(self.tokens):
            self._step(self.tokens[self.at])
        for segment in self.made:
            segment.marked = self.voted or self.submitted or self.headed
            self._judge(segment)
        return self.made

    def _step(self, token: Token) -> None:
        if token.kind in ("votes", "submitter"):
            self._start(token)
        elif token.kind == "text" and self._kind(self.at + 1) != "dot":
            open_ = self._open()
            if token.first.heading and open_.texts:
                open_ = self._new()
            open_.texts.append(token)
            self._take(open_, 1)
        else:
            self._footer(token)

    def _kind(self, index: int) -> str:
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def _take(self, segment: Segment, count: int) -> tuple[Token, ...]:
        taken = self.tokens[self.at : self.at + count]
        segment.tokens += taken
        self.at += count
        return taken

    def _new(self) -> Segment:
        self.made.append(Segment())
        return self.made[-1]

    def _open(self) -> Segment:
        return self.made[-1] if self.made and not self.made[-1].footer else self._new()

    def _start(self, token: Token) -> None:
        """Take upvotes or a submitter, which start a paper."""
        last = self.made[-1] if self.made else None
        segment = last if last and not last.footer and not last.texts else self._new()
        if token.kind == "votes" and not self.voted:
            segment.fail("unclear-layout", token, f"is only a number and {_ALONE}")
        if any(other.kind == token.kind for other in segment.starts):
            segment.fail("unclear-layout", token, f"repeats the line before it and {_ALONE}")
        if token.kind == "votes" and last and last.texts and not last.footer and _glued(token):
            segment.fail("unclear-layout", token, "is a number in the middle of a text")
        segment.starts.append(token)
        self._take(segment, 1)
        if token.kind == "submitter" and not token.name:
            self._submitter_name(segment)

    def _submitter_name(self, segment: Segment) -> None:
        name = self.tokens[self.at] if self.at < len(self.tokens) else None
        if (
            name is None or name.kind != "text" or name.first.heading
            or len(name.first.text) > _MAX_SUBMITTER_LENGTH or name.first.text.endswith(".")
        ):  # fmt: skip
            segment.fail("unclear-layout", segment.starts[-1], "lacks the submitter's name")
        elif len(name.lines) == 1:
            segment.starts += self._take(segment, 1)
        else:
            segment.fail(
                "unclear-layout", name, "may be a name or a title: put blank lines between"
            )

    def _footer(self, token: Token) -> None:
        """Take the parts of a footer, or what only looks like one."""
        segment, place = self._open(), self.at
        who = token if token.kind in ("authors", "text") else None
        end = place + (who is not None)
        dotted = self._kind(end) == "dot"
        end += dotted
        day = self.tokens[end] if self._kind(end) == "day" else None
        if who is None or day is None or not (dotted or who.kind == "authors"):
            if segment.tokens and not segment.texts and not segment.starts:
                pass
            segment.fail("unclear-layout", token, f"({token.first.text[:40]!r}) {_ALONE}")
            self._take(segment, max(1, end - place))
            return
        name = who
        if who.kind == "text" and len(who.lines) > 1:
            segment.texts.append(Token("text", who.lines[:-1]))
            name = Token("text", who.lines[-1:])
            if not re.search(r"[.!?][\"')\]]*$|https?://\S+$", who.lines[-2].text):
                segment.fail("unclear-layout", name, "may end the abstract or name an organization")
        taken = self._take(segment, end + 1 - place)
        parts = (name, *taken[1:])
        comments = self._comments(segment, day, parts)
        segment.footer = self._read(segment, name, day, parts, comments)

    def _comments(self, segment: Segment, day: Token, parts: Sequence[Token]) -> int | None:
        """The comments of a footer; on lines of their own, the last number may be upvotes."""
        end = self.at
        while self._kind(end) == "votes":
            end += 1
        more = end < len(self.tokens)
        numbers = self.tokens[self.at : end - (self.voted and more)]
        if not numbers:
            if (
                self.voted
                and more
                and end > self.at
                and not _spaced(self.tokens[self.at : end + 1])
            ):
                segment.fail("unclear-layout", self.tokens[self.at], "may be comments or upvotes")
            return day.value
        token = numbers[0]
        following = self.tokens[self.at + 1] if self.at + 1 < end else None
        doubled = following and following.value == token.value
        if len(numbers) > 1 or self.inline or token.value is None or doubled:
            segment.fail("unclear-layout", token, f"({token.first.text!r}) {_ALONE}")
        self._take(segment, 1)
        return token.value

    def _read(
        self, segment: Segment, who: Token, day: Token, parts: tuple[Token, ...],
        comments: int | None,
    ) -> Footer:  # fmt: skip
        found, organization, doubt = who.first, None, ""
        if who.kind == "text":
            if not is_name(found.text) or found.heading:
                problem = "is no name of an organization: is the line before the dot missing?"
                segment.fail("unclear-layout", who, problem)
            organization, doubt = _organization(found, self.prints_handles)
        return Footer(
            parts, day.day or Day(month=1, day=1), who.value, organization, comments, doubt
        )

    def _judge(self, segment: Segment) -> None:
        """Note what a whole segment lacks."""
        kinds = [token.kind for token in segment.starts]
        if segment.problem:
            return
        if not segment.texts:
            first = segment.tokens[0]
            code = "stray-footer" if segment.footer and not segment.starts else "unclear-layout"
            segment.fail(code, first, "has no title and abstract: restore or remove that paper")
        elif self.voted and "votes" not in kinds:
            segment.fail(
                "unclear-layout", segment.tokens[0], "has no upvotes, as other papers have"
            )
        elif self.submitted and "submitter" not in kinds:
            segment.fail("unclear-layout", segment.tokens[0], "has no submitter, as others have")
        elif self.headed and not segment.texts[0].first.heading:
            segment.fail("unclear-layout", segment.texts[0], "is no heading, as other titles are")


def _glued(token: Token) -> bool:
    return not token.first.after_blank


def _spaced(tokens: Sequence[Token]) -> bool:
    """Whether a number belongs to what follows it as much as to what stands before it."""
    number, following = tokens[0].first, tokens[-1].first
    return number.after_blank or not following.after_blank


def _prints_handles(tokens: Sequence[Token]) -> bool | None:
    """Whether a page prints handles before names; None where nothing tells."""
    names = [
        token.lines[-1].text
        for token, after in pairwise(tokens)
        if token.kind == "text" and after.kind == "dot" and not token.lines[-1].accounts
    ]
    forms = [_HANDLE.fullmatch(account_behind(name)[0]) for name in names]
    if any(form and _alike(form[1], form[2]) for form in forms):
        return True
    return False if any(" " not in name for name in names) else None


def _alike(handle: str, name: str) -> bool:
    """Whether one may be the handle of the other."""
    short, long = (re.sub(r"[\W_]", "", text).lower() for text in (handle, name))
    return bool(short) and (short.startswith(long[:3]) or long.startswith(short[:3]))


def _organization(line: TextLine, prints_handles: bool | None) -> tuple[Organization, str]:
    """The organization that a line names, and what is unclear about it."""
    text, handle = account_behind(line.text)
    handle = line.accounts[-1] if line.accounts else handle
    if handle:
        return Organization(handle=handle, name=text.removeprefix(f"{handle} ").strip()), ""
    form = _HANDLE.fullmatch(text)
    if form is None or prints_handles is False:
        return Organization(name=text), ""
    if prints_handles or _alike(form[1], form[2]):
        return Organization(handle=form[1], name=form[2]), ""
    looks_like_handle = form[1].islower() or bool(re.search(r"[\d._-]|[a-z][A-Z]", form[1]))
    made = (
        Organization(handle=form[1], name=form[2]) if looks_like_handle else Organization(name=text)
    )
    shown = f"handle {made.handle!r}, name" if made.handle else "a name without handle,"
    return made, f"took {text!r} for {shown} {made.name!r}: correct it where that is wrong"
