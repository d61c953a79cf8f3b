"""Files of references beside the pages that list papers: BibTeX, RIS and CSL-JSON.

The address of a file is that of its page with another ending: `topics/moe.bib`. It needs no script,
and it stays the same, so that a document or a program can load it again.

Every topic and every year has its files. Of tags, only the most used have them: three files for
each of the thousands of tags of a long list would be more files than some hosts take (20,000).
The same is true of people and organizations, see `groups`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from generator.model import Catalog, Paper
from generator.site.formats.bibtex import bibliography
from generator.site.formats.csl import join_csl_lines
from generator.site.views.groups import groups_of
from generator.site.views.paper_parts import PaperParts, References, ReferenceTexts
from generator.site.views.types import FileLink
from generator.text.publications import first_year

MIN_PAPERS_FOR_TAG_FILES = 5
MAX_TAGS_WITH_FILES = 500  # three files each
UNDATED = "undated"
# The ending of each format's files, and what makes one of the texts of papers.
FORMATS: Mapping[str, tuple[str, Callable[[Iterable[ReferenceTexts | PaperParts]], str]]] = {
    "BibTeX": ("bib", lambda texts: bibliography(each.bibtex for each in texts)),
    "RIS": ("ris", lambda texts: "\n".join(each.ris for each in texts)),
    "CSL-JSON": ("csl.json", lambda texts: join_csl_lines(each.csl_line for each in texts)),
}


def file_links(stem: str, site_slug: str) -> tuple[FileLink, ...]:
    """The links to the files of a page.

    Args:
        stem: the path of the page without `.md`.
        site_slug: begins the names under which browsers save them.
    """
    name = "-".join(filter(None, (site_slug, *stem.split("/"))))
    return tuple(
        FileLink(format=kind, path=f"{stem}.{ending}", download=f"{name}.{ending}")
        for kind, (ending, _) in FORMATS.items()
    )


def listed_context_objects(
    papers: Iterable[Paper], context_objects: Mapping[str, str]
) -> tuple[Markup, ...]:
    """The context objects of the papers of a page, with which readers save them at once.

    Args:
        papers: the papers of the page, in its order.
        context_objects: the context object of each paper, by its id.

    Returns:
        The values of attributes in HTML.
    """
    # In raw HTML nothing else of them needs escaping; as Markdown they would be a fifth longer.
    texts = (context_objects[paper.id].replace("&", "&amp;") for paper in papers)
    return tuple(map(Markup, texts))


def year_stem(year: str) -> str:
    """The path of the files of a year, without their ending."""
    return f"timeline/{year}"


def tags_with_files(catalog: Catalog) -> frozenset[str]:
    """The tags that have files: the most used ones of those with at least five papers."""
    counts = {tag: len(papers) for tag, papers in catalog.by_tag.items()}
    used = [tag for tag, count in counts.items() if count >= MIN_PAPERS_FOR_TAG_FILES]
    return frozenset(sorted(used, key=lambda tag: (-counts[tag], tag))[:MAX_TAGS_WITH_FILES])


def reference_files(
    catalog: Catalog, tag_paths: Mapping[str, str], references: References
) -> Iterator[tuple[str, Callable[[], str]]]:
    """The path of each file, and what makes its text.

    There are files of all papers, lists of a site with several, topics, years, tags, and people.

    Args:
        catalog: the list.
        tag_paths: the path of the page of each tag that has one.
        references: what the files have of each paper.
    """
    for stem, papers in _groups(catalog, tag_paths):
        for ending, join in FORMATS.values():
            yield f"{stem}.{ending}", partial(_joined, join, references, papers)


def _joined(
    join: Callable[[Iterable[ReferenceTexts | PaperParts]], str],
    references: References,
    papers: Iterable[Paper],
) -> str:
    return join(references[paper.id] for paper in papers)


def _groups(
    catalog: Catalog, tag_paths: Mapping[str, str]
) -> Iterator[tuple[str, Iterable[Paper]]]:
    yield "papers", catalog.papers
    groups = {"lists": catalog.by_collection, "topics": catalog.by_topic}
    for folder, found in groups.items():
        yield from ((f"{folder}/{id_}", papers) for id_, papers in found.items() if papers)
    years: dict[str, list[Paper]] = {}
    for paper in catalog.papers:
        years.setdefault(str(first_year(paper) or UNDATED), []).append(paper)
    for year, papers_of_year in years.items():
        yield year_stem(year), papers_of_year
    chosen = tags_with_files(catalog)
    for tag, path in tag_paths.items():
        if tag in chosen:
            yield path.removesuffix(".md"), catalog.by_tag[tag]
    for group in groups_of(catalog).with_pages:
        if group.has_files:
            yield group.path.removesuffix(".md"), catalog.papers_of(group.papers)
