"""Formulas become MathML of a few elements, or stay visible as what was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rendering import Seen, seen, through_markdown

from generator.text.formulas import parse_formula
from generator.text.sanitize import to_heading, to_html, to_text

MATHML = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "mfrac",
          "msqrt", "mroot", "mover", "munder", "munderover", "mtable", "mtr", "mtd", "mstyle",
          "mpadded"}  # fmt: skip
SPACE = "{http://www.w3.org/1998/Math/MathML}"
ATTRIBUTES = {"accent", "fence", "form", "linethickness", "mathvariant", "stretchy", "width"}


def names(found: Seen) -> set[str]:
    """The names of elements, of whichever language."""
    return {name.removeprefix(SPACE) for name in found.elements}


@pytest.mark.parametrize(
    ("source", "elements", "plain"),
    [
        (r"$\frac{1}{\sqrt{n}}$", {"mfrac", "msqrt"}, "1/√(n)"),
        (r"\[ \frac{a}{b} \]", {"mfrac"}, "a/b"),
        (r"$$E = \frac{mc^2}{2}$$", {"mfrac", "msup"}, "E = mc^2/2"),
        (r"$\tilde\Omega(T^{1/3})$", {"mover", "msup"}, "Ω̃(T^1/3)"),
        (r"$\left(\frac{a}{b}\right)$", {"mfrac"}, "(a/b)"),
    ],
)
def test_a_formula_is_drawn_and_has_a_plain_form(
    source: str, elements: set[str], plain: str
) -> None:
    rendered = seen(to_html(source))
    assert elements | {"math", "span"} <= names(rendered)
    assert not rendered.errors
    assert to_text(source) == plain


@pytest.mark.parametrize("source", [r"$x_{i,j} \in \mathbb{R}^d$", "$D_2$", r"$n \times m$"])
def test_what_letters_can_say_needs_no_mathml(source: str) -> None:
    assert "<math" not in to_html(source)


@pytest.mark.parametrize(
    "inside",
    [
        r"\foo{x}", r"\frac{1}", r"\href{javascript:x}{\frac{a}{b}}", r"\left(\frac{a}{b}",
        r"\style{color:red}{\sqrt{x}}", r"\class{own}{\sqrt{x}}", r"\def\a{b}\frac{\a}{2}",
        r"\newcommand{\a}{b}\sqrt{\a}", r"\input{secret.txt}\sqrt{2}", r"\text{\today}\sqrt{2}",
        r"50% \sqrt{x}", r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"\sqrt{x}" * 200,
        r"\unicode{x}", r"\boxed{\sqrt{x}}",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_shown_as_it_was_written(inside: str) -> None:
    rendered = seen(to_html(f"a ${inside}$ b"))
    assert "math" not in names(rendered)
    assert rendered.text == to_text(f"a ${inside}$ b") == f"a {inside} b"


def test_a_price_is_no_formula() -> None:
    assert to_text("costs $5 and $6") == "costs $5 and $6"


@pytest.mark.parametrize("make", [to_html, to_heading])
@pytest.mark.parametrize("around", ["{}", "# {}", "[{}](x.md)", "- {}", "a {} b"])
def test_a_formula_survives_markdown_wherever_it_stands(make: object, around: str) -> None:
    assert callable(make)
    html = make(r"$\frac{a_1}{b*c*d}$")
    html_after = through_markdown(around.format(html))
    assert {"math", "mfrac", "msub"} <= names(html_after)
    assert not {"em", "code", "pre"} & names(html_after)
    assert not html_after.errors


ATTACKS = st.lists(
    st.sampled_from(
        [
            "<img src=x onerror=pwned=1>",
            "</math><script>",
            r"\text{",
            "}",
            "{",
            r"\frac",
            r"\sqrt",
            r"\href{javascript:x}",
            r"\color{red}",
            r"\mathbf{x}",
            "&lt;",
            "&",
            '"',
            "'",
            "x",
            "^",
            "_",
            r"\begin{matrix}",
            r"\end{matrix}",
            r"\hspace{1cm}",
            "<!--",
            "]]>",
            r"\left(",
            r"\right)",
            r"\mathrm{url(x)}",
            r"\overset",
            r"\\",
            "<mglyph>",
            "<style>",
        ]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)


@pytest.mark.slow
@given(ATTACKS)
def test_no_formula_makes_an_element_an_attribute_or_an_error_of_its_own(inside: str) -> None:
    html = to_html(f"$\\frac{{1}}{{2}} {inside}$")
    rendered = seen(f"<p>{html}</p>")
    assert not rendered.errors
    assert names(rendered) <= MATHML | {"p", "a", "em", "strong", "code", "sup", "sub", "br",
                                        "span"}  # fmt: skip
    for element, name, value in rendered.attributes:
        assert (element == "a" and name == "href") or name in ATTRIBUTES
        assert element == "a" or re.fullmatch(r"[a-z0-9.-]{1,20}", value)


def test_the_longest_nesting_ends_in_no_error() -> None:
    assert parse_formula("{" * 500 + "}" * 500) is None
