"""Titles and abstracts with tags of HTML, JATS and MathML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest.readers.markup_text import abstract_text, title_text

MATH = '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{}</mml:math>'


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ponds <i>in vitro</i>", "Ponds in vitro"),
        ("H<sub>2</sub>O &amp; CO<sub>2</sub>", "H₂O & CO₂"),
        ("&lt;i&gt;In vitro&lt;/i&gt; R&amp;amp;D", "In vitro R&D"),
        ("How a < b and c > d", "How a < b and c > d"),
        ("A title\n      on two lines", "A title on two lines"),
        ("Ends with \\ ", "Ends with \\\\"),
        ("LaTeX $x^2$ stays", "LaTeX $x^2$ stays"),
    ],
)
def test_tags_and_entities_of_a_title_are_read(text: str, plain: str) -> None:
    assert title_text(text) == plain


def test_a_source_that_escapes_once_is_read_exactly() -> None:
    assert title_text("The tag &lt;i&gt;b&lt;/i&gt;", is_exact=True) == "The tag <i>b</i>"
    assert abstract_text("Abstract We swim.", is_exact=True) == "Abstract We swim."


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("<mml:msup><mml:mi>B</mml:mi><mml:mn>0</mml:mn></mml:msup>", "B⁰"),
        ("<mml:msubsup><mml:mi>x</mml:mi><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:msubsup>",
         "x₁²"),
        ("<mmultiscripts><mi>Tb</mi><mprescripts/><none/><mn>153</mn></mmultiscripts>", "¹⁵³Tb"),
        ("<mml:mmultiscripts><mml:mi>C</mml:mi><mml:mn>6</mml:mn><mml:none/></mml:mmultiscripts>",
         "C₆"),
        ("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", "1/(a+b)"),
        ("<mml:msqrt><mml:mi>s</mml:mi></mml:msqrt>", "√s"),
        ("<mml:mroot><mml:mi>s</mml:mi><mml:mn>3</mml:mn></mml:mroot>", "√(s)"),
        ("<mml:mover><mml:mi>K</mml:mi><mml:mo>¯</mml:mo></mml:mover>", "K\u0304"),
        ("<mml:mi>a</mml:mi><mml:mo>&lt;</mml:mo><mml:mi>b</mml:mi>", "a<b"),
        ("<mml:mi>x</mml:mi><mml:annotation>x</mml:annotation>", "x"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_formula_in_mathml_becomes_text(formula: str, plain: str) -> None:
    assert title_text(MATH.format(formula)) == plain


def test_a_formula_is_separated_from_the_words_around_it() -> None:
    text = (
        f"decays of{MATH.format('<mml:mi>B</mml:mi>')}mesons, {MATH.format('<mml:mi>K</mml:mi>')}."
    )
    assert title_text(text) == "decays of B mesons, K."


def test_a_formula_that_is_not_well_formed_stays() -> None:
    assert title_text("<math><mi>x</math>") == "<math><mi>x</math>"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>We swim.</jats:p>", "We swim."),
        ("<jats:sec><jats:title>Background</jats:title><jats:p>Ponds.</jats:p></jats:sec>",
         "Background Ponds."),
        ("<jats:p>See <jats:ext-link xlink:href='x'>x</jats:ext-link>.</jats:p>", "See x."),
        ("Abstract We swim.", "We swim."),
        ("ABSTRACT: Large models swim.", "Large models swim."),
        ("Abstract Meaning Representation swims.", "Abstract Meaning Representation swims."),
        ("Abstract interpretation swims.", "Abstract interpretation swims."),
        ("Abstract", "Abstract"),
        ("<alternatives><tex-math>$$x$$</tex-math><math><mi>x</mi></math></alternatives> swims",
         "x swims"),
        ("<jats:tex-math>\\usepackage{a}\\begin{document}$$x$$\\end{document}</jats:tex-math>",
         "$$x$$"),
    ],
)  # fmt: skip
def test_an_abstract_has_no_tags_and_no_heading(text: str, plain: str) -> None:
    assert abstract_text(text) == plain


def test_a_paper_about_abstract_things_keeps_the_word() -> None:
    text = "Abstract Interpretation is a theory."
    assert abstract_text(text, "Abstract Interpretation") == text


PIECES = st.sampled_from(
    ["<math>", "</math>", "<mml:math>", "</mml:math>", "<mi>", "</mi>", "<none/>",
     "<mmultiscripts>",
     "</mmultiscripts>", "<mprescripts/>", "<msup>", "</msup>", "&amp;", "&lt;", "<i>", "</i>",
     "<jats:tex-math>", "</jats:tex-math>", "<!DOCTYPE", "\x00", "\ud800", "Abstract ", "\\"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=4), max_size=20).map("".join))
def test_any_markup_is_read(text: str) -> None:
    assert "\n" not in title_text(text)
    abstract_text(text)
