"""One item of a list, or one cell of a table, to a paper: its title and its links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.ingest.readers.markdown_blocks import Piece, plain
from generator.ingest.readers.markdown_links import (
    Links,
    badge_message,
    is_label,
    is_paper_url,
    read_links,
)
from generator.ingest.readers.markdown_remarks import (
    DECORATION,
    EMOJI,
    LIST_NUMBER,
    is_date,
    is_names,
    is_venue,
    looks_like_names,
    read_remarks,
)
from generator.text.characters import one_line
from generator.text.conferences import CONFERENCE

_MIN_TITLE_WORDS = 2  # a single word may be the name of a model
_MIN_LINKED_TITLE_WORDS = 4
_MAX_LEADING_VENUE_WORDS = 4  # `IEEE CVPR Workshops 2020`
_TASK = re.compile(r"\s*\[[ xX]\]\s+")
_QUOTED = re.compile(r'["\u201c\u300a]\s*(.{4,300}?)[.,;]?\s*["\u201d\u300b]')
_ALL_QUOTED = re.compile(r'["\u201c]\s*([^"\u201c\u201d]+)["\u201d]')
_TAG = re.compile(r"\s*\[([^\[\]]{1,60})\]\s*(?=\w)")  # before a title: `[FlashAttention] From …`
# Texts in bold or italic type that are no titles: an award, and a serial after a title.
_AWARD = re.compile(
    r"""
    (?: best | outstanding | distinguished ) \s (?: \w+ \s )? paper (?: \s award )?
    | must[ -]read | highly\ recommended
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SERIAL = re.compile(
    r"""
    (?: in\ )?
    (?: proceedings | proc\. | advances\ in | journal\ of | transactions\ o[nf]
      | (?:ieee|acm)\ (?: trans | journal | j\. )
    )
    [\w\W]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What people write to each other about a paper, in place of its title: `read this`, `vLLM paper`,
# `Smith et al.`, `@jane recommends`.
_NO_TITLE = re.compile(
    r"""
    (?: (?: a | also | an | and | another | article | at | by | check | cool | each | for | from
          | good | great | here | highly | in | interesting | is | it | later | link | look | main
          | must | my | new | next | nice | of | old | one | our | out | paper | papers | please
          | preprint | read | reading | recommended | recommends | related | see | should | so
          | that | the | their | these | this | to | todo | useful | very | was | work | worth
        ) (?: [\s,:;.!-]+ | $ )
    )+
    | \S+ \s (?: article | paper | preprint )
    | .{1,60} \s et\ al\.?
    | @\w .*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENING_QUOTES = ('"', "\u201c")
_YEAR_AT_END = re.compile(r"\b(?:19|20)\d\d$")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# How a reference begins: `Doe, J., & Roe`, `Doe, J. (2020)`, `J. Doe and A. Roe, Title`.
_REFERENCE = re.compile(
    r"""
    [^\W\d_][\w'\u2019-]+ , \s+ (?: [A-Z]\.? [\s-]? ){1,3} (?: [,&(] | and\b | $ )
    | (?: [A-Z]\. [\s-]* ){1,3} [A-Z][\w'\u2019-]+ (?: , | \s+and\b | \s+et\ al\b )
    """,
    re.VERBOSE,
)
_EMPTY_BRACKETS = re.compile(r"^\s*(?:\(\s*\)|\[\s*\])[\s:.,-]*")  # what a venue set apart leaves
_AT = re.compile(r"\s*\(@\s*([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")  # after a title: `(@MIT etc)`
# Where a title ends that nothing else marks: a dash, a year in parentheses, a line, two spaces.
_TITLE_END = re.compile(
    r"""
    \s+ [\u2013\u2014-]{1,2} \s+
    | \s* \( (?=[^()]*\d{4}\b)
    | \n | [ ]{2,}
    | \s* <?https?://
    """,
    re.VERBOSE,
)
_TITLE_END_OR_BAR = re.compile(rf"\s+ [|\u2502] \s+ | {_TITLE_END.pattern}", re.VERBOSE)


class UnclearItemError(ValueError):
    """An item has a paper, but its title is unclear; the message says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Split:
    """An item's title, and the pieces around it."""

    title: str
    rest: tuple[Piece, ...]


def read_item(pieces: Sequence[Piece], *, has_title_column: bool = False) -> dict[str, Any] | None:
    """The paper of an item as an object with the fields of a JSON list; None without a paper.

    Args:
        pieces: the text of the item.
        has_title_column: whether the text is that of a cell for titles.

    Raises:
        UnclearItemError: The item has a paper, but it is unclear what its title is.
    """
    if pieces and (task := _TASK.match(pieces[0].text)):
        pieces = (replace(pieces[0], text=pieces[0].text[task.end() :]), *pieces[1:])
    links = read_links(pieces)
    if not links.is_of_paper:
        return _read_named_paper(pieces)
    title_links = [piece for piece in pieces if _is_title_link(piece)]
    if len(links.arxiv) > 1 or (not links.arxiv and len({p.url for p in title_links}) > 1):
        raise UnclearItemError("it has links to several papers")
    split = _split_title(pieces, has_title_column=has_title_column)
    if not has_title_column and _NO_TITLE.fullmatch(split.title):
        raise UnclearItemError(
            f"{split.title[:60]!r} may be a remark about the paper, not its title"
        )
    found: dict[str, Any] = {"title": split.title, **_link_fields(links)}
    read_remarks((*split.rest, *_badges(pieces)), found)
    return found


def _read_named_paper(pieces: Sequence[Piece]) -> dict[str, Any] | None:
    """A paper whose link leads to another page, if its conference and year are stated."""
    linked = [
        piece for piece in pieces if piece.url.startswith("http") and not is_label(piece.text)
    ]
    if len(linked) != 1 or len(linked[0].text.split()) < _MIN_LINKED_TITLE_WORDS:
        return None
    found: dict[str, Any] = {
        "title": _clean_title(linked[0].text),
        "url": linked[0].url,
        "links": [],
    }
    at = pieces.index(linked[0])
    read_remarks((*pieces[:at], Piece(text="\n"), *pieces[at + 1 :]), found)
    return found if re.search(CONFERENCE, found.get("venue", "")) else None


def read_title_cell(pieces: Sequence[Piece]) -> dict[str, Any]:
    """The title of a cell, and the venue, authors and remarks that stand with it."""
    split = _split_title(pieces, has_title_column=True)
    found: dict[str, Any] = {"title": split.title}
    read_remarks((*split.rest, *_badges(pieces)), found)
    return found


def _badges(pieces: Sequence[Piece]) -> list[Piece]:
    """The images that show a venue."""
    return [piece for piece in pieces if piece.image and badge_message(piece.url)]


def _link_fields(links: Links) -> dict[str, Any]:
    url, *more = links.pages or ("",)
    others = [*(("other", page) for page in more), *links.others]
    return {
        "arxiv": links.arxiv[0] if links.arxiv else "",
        "doi": links.dois[0] if links.dois else "",
        "url": url,
        "links": [{"kind": kind, "url": address} for kind, address in others],
    }


def _is_title_link(piece: Piece) -> bool:
    return not piece.image and not is_label(piece.text) and is_paper_url(piece.url)


def _split_title(pieces: Sequence[Piece], *, has_title_column: bool) -> _Split:
    """The title and the rest: a linked text, a quoted or bold one, else the beginning."""
    shown, facts = [piece for piece in pieces if not piece.image], list[str]()
    if not has_title_column:
        shown, facts = _set_facts_apart(shown)
    split = _split_shown(shown, has_title_column=has_title_column)
    apart = (Piece(text=f"\n{fact}\n") for fact in facts)
    return replace(split, rest=(*split.rest, *apart))


def _split_shown(shown: Sequence[Piece], *, has_title_column: bool) -> _Split:
    at = next((i for i, piece in enumerate(shown) if _is_title_link(piece)), None)
    if at is None:
        at = _find_quoted(shown)
    if at is None and not (has_title_column and _begins_with_tag(shown)):
        least = 1 if has_title_column else _MIN_TITLE_WORDS
        at = next((i for i, piece in enumerate(shown) if _is_styled_title(piece, least)), None)
    is_title_link = at is not None and bool(shown[at].url)
    if at and has_title_column and not is_title_link and _clean_title(plain(shown[:at])):
        at = None  # words in bold or quotation marks within a description
    if at and not is_title_link and not has_title_column:
        at = None if _has_title_before(shown, at) else at
    if at is None:
        return _split_beginning(shown, has_title_column=has_title_column)
    text, rest = shown[at].text, [*shown[at + 1 :]]
    if shown[at].text.rstrip().endswith(":") or (
        rest and rest[0].text.lstrip("* ").startswith(":")
    ):
        subtitle, rest = _take_subtitle(rest)
        text = f"{text.strip().rstrip(':')}: {subtitle}"
    title = _clean_title(text)
    if len(title.split()) < _MIN_TITLE_WORDS and not has_title_column:
        raise UnclearItemError(f"{title[:60]!r} may be the name of a model instead of a title")
    return _Split(title=title, rest=(*shown[:at], Piece(text="\n"), *rest))


def _has_title_before(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a title in quotation marks stands before a styled text, such as a journal's name.

    Raises:
        UnclearItemError: Other words stand there, which may be the title as well.
    """
    before = plain(pieces[:at])
    if before.rstrip().endswith(_OPENING_QUOTES):
        return False
    if _QUOTED.search(before):
        return True
    words = _clean_title(_BRACKETED.sub(" ", before))
    is_short = len(words.split()) <= _MIN_TITLE_WORDS
    if not is_short and not (is_names(words) or is_venue(words) or is_date(words)):
        styled = one_line(pieces[at].text)[:60]
        raise UnclearItemError(f"it is unclear whether {words[:60]!r} or {styled!r} is the title")
    return False


def _set_facts_apart(pieces: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces without venues, dates and names in bold or italic type, and the texts of these.

    `(*ICML 2020*) A Title` and `A Title of a Paper. *Jane Doe, Ann Roe*. 2020` have their title
    elsewhere than in that type.
    """
    kept: list[Piece] = []
    facts: list[str] = []
    for piece in pieces:
        text = one_line(piece.text).strip(DECORATION)
        before = _clean_title(plain(kept))
        is_styled = (piece.bold or piece.italic) and not piece.url and bool(text)
        if is_styled and _is_fact(text, before):
            facts.append(piece.text)
            kept.append(Piece(text="\n" if before else ""))
        else:
            kept.append(piece)
    return kept, facts


def _is_fact(text: str, before: str) -> bool:
    """Whether a styled text is about the paper; `before` is the text before it."""
    if before.endswith(_OPENING_QUOTES):
        return False
    if _AWARD.fullmatch(text) or is_date(text):
        return True
    if not before:  # `Open DAC 2023` and `A Survey of ICML Papers 2020` are titles, not `ICML 2020`
        is_serial = bool(_SERIAL.fullmatch(text) and _YEAR_AT_END.search(text))
        is_short = len(text.split()) <= _MAX_LEADING_VENUE_WORDS
        return is_serial or (is_short and is_venue(text, known=True))
    follows_title = len(before.split()) > _MIN_TITLE_WORDS and not is_names(before)
    is_fact = is_venue(text) or bool(_SERIAL.fullmatch(text))
    return is_fact or (follows_title and is_names(text))


def _find_quoted(pieces: Sequence[Piece]) -> int | None:
    """The index of a styled piece in quotation marks: `"**Title**."`."""
    for index in range(1, len(pieces) - 1):
        before, after = pieces[index - 1].text.rstrip(), pieces[index + 1].text.lstrip(" .,")
        if before.endswith(_OPENING_QUOTES) and after.startswith(('"', "\u201d")):
            return index
    return None


def _begins_with_tag(pieces: Sequence[Piece]) -> bool:
    return bool(pieces) and EMOJI.sub("", plain(pieces[:2])).lstrip().startswith("[")


def _is_styled_title(piece: Piece, least_words: int) -> bool:
    text = one_line(piece.text).strip(DECORATION)
    is_styled = (piece.bold or piece.italic) and not piece.url
    is_tag = one_line(piece.text).startswith("[") and one_line(piece.text).endswith("]")
    is_long = bool(text) and not is_tag and len(text.split()) >= least_words
    return is_styled and is_long and not is_label(text) and not looks_like_names(text)


def _take_subtitle(pieces: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The text after a colon up to the end of the title, and the pieces after it."""
    text, rest = "", list(pieces)
    while rest and not rest[0].url:
        piece = rest.pop(0)
        shown = piece.text.lstrip("* ").removeprefix(":") if not text else piece.text
        if end := _TITLE_END_OR_BAR.search(shown):
            rest.insert(0, Piece(text=shown[end.start() :]))
            return text + shown[: end.start()], rest
        text += shown
    return text, rest


def _split_beginning(pieces: Sequence[Piece], *, has_title_column: bool) -> _Split:
    """A title that is neither linked nor styled: the text before a year or the first link."""
    text, rest = "", list(pieces)
    while rest and not (rest[0].url and (is_label(rest[0].text) or _is_bare(rest[0]))):
        text += rest.pop(0).text
    text = _EMPTY_BRACKETS.sub("", LIST_NUMBER.sub("", text.lstrip(), count=1))
    end = (_TITLE_END if has_title_column else _TITLE_END_OR_BAR).search(text)
    before = text[: end.start()] if end else text
    if not has_title_column and (quoted := _QUOTED.search(text)):
        title, after = quoted[1], text[: quoted.start()] + "\n" + text[quoted.end() :]
    else:
        title, after = before, text[len(before) :]
    title = _clean_title(title)
    is_unclear = ". " in title or len(title.split()) < _MIN_TITLE_WORDS or _REFERENCE.match(title)
    if is_unclear and not has_title_column:
        raise UnclearItemError(f"it is unclear what of {one_line(text)[:80]!r} is the title")
    remarks = [
        match[1] for match in (_TAG.match(EMOJI.sub("", before)), _AT.search(before)) if match
    ]
    noted = (Piece(text=f"\n{remark}") for remark in remarks)
    return _Split(title=title, rest=(Piece(text=after), *rest, *noted))


def _is_bare(piece: Piece) -> bool:
    """Whether a link shows its own address."""
    return piece.text.strip().startswith(("http://", "https://"))


def _clean_title(text: str) -> str:
    """A title without numbers, emoji, a tag in brackets and `(@authors)` around it."""
    found = LIST_NUMBER.sub("", one_line(EMOJI.sub(" ", text)), count=1)
    found = _AT.sub("", _TAG.sub("", found, count=1) if _TAG.match(found) else found)
    found = found.strip().strip("*_|").strip().rstrip(".,:;").strip()
    quoted = _ALL_QUOTED.fullmatch(found)
    return quoted[1].rstrip(".,:; ") if quoted else found
