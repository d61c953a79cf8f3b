"""Which URLs a list has, and where each is written."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from generator.model import Catalog, Origin, Paper
from generator.text.sanitize import is_safe_url

Place = tuple[Origin, bool]  # where a URL is, and whether as a URL or made from an arXiv id or DOI


def collect_urls(catalog: Catalog) -> Mapping[str, tuple[Place, ...]]:
    """Every http and https URL of the papers in alphabetical order, with its places.

    Other schemes are left out: `check` reports them.
    """
    found: dict[str, list[Place]] = {}
    for paper in catalog.papers:
        for url, place in _paper_urls(paper):
            if is_safe_url(url) and url.lower().startswith(("http://", "https://")):
                found.setdefault(url, []).append(place)
    return {url: tuple(found[url]) for url in sorted(found)}


def _paper_urls(paper: Paper) -> Iterator[tuple[str, Place]]:
    if paper.arxiv:
        yield f"https://arxiv.org/abs/{paper.arxiv}", (paper.origin("arxiv"), False)
    if paper.doi:
        doi = quote(paper.doi, safe="/:;().-_")
        yield f"https://doi.org/{doi}", (paper.origin("doi"), False)
    if paper.url:
        yield paper.url, (paper.origin("url"), True)
    for i, link in enumerate(paper.links):
        yield link.url, (paper.origin(f"links.{i}"), True)
