"""Lists with boxes to tick, written and read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.characters import visible_line
from generator.text.check_lists import check_list_line, read_check_list
from generator.text.paper_ids import PaperId
from generator.text.sanitize import to_text

GPIPE = PaperId(kind="arxiv", id="1811.06965")
SICI = PaperId(kind="doi", id="10.1002/(sici)1097-4571(1999)50:1<3::aid>3.0.co;2-i")
LINE = "- [ ] [GPipe](https://arxiv.org/abs/1811.06965) – Serving 0.97 – `arXiv:1811.06965`"


def test_a_line_has_title_address_reason_and_identifier() -> None:
    assert check_list_line("GPipe", "Serving 0.97", GPIPE) == LINE


@pytest.mark.parametrize(
    ("line", "state", "remark"),
    [
        (LINE, "open", ""),
        (LINE.replace("[ ]", "[x]"), "ticked", ""),
        (LINE.replace("- [ ]", "  * [X]"), "ticked", ""),
        (LINE.replace("- [ ]", "12. [-]") + " – A survey.", "rejected", "A survey."),
        (LINE.replace("[ ]", "[-]") + ": a survey\r", "rejected", "a survey"),
    ],
)
def test_a_box_is_read(line: str, state: str, remark: str) -> None:
    (paper,) = read_check_list(line)
    assert (paper.state, paper.ids, paper.title, paper.remark) == (
        state, (GPIPE,), "GPipe", remark,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "- GPipe", "[x] GPipe", "- [x]GPipe", "- [xx] a", "- [1] a"])
def test_other_lines_have_no_box(text: str) -> None:
    assert read_check_list(text) == ()


def test_what_stands_below_the_heading_rejected_is_rejected() -> None:
    text = "- [ ] a\n## Rejected ##\n- [ ] b\n### Surveys\n- [-] c\n- [x] d\n## Others\n- [ ] e\n"
    assert [paper.state for paper in read_check_list(text)] == [
        "open", "rejected", "rejected", "contradictory", "open",
    ]  # fmt: skip
    assert [paper.line for paper in read_check_list(text)] == [1, 3, 5, 6, 8]


def test_lines_of_others_have_the_identifiers_in_them() -> None:
    (paper,) = read_check_list("- [x] GPipe, arXiv:1811.06965, https://doi.org/10.1145/3341301")
    assert list(map(str, paper.ids)) == ["arXiv:1811.06965", "doi:10.1145/3341301"]
    assert paper.title == ""


_HOSTILE = st.lists(
    st.sampled_from(["`", "[x]", "](", ")", "@team", "#1", "arXiv:2001.00001", "<b>", "&#91;",
                     "$x$", "https://doi.org/10.1000/b", "`doi:10.1000/a`", "\n- [x] ",
                     "\u2060", "|", "é", r"\textbf{a}", "\x85", "\\"])
    | st.text(max_size=5)
).map(" ".join)  # fmt: skip


@given(_HOSTILE, _HOSTILE, st.sampled_from([GPIPE, SICI]))
def test_no_title_and_no_reason_changes_what_is_read_back(
    title: str, reason: str, id_: PaperId
) -> None:
    line = check_list_line(title, reason, id_)
    (paper,) = read_check_list(line)
    assert (paper.state, paper.ids, paper.remark) == ("open", (id_,), "")
    assert paper.title == visible_line(to_text(title))
