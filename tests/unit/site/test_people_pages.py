"""Pages and indexes of people and organizations: who has one, its address, and what is bounded."""

import re
from dataclasses import replace

import pytest
from build import ENGLISH, ROOT, by, paper

from generator import project
from generator.model import Catalog, Names, Organization, Page, Paper, Person
from generator.site.pages import SitePages
from generator.site.search.records import catalog_records
from generator.site.views import groups, index_places
from generator.site.views.group_pages import MAX_CARDS_ON_GROUP_PAGE
from generator.site.views.index_places import MAX_LINKS_ON_PAGE, index_pages
from generator.site.views.paper_context import MAX_LINKED_ENTRIES
from generator.site.views.types import Site
from generator.text.slugs import ascii_words

TEMPLATES = project.read_templates(project.find(ROOT / "mkdocs.yml"))
SITE = Site(name="Our List", url="https://example.org/list/")
HOSTILE = "<b>[x](javascript:1)\u202e{{ 1 }}</b> |Smith"


def papers_by(*names: str, count: int = 2, **fields: object) -> tuple[Paper, ...]:
    """Papers that all of these people wrote."""
    stem = "-".join(ascii_words(name) for name in names)[:50].strip("-")
    return tuple(
        paper(f"{names[0]} {i}", id=f"{stem}-{i}", authors=by(*names), **fields)
        for i in range(count)
    )


def pages_of(catalog: Catalog, site: Site = SITE) -> dict[str, Page]:
    """The pages of a list by path."""
    return {page.path: page for page in SitePages(catalog, TEMPLATES, site, ENGLISH)}


def people_paths(*people: str, records: tuple[Person, ...] = ()) -> list[str]:
    """The paths of the pages of people with two papers each."""
    papers = tuple(each for name in people for each in papers_by(name))
    listed = groups.groups_of(Catalog(papers=papers, people=records))
    return sorted(group.path for group in listed.people if group.path)


def test_a_person_with_two_papers_has_a_page_that_bylines_link_to() -> None:
    person = Person(name="José García", orcid="0000-0002-1825-0097",
                    homepage="https://example.org/jose")  # fmt: skip
    papers = (*papers_by("José García", "Ann Lee"), paper("Z", authors=by("Bo Kim")))
    catalog = Catalog(papers=papers, people=(person,))
    pages = pages_of(catalog)
    page = pages["people/jose-garcia.md"]
    assert "# José García" in page.text
    assert "https://orcid.org/0000-0002-1825-0097" in page.text
    assert "https://example.org/jose" in page.text
    assert "[Ann Lee&#160;<" in page.text
    assert "(../people/ann-lee.md)" in page.text
    byline = pages[f"papers/{catalog.papers[0].id}.md"].text
    assert '<a href="../../people/jose-garcia/">José García</a>' in byline
    assert "people/bo-kim.md" not in pages
    index = pages["people/index.md"].text
    assert "- Kim, Bo: [Z](../papers/z.md)\n{ #name-bo-kim }\n" in index
    assert index.index("[García, José]") < index.index("Kim, Bo:") < index.index("[Lee, Ann]")


def test_names_without_a_page_lead_to_their_entries() -> None:
    papers = (
        *papers_by("Ann Lee"), *papers_by("Deep Team"),
        paper("A", authors=by("Bo Kim", "王伟", "Ann Lee", "Open Group", "Deep Team")),
        paper("B", organization=Organization(name="Small Lab")),
        paper("C", editors=by("Ed Itor")),
    )  # fmt: skip
    pages = pages_of(Catalog(papers=papers))
    links = re.findall(r'<a href="../../([^"]+)">([^<]+)</a>', pages["papers/a.md"].text)
    names = {name: url for url, name in links}
    digest = names["王伟"].removeprefix("people/#name-")
    assert digest in pages["people/index.md"].text
    assert names == {
        "Ann Lee": "people/ann-lee/", "Bo Kim": "people/#name-bo-kim",
        "王伟": f"people/#name-{digest}",
        "Open Group": "organizations/#name-open-group", "Deep Team": "organizations/deep-team/",
    }  # fmt: skip
    assert "{ #name-open-group }" in pages["organizations.md"].text
    assert "[Small Lab](../organizations.md#name-small-lab)" in pages["papers/b.md"].text
    assert '<a href="../../people/#name-ed-itor">Ed Itor</a>' in pages["papers/c.md"].text


@pytest.mark.parametrize("max_links", [1, MAX_LINKS_ON_PAGE])
def test_each_name_has_an_anchor_of_its_own(
    max_links: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_places, "MAX_LINKS_ON_PAGE", max_links)
    names = ("Wei Wang", "王伟", "王威", "People", "A", "Other", "王伟 2", "Wei Wang 2")
    papers = (
        *(paper(f"T{i}", authors=by(name)) for i, name in enumerate(names)),
        paper("T8", authors=by("Wei Wang")),
    )
    people = (Person(name="Wei Wang", papers=("t8",)), Person(name="A"), Person(name="People"),
              Person(name="Other"))  # fmt: skip
    catalog = Catalog(papers=papers, people=people)
    listed, pages = groups.groups_of(catalog).people, pages_of(catalog)
    assert len({group.entry for group in listed}) == len(listed) == 9
    for group in listed:
        page, _, anchor = group.entry.partition("#")
        text = pages[page].text
        assert anchor.startswith("name-")
        assert text.count(f"#{anchor} ") == text.count(f"{{ #{anchor} }}") == 1


def test_a_new_name_moves_few_others_to_another_page() -> None:
    letters, counts = ["a", "b"] * 3000, [1] * 6000
    before = index_pages(letters, counts, "people/index.md", "people")
    after = index_pages(["a", *letters], [1, *counts], "people/index.md", "people")
    moved = sum(1 for a, b in zip(before, after[1:], strict=True) if a != b)
    assert moved == 3000 // MAX_LINKS_ON_PAGE  # the last one of each full page of its letter
    assert all(before.count(path) <= MAX_LINKS_ON_PAGE for path in {*before})


def test_links_of_a_long_byline_are_bounded() -> None:
    names = [f"Given Family{i}" for i in range(MAX_LINKED_ENTRIES + 9)]
    pages = pages_of(
        Catalog(papers=(*papers_by("Ann Lee"), paper("Many", authors=by(*names, "Ann Lee"))))
    )
    text = pages["papers/many.md"].text
    assert text.count("#name-") == MAX_LINKED_ENTRIES
    assert ">Ann Lee</a>" in text


def test_addresses_are_all_different_and_do_not_depend_on_other_names() -> None:
    paths = people_paths("王伟", "王威", "Index", "Wei Wang", "Jose Garcia",
                         records=(Person(name="Index"),))  # fmt: skip
    assert len({*paths}) == len(paths) == 5
    assert {"people/index-paper.md", "people/wei-wang.md"} <= {*paths}
    assert {*people_paths("王伟"), *people_paths("王威")} <= {*paths}
    two = Person(name="Wei Wang", papers=("a", "b"))
    papers = tuple(paper(t, authors=by("Wei Wang")) for t in "ABCD")
    listed = groups.groups_of(Catalog(papers=papers, people=(two,))).people
    assert [group.path for group in listed] == ["people/wei-wang-2.md", "people/wei-wang.md"]
    pages = pages_of(Catalog(papers=papers, people=(two,)))
    claims = ["papers under this name" in pages[group.path].text for group in listed]
    assert sorted(claims) == [False, True]  # editors know whose papers A and B are


def test_the_address_of_another_spelling_leads_to_the_page() -> None:
    papers = (
        paper("A", authors=by("J. Smith", "王伟")),
        paper("B", authors=by("John Smith", "王伟")),
    )
    pages = pages_of(Catalog(papers=papers))
    assert "people/wang-wei/index.html" not in pages  # 王威 would have had it, too
    assert "../john-smith/" in pages["people/j-smith/index.html"].text


def test_everything_of_a_page_is_bounded() -> None:
    authors = Names(tuple(by(*(f"Given{i} Family{i}" for i in range(900)))))
    papers = tuple(paper(f"T{i}", authors=by("Ann Lee")) for i in range(250))
    pages = pages_of(Catalog(papers=(*papers, paper("Many", authors=authors))))
    parts = [path for path in pages if path.startswith("people/") and "ann-lee" in path]
    further = [f"people/more/ann-lee-part-{number}.md" for number in (2, 3)]
    assert {"people/ann-lee.md", *further} <= {*parts}
    for path in further:  # as MkDocs finds it: not escaped
        assert f"(../{path})" in pages["people/ann-lee.md"].text
    for path in parts:
        assert pages[path].text.count(".rl-title") <= MAX_CARDS_ON_GROUP_PAGE
    letters = [page for path, page in pages.items() if path.startswith("people/letters/f")]
    assert len(letters) == 3
    index = pages["people/index.md"].text  # which tells them apart as a dictionary's margin does
    assert re.findall(r"\[(F\w*)\]\(../people/letters/", index) == ["F", "Family387", "Family675"]
    assert [page.text.count("](../../people/letters/") for page in letters] == [3, 3, 3]
    assert pages["people/letters/l.md"].text.count("](../../people/letters/") == 1  # to F
    assert sum(page.text.count("](../../papers/many.md)") for page in letters) == 900
    assert all(page.text.count("(../../papers/") <= MAX_LINKS_ON_PAGE for page in letters)
    assert {"people/ann-lee.bib", "people/ann-lee.feed.xml"} <= {*pages}


def test_only_those_with_most_papers_have_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MAX_PEOPLE_WITH_PAGES", 1)
    catalog = Catalog(
        papers=(*papers_by("Bo Kim"), *papers_by("Ann Lee"), *papers_by("Al Zed", count=3))
    )
    pages = pages_of(catalog)
    assert "people/al-zed.md" in pages
    assert "people/bo-kim.md" not in pages
    assert "- Kim, Bo: [Bo Kim 0]" in pages["people/index.md"].text  # all papers are linked


def test_organizations_are_who_posted_and_groups_among_authors() -> None:
    papers = (
        paper("A", organization=Organization(name="Open-AI")),
        paper("B", authors=by("OpenAI", "Ann Lee")),
        paper("C", authors=by("DeepSeek Team")),
    )
    pages = pages_of(Catalog(papers=papers))
    assert pages["organizations/open-ai.md"].text.count(".rl-title") == 2
    assert "DeepSeek Team" in pages["organizations.md"].text
    assert "OpenAI" not in pages["people/index.md"].text


def test_hostile_names_have_no_effect() -> None:
    pages = pages_of(Catalog(papers=papers_by(HOSTILE, "محمد علي")))
    for path, page in pages.items():
        if path.startswith("people/") and path.endswith(".md"):
            assert "<b>" not in page.text
            assert "](javascript" not in page.text
            assert "\u202e" not in page.text
            assert "{{" not in page.text
    assert "<bdi>" in pages["people/index.md"].text


def test_what_the_checks_refuse_in_people_yml_is_not_shown() -> None:
    person = Person(name="Ann Lee", orcid="x/../y", homepage="javascript:alert(1)")
    page = pages_of(Catalog(papers=papers_by("Ann Lee"), people=(person,)))["people/ann-lee.md"]
    assert "javascript" not in page.text
    assert "orcid.org" not in page.text


def test_letters_without_accents_decide_where_a_name_is() -> None:
    names = ("Åke Ångström", "Bjørn Østergaard", "Ludwig van der Berg", "王伟", "Ива Петрова")
    papers = tuple(paper(f"T{i}", authors=by(name)) for i, name in enumerate(names))
    listed = groups.groups_of(Catalog(papers=papers)).people
    assert [group.letter for group in listed] == ["a", "o", "v", "other", "other"]


def test_an_empty_list_says_so_and_a_list_needs_no_people() -> None:
    assert "names its authors" in pages_of(Catalog())["people/index.md"].text


def test_people_with_pages_are_found_by_all_spellings_and_filter_papers() -> None:
    papers = (paper("A", authors=by("J. Smith")), paper("B", authors=by("John Smith")))
    urls = {"people/john-smith.md": "people/john-smith/", "papers/a.md": "a", "papers/b.md": "b"}
    *found, person = catalog_records(Catalog(papers=papers), urls, ENGLISH)
    assert (person.kind, person.title, person.labels) == ("person", "John Smith", ("J. Smith",))
    assert all(
        r.facets and ("person", "john-smith", "John Smith") in r.facets.values for r in found
    )


def test_pages_without_directories_link_to_files() -> None:
    papers = (*papers_by("Ann Lee"), paper("Z", authors=by("Ann Lee", "Bo Kim")))
    pages = pages_of(Catalog(papers=papers), replace(SITE, directory_urls=False))
    assert '<a href="../people/ann-lee.html">' in pages["papers/z.md"].text
    assert '<a href="../people/index.html#name-bo-kim">' in pages["papers/z.md"].text
