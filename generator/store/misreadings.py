r"""Find valid YAML that its author probably did not mean.

A line that was indented too far becomes part of the text above it, ` #2` becomes a comment, and
`"\nabla"` a line break followed by `abla`. YAML reads all of it without an error, and formatting
would make it permanent.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from generator.store.fields import PAPER, SOURCE, TOPIC, Field
from generator.store.parse import LINE_END, Reading

_ITEM = re.compile(r"-(?:[ \t]|$)")
_KEY = re.compile(r"(?P<name>[a-z_]+)[ \t]*:(?P<blank>[ \t]|$)?")
_KEY_LINE = re.compile(r"[\r\n][ \t]*[a-z_]+[ \t]*:")  # every line that `_KEY` matches
# Narrower than any width at which people and programs wrap text: a line break before this column
# was not made by wrapping.
_MIN_FOLD_COLUMN = 60
# Titles have `#2` after one space; comments have a space after the sign or two before it.
_HASH_COMMENT = r"(?P<cut>#[^\s#][^\r\n]*|#[ \t]*(?=[\r\n]|\Z))"
_COMMENT_AFTER_TEXT = re.compile(rf"[ \t]{_HASH_COMMENT}")
_COMMENT_WITHOUT_TEXT = re.compile(rf"[ \t]?{_HASH_COMMENT}")
_ID_FIELDS = frozenset(
    {"arxiv", "category", "doi", "language", "id", "topics", "related", "aliases"}
)
_TEXT_KINDS = frozenset({"line", "prose", "lines", "names", "organization", "reasons"})
_ESCAPE = re.compile(r"\\(?:(?P<command>[A-Za-z]+)|.)", re.DOTALL)
# LaTeX commands that start like a YAML escape, except those that leave an English word (`\tan`).
_LATEX_COMMANDS = re.compile(
    r"""
    alpha | angle | approx | ast                                                           # \a
    | bar | begin | beta | bf | big(?:cap|cup)? | binom | bm | boldsymbol | bot | bullet   # \b
    | ell | em(?:ph)? | eps(?:ilon)? | equiv | eta | exp                                   # \e
    | forall | frac                                                                        # \f
    | Lambda | LaTeX | Leftarrow | Leftrightarrow                                          # \L
    | nabla | ne[gq] | notin | nu                                                          # \n
    | Phi | Pi | Pr | Psi                                                                  # \P
    | rangle | rceil | rfloor | rho | right(?:arrow)? | rm                                 # \r
    | tau | text(?:bf|it|rm|sc|sf|tt)? | tfrac | theta | tilde | times | triangle          # \t
    | var(?:epsilon|phi|theta) | vdots | vec | vee | vert                                  # \v
    """,
    re.VERBOSE,
)
_ESCAPE_MEANINGS = {
    "a": "a bell",
    "b": "a backspace",
    "t": "a tab",
    "n": "a line break",
    "v": "a vertical tab",
    "f": "a form feed",
    "r": "a carriage return",
    "e": "an escape",
    "L": "a line separator",
    "P": "a paragraph separator",
}
_FIX_KEY = (
    "begin the line where the other keys begin, with a space after the colon; if it belongs to "
    "the text, write the text on one line in 'single quotes'"
)
_FIX_ITEM = "indent its - like those of the other items, or write the item on one line"
_FIX_JOINED_ITEM = "begin it with - for an item of its own, or write the item on one line"
_FIX_PROSE = "write | after the key's colon and the text below it, which keeps its lines"
_FIX_LINE = "remove it, or write the text on one line"
_FIELD_NAMES = frozenset(field.name for field in (*PAPER, *SOURCE, *TOPIC))


class _Misreading(NamedTuple):
    """Code and message of a finding, and its index in the text."""

    code: str
    message: str
    at: int


def report_misreadings(
    node: yaml.MappingNode, fields: Mapping[str, Field], reading: Reading
) -> None:
    """Report each text of a mapping that its author probably did not mean."""
    present = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
    absent = fields.keys() - present
    for key, value in node.value:
        field = fields.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        for scalar, is_item in _iter_scalars(field, value) if field else ():
            assert field
            for code, message, at in _find_misreadings(
                scalar, reading.text, field, absent, is_item
            ):
                reading.report(code, message, reading.mark_at(at))


def has_key_like_line(text: str) -> bool:
    """Whether a line after the first one looks like a key that was indented too far."""
    return any(
        (key := _KEY.match(line)) and key["blank"] is not None and key["name"] in _FIELD_NAMES
        for line in text.split("\n")[1:]
    )


def _iter_scalars(field: Field, value: yaml.Node) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """The texts of a field, and whether each is an item of a list."""
    if isinstance(value, yaml.ScalarNode):
        yield value, False
    for item in value.value if isinstance(value, yaml.SequenceNode) else ():
        pairs = item.value if isinstance(item, yaml.MappingNode) and field.kind != "sources" else ()
        for part in (item, *(text for _, text in pairs)):
            if isinstance(part, yaml.ScalarNode):
                yield part, True


def _find_misreadings(
    node: yaml.ScalarNode, text: str, field: Field, absent: set[str], is_item: bool
) -> Iterator[_Misreading]:
    if node.start_mark.line != node.end_mark.line:
        yield from _find_joined_lines(node, text, field, absent, is_item=is_item)
    if not node.style and field.kind in _TEXT_KINDS and field.name not in _ID_FIELDS:
        yield from _find_hash_comment(node, text)
    if node.style == '"':
        yield from _find_latex_escape(node, text)


def _find_joined_lines(
    node: yaml.ScalarNode, text: str, field: Field, absent: set[str], *, is_item: bool
) -> Iterator[_Misreading]:
    """The first line that looks like an item or key but is part of the text above."""
    is_plain, is_block = not node.style, node.style in ("|", ">")
    before = text.rfind("\n", 0, node.start_mark.index) + 1
    start = node.start_mark.index
    if is_block and not _KEY_LINE.search(text, start, node.end_mark.index):
        return  # as almost all abstracts
    if is_block and (header := LINE_END.search(text, start)):
        start = header.end()
    for begin, line in _lines_after_first(text, start, node.end_mark.index):
        key, has_dash = _KEY.match(line), bool(_ITEM.match(line))
        is_not_wrapped = _would_have_fit(text[before:begin], line)
        fix = ""
        if key and key["name"] in absent and (is_plain or key["blank"] is not None):
            fix = _FIX_KEY
        elif is_item and has_dash and not is_block:
            fix = _FIX_ITEM
        elif is_item and is_plain and is_not_wrapped:
            fix = _FIX_JOINED_ITEM
        elif is_plain and has_dash and (is_not_wrapped or field.kind == "prose"):
            fix = _FIX_PROSE if field.kind == "prose" else _FIX_LINE
        if fix:
            message = f"{line[:40]!r} is read as part of the text above it: {fix}"
            yield _Misreading("joined-lines", message, begin)
            return  # the lines after it mostly have the same cause
        before = begin


def _lines_after_first(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines between two indices except the first, with their index, without indentation."""
    for match in LINE_END.finditer(text, start, end):
        following = LINE_END.search(text, match.end(), end)
        line = text[match.end() : following.start() if following else end]
        if stripped := line.strip(" \t"):
            yield match.end() + line.index(stripped), stripped


def _would_have_fit(above: str, line: str) -> bool:
    """Whether the first word of a line would have fit on the line above."""
    width = len(LINE_END.split(above.rstrip())[-1])
    return width + 1 + len(line.split(maxsplit=1)[0]) < _MIN_FOLD_COLUMN


def _find_hash_comment(node: yaml.ScalarNode, text: str) -> Iterator[_Misreading]:
    """A comment right after a text, or in its place, that looks like a part of it."""
    is_empty = node.start_mark.index == node.end_mark.index
    if cut := (_COMMENT_WITHOUT_TEXT if is_empty else _COMMENT_AFTER_TEXT).match(
        text, node.end_mark.index
    ):
        message = (
            f"{cut['cut'].strip()[:40]!r} is read as a comment: if it belongs to the text, put "
            "all of it in 'single quotes'; if it is a comment, put a space after the #"
        )
        yield _Misreading("hash-comment", message, cut.start("cut"))


def _find_latex_escape(node: yaml.ScalarNode, text: str) -> Iterator[_Misreading]:
    for escape in find_latex_escapes(text, node.start_mark.index, node.end_mark.index):
        command = escape["command"]
        message = (
            f"{escape[0]} in double quotes is {_ESCAPE_MEANINGS[command[0]]} and {command[1:]!r}: "
            "put the text in 'single quotes', where a backslash is only a backslash"
        )
        yield _Misreading("latex-escape", message, escape.start())
        return


def find_latex_escapes(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The escapes in a double-quoted text that are also LaTeX commands."""
    for escape in _ESCAPE.finditer(text, start, end):
        if escape["command"] and _LATEX_COMMANDS.fullmatch(escape["command"]):
            yield escape
