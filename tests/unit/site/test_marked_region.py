"""The region of a README between two markers."""

import pytest

from generator.model.errors import UsageError
from generator.site.marked_region import BEGIN, END, replace_region

README = f"# List\n\n{BEGIN}\nold\n{END}\n\nText"


def test_only_the_region_changes() -> None:
    after = replace_region(README, "- a\n- b\n", "README.md")
    assert after == f"# List\n\n{BEGIN}\n\n- a\n- b\n\n{END}\n\nText"
    assert replace_region(after, "- a\n- b\n", "README.md") == after
    assert replace_region(after, "", "README.md") == f"# List\n\n{BEGIN}\n{END}\n\nText"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_kept(line_end: str) -> None:
    text = README.replace("\n", line_end) + "\u2028 \x0b"
    after = replace_region(text, "- a\n", "README.md")
    assert after == text.replace("old", f"{line_end}- a{line_end}")


def test_a_byte_order_mark_may_be_before_the_first_marker() -> None:
    assert replace_region(f"\ufeff{BEGIN}\n{END}\n", "a", "R") == f"\ufeff{BEGIN}\n\na\n\n{END}\n"


def test_markers_in_code_do_not_count() -> None:
    code = f"````text\n```\n{BEGIN}\n{END}\n````\n~~~\n{END}\n~~~\n"
    assert replace_region(code + README, "a", "R").startswith(code)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# List\n", "R.md:1: no markers"),
        (f"a {BEGIN}\n{END} b\n", "R.md:1: no markers"),
        (f"a\n{BEGIN}\n", "R.md:2: `<!-- reading-list:begin -->` without"),
        (f"a\n{END}\n{BEGIN}\n", "R.md:2: `<!-- reading-list:end -->` without"),
        (f"{BEGIN}\n{BEGIN}\n{END}\n", "R.md:2: the marker `<!-- reading-list:begin -->` is in"),
        (f"{BEGIN}\n{END}\n\n{END}\n", "R.md:4: the marker `<!-- reading-list:end -->` is in"),
        (f"{BEGIN}\n```\n{END}\n", "R.md:1: `<!-- reading-list:begin -->` without"),
    ],
)
def test_a_wrong_marker_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        replace_region(text, "a", "R.md")
    assert str(caught.value).startswith(message)


def test_content_with_a_marker_is_refused() -> None:
    with pytest.raises(UsageError, match="Change the template"):
        replace_region(README, f"a\n{END}\n", "R.md")
