"""Markdown to headings, list items and rows of tables, with their lines.

markdown-it-py finds the structure, by the rules of CommonMark and GitHub's tables.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal

from generator.text.characters import one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

BlockKind = Literal["heading", "item", "paragraph", "header", "row", "other"]
_STYLES = {"strong": "bold", "em": "italic", "b": "bold", "i": "italic", "s": "struck",
           "del": "struck"}  # fmt: skip
_BREAKS = ("softbreak", "hardbreak", "br")
_PLACES: Mapping[str, BlockKind] = {
    "heading_open": "heading", "heading_close": "paragraph", "thead_open": "header",
    "tbody_open": "row", "table_close": "paragraph",
}  # fmt: skip
_MAX_NESTING = 40
_FRONT_MATTER = re.compile(r"---[ ]*\n.*?\n(?:---|\.\.\.)[ ]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    r"""A piece of text of one style; `url` if it is a link. A line break is the text `\\n`."""

    text: str
    url: str = ""
    bold: bool = False
    italic: bool = False
    image: bool = False
    struck: bool = False  # crossed out


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A part of the document. `pieces` is its text; a row has one list of pieces per cell.

    `level` is that of a heading, or how deeply an item is nested.
    """

    kind: BlockKind
    line: int
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    cells: tuple[tuple[Piece, ...], ...] = ()


def read_blocks(text: str) -> list[Block]:
    """The blocks of a document, in order; an item's text is without that of nested items."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to load

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    front = _FRONT_MATTER.match(text)
    hidden = "\n" * front.group().count("\n") if front else ""
    tokens = parser.parse(hidden + text[len(front.group()) :] if front else text)
    return _BlockReader().read(tokens)


def plain(pieces: Sequence[Piece]) -> str:
    """The text of pieces on one line, without images."""
    return one_line("".join(piece.text for piece in pieces if not piece.image))


@dataclass(slots=True)
class _BlockReader:
    """Collects the blocks of a document from its tokens."""

    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[int, list[Piece]]] = field(default_factory=list)  # open, with their lines
    cells: list[tuple[Piece, ...]] = field(default_factory=list)
    row_line: int = 1
    place: BlockKind = "paragraph"
    level: int = 0

    def read(self, tokens: Sequence["Token"]) -> list[Block]:
        """The blocks, in order of their lines."""
        line = 1
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type in _PLACES:
                self.place = _PLACES[token.type]
                self.level = int(token.tag[1:]) if self.place == "heading" else 0
            elif token.type == "inline":
                self._read_inline(line, tuple(_pieces(token.children or ())))
            elif token.type in ("html_block", "code_block", "fence"):
                self.blocks.append(
                    Block(kind="other", line=line, pieces=(Piece(text=token.content),))
                )
            elif token.type.startswith(("list_item", "tr")):
                self._read_container(token, line)
        return sorted(self.blocks, key=lambda block: (block.line, block.level))

    def _read_container(self, token: "Token", line: int) -> None:
        """Open or close a list item or a row."""
        if token.type == "list_item_open":
            self.items.append((line, []))
        elif token.type == "list_item_close":
            start, pieces = self.items.pop()
            self.blocks.append(
                Block(kind="item", line=start, level=len(self.items), pieces=tuple(pieces))
            )
        elif token.type == "tr_open":
            self.cells, self.row_line = [], line
        else:
            self.blocks.append(Block(kind=self.place, line=self.row_line, cells=tuple(self.cells)))

    def _read_inline(self, line: int, pieces: tuple[Piece, ...]) -> None:
        if self.place in ("header", "row"):
            self.cells.append(pieces)
        elif self.place == "heading":
            self.blocks.append(Block(kind="heading", line=line, level=self.level, pieces=pieces))
        elif self.items:
            own = self.items[-1][1]
            own += [Piece(text="\n"), *pieces] if own else pieces
        else:
            self.blocks.append(Block(kind="paragraph", line=line, pieces=pieces))


class _PieceReader:
    """Collects the pieces of inline tokens; the text of a link is one piece."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._styles: list[str] = []
        self._link: tuple[str, list[Piece]] | None = None

    def read(self, token: "Token") -> None:
        """Read one token."""
        tag = token.type.removesuffix("_open").removesuffix("_close")
        opened, target = int(token.nesting), ""
        if token.type == "html_inline":
            tag, opened, target = _read_tag(token.content)
        elif token.type == "link_open":
            target = str(token.attrGet("href") or "")
        if tag in ("link", "a"):
            self.close_link()
            self._link = (target, []) if opened > 0 else None
        elif tag in _STYLES:
            self._change_style(_STYLES[tag], opened)
        else:
            self._add(token, tag)

    def close_link(self) -> None:
        """Add the link that is open."""
        if self._link:
            self.pieces.append(_join_link(self._link[1], self._link[0]))
            self._link = None

    def _change_style(self, style: str, opened: int) -> None:
        if opened > 0:
            self._styles.append(style)
        elif style in self._styles:
            self._styles.remove(style)

    def _add(self, token: "Token", tag: str) -> None:
        is_image = tag in ("image", "img")
        if tag == "code_inline" and "](" in token.content:  # a link as an example
            return
        text = "\n" if tag in _BREAKS else "" if token.type == "html_inline" else token.content
        piece = Piece(
            text=text, bold="bold" in self._styles, italic="italic" in self._styles, image=is_image,
            struck="struck" in self._styles,
            url=str(token.attrGet("src") or "") if is_image else "",
        )  # fmt: skip
        if text or is_image:
            (self._link[1] if self._link else self.pieces).append(piece)


def _pieces(tokens: Sequence["Token"]) -> list[Piece]:
    reader = _PieceReader()
    for token in tokens:
        reader.read(token)
    reader.close_link()
    return reader.pieces


def _join_link(pieces: Sequence[Piece], url: str) -> Piece:
    """A link as one piece; an image that is linked keeps that it is one."""
    words = [piece for piece in pieces if not piece.image]
    text = "".join(piece.text for piece in words)
    source = next((piece.url for piece in pieces if piece.image), "")
    shown = text or "".join(piece.text for piece in pieces)
    return Piece(
        text=shown, url=url or source, bold=any(piece.bold for piece in words),
        italic=any(piece.italic for piece in words), struck=any(piece.struck for piece in words),
        image=not one_line(text) and bool(pieces),
    )  # fmt: skip


class _Tag(HTMLParser):
    """The name of a tag in HTML, whether it opens, and where it leads."""

    found: tuple[str, int, str] = ("", 0, "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an opening tag."""
        self.found = tag, 1, dict(attrs).get("href") or ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag without content."""
        self.found = tag, 0, ""

    def handle_endtag(self, tag: str) -> None:
        """Keep a closing tag."""
        self.found = tag, -1, ""


def _read_tag(text: str) -> tuple[str, int, str]:
    parser = _Tag()
    parser.feed(text)
    return parser.found
