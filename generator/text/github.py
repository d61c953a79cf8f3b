r"""Captured text for comments on GitHub: shown exactly, without mentions and references.

GitHub looks for mentions, references to issues and commits, and bare URLs in the finished HTML,
where an entity is a character again: `&#64;team` would notify the team. So, besides escaping, a
WORD JOINER (U+2060: no width, no line break) is put where such a reference could begin, and none of
GitHub's patterns matches across it. Captured text has no word joiner of its own, since
`characters.replace_invisible` replaces it. `<code>` would have the same effect, but titles and
abstracts are prose. A dollar sign gets a `<span>` of its own, which GitHub documents as the way to
keep it from opening a formula.
"""

import re
from html import unescape

from markupsafe import Markup

from generator.text.characters import visible_line
from generator.text.sanitize import escape, to_text

_JOINER = "\u2060"
_REFERENCE_START = re.compile(
    r"""
    (?<=[@\#])                                                  # names, numbers of issues
    | (?<=:)(?=//) | (?<=www)(?=\.)                             # URLs
    | (?<=:)(?=[\w+-]+(?::|$))                                  # emoji
    | (?<=\bgh-)(?=\w) | (?<=\bghsa-)(?=\w) | (?<=\bcve-)(?=\w)  # issues and advisories
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A possible commit: a word of seven or more hexadecimal digits (`feedback` only begins with them).
_COMMIT_HASH = re.compile(r"(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE | re.ASCII)
# Entities of characters that mean nothing where they are, so that people can read the source, too:
# no reference begins with `& `, no image with `! `, and no dialect marks the `+` inside of a word.
_NEEDLESS_ENTITY = re.compile(
    r"""
    &\#38;(?=[ ])
    | (?<=\w) &\#33;(?=[ ])
    | (?<=[^\W_]) &\#43;(?=[^\W_])
    """,
    re.VERBOSE,
)
_DOLLAR = Markup("<span>&#36;</span>")


def escape_for_github(text: str) -> Markup:
    """The text on one line of HTML or Markdown, with its LaTeX as source."""
    broken = _REFERENCE_START.sub(_JOINER, visible_line(text))
    broken = _COMMIT_HASH.sub(_break_hash, broken)
    pieces = Markup("&#8288;").join(escape(piece) for piece in broken.split(_JOINER))
    readable = _NEEDLESS_ENTITY.sub(lambda found: unescape(found[0]), pieces)
    return Markup(readable).replace("&#36;", _DOLLAR)  # noqa: S704 - escaped above


def plain_text_for_github(text: str) -> Markup:
    """As `escape_for_github`, with LaTeX residue as LaTeX would print it."""
    return escape_for_github(to_text(text))


def code_for_github(text: str) -> Markup:
    """As `escape_for_github`, in a `code` element."""
    return Markup("<code>{}</code>").format(escape_for_github(text))


def _break_hash(match: re.Match[str]) -> str:
    found = match.group()
    return _JOINER.join(found[i : i + 6] for i in range(0, len(found), 6))
