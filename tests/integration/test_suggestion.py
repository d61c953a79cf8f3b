"""From the issue of a stranger to a pull request, or to words on what is wrong."""

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from github_api import MALLORY, GitHub, serving
from shell import ROOT, shell

from generator.cli.new_list import write_new_list

pytestmark = pytest.mark.slow

IMPORT, PROPOSE = "suggestion.yml: Import", "suggestion.yml: Open or update the pull request"
GPIPE = {
    "arXiv address or DOI": "https://arxiv.org/abs/1811.06965",
    "BibTeX": "",
    "Title": "GPipe: Easy Scaling with Micro-Batch Pipeline Parallelism",
    "Authors": "Yanping Huang\nYoulong Cheng",
    "Abstract": "We train giant networks with pipeline parallelism.",
    "Why it belongs on this list": "Everybody @here cites it, see #12.",
}
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <entry>
    <id>http://arxiv.org/abs/1811.06965v5</id>
    <published>2018-11-16T18:43:28Z</published>
    <title>GPipe: Efficient Training</title>
    <summary>Scaling up deep neural network capacity with pipeline parallelism.</summary>
    <author><name>Yanping Huang</name></author>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CV"/>
    <category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
</feed>
"""


def form(**fields: str) -> str:
    """The text of an issue as GitHub makes it of a filled form."""
    form = {**GPIPE, **{next(k for k in GPIPE if k.startswith(n)): v for n, v in fields.items()}}
    parts = []
    for label, value in form.items():
        shown = value or "_No response_"
        if label.startswith("BibTeX"):
            shown = f"```bibtex\n{value}\n```"
        parts.append(f"### {label}\n\n{shown}")
    return "\n\n".join(parts)


ONLY_AN_ADDRESS = dict.fromkeys(("Title", "Abstract", "Authors"), "")


@dataclass
class Suggestions:
    """A list, its repository, and the two jobs of the workflow."""

    api: GitHub
    folder: Path
    runs: int = field(default=0)

    def make_artifact(self, body: str | None, excluded: str = "") -> Path:
        """Run the first job; the artifact."""
        self.runs += 1
        scratch = self.folder / str(self.runs)
        write_new_list(scratch / "list")
        (scratch / "list" / "excluded.yml").write_text(excluded, "utf-8")
        issue = {"number": 5, "created_at": "2026-01-05T10:00:00Z", "body": body, "title": "x"}
        payload = {"issue": issue, "repository": {"default_branch": "main"}}
        (self.folder / "event.json").write_text(json.dumps(payload), "utf-8")
        completed = shell(
            IMPORT, scratch / "list", scratch, **self.settings(scratch / "suggestion")
        )
        assert completed.returncode == 0, completed.stdout + completed.stderr
        return scratch / "suggestion"

    def settings(self, artifact: Path) -> dict[str, str]:
        return {**self.api.settings, "SUGGESTION": str(artifact),
                "GITHUB_EVENT_PATH": str(self.folder / "event.json")}  # fmt: skip

    def proposed(self, artifact: Path) -> str:
        """Run the second job; what it printed."""
        completed = shell(PROPOSE, ROOT, self.folder, **self.settings(artifact))
        assert completed.stderr == ""
        return completed.stdout

    def sent(self, body: str | None) -> str:
        """Run both."""
        return self.proposed(self.make_artifact(body))

    @property
    def pull(self) -> dict[str, Any]:
        """The one pull request."""
        (found,) = self.api.pulls
        return found

    @property
    def comment(self) -> str:
        """The one comment."""
        (found,) = self.api.comments
        return str(found["body"])


@pytest.fixture
def suggestions(tmp_path: Path) -> Iterator[Suggestions]:
    """A fresh list, where nothing was suggested yet."""
    with serving() as api:
        api.issues = [{"number": 5, "user": MALLORY, "state": "open", "body": ""}]
        yield Suggestions(api=api, folder=tmp_path)


def only_paper(api: GitHub, branch: str = "suggestion-5") -> tuple[str, str]:
    """The one file that a branch adds: path and text."""
    files = {path: text for path, text in api.files(branch).items() if path != "topics.yml"}
    assert len(files) == 1
    return next(iter(files.items()))


def test_a_filled_form_becomes_one_pull_request(suggestions: Suggestions) -> None:
    suggestions.sent(form())
    path, text = only_paper(suggestions.api)
    assert path == "papers/gpipe-easy-scaling-with-micro-batch-pipeline-parallelism.yml"
    assert "title: 'GPipe: Easy Scaling" in text
    assert "added: 2026-01-05" in text
    assert "'1811.06965'" in text
    pull = suggestions.pull
    assert pull["body"].startswith("Closes #5\n")
    assert pull["base"] == "main"
    assert path.split("/")[1].removesuffix(".yml") in pull["title"]
    assert "> Everybody @\u2060here cites it, see #\u206012." in pull["body"]
    assert "#6" in suggestions.comment
    assert suggestions.api.asked == []


def test_an_edited_issue_updates_its_pull_request(suggestions: Suggestions) -> None:
    suggestions.sent(form())
    suggestions.sent(form(Abstract="Another abstract."))
    assert "Another abstract." in only_paper(suggestions.api)[1]
    assert suggestions.pull["state"] == "open"
    assert "#6" in suggestions.comment


def test_of_an_arxiv_address_alone_arxiv_is_asked(suggestions: Suggestions) -> None:
    suggestions.api.arxiv = FEED.encode()
    suggestions.sent(form(**ONLY_AN_ADDRESS))
    assert suggestions.api.asked == ["1811.06965"]
    path, text = only_paper(suggestions.api)
    assert path == "papers/gpipe-efficient-training.yml"
    assert "file: arxiv-1811.06965.xml" in text
    assert "Scaling up deep neural" in text


@pytest.mark.parametrize(("text", "identifier"), [
    ("https://arxiv.org/abs/1811.06965", "1811.06965"), ("arXiv:1811.06965v2", "1811.06965"),
    ("1811.06965", "1811.06965"), ("https://arxiv.org/pdf/1811.06965v5.pdf", "1811.06965"),
    ("see https://doi.org/10.48550/arXiv.1811.06965, please", "1811.06965"),
    ("http://arxiv.org/abs/1811.06965&id_list=2", "1811.06965"),
    ("https://arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
    ("https://arxiv.org/abs/18110.069651", ""), ("https://arxiv.org/abs/1811.069651234", ""),
    ("10.1145/1811.06965", ""), ("https://example.org/abs/1811.06965", ""), ("$(id)", ""),
])  # fmt: skip
def test_an_arxiv_id_is_found_and_nothing_beside_it(
    text: str, identifier: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(ROOT / ".github")
    assert importlib.import_module("suggestion").arxiv_id(text) == identifier


def test_what_is_no_arxiv_id_is_not_asked_for(suggestions: Suggestions) -> None:
    suggestions.api.arxiv = FEED.encode()
    suggestions.make_artifact(
        form(**ONLY_AN_ADDRESS, arXiv="https://arxiv.org/abs/1811.x&id_list=7")
    )
    suggestions.make_artifact(form(arXiv="1811.06965"))
    assert suggestions.api.asked == []


def test_arxiv_out_of_order_is_told_and_tried_again_later(suggestions: Suggestions) -> None:
    suggestions.sent(form(**ONLY_AN_ADDRESS))
    assert "arXiv cannot be asked now (HTTP Error 503" in suggestions.comment
    suggestions.api.arxiv = b"x" * 1_000_001
    suggestions.sent(form(**ONLY_AN_ADDRESS))
    assert "(the answer is too long)" in suggestions.comment
    suggestions.api.arxiv = FEED.encode()
    suggestions.sent(form(**ONLY_AN_ADDRESS))
    assert suggestions.pull
    assert "Pull request #6 has it now" in suggestions.comment


@pytest.mark.parametrize("body", [None, "Nothing of the form, @team #1."])
def test_an_issue_without_a_paper_is_told_what_is_missing(
    suggestions: Suggestions, body: str | None
) -> None:
    suggestions.sent(body)
    assert suggestions.comment.startswith("<!-- reading-list suggestion -->\nThis cannot be read")
    assert 'Choose "Edit"' in suggestions.comment
    assert suggestions.comment.count("\n- ") == 1
    assert "--keep-going" not in suggestions.comment
    assert suggestions.api.pulls == []
    assert suggestions.api.branches == {}


def test_a_paper_that_is_on_the_list_is_no_pull_request(suggestions: Suggestions) -> None:
    known = {"arXiv": "1706.03762", "Title": "Attention Is All You Need"}
    suggestions.sent(form(**known, Abstract="", Authors=""))
    assert "The list has this already:\n\n- `papers/attention-is" in suggestions.comment
    assert suggestions.api.pulls == []
    suggestions.sent(form(**known, Abstract="Attention.", Authors=""))
    assert "attention-is-all-you-need.yml` (changed)" in suggestions.pull["body"]


def test_a_paper_that_editors_left_out_is_no_pull_request(suggestions: Suggestions) -> None:
    artifact = suggestions.make_artifact(
        form(), "- arxiv: '1811.06965'\n  reason: Too old for us.\n"
    )
    assert not (artifact / "papers").exists()
    message = (artifact / "message.md").read_text("utf-8")
    assert "The editors have decided against this" in message
    assert "Too old for us." in message


def test_what_the_check_refuses_is_told_in_its_words(suggestions: Suggestions) -> None:
    suggestions.sent(form(Title="TBA"))
    assert "This cannot be read as a paper yet:\n\n- " in suggestions.comment
    assert "is a placeholder" in suggestions.comment
    assert suggestions.api.branches == {}


def test_characters_that_nobody_sees_do_not_reach_the_list(suggestions: Suggestions) -> None:
    suggestions.sent(form(Authors="Yanping \u202eHuang"))
    assert "Pull request" in suggestions.comment
    assert "\u202e" not in suggestions.pull["body"]


def test_hostile_words_are_nowhere_obeyed(suggestions: Suggestions) -> None:
    suggestions.sent(form(Title='"; touch owned; $(touch owned) `touch owned` @team #1 <b>',
                          Why="</details><img src=x> @team http://evil.example #1"))  # fmt: skip
    assert not list(suggestions.folder.rglob("owned"))
    pull = suggestions.pull
    texts = pull["title"] + pull["body"].partition("\n")[2] + suggestions.comment
    for live in ("@team", "<img", "</details><", "http:", "#1"):
        assert live not in texts
