"""The Markdown of the list's own pages as HTML, without a Markdown parser.

The templates print a small dialect of Markdown: headings, paragraphs, tight lists, links with
attribute lists, raw HTML, and HTML elements with the attribute `markdown`. All captured text in
it is escaped. `convert` knows exactly this dialect, and gives the bytes that Python-Markdown gives
with the extensions of `SUPPORTED_EXTENSIONS`. For anything else it gives None: nothing is guessed.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, strip_tags, unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

from generator.mkdocs_plugin.fast_build.markdown_inline import (
    ENTITY,
    Attributes,
    InlineConverter,
    ResolveLink,
    UnknownMarkdownError,
    read_attribute_list,
    serialize_attributes,
)

REQUIRED_EXTENSIONS = frozenset({"attr_list", "md_in_html", "toc"})
# Extensions whose syntax is escaped in captured text and is printed by no template.
SUPPORTED_EXTENSIONS = REQUIRED_EXTENSIONS | {
    "admonition",
    "def_list",
    "fenced_code",
    "footnotes",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "sane_lists",
    "tables",
}
PERMALINK = "&para;"
_BLOCK_TAGS = frozenset(BLOCK_LEVEL_ELEMENTS)
_VOID_TAGS = frozenset({"br", "img", "wbr"})
_UNKNOWN_RAW_TAGS = frozenset({"hr", "iframe", "noembed", "noframes", "noscript", "plaintext",
                               "script", "style", "textarea", "xmp"})  # fmt: skip
_ATTRIBUTES = r"(?:[ ][a-zA-Z][\w:-]*(?:=\"[^\"<>\n]*\")?)*"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9]*)({_ATTRIBUTES})[ ]?(/?)>")
_RAW_PIECE = re.compile(rf"{_TAG.pattern}|(?:[^<&]++|{ENTITY})++")
_START_TAG = re.compile(rf"<([a-z][a-z0-9]*)({_ATTRIBUTES})>")
_SPAN_ELEMENT = re.compile(rf"<p({_ATTRIBUTES}) markdown>(.+)</p>")
_TEXT_ELEMENT = re.compile(rf"<p({_ATTRIBUTES})>((?:[^<>&]++|{ENTITY})++)</p>")
# A citation: `<details open><summary>BibTeX</summary><pre>@article{…}</pre></details>`.
_FOLDED_TEXT = re.compile(
    rf"""
    <details([ ]open)?>
    <summary> ( (?: [^<>&]++ | {ENTITY} )++ ) </summary>
    <pre> ( (?: [^<>&]++ | {ENTITY} )++ ) </pre>
    </details>
    """,
    re.VERBOSE,
)
_ITEM_ID = re.compile(r"\{ #([a-z0-9-]+) \}")
_HEADING = re.compile(r"(#{1,6}) (.*?)(?: \{ ?([^{}]*?) ?\})?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """The HTML of a page.

    Attributes:
        html: its content.
        headings: the nested tokens of Python-Markdown's table of contents.
        anchors: the ids of its elements.
        title: the text of its heading, if that is its first element.
    """

    html: str
    headings: Sequence[Mapping[str, object]]
    anchors: frozenset[str]
    title: str | None


def convert(text: str, resolve: ResolveLink, permalink: str = "") -> Converted | None:
    """The HTML of a text in the dialect of the templates.

    Args:
        text: the Markdown of a page, without front matter.
        resolve: the URL for the target of a link; None if that is not known.
        permalink: the HTML of the link beside each heading; empty for no links.

    Returns:
        What Python-Markdown would give; None if the text has anything but the dialect.
    """
    if not text.replace("\n", " ").isprintable() and _CONTROL.search(text):
        return None
    page = _Page(resolve=resolve, permalink=permalink)
    try:
        blocks = list(page.blocks(iter(text.split("\n")), closing=""))
    except UnknownMarkdownError:
        return None
    content = page.with_headings("\n".join(blocks).strip())
    first = page.headings[0] if page.headings else None
    is_title = first is not None and first.level == 1 and first.is_first_block
    return Converted(
        html=content,
        headings=nest_toc_tokens([heading.token() for heading in page.headings]),
        anchors=frozenset(page.anchors),
        title=strip_tags(first.html) if first and is_title else None,
    )


@dataclass(kw_only=True, slots=True)
class _Heading:
    level: int
    html: str
    attributes: Attributes
    label: str
    is_first_block: bool

    @property
    def name(self) -> str:
        return strip_tags(self.html)

    def token(self) -> Any:
        name = self.label or self.name
        return {"level": self.level, "id": self.attributes["id"], "name": name}


@dataclass(kw_only=True, slots=True)
class _Page(InlineConverter):
    """A page while it is converted."""

    permalink: str
    headings: list[_Heading] = field(default_factory=list)

    def blocks(self, lines: Iterator[str], closing: str) -> Iterator[str]:
        """The HTML of each block up to a line that closes the element around them.

        Args:
            lines: The lines that follow.
            closing: The end tag; empty for the page itself, which the last line ends.
        """
        is_after_list, is_first = False, not closing
        for line in lines:
            if not line:
                continue
            if line == closing:
                return
            is_list = line.startswith("- ")
            if is_list and is_after_list:  # Python-Markdown would join the two
                raise UnknownMarkdownError
            is_after_list = is_list
            if is_list:
                yield self.tight_list(line, lines)
            elif line.startswith("#"):
                _expect_blank(lines)
                yield self.heading(line, is_first=is_first)
            elif line.startswith("<") and (tag := _START_TAG.match(line)):
                yield from self.element(line, tag, lines, closing)
            else:
                _expect_blank(lines)
                yield f"<p>{self.inline(line)}</p>"
            is_first = False
        if closing:
            raise UnknownMarkdownError

    def element(
        self, line: str, tag: re.Match[str], lines: Iterator[str], closing: str
    ) -> Iterator[str]:
        """The HTML of a block that begins with a start tag."""
        name = tag[1]
        if name not in _BLOCK_TAGS:
            _expect_blank(lines)
            yield f"<p>{self.inline(line)}</p>"
        elif found := _SPAN_ELEMENT.fullmatch(line):
            _expect_blank(lines)
            yield f"<p{self.attributes(found[1])}>{self.inline(found[2])}</p>"
        elif tag.end() == len(line) and tag[2].endswith(" markdown"):
            if name not in ("aside", "div", "nav"):
                raise UnknownMarkdownError
            start = self.attributes(tag[2].removesuffix(" markdown"))
            _expect_blank(lines)
            inner = list(self.blocks(lines, f"</{name}>"))
            _expect_blank(lines)
            if not inner:
                raise UnknownMarkdownError
            yield "\n".join((f"<{name}{start}>", *inner, f"</{name}>"))
        elif closing:
            yield self.plain_element(line, lines)
        else:
            yield self.raw(line, lines)

    def plain_element(self, line: str, lines: Iterator[str]) -> str:
        """An element inside of one with the attribute `markdown`, itself without Markdown."""
        if found := _TEXT_ELEMENT.fullmatch(line):
            _expect_blank(lines)
            return f"<p{self.attributes(found[1])}>{found[2]}</p>"
        if found := _FOLDED_TEXT.fullmatch(line):
            _expect_blank(lines)
            state = ' open="open"' if found[1] else ""
            summary, text = found[2], found[3]
            return f"<details{state}>\n<summary>{summary}</summary>\n<pre>{text}</pre>\n</details>"
        if line != '<figure class="rl-chart">':
            raise UnknownMarkdownError
        figure = [line, *_until_blank(lines)]
        self.check_raw("\n".join(figure), allowed=frozenset({"figure", "figcaption"}))
        return "\n".join(figure)

    def raw(self, line: str, lines: Iterator[str]) -> str:
        """Raw HTML, up to a blank line; one follows it."""
        block = "\n".join((line, *_until_blank(lines)))
        self.check_raw(block)
        return block + "\n"

    def check_raw(self, block: str, allowed: frozenset[str] = _BLOCK_TAGS) -> None:
        """Note the ids in raw HTML, which must be one element without errors.

        Args:
            block: The HTML.
            allowed: The elements of Python-Markdown's block level that may be in it.
        """
        stack: list[str] = []
        place = 0
        while piece := _RAW_PIECE.match(block, place):
            place = piece.end()
            if name := piece[2]:
                if name in _UNKNOWN_RAW_TAGS or (name in _BLOCK_TAGS and name not in allowed):
                    raise UnknownMarkdownError
                self.check_raw_tag(piece, stack)
            if not stack:
                break
        if stack or place != len(block):
            raise UnknownMarkdownError

    def check_raw_tag(self, tag: re.Match[str], open_tags: list[str]) -> None:
        """Note a tag of raw HTML among the open ones, and its ids."""
        is_end, name, attributes, is_empty = tag.groups()
        if is_end:
            if attributes or not open_tags or open_tags.pop() != name:
                raise UnknownMarkdownError
            return
        if " markdown" in attributes:
            raise UnknownMarkdownError
        if " id" in attributes or " name" in attributes:
            self.note_ids(name, attributes)
        if not (is_empty or name in _VOID_TAGS):
            open_tags.append(name)

    def tight_list(self, line: str, lines: Iterator[str]) -> str:
        """A list whose items have one line each, and may have an id on another."""
        items: list[str] = []
        ids: list[str] = []  # of the items; empty for most
        for each in (line, *_until_blank(lines)):
            if found := _ITEM_ID.fullmatch(each):
                if ids[-1]:
                    raise UnknownMarkdownError
                ids[-1] = found[1]
                self.note_element_id(found[1])
            elif each.startswith("- "):
                items.append(self.inline(each[2:]))
                ids.append("")
            else:
                raise UnknownMarkdownError
        rows = (
            f'<li id="{id_}">{item}</li>' if id_ else f"<li>{item}</li>"
            for id_, item in zip(ids, items, strict=True)
        )
        return "\n".join(("<ul>", *rows, "</ul>"))

    def heading(self, line: str, *, is_first: bool) -> str:
        """A heading, with a placeholder for its id, which depends on those of later elements."""
        found = _HEADING.fullmatch(line)
        if not found or not found[2] or "{" in found[2] or found[2].endswith("#"):
            raise UnknownMarkdownError
        attributes: Attributes = {}
        read_attribute_list(found[3] or "", attributes)
        label = attributes.pop("data-toc-label", "") or ""
        self.note_element_id(attributes.get("id") or "")
        heading = _Heading(
            level=len(found[1]),
            html=self.inline(found[2]),
            attributes=attributes,
            label=label,
            is_first_block=is_first,
        )
        self.headings.append(heading)
        return f"\x02{len(self.headings) - 1}\x03"

    def with_headings(self, content: str) -> str:
        """The content with its headings, whose ids are unique among all elements' ids."""
        for number, heading in enumerate(self.headings):
            if "id" not in heading.attributes:
                slug = slugify(html.unescape(heading.name), "-")
                heading.attributes["id"] = unique(slug, self.element_ids)
            id_ = heading.attributes["id"] or ""
            self.anchors.add(id_)
            link = (
                f'<a class="headerlink" href="#{id_}" title="Permanent link">{self.permalink}</a>'
                if self.permalink
                else ""
            )
            tag, attributes = f"h{heading.level}", serialize_attributes(heading.attributes)
            element = f"<{tag}{attributes}>{heading.html}{link}</{tag}>"
            content = content.replace(f"\x02{number}\x03", element, 1)
        return content


def _until_blank(lines: Iterable[str]) -> Iterator[str]:
    """The lines up to a blank one, which is taken too."""
    for line in lines:
        if not line:
            return
        yield line


def _expect_blank(lines: Iterator[str]) -> None:
    """Take a blank line; the text may also end here."""
    if next(lines, ""):
        raise UnknownMarkdownError
