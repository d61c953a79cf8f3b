"""Records of tagged fields: the form that the readers of reference managers' formats share.

The tags are those of RIS, whatever the format was. A record knows which of its fields were used,
so that what is lost can be reported.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.text.characters import one_line
from generator.text.latex import read_html

# What programs write in place of a value that they do not have.
PLACEHOLDERS = frozenset(("NA", "N/A", "n/a", "nan", "NaN", "null", "undefined"))


def plain_html(text: str) -> str:
    """The text with HTML and JATS read, as most texts have none."""
    return read_html(text) if "<" in text or "&" in text or not text.isascii() else text


@dataclass(slots=True, eq=False)
class Field:
    """A field: its tag in RIS, empty if RIS has none; its text; its line; its name in the file.

    `more` has further lines of the text, until `join` adds them.
    """

    tag: str
    text: str
    line: int
    name: str
    used: bool = False
    more: list[str] | None = None

    def extend(self, text: str) -> None:
        """Add a line. A file may have any number of them, so they are joined once."""
        self.more = self.more or []
        self.more.append(text)

    def join(self) -> None:
        """Make one text of all lines."""
        if self.more:
            self.text = "\n".join((self.text, *self.more))
            self.more = None


@dataclass(slots=True)
class Record:
    """One record of a file: the line where it begins, its type in RIS, and its fields in order.

    `kind` is None if the record states no type. `problem` says why it is not a paper.
    """

    line: int
    kind: str | None = None
    fields: list[Field] = field(default_factory=list)
    problem: str = ""
    _by_tag: dict[str, list[Field]] = field(default_factory=dict)

    def add(self, tag: str, text: str, line: int, name: str = "") -> None:
        """Add a field."""
        self.fields.append(Field(tag, text, line, name or tag))

    def extend_last(self, text: str) -> None:
        """Add a line to the last field."""
        self.fields[-1].extend(text)

    def close(self) -> None:
        """Index the fields, without those that have no value."""
        self._by_tag = {}
        kept: list[Field] = []
        for each in self.fields:
            each.join()
            each.text = each.text.strip()
            if each.text and each.text not in PLACEHOLDERS:
                kept.append(each)
                self._by_tag.setdefault(each.tag, []).append(each)
        self.fields = kept

    def all(self, *tags: str) -> list[Field]:
        """The fields with these tags, in the order of the file."""
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        lists = [self._by_tag[tag] for tag in tags if tag in self._by_tag]
        if len(lists) <= 1:
            return lists[0] if lists else []
        return sorted((each for found in lists for each in found), key=lambda each: each.line)

    def first(self, *tags: str) -> Field | None:
        """The first field of the first of these tags that the record has."""
        for tag in tags:
            if found := self._by_tag.get(tag):
                return found[0]
        return None

    def take(self, *tags: str) -> list[Field]:
        """The fields with these tags, which count as used."""
        found = self.all(*tags)
        for each in found:
            each.used = True
        return found

    def take_first(self, *tags: str) -> str:
        """The text on one line of the first of these tags; fields with the same text are used."""
        found = self.first(*tags)
        if found is None:
            return ""
        text = one_line(found.text)
        for each in self.all(*tags):
            each.used = each.used or one_line(each.text) == text
        return text

    def unused(self) -> Iterator[str]:
        """The names of fields that were not used, each once."""
        return iter({each.name: None for each in self.fields if not each.used})

    @property
    def label(self) -> str:
        """The record's name in messages."""
        title = self.first("TI", "T1", "CT", "BT", "DO", "ID", "UR")
        return repr(one_line(title.text)[:60]) if title else "this record"
