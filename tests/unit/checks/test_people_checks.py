"""The checks of `people.yml`: each has examples in docs/guide/checks.md; here is what is close."""

from pathlib import Path

import pytest
from build import by, paper, write

from generator import store
from generator.checks import run
from generator.model import Catalog, Person
from generator.store.format_vocabulary import format_people
from generator.text.identifiers import is_orcid

PAPERS = (
    paper("A", authors=by("Wei Wang", "J. Smith"), aliases=("old-a",)),
    paper("B", authors=by("Wei Wang")),
)


def found(*people: Person) -> list[str]:
    """The codes of the findings about people, each with its place."""
    findings = run(Catalog(papers=PAPERS, people=people))
    return [finding.code for finding in findings if finding.origin.source == "people.yml"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((Person(name="Wei Wang", orcid="0000-0002-1694-233X"),), []),
        ((Person(name="Wei Wang", orcid="https://orcid.org/0000-0002-1825-0097"),), ["bad-orcid"]),
        ((Person(name="Wei Wang", orcid="0000-0002-1825-0097"),
          Person(name="J. Smith", orcid="0000-0002-1825-0097")), ["bad-orcid"]),
        ((Person(name="Wei Wang", homepage="https://user@example.org"),), ["bad-homepage"]),
        ((Person(name="Wei Wang", homepage="https://example.org"),), []),
        ((Person(name="Wei Wang", papers=("old-a",)), Person(name="Wei Wang")), []),
        ((Person(name="Wei Wang"), Person(name="Wang, Wei")), ["ambiguous-person"]),
        ((Person(name="Wei Wang", excludes=("WEI WANG",)),), ["ambiguous-person"]),
        ((Person(name="Wei Wang", papers=("a",)), Person(name="Wei Wang", papers=("b", "a"))),
         ["shared-paper"]),
        ((Person(name="J. Smith", papers=("b",)),), ["not-an-author"]),
        ((Person(name="John Smith", aliases=("J. Smith",)),), []),
        ((Person(name="Nobody Here"),), ["unused-spelling"]),
        ((Person(name="Wei Wang", excludes=("Way Wang",)),), ["unused-spelling"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_people_is_found(
    people: tuple[Person, ...], expected: list[str]
) -> None:
    assert found(*people) == expected


def test_findings_name_the_line_of_each_value(tmp_path: Path) -> None:
    text = (
        "- name: Wei Wang\n  aliases:\n    - Way Wang\n  orcid: 0000-0002-1825-0098\n  color: x\n"
    )
    people, findings = store.read_people(text, "people.yml")
    assert [(f.code, f.origin.line) for f in findings] == [("unknown-key", 5)]
    (tmp_path / "papers").mkdir()
    write(tmp_path / "people.yml", text)
    loaded = store.load_catalog(tmp_path / "papers", tmp_path / "topics.yml", tmp_path)
    assert loaded.catalog.people == people
    assert loaded.unreadable == ("people.yml",)
    places = [(f.code, f.origin.line, f.origin.column) for f in run(loaded.catalog)]
    assert ("bad-orcid", 4, 10) in places


def test_people_are_formatted_and_formatting_is_idempotent() -> None:
    flow = "{orcid: 0000-0002-1825-0097, name: 'Wei Wang', not: [W. Wang]}"
    text = f"# Ours\n- {flow}\n\n- name: A B # b\n"
    canonical, findings = format_people(text)
    assert findings == []
    assert canonical == (
        "# Ours\n- name: Wei Wang\n  not:\n    - W. Wang\n  orcid: '0000-0002-1825-0097'\n\n"
        "- name: A B  # b\n"
    )
    assert format_people(canonical) == (canonical, [])
    assert store.read_people(canonical, "")[0] == store.read_people(text, "")[0]


def test_the_last_digit_of_an_orcid_is_a_checksum() -> None:
    assert is_orcid("0000-0002-1825-0097")
    assert is_orcid("0000-0002-1694-233X")
    assert not is_orcid("0000-0002-1825-0098")
    assert not is_orcid("000000021825009X")
