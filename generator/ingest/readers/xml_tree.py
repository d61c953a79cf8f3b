"""XML parsed to a tree of elements with line numbers; documents with a DTD are refused."""

# Refusing a DTD before it is read prevents entity expansion and external fetches (XXE).
# expat is iterative and reports line numbers; ElementTree does not.
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_MAX_DEPTH = 12  # OAI-PMH has seven levels; deeper elements become text of their parent
_TRUNCATION_ERRORS = {
    "no element found",
    "unclosed token",
    "unclosed CDATA section",
    "partial character",
}


class XmlError(Exception):
    """The text is not XML or has a DTD. `line` is where parsing stopped."""

    def __init__(self, message: str, line: int, *, doctype: bool = False) -> None:
        super().__init__(message)
        self.line = max(line, 1)
        self.doctype = doctype


_OTHER_PREFIX = "other:"


@dataclass(slots=True)
class Element:
    """An element: its name with the prefix of its namespace, its lines (from 1), its content."""

    name: str
    tag: str
    line: int
    attributes: dict[str, str]
    end: int = 0
    content: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside the element and its descendants, in order."""
        return "".join(c if isinstance(c, str) else c.text for c in self.content)

    @property
    def children(self) -> Iterator["Element"]:
        """The child elements in order."""
        return (part for part in self.content if isinstance(part, Element))

    def find_all(self, *path: str) -> Iterator["Element"]:
        """The elements at a path of names below this element, in order."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.find_all(*path[1:])

    def texts(self, *path: str) -> list[str]:
        """The texts of the elements at a path, in order."""
        return [element.text for element in self.find_all(*path)]

    def first_text(self, *names: str) -> str:
        """The first non-blank text of the children with these names; empty if there is none."""
        found = (text for name in names for text in self.texts(name) if text.strip())
        return next(found, "")


class _TreeBuilder:
    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.names: dict[str, str] = {}
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
        element = Element(self._prefixed_name(name), tag, self.parser.CurrentLineNumber, attributes)
        if self.stack:
            self.stack[-1].content.append(element)
        self.root = self.root or element
        self.stack.append(element)

    def _prefixed_name(self, name: str) -> str:
        """The prefixed name of an element in lower case: arXiv writes both `doi` and `DOI`."""
        if name not in self.names:
            namespace, _, local = name.rpartition(" ")
            address = namespace.lower().rpartition("://")[2].rstrip("/")
            prefix = self.prefixes.get(address, _OTHER_PREFIX)
            self.names[name] = f"{prefix}{local.lower()}"
        return self.names[name]

    def _end(self, _: str) -> None:
        if self.depth <= _MAX_DEPTH:
            self.stack.pop().end = self.parser.CurrentLineNumber
        self.depth -= 1

    def _data(self, text: str) -> None:
        if self.stack:
            self.stack[-1].content.append(text)


def parse_xml(text: str, prefixes: Mapping[str, str]) -> Element:
    """The root element of a document.

    Args:
        text: the document.
        prefixes: prefixes of names by namespaces, without their scheme and final slash.

    Raises:
        XmlError: The text is not well-formed XML, is cut off, or declares a document type.
    """
    builder = _TreeBuilder(prefixes)
    try:
        builder.parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - it takes no keyword
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code) or ""
        message = f"not valid XML: {reason}"
        if reason in _TRUNCATION_ERRORS:
            message = f"cut off: the text ends before the XML does ({reason})"
        elif reason.startswith("junk after"):
            message = "not valid XML: something follows its end, such as a second answer"
        raise XmlError(message, error.lineno) from None
    if builder.root is None:  # expat reports a document without an element
        raise XmlError("not valid XML: no element found", 1)
    return builder.root
