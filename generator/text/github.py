r"""Captured text for a comment on GitHub: shown exactly, obeyed nowhere.

`markup.escape` makes every character that HTML or Markdown gives a meaning a numeric entity. On
GitHub that is not enough: mentions, references to issues and commits, and bare addresses are
looked for in the *finished* HTML, where an entity is a character again. `&#64;team` would notify
the team, and an address of an issue would leave a note in that issue. So where such a thing could
begin, a WORD JOINER (U+2060) follows: it has no width and forbids a line break, and no pattern of
GitHub's goes on across it. Captured text has none of its own left by then (`names.visible` shows
them as U+FFFD, and so it does overrides of the writing direction). `<code>` would do as well, since
nothing is looked for in it, but titles and abstracts are for reading. A dollar sign stands in a
`<span>` of its own, which is how GitHub's manual says to keep it from opening a formula.
"""

import re

from markupsafe import Markup

from generator.text.characters import replace_invisible
from generator.text.sanitize import escape, to_text

_JOINER = "\u2060"
# What follows: a name, a number, an address, an emoji, the number of an issue or of an advisory.
_BREAK = re.compile(
    r"(?<=[@#])|(?<=:)(?=//)|(?<=:)(?=[\w+-]+(?::|$))|(?<=www)(?=\.)"
    r"|(?<=\bgh-)(?=\w)|(?<=\bghsa-)(?=\w)|(?<=\bcve-)(?=\w)",
    re.IGNORECASE,
)
# What could be a commit: seven digits or more, alone (`feedback` begins with seven).
_HASH = re.compile(r"(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_DOLLAR = Markup("<span>&#36;</span>")


def inert(text: str) -> Markup:
    """The text on one line of HTML or Markdown, as it is spelt."""
    broken = _HASH.sub(_in_sixes, _BREAK.sub(_JOINER, " ".join(replace_invisible(text).split())))
    pieces = Markup("&#8288;").join(escape(piece) for piece in broken.split(_JOINER))
    return pieces.replace("&#36;", _DOLLAR)


def as_read(text: str) -> Markup:
    """As `inert`, with LaTeX residue read as its author meant it."""
    return inert(to_text(text))


def code(text: str) -> Markup:
    """As `inert`, set as code."""
    return Markup("<code>{}</code>").format(inert(text))


def _in_sixes(match: re.Match[str]) -> str:
    found = match.group()
    return _JOINER.join(found[i : i + 6] for i in range(0, len(found), 6))
