"""Markdown within a line, as the templates print it: links, attribute lists, HTML, code."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markdown.serializers import RE_AMP

ENTITY = r"&(?:\#[0-9]+|[a-zA-Z][a-zA-Z0-9]*);"
_INLINE_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u",
    "annotation", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot",
    "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext",
    "mtr", "munder", "munderover", "semantics",
})  # fmt: skip
_INLINE_PIECE = re.compile(
    rf"""
      (?P<text>[^<>&\[\]{{}}*_\\`!^=\n]+)
    | (?P<entity>{ENTITY})
    | <(?P<tag>/?[a-zA-Z][a-zA-Z0-9]*)(?:[ ][a-zA-Z][\w:-]*="[^"<>\[\]\\`\n]*")*>
    | (?P<link>\[)
    | `(?P<code>[\w./-]+(?:[ ][\w./-]+)*)`(?!`)
    """,
    re.VERBOSE,
)
_LINK = re.compile(r"\[([^\[\]]+)\]\(([\w./#%~-]+)\)(?:\{ ?([^{}]*?) ?\})?")
# Words of attribute lists. Python-Markdown reads their values as inline Markdown first.
_ATTRIBUTE_WORD = re.compile(
    r"(?:[.#](?P<name>[\w-]+)|(?P<key>[a-z-]+)(?:=(?:\"(?P<quoted>[^\"_*<>&\[\]{}\\`!^=]*)\""
    r"|(?P<bare>[a-zA-Z0-9-]+)))?)(?: |$)"
)
_ATTRIBUTE = re.compile(r" ([a-zA-Z][\w:-]*)(?:=\"([^\"]*)\")?")
# What could begin another block of Markdown than a paragraph.
_BLOCK_START = re.compile(r"[#>\-+*=:|!{}~`\\.]|\d+[.)]")

ResolveLink = Callable[[str], str | None]
Attributes = dict[str, str | None]


class UnknownMarkdownError(Exception):
    """The text is not in the dialect of the templates."""


@dataclass(kw_only=True, slots=True)
class InlineConverter:
    """Converts lines of one page.

    Attributes:
        resolve: the URL for the target of a link; None if that is not known.
        anchors: the ids of all elements, those in raw HTML too.
        element_ids: the ids that those of headings may not repeat.
    """

    resolve: ResolveLink
    anchors: set[str] = field(default_factory=set)
    element_ids: set[str] = field(default_factory=set)

    def note_ids(self, tag: str, attributes: str) -> None:
        """Note the anchors of an element, as MkDocs reads them."""
        for name, value in _ATTRIBUTE.findall(attributes):
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(html.unescape(value))

    def attributes(self, text: str) -> str:
        """The attributes of an element with Markdown, as Python-Markdown writes them."""
        attributes: Attributes = {}
        for name, value in re.findall(_ATTRIBUTE, text):
            if name in attributes or name == "markdown" or name != name.lower():
                raise UnknownMarkdownError
            is_empty = not value and f" {name}=" not in text
            attributes[name] = name if is_empty else html.unescape(value)
        self.note_element_id(attributes)
        return serialize_attributes(attributes)

    def note_element_id(self, attributes: Attributes) -> None:
        """Note an element's id, if it has one."""
        if id_ := attributes.get("id"):
            self.anchors.add(id_)
            self.element_ids.add(id_)

    def inline(self, text: str, *, in_link: bool = False) -> str:
        """The HTML of a line's text."""
        if not in_link and (not text or text != text.strip() or _BLOCK_START.match(text)):
            raise UnknownMarkdownError
        pieces: list[str] = []
        place, end = 0, len(text)
        while place < end:
            piece = _INLINE_PIECE.match(text, place)
            if not piece:
                raise UnknownMarkdownError
            if piece["link"]:
                found = None if in_link else _LINK.match(text, place)
                if not found:
                    raise UnknownMarkdownError
                pieces.append(self.link(found))
                place = found.end()
                continue
            place, code = piece.end(), piece["code"]
            if tag := piece["tag"]:
                self.check_inline_tag(piece[0], tag, piece.start())
            pieces.append(f"<code>{code}</code>" if code else piece[0])
        return "".join(pieces)

    def check_inline_tag(self, element: str, tag: str, place: int) -> None:
        """Note the ids of an element within text; Markdown must not take it for a block."""
        name = tag.removeprefix("/")
        if name not in _INLINE_TAGS and (name != "math" or not place):
            raise UnknownMarkdownError
        if " id=" in element or " name=" in element:
            self.note_ids(name, element.removeprefix(f"<{tag}")[:-1])

    def link(self, found: re.Match[str]) -> str:
        """A link of Markdown with its attribute list."""
        url = self.resolve(found[2])
        if url is None:
            raise UnknownMarkdownError
        inner = self.inline(found[1], in_link=True)
        if not found[3]:
            return f'<a href="{url}">{inner}</a>'
        attributes: Attributes = {"href": url}
        read_attribute_list(found[3], attributes)
        self.note_element_id(attributes)
        return f"<a{serialize_attributes(attributes)}>{inner}</a>"


def read_attribute_list(text: str, attributes: Attributes) -> None:
    """Add the attributes of an attribute list, such as `.rl-title lang="de"`, to others."""
    place = 0
    while place < len(text):
        word = _ATTRIBUTE_WORD.match(text, place)
        if not word:
            raise UnknownMarkdownError
        place = word.end()
        if name := word["name"]:
            if "_" in name:  # could be emphasis
                raise UnknownMarkdownError
            is_class = word[0][0] == "."
            before = attributes.get("class") if is_class else ""
            attributes["class" if is_class else "id"] = f"{before} {name}" if before else name
        else:
            quoted = word["quoted"]
            attributes[word["key"]] = word["bare"] if quoted is None else quoted


def serialize_attributes(attributes: Attributes) -> str:
    """Attributes in the order and with the escapes of Python-Markdown's serializer."""
    return "".join(
        f" {name}" if (value := attributes[name]) is None else f' {name}="{_escape(value)}"'
        for name in sorted(attributes)
    )


def _escape(value: str) -> str:
    if "&" in value:
        value = RE_AMP.sub("&amp;", value)
    return value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
