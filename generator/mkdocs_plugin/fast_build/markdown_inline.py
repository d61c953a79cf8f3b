"""Markdown within a line, as the templates print it: links, attribute lists, HTML, code."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from markdown.serializers import RE_AMP

ENTITY = r"&(?:\#[0-9]+|[a-zA-Z][a-zA-Z0-9]*);"
_INLINE_TAGS = frozenset({
    "a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "time", "u",
    "annotation", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot",
    "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext",
    "mtr", "munder", "munderover", "semantics",
})  # fmt: skip
_TAG_NAMES = "|".join(sorted(_INLINE_TAGS))
_VALUE = r"[^\"<>\[\]\\`\n]*"
# Text, entities and elements that Markdown leaves as they are; elements with ids are noted.
_SIMPLE_RUN = re.compile(
    rf"""
    (?:
        [^<>&\[\]{{}}*_\\`!^=\n]++
        | {ENTITY}
        | </? (?:{_TAG_NAMES}) (?: [ ] (?!id=|name=) [a-zA-Z][\w:-]*="{_VALUE}" )*+ >
    )*+
    """,
    re.VERBOSE,
)
# Code such as `papers/`, and elements such as `<span class="rl-chip">`.
_CODE_OR_TAG = re.compile(
    rf"""
    ` (?P<code> [\w./-]+ (?: [ ] [\w./-]+ )* ) ` (?!`)
    | < (?P<tag> /? (?: {_TAG_NAMES} | math ) )
        (?P<attributes> (?: [ ] [a-zA-Z][\w:-]*="{_VALUE}" )* ) >
    """,
    re.VERBOSE,
)
_PLAIN_URL = re.compile(r"[\w./#%~-]+")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([\w./#%~-]+)\)(?:\{ ?([^{}]*?) ?\})?")
# Words of attribute lists. Python-Markdown reads their values as inline Markdown first.
_ATTRIBUTE_WORD = re.compile(
    r"""
    (?:
        [.\#] (?P<name> [\w-]+ )
        | (?P<key> [a-z-]+ )
          (?: = (?: " (?P<quoted> [^"_*<>&\[\]{}\\`!^=]* ) " | (?P<bare> [a-zA-Z0-9-]+ ) ) )?
    )
    (?: [ ] | $ )
    """,
    re.VERBOSE,
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
        serialized, id_ = _element_attributes(text)
        self.note_element_id(id_)
        return serialized

    def note_element_id(self, id_: str) -> None:
        """Note the id of an element, if it has one."""
        if id_:
            self.anchors.add(id_)
            self.element_ids.add(id_)

    def inline(self, text: str) -> str:
        """The HTML of a line's text."""
        if not text or text != text.strip() or _BLOCK_START.match(text):
            raise UnknownMarkdownError
        if text.startswith(("<math", "</math")):  # could be a block
            raise UnknownMarkdownError
        return self.phrase(text)

    def phrase(self, text: str) -> str:
        """The HTML of a part of a line."""
        pieces: list[str] = []
        place, end = 0, len(text)
        while True:
            run = _SIMPLE_RUN.match(text, place)
            assert run  # it may be empty
            pieces.append(run[0])
            place = run.end()
            if place == end:
                return "".join(pieces)
            if text[place] == "[":
                found = _LINK.match(text, place)
                if not found:
                    raise UnknownMarkdownError
                pieces.append(self.link(found))
            else:
                found = _CODE_OR_TAG.match(text, place)
                if not found:
                    raise UnknownMarkdownError
                if found["code"]:
                    pieces.append(f"<code>{found['code']}</code>")
                else:
                    self.note_ids(found["tag"].removeprefix("/"), found["attributes"])
                    pieces.append(found[0])
            place = found.end()

    def link(self, found: re.Match[str]) -> str:
        """A link of Markdown with its attribute list."""
        url, inner = self.resolve(found[2]), self.phrase(found[1])
        if url is None or not _PLAIN_URL.fullmatch(url):
            raise UnknownMarkdownError
        if not found[3]:
            return f'<a href="{url}">{inner}</a>'
        before, after, id_ = _link_attributes(found[3])
        self.note_element_id(id_)
        return f'<a{before} href="{url}"{after}>{inner}</a>'


@lru_cache(maxsize=1024)
def _element_attributes(text: str) -> tuple[str, str]:
    """The attributes of an element as Python-Markdown writes them, and the id."""
    attributes: Attributes = {}
    for name, value in re.findall(_ATTRIBUTE, text):
        if name in attributes or name == "markdown" or name != name.lower():
            raise UnknownMarkdownError
        is_empty = not value and f" {name}=" not in text
        attributes[name] = name if is_empty else html.unescape(value)
    return serialize_attributes(attributes), attributes.get("id") or ""


@lru_cache(maxsize=1024)
def _link_attributes(text: str) -> tuple[str, str, str]:
    """The attributes of an attribute list that come before and after `href`, and the id."""
    attributes: Attributes = {}
    read_attribute_list(text, attributes)
    if "href" in attributes:
        raise UnknownMarkdownError
    before = {name: value for name, value in attributes.items() if name < "href"}
    after = {name: value for name, value in attributes.items() if name > "href"}
    id_ = attributes.get("id") or ""
    return serialize_attributes(before), serialize_attributes(after), id_


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
