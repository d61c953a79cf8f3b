"""The lines of a copied Daily Papers page: without Markdown, with what their links lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from generator.captures.base import unix
from generator.names import one_line

_SITE = r"https?://(?:www\.)?huggingface\.co"
_PAPER = re.compile(
    _SITE + r"(?:/login\?next=)?/papers/(\d{4}\.\d{4,5})(?:v\d+)?/?(?:[#?]\S*)?", re.IGNORECASE
)
_ACCOUNT = re.compile(_SITE + r"/(?:organizations/)?([\w.-]+)/?", re.IGNORECASE)
_OWN_LINE = re.compile(rf"[<(]?({_SITE}/\S*?)[>)]?", re.IGNORECASE)
_AT_THE_END = re.compile(rf"(.*\S) ?[<(]({_SITE}/\S*?)[>)]", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*\)")
_LINK = re.compile(
    r"\[((?:[^\[\]\\\n]|\n(?![ \t]*\n)|\\[^\n]|\\(?=\n)|\[[^\[\]\n]*\])*)\]"
    r"\((https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?: \"[^\"\n]*\")?\)"
)
_HARD_BREAK = re.compile(r"\\{1,2}(?=\n)|\\(?=  )")
_ESCAPED = re.compile(r"\\([_*\[\]#~`>|+.-])")
_MARK = re.compile("\x00(\\d+)\x01")  # where a link ended; `one_line` would remove both characters
_HEADING = re.compile(r"#{1,6} +(?=\S)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One non-blank line.

    `full` is the text with a paper's address that stood behind it; `papers` are the arXiv ids and
    `accounts` the handles that its links lead to.
    """

    number: int
    text: str
    after_blank: bool
    heading: bool = False
    full: str = ""
    papers: frozenset[str] = frozenset()
    accounts: tuple[str, ...] = ()


def page_lines(text: str) -> tuple[list[TextLine], list[int]]:
    """The non-blank lines of a copied page, and the numbers of lines that are only an address.

    What such a line leads to is noted with the line before it.
    """
    text = unix(text)
    markdown = "](https://huggingface.co/" in text
    urls: list[str] = []
    if markdown:
        text = _without_markdown(text.replace("\x00", "").replace("\x01", ""), urls)
    lines: list[TextLine] = []
    addresses: list[int] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), start=1):
        if not one_line(raw):
            blank = blank or not _MARK.search(raw)
            continue
        line = _line(number, raw, urls, blank)
        own = _OWN_LINE.fullmatch(line.text)
        if own and lines and _target(own[1]) != ("", ""):
            paper, account = _target(own[1])
            addresses.append(number)
            lines[-1] = _noted(lines[-1], paper, account)
            continue
        lines.append(line)
        blank = False
    return lines, addresses


def _line(number: int, raw: str, urls: list[str], blank: bool) -> TextLine:
    targets = [_target(urls[int(index)]) for index in _MARK.findall(raw) if int(index) < len(urls)]
    text = one_line(_MARK.sub("", raw))
    heading = _HEADING.match(text)
    text = text[heading.end() :] if heading else text
    line = TextLine(number, text, blank, heading is not None, text)
    for paper, account in targets:
        line = _noted(line, paper, account)
    behind = _AT_THE_END.fullmatch(text)
    if behind and _target(behind[2])[0]:
        line = replace(_noted(line, _target(behind[2])[0], ""), text=behind[1])
    return line


def _noted(line: TextLine, paper: str, account: str) -> TextLine:
    papers = line.papers | {paper} if paper else line.papers
    accounts = (*line.accounts, account) if account else line.accounts
    return replace(line, papers=papers, accounts=accounts)


def _target(url: str) -> tuple[str, str]:
    """The arXiv id of the paper and the handle of the account that an address leads to, or ""."""
    if paper := _PAPER.fullmatch(unquote(url)):
        return paper[1], ""
    account = _ACCOUNT.fullmatch(url)
    return "", account[1] if account and account[1].lower() not in ("papers", "login") else ""


def account_behind(text: str) -> tuple[str, str]:
    """A text and the handle whose address stands behind it in brackets, or the text and ""."""
    behind = _AT_THE_END.fullmatch(text)
    account = _target(behind[2])[1] if behind else ""
    return (behind[1], account) if behind and account else (text, "")


def _without_markdown(text: str, urls: list[str]) -> str:
    """The text with a mark where each link to the site ended; line numbers stay."""
    text = _HARD_BREAK.sub("", _IMAGE.sub(lambda image: f"{image[1]} ", text))
    return _ESCAPED.sub(r"\1", "".join(_unlinked(text, urls)))


def _unlinked(text: str, urls: list[str]) -> Iterator[str]:
    place = 0
    for link in _LINK.finditer(text):
        before, words, url = text[place : link.start()], link[1], link[2]
        yield before
        if before[-1:].isalnum():
            yield " "  # the comment count behind a day: `May 29[6](…)`
        yield words
        if re.match(_SITE, url, re.IGNORECASE):
            urls.append(url)
            yield f"\x00{len(urls) - 1}\x01"
        elif url != words:
            yield f" ({url})"
        place = link.end()
    yield text[place:]
