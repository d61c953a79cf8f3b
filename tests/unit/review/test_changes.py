"""What changed between two states: told by meaning, and inert wherever it is shown."""

import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from build import ROOT, by, on, paper
from cases import for_each
from hypothesis import given
from invented import texts

from generator import checks
from generator.checks.likely_duplicates import DuplicateIndex
from generator.model import (
    Catalog,
    Finding,
    Link,
    Organization,
    Origin,
    Paper,
    ReadingPath,
    Topic,
)
from generator.review import (
    Comparison,
    Side,
    changes_html,
    changes_json,
    changes_markdown,
    changes_text,
    compare,
)
from generator.review.markdown import MAX_COMMENT_CHARS
from generator.review.semantic_diff import _field_value
from generator.review.word_diff import diff_html

NASTY = yaml.safe_load((ROOT / "tests" / "data" / "corpus" / "nasty.yml").read_text("utf-8"))
HOSTILE = [
    "@octocat and @org/team", "mail a@example.com", "fixes #1 and owner/repo#12", "GH-7, gh-8",
    "commit deadbeefcafe and DEADBEEF12345678", "user@0123456789abcdef", "GHSA-x7y8-aaaa-bbbb",
    "https://github.com/owner/repo/issues/1", "www.example.com", "ftp://example.com",
    "<img src=x onerror=alert(1)>", "</details></summary><script>x</script>", "![a](http://x.y)",
    "[a](javascript:x)", "`code` ```", "> [!NOTE]", "- [ ] task", "# Title", "1. one", "| a | b |",
    "*a* _b_ ~~c~~", ":+1: :smile:", "$x$ and $$y$$ and $`z`$", "[^1]", "&#64;name", "&commat;name",
    "a\u202eb\u2066c", "@\u2060name", "\\@name", "<!-- -->", "---", "{{ x }}", "#\u200b1",
]  # fmt: skip
TAGS = {"a", "br", "code", "del", "details", "em", "ins", "span", "strong", "summary"}
TOPICS = tuple(
    Topic(id=id_, name=id_.title(), group="All", description="x") for id_ in ("pipes", "trees")
)


def side(*papers: Paper, topics: tuple[Topic, ...] = TOPICS, name: str = "main") -> Side:
    """A state with these papers and what the checks say of them."""
    catalog = Catalog(papers=papers, topics=topics)
    return Side(name=name, catalog=catalog, findings=checks.sort_findings(checks.run(catalog)))


def between(old: Paper, new: Paper) -> Comparison:
    """What changed in a list of one paper."""
    return compare(side(old), side(new))


def added(*papers: Paper) -> Comparison:
    """A comparison in which papers were added to an empty list."""
    return compare(side(), side(*papers))


class _Shown(HTMLParser):
    """The text runs of HTML, apart as GitHub sees them, those in code and links left out."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self.tags: set[str] = set()
        self.quiet = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.quiet += tag in {"code", "a"}

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in {"code", "a"}

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.runs.append(data)


def assert_inert(text: str) -> None:
    """Nothing in a comment that GitHub would make a mention, reference, link or element of."""
    shown = _Shown(text)
    assert shown.tags <= TAGS
    for run in shown.runs:
        assert not re.search(r"@[\w-]", run)
        assert not re.search(r"(?i)#\d|\bgh-\d|\b[0-9a-f]{7,40}\b", run)
        assert not re.search(r"(?i)://|\bwww\.|:[\w+-]+:|ghsa-\w", run)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    captured = re.sub(r"</?[a-z]+(?: href=\"https://arxiv\.org/abs/[\w./-]+\")?>", "", text)
    assert "<" not in captured
    assert ">" not in captured
    assert "@" not in text
    for line in captured.splitlines():
        if not re.match(r"(?:#{2,3} |- |… and |$)", line):
            assert not re.search(r"[*_\[\]\\]", line), line
        rest = line.replace("`reading-list diff --format html` shows all", "")
        assert not re.search(r"[*_\[\]\\$]|`(?!: |  )", rest), line


def test_nothing_changed_is_said() -> None:
    same = between(paper(), paper())
    assert not any(same.counts.values())
    assert "Nothing changed" in changes_markdown(same)
    assert "Nothing changed" in changes_html(same)


def test_papers_come_and_go() -> None:
    comparison = compare(side(paper("One")), side(paper("Quite another")))
    assert [a.paper.id for a in comparison.added] == ["quite-another"]
    assert [removed.paper.id for removed in comparison.removed] == ["one"]
    assert (comparison.papers_before, comparison.papers_after) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ({"arxiv": "1811.06965"}, {"arxiv": "1811.06965", "title": "New"}, "arxiv"),
        ({"doi": "10.1000/A"}, {"doi": "10.1000/a", "title": "New"}, "doi"),
        ({"title": "{GPipe}: It!"}, {"title": "gpipe it"}, "title"),
    ],
)
def test_a_paper_under_another_id_is_renamed_not_removed_and_added(
    old: dict[str, str], new: dict[str, str], by: str
) -> None:
    comparison = between(paper(**{"id": "old", **old}), paper(**{"id": "new", **new}))
    assert [(r.before, r.after, r.by) for r in comparison.renamed] == [("old", "new", by)]
    assert not comparison.added
    assert not comparison.removed


def test_the_arxiv_id_tells_more_than_the_title() -> None:
    gone = paper("Same", id="a"), paper("Other", id="b", arxiv="1811.06965")
    come = paper("Same", id="c", arxiv="1811.06965"), paper("Same", id="d")
    comparison = compare(side(*gone), side(*come))
    assert [(r.before, r.after, r.by) for r in comparison.renamed] == [
        ("b", "c", "arxiv"), ("a", "d", "title"),
    ]  # fmt: skip


def test_edits_are_told_field_by_field() -> None:
    old = paper(authors=by("A", "B"), abstract="Old words.")
    new = replace(old, authors=by("A", "C"), abstract="New words.", published=on(2024, 1, 2),
                  recommended=True, links=(Link(kind="code", url="https://a.b"),),
                  organization=Organization(name="O", handle="o"))  # fmt: skip
    changes = {c.field: (c.before, c.after) for c in between(old, new).edited[0].changes}
    assert changes == {
        "authors": (("A", "B"), ("A", "C")),
        "organization": ("", "O (o)"),
        "published": ("", "2024-01-02"),
        "links": ((), ("code: https://a.b",)),
        "recommended": ("", "yes"),
        "abstract": ("Old words.", "New words."),
    }
    shown = changes_markdown(between(old, new))
    assert "<del>Old</del> <ins>New</ins> words." in shown
    assert "<del>B</del>, <ins>C</ins>" in shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": 1}, ("a: 1",)),
        (frozenset({"b", "a"}), ("a", "b")),
        ((Origin(source="f", line=2),), ("source: f, line: 2",)),
    ],
)
def test_a_field_of_any_kind_has_a_text(value: object, expected: tuple[str, ...]) -> None:
    assert _field_value(value) == expected


def test_topics_and_tags_are_told_apart_from_edits() -> None:
    old = paper(topics=("pipes",), tags=("a", "b"))
    comparison = between(old, replace(old, topics=("trees",), tags=("b", "c")))
    assert not comparison.edited
    moved = comparison.retopiced[0]
    assert (moved.topics_added, moved.topics_removed) == (("trees",), ("pipes",))
    assert (moved.tags_added, moved.tags_removed) == (("c",), ("a",))
    assert [(s.id, s.before, s.after, s.change) for s in comparison.topics] == [
        ("trees", 0, 1, "grew"), ("pipes", 1, 0, "shrank"),
    ]  # fmt: skip
    assert [(s.id, s.change) for s in comparison.tags] == [("c", "appeared"), ("a", "vanished")]


def test_another_main_topic_is_told_and_another_order_of_tags_is_not() -> None:
    old = paper(topics=("pipes", "trees"), tags=("a", "b"))
    comparison = between(old, replace(old, topics=("trees", "pipes"), tags=("b", "a")))
    assert comparison.retopiced[0].main == ("pipes", "trees")
    assert "main topic pipes → trees" in changes_markdown(comparison)
    assert not between(old, replace(old, tags=("b", "a"))).retopiced


def topic(id_: str, name: str, description: str = "", **fields: Any) -> Topic:
    """A topic of the vocabulary."""
    return Topic(id=id_, name=name, group="All", description=description or f"All {id_}.", **fields)


def test_topics_of_the_vocabulary_come_go_and_change() -> None:
    old, new = topic("trees", "Trees"), topic("bushes", "Bushes")
    edited = replace(TOPICS[0], description="y")
    comparison = compare(side(topics=(TOPICS[0], old)), side(topics=(edited, new)))
    assert [(s.id, s.change) for s in comparison.topics] == [
        ("bushes", "appeared"), ("trees", "vanished"),
    ]  # fmt: skip
    assert [(e.id, e.changes[0].field) for e in comparison.vocabulary] == [("pipes", "description")]
    assert comparison.renamed_topics == ()


TREES = topic("trees", "Trees", "What branches.")
TWO = (paper("One", id="one", topics=("trees",)), paper("Two", id="two", topics=("trees",)))


@pytest.mark.parametrize(
    ("new", "by"),
    [
        (replace(TREES, name="Forests"), "id"),
        (replace(TREES, id="forests", name="TREES"), "name"),
        (replace(TREES, id="forests", description="Other words."), "name"),
        (replace(TREES, id="forests", name="Forests"), "description"),
        (topic("forests", "Forests", "Other words."), "papers"),
    ],
)
def test_a_renamed_topic_is_renamed_and_its_papers_stay_where_they_are(new: Topic, by: str) -> None:
    moved = tuple(replace(each, topics=(new.id,)) for each in TWO)
    comparison = compare(side(*TWO, topics=(TREES,)), side(*moved, topics=(new,)))
    assert [
        (t.before, t.after, t.name_before, t.name_after, t.by) for t in comparison.renamed_topics
    ] == [("trees", new.id, "Trees", new.name, by)]
    assert comparison.retopiced == ()
    assert comparison.topics == ()
    for render in (changes_markdown, changes_html, changes_text):
        shown = render(comparison)
        assert "Renamed topics" in shown
        assert "1 topic renamed" in shown
        assert f"(same {by})" in shown
        assert "appeared" not in shown
        assert ("Edited topics" in shown) == (new.description != TREES.description)


def test_a_renamed_topic_that_grows_and_is_edited_tells_that_too() -> None:
    new = replace(TREES, id="forests", keywords=("tree*",))
    more = (*TWO, paper("Three", id="three", topics=("trees",)))
    moved = tuple(replace(each, topics=("forests",)) for each in more)
    comparison = compare(side(*TWO, topics=(TREES,)), side(*moved, topics=(new,)))
    assert [(s.id, s.before, s.after, s.change) for s in comparison.topics] == [
        ("forests", 2, 3, "grew")
    ]
    assert [(e.id, e.changes[0].field) for e in comparison.vocabulary] == [("forests", "keywords")]


def test_a_paper_left_under_the_old_id_did_not_move() -> None:
    new = replace(TREES, id="forests")
    head = side(TWO[0], replace(TWO[1], topics=("forests",)), topics=(new,))
    assert compare(side(*TWO, topics=(TREES,)), head).retopiced == ()


def test_renamed_papers_count_for_a_renamed_topic_and_new_ones_do_not() -> None:
    new = topic("forests", "Forests")
    moved = (replace(TWO[0], id="uno", topics=("forests",)), replace(TWO[1], topics=("forests",)),
             paper("Three", id="three", topics=("forests",)))  # fmt: skip
    comparison = compare(side(*TWO, topics=(TREES,)), side(*moved, topics=(new,)))
    assert [(t.after, t.by) for t in comparison.renamed_topics] == [("forests", "papers")]


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ([TREES], [topic("forests", "Forests"), topic("woods", "Woods")]),
        ([TREES], [replace(TREES, id="a", name="A"), replace(TREES, id="b", name="B")]),
        ([TREES, replace(TREES, id="c", name="C")], [replace(TREES, id="a", name="A")]),
        ([TREES], []),
        ([], [TREES]),
    ],
)
def test_where_it_is_not_certain_which_topic_became_which_none_is_renamed(
    gone: list[Topic], come: list[Topic]
) -> None:
    old = tuple(replace(each, topics=tuple(t.id for t in gone)) for each in TWO)
    new = tuple(replace(each, topics=tuple(t.id for t in come)) for each in TWO)
    comparison = compare(side(*old, topics=tuple(gone)), side(*new, topics=tuple(come)))
    assert comparison.renamed_topics == ()
    assert {s.change for s in comparison.topics} <= {"appeared", "vanished"}


def test_one_paper_in_common_does_not_rename_a_topic() -> None:
    new = topic("forests", "Forests")
    comparison = compare(side(TWO[0], topics=(TREES,)),
                         side(replace(TWO[0], topics=("forests",)), topics=(new,)))  # fmt: skip
    assert comparison.renamed_topics == ()


def test_findings_are_new_or_fixed_but_not_when_only_their_line_moved() -> None:
    def finding(line: int, source: str = "papers/a.yml", place: str = "papers/b.yml:3") -> Finding:
        origin = Origin(source=source, line=line)
        return Finding(code="x", severity="error", message=f"as in {place}: no", origin=origin)

    def read_from(id_: str) -> Paper:
        return replace(paper(id=id_), origins={"": Origin(source=f"papers/{id_}.yml")})

    base = replace(side(read_from("a")), findings=(finding(1), finding(2, "papers/c.yml")))
    head = replace(side(read_from("d")), findings=(
        finding(7, "papers/d.yml", "papers/b.yml:9"), finding(8, "papers/d.yml"),
    ))  # fmt: skip
    comparison = compare(base, head)
    assert [f.origin.line for f in comparison.new_findings] == [8]
    assert [f.origin.source for f in comparison.fixed_findings] == ["papers/c.yml"]


@pytest.mark.parametrize(
    ("known", "new", "reason"),
    [
        ("GPipe: Efficient Training", "GPipe: Easy Scaling of Networks", "name"),
        ("GPipe", "GPipe: Easy Scaling of Networks", "name"),
        ("Efficient Training of Giant Networks", "Eficient Training of Giant Network", "title"),
        ("大规模语言模型的高效训练方法研究", "大规模语言模型的高效训练方法研讨", "title"),
    ],
)
def test_an_added_paper_near_a_known_one_is_pointed_at(known: str, new: str, reason: str) -> None:
    old, come = paper(known, id="old"), paper(new, id="new")
    found = compare(side(old), side(old, come)).added[0].near
    assert [(n.id, n.reason) for n in found] == [("old", reason)]
    assert "may repeat" in changes_markdown(compare(side(old), side(old, come)))


def test_papers_that_only_share_words_are_not_near() -> None:
    index = DuplicateIndex(
        [paper("Training of Large Language Models", id="a"), paper("A: x", id="b")]
    )
    assert index.find(paper("Serving of Large Vision Networks", id="c")) == ()
    assert index.find(paper("A: y and something else", id="d")) == ()


def test_an_added_paper_is_shown_as_a_card() -> None:
    new = paper("D^{2}MoE: 3\\% More", id="new", authors=by("Ann Lee", "Bo"),
                published=on(2024, 1, 2), arxiv="1811.06965", topics=("pipes",),
                tags=("fast",), search_phrases=("quick & easy", "*"), abstract="Long.")  # fmt: skip
    shown = changes_markdown(added(new))
    assert "<strong>D2MoE: 3% More</strong>" in shown
    for part in ("Ann Lee, Bo", "2024-01-02", "Topics: Pipes", "Tags: <code>fast</code>",
                 "Search phrases: <code>quick & easy</code>, <code>&#42;</code>",
                 '<a href="https://arxiv.org/abs/1811.06965">',
                 "<details><summary>Abstract</summary>Long.</details>"):  # fmt: skip
        assert part in shown


@pytest.mark.slow
@for_each([case["title"] for case in NASTY] + HOSTILE)
def test_hostile_text_is_inert_wherever_it_stands(text: str) -> None:
    new = paper(text, id="new", abstract=text, authors=by(text), tags=(text,), venue=text,
                search_phrases=(text,),
                organization=Organization(name=text), links=(Link(kind="code", url=text),),
                doi=text, arxiv=text, note=text, topics=(text,))  # fmt: skip
    old = paper("Old", id="new", arxiv="1", tags=("a",))
    for found in (added(new), between(old, new), between(new, old), compare(side(new), side())):
        assert_inert(changes_markdown(found))


def test_plain_words_stay_whole() -> None:
    assert "Feedback for GPT-4: 2023-10" in changes_html(
        added(paper("Feedback for GPT-4: 2023-10"))
    )


def test_hostile_names_of_states_and_topics_are_inert() -> None:
    topic = replace(TOPICS[0], name="@all #1 <b>", description="http://x.y/#1")
    for base, head in ((TOPICS, (topic,)), ((topic,), ())):
        comparison = compare(side(topics=base, name="a`@b/#1<c>"), side(topics=head, name="*x*"))
        assert_inert(changes_markdown(comparison))


@pytest.mark.slow
@given(texts, texts)
def test_any_text_is_inert_and_shown(title: str, abstract: str) -> None:
    new, old = paper(title, id="new", abstract=abstract), paper("Old", id="new", abstract="b c")
    for found in (added(new), between(old, new)):
        assert_inert(changes_markdown(found))
        json.loads(changes_json(found))


@pytest.mark.slow
def test_all_nasty_papers_at_once_fit_and_are_inert() -> None:
    papers = [paper(c["title"], id=f"n{i}", abstract=c["abstract"]) for i, c in enumerate(NASTY)]
    shown = changes_markdown(added(*papers))
    assert len(shown) <= MAX_COMMENT_CHARS
    assert_inert(shown)


def thousand() -> list[Paper]:
    """Many papers with all that a card shows."""
    return [
        paper(f"Method {i * 7919 % 1000}: On the Training of Model {i}", id=f"p{i}",
              authors=by(*(f"Author {i} {j}" for j in range(8))), tags=(f"tag {i}", "all"),
              topics=("pipes",), abstract=f"Words of the abstract number {i}. " * 30)
        for i in range(1000)
    ]  # fmt: skip


@pytest.mark.slow
def test_a_thousand_added_papers_fit_into_one_comment_and_say_what_is_left_out() -> None:
    comparison = added(*thousand())
    shown = changes_markdown(comparison)
    assert MAX_COMMENT_CHARS * 0.9 < len(shown) <= MAX_COMMENT_CHARS
    assert "- 1000 papers added\n" in shown
    assert shown.count("<details>") == shown.count("</details>")
    lines = len(re.findall(r"^- <strong>", shown, re.MULTILINE))
    assert f"… and {1000 - lines} more" in shown
    assert "### Tags that came, went or changed size" in shown
    assert len(json.loads(changes_json(comparison))["added"]) == 1000
    assert changes_html(comparison).count("<summary>Abstract</summary>") == 1000


@pytest.mark.slow
def test_a_thousand_edited_papers_fit_too() -> None:
    old = thousand()
    new = [replace(p, abstract=p.abstract.replace("of", "in"), tags=(*p.tags, "n")) for p in old]
    comparison = compare(side(*old), side(*new))
    assert len(changes_markdown(comparison)) <= MAX_COMMENT_CHARS
    assert comparison.counts["edited"] == comparison.counts["retopiced"] == 1000


@pytest.mark.slow
@pytest.mark.parametrize("text", ["@" * 200_000, "\U0001f600" * 200_000, "w " * 200_000])
def test_one_huge_paper_fits(text: str) -> None:
    new = paper(
        text, id="new", abstract=text, authors=by(text, text, text), tags=(text,), note=text
    )
    for found in (added(new), between(paper("Old", id="new"), new), between(new, paper(id="new"))):
        shown = changes_markdown(found)
        assert len(shown.encode("utf-16-le")) <= 2 * MAX_COMMENT_CHARS
        assert "1 paper" in shown


@pytest.mark.slow
def test_the_same_states_give_the_same_bytes_in_any_order() -> None:
    papers = thousand()[:60]
    for render in (changes_markdown, changes_json, changes_html):
        assert render(added(*papers)) == render(added(*reversed(papers)))


def test_words_that_changed_are_marked() -> None:
    assert diff_html("a b c", "a x c") == "a <del>b</del> <ins>x</ins> c"
    assert diff_html("a", "a b") == "a <ins>b</ins>"
    assert diff_html("w " * 5000, "") is None


def test_a_change_of_white_space_alone_says_so() -> None:
    assert "only white space" in changes_html(between(paper(note="a b"), paper(note="a\n\nb")))
    shown = changes_html(between(paper(authors=by("A", "B")), paper(authors=by("B", "A"))))
    assert "only the order" in shown


@pytest.mark.parametrize(("old", "new", "left"), [(501, 1, 300), (1, 501, 300), (250, 350, 0)])
def test_a_long_list_counts_every_item_that_is_left_out(old: int, new: int, left: int) -> None:
    before, after = (by(*(f"Author {i}" for i in range(count))) for count in (old, new))
    shown = changes_html(between(paper(authors=before), paper(authors=after)))
    assert shown.count("<del>") + shown.count("<ins>") + left == abs(new - old)
    assert (f"and {left} more" in shown) == bool(left)


def test_the_html_is_one_element_with_the_same_items() -> None:
    comparison = added(paper("A <b> & @me", id="a"))
    shown = changes_html(comparison)
    assert shown.startswith('<section class="reading-list-diff">')
    assert shown.endswith("</section>\n")
    assert _Shown(shown).tags <= TAGS | {"section", "h2", "h3", "p", "ul", "li"}
    assert html.unescape(shown).count("A <b> & @\u2060me") == 1


def test_every_key_of_the_json_is_documented() -> None:
    one = paper("GPipe: One", id="one", topics=("pipes", "trees"), tags=("a",))
    two = paper("Renamed", id="two")
    gone, come = paper("Gone", id="gone"), paper("GPipe: Two", id="come")
    base = side(one, two, gone)
    head = side(replace(one, topics=("trees", "pipes"), tags=("b",), venue="V"),
                replace(two, id="three", topics=("pipes",)), come,
                topics=(replace(TOPICS[0], name="Tubes"), TOPICS[1]))  # fmt: skip
    head = replace(
        head, catalog=replace(head.catalog, paths=(ReadingPath(id="p", name="P", why="W"),))
    )
    data = json.loads(changes_json(compare(base, head)))
    assert all(data[name] for name in data["summary"]), data["summary"]
    assert data["format"] == 1
    page = (ROOT / "docs" / "guide" / "reviewing.md").read_text("utf-8")
    documented = set(re.findall(r"`(\w+)`", page.split("## The JSON")[1]))
    assert set(_keys(data)) <= documented


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for item in value.values() for key in _keys(item))]
    return [key for item in value for key in _keys(item)] if isinstance(value, list) else []
