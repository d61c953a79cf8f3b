r"""Captured text is shown, never obeyed, and LaTeX residue reads as its author meant.

The corpus holds titles and abstracts that some language would obey; a new case is a new item.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from cases import for_each, some_of
from rendering import (
    MARKDOWN,
    assert_inert,
    letters,
    plain,
    renderings,
    seen,
    through_markdown,
    without_underscores,
)

from generator.ingest.readers import Request, read
from generator.text.sanitize import attribute, escape, preformatted, to_heading, to_html, to_text

HERE = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    category: str
    title: str
    abstract: str
    visible: tuple[str, ...]
    title_visible: str = ""
    layout: bool = True  # whether a capture keeps the text as it is


def corpus() -> list[Case]:
    items = yaml.safe_load((HERE / "corpus" / "nasty.yml").read_text("utf-8"))
    return [Case(**{**item, "visible": tuple(item["visible"])}) for item in items]


CASES = corpus()
each_case = for_each(CASES, lambda case: case.name)


# ---------------------------------------------------------------- the corpus


def test_the_corpus_is_complete() -> None:
    assert len(CASES) >= 362
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.visible for case in CASES)


@pytest.mark.slow
@for_each(some_of(CASES, 120), lambda case: case.name)
def test_nasty_text_looks_the_same_everywhere(case: Case) -> None:
    for text in (case.abstract, case.title):
        first, *others = renderings(text)
        assert not first.errors
        for other in others:
            assert without_underscores(other.text) == without_underscores(first.text)
        assert others[0].text == to_text(text)  # of the heading


@pytest.mark.slow
@for_each(some_of(CASES, 120), lambda case: case.name)
def test_nasty_text_becomes_no_element_or_attribute(case: Case) -> None:
    for text in (case.abstract, case.title):
        for found in renderings(text):
            assert_inert(found)


@each_case
def test_nasty_abstracts_read_as_meant(case: Case) -> None:
    text = seen(to_html(case.abstract)).text
    for expected in case.visible:
        assert plain(expected) in text


@each_case
def test_nasty_titles_read_as_meant(case: Case) -> None:
    assert to_text(case.title) == (case.title_visible or plain(case.title))


@for_each([case for case in CASES if case.layout], lambda case: case.name)
def test_nasty_text_in_a_capture_is_read_as_it_stands(case: Case) -> None:
    text = f"Dec 9, 2025\n\n{case.title}\n\n{case.abstract}\n"
    (entry,) = read(Request(text=text, source="-", reader="daily-papers")).entries
    assert entry.title == plain(case.title)
    unseen = "\u200b\ufeff"
    assert plain(entry.abstract) == plain(case.abstract.translate(dict.fromkeys(map(ord, unseen))))


@each_case
def test_nasty_text_stays_inside_an_attribute(case: Case) -> None:
    for text in (case.abstract, case.title):
        rendered = seen(f'<a title="{attribute(text)}">x</a>')
        assert [(e, n) for e, n, _ in rendered.attributes] == [("a", "title")]
        assert rendered.text == "x"
        assert not rendered.errors


@each_case
def test_nasty_text_holds_nothing_for_a_template(case: Case) -> None:
    for html in (to_html(case.abstract), to_heading(case.title), escape(case.abstract)):
        assert not re.search(r"[{}$]", html)


# ------------------------------------------------------- the real abstracts


def real_abstracts() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for path in sorted((HERE / "captures" / "daily-papers").glob("daily-papers-*.txt")):
        parsed = read(Request(text=path.read_text("utf-8"), source=path.name))
        found += [(f"{path.stem}:{e.origin.line}", e.abstract) for e in parsed.entries]
    return found


REAL = real_abstracts()
COMMANDS = ["em", "bf", "it", "tt", "textbf", "textit", "texttt", "textsc", "emph"]
SYMBOLS = {"Lambda": "\u039b", "times": "\u00d7", "sim": "\u223c", "ss": "\u00df"}
UMLAUT = '\\"'
UNCLOSED = r"\textbf{Positional \textbf{"  # the first is never closed: it stays visible


def source_letters(source: str) -> str:
    """The letters a source means: commands of style gone, symbols and umlauts read."""
    source = source.replace(UNCLOSED, r"textbf Positional \textbf{")
    source = re.sub(re.escape(UMLAUT) + "([A-Za-z])", lambda m: f"{m[1]}\u0308", source)
    source = re.sub(r"\\([A-Za-z]+)", lambda m: SYMBOLS.get(m[1], m[0]), source)
    return letters(re.sub(rf"\\({'|'.join(COMMANDS)})(?![A-Za-z])", " ", source))


def test_all_real_abstracts_are_here() -> None:
    assert len(REAL) == 148
    assert len({text for _, text in REAL}) == 120


@pytest.mark.slow
@for_each(some_of(REAL, 40), lambda place_and_text: place_and_text[0])
def test_a_real_abstract_keeps_its_letters_and_digits(place_and_text: tuple[str, str]) -> None:
    source = place_and_text[1]
    first, *others = renderings(source)
    assert letters(first.text) == source_letters(source)
    assert len(first.text) > 0.9 * len(source)
    assert not first.errors
    assert_inert(first)
    for other in others:
        assert without_underscores(other.text) == without_underscores(first.text)
    assert others[0].text == to_text(source)


def test_the_names_taken_for_commands_are_the_only_letters_lost() -> None:
    known = [*COMMANDS, *SYMBOLS, "proj", "method"]  # the last two no one knows: they stay
    assert sum(UNCLOSED in text for _, text in REAL) == 1
    used = {name for _, text in REAL for name in re.findall(r"\\([A-Za-z]{2,})", text)}
    assert "em" in used
    assert used - set(known) == set()


# ------------------------------------------------------------- spot checks


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"3.6\%", "3.6%"),
        ("D^{2}MoE", "D<sup>2</sup>MoE"),
        ("H_2O", "H<sub>2</sub>O"),
        ("CO_2", "CO<sub>2</sub>"),
        ("10^5--10^6", "10\u2075\u201310\u2076"),
        ("10^{-3}", "10\u207b\u00b3"),
        ("``quoted''", "\u201cquoted\u201d"),
        ("``a `b' c''", "\u201ca \u2018b\u2019 c\u201d"),
        (r"{\em x}", "<em>x</em>"),
        (r"{\em   x y }z", "<em>x y</em>z"),
        (r"\textbf{x}", "<strong>x</strong>"),
        (r"\textbf{a \emph{b}}", "<strong>a <em>b</em></strong>"),
        (r"\texttt{--x}", "<code>--x</code>"),
        (r"\proj", r"\proj"),
        (r"\sys{}", r"\sys{}"),
        (r"T\"ulu", "T\u00fclu"),
        (r"Stra\ss{}e", "Stra\u00dfe"),
        (r"\c{c}a {\o} na\"{\i}ve", "\u00e7a \u00f8 na\u00efve"),
        (r"{\Lambda}", "\u039b"),
        (r"\Lambda, \beta-VAE", "\u039b, \u03b2-VAE"),
        (r"$\mathbb{R}^n$", "\u211d<sup>n</sup>"),
        (r"\(n^2\)", "n<sup>2</sup>"),
        ("<EOS>", "<EOS>"),
        ("F*", "F*"),
        ("D<n", "D<n"),
        ("models~(LLMs)", "models\u00a0(LLMs)"),
        ("5~GB", "5\u00a0GB"),
        ("~20%", "~20%"),
        ("10~20", "10~20"),
        ("*emphasis*", "<em>emphasis</em>"),
        ("**bold**", "<strong>bold</strong>"),
        (r"e.g.\ x", "e.g. x"),
        ("a_b_c", "a_b_c"),
        ("top_k", "top_k"),
        ("(--dry-run)", "(--dry-run)"),
        ("a-->b <!--x--> |---|", "a-->b <!--x--> |---|"),
        ("claim[^1]", "claim[^1]"),
        (r"\input{/etc/passwd}", r"\input{/etc/passwd}"),
        (r"\today", r"\today"),
        (r"\frac{1}{2}", r"\frac{1}{2}"),
        ("a\nb\u2028c", "a<br>b<br>c"),
        ("https://...", "https://..."),
        ("", ""),
    ],
)
def test_latex_and_markdown_residue_reads_as_meant(source: str, html: str) -> None:
    # Our own elements, with every entity read back: then what is left is what a reader sees.
    unescaped = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), to_html(source))
    assert unescaped == html


@pytest.mark.parametrize(
    ("title", "heading", "text"),
    [
        ("Learning a_b from W_Q", "Learning a_b from W_Q", "Learning a_b from W_Q"),
        ("Learning $a_b$ from x_{i_j}", "Learning a<sub>b</sub> from x<sub>i<sub>j</sub></sub>",
         "Learning ab from xij"),
        ("H_2O and D^{n_k}", "H<sub>2</sub>O and D<sup>n<sub>k</sub></sup>", "H2O and Dnk"),
    ],
)  # fmt: skip
def test_a_letter_after_an_underscore_is_a_subscript_in_formulas_and_abstracts_only(
    title: str, heading: str, text: str
) -> None:
    unescaped = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), to_heading(title))
    assert (unescaped, to_text(title)) == (heading, text)
    assert "a<sub>b</sub>" in to_html("a_b")


def test_every_accent_reads_as_one_letter() -> None:
    marks = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303",
             "=": "\u0304", ".": "\u0307", "c": "\u0327", "v": "\u030c", "H": "\u030b",
             "u": "\u0306", "k": "\u0328", "r": "\u030a", "d": "\u0323", "b": "\u0331"}  # fmt: skip
    for sign, mark in marks.items():
        for letter in "aeozAEOZ":
            expected = unicodedata.normalize("NFC", letter + mark)
            assert (
                unicodedata.normalize("NFC", to_text(f"x\\{sign}{{{letter}}}y")) == f"x{expected}y"
            )


def test_an_address_becomes_a_link_except_in_a_heading() -> None:
    text = "At https://example.org/a_b?x=1&y={z}."
    assert seen(to_html(text)).links == ["https://example.org/a_b?x=1&y="]
    assert seen(to_heading(text)).links == []
    assert seen(to_html(text)).text == seen(to_heading(text)).text == text


def test_a_preformatted_text_keeps_its_lines_and_spaces() -> None:
    text = "@article{key,\n  title = {A  B},\n\n\tnote = {<b>}\n}"
    block = f"<pre><code>{preformatted(text)}</code></pre>"
    assert "\n" not in block
    for html in (block, MARKDOWN.reset().convert(block)):
        parsed = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), html)
        assert parsed == f"<pre><code>{text}</code></pre>"


@pytest.mark.parametrize("text", ["    code", "\tcode", "  - item", " plain", "a  b"])
def test_escaped_text_makes_no_block_wherever_it_stands(text: str) -> None:
    html_after = through_markdown(escape(text))
    assert html_after.elements == ("p",)
    assert html_after.text == plain(text)


def test_text_beside_a_style_keeps_its_spaces_as_they_are() -> None:
    assert to_html("a *b* c") == to_heading("a *b* c") == "a <em>b</em> c"


def test_an_escaped_apostrophe_is_an_apostrophe_and_an_acute_accent_an_accent() -> None:
    assert to_text(r"the model\'s weights") == "the model's weights"
    assert to_text(r"Ko\'scielny") == "Kościelny"
