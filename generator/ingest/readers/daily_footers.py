"""Split a Daily Papers page into papers by its upvotes, submitters and footers."""

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
    "is not part of a complete footer. A line is missing, repeated or out of order: copy the page "
    "again"
)

_COMMENTS_OR_UPVOTES = (
    "may be comments of the paper before it or upvotes of the next one: put comments after the "
    "day, as in 'Jan 6 2'"
)


@dataclass(frozen=True, slots=True)
class Footer:
    """The lines below an abstract. `warning` says what was guessed."""

    tokens: tuple[Token, ...]
    day: PartialDate
    authors: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    warning: str = ""


@dataclass(slots=True)
class Segment:
    """The tokens between two certain boundaries of papers.

    If `marked`, the page marks the start of each paper, so that this is one paper.
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
        """The line at which a problem is reported."""
        return (self.texts or self.tokens)[0].first

    def fail(self, token: Token, problem: str, *, code: str = "unclear-layout") -> None:
        """Record a problem, unless there is one already."""
        if not self.problem:
            self.code, self.problem = code, f"line {token.first.number} {problem}"


def split_segments(tokens: Sequence[Token], *, prints_upvotes: bool) -> list[Segment]:
    """The segments of a page; unreadable ones have a `problem`.

    Args:
        tokens: the tokens between the page's header and its foot.
        prints_upvotes: whether the header is that of pages with upvotes before each title.
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
        self.has_votes = any(
            token.kind == "votes" and (prints_upvotes or index < first or token.value is None)
            for index, token in enumerate(tokens)
        )
        # If numbers follow days on their own lines, a number may also be joined to a title.
        kinds = {"day" if token.value is None else "inline" for token in tokens if token.day}
        self.has_numbers_below_day = kinds == {"day"} and any(
            token.kind == "votes" for token in tokens
        )
        self.has_submitters = any(token.kind == "submitter" for token in tokens)
        self.has_headings = any(token.kind == "text" and token.first.heading for token in tokens)
        self.prints_handles = _prints_handles(tokens)
        self.links_accounts = any(
            one.kind == "text" and other.kind == "dot" and one.lines[-1].accounts
            for one, other in pairwise(tokens)
        )
        # A page prints comments either after the day or on a line of their own.
        self.has_inline_comments = any(t.kind == "day" and t.value is not None for t in tokens)
        self.has_blanks = any(token.first.after_blank for token in tokens[1:])
        # If upvotes follow the submitter, numbers before a submitter are comments.
        self.votes_after_name = any(
            t.kind == "votes" and i and (tokens[i - 1].name or _is_submitter_name(tokens, i - 1))
            for i, t in enumerate(tokens)
        )
        # Upvotes follow every footer, comments only some.
        self.all_numbered = not any(
            one.kind == "day" and other.kind == "text" for one, other in pairwise(tokens)
        )
        self.built: list[Segment] = []
        self.position = 0

    def segments(self) -> list[Segment]:
        while self.position < len(self.tokens):
            self._consume(self.tokens[self.position])
        for segment in self.built:
            segment.marked = self.has_votes or self.has_submitters or self.has_headings
            self._check_complete(segment)
        return self.built

    def _consume(self, token: Token) -> None:
        if token.kind in ("votes", "submitter"):
            self._start_segment(token)
        elif token.kind == "text" and self._kind_at(self.position + 1) != "dot":
            segment = self._open_segment()
            if token.first.heading and segment.texts:
                segment = self._new_segment()
            segment.texts.append(token)
            self._take(segment, 1)
        else:
            self._footer(token)

    def _kind_at(self, index: int) -> str:
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def _take(self, segment: Segment, count: int) -> tuple[Token, ...]:
        taken = self.tokens[self.position : self.position + count]
        segment.tokens += taken
        self.position += count
        return taken

    def _new_segment(self) -> Segment:
        self.built.append(Segment())
        return self.built[-1]

    def _open_segment(self) -> Segment:
        return self.built[-1] if self.built and not self.built[-1].footer else self._new_segment()

    def _start_segment(self, token: Token) -> None:
        """Consume upvotes or a submitter, which start a paper."""
        last = self.built[-1] if self.built else None
        segment = last if last and not last.footer and not last.texts else self._new_segment()
        if token.kind == "votes" and not self.has_votes:
            segment.fail(token, f"is only a number and {_STRAY_LINE}")
        if any(other.kind == token.kind for other in segment.starts):
            segment.fail(token, f"repeats the line before it and {_STRAY_LINE}")
        if (
            token.kind == "votes"
            and last
            and last.texts
            and not last.footer
            and self._may_be_text(token, last)
        ):
            segment.fail(token, "is a number in the middle of a text")
        segment.starts.append(token)
        self._take(segment, 1)
        if token.kind == "submitter" and not token.name:
            self._submitter_name(segment)

    def _may_be_text(self, number: Token, last: Segment) -> bool:
        """Whether a number may belong to the text before it."""
        if number.first.after_blank:
            return False
        return self.has_blanks or not _TEXT_END.search(last.texts[-1].lines[-1].text)

    def _submitter_name(self, segment: Segment) -> None:
        name = self.tokens[self.position] if self.position < len(self.tokens) else None
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
        """Consume a footer, or what looks like a part of one."""
        segment, place = self._open_segment(), self.position
        who = token if token.kind in ("authors", "text") else None
        end = place + (who is not None)
        dotted = self._kind_at(end) == "dot"
        end += dotted
        day = self.tokens[end] if self._kind_at(end) == "day" else None
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
        segment.footer = self._make_footer(segment, name, day, (name, *taken[1:], *comments))

    def _comments(self, segment: Segment, day: Token) -> tuple[Token, ...]:
        """Consume the comments below a footer; the last of several numbers may be upvotes."""
        end = self.position
        while self._kind_at(end) == "votes":
            end += 1
        numbers, last = self.tokens[self.position : end], end == len(self.tokens)
        if not numbers:
            return ()
        if any(token.first.papers for token in numbers):
            own = frozenset().union(*(line.papers for t in segment.texts for line in t.lines))
            mine = [token for token in numbers if token.first.papers & own]
            found = numbers[: len(mine)]
        elif (
            last
            or not self.has_votes
            or (self.votes_after_name and self._kind_at(end) == "submitter")
        ):
            found = numbers
        else:
            found = numbers[:-1]
        near_next = not last and not _nearer_to_day(numbers[0], self.tokens[end])
        if self.has_votes and not found and not near_next:
            segment.fail(numbers[0], _COMMENTS_OR_UPVOTES)
        if not self.has_votes and found and near_next and self.all_numbered:
            segment.fail(numbers[0], _COMMENTS_OR_UPVOTES)
        above = numbers[len(found) : len(found) + 1]
        same = bool(found and above) and above[0].value == found[0].value
        doubled = same and not _nearer_to_day(found[0], above[0])
        if found and (
            len(found) > 1 or self.has_inline_comments or found[0].value is None or doubled
        ):
            segment.fail(found[0], f"({found[0].first.text!r}) {_STRAY_LINE}")
        return self._take(segment, len(found))

    def _make_footer(
        self, segment: Segment, who: Token, day: Token, parts: tuple[Token, ...]
    ) -> Footer:
        found, organization, warning = who.first, None, ""
        if who.kind == "text":
            if not may_be_organization(found.text) or found.heading:
                problem = "is not the name of an organization: is the line before the dot missing?"
                segment.fail(who, problem)
            if self.links_accounts and not (found.accounts or split_account(found.text)[1]):
                segment.fail(who, "has no address of the organization, unlike others")
            organization, warning = _organization(found, self.prints_handles)
        comments = parts[-1].value
        return Footer(
            parts,
            day.day or PartialDate(month=1, day=1),
            who.value,
            organization,
            comments,
            warning,
        )

    def _check_complete(self, segment: Segment) -> None:
        """Record what a complete segment lacks."""
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
        elif self.has_votes and "votes" not in kinds:
            segment.fail(segment.tokens[0], "has no upvotes, as other papers have")
        elif self.has_submitters and "submitter" not in kinds:
            segment.fail(segment.tokens[0], "has no submitter, as others have")
        elif self.has_submitters and re.fullmatch(r"[\w-]+", title) and title.islower():
            segment.fail(segment.texts[0], "may be the submitter's name and not a title")
        elif self.has_numbers_below_day and _NUMBER_BEFORE_TITLE.match(title):
            segment.fail(segment.texts[0], "starts with a number that may be comments or upvotes")
        elif self.has_headings and not segment.texts[0].first.heading:
            segment.fail(segment.texts[0], "is not a heading, unlike other titles")


def _is_submitter_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token is a submitter's name on a line of its own."""
    before = tokens[index - 1] if index else None
    return bool(before and before.kind == "submitter" and not before.name)


def _nearer_to_day(number: Token, following: Token) -> bool:
    """Whether blank lines show that a number belongs to the day before it."""
    return following.first.after_blank and not number.first.after_blank


def _prints_handles(tokens: Sequence[Token]) -> bool | None:
    """Whether a page prints handles before names; None if unknown."""
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
    """Whether a word may be the handle of an organization with this name."""
    short, long = (re.sub(r"[\W_]", "", text).lower() for text in (handle, name))
    return bool(short) and (short.startswith(long[:3]) or long.startswith(short[:3]))


def _organization(line: TextLine, prints_handles: bool | None) -> tuple[Organization, str]:
    """The organization that a line names, and a warning if that is a guess."""
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
    return made, f"read {text!r} as {shown} {made.name!r}. Correct it if that is wrong"
