"""Editors' notes as plain text."""

from html.parser import HTMLParser

from generator.text.characters import visible_line
from generator.text.notes import note_html

_INLINE = frozenset(("a", "code", "em", "strong"))


def note_text(note: str) -> str:
    """A note on one line without its markup; the target of a link follows in parentheses."""
    reader = _NoteReader()
    reader.feed(note_html(note))
    reader.close()
    return visible_line("".join(reader.pieces))


class _NoteReader(HTMLParser):
    """Reads the text of a note from safe HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._target = ""
        self._label_start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.pieces.append(" \u2022 " if tag == "li" else " ")
        if tag == "a":
            self._target = dict(attrs).get("href") or ""
            self._label_start = len(self.pieces)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append(" ")
        if tag == "a" and self._target:
            label = "".join(self.pieces[self._label_start :])
            if self._target not in {label, f"mailto:{label}"}:
                self.pieces.append(f" ({self._target})")
            self._target = ""
