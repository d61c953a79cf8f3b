"""Marking papers as a reader does, and a small list to do it in."""

import json
from pathlib import Path
from typing import Any

from building import WITHOUT_CARDS, build, write_list
from playwright.sync_api import Locator, Page, expect

GPIPE = "gpipe-efficient-training-of-giant-neural-networks-using"
MEGASCALE = "megascale-scaling-large-language-model-training-to-more-than"
OTHER = "all-is-not-lost-llm-recovery-without-checkpoints"
HOSTILE = "</script><img src=x onerror=window.pwned=1>"
STORED = (
    "JSON.stringify(Object.entries(localStorage).filter(([k]) => k.startsWith('reading-list')))"
)


def build_marked_site(root: Path, *changes: tuple[str, str], **environment: str) -> None:
    """Build a site: one paper the editors read, one with a former id, a hostile one."""
    title = json.dumps(HOSTILE)
    papers = {
        "known": "title: Known\nstatus: read\nadded: 2024-01-03\n",
        "moved": "title: Moved\nstatus: to-read\naliases: [before]\nadded: 2024-01-02\n",
        "hostile": f"title: {title}\nauthors: [{title}]\nadded: 2024-01-01\n",
    }
    write_list(root, papers, WITHOUT_CARDS, *changes)
    build(root, root / "site", strict=False, **environment)


def button(page: Page | Locator, name: str) -> Locator:
    """A button by its exact name."""
    return page.get_by_role("button", name=name, exact=True)


def pressed_marks(page: Page) -> list[str]:
    """The marks that a paper's page shows as set."""
    return page.locator(".rl-marks [aria-pressed=true]").all_inner_texts()


def stored_marks(page: Page) -> list[Any]:
    """What the browser keeps for the site."""
    data: list[Any] = json.loads(page.evaluate(STORED))
    return data


def titles(page: Page, heading: str) -> list[str]:
    """The papers under a heading of the page of marks."""
    section = page.locator("section", has=page.get_by_role("heading", name=heading, exact=True))
    return section.locator("li .rl-title").all_inner_texts()


def expect_status(page: Page, text: str) -> None:
    """Wait until the page of marks says something."""
    expect(page.locator(".rl-told")).to_contain_text(text)


def upload_file(page: Page, path: Path, content: object) -> None:
    """Hand the page of marks a file."""
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    with page.expect_file_chooser() as chosen:
        button(page, "Add from a file").click()
    chosen.value.set_files(path)


def download_marks(page: Page) -> str:
    """The file of marks."""
    with page.expect_download() as found:
        button(page, "Save as a file").click()
    assert found.value.suggested_filename == "reading-marks.json"
    return Path(found.value.path()).read_text("utf-8")


def file_of(*papers: object, **others: object) -> dict[str, object]:
    """A file of marks."""
    export = {
        "format": "reading-list-marks",
        "version": 1,
        "site": "Reading list",
        "papers": papers,
    }
    return {**export, **others}
