"""Identifiers and titles to answers, with answers from memory."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import quote

import pytest
from build import codes, paper
from service_answers import (
    ACL_BIBTEX,
    DOI,
    TITLE,
    arxiv_entry,
    arxiv_feed,
    crossref_answer,
    crossref_search,
    crossref_work,
    datacite_answer,
    openalex_work,
    openreview_answer,
    pubmed_item,
    semantic_scholar_paper,
)

from generator.ingest.readers import READERS
from generator.model import Catalog
from generator.network.services import (
    SECOND_OPINIONS,
    SERVICES,
    KnownPapers,
    NoReply,
    Reply,
    Result,
    Service,
    find_paper,
)
from generator.network.services.table import REGISTRIES, SEARCHED
from generator.store.answers import Answer, answer_name
from generator.text.paper_ids import PaperId

ARXIV = PaperId(kind="arxiv", id="1811.06965")
PUBLISHED = PaperId(kind="doi", id=DOI)
ARXIV_PATH = "/api/query?id_list=1811.06965"
CROSSREF_PATH = f"/works/{quote(DOI, safe='')}"
SEARCHES = {name: SERVICES[name].path_of_search(" ".join(TITLE.replace(":", "").split()))
            for name in SEARCHED}  # fmt: skip


class Answers:
    """Answers from memory, by service and path."""

    def __init__(self, answers: Mapping[tuple[str, str], object]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.kept: list[str] = []

    def ask(self, service: Service, key: str, path: str, /) -> Reply | NoReply:
        self.asked.append(service.name)
        found = self.answers.get((service.name, path))
        if found is None:
            return NoReply(service=service, detail="it has no such paper", is_missing=True)
        if isinstance(found, NoReply):
            return found
        text = found if isinstance(found, str) else json.dumps(found)
        name = answer_name(service.name, key, service.media)
        return Reply(service=service, name=name, answer=Answer(text=text, day=date(2026, 1, 5)))

    def keep(self, reply: Reply, facts: Callable[[str], object], /) -> None:
        self.kept.append(reply.service.name)


def find(client: Answers, wanted: PaperId | str = ARXIV, *also: str) -> Result:
    return find_paper(wanted, client, SERVICES, also)


def services_of(result: Result) -> list[str]:
    return [reply.service.name for reply in result.replies]


def test_the_registry_of_the_doi_that_arxiv_names_is_asked_too() -> None:
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry(doi=DOI)),
        ("crossref", CROSSREF_PATH): crossref_answer(crossref_work()),
    })  # fmt: skip
    result = find(client)
    assert services_of(result) == ["arxiv", "crossref"] == client.kept
    assert result.findings == ()


def test_a_doi_that_belongs_to_another_paper_is_an_error() -> None:
    other = crossref_work(title="A Field Guide to Ponds", author=[{"family": "Park"}])
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry(doi=DOI)),
        ("crossref", CROSSREF_PATH): crossref_answer(other),
    })  # fmt: skip
    result = find(client)
    assert result.has_error
    assert codes(result.findings) == ["other-paper"]
    assert result.findings[0].origin.source == f"doi:{DOI}"
    assert "arXiv names it for arXiv:1811.06965, but at Crossref" in result.findings[0].message
    assert result.unconfirmed == (PUBLISHED,)
    assert services_of(result) == ["arxiv"]


def test_a_missing_second_answer_is_a_warning() -> None:
    client = Answers({("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry(doi=DOI))})
    result = find(client)
    assert not result.has_error
    assert [(f.code, f.severity) for f in result.findings] == [("paper-not-found", "warning")]
    assert client.asked == ["arxiv", "crossref", "datacite"]


def test_a_service_that_fails_is_not_taken_for_one_that_lacks_the_paper() -> None:
    busy = NoReply(service=SERVICES["crossref"], detail="it is busy (503)")
    client = Answers({("crossref", CROSSREF_PATH): busy})
    result = find(client, PUBLISHED)
    assert codes(result.findings) == ["no-answer"]
    assert client.asked == ["crossref"]


def test_the_preprint_that_crossref_names_is_asked_for_too() -> None:
    preprint = {
        "has-preprint": [{"id-type": "arxiv", "id": "1811.06965", "asserted-by": "subject"}]
    }
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
        ("crossref", CROSSREF_PATH): crossref_answer(crossref_work(relation=preprint)),
    })  # fmt: skip
    assert services_of(find(client, PUBLISHED)) == ["crossref", "arxiv"]


def test_a_second_opinion_may_name_the_publication() -> None:
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
        ("openalex", "/works/doi:10.48550/arXiv.1811.06965"): openalex_work(),
        ("crossref", CROSSREF_PATH): crossref_answer(crossref_work()),
    })  # fmt: skip
    result = find(client, ARXIV, "openalex")
    assert services_of(result) == ["arxiv", "openalex", "crossref"]


def test_a_second_opinion_with_a_doi_that_no_registry_has_is_not_used() -> None:
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
        ("openalex", "/works/doi:10.48550/arXiv.1811.06965"): openalex_work(),
    })  # fmt: skip
    result = find(client, ARXIV, "openalex")
    assert services_of(result) == ["arxiv"]
    assert result.unconfirmed == (PUBLISHED,)
    assert codes(result.findings) == ["paper-not-found"]


def test_a_second_opinion_about_another_paper_is_not_used() -> None:
    other = openalex_work(title="A Field Guide to Ponds", display_name="A Field Guide to Ponds",
                          doi="https://doi.org/10.1000/ponds", authorships=[])  # fmt: skip
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
        ("openalex", "/works/doi:10.48550/arXiv.1811.06965"): other,
    })  # fmt: skip
    result = find(client, ARXIV, "openalex")
    assert services_of(result) == ["arxiv"]
    assert codes(result.findings) == ["other-paper"]
    assert not result.has_error


# ---------------------------------------------------------------- each service

PONDS_WORK = crossref_work("10.1000/ponds", "Ponds of Doubt",
                           author=[{"family": "Doe", "given": "Jane"}])  # fmt: skip
PONDS = {("crossref", "/works/10.1000%2Fponds"): crossref_answer(PONDS_WORK)}
ACL = PaperId(kind="acl", id="2020.acl-main.1")
NOTE = PaperId(kind="openreview", id="rJ4km2R5t7")
PMID = PaperId(kind="pubmed", id="31209238")


@pytest.mark.parametrize(
    ("wanted", "service", "path", "answer", "asked"),
    [
        (ACL, "acl-anthology", "/2020.acl-main.1.bib", ACL_BIBTEX, ["acl-anthology", "crossref"]),
        (NOTE, "openreview", "/notes?id=rJ4km2R5t7", openreview_answer("rJ4km2R5t7"),
         ["openreview"]),
        (NOTE, "openreview-1", "/notes?id=rJ4km2R5t7", openreview_answer("rJ4km2R5t7"),
         ["openreview-1"]),
        (PMID, "pubmed", "/lit/ctxp/v1/pubmed/?format=csl&id=31209238", pubmed_item(),
         ["pubmed", "crossref"]),
        (PaperId(kind="doi", id="10.5281/zenodo.1"), "datacite", "/dois/10.5281%2Fzenodo.1",
         datacite_answer("10.5281/zenodo.1"), ["datacite"]),
    ],
    ids=["acl", "openreview", "openreview-1", "pubmed", "datacite"],
)  # fmt: skip
def test_each_registry_is_read(
    wanted: PaperId, service: str, path: str, answer: object, asked: list[str]
) -> None:
    result = find(Answers({(service, path): answer, **PONDS}), wanted)
    assert result.findings == ()
    assert services_of(result) == asked
    assert {entry.title for entry in result.entries} == {"Ponds of Doubt"}


def test_each_second_opinion_is_read() -> None:
    path = SERVICES["semantic-scholar"].path(ARXIV)
    assert path.startswith("/graph/v1/paper/ARXIV:1811.06965?fields=paperId,externalIds,title,")
    client = Answers({
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
        ("semantic-scholar", path): semantic_scholar_paper(),
        ("openalex", "/works/doi:10.48550/arXiv.1811.06965"): openalex_work(doi=None),
    })  # fmt: skip
    result = find(client, ARXIV, *SECOND_OPINIONS)
    assert services_of(result) == ["arxiv", "openalex", "semantic-scholar"]
    assert result.findings == ()


@pytest.mark.parametrize(
    ("wanted", "service", "path", "answer"),
    [
        (ACL, "acl-anthology", "/2020.acl-main.1.bib", ACL_BIBTEX.replace("main.1/", "main.2/")),
        (NOTE, "openreview", "/notes?id=rJ4km2R5t7", openreview_answer("otherNote1")),
        (PaperId(kind="doi", id="10.5281/zenodo.1"), "datacite", "/dois/10.5281%2Fzenodo.1",
         datacite_answer("10.5281/zenodo.2")),
    ],
)  # fmt: skip
def test_an_answer_about_another_paper_is_refused(
    wanted: PaperId, service: str, path: str, answer: object
) -> None:
    client = Answers({(service, path): answer})
    result = find(client, wanted)
    assert codes(result.findings) == ["other-paper"]
    assert result.replies == ()
    assert client.kept == []


# ---------------------------------------------------------------- titles


def test_a_title_that_one_paper_certainly_has_is_that_paper() -> None:
    client = Answers({
        ("arxiv", SEARCHES["arxiv"]): arxiv_feed(
            arxiv_entry("2001.00001", "Another Pipeline"), arxiv_entry()),
        ("crossref", SEARCHES["crossref"]): crossref_search(crossref_work()),
        ("arxiv", ARXIV_PATH): arxiv_feed(arxiv_entry()),
    })  # fmt: skip
    result = find(client, f" {TITLE}.")
    assert services_of(result) == ["arxiv"]
    assert not result.has_error


def test_two_papers_of_one_title_are_candidates() -> None:
    other = crossref_work("10.1000/other", author=[{"family": "Park", "given": "Kim"}])
    client = Answers({
        ("arxiv", SEARCHES["arxiv"]): arxiv_feed(arxiv_entry()),
        ("crossref", SEARCHES["crossref"]): crossref_search(other),
    })  # fmt: skip
    result = find(client, TITLE)
    assert result.has_error
    assert [str(each.id) for each in result.candidates] == [
        "arXiv:1811.06965", "doi:10.1000/other"
    ]  # fmt: skip
    assert result.candidates[0].description == f"{TITLE}, Yanping Huang, 2018"


def test_similar_titles_are_candidates_only() -> None:
    client = Answers({
        ("arxiv", SEARCHES["arxiv"]): arxiv_feed(arxiv_entry(title=TITLE + " Again")),
    })  # fmt: skip
    result = find(client, TITLE)
    assert result.has_error
    assert result.replies == ()
    assert len(result.candidates) == 1


def test_a_title_of_one_word_is_never_certain() -> None:
    path = SERVICES["arxiv"].path_of_search("Adam")
    client = Answers({("arxiv", path): arxiv_feed(arxiv_entry(title="Adam"))})
    result = find(client, "Adam")
    assert result.has_error
    assert len(result.candidates) == 1


def test_if_no_search_has_an_answer_that_is_not_taken_for_no_paper() -> None:
    client = Answers({
        (name, path): NoReply(service=SERVICES[name], detail="no response in time")
        for name, path in SEARCHES.items()
    })  # fmt: skip
    assert codes(find(client, TITLE).findings) == ["no-answer", "no-answer"]
    assert find(client, TITLE).has_error


def test_characters_of_a_query_language_are_not_sent() -> None:
    client = Answers({})
    find(client, 'A "quoted" AND (odd) title: ti:x \N{RIGHT-TO-LEFT OVERRIDE}&max_results=9')
    assert client.asked == list(SEARCHED)


# ---------------------------------------------------------------- the list and the table


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        (ARXIV, True),
        (PUBLISHED, True),
        (PaperId(kind="acl", id="P17-1001"), True),
        (PaperId(kind="doi", id="10.1000/other"), False),
        (TITLE.upper(), True),
        ("Another title", False),
    ],
)
def test_what_the_list_has_is_known(wanted: PaperId | str, *, listed: bool) -> None:
    known = KnownPapers(Catalog(papers=(
        paper(TITLE, id="gpipe", arxiv="1811.06965", doi=DOI, url="https://aclanthology.org/P17-1001/"),
    )))  # fmt: skip
    assert (known.find(wanted) is not None) == listed


def test_every_service_has_a_reader_and_every_kind_a_registry() -> None:
    assert {service.reader for service in SERVICES.values()} <= set(READERS)
    for kind, names in REGISTRIES.items():
        assert all(kind in SERVICES[name].paths for name in names)
    assert all(SERVICES[name].search_path for name in SEARCHED)
    assert all(SERVICES[name].paths for name in SECOND_OPINIONS)
