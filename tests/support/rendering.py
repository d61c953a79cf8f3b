"""What a reader sees of HTML, parsed as browsers do, and of captured text wherever it stands."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import html5lib
import markdown

from generator.text.sanitize import is_safe_url, to_heading, to_html

EXTENSIONS = [
    "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "footnotes", "abbr",
    "pymdownx.superfences", "pymdownx.tilde", "pymdownx.mark", "pymdownx.emoji",
    "pymdownx.snippets", "pymdownx.critic", "pymdownx.keys", "pymdownx.details",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.magiclink", "pymdownx.betterem",
]  # fmt: skip
MARKDOWN = markdown.Markdown(
    extensions=EXTENSIONS, extension_configs={"toc": {"permalink": True}}, output_format="html"
)

ELEMENTS = {"p", "h1", "a", "em", "strong", "code", "sup", "sub", "br"}
WRAPPERS = {("h1", "id"), ("a", "class"), ("a", "title")}  # a heading and its permalink


@dataclass(frozen=True)
class Seen:
    """The text of a piece of HTML with white space collapsed, its elements (and comments, under a
    name no element has) and attributes."""

    text: str
    elements: tuple[str, ...]
    attributes: tuple[tuple[str, str, str], ...]
    errors: tuple[str, ...]

    @property
    def links(self) -> list[str]:
        return [value for _, name, value in self.attributes if name == "href"]

    def inside(self, *wrappers: str) -> "Seen":
        """The same without one element of each given name."""
        elements = list(self.elements)
        for wrapper in wrappers:
            elements.remove(wrapper)
        return replace(self, elements=tuple(elements))

    def between(self, before: str, after: str) -> "Seen":
        """The same without the text around it."""
        assert self.text.startswith(before)
        assert self.text.endswith(after)
        return replace(self, text=self.text[len(before) : -len(after)].strip())


def seen(html: str) -> Seen:
    """Parse HTML; the permalinks of headings are no part of the text."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parseFragment(html)
    elements = [e for e in root.iter() if e is not root]
    return Seen(
        text=" ".join("".join(_text(root)).split()),
        elements=tuple(str(e.tag) for e in elements),
        attributes=tuple((str(e.tag), n, v) for e in elements for n, v in e.attrib.items()),
        errors=tuple(code for _, code, _ in parser.errors),
    )


def through_markdown(source: str) -> Seen:
    """What becomes of a Markdown text under every extension that could misread it."""
    return seen(MARKDOWN.reset().convert(source))


def _text(element: Element) -> Iterator[str]:
    if element.tag == "br":
        yield " "
    if element.get("class") != "headerlink":
        yield element.text or ""
        for child in element:
            yield from _text(child)
            yield child.tail or ""


def plain(text: str) -> str:
    return " ".join(text.split())


def renderings(text: str) -> list[Seen]:
    """Captured text wherever a page may put it: in HTML, and in Markdown's hands."""
    inline, heading = to_html(text), to_heading(text)
    return [
        seen(f"<p>{inline}</p>"),
        seen(f"<p>{heading}</p>"),
        through_markdown(inline),
        through_markdown(heading),
        through_markdown(f"# {inline}"),
        through_markdown(f"# {heading}"),
        through_markdown(f"[{heading}](https://example.org/x)"),
        through_markdown(f"Some words {inline} and more").between("Some words", "and more"),
        through_markdown(f"- {heading}").inside("ul", "li"),
    ]


def without_underscores(text: str) -> str:
    """A text in which `x_i` of a title is as the subscript that it is in an abstract."""
    return text.replace("_", "")


def assert_inert(found: Seen) -> None:
    assert set(found.elements) <= ELEMENTS
    strange = {(e, n) for e, n, _ in found.attributes} - WRAPPERS - {("a", "href")}
    assert not strange
    assert all(link.startswith("#") or is_safe_url(link) for link in found.links)


def letters(text: str) -> str:
    """Letters and digits alone, compatibility forms (NBSP, ligatures) aside."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
