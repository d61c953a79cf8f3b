"""The services that are asked for papers, and the documented address of each answer.

| Service | Documentation |
|---|---|
| arXiv | https://info.arxiv.org/help/api/user-manual.html |
| Crossref | https://api.crossref.org/swagger-ui/index.html |
| DataCite | https://support.datacite.org/docs/api-get-doi |
| OpenAlex | https://developers.openalex.org/api-reference/works |
| Hugging Face | https://huggingface.co/docs/hub/api |
| Semantic Scholar | https://api.semanticscholar.org/api-docs/graph |
| OpenReview | https://docs.openreview.net/reference/api-v2 |
| ACL Anthology | https://aclanthology.org/faq/api/ |
| PubMed | https://api.ncbi.nlm.nih.gov/lit/ctxp/ |
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from generator.text.paper_ids import Kind, PaperId

MediaType = Literal["xml", "json", "bib"]
MAX_BATCH = 50  # papers in one answer
MAX_CANDIDATES = 5  # of a search by title
_S2_FIELDS = (
    "paperId,externalIds,title,abstract,venue,publicationVenue,year,publicationDate,"
    "publicationTypes,journal,authors,openAccessPdf,url"
)
# Of a query: whole works have several megabytes.
_OPENALEX_FIELDS = (
    "id,doi,display_name,publication_date,publication_year,type,language,authorships,biblio,"
    "primary_location,locations,abstract_inverted_index,keywords"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A service, and how it is asked.

    Attributes:
        name: Its name in options and in names of saved answers.
        title: Its name in messages.
        base: The address that all paths start with.
        reader: The reader of its answers.
        media: What its answers are.
        paths: The path of the answer about an identifier, by its kind; `{id}` is the identifier.
        batch_path: The path of one answer about several arXiv ids; `{ids}` are these.
        search_path: The path of a search by title; `{title}` is the title.
        query_path: The path of the newest papers of a query; `{query}` is in the service's own
            syntax, `{count}` how many.
        max_count: How many papers one answer to a query may have.
        unquoted: Characters of identifiers that stay as they are in a path.
        hosts: Other hosts that it may redirect to.
        pause_seconds: The pause between two requests that it asks for.
    """

    name: str
    title: str
    base: str
    reader: str
    media: MediaType
    paths: Mapping[Kind, str] = field(default_factory=dict)
    batch_path: str = ""
    search_path: str = ""
    query_path: str = ""
    max_count: int = 0
    unquoted: str = ""
    hosts: tuple[str, ...] = ()
    pause_seconds: float = 1.0

    def path(self, paper: PaperId) -> str:
        """The path of the answer about a paper; empty if it is not asked by such identifiers."""
        template = self.paths.get(paper.kind, "")
        return template.replace("{id}", quote(paper.id, safe=self.unquoted))

    def path_of_search(self, title: str) -> str:
        """The path of the answer with papers of a title; empty if it is not searched."""
        return self.search_path.replace("{title}", quote(title, safe=""))

    def path_of_query(self, query: str, count: int) -> str:
        """The path of the papers of a query; at most `max_count`."""
        path = self.query_path.replace("{count}", str(min(count, self.max_count)))
        return path.replace("{query}", quote(query, safe=""))


SERVICES: Mapping[str, Service] = {
    service.name: service
    for service in (
        Service(
            name="arxiv", title="arXiv", base="https://export.arxiv.org", reader="arxiv",
            media="xml", paths={"arxiv": "/api/query?id_list={id}"},
            batch_path=f"/api/query?id_list={{ids}}&max_results={MAX_BATCH}",
            search_path=f"/api/query?search_query=ti:%22{{title}}%22&max_results={MAX_CANDIDATES}",
            query_path="/api/query?search_query={query}&sortBy=submittedDate"
                       "&sortOrder=descending&max_results={count}", max_count=200,
            hosts=("arxiv.org",), pause_seconds=3.0,
        ),
        Service(
            name="crossref", title="Crossref", base="https://api.crossref.org",
            reader="crossref", media="json", paths={"doi": "/works/{id}"},
            search_path=f"/works?query.bibliographic={{title}}&rows={MAX_CANDIDATES}",
        ),
        Service(
            name="datacite", title="DataCite", base="https://api.datacite.org",
            reader="datacite", media="json", paths={"doi": "/dois/{id}"},
        ),
        Service(
            name="acl-anthology", title="the ACL Anthology", base="https://aclanthology.org",
            reader="bibtex", media="bib", paths={"acl": "/{id}.bib"},
        ),
        Service(
            name="openreview", title="OpenReview", base="https://api2.openreview.net",
            reader="openreview", media="json", paths={"openreview": "/notes?id={id}"},
        ),
        Service(  # conferences until 2023
            name="openreview-1", title="OpenReview", base="https://api.openreview.net",
            reader="openreview", media="json", paths={"openreview": "/notes?id={id}"},
        ),
        Service(
            name="pubmed", title="PubMed", base="https://api.ncbi.nlm.nih.gov", reader="csl",
            media="json", paths={"pubmed": "/lit/ctxp/v1/pubmed/?format=csl&id={id}"},
        ),
        Service(
            name="openalex", title="OpenAlex", base="https://api.openalex.org",
            reader="openalex", media="json", unquoted="/",
            paths={"doi": "/works/doi:{id}", "arxiv": "/works/doi:10.48550/arXiv.{id}",
                   "pubmed": "/works/pmid:{id}"},
            query_path="/works?search={query}&sort=publication_date:desc&per_page={count}"
                       f"&select={_OPENALEX_FIELDS}", max_count=100,
        ),
        Service(
            name="huggingface", title="Hugging Face", base="https://huggingface.co",
            reader="daily-papers", media="json",
            query_path="/api/papers/search?q={query}&limit={count}", max_count=100,
        ),
        Service(
            name="semantic-scholar", title="Semantic Scholar",
            base="https://api.semanticscholar.org", reader="semantic-scholar", media="json",
            unquoted="/",
            paths={
                "arxiv": f"/graph/v1/paper/ARXIV:{{id}}?fields={_S2_FIELDS}",
                "doi": f"/graph/v1/paper/DOI:{{id}}?fields={_S2_FIELDS}",
                "acl": f"/graph/v1/paper/ACL:{{id}}?fields={_S2_FIELDS}",
                "pubmed": f"/graph/v1/paper/PMID:{{id}}?fields={_S2_FIELDS}",
            },
        ),
    )
}  # fmt: skip
# Who is asked about an identifier; the next one if that one does not have it.
REGISTRIES: Mapping[Kind, tuple[str, ...]] = {
    "arxiv": ("arxiv",),
    "doi": ("crossref", "datacite"),
    "acl": ("acl-anthology",),
    "openreview": ("openreview", "openreview-1"),
    "pubmed": ("pubmed",),
}
SEARCHED = ("arxiv", "crossref")  # for a title
SECOND_OPINIONS = ("openalex", "semantic-scholar")  # asked only if the user names them
