"""Clean text, slugs and fresh ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import invisible_characters, one_line, paragraph, replace_invisible
from generator.text.did_you_mean import did_you_mean
from generator.text.english import plural
from generator.text.identifiers import ARXIV_ID, DOI_NAME, normalize_arxiv_id, normalize_doi
from generator.text.slugs import (
    ID_PATTERN,
    MAX_ID_LENGTH,
    RESERVED_IDS,
    comparison_key,
    slug,
    unused_slug,
)

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GPipe: Efficient Training", "gpipe-efficient-training"),
        ("T\u00fclu & Stra\u00dfe", "tulu-strasse"),
        ("\u041c\u043e\u0434\u0435\u043b\u044c", "model"),
        ("\u6df1\u5ea6\u5b66\u4e60", "shen-du-xue-xi"),
        ("Salt &amp; Pepper", "salt-pepper"),
        ("../../etc/passwd", "etc-passwd"),
        ("A", "a"),
    ],
)
def test_a_slug_spells_any_script_in_ascii(title: str, expected: str) -> None:
    assert slug(title) == expected


@pytest.mark.parametrize("title", ["", "???", "!?!", "..", "\U0001f525", "\ud800", "\x00", "---"])
def test_a_title_without_letters_still_gets_a_slug(title: str) -> None:
    assert ID_PATTERN.fullmatch(slug(title))
    assert slug(title).startswith("x-")
    assert slug(title) == slug(title)


def test_titles_without_letters_get_different_slugs() -> None:
    assert len({slug(title) for title in ("???", "!!!", "\U0001f525", "\U0001f999")}) == 4


@pytest.mark.parametrize(
    "title", ["con", "CON", "nul", "LPT1", "com\u00b9", "Aux", "index", "README", "404"]
)
def test_a_reserved_name_is_never_a_slug(title: str) -> None:
    assert slug(title).removesuffix("-paper") in RESERVED_IDS
    assert slug(title) not in RESERVED_IDS
    assert unused_slug(title, {slug(title)}) not in RESERVED_IDS


def test_a_long_title_is_cut_between_words() -> None:
    assert slug("word " * 30) == "-".join(["word"] * 12)


def test_a_cut_slug_does_not_end_in_a_small_word() -> None:
    title = "Combined Scheduling and Memory Allocation for the Replacement of Tensors"
    assert slug(title) == "combined-scheduling-and-memory-allocation"
    assert slug("What Is It For") == "what-is-it-for"


def test_a_single_long_word_is_cut_at_the_limit() -> None:
    assert slug("a" * 300) == "a" * MAX_ID_LENGTH


@given(ANY_TEXT)
def test_any_title_has_a_usable_slug(title: str) -> None:
    result = slug(title)
    assert ID_PATTERN.fullmatch(result)
    assert len(result) <= MAX_ID_LENGTH
    assert result not in RESERVED_IDS


@given(st.lists(st.sampled_from("abcdefgh").map(lambda c: c * 7), min_size=1, max_size=20))
def test_a_cut_slug_holds_whole_words_only(words: list[str]) -> None:
    parts = slug(" ".join(words)).split("-")
    assert parts == words[: len(parts)]
    assert len(parts) == min(len(words), 7)


@pytest.mark.slow
@given(st.lists(ANY_TEXT | st.sampled_from(["", "con", "a" * 80, "b " * 40]), max_size=30))
def test_fresh_ids_are_distinct(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles * 2:
        result = unused_slug(title, taken)
        assert result not in taken
        assert ID_PATTERN.fullmatch(result)
        assert len(result) <= MAX_ID_LENGTH
        taken.add(result)
    assert len(taken) == 2 * len(titles)


def test_fresh_ids_are_numbered_from_two() -> None:
    assert unused_slug("A Title", set()) == "a-title"
    assert unused_slug("A Title", {"a-title"}) == "a-title-2"
    assert unused_slug("A Title", {"a-title", "a-title-2"}) == "a-title-3"
    assert unused_slug("a" * 99, {"a" * 60}) == "a" * 58 + "-2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Divide-and-Conquer: LLMs", "divide and conquer llms"),
        ("T\u00fclu", "Tulu"),
        ("Caf\u00e9", "Cafe\u0301"),
        ("Stra\u00dfe", "STRASSE"),
        ("E\ufb03cient", "efficient"),
        ("H\u2082O", "H2O"),
    ],
)
def test_two_spellings_of_a_title_share_a_key(one: str, other: str) -> None:
    assert comparison_key(one) == comparison_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPipe", "Pipe"),
        ("\u0915\u093f", "\u0915\u0940"),
        ("???", "!!!"),
        ("\U0001f525", "\U0001f999"),
        ("V1", "V2"),
    ],
)
def test_different_titles_have_different_keys(one: str, other: str) -> None:
    assert comparison_key(one) != comparison_key(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \t b  ", "a b"),
        ("a\r\nb\rc\nd", "a b c d"),
        ("\ufeffstart", "start"),
        ("5\u00a0GB", "5 GB"),
        ("before\u0085after", "before after"),
        ("near\x02 far", "near far"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("over\x0cunder\x1fby", "over under by"),
        ("al\u200bpha", "alpha"),
        ("up\u2028down", "up down"),
        ("\ud800lone", "lone"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("", ""),
    ],
)
def test_one_line_cleans_white_space_and_control_characters(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(ANY_TEXT)
def test_one_line_leaves_nothing_more_to_clean(text: str) -> None:
    cleaned = one_line(text)
    assert one_line(cleaned) == cleaned
    assert not invisible_characters(cleaned)
    assert "".join(cleaned.split()) == "".join(one_line(c) for c in text if not c.isspace())


def test_removed_characters_are_named_once_in_order() -> None:
    assert invisible_characters("a\x1bb\x02c\x1b\u0085\t") == ["U+001B", "U+0002"]


def test_a_paragraph_joins_lines_but_keeps_list_items() -> None:
    lines = ["We show", "  two things:", "", "- one", "of them", "\u2022 two", "-not an item"]
    assert paragraph(lines) == "We show two things:\n- one of them\n\u2022 two -not an item"


def test_a_paragraph_of_nothing_is_empty() -> None:
    assert paragraph(["", " \t", "\ufeff\x02"]) == ""


def test_visible_marks_what_html_and_xml_forbid() -> None:
    assert replace_invisible("a\x02b\u202ec\ufffe\U0001ffff") == "a\ufffdb\ufffdc\ufffd\ufffd"
    assert replace_invisible("a\x0bb\x1fc\u0085d") == "a b c d"
    assert (
        replace_invisible("plain \u6587 \U0001f468\u200d\U0001f469")
        == "plain \u6587 \U0001f468\u200d\U0001f469"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2501.03226", "2501.03226"),
        ("0704.0001", "0704.0001"),
        ("2501.03226v3", "2501.03226"),
        (" arXiv:2501.03226v1 ", "2501.03226"),
        ("https://arxiv.org/abs/2501.03226v2", "2501.03226"),
        ("http://www.arxiv.org/pdf/2501.03226v2.pdf", "2501.03226"),
        ("https://arxiv.org/html/2501.03226/", "2501.03226"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v2", "math.GT/0309136"),
        ("https://arxiv.org/abs/cs/0112017", "cs/0112017"),
    ],
)
def test_an_arxiv_identifier_is_read_in_all_its_forms(text: str, expected: str) -> None:
    assert normalize_arxiv_id(text) == expected
    assert ARXIV_ID.fullmatch(normalize_arxiv_id(text))


@pytest.mark.parametrize(
    "text", ["", "2501", "25010.3226", "2501.032261", "https://x.org/2501.03226"]
)
def test_what_is_no_arxiv_identifier_stays_and_is_none(text: str) -> None:
    assert normalize_arxiv_id(f" {text} ") == text
    assert not ARXIV_ID.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1145/3458817.3476209", "10.1145/3458817.3476209"),
        ("doi:10.1145/X.Y", "10.1145/x.y"),
        ("DOI: 10.1145/X", "10.1145/x"),
        ("https://doi.org/10.48550/arXiv.2501.03226", "10.48550/arxiv.2501.03226"),
        ("http://dx.doi.org/10.1000.10/a(b)c", "10.1000.10/a(b)c"),
    ],
)
def test_a_doi_is_read_in_all_its_forms(text: str, expected: str) -> None:
    assert normalize_doi(text) == expected
    assert DOI_NAME.fullmatch(normalize_doi(text))


@pytest.mark.parametrize("text", ["", "11.1145/x", "10.1145", "10.1145/a b"])
def test_what_is_no_doi_stays_and_is_none(text: str) -> None:
    assert normalize_doi(text) == text
    assert not DOI_NAME.fullmatch(text)


def test_counts_are_spelled_with_their_noun() -> None:
    assert [plural(n, "paper") for n in (0, 1, 2)] == ["0 papers", "1 paper", "2 papers"]


def test_a_near_miss_is_suggested() -> None:
    assert did_you_mean("abtract", ["abstract", "title"]) == "; did you mean 'abstract'?"
    assert did_you_mean("zzz", ["abstract", "title"]) == ""
    assert did_you_mean("CS.lg", ["cs.LG", "cs.CL"]) == "; did you mean 'cs.LG'?"


def test_a_name_is_suggested_by_how_it_begins() -> None:
    known = [
        "gpipe-efficient-training-of-giant-neural-networks-using",
        "gpipes-and-more",
        "gnnpipe",
    ]
    assert did_you_mean("gpipe", known) == f"; did you mean {known[0]!r}?"
    assert did_you_mean("GPipe", known) == f"; did you mean {known[0]!r}?"
    assert did_you_mean("gpip", known) == f"; did you mean {known[0]!r} or {known[1]!r}?"
    assert did_you_mean("gp", known) == ""
    assert did_you_mean("paper", [f"paper-{n}" for n in range(9)]).count(" or ") == 0


def test_signs_that_name_a_language_tell_titles_apart() -> None:
    keys = {comparison_key(title) for title in ("Learning C", "Learning C++", "Learning C#")}
    assert len(keys) == 3
    assert comparison_key("Learning: C!") == comparison_key("learning C")
