r"""Tables of LaTeX commands: accents, letters, scripts, logos.

Symbols such as `\alpha` and `\times` come from pylatexenc (`latex_symbols.symbols`).
"""
# ruff: noqa: RUF001 - this table is about letters that look alike

import unicodedata
from collections.abc import Mapping

# `\i` and `\j` under an accent lose their dots; `accented` takes the letters themselves.
LETTERS: Mapping[str, str] = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "th": "þ", "TH": "Þ",
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
}  # fmt: skip
LOGOS: Mapping[str, str] = {
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "XeTeX": "XeTeX",
    "XeLaTeX": "XeLaTeX", "LuaTeX": "LuaTeX", "LuaLaTeX": "LuaLaTeX", "ConTeXt": "ConTeXt",
    "pdfTeX": "pdfTeX", "pdfLaTeX": "pdfLaTeX", "AmS": "AMS", "AmSTeX": "AMS-TeX",
    "AMSTeX": "AMS-TeX", "AmSLaTeX": "AMS-LaTeX", "PiCTeX": "PiCTeX", "SLiTeX": "SLiTeX",
    "METAFONT": "METAFONT", "MF": "METAFONT", "METAPOST": "METAPOST", "MP": "METAPOST",
    "i": "ı", "j": "ȷ", "C": "C",
}  # fmt: skip
TEXT_SYMBOLS: Mapping[str, str] = {
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteleft": "‘", "textquoteright": "’",
    "textquotesingle": "'", "textquotedbl": '"', "quotedblbase": "„", "quotesinglbase": "‚",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»",
    "guilsinglleft": "‹", "guilsinglright": "›", "flqq": "«", "frqq": "»", "glqq": "„",
    "grqq": "“", "lq": "‘", "rq": "’", "dq": '"', "ldots": "…", "dots": "…", "textellipsis": "…",
    "textendash": "–", "textemdash": "—", "Dash": "—", "dash": "–", "textasciitilde": "~",
    "textasciicircum": "^", "textunderscore": "_", "textbackslash": "\\", "textless": "<",
    "textgreater": ">", "textbar": "|", "textbraceleft": "{", "textbraceright": "}",
    "textdollar": "$", "textpercent": "%", "textregistered": "®", "texttrademark": "™",
    "textdegree": "°", "textmu": "µ", "textminus": "−", "textsection": "§", "textparagraph": "¶",
    "textasteriskcentered": "*", "textperiodcentered": "·", "textbullet": "•", "textohm": "Ω",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³", "texttimes": "×",
    "textrightarrow": "→", "textleftarrow": "←", "textalpha": "α", "textbeta": "β",
    "textgamma": "γ", "textdelta": "δ", "textepsilon": "ε", "textkappa": "κ", "textlambda": "λ",
    "textsigma": "σ", "textomega": "ω", "textpi": "π", "texttau": "τ", "textphi": "φ",
    "textDelta": "Δ", "textGamma": "Γ", "textOmega": "Ω", "textinfty": "∞", "less": "<",
    "greater": ">", "mathsemicolon": ";", "mathplus": "+", "mathminus": "−", "textordfeminine": "ª",
    "textordmasculine": "º", "lbrace": "{", "rbrace": "}", "slash": "/", "and": "and",
    "textpm": "±", "textonehalf": "½", "copyright": "©", "pounds": "£", "dag": "†", "ddag": "‡",
    "S": "§", "P": "¶", "bs": "\\", "textsuperscript": "", "degree": "°", "micro": "µ",
}  # fmt: skip
# Changes of font and size, which print nothing.
FONT_SWITCHES = frozenset(
    "em it bf sc rm sf tt sl cal itshape bfseries mdseries upshape scshape slshape normalfont "  # noqa: SIM905
    "rmfamily sffamily ttfamily tiny scriptsize footnotesize small normalsize large Large LARGE "
    "huge Huge boldmath unboldmath smc selectfont".split()
)
# Commands without an argument that print nothing or a space.
SPACING: Mapping[str, str] = {
    **dict.fromkeys(("relax", "protect", "nobreak", "allowbreak", "xspace", "noindent", "nocorr",
                     "unskip", "ignorespaces", "hfill", "null", "nolinebreak", "leavevmode",
                     "bibrangessep", "nolinkurl", "string"), ""),
    **dict.fromkeys(("newline", "linebreak", "quad", "qquad", "space", "thinspace", "enspace",
                     "par", "break", "negthinspace", "hskip"), " "),
}  # fmt: skip
DROPPED_WITH_ARGUMENT = frozenset(
    "noopsort sortnoop SortNoop Noopsort noop cite citep citet citealp footnote footnotemark label "  # noqa: SIM905
    "thanks vspace hspace fontsize index phantom hphantom nocite".split()
)
# Commands around text: number of arguments, and the format of what is printed.
WRAPPERS: Mapping[str, tuple[int, str]] = {
    **dict.fromkeys(
        ("emph", "textit", "textbf", "textsl", "textsc", "textrm", "textsf", "texttt", "textup",
         "textmd", "textnormal", "text", "mbox", "hbox", "fbox", "makebox", "underline", "uline",
         "url", "path", "mkbibemph", "mkbibbold", "mkbibitalic", "mkbibparens", "uppercase",
         "lowercase", "MakeUppercase", "MakeLowercase", "textlf", "bibstring", "NoCaseChange",
         "operatorname", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "acr", "ac", "acrshort",
         "uppercasesmall", "bibcyr", "ocirc", "verb", "titlecap", "textin", "t", "texttiny", "ce",
         "textls", "smash", "lowercasesmall", "mathcal", "mathbb", "raisebox", "small"),
        (1, "{0}")),
    "enquote": (1, "“{0}”"), "mkbibquote": (1, "“{0}”"), "textquote": (1, "“{0}”"),
    "href": (2, "{1}"), "texorpdfstring": (2, "{1}"), "foreignlanguage": (2, "{1}"),
    "textcolor": (2, "{1}"), "hyperref": (2, "{1}"), "nicefrac": (2, "{0}/{1}"),
    "sfrac": (2, "{0}/{1}"), "frac": (2, "{0}/{1}"), "textlang": (2, "{1}"),
    "hyphenatehref": (2, "{1}"),
}  # fmt: skip


def _script_characters(kind: str) -> dict[str, str]:
    """Characters to their Unicode superscript (`super`) or subscript (`sub`)."""
    ranges = ((0xAA, 0xBA), (0x2070, 0x209C), (0x1D2C, 0x1D6A), (0x1D9B, 0x1DBF), (0x2C7C, 0x2C7D))
    found: dict[str, str] = {}
    for first, last in ranges:
        for code in range(first, last + 1):
            decomposed = unicodedata.decomposition(chr(code)).split()
            if len(decomposed) == 2 and decomposed[0] == f"<{kind}>":  # noqa: PLR2004 - kind, letter
                found.setdefault(chr(int(decomposed[1], 16)), chr(code))
    minus = found.get("\u2212")
    return {**found, **({"-": minus} if minus else {})}


SUPERSCRIPTS: Mapping[str, str] = {
    **_script_characters("super"),
    "1": "¹", "2": "²", "3": "³", "*": "*", "\u2032": "\u2032", "∘": "°", "o": "\u1d52",
    "a": "\u1d43", "†": "†", "‡": "‡", "°": "°", ",": ",", "®": "®", "™": "™",
}  # fmt: skip
SUBSCRIPTS: Mapping[str, str] = _script_characters("sub")


def _alphabet_letters(name: str) -> dict[str, str]:
    """Plain letters to letters of a Unicode mathematical alphabet, such as `FRAKTUR`."""
    found: dict[str, str] = {}
    for code in (*range(0x2102, 0x2135), *range(0x1D400, 0x1D800)):
        known = unicodedata.name(chr(code), "")
        plain = unicodedata.normalize("NFKC", chr(code))
        ours = known.startswith((name, f"MATHEMATICAL {name}")) and "BOLD" not in known
        if ours and len(plain) == 1:
            found.setdefault(plain, chr(code))
    return found


ALPHABETS: Mapping[str, Mapping[str, str]] = {
    "mathbb": _alphabet_letters("DOUBLE-STRUCK"),
    "mathcal": _alphabet_letters("SCRIPT"),
    "mathscr": _alphabet_letters("SCRIPT"),
    "mathfrak": {**_alphabet_letters("FRAKTUR"), **_alphabet_letters("BLACK-LETTER")},
}
