"""XML documents as trees of elements that know their lines; document types are refused."""

# A document with a DTD is refused before the DTD is read, so there are no entities to expand and
# nothing to fetch. expat is iterative and reports lines, which ElementTree does not.
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_MAX_DEPTH = 12  # OAI-PMH has seven levels; what lies deeper is text of the element above
_CUT_OFF = {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}


class XmlError(Exception):
    """A text that is not XML, or declares a document type; `line` is where reading stopped."""

    def __init__(self, message: str, line: int, *, doctype: bool = False) -> None:
        super().__init__(message)
        self.line = max(line, 1)
        self.doctype = doctype


# The vocabularies that arXiv's answers use, without scheme and final slash, and their prefixes.
_PREFIXES = {
    "": "rss:",
    "www.w3.org/2005/atom": "",
    "arxiv.org/schemas/atom": "arxiv:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/rss/1.0": "rss:",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "www.openarchives.org/oai/2.0": "oai:",
    "www.openarchives.org/oai/2.0/oai_dc": "oai_dc:",
    "arxiv.org/oai/arxiv": "record:",
    "arxiv.org/oai/arxivraw": "record:",
    "arxiv.org/oai/arxivold": "record:",
    "a9.com/-/spec/opensearch/1.1": "opensearch:",
}
_OTHER = "other:"


@dataclass(slots=True)
class Element:
    """An element: its name with a prefix of `_PREFIXES`, first and last line, and its content."""

    name: str
    tag: str
    line: int
    attributes: dict[str, str]
    end: int = 0
    content: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside the element, also that of the elements in it, in order."""
        return "".join(c if isinstance(c, str) else c.text for c in self.content)

    @property
    def children(self) -> Iterator["Element"]:
        """The elements directly in this one, in order."""
        return (part for part in self.content if isinstance(part, Element))

    def all(self, *path: str) -> Iterator["Element"]:
        """The elements at a path of names below this one, in order."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def texts(self, *path: str) -> list[str]:
        """The texts of the elements at a path, in order."""
        return [element.text for element in self.all(*path)]

    def first(self, *names: str) -> str:
        """The first text that is not blank of the elements directly in this one, by names."""
        found = (text for name in names for text in self.texts(name) if text.strip())
        return next(found, "")


def _prefixed(name: str) -> str:
    """The name of an element, case aside: arXiv writes `doi` and `DOI`."""
    namespace, _, local = name.rpartition(" ")
    address = namespace.lower().rpartition("://")[2].rstrip("/")
    return f"{_PREFIXES.get(address, _OTHER)}{local.lower()}"


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.depth = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def _doctype(self, *_: object) -> None:
        raise XmlError("it declares a document type (<!DOCTYPE)",
                       self.parser.CurrentLineNumber, doctype=True)  # fmt: skip

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            return
        tag = name.rpartition(" ")[2]
        element = Element(_prefixed(name), tag, self.parser.CurrentLineNumber, attributes)
        if self.stack:
            self.stack[-1].content.append(element)
        self.root = self.root or element
        self.stack.append(element)

    def _end(self, _: str) -> None:
        if self.depth <= _MAX_DEPTH:
            self.stack.pop().end = self.parser.CurrentLineNumber
        self.depth -= 1

    def _data(self, text: str) -> None:
        if self.stack:
            self.stack[-1].content.append(text)


def parse_xml(text: str) -> Element:
    """The root element of a document.

    Raises:
        XmlError: The text is not well-formed XML, is cut off, or declares a document type.
    """
    builder = _Builder()
    try:
        builder.parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - it takes no keyword
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or ""
        message = f"not valid XML: {reason}"
        if reason in _CUT_OFF:
            message = f"cut off: the text ends before the XML does ({reason})"
        elif reason.startswith("junk after"):
            message = "not valid XML: something follows its end, such as a second answer"
        raise XmlError(message, error.lineno) from None
    if builder.root is None:  # expat reports a document without an element
        raise XmlError("not valid XML: no element found", 1)
    return builder.root
