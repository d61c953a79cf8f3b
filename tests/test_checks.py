"""Each rule of the list, with what breaks it and what does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from build import codes, paper, read, write

from generator import store
from generator.checks import CHECKS, READING, ordered, run
from generator.model import Catalog, Finding, Link, Origin, Paper, Topic

TOPIC = Topic(id="caches", name="Caches", group="Systems", description="Remembering.")
FINE = paper("A", topics=("caches",))
OTHER = paper("B", topics=("caches",))


def breaches(*papers: Paper) -> list[Finding]:
    """What the rules say about a list."""
    return list(run(Catalog(papers=papers, topics=(TOPIC,))))


# A rule's code, papers that break it, papers that only come close, and what the message says.
RULES: list[tuple[str, list[Paper], list[Paper], str]] = [
    ("unknown-topic", [replace(FINE, topics=("cashes",))], [FINE], "did you mean 'caches'?"),
    ("unknown-topic", [replace(FINE, topics=("caches", "zzz"))], [FINE], "add it to topics.yml"),
    ("repeated-item", [replace(FINE, topics=("caches", "caches"))], [FINE], "keep one"),
    ("repeated-item", [replace(FINE, tags=("a", "b", "a"))], [replace(FINE, tags=("a", "A"))],
     "'a'"),
    ("duplicate-arxiv", [replace(FINE, arxiv="cs/9901001"), replace(OTHER, arxiv="cs/9901001")],
     [replace(FINE, arxiv="1811.06965"), replace(OTHER, arxiv="1811.06960")],
     "same arXiv id as in a.yml"),
    ("duplicate-doi", [replace(FINE, doi="10.1145/X"), replace(OTHER, doi="10.1145/x")],
     [replace(FINE, doi="10.1145/x"), replace(OTHER, doi="10.1145/y")], "same DOI as in a.yml"),
    ("duplicate-title", [replace(FINE, title="D^{2} MoE"), replace(OTHER, title="d2moe!")],
     [replace(FINE, title="D2"), replace(OTHER, title="D3")], "same title as in a.yml"),
    ("bad-arxiv", [replace(FINE, arxiv="arXiv:1811.06965v2")], [replace(FINE, arxiv="1811.06965")],
     "write '1811.06965'"),
    ("bad-arxiv", [replace(FINE, arxiv="1811.069")], [replace(FINE, arxiv="math.GT/0309136")],
     "write it like '1811.06965'"),
    ("bad-doi", [replace(FINE, doi="https://doi.org/10.1145/X")],
     [replace(FINE, doi="10.1145/X(1)")], "write '10.1145/x'"),
    ("bad-doi", [replace(FINE, doi="11.1145/3")], [replace(FINE, doi="10.1000.10/3")],
     "write it like"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="javascript:alert(1)"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.b/c?d#e"),))], "write https://"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="github.com/a"),))],
     [replace(FINE, links=(Link(kind="code", url="http://a.b"),))], "write https://"),
    ("no-topic", [replace(FINE, topics=())], [FINE], "add one from topics.yml"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "wrong", "right", "words"), RULES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(
    code: str, wrong: list[Paper], right: list[Paper], words: str
) -> None:
    findings = breaches(*wrong)
    assert codes(findings) == [code]
    assert words in findings[0].message
    assert findings[0].severity == next(c.severity for c in CHECKS if c.code == code)
    assert breaches(*right) == []


# A code of reading, a file that earns it, and one that comes close.
TOPICS = "- id: {}\n  name: A\n  group: B\n  description: C\n"
READ: list[tuple[str, str, str]] = [
    ("yaml-syntax", "title: A: B\n", "title: 'A: B'\n"),
    ("yaml-tag", "title: !!binary A\n", "title: !!str A\n"),
    ("yaml-alias", "title: &a A\nvenue: *a\n", "title: &a A\nvenue: 2*a\n"),
    ("unknown-key", "title: A\nvenues: B\n", "title: A\nvenue: B\n"),
    ("duplicate-key", "title: A\ntitle: A\n", "title: A\nvenue: A\n"),
    ("missing-field", "title: ''\n", "title: '-'\n"),
    ("wrong-type", "title: A\ntags: b\n", "title: A\ntags: [b]\n"),
    ("empty-item", "title: A\ntags: ['']\n", "title: A\ntags: []\n"),
    ("bad-date", "title: A\nadded: 2023-02-29\n", "title: A\nadded: 2024-02-29\n"),
    ("bad-status", "title: A\nstatus: done\n", "title: A\nstatus: read\n"),
]
ON_DISK = {"not-utf8", "not-a-file", "unreadable", "bad-id", "duplicate-topic"}


@pytest.mark.parametrize(("code", "wrong", "right"), READ)
def test_a_file_that_cannot_be_read_says_why(code: str, wrong: str, right: str) -> None:
    assert codes(read(wrong)[1]) == [code]
    assert read(right)[1] == []


def test_what_only_a_disk_can_have_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "papers"
    (folder / "folder.yml").mkdir(parents=True)
    (folder / "latin.yml").write_bytes(b"title: \xe9\n")
    write(folder / "Bad.yml", "title: A\n")
    write(folder / "locked.yml", "title: A\n")
    write(tmp_path / "topics.yml", TOPICS.format("a") * 2)
    real = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "locked.yml":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    loaded = store.load(folder, tmp_path / "topics.yml", tmp_path)
    assert set(codes(loaded.findings)) == ON_DISK
    write(tmp_path / "topics.yml", TOPICS.format("a") + TOPICS.format("b"))
    assert store.load(tmp_path / "none", tmp_path / "topics.yml", tmp_path).findings == ()


def test_every_rule_has_examples_here() -> None:
    assert {rule[0] for rule in RULES} == {check.code for check in CHECKS}
    assert {case[0] for case in READ} | ON_DISK == set(READING)
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert not {check.code for check in CHECKS} & set(READING)


def test_a_breach_is_shown_where_it_stands() -> None:
    text = "title: A\ntopics:\n  - caches\n  - cashes\nlinks:\n  - code: ftp://a.b\n"
    found, _ = read(text)
    assert found
    findings = breaches(found)
    assert [(f.code, f.origin.line) for f in findings] == [("unknown-topic", 4), ("bad-link", 6)]


def test_all_three_of_a_kind_are_told() -> None:
    same = [paper("A", id=name, topics=("caches",)) for name in ("x", "y", "z")]
    assert codes(breaches(*same)) == ["duplicate-title"] * 2


def test_without_a_vocabulary_no_paper_lacks_a_topic() -> None:
    assert run(Catalog(papers=(paper("A"),))) == ()


def test_findings_stand_in_the_order_of_the_files_each_once() -> None:
    places = [
        ("b.yml", None, None),
        ("a.yml", 10, 1),
        ("a.yml", 2, 5),
        ("a.yml", 2, None),
        ("b.yml", 1, 1),
    ]
    findings = [
        Finding(code="c", severity="error", message="m", origin=Origin(source=s, line=n, column=c))
        for s, n, c in places
    ]  # fmt: skip
    twice = ordered([*findings, *findings])
    found = [(f.origin.source, f.origin.line, f.origin.column) for f in twice]
    assert found == [places[3], places[2], places[1], places[0], places[4]]
    assert ordered(reversed(twice)) == twice
