"""No formula, however nested or broken, costs more than its length: counted in calls."""

from collections.abc import Callable
from itertools import product

import pytest
from build import by, codes
from cases import THOROUGH, some_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from work import TooMuchWorkError, calls

from generator.checks import run
from generator.model import Catalog, Paper, Topic
from generator.text import sanitize
from generator.text.formulas import MAX_CHARACTERS, MAX_DEPTH, parse_formula, rejection_reason
from generator.text.sanitize import find_urls, rejected_formulas, to_heading, to_html, to_text

CALLS_PER_CHARACTER = 1500  # of all five functions that read a text; the costliest takes a third
# What opens and closes groups, in formulas and around them.
PAIRS = [
    ("{", "}"), ("\\textbf{", "}"), ("{\\em ", "}"), ("\\url{", "}"), ("\\'{", "}"),
    ("\\frac{", "}{b}"), ("\\frac{a}{", "}"), ("\\sqrt[", "]{x}"), ("\\sqrt{", "}"),
    ("\\sqrt ", ""), ("\\hat{", "}"), ("\\hat ", ""), ("x^{", "}"), ("x_{", "}"), ("^", ""),
    ("\\left(", "\\right)"), ("\\begin{matrix}", "\\end{matrix}"), ("\\text{", "}"),
    ("\\xrightarrow[", "]{a}"), ("\\sideset{_1^2}{_1^2}", ""), ("\\not", ""), ("\\over ", ""),
    ("$", "$"), ("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("`", "'"), ("``", "''"),
    ("*", "*"), ("**", "**"), ("~", "~"), ("--", "--"), ("[", "]"), ("(", ")"), ("\\", "\\"),
    ("https://", " "),
]  # fmt: skip
INNER = ["{", "\\sqrt[", "\\hat{", "$", "``"]  # what others are mixed with
READERS: tuple[Callable[[str], object], ...] = (
    to_html, to_heading, to_text, lambda text: list(find_urls(text)),
    lambda text: list(rejected_formulas(text)),
)  # fmt: skip


def work(text: str) -> int:
    """The calls it takes to read a text in every way."""
    sanitize.tokens.cache_clear()
    parse_formula.cache_clear()
    most = 50_000 + CALLS_PER_CHARACTER * len(text)
    return calls(lambda: [read(text) for read in READERS], most)


def nests(count: int) -> dict[str, str]:
    """Texts of so many groups: of one kind and of two in turns, open and closed, and formulas."""
    found: dict[str, str] = {}
    mixed = product(PAIRS, [pair for pair in PAIRS if pair[0] in INNER])
    for (opening, closing), (inner, inner_closing) in [*zip(PAIRS, PAIRS, strict=True), *mixed]:
        if opening == inner:
            pairs, start, end = count, opening, closing
        else:
            pairs, start, end = count // 2, opening + inner, inner_closing + closing
        name = f"{opening!r} {inner!r}"
        found[f"{name} open"] = start * pairs
        found[f"{name} closed"] = f"{start * pairs}x{end * pairs}"
        found[f"{name} open formula"] = f"$x_{{1}} {start * pairs}$"
        found[f"{name} closed formula"] = f"\\[{start * pairs}x{end * pairs}\\]"
        shallow = f"{start * 4}x{end * 4}"
        found[f"{name} row"] = f"\\({shallow * (1 + pairs // 4)}\\)"
    return found


@pytest.mark.slow
def test_twice_the_nesting_is_about_twice_the_work() -> None:
    small, large = nests(8), nests(16)
    for name, text in some_of(small.items(), 300):
        first, second = work(text), work(large[name])
        grown = len(large[name]) / max(len(text), 1)
        assert second < 5_000 + 1.7 * grown * first, (name, first, second)


SIGNS = st.sampled_from([part for pair in PAIRS for part in pair if part])
COMMANDS = st.sampled_from(
    ["\\alpha", "\\sum", "\\int", "\\mathbf", "\\mathbf{x}", "\\overset", "\\underbrace", "\\binom",
     "\\begin{array}{cc}", "\\end{array}", "\\begin{cases}", "\\end{cases}", "&", "\\\\",
     "\\limits",
     "\\operatorname{a}", "\\color{red}", "\\phantom", "\\vec", "\\bar", "\\tilde", "\\big",
     "\\mathchoice", "\\genfrac", "\\stackrel", "\\braket", "\\DeclareMathOperator", "\\unicode{x",
     "\\hspace{1em}", "\\rule{1em}{1em}", "\\skew", "\\matrix", "\\cases", "\\substack", "\\verb|",
     "'", "_1", "^2", "1", "x", "=", " "]
)  # fmt: skip
AROUND = st.sampled_from(["{}", "$x_{{1}} {}$"])


@pytest.mark.slow
@settings(deadline=None, max_examples=1_000 if THOROUGH else 60)
@given(st.lists(SIGNS | COMMANDS, min_size=1, max_size=20), st.integers(1, 40), AROUND)
@example(["\\frac{"], 26, "$x_{{1}} {}$")
@example(["\\sqrt["], 26, "$x_{{1}} {}$")
@example(["\\sideset{_1^2}{_1^2}"], 40, "$x_{{1}} {}$")
def test_no_mixture_of_commands_costs_more_than_its_length(
    pieces: list[str], times: int, around: str
) -> None:
    work(around.format("".join(pieces) * times))


def test_calls_that_never_end_are_stopped() -> None:
    with pytest.raises(TooMuchWorkError):
        calls(lambda: [abs(number) for number in range(1000)], 500)


# ---------------------------------------------------------- what is told of it


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("\\frac{" * 3 + "x_{1}", "lacks '}'"),
        ("\\frac{" * 26, f"more than {MAX_DEPTH} levels"),
        ("x^{" * 200 + "x" + "}" * 200, f"more than {MAX_DEPTH} levels"),
        ("x_{1}}", "one '}' too many"),
        ("\\sqrt[3{x}", "lacks ']'"),
        ("\\left(\\frac{a}{b}", "lacks '\\right'"),
        ("\\frac{a}{b}\\right)", "one '\\right' too many"),
        ("\\begin{matrix}x_{1}", "lacks '\\end'"),
        ("{\\left(x_{1}}\\right)", "one '}' too many"),
        ("\\sqrt{x}" + "+ 1" * MAX_CHARACTERS, f"more than {MAX_CHARACTERS:,}"),
    ],
)
def test_a_formula_that_is_open_deep_or_long_is_shown_as_it_stands(latex: str, reason: str) -> None:
    text = f"Evil ${latex}$"
    assert reason in rejection_reason(latex)
    assert parse_formula(latex) is None
    assert to_text(text) == f"Evil {latex}"
    assert "<math" not in to_html(text)
    assert [(shown, reason in why) for shown, why in rejected_formulas(text)] == [(latex, True)]


@pytest.mark.parametrize(
    "latex",
    [
        "x^{" * MAX_DEPTH + "x" + "}" * MAX_DEPTH, "\\{x_{1}\\}", "[0, x_{1}[", "]0, \\sqrt[3]{x}]",
        "\\left\\{\\frac{a}{b}\\right.", "\\leftarrow_{1}", "\\\\left_{1}", "\\sqrt[n]{[x_{1}]}",
    ],
)  # fmt: skip
def test_a_formula_that_people_write_has_no_flaw(latex: str) -> None:
    assert rejection_reason(latex) == ""
    assert list(rejected_formulas(f"${latex}$")) == []


def test_commands_without_braces_nest_no_deeper_than_a_page_can_show() -> None:
    assert parse_formula("\\sqrt " * 10 + "x")
    assert parse_formula("\\sqrt " * 160 + "x") is None


def test_what_pylatexenc_does_not_understand_is_plain_text_as_it_stands() -> None:
    for latex in (r"\sqrt\frac{a}{b}", r"\hat\frac{a}{b}", r"\braket{\phi|\psi}"):
        assert to_text(f"${latex}$") == latex
        assert "<math" in to_html(f"${latex}$")
    assert to_text(r"$\frac{50\%}{2}$") == "50%/2"


def test_check_names_the_field_of_a_formula_and_topics_are_read_too() -> None:
    evil = "Evil $" + "\\frac{" * 26 + "$"
    topic = Topic(id="t", name=evil, group="G", description="D")
    paper = Paper(id="a", title=evil, abstract=f"Fine.\n{evil}", topics=("t",), venue=evil,
                  authors=by(evil), tags=(evil,))  # fmt: skip
    findings = [
        f for f in run(Catalog(papers=(paper,), topics=(topic,))) if f.code == "bad-formula"
    ]
    assert codes(findings) == ["bad-formula"] * 6
    assert all(len(finding.message) < 200 for finding in findings)
