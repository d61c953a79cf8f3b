"""Each rule of the list, with what breaks it and what does not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from build import by, codes, on, paper, read, write

from generator import store
from generator.checks import CHECKS, READING_SUMMARIES, run, sort_findings
from generator.checks import people as check_people
from generator.model import Catalog, Finding, Ignore, Link, Name, Names, Origin, Paper, Topic
from generator.store import files
from generator.text.citation_keys import citation_keys

TOPIC = Topic(id="caches", name="Caches", group="Systems", description="Remembering.")
FINE = paper("A", topics=("caches",))
OTHER = paper("B", topics=("caches",))


def breaches(*papers: Paper) -> list[Finding]:
    """What the rules say about a list, other than that it is short."""
    findings = run(Catalog(papers=papers, topics=(TOPIC,)))
    return [finding for finding in findings if finding.code != "unused-topic"]


# A rule's code, papers that break it, papers that only come close, and what the message says.
RULES: list[tuple[str, list[Paper], list[Paper], str]] = [
    ("unknown-topic", [replace(FINE, topics=("cashes",))], [FINE], "did you mean 'caches'?"),
    ("unknown-topic", [replace(FINE, topics=("caches", "zzz"))], [FINE], "Add it to topics.yml"),
    ("repeated-item", [replace(FINE, topics=("caches", "caches"))], [FINE], "Keep one"),
    ("repeated-item", [replace(FINE, tags=("a", "b", "a"))], [replace(FINE, tags=("a", "b"))],
     "'a'"),
    ("duplicate-arxiv", [replace(FINE, arxiv="cs/9901001"), replace(OTHER, arxiv="cs/9901001")],
     [replace(FINE, arxiv="1811.06965"), replace(OTHER, arxiv="1811.06960")],
     "same arXiv id as in a.yml"),
    ("duplicate-citation-key", [replace(FINE, key="X2019"), replace(OTHER, key="x2019")],
     [replace(FINE, key="x2019"), replace(OTHER, key="x2019a")], "same citation key as in a.yml"),
    ("bad-citation-key", [replace(FINE, key="two words, {")],
     [replace(FINE, key="DBLP:conf/nips/2019+Doe_a.b-c")],
     "'two words, {' has a space and ',' and '{'. Use"),
    ("bad-citation-key", [replace(FINE, key="a" * 201)], [replace(FINE, key="a" * 200)],
     "longer than 200 characters"),
    ("non-ascii-citation-key", [replace(FINE, key="Müller2020ü")],
     [replace(FINE, key="Mueller2020")], "cannot read: ü. Use"),
    ("duplicate-doi", [replace(FINE, doi="10.1145/X"), replace(OTHER, doi="10.1145/x")],
     [replace(FINE, doi="10.1145/x"), replace(OTHER, doi="10.1145/y")], "same DOI as in a.yml"),
    ("duplicate-title", [replace(FINE, title="D^{2} MoE"), replace(OTHER, title="d2moe!")],
     [replace(FINE, title="D2"), replace(OTHER, title="D3")], "same title as in a.yml"),
    ("bad-arxiv", [replace(FINE, arxiv="arXiv:1811.06965v2")], [replace(FINE, arxiv="1811.06965")],
     "Write '1811.06965'"),
    ("bad-arxiv", [replace(FINE, arxiv="1811.069")], [replace(FINE, arxiv="math.GT/0309136")],
     "Write it like '1811.06965'"),
    ("bad-alias", [replace(FINE, aliases=("Old Name",))], [replace(FINE, aliases=("old-name",))],
     "not a valid id"),
    ("bad-alias", [replace(FINE, aliases=("x",)), replace(OTHER, aliases=("x",))],
     [replace(FINE, aliases=("x",))], "another paper's"),
    ("bad-doi", [replace(FINE, doi="https://doi.org/10.1145/X")],
     [replace(FINE, doi="10.1145/X(1)")], "Write '10.1145/x'"),
    ("bad-doi", [replace(FINE, doi="11.1145/3")], [replace(FINE, doi="10.1000.10/3")],
     "Write it like"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="javascript:alert(1)"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.b/c?d#e"),))], "write https://"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="github.com/a"),))],
     [replace(FINE, links=(Link(kind="code", url="http://a.b"),))], "write https://"),
    ("no-topic", [replace(FINE, topics=())], [FINE], "Add one from topics.yml"),
    ("bad-arxiv", [replace(FINE, arxiv="1813.06965")], [replace(FINE, arxiv="0704.0001")],
     "no month 13"),
    ("bad-arxiv", [replace(FINE, arxiv="2501.0696")], [replace(FINE, arxiv="1412.6965")],
     "5 digits"),
    ("bad-arxiv", [replace(FINE, arxiv="math/0900000")], [replace(FINE, arxiv="cmp-lg/9408001")],
     "no month 00"),
    ("bad-arxiv", [replace(FINE, arxiv="meth/9901001")], [replace(FINE, arxiv="hep-th/0703001")],
     "no archive 'meth'"),
    ("bad-arxiv", [replace(FINE, arxiv="cs/0704001")], [replace(FINE, arxiv="cs/0703001")],
     "no ids of this form"),
    ("unknown-related", [replace(FINE, related=("bb",)), OTHER],
     [replace(FINE, related=("b",)), OTHER], "did you mean 'b'?"),
    ("unknown-related", [replace(FINE, related=("zzz",))], [FINE], "without .yml"),
    ("unknown-related", [replace(FINE, related=("papers/b.yml",)), OTHER],
     [replace(FINE, related=("b",)), OTHER], "a file, not an id. Write 'b'"),
    ("unknown-related", [replace(FINE, related=("gpipe",)), replace(OTHER, id="gpipe-training")],
     [replace(FINE, related=("gpipe-training",)), replace(OTHER, id="gpipe-training")],
     "did you mean 'gpipe-training'?"),
    ("unknown-related", [replace(FINE, related=("a",))], [FINE], "this paper itself"),
    ("unknown-related", [replace(FINE, related=("b", "b")), OTHER],
     [replace(FINE, related=("b",)), OTHER], "twice"),
    ("unknown-related", [replace(FINE, related=("old",)), replace(OTHER, aliases=("old",))],
     [replace(FINE, related=("b",)), replace(OTHER, aliases=("old",))], "Write 'b'"),
    ("year-in-venue", [replace(FINE, venue="NeurIPS 2019")],
     [replace(FINE, venue="NeurIPS", issued=on(2019))], "issued 2019. Run `reading-list migrate`"),
    ("year-in-venue", [replace(FINE, venue="PVLDB 2019", issued=on(2019, 3))],
     [replace(FINE, venue="Life 1955", published=on(2019))], "issued 2019-03"),
    ("bad-link", [replace(FINE, url="http://10.0.0.1/a")], [replace(FINE, url="http://a.b")],
     "no host that readers can reach"),
    ("bad-language", [replace(FINE, language="cn")], [replace(FINE, language="zh")],
     "'cn' is not a known language tag. Write one such as 'zh'"),
    ("bad-category", [replace(FINE, category="cs.LGG")], [replace(FINE, category="cs.LG")],
     "did you mean 'cs.LG'?"),
    ("arxiv-date", [replace(FINE, arxiv="2501.00001", published=on(2025, 3, 4))],
     [replace(FINE, arxiv="2501.00001", published=on(2025, 3, 3))], "far from 2025-01"),
    ("arxiv-date", [replace(FINE, arxiv="2501.00001", published=on(2024, 11, 30))],
     [replace(FINE, arxiv="2501.00001", published=on(2024, 12, 1))], "correct the id"),
    ("published-after-added",
     [replace(FINE, published=on(2025, 1, 2), added=date(2025, 1, 1))],
     [replace(FINE, published=on(2025, 1, 1), added=date(2025, 1, 1))], "Correct one"),
    ("similar-tag", [replace(FINE, tags=("fine-tuning",)), replace(OTHER, tags=("finetuning",))],
     [replace(FINE, tags=("plan",)), replace(OTHER, tags=("plane", "C", "C++"))],
     "Write 'fine-tuning'"),
    ("similar-tag", [replace(FINE, tags=("batches",)), replace(OTHER, tags=("Batch",))],
     [replace(FINE, tags=("bias",)), replace(OTHER, tags=("bia-s-t",))], "Write 'Batch'"),
    ("similar-paper", [replace(FINE, title="On Fast Caches", authors=by("Ann Lee")),
                       replace(OTHER, title="On the Fast Caches", authors=by("Lee, A."))],
     [replace(FINE, title="On Fast Caches", authors=by("Ann Lee")),
      replace(OTHER, title="On Fast Caches II", authors=by("Ann Lee"))],
     "nearly the title of a.yml"),
    ("placeholder", [replace(FINE, authors=by("N/A"))],
     [replace(FINE, authors=by("Na", "Nil", "Nan"))], "leave it out"),
    ("placeholder", [replace(FINE, title="None")], [replace(FINE, title="None of Us")], "'None'"),
    ("placeholder", [replace(FINE, authors=by("[tba]"))], [replace(FINE, authors=by("Tba Na"))],
     "leave it out"),
    ("placeholder", [replace(FINE, abstract="This paper has been withdrawn by its author.")],
     [replace(FINE, abstract="Troops were withdrawn.")], "a placeholder"),
    ("placeholder", [replace(FINE, venue="n/a")], [replace(FINE, venue="NAACL")], "venue"),
    ("several-authors", [replace(FINE, authors=by("A. Smith, B. Jones and C. Lee"))],
     [replace(FINE, authors=by("Smith, John", "M. L. King, Jr.", "Research and Development Team"))],
     "on its own line"),
    ("several-authors", [replace(FINE, authors=by("Ann Smith, Bo Jones"))],
     [replace(FINE, authors=Names((Name(family="Sol Paz", given="Ann B."),)))], "several"),
    ("several-authors", [replace(FINE, authors=by("Smith; Jones"))],
     [replace(FINE, authors=by("Anders And"))], "several"),
    ("several-authors", [replace(FINE, authors=by("Smith and Jones"))],
     [replace(FINE, authors=by("Ortega y Gasset"))], "several"),
    ("et-al", [replace(FINE, authors=by("Smith et al."))], [replace(FINE, authors=by("Et Alban"))],
     "not an author"),
    ("cut-abstract", [replace(FINE, abstract="We show \u2026")],
     [replace(FINE, abstract="We \u2026 show https://a.b")], "as if it continued"),
    ("cut-abstract", [replace(FINE, abstract="We show. [Read more]")],
     [replace(FINE, abstract="We read more.")], "as if it continued"),
    ("cut-abstract", [replace(FINE, abstract="We show caches. " * 30 + "They reach a new sta")],
     [replace(FINE, abstract="We show caches. " * 30 + "See a.github.io/b"),
      replace(OTHER, abstract="We show caches. " * 30 + "It is $x^2$")], "middle of a sentence"),
    ("hidden-character", [replace(FINE, note="a\u202eb")],
     [replace(FINE, note="\U0001f469\u200d\U0001f4bb\n\t")], "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("hidden-character", [replace(FINE, tags=("a\u200db",))],
     [replace(FINE, tags=("\u05d0\u200f!",))], "U+200D"),
    ("mixed-script", [replace(FINE, title="N\u0435ural")],
     [replace(FINE, title="\u03b1-divergence, \u03bcP, \u0394t")], "CYRILLIC SMALL LETTER IE"),
    ("mixed-script", [replace(FINE, tags=("tr\u03b1ns",))],
     [replace(FINE, tags=("\u0442\u0440\u0430\u043d\u0441",))], "U+03B1"),
    ("mixed-script", [replace(FINE, links=(Link(kind="code", url="https://g\u0456thub.com"),))],
     [replace(FINE, links=(Link(kind="code", url="https://github.com/\u0456"),))], "U+0456"),
    ("mixed-script", [replace(FINE, links=(Link(kind="code", url="https://xn--80ak6aa92e.com"),))],
     [replace(FINE, links=(Link(kind="code", url="https://xn--h1ajim.xn--p1ai/"),))], "U+0430"),
    ("mixed-script", [replace(FINE, authors=by("\u0410. Lee"))],
     [replace(FINE, authors=by("\u0410\u0445\u043e", "\u0410\u043d\u043d\u0430 Lee"))], "U+0410"),
    ("mixed-script", [replace(FINE, title="Gr\u0585up")],
     [replace(FINE, title="\u0540\u0561\u0575 Group")], "ARMENIAN"),
    ("bad-formula", [replace(FINE, abstract="$\\frac{a}{b$")],
     [replace(FINE, abstract="$\\frac{a}{b}$, a price of $5 {or so}")], "lacks '}'"),
    ("bad-formula", [replace(FINE, title="$" + "x^{" * 200 + "x" + "}" * 200 + "$")],
     [replace(FINE, title="$x^{y^{z^{x}}}$")], "levels deep"),
    ("bad-note", [replace(FINE, note="1. " * 3000)], [replace(FINE, note="1. a\n    - > b")],
     "levels deep"),
    ("bad-note", [replace(FINE, note="[a] " * 301)], [replace(FINE, note="[a] " * 300)], "'['"),
    ("bad-takeaway", [replace(FINE, takeaway="One. Two.")],
     [replace(FINE, takeaway="Doe et al. show e.g. U.S. costs < $5, not $6: 3*4 A_B.")],
     "several sentences"),
    ("bad-takeaway", [replace(FINE, takeaway="a" * 201)], [replace(FINE, takeaway="a" * 200)],
     "201 characters"),
    ("bad-takeaway", [replace(FINE, takeaway="A **b** c.")], [FINE], "markup"),
    ("bad-takeaway", [replace(FINE, takeaway="A\nb.")], [replace(FINE, takeaway="A.\n")],
     "several lines"),
    ("no-takeaway", [replace(FINE, recommended=True)],
     [replace(FINE, recommended=True, takeaway="A.")], "Add `takeaway:`"),
    ("bad-search-phrase", [replace(FINE, search_phrases=("a" * 81,))],
     [replace(FINE, search_phrases=("a" * 80,))], "81 characters"),
    ("bad-search-phrase", [replace(FINE, search_phrases=("Big nets", "big  nets"))],
     [replace(FINE, search_phrases=("big nets", "big net"))], "twice"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="https://github.com@a.bc/d"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.bc/@d"),))], "before the @"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="http://192.168.1.1/x"),))],
     [replace(FINE, links=(Link(kind="code", url="https://1.1.1.1/x"),))], "no host"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="http://localhost:8000/"),))],
     [replace(FINE, links=(Link(kind="code", url="https://localhost.run/"),))], "no host"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="https://a.bc:99999/"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.bc:8443/"),))], "write https://"),
    ("bad-link", [replace(FINE, note="[a](javascript:alert(1))")],
     [replace(FINE, note="[a](https://a.bc/?b=1&c=2), <me@a.bc>, `[a](data:x)`")], "javascript"),
    ("bad-link", [replace(FINE, links=(Link(kind="code", url="//a.b/c"),))],
     [FINE], "write https://"),
    ("login-link", [replace(FINE, links=(Link(kind="code", url="https://a.b/users/sign_in?x"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.b/login-free"),))], "a login page"),
    ("tracking-link", [replace(FINE, links=(Link(kind="code", url="https://a.b/?utm_source=x"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.b/?q=utm_source"),))], "utm_source"),
    ("login-link", [replace(FINE, links=(Link(kind="code", url="https://a-b.ezproxy.c.edu/x"),))],
     [replace(FINE, links=(Link(kind="code", url="https://a.b/ezproxy/x"),))], "a login page"),
    ("tracking-link", [replace(FINE, links=(
        Link(kind="code", url="https://www.google.com/url?q=https://a.b"),))],
     [replace(FINE, links=(Link(kind="code", url="https://sites.google.com/url"),))], "redirects"),
    ("tracking-link", [replace(FINE, links=(Link(kind="code", url="https://bit.ly/x"),))],
     [replace(FINE, links=(Link(kind="code", url="https://rabbit.ly/x"),))], "bit.ly"),
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
    ("conflict-marker", "title: A\n<<<<<<< a\n=======\nvenue: B\n>>>>>>> b\n",
     "title: A\nnote: |\n  B\n  =======\n  << >> <<<<<< >>>>>>>> <<<<<<<a\n"),
    ("joined-lines", "title: A\ntags:\n  - b\n   - c\n", "title: A\ntags:\n  - b\n  - c\n"),
    ("hash-comment", "title: A #2\n", "title: A#2 # 2\n"),
    ("latex-escape", 'title: "$\\nu$"\n', "title: '$\\nu$'\nvenue: \"a\\nb\"\n"),
    ("yaml-tag", "title: !!binary A\n", "title: !!str A\n"),
    ("yaml-alias", "title: &a A\nvenue: *a\n", "title: &a A\nvenue: 2*a\n"),
    ("unknown-key", "title: A\nvenues: B\n", "title: A\nvenue: B\n"),
    ("duplicate-key", "title: A\ntitle: A\n", "title: A\nvenue: A\n"),
    ("missing-field", "title: ''\n", "title: '-'\n"),
    ("wrong-type", "title: A\ntags: b\n", "title: A\ntags: [b]\n"),
    ("empty-item", "title: A\ntags: ['']\n", "title: A\ntags: []\n"),
    ("bad-date", "title: A\nadded: 2023-02-29\n", "title: A\nadded: 2024-02-29\n"),
    ("bad-status", "title: A\nstatus: done\n", "title: A\nstatus: read\n"),
    ("bad-choice", "title: A\ntype: preprint\n", "title: A\ntype: article\n"),
]  # fmt: skip
ON_DISK = {"not-utf8", "not-a-file", "unreadable", "too-large", "bad-id", "duplicate-topic"}


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
    write(folder / "large.yml", "title: " + "A" * 250_001)
    write(folder / "locked.yml", "title: A\n")
    write(tmp_path / "topics.yml", TOPICS.format("a") * 2)
    real = files.read_regular_file

    def locked(path: Path, max_bytes: int) -> bytes:
        if path.name == "locked.yml":
            raise PermissionError(13, "Permission denied")
        return real(path, max_bytes)

    monkeypatch.setattr(files, "read_regular_file", locked)
    loaded = store.load_catalog(folder, tmp_path / "topics.yml", tmp_path)
    assert set(codes(loaded.findings)) == ON_DISK
    write(tmp_path / "topics.yml", TOPICS.format("a") + TOPICS.format("b"))
    none = store.load_catalog(tmp_path / "none", tmp_path / "topics.yml", tmp_path)
    assert codes(none.findings) == [store.NO_PAPERS]


def test_every_rule_has_examples_here() -> None:
    excluding = {"excluded-paper", "duplicate-exclusion", "broad-exclusion"}
    people = {check.code for check in check_people.CHECKS}  # see test_people_checks.py
    of_paths = {"unknown-step", "repeated-step", "bad-path"}  # see test_path_checks.py
    apart = {"unused-topic", *excluding, *people, *of_paths}  # see test_import_identity.py
    assert {rule[0] for rule in RULES} | apart == {check.code for check in CHECKS}
    interrupted = {"unfinished-write", "edited-since"}  # see test_store_files.py
    of_lists = {"unknown-list", "empty-list", "duplicate-id"}  # see test_several_lists.py
    assert {case[0] for case in READ} | ON_DISK | {
        "no-vocabulary",
        "no-papers",
    } | interrupted | of_lists == set(READING_SUMMARIES)
    assert len({check.code for check in CHECKS}) == len(CHECKS)
    assert not {check.code for check in CHECKS} & set(READING_SUMMARIES)


def test_a_breach_is_shown_where_it_stands() -> None:
    text = "title: A\ntopics:\n  - caches\n  - cashes\nlinks:\n  - code: ftp://a.b\n"
    found, _ = read(text)
    assert found
    findings = breaches(found)
    assert [(f.code, f.origin.line) for f in findings] == [("unknown-topic", 4), ("bad-link", 6)]


def test_all_three_of_a_kind_are_told() -> None:
    same = [paper("A title", id=name, topics=("caches",)) for name in ("x", "y", "z")]
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
    twice = sort_findings([*findings, *findings])
    found = [(f.origin.source, f.origin.line, f.origin.column) for f in twice]
    assert found == [places[3], places[2], places[1], places[0], places[4]]
    assert sort_findings(reversed(twice)) == twice


def test_a_topic_without_papers_is_told_once_there_are_papers_enough() -> None:
    unused = replace(TOPIC, id="unused", origin=Origin(source="topics.yml", line=5, column=3))
    assert run(Catalog(papers=(FINE,), topics=(TOPIC, unused))) == ()
    (finding,) = run(Catalog(papers=(FINE, OTHER), topics=(TOPIC, unused)))
    assert (finding.code, finding.severity, finding.origin) == (
        "unused-topic",
        "info",
        unused.origin,
    )


def test_the_most_used_spelling_of_a_tag_is_the_one_to_write() -> None:
    tags = ("finetuning", "fine tuning", "finetuning", "fine-tunings")
    papers = [paper(f"P {i}", topics=("caches",), tags=(tag,)) for i, tag in enumerate(tags)]
    findings = breaches(*papers)
    assert codes(findings) == ["similar-tag"] * 2
    assert all("Write 'finetuning'" in finding.message for finding in findings)


def test_a_finding_is_silenced_with_a_reason_in_its_file_only() -> None:
    silent = (Ignore(code="no-topic", reason="none fits"),)
    both = (replace(FINE, topics=(), ignore=silent), replace(OTHER, topics=()))
    assert [(f.code, f.origin.source) for f in breaches(*both)] == [("no-topic", "b.yml")]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("bad-link", "finds nothing in this file"),
        ("bad-lnk", "did you mean 'bad-link'?"),
        ("unknown-key", "found while reading"),
        ("unused-ignore", "not the code of a check"),
    ],
)
def test_what_is_ignored_in_vain_is_told(code: str, words: str) -> None:
    (finding,) = breaches(replace(FINE, ignore=(Ignore(code=code, reason="because"),)))
    assert (finding.code, finding.severity) == ("unused-ignore", "warning")
    assert words in finding.message


def test_ignoring_twice_is_once_too_often() -> None:
    twice = (Ignore(code="no-topic", reason="a"), Ignore(code="no-topic", reason="b"))
    (finding,) = breaches(replace(FINE, topics=(), ignore=twice))
    assert "twice" in finding.message


def test_reasons_are_kept_and_required() -> None:
    text = "title: A\nignore:\n  - no-topic: none fits\n  - bad-link: 'yes: it is'\n"
    found, findings = read(text)
    assert found
    assert findings == []
    assert store.dump_paper(found) == text
    assert (found.origin("ignore.1").line, found.origin("ignore.1").column) == (4, 5)
    for value in ("", " ' '", " ~", " ''"):
        assert codes(read(f"title: A\nignore:\n  - no-topic:{value}\n")[1]) == ["missing-field"]
    for value in ("no-topic", "{a: b, c: d}", "[a]"):
        assert codes(read(f"title: A\nignore:\n  - {value}\n")[1]) == ["wrong-type"]


@pytest.mark.parametrize("char", list(" ,{}()#%~\\\"'@&$^=\t"))
def test_a_citation_key_that_exports_would_change_is_an_error(char: str) -> None:
    bad = replace(FINE, key=f"doe{char}2019")
    assert citation_keys(Catalog(papers=(bad,)))["a"] != bad.key
    assert codes(breaches(bad)) == ["bad-citation-key"]


def test_papers_with_one_invalid_citation_key_are_each_told() -> None:
    findings = breaches(replace(FINE, key="a b"), replace(OTHER, key="a b"))
    assert codes(findings) == ["bad-citation-key"] * 2


def test_a_citation_key_that_is_empty_is_none() -> None:
    assert breaches(replace(FINE, key="")) == []
