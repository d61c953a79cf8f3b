"""`feed.xml`: the newest additions as an Atom feed (RFC 4287)."""

from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from generator.model import Paper
from generator.text.characters import replace_invisible
from generator.text.sanitize import to_text

ATOM = "http://www.w3.org/2005/Atom"


def atom(title: str, papers: Iterable[Paper], url: Callable[[str], str]) -> str:
    """An Atom feed of papers, newest first; `url` gives absolute addresses.

    A paper's time is the day it was added (or published), at midnight UTC: no clock is read.
    """
    papers = list(papers)
    feed = ET.Element("feed", xmlns=ATOM)
    _add(feed, "title", title)
    _add(feed, "id", url(""))
    _add(feed, "updated", max((_time(paper) for paper in papers), default="1970-01-01T00:00:00Z"))
    ET.SubElement(feed, "link", rel="self", href=url("feed.xml"))
    ET.SubElement(feed, "link", rel="alternate", href=url(""))
    for paper in papers:
        address = url(f"papers/{paper.id}.md")
        item = ET.SubElement(feed, "entry")
        _add(item, "title", to_text(paper.title))
        _add(item, "id", address)
        _add(item, "updated", _time(paper))
        ET.SubElement(item, "link", rel="alternate", href=address)
        for name in paper.authors.texts or paper.editors.texts or ("unknown",):
            _add(ET.SubElement(item, "author"), "name", name)
        for topic in paper.topics:
            ET.SubElement(item, "category", term=replace_invisible(topic))
        _add(item, "summary", to_text(paper.abstract))
    ET.indent(feed)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False) + "\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = replace_invisible(text)


def _time(paper: Paper) -> str:
    day = paper.added or (paper.published.earliest if paper.published else None)
    return f"{day or '1970-01-01'}T00:00:00Z"
