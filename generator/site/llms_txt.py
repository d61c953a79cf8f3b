"""`llms.txt` and `llms-full.txt`: the list for programs that read text.

`llms.txt` has the form of https://llmstxt.org/: a heading, a summary, and lists of links with
remarks. It names topics, reading paths and data files, and the Markdown twins of pages if the site
has them. `llms-full.txt` has every paper with its abstract. Both are in English, as keys of JSON
are. Every line begins with words of this module, so that no text of a source can pretend to be a
heading or a paper.
"""

from collections.abc import Callable, Iterator

from generator.model import Catalog
from generator.site.markdown_twins import pages_with_twins
from generator.site.page_urls import twin_path
from generator.site.paper_facts import editorial_facts, publication_facts
from generator.site.views.feeds import collection_path
from generator.site.views.paper_list import LIST_PAGE
from generator.site.views.parts import paper_path, topic_path
from generator.site.views.reading_paths import path_name, path_page, path_why
from generator.site.views.types import Site
from generator.text.characters import visible_line
from generator.text.english import plural
from generator.text.sanitize import escape_markdown, to_text

Url = Callable[[str], str]
_DATA_FILES = {
    "llms-full.txt": "every paper with all facts and its abstract, as text",
    "papers.json": "every paper as JSON, without abstracts",
    "papers.csl.json": "every paper as CSL-JSON",
    "papers.bib": "every paper as BibTeX",
    "papers.ris": "every paper as RIS",
}
_PAGES = {
    LIST_PAGE: "all papers, newest first",
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
    twins = frozenset(pages_with_twins(catalog))
    if twins:
        name = "papers as Markdown"
        lines.append(_link(name, url(twin_path(LIST_PAGE)), "links to a short file of each paper"))

    def text_of(page: str) -> str:
        return url(twin_path(page) if page in twins else page)

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
        lines.append(_link(to_text(topic.name), text_of(topic_path(topic.id)), what))
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
        facts = (
            ("Page", url(paper_path(paper))), *publication_facts(paper),
            ("Topics", "; ".join(topics)), *editorial_facts(paper),
            ("Abstract", to_text(paper.abstract)),
        )  # fmt: skip
        lines += [f"- {name}: {visible_line(text)}" for name, text in facts if text]
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _heading(site: Site) -> Iterator[str]:
    yield from (f"# {visible_line(site.name)}", "")
    if site.description:
        yield from (f"> {visible_line(site.description)}", "")


def _link(name: str, url: str, what: str) -> str:
    return f"- [{escape_markdown(name)}]({url})" + (f": {what}" if what else "")
