"""Where each paper of a Daily Papers page starts and ends: upvotes, submitters and footers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.ingest.readers.daily_lines import TextLine, split_account
from generator.ingest.readers.daily_tokens import Token, may_be_organization
from generator.model import Organization, PartialDate

_HANDLE = re.compile(r"([\w.-]+) (\S.*)", re.ASCII)
_TEXT_END = re.compile(r"[.!?][\"')\]]*$|https?://\S+$")
_MAX_SUBMITTER_LENGTH = 60  # characters
_MAX_SUBMITTER_WORDS = 4
_NUMBER_BEFORE_TITLE = re.compile(r"\d{1,4} ")
_STRAY_LINE = (
    "stands alone: is a line of a footer missing, doubled or out of order? Copy the page anew"
)

_COMMENTS_OR_UPVOTES = (
    "may be comments of the paper before it or upvotes of the next one: put comments behind the "
    "day, as in 'Jan 6 2'"
)


@dataclass(frozen=True, slots=True)
class Footer:
    """What stands below an abstract; `doubt` says what was guessed."""

    tokens: tuple[Token, ...]
    day: PartialDate
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

    def fail(self, token: Token, problem: str, *, code: str = "unclear-layout") -> None:
        """Note the first problem."""
        if not self.problem:
            self.code, self.problem = code, f"line {token.first.number} {problem}"


def split_segments(tokens: Sequence[Token], *, prints_upvotes: bool) -> list[Segment]:
    """The segments of a page, those that cannot be read with their problem.

    Args:
        tokens: what stands between the page's header and its foot.
        prints_upvotes: whether the header is of a page that prints upvotes before each title.
    """
    return _SegmentBuilder(tuple(tokens), prints_upvotes=prints_upvotes).segments()


class _SegmentBuilder:
    def __init__(self, tokens: tuple[Token, ...], *, prints_upvotes: bool) -> None:
        self.tokens = tokens
        titles = (
            i
            for i, t in enumerate(tokens)
            if t.kind == "text" and not _is_submitter_name(tokens, i)
        )
        first = next(titles, 0)
        self.voted = any(
            token.kind == "votes" and (prints_upvotes or index < first or token.value is None)
            for index, token in enumerate(tokens)
        )
        # Numbers below a day, where no day has comments behind it: one may be glued to a title.
        kinds = {"day" if token.value is None else "inline" for token in tokens if token.day}
        self.numbered = kinds == {"day"} and any(token.kind == "votes" for token in tokens)
        self.submitted = any(token.kind == "submitter" for token in tokens)
        self.headed = any(token.kind == "text" and token.first.heading for token in tokens)
        self.prints_handles = _prints_handles(tokens)
        self.links_accounts = any(
            one.kind == "text" and other.kind == "dot" and one.lines[-1].accounts
            for one, other in pairwise(tokens)
        )
        # Comments stand behind the day or on a line of their own, one way for a page.
        self.inline = any(t.kind == "day" and t.value is not None for t in tokens)
        self.has_blanks = any(token.first.after_blank for token in tokens[1:])
        # Where upvotes stand below the submitter, numbers above one are comments.
        self.votes_after_name = any(
            t.kind == "votes" and i and (tokens[i - 1].name or _is_submitter_name(tokens, i - 1))
            for i, t in enumerate(tokens)
        )
        # Upvotes follow every footer, comments some: a title behind a day tells them apart.
        self.all_numbered = not any(
            one.kind == "day" and other.kind == "text" for one, other in pairwise(tokens)
        )
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
            segment.fail(token, f"is only a number and {_STRAY_LINE}")
        if any(other.kind == token.kind for other in segment.starts):
            segment.fail(token, f"repeats the line before it and {_STRAY_LINE}")
        if (
            token.kind == "votes"
            and last
            and last.texts
            and not last.footer
            and self._inside(token, last)
        ):
            segment.fail(token, "is a number in the middle of a text")
        segment.starts.append(token)
        self._take(segment, 1)
        if token.kind == "submitter" and not token.name:
            self._submitter_name(segment)

    def _inside(self, number: Token, last: Segment) -> bool:
        """Whether a number may be part of the text before it."""
        if number.first.after_blank:
            return False
        return self.has_blanks or not _TEXT_END.search(last.texts[-1].lines[-1].text)

    def _submitter_name(self, segment: Segment) -> None:
        name = self.tokens[self.at] if self.at < len(self.tokens) else None
        if (
            name is None or name.kind != "text" or name.first.heading
            or len(name.first.text) > _MAX_SUBMITTER_LENGTH or name.first.text.endswith(".")
            or len(name.first.text.split()) > _MAX_SUBMITTER_WORDS
        ):  # fmt: skip
            segment.fail(segment.starts[-1], "lacks the submitter's name")
        elif len(name.lines) == 1:
            segment.starts += self._take(segment, 1)
        else:
            segment.fail(name, "may be a name or a title: put blank lines between")

    def _footer(self, token: Token) -> None:
        """Take the parts of a footer, or what only looks like one."""
        segment, place = self._open(), self.at
        who = token if token.kind in ("authors", "text") else None
        end = place + (who is not None)
        dotted = self._kind(end) == "dot"
        end += dotted
        day = self.tokens[end] if self._kind(end) == "day" else None
        if who is None or day is None or not (dotted or who.kind == "authors"):
            segment.fail(token, f"({token.first.text[:40]!r}) {_STRAY_LINE}")
            self._take(segment, max(1, end - place))
            return
        name = who
        if who.kind == "text" and len(who.lines) > 1:
            segment.texts.append(Token("text", who.lines[:-1]))
            name = Token("text", who.lines[-1:])
            if not _TEXT_END.search(who.lines[-2].text):
                segment.fail(name, "may end the abstract or name an organization")
        taken = self._take(segment, end + 1 - place)
        comments = self._comments(segment, day)
        segment.footer = self._read(segment, name, day, (name, *taken[1:], *comments))

    def _comments(self, segment: Segment, day: Token) -> tuple[Token, ...]:
        """The lines of comments below a footer; the last number of several may be upvotes."""
        end = self.at
        while self._kind(end) == "votes":
            end += 1
        numbers, last = self.tokens[self.at : end], end == len(self.tokens)
        if not numbers:
            return ()
        if any(token.first.papers for token in numbers):
            own = frozenset().union(*(line.papers for t in segment.texts for line in t.lines))
            mine = [token for token in numbers if token.first.papers & own]
            found = numbers[: len(mine)]
        elif last or not self.voted or (self.votes_after_name and self._kind(end) == "submitter"):
            found = numbers
        else:
            found = numbers[:-1]
        near_next = not last and not _nearer_to_day(numbers[0], self.tokens[end])
        if self.voted and not found and not near_next:
            segment.fail(numbers[0], _COMMENTS_OR_UPVOTES)
        if not self.voted and found and near_next and self.all_numbered:
            segment.fail(numbers[0], _COMMENTS_OR_UPVOTES)
        above = numbers[len(found) : len(found) + 1]
        same = bool(found and above) and above[0].value == found[0].value
        doubled = same and not _nearer_to_day(found[0], above[0])
        if found and (len(found) > 1 or self.inline or found[0].value is None or doubled):
            segment.fail(found[0], f"({found[0].first.text!r}) {_STRAY_LINE}")
        return self._take(segment, len(found))

    def _read(self, segment: Segment, who: Token, day: Token, parts: tuple[Token, ...]) -> Footer:
        found, organization, doubt = who.first, None, ""
        if who.kind == "text":
            if not may_be_organization(found.text) or found.heading:
                problem = "is no name of an organization: is the line before the dot missing?"
                segment.fail(who, problem)
            if self.links_accounts and not (found.accounts or split_account(found.text)[1]):
                segment.fail(who, "has no address of the organization, where others have one")
            organization, doubt = _organization(found, self.prints_handles)
        comments = parts[-1].value
        return Footer(
            parts, day.day or PartialDate(month=1, day=1), who.value, organization, comments, doubt
        )

    def _judge(self, segment: Segment) -> None:
        """Note what a whole segment lacks."""
        kinds = [token.kind for token in segment.starts]
        if segment.problem:
            return
        title = segment.texts[0].first.text if segment.texts else ""
        if not segment.texts:
            first = segment.tokens[0]
            problem = "has no title and abstract: restore or remove that paper"
            if segment.footer and not segment.starts:
                segment.fail(first, problem, code="stray-footer")
            segment.fail(first, problem)
        elif self.voted and "votes" not in kinds:
            segment.fail(segment.tokens[0], "has no upvotes, as other papers have")
        elif self.submitted and "submitter" not in kinds:
            segment.fail(segment.tokens[0], "has no submitter, as others have")
        elif self.submitted and re.fullmatch(r"[\w-]+", title) and title.islower():
            segment.fail(segment.texts[0], "may be the submitter's name and not a title")
        elif self.numbered and _NUMBER_BEFORE_TITLE.match(title):
            segment.fail(segment.texts[0], "starts with a number that may be comments or upvotes")
        elif self.headed and not segment.texts[0].first.heading:
            segment.fail(segment.texts[0], "is no heading, as other titles are")


def _is_submitter_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is a submitter's name on a line of its own."""
    before = tokens[index - 1] if index else None
    return bool(before and before.kind == "submitter" and not before.name)


def _nearer_to_day(number: Token, following: Token) -> bool:
    """Whether blank lines tell that a number belongs to the day before it."""
    return following.first.after_blank and not number.first.after_blank


def _prints_handles(tokens: Sequence[Token]) -> bool | None:
    """Whether a page prints handles before names; None where nothing tells."""
    names = [
        token.lines[-1].text
        for token, after in pairwise(tokens)
        if token.kind == "text" and after.kind == "dot" and not token.lines[-1].accounts
    ]
    forms = [_HANDLE.fullmatch(split_account(name)[0]) for name in names]
    if any(form and _may_be_handle_of(form[1], form[2]) for form in forms):
        return True
    return False if any(" " not in name for name in names) else None


def _may_be_handle_of(handle: str, name: str) -> bool:
    """Whether one may be the handle of the other."""
    short, long = (re.sub(r"[\W_]", "", text).lower() for text in (handle, name))
    return bool(short) and (short.startswith(long[:3]) or long.startswith(short[:3]))


def _organization(line: TextLine, prints_handles: bool | None) -> tuple[Organization, str]:
    """The organization that a line names, and what is unclear about it."""
    text, handle = split_account(line.text)
    handle = line.accounts[-1] if line.accounts else handle
    if handle:
        return Organization(handle=handle, name=text.removeprefix(f"{handle} ").strip()), ""
    form = _HANDLE.fullmatch(text)
    if form is None or prints_handles is False:
        return Organization(name=text), ""
    if prints_handles or _may_be_handle_of(form[1], form[2]):
        return Organization(handle=form[1], name=form[2]), ""
    looks_like_handle = form[1].islower() or bool(re.search(r"[\d._-]|[a-z][A-Z]", form[1]))
    made = (
        Organization(handle=form[1], name=form[2]) if looks_like_handle else Organization(name=text)
    )
    shown = f"handle {made.handle!r}, name" if made.handle else "a name without handle,"
    return made, f"took {text!r} for {shown} {made.name!r}: correct it where that is wrong"
