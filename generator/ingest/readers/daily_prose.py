"""Tell titles from abstracts by their text, if nothing else marks them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.ingest.readers.daily_header import is_header_line, is_interface
from generator.ingest.readers.daily_lines import TextLine
from generator.ingest.readers.daily_tokens import Token
from generator.text.characters import LIST_ITEM, one_line

_MAX_TITLE_LENGTH = 300  # characters; the longest of 9,877 has 175
_MIN_ABSTRACT_LENGTH = 165  # characters of the shortest of 9,877 abstracts
_SENTENCE_END = re.compile(r"[.!:;][\"'\u201d\u2019)\]$}]*$")
_TITLE_END = re.compile(r"[:;,]$")
_FULL_STOP = re.compile(r"(?<!\.\.)\.[\"'\u201d\u2019)\]]*$")
_SEVERAL_SENTENCES = re.compile(r"[a-z0-9)\]]{2}\. [A-Z]")
_ADDRESS_END = re.compile(r"https?://\S+$")
_NUMBERED_LINK_START = re.compile(r"\[\d+\]")  # as text browsers print links: `[12]A Title`
_MARKDOWN = re.compile(r"^(?:\*\*|__)|\]\(|\]\[\d*\]$|https?://")
_LINK_LEFT = re.compile(r"\]\(<?(?:https?://(?:www\.)?huggingface\.co)?/")

_JOIN_ADVICE = "join the lines of a title or an abstract, or add what is missing"


def block_text(block: Token) -> str:
    """A block's text on one line."""
    return one_line(" ".join(line.text for line in block.lines))


def group_blocks(
    texts: Sequence[Token], *, marked: bool, alone: bool = False
) -> tuple[str, list[list[Token]]]:
    """Group blocks into papers: a title, an abstract and its further paragraphs.

    Args:
        texts: the blocks between two footers or other marks, at least one.
        marked: whether the page marks the start of each paper, so that these form one.
        alone: whether the page has no other blocks.

    Returns:
        Why the grouping is uncertain, or "", and the groups.
    """
    seen = [block_text(block) for block in texts]
    if any(one == other for one, other in pairwise(seen)):
        return "a block is repeated: remove one", []
    papers: list[list[Token]] = []
    for index, block in enumerate(texts):
        text = seen[index]
        if not papers or (len(papers[-1]) > 1 and not marked and _starts_paper(text)):
            papers.append([block])
        elif len(papers[-1]) == 1 or _continues(text):
            following = seen[index + 1] if index + 1 < len(seen) else ""
            if len(papers[-1]) > 1 and _may_be_title(text, following, marked=marked):
                return (
                    f"line {block.first.number} may be a title or a paragraph: {_JOIN_ADVICE}",
                    [],
                )
            papers[-1].append(block)
        else:
            return f"line {block.first.number} is not the end of a paragraph: {_JOIN_ADVICE}", []
    if any(len(paper) == 1 for paper in papers):
        return f"a title or an abstract is missing: {_JOIN_ADVICE}", []
    pair_alone = alone and len(texts) == 2  # noqa: PLR2004
    if not pair_alone and (weak := _weak_abstract(papers)):
        return f"line {weak.first.number} does not read like an abstract: {_JOIN_ADVICE}", []
    return "", papers


def continuation_problem(paper: Sequence[Token], *, closed: bool) -> str:
    """Why the end of an abstract may be the abstract of another paper, or "".

    Args:
        paper: the blocks of one paper of a page that does not mark where papers start.
        closed: whether each paper of the page has a footer, so that one footer ends one paper.
    """
    for block in paper[2:]:
        text = block_text(block)
        if not LIST_ITEM.match(text) and (not closed or _reads_like_abstract(text)):
            where = f"line {block.first.number}"
            return f"{where} may be a paragraph or an abstract without title: {_JOIN_ADVICE}"
    return ""


def paper_problem(paper: Sequence[Token]) -> str:
    """Why the first two blocks cannot be a title and an abstract, or ""."""
    title, abstract = block_text(paper[0]), block_text(paper[1])
    where = f"line {paper[0].first.number}"
    if LIST_ITEM.match(title):
        return f"{where} starts like a list item and cannot be a title: {_JOIN_ADVICE}"
    if _has_odd_markdown(paper):
        return f"{where} or the next one has Markdown or an address: copy the page as text"
    if _NUMBERED_LINK_START.match(title) or _NUMBERED_LINK_START.match(abstract):
        return f"{where} has a numbered link: copy the page without them"
    if _TITLE_END.search(title) or len(title) > _MAX_TITLE_LENGTH:
        return f"{where} is too long for a title, or goes on: {_JOIN_ADVICE}"
    if problem := next(_line_problems(paper), ""):
        return problem
    if is_interface(abstract) or (is_interface(title) and not _SENTENCE_END.search(abstract)):
        return f"{where} or the next one is a word of the page: remove what is not a paper"
    if paper[0].first.heading:
        return ""
    if _FULL_STOP.search(title) and (
        len(title) >= len(abstract) or _SEVERAL_SENTENCES.search(title)
    ):
        return f"{where} reads like an abstract and not like a title: {_JOIN_ADVICE}"
    return ""


def _has_odd_markdown(paper: Sequence[Token]) -> bool:
    """Whether Markdown is left, or unbalanced brackets show that part of a link is missing."""
    title, *abstract = map(block_text, paper)
    if _MARKDOWN.search(title) or title.count("[") != title.count("]"):
        return True
    return any(_LINK_LEFT.search(block) or _has_unbalanced_brackets(block) for block in abstract)


def _has_unbalanced_brackets(block: str) -> bool:
    opened, closed = block.count("["), block.count("]")
    return (block.startswith("[") and opened > closed) or (block.endswith("]") and closed > opened)


def _line_problems(paper: Sequence[Token]) -> Iterator[str]:
    """Problems with single lines of a paper."""
    for line in paper[0].lines[:-1]:
        if _FULL_STOP.search(line.text):
            yield f"line {line.number} ends a sentence and cannot start a title: {_JOIN_ADVICE}"
    lines = [line for block in paper for line in block.lines]
    for before, line in pairwise(lines):
        if line.text == before.text:
            yield f"line {line.number} repeats the one before it: remove one"
    for line in _interface_lines(paper):
        yield f"line {line.number} is a word of the page and not of a paper: remove it"


def _interface_lines(paper: Sequence[Token]) -> Iterator[TextLine]:
    """Lines of the page's interface inside a paper, except a last line, which may be text."""
    for block in paper:
        joined = len(block.lines) > 1
        yield from (
            line
            for line in block.lines
            if is_header_line(line.text) or (joined and line.text == "new")
        )
        yield from (line for line in block.lines[:-1] if is_interface(line.text))


def _reads_like_abstract(text: str) -> bool:
    return len(text) >= _MIN_ABSTRACT_LENGTH or bool(_SEVERAL_SENTENCES.search(text))


def _starts_paper(text: str) -> bool:
    return not _continues(text)


def _continues(text: str) -> bool:
    """Whether a block after an abstract is a further paragraph of it."""
    return bool(LIST_ITEM.match(text) or _FULL_STOP.search(text))


def _may_be_title(text: str, following: str, *, marked: bool) -> bool:
    """Whether a paragraph may be a title that ends in a full stop.

    Or a title after `-`, with which some pages mark a paper without upvotes.
    """
    return (
        (marked or not LIST_ITEM.match(text))
        and len(text) <= _MAX_TITLE_LENGTH
        and not _SEVERAL_SENTENCES.search(text)
        and not LIST_ITEM.match(following)
        and len(following) >= max(_MIN_ABSTRACT_LENGTH, len(text))
    )


def _weak_abstract(papers: Sequence[Sequence[Token]]) -> Token | None:
    """The first abstract that neither ends like a sentence nor is long."""
    for _, first, *more in papers:
        text = block_text(first)
        if more and not _reads_like_abstract(text) and not LIST_ITEM.match(block_text(more[0])):
            return first
        listed = more and LIST_ITEM.match(block_text(more[0]))
        if not (
            listed
            or _SENTENCE_END.search(text)
            or _ADDRESS_END.search(text)
            or _SEVERAL_SENTENCES.search(text)
        ):
            return first
    return None
