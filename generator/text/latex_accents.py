r"""Letters with accents that LaTeX writes as commands: `\'e`, `\c{c}`."""

import unicodedata
from collections.abc import Mapping

# The combining character of each accent command.
_COMBINING: Mapping[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a", "h": "\u0309", "textcommabelow": "\u0326",
}  # fmt: skip


def accented_letter(command: str, base: str) -> str:
    r"""A letter with the accent of a command, as one character where Unicode has it.

    Args:
        command: the accent's command without its backslash.
        base: the letter; `\i` and `\j` lose only their dots, which the accent replaces.
    """
    return unicodedata.normalize("NFC", base.removeprefix("\\") + _COMBINING[command])
