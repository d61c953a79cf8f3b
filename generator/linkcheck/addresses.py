"""Which addresses a list has, and where each stands."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from generator.model import Catalog, Origin, Paper
from generator.text.sanitize import is_safe_url

Place = tuple[Origin, bool]  # where it stands, and whether it stands there as an address


def addresses(catalog: Catalog) -> Mapping[str, tuple[Place, ...]]:
    """Every address of the papers, in alphabetical order, with the places it has.

    What is no http or https address is for `check` to find.
    """
    found: dict[str, list[Place]] = {}
    for paper in catalog.papers:
        for url, place in _of(paper):
            if is_safe_url(url) and url.lower().startswith(("http://", "https://")):
                found.setdefault(url, []).append(place)
    return {url: tuple(found[url]) for url in sorted(found)}


def _of(paper: Paper) -> Iterator[tuple[str, Place]]:
    if paper.arxiv:
        yield f"https://arxiv.org/abs/{paper.arxiv}", (paper.origin("arxiv"), False)
    if paper.doi:
        doi = quote(paper.doi, safe="/:;().-_")
        yield f"https://doi.org/{doi}", (paper.origin("doi"), False)
    if paper.url:
        yield paper.url, (paper.origin("url"), True)
    for i, link in enumerate(paper.links):
        yield link.url, (paper.origin(f"links.{i}"), True)
