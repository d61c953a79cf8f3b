"""The examples on the page of checks: the wrong one earns the code, the right one does not."""

import re
from pathlib import Path

import pytest
from build import LIST, ROOT, codes, errors

from generator import checks, project, store
from generator.checks.suppress import UNUSED_IGNORE
from generator.model import Finding

PAGE = (ROOT / "docs" / "guide" / "checks.md").read_text("utf-8")
_BLOCK = r"```yaml\n(.*?)^```\n"
EXAMPLES: dict[str, tuple[str, str]] = {
    code: (wrong, right)
    for code, wrong, right in re.findall(
        rf"^### ([a-z0-9-]+)\n\n[^\n]+\n\nWrong:\n\n{_BLOCK}\nRight:\n\n{_BLOCK}",
        PAGE, re.DOTALL | re.MULTILINE,
    )
}  # fmt: skip


ON_DISK = {
    "not-utf8",
    "not-a-file",
    "unreadable",
    "too-large",
    "unfinished-write",
    "edited-since",
    "no-papers",
    "unknown-list",
    "empty-list",
    "duplicate-id",
}  # no text says that


def load_findings(example: str, folder: Path) -> list[Finding]:
    """What a list of the files of an example, with the real vocabulary, is told."""
    parts = re.split(
        r"^# ((?:papers|paths)/[\w -]+\.yml|(?:topics|excluded|people)\.yml)\n",
        example,
        flags=re.MULTILINE,
    )
    named = dict(zip(parts[1::2], parts[2::2], strict=True)) or {"papers/a.yml": example}
    (folder / "papers").mkdir(parents=True)
    named = {"topics.yml": (LIST / "topics.yml").read_text("utf-8"), **named}
    for name, text in named.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, "utf-8")
    listed = project.from_settings(folder, {})
    findings = project.load(listed).findings
    assert project.load(listed).findings == findings  # with what the first run has kept
    uncached = store.load_catalog(listed.papers, listed.topics, listed.root)
    others = checks.run(uncached.catalog, topics_known=uncached.topics_known)
    assert {*uncached.findings, *others} == {*findings}
    return list(findings)


def test_every_rule_has_a_section_and_those_about_texts_two_examples() -> None:
    assert set(EXAMPLES) == set(checks.SUMMARIES) - ON_DISK
    assert set(checks.SUMMARIES) <= set(re.findall(r"^### (\S+)$", PAGE, re.MULTILINE))
    assert {check.code for check in checks.CHECKS} | {UNUSED_IGNORE} <= set(EXAMPLES)


def test_the_table_of_rules_says_what_the_code_says() -> None:
    rows = re.findall(r"^\| \[`(\S+)`\]\(#(\S+)\) \| (\w+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert {code: summary for code, _, _, summary in rows} == dict(checks.SUMMARIES)
    severities = {check.code: check.severity for check in checks.CHECKS}
    for code, section, severity, _ in rows:
        assert section == code
        assert severity == severities.get(code, severity)
        assert f"\n- `{code}` ({severity}" in PAGE


def test_each_link_of_the_wrong_example_is_a_bad_link(tmp_path: Path) -> None:
    wrong, _ = EXAMPLES["bad-link"]
    lines = {
        finding.origin.line
        for finding in load_findings(wrong, tmp_path)
        if finding.code == "bad-link"
    }
    assert len(lines) == wrong.count("  - ")


@pytest.mark.slow
@pytest.mark.parametrize("code", list(EXAMPLES))
def test_the_wrong_example_earns_the_code_and_the_right_one_does_not(
    code: str, tmp_path: Path
) -> None:
    wrong, right = EXAMPLES[code]
    findings = load_findings(wrong, tmp_path / "wrong")
    assert code in codes(findings)
    place = next(finding.origin for finding in findings if finding.code == code)
    assert place.line
    assert place.column or code in {"no-topic", "bad-id"}  # of the file as a whole
    fine = load_findings(right, tmp_path / "right")
    assert code not in codes(fine)
    assert errors(fine) == []
