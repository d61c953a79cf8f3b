"""What reading and writing BibTeX share: literal values, and names of languages."""

import re
from html import unescape

from generator.text.characters import one_line

# Names of babel, by which entries state their language, and tags of BCP 47.
LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en",
    "german": "de", "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it",
    "portuguese": "pt", "brazilian": "pt-BR", "russian": "ru", "chinese": "zh", "japanese": "ja",
    "korean": "ko", "dutch": "nl", "swedish": "sv", "polish": "pl", "czech": "cs",
}  # fmt: skip


def verbatim_text(value: str) -> str:
    r"""A value whose characters are literal, such as a DOI or a URL.

    Only escapes (`\_`), commands for single characters, and surrounding braces are decoded.
    """
    text = one_line(value)
    while (inner := _BRACED.sub(r"\1", text)) != text:
        text = inner
    text = unescape(text)
    for pattern, read in _CHARACTER_COMMANDS:
        text = pattern.sub(read, text)
    return _ESCAPE.sub(r"\1", text).strip()


_BRACED = re.compile(r"^\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}$")
_ESCAPE = re.compile(r"\{?\\([_%#&~{}$^<>-])\}?(?:\{\})?")
# A tilde as a character: `$\sim$`, `\string~`, `{\raise.17ex\hbox{$\scriptstyle\sim$}}`, `{~}`.
_TILDE = r"""
    \{? \$\\sim\$ \}?
    | \{? \\(?:textasciitilde|string~) (?:\{\}|\})?
    | \{\\raise [^{}]* \\hbox\{ [^{}]* (?:\{[^{}]*\})? [^{}]* \}\}
    | \{\\~ (?:\{\})? \} | \\~ (?:\{\})?
    | \{~\}
"""
_COMMAND_END = r"(?: \{\} | \} | [ ] )?"
_CHARACTER_COMMANDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.VERBOSE), read)
    for pattern, read in (
        (rf"\{{?\\textless {_COMMAND_END} | \{{?\$(?:<|\\less|\\lt)\$\}}?", "<"),
        (r"\\ensuremath\{<\} | \{<\}", "<"),
        (rf"\{{?\\textgreater {_COMMAND_END} | \{{?\$(?:>|\\greater|\\gt)\$\}}?", ">"),
        (r"\\ensuremath\{>\} | \{>\}", ">"),
        (rf"\{{?\\textunderscore {_COMMAND_END} | \{{_\}} | \$\\_\$", "_"),
        (rf"\{{?\\textasciicircum {_COMMAND_END}", "^"),
        (rf"\{{?\\textbackslash {_COMMAND_END}", r"\\"),
        (rf"\{{?\\textendash {_COMMAND_END}", "-"),
        (_TILDE, "~"),
        (r"\{([-#%&/:;.])\}", r"\1"),
    )
)
