"""The name before a title's colon: one rule for search, tags, related papers and duplicates."""

import pytest

from generator.text.short_titles import name_before_colon, short_title, system_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("GPipe: Easy Scaling", "GPipe"),
        ("GPipe : Easy Scaling", "GPipe"),
        ("GPipe:Easy Scaling", "GPipe"),
        ("GPT-4: A Report", "GPT-4"),
        ("CO2: 10 Facts", "CO2"),
        ("大模型：综述", "大模型"),
        ("Accelerating 2:4 Sparsity", ""),
        ("2:4 Sparsity: A Survey", "2:4 Sparsity"),
        ("Easy Scaling", ""),
        (": Easy Scaling", ""),
        ("", ""),
    ],
)
def test_a_name_stands_before_the_first_colon(title: str, name: str) -> None:
    assert name_before_colon(title) == name


def test_a_clause_before_a_colon_is_not_a_name() -> None:
    assert system_name("Chain of Many Experts: On Routing") == "Chain of Many Experts"
    assert system_name("What We Know of Many Experts: A Survey") == ""


def test_a_short_title_is_the_name_or_the_beginning() -> None:
    assert short_title("GPipe: Easy Scaling") == "GPipe"
    assert short_title("One Two Three Four Five Six") == "One Two Three Four Five Six"
    assert short_title("One Two Three Four Five Six Seven") == "One Two Three Four Five Six\u2026"
