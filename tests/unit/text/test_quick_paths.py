"""Quick paths for plain texts give what the rules for all texts give."""

# ruff: noqa: SLF001 - the slow path is private

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from generator.site.formats import bibtex_values
from generator.text import characters, hosts, sanitize, slugs
from generator.text.sanitize_rules import RULES

# Letters, what the rules look for, and characters near the limits of the quick tests.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab Zé-—'`\"\\{}^_$~*%&<>#:/.,;()[]!?+=|@0\t\n\x85\xa0\u200b\u2028\u202e"),
        st.characters(),
    ),
    max_size=30,
)  # fmt: skip


@given(TEXTS)
def test_printable_text_has_nothing_invisible(text: str) -> None:
    slow = characters._INVISIBLE.sub("\ufffd", characters._SEPARATORS.sub(" ", text))
    slow = characters._DIRECTION_CONTROL.sub("\ufffd", slow)
    assert characters.replace_invisible(text) == slow


@given(TEXTS)
def test_text_on_one_line_is_the_same_on_both_paths(text: str) -> None:
    slow = re.sub(r"\s+", " ", characters._INVISIBLE.sub("", text)).strip(" ")
    assert characters.one_line(text) == slow


@given(TEXTS)
def test_plain_text_and_headings_are_those_of_the_rules(text: str) -> None:
    lines = [[*map(sanitize._plain_text, sanitize.tokens(line))] for line in text.splitlines()]
    joined = characters.replace_invisible(" ".join(map("".join, lines)))
    assert sanitize.to_text(text) == " ".join(joined.split())
    parts = [
        "".join(sanitize._render_html(token, in_heading=True) for token in sanitize.tokens(line))
        for line in text.splitlines()
    ]
    assert sanitize.to_heading(text) == " ".join(part.strip() for part in parts).strip()


@given(TEXTS)
def test_lines_of_plain_text_are_shown_as_by_the_rules(text: str) -> None:
    lines = ["".join(map(sanitize._render_html, sanitize.tokens(line))).strip()
             for line in text.splitlines()]  # fmt: skip
    assert sanitize.to_html(text) == "<br>".join(lines)


@given(TEXTS)
def test_preformatted_lines_are_escaped_as_one_by_one(text: str) -> None:
    slow = "&#10;".join(sanitize.escape(line) for line in text.splitlines())
    assert sanitize.preformatted(text) == slow


@given(TEXTS)
def test_what_has_no_start_of_a_rule_has_no_rule(text: str) -> None:
    start = sanitize.RULE_START.search(text)
    place = re.search(r"[\\{^_`*~$]|--|https?://", text)
    assert (start and start.start()) == (place and place.start())


@given(st.from_regex(hosts._PLAIN_URL), TEXTS)
def test_a_plain_url_shows_its_host(start: str, rest: str) -> None:
    url = start + rest if start.endswith(("/", "?", "#")) else start
    if hosts._PLAIN_URL.match(url):
        assert hosts._host_problem(url) == ""


@given(TEXTS)
def test_a_single_hyphen_begins_no_rule(text: str) -> None:
    for match in re.finditer(r"-(?!-)", text):
        assert not any(rule.pattern.match(text, match.start()) for rule in RULES)


@given(TEXTS)
def test_plain_latex_is_what_the_encoder_gives(text: str) -> None:
    if bibtex_values._PLAIN_LATEX.fullmatch(text):
        assert characters.one_line(text) == text
        assert bibtex_values._ENCODER.unicode_to_latex(text) == text
        assert not bibtex_values._LIGATURE.search(text)


@given(st.text(st.characters(max_codepoint=127), max_size=20))
def test_ascii_is_compared_as_other_text_is(text: str) -> None:
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in folded if c.isalnum() or c in "+#")
    assert slugs.comparison_key(text) == (kept or "".join(folded.split()))


@given(TEXTS, st.integers(1, 70))
def test_slugs_are_those_of_the_library(text: str, length: int) -> None:
    assert slugs.ascii_words(text) == slugify(text)
    assert slugs.ascii_words(text).replace("-", "") == slugify(text, separator="")
    result = slugify(text, max_length=length, word_boundary=True, save_order=True)
    result = result or slugify(text, max_length=length)
    if len(slugify(text)) > len(result):
        result = slugs._TRAILING_STOP_WORDS.sub("", result)
    assert slugs.slug(text, length).removesuffix("-paper") == result or not result
