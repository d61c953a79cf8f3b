"""A comparison as a self-contained fragment of HTML."""

from collections.abc import Iterable

from markupsafe import Markup

from generator.review.headings import NO_CHANGES, TITLE, headline
from generator.review.sections import Section, sections
from generator.review.types import Comparison
from generator.text.github import code_for_github


def changes_html(comparison: Comparison) -> str:
    """The whole comparison as one `section` element, without scripts, styles or other files."""
    parts = sections(comparison)
    summary = _list_html(Markup("<li>{}</li>").format(part.summary) for part in parts)
    overview = summary if parts else Markup("<p>{}</p>\n").format(NO_CHANGES)
    head = Markup("<h2>{}</h2>\n<p>{} → {}: {}.</p>\n").format(
        TITLE,
        code_for_github(comparison.base),
        code_for_github(comparison.head),
        headline(comparison),
    )
    inner = head + overview + Markup("").join(map(_section_html, parts))
    return str(Markup('<section class="reading-list-diff">\n{}</section>\n').format(inner))


def _section_html(part: Section) -> Markup:
    items = _list_html(
        Markup("<li>{}{}</li>").format(item.line, item.body()) for item in part.items
    )
    return Markup("<h3>{}</h3>\n{}").format(part.title, items)


def _list_html(items: Iterable[Markup]) -> Markup:
    return Markup("<ul>\n{}\n</ul>\n").format(Markup("\n").join(items))
