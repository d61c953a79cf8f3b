"""Digests as HTML for e-mails: one column, all styles inline, nothing loaded."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.site.digest.content import Digest, DigestPaper
from generator.site.i18n import Words
from generator.text.notes import note_html
from generator.text.sanitize import attribute, escape

_PAGE = Markup("""\
<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body style="margin: 0; padding: 16px; font: 16px/1.5 Georgia, serif;">
<div style="max-width: 600px; margin: 0 auto;">
<h1 style="margin: 0 0 8px; font-size: 24px; line-height: 1.3;">{title}</h1>
<p style="margin: 0 0 24px;">{count}</p>
{body}
<p style="margin: 24px 0 0;">{rest}</p>
</div>
</body>
</html>
""")
_HEADING = Markup('<h2 style="margin: 32px 0 16px; font-size: 19px; line-height: 1.3;">{}</h2>')
_TITLE = Markup('<h3 style="margin: 24px 0 0; font-size: 17px; line-height: 1.35;">{}</h3>')
_FACTS = Markup('<p style="margin: 4px 0 0; font-size: 14px;">{}</p>')
_REMARK = Markup('<p style="margin: 8px 0 0;">{}</p>')
_NOTE = Markup('<div style="margin: 8px 0 0; padding: 0 12px; border: solid #999; '
               'border-width: 0 0 0 3px;">{}</div>')  # fmt: skip
_LINK = Markup('<a href="{}">{}</a>')
_TITLE_LINK = Markup('<a href="{}"{}>{}</a>')
_LANGUAGE = Markup(' lang="{}" dir="auto"')


def html_digest(digest: Digest, words: Words) -> str:
    """A digest as a complete document in HTML."""
    left = digest.count - len(digest.papers)
    all_of_them = _LINK.format(attribute(digest.url), escape(words("all_of_them")))
    return _PAGE.format(
        language=attribute(words.language),
        direction=words.direction,
        title=escape(digest.title),
        count=escape(words("papers", digest.count)),
        body=Markup("\n").join(_body(digest, words)),
        rest=words.html("more_additions", left, link=all_of_them) if left else all_of_them,
    )


def _body(digest: Digest, words: Words) -> Iterator[Markup]:
    for section in digest.sections:
        if section.heading:
            yield _HEADING.format(escape(section.heading))
        for paper in section.papers:
            yield from _paper(paper, words)


def _paper(paper: DigestPaper, words: Words) -> Iterator[Markup]:
    language = _LANGUAGE.format(attribute(paper.language)) if paper.language else ""
    title = _TITLE_LINK.format(attribute(paper.url), language, escape(paper.title))
    yield _TITLE.format(title)
    yield _FACTS.format(escape(" · ".join(paper.facts)))
    if paper.takeaway:
        yield _REMARK.format(escape(paper.takeaway))
    if paper.note:
        label = Markup("<strong>{}</strong>").format(escape(words("editors_note")))
        yield _NOTE.format(label + note_html(paper.note))
    if paper.links:
        links = (_LINK.format(attribute(url), escape(name)) for name, url in paper.links)
        yield _FACTS.format(Markup(" · ").join(links))
