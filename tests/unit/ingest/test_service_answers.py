"""Answers of services in less usual shapes, as clients and documentation of the services show them.

All data is invented.
"""

from typing import Any

import pytest
from service_answers import codes, entry_of, read_json

from generator.model import Entry

LEE: dict[str, Any] = {"full_name": "Lee, Ann"}


def in_value(value: object) -> dict[str, object]:
    """A value as version 2 of OpenReview's API has it."""
    return {"value": value}


def note(content: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """OpenReview's answer with one paper."""
    stated = {"title": in_value("Ponds"), "authors": in_value(["Ann Lee"]), **(content or {})}
    return {"notes": [{"id": "a", "forum": "a", "content": stated, **fields}], "count": 1}


def hit(**info: Any) -> dict[str, Any]:
    """DBLP's answer with one paper."""
    stated = {"title": "Ponds.", "year": "2020", "authors": {"author": {"text": "Ann Lee"}}, **info}
    hits = {"@total": "1", "@first": "0", "hit": [{"info": stated}]}
    return {"result": {"status": {"@code": "200", "text": "OK"}, "hits": hits}}


def work(**fields: Any) -> dict[str, Any]:
    """Crossref's answer with one paper."""
    return {"message-type": "work", "message": {
        "DOI": "10.1000/1", "type": "journal-article", "title": ["Ponds"],
        "author": [{"given": "Ann", "family": "Lee"}], **fields,
    }}  # fmt: skip


def openalex_work(**fields: Any) -> dict[str, Any]:
    """A paper of OpenAlex."""
    person = {"author": {"display_name": "Ann Lee"}}
    return {"id": "https://openalex.org/W1", "display_name": "Ponds", "doi": "10.1000/1",
            "authorships": [person], **fields}  # fmt: skip


def inspire_record(**metadata: Any) -> dict[str, Any]:
    """INSPIRE's answer with one paper."""
    stated = {"control_number": 1, "titles": [{"title": "Ponds"}], "authors": [LEE], **metadata}
    return {"hits": {"hits": [{"metadata": stated}], "total": 1}}


def datacite_doi(**attributes: Any) -> dict[str, Any]:
    """DataCite's answer about one DOI."""
    stated = {"doi": "10.5281/zenodo.1", "titles": [{"title": "Ponds"}],
              "creators": [{"name": "Lee, Ann"}], "publisher": "Zenodo", **attributes}  # fmt: skip
    return {"data": {"id": "10.5281/zenodo.1", "attributes": stated}}


def zotero_item(**data: Any) -> list[dict[str, Any]]:
    """Zotero's answer with one item."""
    creators = [{"creatorType": "author", "firstName": "Ann", "lastName": "Lee"}]
    stated = {"itemType": "bookSection", "title": "Ponds", "DOI": "10.1000/1",
              "creators": creators, **data}  # fmt: skip
    return [{"key": "A", "data": stated}]


def people(entry: Entry) -> tuple[str, ...]:
    """The authors of an entry."""
    return entry.authors.texts


# ------------------------------------------------------------------ OpenReview


@pytest.mark.parametrize(
    ("authors", "read_as", "found"),
    [
        ([{"fullname": "Ann Lee", "username": "~Ann_Lee1"}, {"fullname": "Bo Ray", "username": ""}],
         ("Ann Lee", "Bo Ray"), []),
        ([{"fullname": "Ann Lee"}, {"username": "~Bo_Ray1"}], ("Ann Lee",), ["odd-name"]),
        (["Ann Lee", None], ("Ann Lee",), ["odd-name"]),
        ([["Ann Lee", "Bo Ray"]], (), ["odd-name"]),
        ("Ann Lee", ("Ann Lee",), []),
        (None, (), []),
    ],
)  # fmt: skip
def test_authors_of_openreview_are_texts_or_objects(
    authors: object, read_as: tuple[str, ...], found: list[str]
) -> None:
    result = read_json(note({"authors": in_value(authors)}))
    assert people(result.entries[0]) == read_as
    assert codes(result) == found


@pytest.mark.parametrize(
    ("venue", "venueid", "status"),
    [
        ("Decision pending for TMLR", "TMLR/Decision_Pending", None),
        ("CARP Assigned AE", "CARP/Assigned_AE", None),
        ("ICLR 2018 Invite to Workshop Track", "ICLR.cc/2018/Conference", None),
        ("Retracted by Authors", "TMLR/Retracted_Acceptance", "retracted"),
    ],
)
def test_a_state_of_a_submission_is_no_venue(venue: str, venueid: str, status: str | None) -> None:
    content = {"venue": in_value(venue), "venueid": in_value(venueid)}
    entry = entry_of(note(content, pdate=1705409372000))
    assert (entry.venue, entry.publication_status) == ("", status)


@pytest.mark.parametrize("how", ["spotlightposter", "asPoster", "BestPaper", "notabletop25"])
def test_how_a_paper_was_presented_is_no_part_of_the_venue(how: str) -> None:
    assert entry_of(note({"venue": in_value(f"ICML 2025 {how}")})).venue == "ICML"


def test_the_year_in_the_id_of_a_venue_is_that_of_publication() -> None:
    content = {"venue": in_value("LoG 2022 Poster"), "venueid": in_value("LoG.org/2022/Conference")}
    entry = entry_of(note(content, pdate=1669000000000))
    assert (entry.venue, str(entry.published)) == ("LoG", "2022-11-21")


@pytest.mark.parametrize(
    "fields",
    [
        {"externalIds": ["dblp:conf/acl/LeeS23"]},
        {"invitations": ["DBLP.org/-/Record"]},
    ],
)
def test_a_record_of_dblp_in_openreview_has_no_day_and_no_namesakes(fields: dict[str, Any]) -> None:
    content = {
        "authors": in_value(["Ann Lee 0001"]), "venue": in_value("ACL (1) 2023"),
        "venueid": in_value("dblp.org/conf/ACL/2023"),
    }  # fmt: skip
    last_of_2023 = 1703980800000
    result = read_json(note(content, pdate=last_of_2023, cdate=1680307200000, **fields))
    (entry,) = result.entries
    assert (people(entry), str(entry.published), entry.venue) == (("Ann Lee",), "2023", "ACL")
    assert entry.type == "paper-conference"
    assert codes(result) == []


def test_identifiers_of_other_services_in_openreview_are_read() -> None:
    entry = entry_of(note(externalIds=["arxiv:2502.10875v1", "doi:10.1000/p.1"]))
    assert (entry.arxiv, entry.doi) == ("2502.10875", "10.1000/p.1")
    assert entry_of(note(externalIds=["dblp:journals/corr/abs-2502-10875"])).arxiv == "2502.10875"


@pytest.mark.parametrize(
    ("venue", "read_as", "found"),
    [
        ("INSPIRE-HEP", "", ["left-out"]),
        ("Ann Lee", "", ["left-out"]),
        ("Journal of Ponds", "Journal of Ponds", ["unclear-venue"]),
    ],
)
def test_the_source_of_a_record_of_orcid_is_no_venue(
    venue: str, read_as: str, found: list[str]
) -> None:
    first_of_february = 1706745600000
    invitations = ["openreview.net/Public_Article/ORCID.org/-/Record"]
    result = read_json(note({"venue": in_value(venue)}, pdate=first_of_february,
                            invitations=invitations))  # fmt: skip
    entry = result.entries[0]
    assert (entry.venue, str(entry.published), entry.type) == (read_as, "2024-02", None)
    assert codes(result) == found


# ------------------------------------------------------------------------ DBLP


@pytest.mark.parametrize(
    ("info", "field", "read_as"),
    [
        ({"venue": "ECCV (6)"}, "venue", "ECCV"),
        ({"venue": "ACL (Findings)"}, "venue", "ACL (Findings)"),
        ({"venue": "CoRR", "key": "journals/corr/abs-2001-00001"}, "arxiv", "2001.00001"),
        ({"venue": "CoRR", "volume": "cs.LG/0701001"}, "volume", ""),
        ({"title": "Ponds in the U.S.A."}, "title", "Ponds in the U.S.A."),
        ({"title": "Ponds 2.0."}, "title", "Ponds 2.0"),
        ({"title": "And so on..."}, "title", "And so on..."),
        ({"authors": ["Ann Lee", "Bo Ray"]}, "authors", "Ann Lee; Bo Ray"),
        ({"authors": "Ann Lee"}, "authors", "Ann Lee"),
    ],
)
def test_facts_of_dblp(info: dict[str, Any], field: str, read_as: str) -> None:
    found = getattr(entry_of(hit(**info)), field)
    assert (found if isinstance(found, str) else "; ".join(found.texts)) == read_as


@pytest.mark.parametrize("hits", [{}, {"hits": {"@total": "0"}}])
def test_dblp_says_with_status_200_that_it_failed(hits: dict[str, Any]) -> None:
    result = {"status": {"@code": "500", "text": "Internal Server Error"}, **hits}
    (found,) = read_json({"result": result}).findings
    assert (found.code, found.severity) == ("no-capture", "error")
    assert "status 500 Internal Server Error" in found.message


def test_a_date_of_csl_json_in_an_unknown_form_is_reported() -> None:
    item = {"type": "book", "title": "Ponds", "DOI": "10.1000/1", "issued": {"date-parts": 2020}}
    result = read_json([item])
    assert str(result.entries[0].published) == "2020" or "left-out" in codes(result)


# -------------------------------------------------------- what is not a paper


@pytest.mark.parametrize(
    "data",
    [
        note(ddate=1705409372000),
        work(type="component"),
        work(type="grant"),
        openalex_work(type="paratext"),
        openalex_work(id="https://openalex.org/W4285719527", display_name="Deleted Work"),
        inspire_record(deleted=True),
        zotero_item(deleted=1),
    ],
)
def test_what_is_deleted_or_no_paper_is_not_imported(data: object) -> None:
    result = read_json(data)
    assert not result.entries
    assert codes(result)[0] in {"no-paper", "entry-skipped"}
    assert codes(result)[-1] == "no-entries"


@pytest.mark.parametrize(
    "data",
    [
        work(**{"updated-by": [{"DOI": "10.1000/2", "type": "expression_of_concern"}]}),
        openalex_work(type="retraction"),
        openalex_work(type="peer-review"),
    ],
)
def test_notices_and_doubts_are_reported(data: object) -> None:
    assert codes(read_json(data)) == ["notice"]


def test_a_withdrawn_doi_of_datacite_is_withdrawn() -> None:
    data = datacite_doi(dates=[{"date": "2020-02-02", "dateType": "Withdrawn"}])
    assert entry_of(data).publication_status == "withdrawn"


@pytest.mark.parametrize(
    ("creators", "read_as"),
    [
        ([{"name": ":Unav"}, {"name": "Lee, Ann"}], "Ann Lee"),
        ([{"name": "(:unkn) anonymous"}], ""),
        ([{"name": "Lee, Ann"}, {"name": "(:etal)"}], "Ann Lee; and others"),
    ],
)
def test_words_of_datacite_for_unknown_values_are_no_facts(
    creators: list[dict[str, str]], read_as: str
) -> None:
    entry = entry_of(datacite_doi(creators=creators, publisher=":none"))
    others = ["and others"] if entry.authors.incomplete else []
    assert "; ".join([*people(entry), *others]) == read_as
    assert not entry.publisher


def test_an_unknown_title_of_datacite_is_no_title() -> None:
    assert codes(read_json(datacite_doi(titles=[{"title": "(:unav)"}])))[0] == "no-title"


def test_the_author_of_a_book_is_no_author_of_its_chapter() -> None:
    creators = [{"creatorType": kind, "firstName": "Ann", "lastName": last}
                for kind, last in (("author", "Lee"), ("bookAuthor", "Ray"))]  # fmt: skip
    assert people(entry_of(zotero_item(creators=creators))) == ("Ann Lee",)


# --------------------------------------------------------------- nothing silent


@pytest.mark.parametrize("stated", [["Ann Lee"], [None, 7], [["Ann Lee"]], "Ann Lee", 7])
@pytest.mark.parametrize(
    "answer_of",
    [
        lambda value: work(author=value),
        lambda value: openalex_work(authorships=value),
        lambda value: {"paperId": "1", "title": "Ponds", "year": 2020, "authors": value},
        lambda value: hit(authors={"author": value}),
        lambda value: note({"authors": in_value(value)}),
        lambda value: inspire_record(authors=value),
        lambda value: inspire_record(authors=None, collaborations=value),
        lambda value: datacite_doi(creators=value),
        lambda value: zotero_item(creators=value),
    ],
    ids=["crossref", "openalex", "semantic-scholar", "dblp", "openreview", "inspire",
         "inspire-groups", "datacite", "zotero"],
)  # fmt: skip
def test_authors_in_an_unknown_form_are_reported(answer_of: Any, stated: object) -> None:
    result = read_json(answer_of(stated))
    (entry,) = result.entries
    assert people(entry) == ("Ann Lee",) or "odd-name" in codes(result)


@pytest.mark.parametrize(
    "data",
    [
        {"result": {"hits": {"@total": "99", "@first": "100"}}},
        {"message-type": "work-list", "message": {"total-results": 99, "items": []}},
        {"results": [], "meta": {"count": 99, "per_page": 25, "page": 9}},
        {"hits": {"hits": [], "total": 99}},
        {"total": 99, "offset": 100, "data": []},
        {"notes": [], "count": 99},
    ],
)
def test_an_empty_page_of_an_answer_is_told_from_no_results(data: object) -> None:
    (found,) = read_json(data).findings
    assert found.code == "no-entries"
    assert "has 99 results for this request, none of them here" in found.message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"errors": [{"type": "forbidden"}], "name": "ForbiddenError"}, "ForbiddenError"),
        ({"status": "error", "message-type": "exception", "message": {"message": "Boom"}}, "Boom"),
    ],
)
def test_an_error_without_a_plain_message_is_repeated(data: object, message: str) -> None:
    (found,) = read_json(data).findings
    assert found.code == "service-error"
    assert message in found.message
