"""Findings as other programs read them, and the options of `check`."""

import json
import shutil
from pathlib import Path

import pytest
from build import ROOT, new_project, write
from command import run
from jsonschema import Draft202012Validator

from generator.checks import report
from generator.cli import check
from generator.model import Finding, Origin
from generator.project import Project

FINDING = Finding(
    code="bad-link", severity="error", message="50 %: a,\r\nb",
    origin=Origin(source="papers/a:b,c.yml", line=7, column=2),
)  # fmt: skip
BARE = Finding(code="x", severity="info", message="m", origin=Origin(source="a b#.yml"))


@pytest.fixture
def reading_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A list with a paper that has an error and one that has a warning."""
    monkeypatch.chdir(tmp_path)
    reading_list = new_project(tmp_path)
    write(reading_list.papers / "a.yml", "title: A\ntopics: [memory-efficiency]\nvenue: TBA\n")
    write(reading_list.papers / "b.yml", "title: B\n")
    return reading_list


def test_an_annotation_escapes_what_github_would_obey() -> None:
    assert report.github_annotation(FINDING) == (
        "::error file=papers/a%3Ab%2Cc.yml,line=7,col=2,title=bad-link::50 %25: a,%0D%0Ab"
    )
    assert report.github_annotation(BARE) == "::notice file=a b#.yml,title=x::m"


def test_a_files_name_cannot_write_lines_of_its_own_into_a_log() -> None:
    origin = Origin(source="papers/a\n::error::\x1b[31m\u202eb.yml", line=1)
    line = report.line(Finding(code="x", severity="error", message="caf\xe9 \u2028", origin=origin))
    assert line == ("papers/a\\n::error::\\x1b[31m\\u202eb.yml:1: error[x] caf\xe9 \\u2028")


def test_sarif_names_rules_places_and_help() -> None:
    data = json.loads(report.to_sarif([FINDING, BARE], {"x": "All is x."}, lambda c: f"h#{c}"))
    (done,) = data["runs"]
    assert data["version"] == "2.1.0"
    rules = done["tool"]["driver"]["rules"]
    assert rules[1] == {"id": "x", "shortDescription": {"text": "All is x."}, "helpUri": "h#x"}
    first, second = done["results"]
    assert (first["level"], second["level"]) == ("error", "note")
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "bad-link"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 7, "startColumn": 2}
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a%20b%23.yml"}
    }
    assert "helpUri" not in report.to_sarif([BARE], {}, lambda _: "")


def test_check_prints_json(reading_list: Project) -> None:
    result = run("check", "--format", "json")
    data = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (data["errors"], data["warnings"]) == (1, 1)
    assert [list(item) for item in data["findings"]] == [
        ["code", "severity", "message", "source", "line", "column", "file"]
    ] * 2
    assert data["findings"][0]["source"] == "papers/a.yml"


def test_a_finding_has_one_form_in_json_wherever_it_is_printed(reading_list: Project) -> None:
    findings = json.loads(run("check", "--format", "json").stdout)["findings"]
    shutil.copytree(reading_list.root, reading_list.root / "before", ignore=lambda *_: ["a.yml"])
    compared = json.loads(run("diff", "before", "--format", "json").stdout)["new_findings"]
    write(reading_list.root / "bad.json", "[{}]")
    imported = json.loads(run("import", "--json", "bad.json").stdout)["findings"]
    assert findings[0] in compared
    validator = Draft202012Validator(report.FINDING_SCHEMA)
    for each in (*findings, *compared, *imported):
        assert [error.message for error in validator.iter_errors(each)] == []
        assert each["file"] == each["source"]


def test_the_schema_of_findings_is_printed_and_committed() -> None:
    stdout = run("schema", "finding").stdout
    assert (ROOT / "schemas" / "finding.schema.json").read_text("utf-8") == stdout
    Draft202012Validator.check_schema(json.loads(stdout))


def test_check_prints_sarif_with_links_to_the_documentation(reading_list: Project) -> None:
    data = json.loads(run("check", "--format", "sarif").stdout)
    rules = data["runs"][0]["tool"]["driver"]["rules"]
    assert [rule for rule in rules if "helpUri" in rule] == []  # neither page is known to exist
    (reading_list.docs / "guide").mkdir(parents=True)
    write(reading_list.docs / "guide" / "checks.md", "# Checks\n")
    data = json.loads(run("check", "--format", "sarif").stdout)
    addresses = [rule["helpUri"] for rule in data["runs"][0]["tool"]["driver"]["rules"]]
    assert addresses[1].endswith("/reading-list/guide/checks/#placeholder")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://github.com/team/list.git", "https://github.com/team/list/blob/{}/docs/guide/checks.md#"),
        ("https://user:secret@gitlab.com/a/b/c/", "https://gitlab.com/a/b/c/blob/{}/docs/guide/checks.md#"),
        ("https://git.example.org/team/list", ""),
        ("ssh://git@github.com/team/list", ""),
    ],
)  # fmt: skip
def test_sarif_links_to_the_documentation_of_the_installed_commit(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch, url: str, page: str
) -> None:
    commit = "c" * 40
    direct_url = json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit}})
    monkeypatch.setattr(check, "installed_from", lambda: direct_url)
    data = json.loads(run("check", "--format", "sarif").stdout)
    rules = data["runs"][0]["tool"]["driver"]["rules"]
    assert [rule.get("helpUri", "") for rule in rules] == [
        page and page.format(commit) + rule["id"] for rule in rules
    ]


def test_check_prints_annotations(reading_list: Project) -> None:
    lines = run("check", "--format", "github").stdout.splitlines()
    assert lines[0].startswith("::error file=papers/a.yml,line=3,col=8,title=placeholder::'TBA'")
    assert lines[1].startswith("::warning file=papers/b.yml,line=1,title=no-topic::")


def test_check_tells_of_the_named_files_only(reading_list: Project) -> None:
    fine = run("check", "papers/b.yml", "topics.yml")
    assert fine.exit_code == 0
    assert fine.stdout.endswith("1 paper: 0 errors, 1 warning\n")
    assert "placeholder" not in fine.stdout
    assert run("check", reading_list.papers.resolve()).exit_code == 1
    assert run("check", "papers/none.yml").exit_code == 2
    assert run("check", "--format", "xml").exit_code == 2
