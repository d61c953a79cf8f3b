"""`llms.txt` and `llms-full.txt`: the list for programs that read text.

`llms.txt` has the form of https://llmstxt.org/: a heading, a summary, and lists of links with
remarks. It names topics, reading paths and data files. `llms-full.txt` has every paper with its
abstract. Both are in English, as keys of JSON are. Every line begins with words of this module, so
that no text of a source can pretend to be a heading or a paper.
"""

from collections.abc import Callable, Iterator

from generator.model import Catalog, Paper
from generator.site.formats.citation import arxiv_url, doi_url, escape_markdown
from generator.site.views.feeds import collection_path
from generator.site.views.parts import paper_path, topic_path
from generator.site.views.reading_paths import path_name, path_page, path_why
from generator.site.views.types import Site
from generator.text.characters import visible_line
from generator.text.english import plural
from generator.text.publications import first_date, venue_line
from generator.text.sanitize import to_text

Url = Callable[[str], str]
_DATA_FILES = {
    "llms-full.txt": "every paper with all facts and its abstract, as text",
    "papers.json": "every paper as JSON, without abstracts",
    "papers.csl.json": "every paper as CSL-JSON",
    "papers.bib": "every paper as BibTeX",
    "papers.ris": "every paper as RIS",
}
_PAGES = {
    "papers/index.md": "all papers, newest first",
    "timeline.md": "papers by year",
    "new/index.md": "papers by the month in which they were added",
    "tags/index.md": "all tags",
}


def llms_txt(catalog: Catalog, site: Site, url: Url) -> str:
    """An overview of the site: its data files, topics and pages.

    Args:
        catalog: the list.
        site: its name and description.
        url: gives the URL of a path of the site.
    """
    lines = list(_heading(site))
    topics = [topic for topic in catalog.topics if catalog.by_topic[topic.id]]
    lines += [f"{plural(len(catalog.papers), 'paper')}, {plural(len(topics), 'topic')}.", ""]
    lines += ["## Data", "", *(_link(path, url(path), what) for path, what in _DATA_FILES.items())]
    if catalog.collections:
        lines += ["", "## Lists", ""]
    for each in catalog.collections:
        count = plural(len(catalog.by_collection[each.id]), "paper")
        what = ": ".join(filter(None, (count, to_text(each.description))))
        lines.append(_link(to_text(each.name), url(collection_path(each.id)), what))
    if topics:
        lines += ["", "## Topics", ""]
    for topic in topics:
        count = plural(len(catalog.by_topic[topic.id]), "paper")
        files = f"references: {url(f'topics/{topic.id}.csl.json')}"
        what = f"{to_text(topic.description).rstrip('.')} ({count}; {files})"
        lines.append(_link(to_text(topic.name), url(topic_path(topic.id)), what))
    if catalog.paths:
        lines += ["", "## Reading paths", ""]
    for path in catalog.paths:
        titles = (to_text(catalog.by_id[id_].title) for id_ in path.papers if id_ in catalog.by_id)
        what = f"{path_why(path).rstrip('.')} ({'; '.join(titles)})"
        lines.append(_link(path_name(path), url(path_page(path)), what))
    lines += ["", "## Pages", "", *(_link(what, url(path), "") for path, what in _PAGES.items())]
    return "\n".join(lines) + "\n"


def llms_full_txt(catalog: Catalog, site: Site, url: Url) -> str:
    """Every paper of the list with its abstract, in the order of ids."""
    names = {topic.id: to_text(topic.name) for topic in catalog.topics}
    lines = list(_heading(site))
    for paper in catalog.papers:
        lines += [f"## {to_text(paper.title)}", ""]
        topics = [names[topic] for topic in paper.topics if topic in names]
        facts = _facts(paper, url(paper_path(paper)), topics)
        lines += [f"- {name}: {visible_line(text)}" for name, text in facts if text]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _heading(site: Site) -> Iterator[str]:
    yield from (f"# {visible_line(site.name)}", "")
    if site.description:
        yield from (f"> {visible_line(site.description)}", "")


def _link(name: str, url: str, what: str) -> str:
    return f"- [{escape_markdown(name)}]({url})" + (f": {what}" if what else "")


def _facts(paper: Paper, page: str, topics: list[str]) -> Iterator[tuple[str, str]]:
    others = [*(["et al."] if paper.authors.incomplete else [])]
    yield "Page", page
    yield "Authors", "; ".join([*paper.authors.texts, *others])
    yield "Editors", "; ".join(paper.editors.texts)
    yield "Published", str(first_date(paper) or "")
    yield "Venue", venue_line(paper)
    yield "Publication status", paper.publication_status or ""
    yield "arXiv", arxiv_url(paper)
    yield "DOI", doi_url(paper)
    yield "URL", paper.url
    for link in paper.links:
        yield link.kind.capitalize(), link.url
    yield "Topics", "; ".join(topics)
    yield "Tags", "; ".join(map(to_text, paper.tags))
    yield "Takeaway", paper.takeaway
    yield "Editors' note", paper.note
    yield "Abstract", to_text(paper.abstract)
