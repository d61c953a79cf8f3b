"""Each rule by which captured text is read, with its example."""

import pytest

from generator.text import sanitize
from generator.text.sanitize import to_html
from generator.text.sanitize_rules import RULE_START, RULES, Rule

EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EACH_RULE
def test_an_example_becomes_its_html(rule: Rule) -> None:
    assert to_html(rule.example) == rule.html


@EACH_RULE
def test_an_example_needs_its_rule(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitize, "RULES", tuple(each for each in RULES if each is not rule))
    sanitize.tokens.cache_clear()
    html = to_html(rule.example)
    sanitize.tokens.cache_clear()
    assert html != rule.html


@EACH_RULE
def test_a_rule_matches_only_where_rules_are_tried(rule: Rule) -> None:
    match = rule.pattern.search(rule.example)
    assert match
    assert RULE_START.match(rule.example, match.start())


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
