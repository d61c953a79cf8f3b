"""Digests as plain text for e-mails, and as short messages for chats."""

from collections.abc import Iterator

from generator.site.digest.content import Digest, DigestPaper
from generator.site.i18n import Words
from generator.text.chat import escape_for_chat, url_for_chat
from generator.text.note_text import note_text

MAX_PAPERS_IN_CHAT = 15
MAX_REMARK_CHARACTERS = 200  # of a paper in a chat


def text_digest(digest: Digest, words: Words) -> str:
    """A digest as plain text, a paper in a few lines."""
    lines = [digest.title, "=" * len(digest.title), "", words("papers", digest.count), ""]
    for section in digest.sections:
        if section.heading:
            lines += [section.heading, "-" * len(section.heading), ""]
        for paper in section.papers:
            lines += [*_paper_lines(paper, words), ""]
    lines.append(_rest(digest, len(digest.papers), digest.url, words))
    return "\n".join(lines) + "\n"


def _paper_lines(paper: DigestPaper, words: Words) -> Iterator[str]:
    yield f"* {paper.title}"
    yield f"  {' · '.join(paper.facts)}"
    if paper.takeaway:
        yield f"  {paper.takeaway}"
    if paper.note:
        yield "  " + words("labelled", name=words("editors_note"), text=note_text(paper.note))
    yield f"  {paper.url}"
    for name, url in paper.links:
        yield "  " + words("labelled", name=name, text=url)


def chat_digest(digest: Digest, words: Words) -> str:
    """A digest as a short message: the first papers, each with its takeaway or note, and its page.

    Slack shows it as it is if formatting is switched off; see `text.chat`.
    """
    shown = digest.papers[:MAX_PAPERS_IN_CHAT]
    count = words("papers", digest.count)
    lines = [escape_for_chat(f"{digest.title} ({count})")]
    for paper in shown:
        lines.append("\u2022 " + escape_for_chat(f"{paper.title} ({' · '.join(paper.facts)})"))
        if remark := paper.takeaway or note_text(paper.note):
            lines.append(f"  {escape_for_chat(_shortened(remark))}")
        lines.append(f"  {url_for_chat(paper.url)}")
    lines.append(_rest(digest, len(shown), url_for_chat(digest.url), words))
    return "\n".join(lines) + "\n"


def _shortened(text: str) -> str:
    if len(text) <= MAX_REMARK_CHARACTERS:
        return text
    return text[:MAX_REMARK_CHARACTERS].rsplit(" ", 1)[0] + "\u2026"


def _rest(digest: Digest, shown: int, url: str, words: Words) -> str:
    """Where all papers are, and how many a digest left out."""
    if left := digest.count - shown:
        return words("more_additions", left, link=url)
    return words("labelled", name=words("all_of_them"), text=url)
