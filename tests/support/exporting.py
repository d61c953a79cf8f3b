"""The whole list as the site's files of references."""

from generator.model import Catalog
from generator.site.formats.bibtex import bibliography, bibtex_entry
from generator.site.formats.csl import csl_item, csl_json, join_csl_json
from generator.text.citation_keys import citation_keys


def bibtex_of(catalog: Catalog) -> str:
    """The text of `papers.bib`."""
    keys = citation_keys(catalog)
    return bibliography(bibtex_entry(paper, keys[paper.id]) for paper in catalog.papers)


def csl_of(catalog: Catalog) -> str:
    """The text of `papers.csl.json`."""
    keys = citation_keys(catalog)
    return join_csl_json(csl_json(csl_item(paper, keys[paper.id])) for paper in catalog.papers)
