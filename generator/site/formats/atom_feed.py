"""Feeds as Atom (RFC 4287)."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from generator.site.formats.feeds import PDF, PDF_TYPE, FeedHead, FeedItem, timestamp
from generator.text.characters import replace_invisible

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml"
UNKNOWN_DAY = "1970-01-01"  # Atom needs one, also for a feed without papers


def atom_feed(head: FeedHead, updated: str, entries: Iterable[str]) -> str:
    """A feed. Its own URL is also its id.

    Args:
        head: what it says of itself.
        updated: the day of its newest entry, as ISO 8601; empty if it has none.
        entries: texts that `atom_entry` made, newest first.
    """
    feed = ET.Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": head.language})
    _add_text(feed, "title", head.title)
    _add_text(feed, "id", head.url)
    _add_text(feed, "updated", timestamp(updated or UNKNOWN_DAY))
    ET.SubElement(feed, "link", rel="self", type=ATOM_TYPE, href=head.url)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=head.page)
    if head.icon:
        _add_text(feed, "icon", head.icon)
    ET.indent(feed)
    start = ET.tostring(feed, encoding="unicode").removesuffix("\n</feed>")
    return "\n".join((start, *entries, "</feed>\n"))


def atom_entry(item: FeedItem) -> str:
    """The `entry` element of a paper.

    Atom needs an author and a time of update for each entry; without them, `unknown` and 1970 say
    that they are not known.
    """
    entry = ET.Element("entry")
    title = _add_text(entry, "title", item.title)
    if item.language:
        title.set("xml:lang", item.language)
    _add_text(entry, "id", item.id)
    if item.published:
        _add_text(entry, "published", timestamp(item.published))
    _add_text(entry, "updated", timestamp(item.updated or UNKNOWN_DAY))
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=item.url)
    for name, url in item.links.items():
        link = ET.SubElement(entry, "link", rel="related", title=name, href=url)
        if name == PDF:
            link.set("type", PDF_TYPE)
    for author in item.authors or ("unknown",):
        _add_text(ET.SubElement(entry, "author"), "name", author)
    for term, label in item.topics.items():
        ET.SubElement(entry, "category", term=replace_invisible(term), label=label)
    if item.summary:
        _add_text(entry, "summary", item.summary)
    _add_text(entry, "content", item.content).set("type", "html")
    ET.indent(entry)
    return ET.tostring(entry, encoding="unicode")


def _add_text(parent: ET.Element, name: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, name)
    made.text = replace_invisible(text)
    return made
