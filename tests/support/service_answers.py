"""Invented answers in the form in which services send them, and what readers make of them."""

import json
from typing import Any
from xml.sax.saxutils import escape

from generator.ingest.readers import Parsed, Request, read
from generator.model import Entry

FEED = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    "<id>https://arxiv.org/api/invented</id>\n{entries}</feed>\n"
)
TITLE = "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism"
AUTHORS = ("Yanping Huang", "Youlong Cheng")
DOI = "10.1000/gpipe.7"


def arxiv_entry(arxiv: str = "1811.06965", title: str = TITLE, **fields: str) -> str:
    """One paper of arXiv's API; `doi`, `comment` and `journal_ref` are arXiv's own fields."""
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in AUTHORS)
    own = "".join(f"<arxiv:{name}>{escape(text)}</arxiv:{name}>\n" for name, text in fields.items())
    return (
        f"<entry>\n<id>http://arxiv.org/abs/{arxiv}v5</id>\n<title>{escape(title)}</title>\n"
        "<published>2018-11-16T18:43:28Z</published>\n"
        "<summary>An invented summary of how pipelines help to train large networks.</summary>\n"
        f"{authors}\n{own}<arxiv:primary_category term='cs.CV'/>\n</entry>\n"
    )


def arxiv_feed(*entries: str) -> str:
    """An answer of arXiv's API."""
    return FEED.format(entries="".join(entries))


def crossref_work(doi: str = DOI, title: str = TITLE, **fields: Any) -> dict[str, Any]:
    """One paper as Crossref has it."""
    names = [name.split() for name in AUTHORS]
    return {
        "DOI": doi, "type": "proceedings-article", "title": [title],
        "container-title": ["Advances in Invented Systems"],
        "author": [{"given": given, "family": family, "sequence": "first"}
                   for given, family in names],
        "published": {"date-parts": [[2019, 12, 8]]}, "issued": {"date-parts": [[2019, 12, 8]]},
        "publisher": "Invented Press", "page": "103-112", "URL": f"https://doi.org/{doi}",
        **fields,
    }  # fmt: skip


def crossref_answer(work: dict[str, Any]) -> dict[str, Any]:
    """The answer of Crossref about one DOI."""
    return {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work}


def crossref_search(*works: dict[str, Any]) -> dict[str, Any]:
    """The answer of Crossref to a search."""
    message = {"total-results": len(works), "items": list(works)}
    return {"status": "ok", "message-type": "work-list", "message-version": "1.0.0",
            "message": message}  # fmt: skip


def openalex_work(**fields: Any) -> dict[str, Any]:
    """The answer of OpenAlex about one paper."""
    return {
        "id": "https://openalex.org/W1", "doi": f"https://doi.org/{DOI}", "title": TITLE,
        "display_name": TITLE, "publication_year": 2019, "publication_date": "2019-12-08",
        "type": "article",
        "authorships": [{"author_position": "first", "author": {"display_name": name}}
                        for name in AUTHORS],
        "locations": [{"landing_page_url": "http://arxiv.org/abs/1811.06965"}],
        **fields,
    }  # fmt: skip


ACL_BIBTEX = """@inproceedings{doe-2020-ponds,
    title = "Ponds of Doubt",
    author = "Doe, Jane  and
      Poe, Al",
    booktitle = "Proceedings of the Invented Meeting",
    month = jul,
    year = "2020",
    url = "https://aclanthology.org/2020.acl-main.1/",
    doi = "10.1000/ponds",
    pages = "1--10"
}
"""


def datacite_answer(doi: str, **attributes: Any) -> dict[str, Any]:
    """The answer of DataCite about one DOI."""
    stated = {
        "doi": doi, "titles": [{"title": "Ponds of Doubt"}], "publisher": "Zenodo",
        "creators": [{"name": "Doe, Jane", "givenName": "Jane", "familyName": "Doe"}],
        "publicationYear": 2020, "dates": [{"date": "2020-01-02", "dateType": "Issued"}],
        "types": {"resourceTypeGeneral": "Dataset"}, "container": {}, "state": "findable",
        **attributes,
    }  # fmt: skip
    return {"data": {"id": doi, "type": "dois", "attributes": stated}}


def openreview_answer(note: str, **content: Any) -> dict[str, Any]:
    """The answer of OpenReview's second API about one note."""
    stated = {"title": "Ponds of Doubt", "authors": ["Jane Doe", "Al Poe"],
              "venue": "ICLR 2024 poster", "venueid": "ICLR.cc/2024/Conference",
              "abstract": "We doubt ponds.", **content}  # fmt: skip
    return {"notes": [{
        "id": note, "forum": note, "odate": 1697200000000, "cdate": 1695500000000,
        "content": {name: {"value": value} for name, value in stated.items()},
    }], "count": 1}  # fmt: skip


def pubmed_item(**fields: Any) -> dict[str, Any]:
    """The answer of PubMed's citation exporter: an item of CSL-JSON."""
    return {
        "id": "pmid:31209238", "type": "article-journal", "title": "Ponds of Doubt",
        "author": [{"family": "Doe", "given": "Jane"}], "PMID": "31209238",
        "container-title": "Journal of Ponds", "issued": {"date-parts": [[2019, 6, 17]]},
        "DOI": "10.1000/ponds", **fields,
    }  # fmt: skip


def semantic_scholar_paper(**fields: Any) -> dict[str, Any]:
    """The answer of Semantic Scholar about one paper."""
    return {
        "paperId": "0" * 40, "externalIds": {"ArXiv": "1811.06965", "CorpusId": 1},
        "title": TITLE, "abstract": None, "venue": "Neural Information Processing Systems",
        "publicationVenue": {"name": "Neural Information Processing Systems",
                             "type": "conference"},
        "year": 2018, "publicationDate": "2018-11-16", "publicationTypes": ["JournalArticle"],
        "journal": {"name": "ArXiv", "volume": "abs/1811.06965"},
        "authors": [{"authorId": "1", "name": name} for name in AUTHORS],
        "openAccessPdf": None, "url": "https://www.semanticscholar.org/paper/0", **fields,
    }  # fmt: skip


def read_json(data: object, reader: str = "") -> Parsed:
    """What a reader makes of JSON data, by default the one that recognises it."""
    return read(Request(text=json.dumps(data), source="answer.json", reader=reader))


def entry_of(data: object, reader: str = "") -> Entry:
    """The only paper in JSON data."""
    (entry,) = read_json(data, reader).entries
    return entry


def codes(result: Parsed) -> list[str]:
    """The codes of all findings except that of fields that are not kept."""
    return [found.code for found in result.findings if found.code != "fields-not-kept"]
