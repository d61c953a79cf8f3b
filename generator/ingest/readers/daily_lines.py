"""The lines of a copied Daily Papers page without Markdown, with the targets of their links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from generator.ingest.readers.base import normalize_line_ends
from generator.text.characters import one_line

_SITE = r"https?://(?:www\.)?huggingface\.co"
# The address of a paper's page: `https://huggingface.co/papers/2401.00001`, also by way of a login.
_PAPER = re.compile(
    rf"""
    {_SITE} (?:/login\?next=)? /papers/
    (\d{{4}}\.\d{{4,5}}) (?:v\d+)?
    /? (?:[\#?]\S*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ACCOUNT = re.compile(_SITE + r"/(?:organizations/)?([\w.-]+)/?", re.IGNORECASE)
_OWN_LINE = re.compile(rf"[<(]?({_SITE}/\S*?)[>)]?", re.IGNORECASE)
_ADDRESS_OF_SITE = re.compile(rf"{_SITE}/\S*", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*\)")
# A link of Markdown with an address or a path: `[A Title](/papers/2401.00001)`.
_LINK = re.compile(
    r"""
    \[
    ( (?: [^\[\]\\\n]
        | \n(?![ \t]*\n)           # a line break, but no blank line
        | \\[^\n] | \\(?=\n)       # an escape, or a hard line break
        | \[ [^\[\]\n]* \]         # brackets in the text
      )*
    )
    \]
    \( <?
    ( (?: https?:// | /(?!/) ) [^()<>\s]* (?: \([^()<>\s]*\) [^()<>\s]* )* )
    >? (?: [ ]"[^"\n]*" )?         # a title
    \)
    """,
    re.VERBOSE,
)
_LINK_TO_SITE = re.compile(rf"\]\(<?(?:{_SITE})?/(?!/)")
_HARD_BREAK = re.compile(r"\\{1,2}(?=\n)|\\(?=  )")
_ESCAPABLE = r"_*\[\]#~`>|+.\-"
_ESCAPED = re.compile(rf"\\([\\{_ESCAPABLE}])")
_ESCAPED_BULLET = re.compile(r"^(\s*)\\(?=[-*+](?: |$))", re.MULTILINE)
_UNESCAPED = re.compile(r"(?<!\\)[_\[\]]|(?<=\S)(?<!\\)\*(?=\S)")
_OWN_BACKSLASH = re.compile(rf"(?<!\\)(?:\\\\)*\\(?![\\{_ESCAPABLE}])")
_ADDRESS = re.compile(r"https?://[^\s)]+")
_LINK_END = re.compile(
    "\x00(\\d+)\x01"
)  # end of a link and its index; `one_line` removes both characters
_LINK_CONTINUATION = "\x02"  # start of a further line of a link's text
_CONTROL_MARKS = re.compile("[\x00-\x02]")
_HEADING = re.compile(r"#{1,6} +(?=\S)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One non-blank line.

    `inside_link`: the line continues the text of a link. `full` is the text with the paper's URL
    that followed it. `papers` are the arXiv ids and `accounts` the handles in its links.
    """

    number: int
    text: str
    after_blank: bool
    heading: bool = False
    inside_link: bool = False
    full: str = ""
    papers: frozenset[str] = frozenset()
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CopiedPage:
    r"""The non-blank lines of a copied page, and the numbers of lines that are only an address.

    The targets of such a line are stored with the line before it. `unclear_escape` is the number of
    a line with a `\_` that may be Markdown or LaTeX; 0 if there is none.
    """

    lines: tuple[TextLine, ...]
    addresses: tuple[int, ...]
    unclear_escape: int = 0


def parse_page(text: str) -> CopiedPage:
    """Parse a copied page, removing its Markdown."""
    text = normalize_line_ends(text)
    urls: list[str] = []
    unclear = 0
    if _LINK_TO_SITE.search(text):
        text = "".join(_strip_links(_CONTROL_MARKS.sub("", text), urls))
        text, unclear = _unescape(_ESCAPED_BULLET.sub(r"\1", text))
    lines: list[TextLine] = []
    addresses: list[int] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), start=1):
        if not one_line(raw):
            blank = blank or not _LINK_END.search(raw)
            continue
        line = _parse_line(number, raw, urls, blank)
        own = _OWN_LINE.fullmatch(line.text)
        if own and lines and _link_target(own[1]) != ("", ""):
            paper, account = _link_target(own[1])
            addresses.append(number)
            lines[-1] = _add_target(lines[-1], paper, account)
            continue
        lines.append(line)
        blank = False
    return CopiedPage(tuple(lines), tuple(addresses), unclear)


def _parse_line(number: int, raw: str, urls: list[str], blank: bool) -> TextLine:
    targets = [
        _link_target(urls[int(index)]) for index in _LINK_END.findall(raw) if int(index) < len(urls)
    ]
    text = one_line(_LINK_END.sub("", raw))
    heading = _HEADING.match(text)
    text = text[heading.end() :] if heading else text
    inside_link = bool(urls) and raw.startswith(_LINK_CONTINUATION)
    line = TextLine(number, text, blank, heading is not None, inside_link, full=text)
    for paper, account in targets:
        line = _add_target(line, paper, account)
    head, url = _split_address(text)
    if paper := _link_target(url)[0]:
        line = replace(_add_target(line, paper, ""), text=head)
    return line


def _add_target(line: TextLine, paper: str, account: str) -> TextLine:
    papers = line.papers | {paper} if paper else line.papers
    accounts = (*line.accounts, account) if account else line.accounts
    return replace(line, papers=papers, accounts=accounts)


def _link_target(url: str) -> tuple[str, str]:
    """The arXiv id and the account handle that a URL of the site refers to; either may be ""."""
    if paper := _PAPER.fullmatch(unquote(url)):
        return paper[1], ""
    account = _ACCOUNT.fullmatch(url)
    return "", account[1] if account and account[1].lower() not in ("papers", "login") else ""


def split_account(text: str) -> tuple[str, str]:
    """Split off the handle from an account's URL in brackets at the end of a text."""
    head, url = _split_address(text)
    account = _link_target(url)[1]
    return (head, account) if account else (text, "")


def _split_address(text: str) -> tuple[str, str]:
    """Split off a URL of the site in brackets at the end of a text."""
    if text[-1:] not in (">", ")"):
        return text, ""
    start = max(text.rfind("<"), text.rfind("("))
    head, url = text[:start].rstrip(" "), text[start + 1 : -1]
    return (head, url) if start > 0 and head and _ADDRESS_OF_SITE.fullmatch(url) else (text, "")


def _unescape(text: str) -> tuple[str, int]:
    r"""The text without Markdown's backslashes, and the number of a line that is unclear.

    Tools that escape `_` escape every one, so an unescaped one means that backslashes are LaTeX.
    Tools that escape backslashes too leave none before a letter.
    """
    prose = _LINK_END.sub("", _ADDRESS.sub("", text))
    escaped = _ESCAPED.search(text)
    if not escaped or _UNESCAPED.search(prose):
        return text, 0
    if _OWN_BACKSLASH.search(prose):
        return text, text.count("\n", 0, escaped.start()) + 1
    return _ESCAPED.sub(r"\1", text), 0


def _strip_links(text: str, urls: list[str]) -> Iterator[str]:
    """The parts of a Markdown text without link syntax, with a mark after each link to the site."""
    text = _IMAGE.sub(lambda image: f"{image[1]} ", text)
    place = 0
    for link in _LINK.finditer(text):
        before, words, url = text[place : link.start()], link[1], link[2]
        url = f"https://huggingface.co{url}" if url.startswith("/") else url
        yield before
        if words.isdigit() and before[-1:].isalnum():
            yield " "  # the comment count after a day: `May 29[6](…)`
        yield _HARD_BREAK.sub("", words).replace("\n", f"\n{_LINK_CONTINUATION}")
        if re.match(_SITE, url, re.IGNORECASE):
            urls.append(url)
            yield f"\x00{len(urls) - 1}\x01"
        elif url != words:
            yield f" ({url})"
        place = link.end()
    yield text[place:]
