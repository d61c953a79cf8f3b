"""Format a paper file canonically and keep its comments.

`dump_paper` gives the canonical text. Every comment of the original belongs to a part of the file
(a key, an item of a list, a key of an item) and is put beside the same part of the canonical text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from generator.model import Finding
from generator.store.dump import dump_paper, dump_path
from generator.store.load import read_paper
from generator.store.parse import Reading, compose, content_end, scan_tokens
from generator.store.reading_paths import read_path

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # ends lines and comments in YAML 1.1
_COMMENT = re.compile("#[^\r\n\x85\u2028\u2029]*")
_BLOCK_SCALAR_HEADER = re.compile("[|>][-+0-9]*[ \t]+(?=#)")
_MODELINE = re.compile(r"# *(?:yaml-language-server:|-\*-|vim?:)")
_OPAQUE_TOKENS = (yaml.ScalarToken, yaml.TagToken, yaml.AnchorToken, yaml.DirectiveToken)
_KeyPath = tuple[str | int, ...]


def format_paper(text: str, stem: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """A paper file in canonical form with every comment; None if it has errors.

    Comments above a part stay above it, those after a value stay after it. Comments of parts that
    are not written (empty fields) go above the next key. Formatting is idempotent.

    Args:
        text: the file.
        stem: the file name without suffix, which is the paper's id.
        source: how findings name the file.
    """
    paper, findings = read_paper(text, stem, source)
    if paper is None or any(finding.severity == "error" for finding in findings):
        return None, findings
    return restore_comments(text, dump_paper(paper)), findings


def format_path(text: str, name: str, source: str = "") -> tuple[str | None, list[Finding]]:
    """The file of a reading path in canonical form; None if it has errors."""
    path, findings = read_path(text, name, source)
    return restore_comments(text, dump_path(path)) if path else None, findings


def restore_comments(text: str, canonical: str) -> str:
    """A canonical mapping with the comments of a text.

    Args:
        text: a mapping with comments.
        canonical: the same mapping in canonical form, without comments.
    """
    before, after = compose(text, Reading("")), compose(canonical, Reading(""))
    assert isinstance(before, yaml.MappingNode)
    assert isinstance(after, yaml.MappingNode)
    file = _CanonicalFile(canonical.splitlines(), {p.path: p.line for p in _iter_parts(after)})
    original = _OriginalFile(text, before)
    for index, comment in find_comments(text):
        file.add_comment(*original.place(index, comment), comment, original.keys)
    return file.text()


@dataclass(frozen=True, slots=True)
class _Part:
    """One key or item: where it starts and where its value ends."""

    path: _KeyPath
    start: int
    end: int
    line: int
    is_block: bool


def _iter_parts(root: yaml.MappingNode) -> Iterator[_Part]:
    """Every part below the root in file order."""
    for key, value in root.value:
        yield _make_part((key.value,), key, value)
        yield from _iter_nested_parts((key.value,), value)


def _iter_nested_parts(path: _KeyPath, node: yaml.Node) -> Iterator[_Part]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield _make_part((*path, key.value), key, value)
    elif isinstance(node, yaml.SequenceNode):
        written = 0
        for number, item in enumerate(node.value):
            here = (*path, f"empty {number}" if _is_empty(item) else written)
            written += not _is_empty(item)
            yield _make_part(here, item, item)
            yield from _iter_nested_parts(here, item)


def _is_empty(item: yaml.Node) -> bool:
    """Whether the reader skips an item."""
    if not isinstance(item, yaml.ScalarNode):
        return False
    return item.tag.endswith(":null") or not item.value.rstrip("\n" if item.style in "|>" else "")


def _make_part(path: _KeyPath, first: yaml.Node, value: yaml.Node) -> _Part:
    is_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    mark = first.start_mark
    return _Part(path, mark.index, content_end(value), mark.line, is_block)


def find_comments(text: str) -> Iterator[tuple[int, str]]:
    """Every comment with its index: a `#` outside of scalars, tags and anchors starts one."""
    if "#" not in text:
        return
    at = 0
    for token in scan_tokens(text):
        if isinstance(token, _OPAQUE_TOKENS):
            yield from _find_comments_between(text, at, token.start_mark.index)
            at = token.end_mark.index
            # The header of a block scalar, `|- # comment`, is in its token but not in its text.
            is_block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
            if is_block and (head := _BLOCK_SCALAR_HEADER.match(text, token.start_mark.index)):
                yield from _find_comments_between(text, head.end(), head.end() + 1)
    yield from _find_comments_between(text, at, len(text))


def _find_comments_between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while (index := text.find("#", start, end)) >= 0:
        match = _COMMENT.match(text, index)
        assert match
        yield index, match[0].rstrip()
        start = match.end()


class _OriginalFile:
    """A paper file as people wrote it; finds the part that each comment belongs to."""

    def __init__(self, text: str, root: yaml.MappingNode) -> None:
        self.text = text
        self.column = root.start_mark.column if root.start_mark else 0
        self.parts = list(_iter_parts(root))
        self.starts = [part.start for part in self.parts]
        self.tops = [at for at, part in enumerate(self.parts) if len(part.path) == 1]
        self.keys = [self.parts[at].path for at in self.tops]
        self.lines = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def place(self, index: int, comment: str) -> tuple[str, _KeyPath]:
        """Where a comment belongs: `above`, `behind` or `below` a part; of the file if no part."""
        line_start = self.lines[bisect_right(self.lines, index) - 1]
        is_alone = not self.text[line_start:index].strip(" \t-?")
        first = self.parts[0]
        if index < first.start:
            return self._place_heading(line_start, comment, is_alone=is_alone)
        if is_alone:
            return self._place_alone(index, index - line_start)
        return self._place_behind(line_start, index)

    def _place_heading(
        self, line_start: int, comment: str, *, is_alone: bool
    ) -> tuple[str, _KeyPath]:
        """A comment above the first key belongs to it, or to the file if a blank line follows."""
        first = self.parts[0]
        lines = _LINE_BREAK.split(self.text[line_start : first.start])[:-1]
        is_separate = any(not line.strip() or line.startswith("---") for line in lines)
        if is_separate or not is_alone or _MODELINE.match(comment):
            return "above", ()
        return "above", first.path

    def _started_parts(self, index: int) -> list[_Part]:
        """The last key that starts before an index, its last item and the keys of that item."""
        at = bisect_right(self.starts, index)
        top = self.tops[bisect_right(self.tops, at - 1) - 1]
        item = at - 1
        while item > top + 1 and len(self.parts[item].path) > len(self.parts[top].path) + 1:
            item -= 1
        return [self.parts[top], *self.parts[max(item, top + 1) : at]]

    def _place_alone(self, index: int, column: int) -> tuple[str, _KeyPath]:
        at, started = bisect_right(self.starts, index), self._started_parts(index)
        following = self.parts[at].path if at < len(self.parts) else ()
        around = [part.path for part in started if part.end > index]
        if around:
            inner = max(around, key=len)
            return "above", following if following[: len(inner)] == inner else inner
        if started[0].is_block and column > self.column:
            return "below", started[0].path
        return ("above", following) if following else ("below", ())

    def _place_behind(self, line_start: int, index: int) -> tuple[str, _KeyPath]:
        """The last value that ends before the comment on its line, else the last part started."""
        started = self._started_parts(index)
        ended = [(end, len(part.path), part) for part in started
                 if line_start < (end := self._trimmed_end(part.end)) <= index]  # fmt: skip
        if ended:
            return "behind", max(ended, key=lambda found: found[:2])[2].path
        return "behind", started[-1].path

    def _trimmed_end(self, end: int) -> int:
        """The end of a value without the blank lines after it, which a block scalar includes."""
        while end and self.text[end - 1].isspace():
            end -= 1
        return end


@dataclass(slots=True)
class _CanonicalFile:
    """The canonical lines, and the comments to put between and after them."""

    lines: list[str]
    line_of: dict[_KeyPath, int]
    above: dict[int, list[str]] = field(default_factory=dict)
    behind: dict[int, str] = field(default_factory=dict)
    below: dict[int, list[str]] = field(default_factory=dict)
    head: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    def add_comment(self, side: str, path: _KeyPath, comment: str, keys: list[_KeyPath]) -> None:
        """Put a comment beside a part, or above the next existing one; `keys` is their order."""
        if not path:
            (self.head if side == "above" else self.tail).append(comment)
        elif path[:1] not in self.line_of:
            left = [key for key in keys[keys.index(path[:1]) :] if key in self.line_of]
            self.add_comment("above" if left else "below", left[0] if left else (), comment, keys)
        elif path not in self.line_of:
            self.add_comment("above", path[:-1], comment, keys)
        elif side == "below":
            self.below.setdefault(self._last_line(path), []).append(comment)
        elif side == "behind" and self.line_of[path] not in self.behind:
            self.behind[self.line_of[path]] = comment
        else:
            self.above.setdefault(self.line_of[path], []).append(comment)

    def _last_line(self, key: _KeyPath) -> int:
        started = [line for path, line in self.line_of.items() if len(path) == 1]
        return min((n for n in started if n > self.line_of[key]), default=len(self.lines)) - 1

    def text(self) -> str:
        """The file."""
        lines = list(self.head)
        for number, line in enumerate(self.lines):
            indent = line[: len(line) - len(line.lstrip(" "))]
            lines += [indent + comment for comment in self.above.get(number, ())]
            lines.append(f"{line}  {self.behind[number]}" if number in self.behind else line)
            lines += [f"  {comment}" for comment in self.below.get(number, ())]
        return "".join(f"{line}\n" for line in (*lines, *self.tail))
