"""Names of people and bodies: taken apart as bibliographies do, and put together again."""

import pytest
from build import by
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Name, Names
from generator.text.person_names import initials, is_unambiguous, parse_name, parse_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Yanping Huang", Name(family="Huang", given="Yanping")),
        ("Quoc V. Le", Name(family="Le", given="Quoc V.")),
        ("Laurens van der Maaten", Name(family="van der Maaten", given="Laurens")),
        ("Sammy Davis Jr.", Name(family="Davis", given="Sammy", suffix="Jr.")),
        ("Luc Van Gool", Name(family="Van Gool", given="Luc")),
        ("Louie N. Van De Lagemaat", Name(family="Van De Lagemaat", given="Louie N.")),
        ("Jeriek Van den Abeele", Name(family="Van den Abeele", given="Jeriek")),
        ("Giuseppe Di Battista", Name(family="Di Battista", given="Giuseppe")),
        ("Martin de los Rios", Name(family="de los Rios", given="Martin")),
        ("Thi Van Nguyen", Name(family="Nguyen", given="Thi Van")),
        ("Van Nguyen", Name(family="Nguyen", given="Van")),
        ("Plato", Name(literal="Plato")),
        ("Gemini Team", Name(literal="Gemini Team")),
        ("Royal Bureau of Standards", Name(literal="Royal Bureau of Standards")),
        ("Team, Inc.", Name(literal="Team, Inc.")),
        ("Widgets, Ltd", Name(literal="Widgets, Ltd")),
        ("Huang, Yanping", Name(family="Huang", given="Yanping")),
        ("van den Berg, Piet", Name(family="van den Berg", given="Piet")),
        ("García Márquez, Gabriel", Name(family="García Márquez", given="Gabriel")),
        ("King, Jr., Martin L.", Name(family="King", given="Martin L.", suffix="Jr.")),
        ("King, Martin L., Jr.", Name(family="King", given="Martin L.", suffix="Jr.")),
        ("King Jr., Martin L.", Name(family="King", given="Martin L.", suffix="Jr.")),
        ("Martin L. King, Jr.", Name(family="King", given="Martin L.", suffix="Jr.")),
        ("a, b, c, d", Name(literal="a, b, c, d")),
        ("李 明", Name(literal="李 明")),
        ("Ann Lee, Bo Kim", Name(literal="Ann Lee, Bo Kim")),
        ("van der Berg, Piet Jan", Name(family="van der Berg", given="Piet Jan")),
        ("Jane Roe, Ph.D.", Name(family="Roe", given="Jane", suffix="Ph.D.")),
        ("Islam, Md.", Name(family="Islam", given="Md.")),
    ],
)
def test_a_name_is_read_in_parts(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name(family="王", given="小明"), "王小明"),
        (Name(family="김", given="철수"), "김철수"),
        (Name(family="García Márquez", given="Gabriel"), "Gabriel García Márquez"),
        (Name(family="Davis", given="Sammy", suffix="Jr."), "Sammy Davis Jr."),
        (Name(family="王小明", given="Wang Xiaoming"), "Wang Xiaoming 王小明"),
        (Name(literal="World Sea Office"), "World Sea Office"),
    ],
)
def test_a_name_is_shown_as_people_write_it(name: Name, text: str) -> None:
    assert str(name) == text


def test_a_list_may_end_in_others() -> None:
    assert by("Ann Lee", "and others") == Names((parse_name("Ann Lee"),), incomplete=True)
    assert by("Ann Lee", "et al.").incomplete
    assert not by("Ann Lee", "Otto Others").incomplete
    assert parse_names([]) == Names()


@pytest.mark.parametrize(
    ("text", "letters"),
    [("Quoc V. Le", "Q. V."), ("Jean-Luc Picard", "J.-L."), ("Plato", ""), ("- Lee", "")],
)
def test_initials(text: str, letters: str) -> None:
    assert initials(parse_name(text)) == letters


@given(st.text().filter(str.strip))
def test_a_name_that_is_written_as_text_is_read_the_same_again(text: str) -> None:
    name = parse_name(text)
    if is_unambiguous(name):
        assert parse_name(str(name)) == name
    assert not str(name) or " ".join(str(name).split()) == str(name)
