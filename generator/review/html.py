"""A comparison as a fragment of HTML that needs nothing around it."""

from collections.abc import Iterable

from markupsafe import Markup

from generator.review.headings import NOTHING, TITLE, headline
from generator.review.sections import Section, sections
from generator.review.types import Comparison
from generator.text.github import code


def changes_html(comparison: Comparison) -> str:
    """All of the comparison: one `section` element without scripts, styles and other files."""
    parts = sections(comparison)
    summary = _list(Markup("<li>{}</li>").format(part.summary) for part in parts)
    told = summary if parts else Markup("<p>{}</p>\n").format(NOTHING)
    head = Markup("<h2>{}</h2>\n<p>{} → {}: {}.</p>\n").format(
        TITLE, code(comparison.base), code(comparison.head), headline(comparison)
    )
    inner = head + told + Markup("").join(map(_section, parts))
    return str(Markup('<section class="reading-list-diff">\n{}</section>\n').format(inner))


def _section(part: Section) -> Markup:
    items = _list(Markup("<li>{}{}</li>").format(item.line, item.body()) for item in part.items)
    return Markup("<h3>{}</h3>\n{}").format(part.title, items)


def _list(items: Iterable[Markup]) -> Markup:
    return Markup("<ul>\n{}\n</ul>\n").format(Markup("\n").join(items))
