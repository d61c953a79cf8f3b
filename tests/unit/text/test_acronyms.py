import re

from hypothesis import given
from hypothesis import strategies as st

from generator.text.acronyms import _long_form, defined_acronyms

# The same in one pattern, which tries every word of a text.
DEFINITION = re.compile(
    r"(?<![\w-]) ((?: [A-Za-z][\w-]*+ [ ] ){1,8}) \( ([A-Za-z][A-Za-z0-9-]{1,9}?) s? \)", re.VERBOSE
)
PIECES = st.sampled_from(
    [
        "a",
        "B",
        "\u00e9",
        "-",
        "3",
        ".",
        " ",
        " ",
        "\n",
        "(",
        ")",
        "AB",
        " (AB) ",
        " (ABs)",
        "a b c d ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_definitions_are_those_that_one_pattern_finds(text: str) -> None:
    expected: dict[str, str] = {}
    for words, short in DEFINITION.findall(text):
        long = _long_form(words.split(), short)
        if long and sum(map(str.isupper, short)) > 1:
            expected.setdefault(short, long)
    assert defined_acronyms(text, frozenset()) == expected
