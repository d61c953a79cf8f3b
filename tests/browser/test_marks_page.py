"""The page of a reader's marks: listed, removed, saved as a file and added from one."""

import json
from pathlib import Path

import pytest
from cases import some_of
from marking import (
    GPIPE,
    HOSTILE,
    MEGASCALE,
    OTHER,
    button,
    download_marks,
    expect_status,
    file_of,
    stored_marks,
    titles,
    upload_file,
)
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.slow


def test_marks_travel_in_a_file(
    context: BrowserContext, browser: Browser, address: str, tmp_path: Path
) -> None:
    page = context.new_page()
    page.goto(f"{address}papers/{MEGASCALE}/")
    button(page, "To read").click()
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    expect_status(page, "2 papers are marked.")
    text = download_marks(page)
    title = "GPipe: Efficient Training of Giant Neural Networks using Pipeline Parallelism"
    data = json.loads(text)
    assert [data["format"], data["version"], data["site"]] == [
        "reading-list-marks", 1, "Reading list",
    ]  # fmt: skip
    assert data["papers"][0] == {"id": GPIPE, "title": title, "marks": ["read", "star"]}
    assert [paper["id"] for paper in data["papers"]] == [GPIPE, MEGASCALE]
    assert download_marks(page) == text
    elsewhere = browser.new_context()
    other = elsewhere.new_page()
    other.goto(f"{address}marks/")
    upload_file(other, tmp_path / "marks.json", text)
    expect_status(other, "2 new, 0 changed, 0 as they were.")
    assert titles(other, "Read") == titles(other, "Starred") == [title]
    assert download_marks(other) == text
    upload_file(other, tmp_path / "marks.json", text)
    expect_status(other, "0 new, 0 changed, 2 as they were.")
    elsewhere.close()


def test_a_file_only_adds_and_read_wins(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Read").click()
    page.goto(f"{address}papers/{MEGASCALE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    expect_status(page, "2 papers")
    mine = file_of(
        {"id": GPIPE, "marks": ["to-read"]},
        {"id": MEGASCALE, "marks": ["to-read"]},
        {"id": OTHER, "marks": ["read", "to-read"]},
        {"id": "constructor", "title": HOSTILE, "marks": ["star"]},
        {"id": HOSTILE, "title": {"a": 1}, "marks": ["star"]},
        site=HOSTILE,
    )
    upload_file(page, tmp_path / "marks.json", mine)
    expect_status(page, f"The file is from “{HOSTILE}”. 1 new, 1 changed, 1 as they were. "
               f"2 are not in this list, and left out: {HOSTILE}; {HOSTILE}.")  # fmt: skip
    marks = {paper["id"]: paper["marks"] for paper in json.loads(download_marks(page))["papers"]}
    assert marks == {GPIPE: ["read"], MEGASCALE: ["to-read", "star"], OTHER: ["read"]}
    assert page.evaluate("window.pwned") is None
    assert page.locator("article img").count() == 0


BAD_FILES = [
    ("", "This file holds no marks"),
    ("{", "This file holds no marks"),
    ("null", "This file holds no marks"),
    ([1, 2], "This file holds no marks"),
    (file_of(format="other"), "This file holds no marks"),
    (file_of(papers={}), "This file holds no marks"),
    (file_of(version="1"), "This file holds no marks"),
    (file_of(version=3), "written by a newer version"),
    (file_of({"id": OTHER, "marks": ["star"]}, None), "Entry 2 of this file is no mark"),
    (file_of({"id": OTHER, "marks": ["star"]}, {"id": 1, "marks": ["star"]}), "Entry 2"),
    (file_of({"id": OTHER, "marks": ["later"]}), "Entry 1"),
    (file_of({"id": OTHER, "marks": "star"}), "Entry 1"),
]


def test_a_bad_file_is_refused_whole(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    before = stored_marks(page)
    for content, answer in some_of(BAD_FILES, 4):
        page.goto(f"{address}marks/")
        expect_status(page, "1 paper is marked.")
        upload_file(page, tmp_path / "marks.json", content)
        expect_status(page, answer)
        expect_status(page, "Nothing is changed.")
        assert stored_marks(page) == before, content


def test_notes_and_lists_are_kept_and_exported(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    page.get_by_text("Your note and lists").click()
    page.get_by_label("Your note").fill(HOSTILE)
    page.get_by_label("New list:").fill("Reading group")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reading group")).to_be_checked()
    page.goto(f"{address}papers/{MEGASCALE}/")
    page.get_by_text("Your note and lists").click()
    page.get_by_label("Reading group").check()
    page.goto(f"{address}marks/")
    expect_status(page, "2 papers are marked.")
    assert len(titles(page, "Reading group")) == 2
    expect(page.locator(".rl-own-note")).to_have_text(HOSTILE)
    saved = download_marks(page)
    assert json.loads(saved)["version"] == 2
    with page.expect_download() as found:
        button(page, "Markdown").click()
    markdown = Path(found.value.path()).read_text("utf-8")
    assert "## Reading group" in markdown
    assert f"](<{address}papers/{GPIPE}/>)" in markdown
    with page.expect_download() as found:
        button(page, "BibTeX").click()
    assert Path(found.value.path()).read_text("utf-8").count("@") == 2
    page.evaluate("localStorage.clear()")
    page.reload()
    upload_file(page, tmp_path / "marks.json", saved)
    expect_status(page, "2 new, 0 changed, 0 as they were.")
    assert download_marks(page) == saved
    assert page.evaluate("window.pwned") is None


def test_all_marks_are_removed_after_a_question(page: Page, address: str) -> None:
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    expect_status(page, "1 paper is marked.")
    button(page, "Remove all marks").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(stored_marks(page)) == 1
    button(page, "Remove all marks").click()
    expect(button(page, "Keep them")).to_be_focused()
    button(page.get_by_role("dialog"), "Remove all marks").click()
    expect_status(page, "All marks are removed.")
    expect(page.locator(".rl-told")).to_be_focused()
    assert stored_marks(page) == []
    assert titles(page, "Starred") == []


def test_the_keyboard_stays_in_its_list_while_papers_leave_it(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}marks/")
    papers = [{"id": id_, "marks": ["to-read"]} for id_ in (OTHER, GPIPE, MEGASCALE)]
    upload_file(page, tmp_path / "marks.json", file_of(*papers))
    expect_status(page, "3 new")
    buttons = page.get_by_role("group", name="Your marks: GPipe")
    button(buttons, "Read").focus()
    page.keyboard.press("Enter")
    expect(button(page.get_by_role("group", name="Your marks: MegaScale"), "Read")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".rl-told")).to_be_focused()
    assert len(titles(page, "Read")) == 3


def test_a_file_with_a_former_id_marks_the_paper_and_gone_papers_are_named(
    page: Page, few_address: str, tmp_path: Path
) -> None:
    page.goto(f"{few_address}marks.html")
    text = json.dumps({"version": 1, "papers": {"gone": ["star"], "hostile": ["read"]}})
    page.evaluate("text => localStorage.setItem('reading-list:marks:/', text)", text)
    page.reload()
    expect_status(page, "2 papers are marked.")
    assert titles(page, "No longer in this list") == ["gone"]
    assert titles(page, "Read") == [HOSTILE]
    upload_file(page, tmp_path / "marks.json", file_of({"id": "before", "marks": ["to-read"]}))
    expect_status(page, "1 new, 0 changed")
    assert titles(page, "To read") == ["Moved"]
    page.get_by_role("link", name="Moved").click()
    expect(page.locator("h1")).to_contain_text("Moved")
    assert page.evaluate("window.pwned") is None


def test_if_the_titles_cannot_be_loaded_marks_are_shown_by_id(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.route("**/papers/titles.js", lambda route: route.abort())
    page.goto(f"{address}papers/{GPIPE}/")
    button(page, "Star").click()
    page.goto(f"{address}marks/")
    expect_status(page, "1 paper is marked.")
    assert titles(page, "Starred") == [GPIPE]
    upload_file(page, tmp_path / "marks.json", file_of({"id": OTHER, "marks": ["star"]}))
    expect_status(page, "could not be loaded")
    page.unroute("**/papers/titles.js")
    upload_file(page, tmp_path / "marks.json", file_of({"id": OTHER, "marks": ["star"]}))
    expect_status(page, "1 new")
    page.close()
