"""Names of a list joined to people."""

from unicodedata import normalize

import pytest
from build import by, paper
from hypothesis import given
from hypothesis import strategies as st
from invented import names

from generator.model import Catalog, Name, Names, Person
from generator.text.authors import Authors, authors_of, find_authors
from generator.text.name_spellings import may_be_one_person, name_key
from generator.text.person_names import parse_name


def authors(*bylines: str, people: tuple[Person, ...] = ()) -> Authors:
    """The authors of a list of papers, each with names separated by `;`."""
    papers = (paper(f"P{i}", authors=by(*line.split("; "))) for i, line in enumerate(bylines))
    return find_authors(Catalog(papers=tuple(papers), people=people))


def found(*bylines: str, people: tuple[Person, ...] = ()) -> list[set[str]]:
    """The spellings of each person or group."""
    return [{*author.spellings} for author in authors(*bylines, people=people).everyone]


@pytest.mark.parametrize(
    "spellings",
    [
        ("José García", "Jose Garcia", "García, José", normalize("NFD", "José García")),
        ("Xiao-Dong Wang", "Xiaodong Wang", "Xiao Dong Wang"),
        ("Jean-Luc Picard", "J.-L. Picard", "J. L. Picard", "J. Picard"),
        ("J. Smith", "John Smith", "John A. Smith", "J. A. Smith"),
        ("Bjørn Łukasz", "Bjorn Lukasz"),
        ("王伟", "王 伟"),
        ("Martin L. King, Jr.", "M. King Jr."),
    ],
)
def test_spellings_of_one_name_are_one_person(spellings: tuple[str, ...]) -> None:
    assert found(*spellings) == [{*authors(*spellings).everyone[0].spellings}]
    assert len(authors(*spellings).everyone[0].papers) == len(spellings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Jane Smith"), ("J. A. Smith", "J. B. Smith"),
        ("John Smith", "John Albert Smith"), ("Xiao Wang", "Xiao-Dong Wang"),
        ("Hans Müller", "Hans Mueller"), ("Martin King", "Martin King Jr."),
        ("John Smith", "John Smyth"), ("王伟", "王威"), ("Plato", "P. Plato"),
        ("JL Picard", "Jean-Luc Picard"),
    ],
)  # fmt: skip
def test_names_that_may_be_two_peoples_are_not_joined(one: str, other: str) -> None:
    assert len(found(one, other)) == 2


def test_an_initial_that_two_names_agree_with_is_nobodys() -> None:
    assert found("J. Smith", "John Smith", "Jane Smith", "John A. Smith") == [
        {"J. Smith"}, {"Jane Smith"}, {"John Smith", "John A. Smith"},
    ]  # fmt: skip


def test_two_names_on_one_paper_are_two_people() -> None:
    assert len(found("J. Smith; John Smith")) == 2


def test_among_many_namesakes_an_initial_needs_a_common_coauthor() -> None:
    others = [f"{given} Wang" for given in ("Ann", "Bo", "Cai", "Dong", "Eve")]
    assert {"Y. Wang"} in found("Yan Wang", "Y. Wang", *others)
    assert {"Y. Wang", "Yan Wang"} in found("Yan Wang; Zoe Zeta", "Zoe Zeta; Y. Wang", *others)


def test_a_record_of_people_yml_joins_and_keeps_apart() -> None:
    smith = Person(name="John Smith", aliases=("Johnny Smyth",), excludes=("J. Smith",))
    assert found("J. Smith", "John Smith", "Johnny Smyth", people=(smith,)) == [
        {"J. Smith"}, {"John Smith", "Johnny Smyth"},
    ]  # fmt: skip
    two = (Person(name="Wei Wang", papers=("p0",)), Person(name="Wei Wang", papers=("p1", "old")))
    wangs = authors("Wei Wang", "Wei Wang", "Wei Wang", people=two).everyone
    assert sorted(author.papers for author in wangs) == [("p0",), ("p1",), ("p2",)]
    two_records = Person(name="John Smith"), Person(name="J. Smith")
    assert len(found("J. Smith", "John Smith", people=two_records)) == 2


def test_a_record_names_a_paper_by_an_old_id() -> None:
    papers = (paper("New", authors=by("Wei Wang"), aliases=("old",)),
              paper("Other", authors=by("Wei Wang")))  # fmt: skip
    person = Person(name="Wei Wang", papers=("old",))
    listed = find_authors(Catalog(papers=papers, people=(person,))).everyone
    assert {author.papers: author.person for author in listed} == {
        ("new",): person, ("other",): None,
    }  # fmt: skip


def test_groups_are_no_people_unless_the_editors_say_so() -> None:
    line = "OpenAI; DeepSeek Team; Plato; 王伟; محمد علي; Ann Lee"
    listed = authors(line, people=(Person(name="Plato"),)).everyone
    assert {str(author.name) for author in listed if author.is_group} == {"OpenAI", "DeepSeek Team"}


def test_the_fullest_spelling_is_shown_and_coauthors_are_counted() -> None:
    listed = authors("J. Smith; Ann Lee", "John Smith; Ann Lee", "JOHN SMITH")
    lee, smith = listed.everyone
    assert str(smith.name) == "John Smith"
    assert listed.coauthors(1) == {0: 2}
    assert listed.of_paper == {"p0": (1, 0), "p1": (1, 0), "p2": (1,)}
    assert lee.papers == ("p0", "p1")


def test_editors_are_found_where_a_paper_has_no_authors() -> None:
    book = paper("Book", editors=by("Ann Lee"))
    assert [str(each.name) for each in authors_of(Catalog(papers=(book,))).everyone] == ["Ann Lee"]


@given(st.lists(st.lists(names, min_size=1, max_size=3), max_size=6), st.randoms())
def test_any_names_are_joined_in_the_same_way_in_any_order(
    bylines: list[list[Name]], random: object
) -> None:
    papers = [paper(f"P{i}", authors=Names(tuple(line))) for i, line in enumerate(bylines)]
    first = find_authors(Catalog(papers=tuple(papers)))
    assert {*first.of_paper} == {each.id for each in papers}
    random.shuffle(papers)  # type: ignore[attr-defined]
    again = find_authors(Catalog(papers=tuple(papers)))

    def joined(listed: Authors) -> set[tuple[str, ...]]:
        return {tuple(sorted(author.papers)) for author in listed.everyone}

    assert joined(first) == joined(again)


@given(names, names)
def test_agreeing_is_symmetric(one: Name, other: Name) -> None:
    assert may_be_one_person(name_key(one), name_key(other)) == may_be_one_person(
        name_key(other), name_key(one)
    )


def test_one_initial_is_told_from_a_short_name() -> None:
    keys = [name_key(parse_name(text)) for text in ("J. Smith", "J. A. Smith", "Jo Smith")]
    assert [key.is_one_initial for key in keys] == [True, False, False]
