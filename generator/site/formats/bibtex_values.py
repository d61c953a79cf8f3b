"""Values as BibTeX and biblatex write them: LaTeX, names, identifiers, keywords, whole entries."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pylatexenc.latexencode import UnicodeToLatexEncoder

from generator.model import Name, Names, Paper
from generator.site.formats.citation import doi_url
from generator.text.bibtex import LANGUAGES, verbatim_text
from generator.text.characters import one_line
from generator.text.identifiers import find_doi
from generator.text.person_names import parse_name
from generator.text.sanitize import to_text

LANGUAGE_NAMES = {tag: name for name, tag in reversed(LANGUAGES.items())}
_ENCODER = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
_NAME_SEPARATOR = re.compile(r",|\band\b", re.IGNORECASE)
# Characters that LaTeX joins into dashes and quotation marks.
_LIGATURE = re.compile(r"(?<!\\)(?:-(?=-)|'(?=')|`)")
_GRAVE = r"\textasciigrave{}"
# One line of characters that LaTeX prints as they are; a quick test, since most fields are so.
_PLAIN_LATEX = re.compile(r"(?:[A-Za-z0-9.,:;/()?!+=*\[\]]++(?:[ -](?![ -]|\Z))?)*+")
_PAGE_RANGE = re.compile(r"(?<=\w)[-\u2013](?=\w)")


def format_entry(kind: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """An entry with its fields; those without a value are left out."""
    # Months are BibTeX macros without braces, which styles spell out or sort by.
    body = ",\n".join(
        f"  {name:<13} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in fields
        if value
    )
    return f"@{kind}{{{key},\n{body}\n}}\n"


def content_fields(paper: Paper, note_field: str) -> Iterator[tuple[str, str]]:
    """What no citation needs: tags, abstract, and the editors' note."""
    yield "keywords", latex_text(join_keywords(paper.tags))
    yield "abstract", latex_text(to_text(paper.abstract))
    yield note_field, latex_text(paper.note)


def join_keywords(tags: Iterable[str]) -> str:
    """Tags separated by commas; by semicolons if one has a comma.

    A semicolon in a tag becomes a comma: no program could tell it from one between tags.
    """
    texts = [tag.replace(";", ",") for tag in tags]
    if not any("," in text for text in texts):
        return ", ".join(texts)
    return "; ".join(texts) + (";" if len(texts) == 1 else "")


def page_range(pages: str) -> str:
    """Pages with the double hyphen that LaTeX prints as a dash."""
    return _PAGE_RANGE.sub("--", latex_text(pages))


def doi_value(paper: Paper) -> str:
    """The DOI without escapes, as readers of BibTeX expect it; a URL if BibTeX would change it."""
    is_unchanged = find_doi(verbatim_text(paper.doi)) == paper.doi and _has_balanced_braces(
        paper.doi
    )
    return paper.doi if is_unchanged and "\\" not in paper.doi else doi_url(paper)


def url_value(url: str) -> str:
    """The URL without backslashes and unbalanced braces, which BibTeX would misread."""
    escaped = url.replace("\\", "%5C")
    return escaped if _has_balanced_braces(url) else escaped.replace("{", "%7B").replace("}", "%7D")


def name_list(people: Names) -> str:
    """Names separated by `and`; an incomplete list ends with `others`."""
    names = [*map(_name, people), *(["others"] if people.incomplete else [])]
    return " and ".join(names)


def _name(name: Name) -> str:
    """`Given Family` if BibTeX reads it as the same parts, otherwise `Family, Suffix, Given`."""
    if name.literal:
        is_plain = " " not in name.literal and not _NAME_SEPARATOR.search(name.literal)
        return latex_text(name.literal) if is_plain else "{" + latex_text(name.literal) + "}"
    if not name.given:
        return "{" + latex_text(name.family) + "}"
    # BibTeX takes every lowercase word for a particle of the family name.
    given_first = " " not in name.family and not re.search(r"(?:^| )[^\W\dA-Z]", str(name))
    if not name.suffix and given_first and parse_name(str(name)) == name:
        return latex_text(str(name))
    return ", ".join(map(_name_part, filter(None, (name.family, name.suffix, name.given))))


def _name_part(text: str) -> str:
    """A part of a name, in braces if BibTeX would split it."""
    return "{" + latex_text(text) + "}" if _NAME_SEPARATOR.search(text) else latex_text(text)


def latex_text(text: str) -> str:
    """The text in LaTeX on one line: parsers take a line that starts with `@` for an entry."""
    if _PLAIN_LATEX.fullmatch(text):
        return text
    text = one_line(text)
    # The encoder would write a quotation mark as two apostrophes: LaTeX's closing quotation mark.
    latex = '{"}'.join(str(_ENCODER.unicode_to_latex(part)) for part in text.split('"'))
    latex = _LIGATURE.sub(lambda m: _GRAVE if m[0] == "`" else m[0] + "{}", latex)
    if _has_balanced_braces(text):
        return latex
    # BibTeX counts escaped braces, too.
    return latex.replace("\\{", "{\\textbraceleft}").replace("\\}", "{\\textbraceright}")


def _has_balanced_braces(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)
