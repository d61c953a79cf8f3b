r"""LaTeX commands that stand for characters: `\alpha`, `\times`, `\mathbb{R}`."""

from collections.abc import Mapping
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db


@lru_cache(maxsize=1)
def symbol_characters() -> Mapping[str, str]:
    """The commands without arguments that print characters, and those characters."""
    # Left out: commands with arguments (frac), that read files (input) or the clock (today).
    specs = get_default_latex_context_db().iter_macro_specs()
    found = {spec.macroname: spec.simplify_repl for spec in specs if spec.macroname != "today"}
    return {
        name: read
        for name, read in found.items()
        if isinstance(read, str) and read.strip() and read.isprintable() and not set("%<") & {*read}
    }


@lru_cache(maxsize=1024)
def math_letter(latex: str) -> str:
    r"""The character of a command with one letter, such as `\mathbb{R}`.

    Args:
        latex: the command with a single letter as its argument. Other arguments are unsafe, since
            pylatexenc takes `%` for a comment and drops unknown commands.
    """
    return str(LatexNodes2Text().latex_to_text(latex))
