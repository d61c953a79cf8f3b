"""What a preview's log says of a rebuild: what is new, what is gone, what changed."""

import logging
from dataclasses import replace

import pytest
from build import errors, paper, read

from generator import checks, store
from generator.checks.report import MAX_FINDINGS_PER_CODE
from generator.mkdocs_plugin.rebuild_log import (
    MAX_LINES,
    changed_files,
    fixed_findings,
    log_changes,
    new_findings,
)
from generator.model import Catalog, Finding, Origin, Paper, Topic
from generator.store import Loaded

TOPIC = Topic(id="t", name="Tee", group="G", description="D")


def loaded(
    *papers: Paper, topics: tuple[Topic, ...] = (), findings: tuple[Finding, ...] = ()
) -> Loaded:
    """What a build read from `papers/`."""
    placed = (replace(p, origins={"": Origin(source=f"papers/{p.id}.yml", line=1)}) for p in papers)
    return Loaded(catalog=Catalog(papers=tuple(placed), topics=topics), findings=findings)


def finding(source: str, line: int = 1, code: str = "placeholder") -> Finding:
    """An error somewhere in a file."""
    origin = Origin(source=source, line=line)
    return Finding(code=code, severity="error", message="wrong", origin=origin)


ONE, TWO = paper("One"), paper("Two")
WRONG = finding("papers/one.yml")


def test_a_first_build_tells_all_findings_and_of_no_change() -> None:
    now = loaded(ONE, findings=(WRONG,))
    assert new_findings(None, now) == (WRONG,)
    assert fixed_findings(None, now) == []
    assert changed_files(None, now) == []


def test_a_finding_that_stays_is_not_told_again_even_on_another_line() -> None:
    before = loaded(ONE, findings=(WRONG,))
    other = finding("papers/two.yml")
    after = loaded(ONE, TWO, findings=(finding("papers/one.yml", 3), other))
    assert new_findings(before, after) == (other,)
    assert fixed_findings(before, after) == []


def test_a_finding_that_is_gone_is_fixed() -> None:
    before, after = loaded(ONE, findings=(WRONG,)), loaded(ONE)
    assert fixed_findings(before, after) == ["fixed: papers/one.yml:1: error[placeholder] wrong"]


def test_very_many_findings_are_cut_unless_the_log_is_verbose(
    caplog: pytest.LogCaptureFixture,
) -> None:
    many = MAX_FINDINGS_PER_CODE + 3
    warning = replace(WRONG, severity="warning")
    now = loaded(
        ONE, findings=(warning, *(finding("papers/one.yml", n) for n in range(1, many + 1)))
    )
    with caplog.at_level(logging.INFO):
        log_changes(None, now, strict=True)
    levels = [record.levelname for record in caplog.records]
    assert levels == ["WARNING"] * (MAX_FINDINGS_PER_CODE + 1) + ["INFO"]
    assert "3 more placeholder errors (reading-list check --all shows them)" in caplog.text
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        log_changes(None, now, strict=False)
    assert len(caplog.records) == many + 1
    assert fixed_findings(now, loaded(ONE))[-1] == "fixed: 4 more findings"


def test_papers_are_added_removed_and_changed_field_by_field() -> None:
    before = loaded(ONE, TWO)
    after = loaded(replace(TWO, venue="ICML", tags=("a",)), paper("Three"))
    assert changed_files(before, after) == [
        "papers/one.yml: removed",
        "papers/three.yml: added",
        "papers/two.yml: changed venue, tags",
    ]


def test_a_list_read_again_as_it_was_has_not_changed() -> None:
    text = store.dump_paper(ONE)
    one, moved = read(text, "one")[0], read(f"# A comment.\n{text}", "one")[0]
    assert one
    assert moved
    assert changed_files(loaded(one), loaded(moved)) == []


def test_topics_are_added_removed_changed_and_put_in_order() -> None:
    other = replace(TOPIC, id="u")
    before = loaded(topics=(TOPIC, other))
    assert changed_files(before, loaded(topics=(other, TOPIC))) == [
        "topics.yml: changed the order of topics"
    ]
    after = loaded(topics=(replace(TOPIC, name="Vee"), replace(TOPIC, id="v")))
    assert changed_files(before, after) == [
        "topics.yml: changed name of t",
        "topics.yml: u removed",
        "topics.yml: v added",
    ]


def test_a_file_that_cannot_be_read_is_neither_removed_nor_fixed() -> None:
    before = loaded(ONE, TWO, findings=(WRONG, finding("papers/two.yml", code="twin")))
    broken = finding("papers/one.yml", code="yaml-syntax")
    after = loaded(TWO, findings=(broken,))
    assert changed_files(before, after) == []
    assert new_findings(before, after) == (broken,)
    # What was wrong with two.yml may have been about one.yml: nobody knows that it is fixed.
    assert fixed_findings(before, after) == ["no longer found: papers/two.yml:1: error[twin] wrong"]
    assert changed_files(after, before) == ["papers/one.yml: readable again"]


def test_a_vocabulary_that_cannot_be_read_is_not_removed() -> None:
    before = loaded(topics=(TOPIC,))
    after = loaded(findings=(finding("topics.yml", code="yaml-syntax"),))
    assert changed_files(before, after) == []
    assert changed_files(after, before) == ["topics.yml: readable again"]


def test_many_changes_are_counted() -> None:
    papers = [paper(f"P {n}") for n in range(MAX_LINES + 5)]
    lines = changed_files(loaded(), loaded(*papers))
    assert len(lines) == MAX_LINES + 1
    assert lines[-1] == "and 5 more changes"


def test_findings_of_real_checks_are_compared() -> None:
    twins = (paper("Same title", arxiv="1811.06965"), paper("Other", arxiv="1811.06965"))
    findings = tuple(checks.run(Catalog(papers=twins)))
    assert errors(findings)
    assert fixed_findings(loaded(*twins, findings=findings), loaded(*twins)) != []
    assert new_findings(loaded(*twins, findings=findings), loaded(*twins, findings=findings)) == ()
