"""Digests as Markdown, for issues, discussions and wikis."""

from collections.abc import Iterator

from markupsafe import Markup

from generator.site.digest.content import Digest, DigestPaper
from generator.site.i18n import Words
from generator.site.views.markdown_list import link_destination
from generator.text.github import escape_for_github
from generator.text.note_text import note_text


def markdown_digest(digest: Digest, words: Words) -> str:
    """A digest as Markdown that mentions nobody; texts of papers are shown as they are."""
    lines = [f"# {escape_for_github(digest.title)}", "",
             escape_for_github(words("papers", digest.count)), ""]  # fmt: skip
    for section in digest.sections:
        if section.heading:
            lines += [f"## {escape_for_github(section.heading)}", ""]
        for paper in section.papers:
            for paragraph in _paragraphs(paper, words):
                lines += [paragraph, ""]
    left = digest.count - len(digest.papers)
    all_of_them = _link(words("all_of_them"), digest.url)
    lines.append(words.html("more_additions", left, link=all_of_them) if left else all_of_them)
    return "\n".join(lines) + "\n"


def _paragraphs(paper: DigestPaper, words: Words) -> Iterator[str]:
    """The paragraphs of an item of a list."""
    yield f"- **{_link(paper.title, paper.url)}**"
    yield f"  {escape_for_github(' · '.join(paper.facts))}"
    if paper.takeaway:
        yield f"  {escape_for_github(paper.takeaway)}"
    if paper.note:
        note = escape_for_github(note_text(paper.note))
        yield "  " + words.html("labelled", name=words("editors_note"), text=note)
    if paper.links:
        yield "  " + " · ".join(_link(name, url) for name, url in paper.links)


def _link(text: str, url: str) -> Markup:
    return Markup("[{}]({})").format(escape_for_github(text), link_destination(url))
