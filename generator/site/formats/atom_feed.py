"""`feed.xml`: the newest additions as an Atom feed (RFC 4287)."""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from generator.model import Paper
from generator.text.characters import replace_invisible
from generator.text.sanitize import to_text

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"


def atom_feed(title: str, papers: Iterable[Paper], url: Callable[[str], str]) -> str:
    """An Atom feed of papers.

    A paper's time is midnight UTC of the day it was added, otherwise published: no clock is read.

    Args:
        title: the title of the feed.
        papers: the papers, newest first.
        url: gives the absolute URL of a path of the site.
    """
    papers = list(papers)
    feed = ET.Element("feed", xmlns=ATOM_NAMESPACE)
    _add_element(feed, "title", title)
    _add_element(feed, "id", url(""))
    _add_element(
        feed,
        "updated",
        max((_timestamp(paper) for paper in papers), default="1970-01-01T00:00:00Z"),
    )
    ET.SubElement(feed, "link", rel="self", href=url("feed.xml"))
    ET.SubElement(feed, "link", rel="alternate", href=url(""))
    for paper in papers:
        page = url(f"papers/{paper.id}.md")
        item = ET.SubElement(feed, "entry")
        _add_element(item, "title", to_text(paper.title))
        _add_element(item, "id", page)
        _add_element(item, "updated", _timestamp(paper))
        ET.SubElement(item, "link", rel="alternate", href=page)
        for name in paper.authors.texts or paper.editors.texts or ("unknown",):
            _add_element(ET.SubElement(item, "author"), "name", name)
        for topic in paper.topics:
            ET.SubElement(item, "category", term=replace_invisible(topic))
        _add_element(item, "summary", to_text(paper.abstract))
    ET.indent(feed)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _add_element(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = replace_invisible(text)


def _timestamp(paper: Paper) -> str:
    day = paper.added or (paper.published.earliest if paper.published else None)
    return f"{day or '1970-01-01'}T00:00:00Z"
