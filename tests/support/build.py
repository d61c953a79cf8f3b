"""Small things tests are made of: papers, entries, projects on disk."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator import project, store
from generator.ingest.readers import Request
from generator.model import Entry, Finding, Names, Origin, Paper, PartialDate
from generator.site import resources
from generator.text.person_names import parse_names

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "list"  # a list that no editor changes
CAPTURES = ROOT / "tests" / "data" / "captures"
DECEMBER = CAPTURES / "daily-papers" / "daily-papers-dec-9.txt"
SEPTEMBER = CAPTURES / "daily-papers" / "daily-papers-sep-17.txt"
FACTS = CAPTURES / "json" / "facts.json"

ENGLISH = resources.read_words(ROOT / "templates", "en", "en")

GPIPE = Paper(id="gpipe", title="GPipe")
CLAIM = Entry(title="GPipe", origin=Origin(source="list.json", line=3), reader="json")


def entry(title: str = "GPipe", **fields: Any) -> Entry:
    """A claim about a paper."""
    return replace(CLAIM, title=title, **fields)


def paper(title: str = "GPipe", **fields: Any) -> Paper:
    """A paper whose id follows from its title, unless given."""
    fields = {"id": title.lower().replace(" ", "-"), **fields}
    return replace(GPIPE, title=title, **fields)


def by(*texts: str) -> Names:
    """A list of authors, each as people write a name."""
    return parse_names(texts)


def on(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """A date, as far as it is given."""
    return PartialDate(year=year, month=month, day=day)


def read(text: str, stem: str = "gpipe") -> tuple[Paper | None, list[Finding]]:
    """One paper file's text, read."""
    return store.read_paper(text, stem, f"papers/{stem}.yml")


def new_project(root: Path, papers: Iterable[Paper] = ()) -> project.Project:
    """A reading list of its own in a folder, with the vocabulary of the fixture."""
    for name in ("mkdocs.yml", "topics.yml"):
        shutil.copy(LIST / name, root)
    (root / "papers").mkdir()
    for each in papers:
        write(root / "papers" / f"{each.id}.yml", store.dump_paper(each))
    return project.find(root / "mkdocs.yml")


def request(path: Path) -> Request:
    """A capture as the command line hands it on."""
    return Request(text=path.read_text("utf-8-sig"), source=path.name)


def write(path: Path, text: str) -> Path:
    """A file with exactly this text."""
    path.write_text(text, "utf-8", newline="")
    return path


def folder_bytes(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder with its content, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that are errors."""
    return [finding for finding in findings if finding.severity == "error"]
