"""Sites built in the fast way have the bytes of sites built in the ordinary way."""

import logging
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import markdown
import pytest
from build import folder_bytes
from building import LIST, ROOT, WITHOUT_CARDS, fixture_papers, write_list
from cases import THOROUGH, some_of
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs_plugin.fast_build import bodies, frames, shapes
from generator.mkdocs_plugin.fast_build.markdown_subset import Converted, convert

MIN_PAPERS = 8  # in the list that most tests build
LONG = 1_000  # papers of the longest list, in a thorough run
MAX_PARSED_PAGES = 12  # pages by hand, and one of each kind as the proof
pytestmark = pytest.mark.slow

Changes = tuple[tuple[str, str], ...]
NAV = ("\nplugins:", "\nnav:\n  - index.md\n  - Papers: papers/index.md\nplugins:")
PLUGINS = "  - search\n"
EXTENSIONS = "  - attr_list\n"
URL = '!ENV [SITE_URL, "https://papers.example.org/reading-list/"]'
VARIANTS: Mapping[str, Changes] = {
    "as it is": (NAV,),
    "without search, in German": (
        (PLUGINS, ""),
        ("  - reading-list:\n", "  - reading-list:\n      language: de\n"),
    ),
    "URLs that end in .html, offline, no permanent links": (
        ("theme:", "use_directory_urls: false\ntheme:"),
        (PLUGINS, f"{PLUGINS}  - offline\n"),
        ("      permalink: true\n", "      permalink: false\n"),
    ),
    "right to left, below a path, privacy": (
        ("  name: material\n", "  name: material\n  language: ar\n"),
        (URL, "https://example.org/a/b/"),
        (PLUGINS, f"{PLUGINS}  - privacy\n"),
    ),
    "without an address, tags, links to sources, no policy": (
        (URL, '""'),
        (PLUGINS, f"{PLUGINS}  - tags\n"),
        ("    - content.action.edit\n", "    - content.action.view\n"),
        ("      social", "      content_security_policy: none\n      social"),
    ),
    "another Markdown extension": ((EXTENSIONS, f"{EXTENSIONS}  - pymdownx.smartsymbols\n"),),
}
# Hooks that change pages in ways that a sample need not show.
HOOKS: Mapping[str, str] = {
    "finished pages": r"""
def on_post_page(output, page, config):
    return output.replace("</title>", " *</title>") if "gpipe" in page.url else output
""",
    "the context and the content": r"""
def on_page_context(context, page, config, nav):
    return {**context, "mark": page.title[0]}

def on_page_content(html, page, config, files):
    return html + "\n<pre>\n  a\n\n" if len(page.url) % 2 else html + "  \n"
""",
    "Markdown and front matter": r"""
def on_page_markdown(markdown, page, config, files):
    if "gp" in page.url:
        page.meta["author"] = "A & B"
    page.meta["description"] = "Two\n lines"
    return markdown + "\n\nAnd *this*.\n\n[TOC]\n" if "ga" in page.url else markdown
""",
}
OVERRIDES: Mapping[str, str] = {
    "escapes a title": "{{ page.meta.title | e }}",
    "has a banner on one page": "{% if page.url == 'papers/gpipe/' %}Here{% endif %}",
    "links to a paper, and prints much": (
        "<a href='{{ 'papers/gpipe/' | url }}'>GPipe</a> {{ page.url }} {{ page.canonical_url }} "
        "{{ page.meta.description ~ page.title }}{% if page.edit_url %}!{% endif %}"
    ),
}


def build_site(root: Path, *, fast: bool) -> Mapping[str, bytes]:
    """The files of a site, built in this process."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins["reading-list"].config["fast"] = fast
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    files = folder_bytes(root / "site")
    shutil.rmtree(root / "site")
    return {name: data for name, data in files.items() if name != "sitemap.xml.gz"}


def small_list(root: Path, *changes: tuple[str, str]) -> Path:
    """A list of some papers, without cards."""
    write_list(root, fixture_papers("[gm]*"), WITHOUT_CARDS, *changes)
    (root / "docs" / "note.md").write_text("# A note\n\nBy *hand*.\n", "utf-8")
    return root


def assert_same(root: Path) -> Counter[str]:
    """Assert that both ways give the same site; how often the fast one was taken."""
    taken: Counter[str] = Counter()

    def count_calls(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            taken[name] += 1
            return function(*args, **kwargs)

        return call

    ordinary = build_site(root, fast=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames.Frame, "fill", count_calls(frames.Frame.fill, "filled"))
        patch.setattr(
            markdown.Markdown, "convert", count_calls(markdown.Markdown.convert, "parsed")
        )
        fast = build_site(root, fast=True)
    assert fast.keys() == ordinary.keys()
    assert [name for name in fast if fast[name] != ordinary[name]] == []
    return taken


@pytest.mark.parametrize("name", some_of(VARIANTS, 3))
def test_both_ways_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    taken = assert_same(small_list(tmp_path / "list", *VARIANTS[name]))
    assert taken["filled"] >= MIN_PAPERS
    assert (taken["parsed"] <= MAX_PARSED_PAGES) == (name != "another Markdown extension")


@pytest.mark.parametrize("name", some_of(HOOKS, 1))
def test_a_hook_may_change(name: str, tmp_path: Path) -> None:
    root = small_list(tmp_path / "list", ("\nplugins:", "\nhooks: [hook.py]\nplugins:"))
    (root / "hook.py").write_text(HOOKS[name], "utf-8")
    assert_same(root)


@pytest.mark.parametrize("name", some_of(OVERRIDES, 1))
def test_a_theme_of_ones_own(name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    root = small_list(tmp_path / "list", ("  name: material\n", THEME))
    (root / "theme").mkdir()
    text = f'{{% extends "base.html" %}}{{% block announce %}}{{% if page %}}{OVERRIDES[name]}'
    text += "{% endif %}{% endblock %}"
    (root / "theme" / "main.html").write_text(text, "utf-8")
    with caplog.at_level(logging.INFO):
        assert_same(root)
    found = [str(record.args) for record in caplog.records if "does more with" in record.msg]
    assert bool(found) == (name != "links to a paper, and prints much")
    assert sum("papers/" in page for page in found) <= 1  # once for a kind


THEME = "  name: material\n  custom_dir: theme\n"


def test_real_and_hostile_papers(nasty_list: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    root = tmp_path / "list"
    shutil.copytree(LIST, root)
    for path in some_of(sorted((nasty_list[0] / "papers").iterdir()), 40):
        shutil.copy(path, root / "papers")
    settings = (root / "mkdocs.yml").read_text("utf-8").split("\nnav:")[0]
    (root / "mkdocs.yml").write_text(settings.replace(*WITHOUT_CARDS), "utf-8")
    papers = len([*(root / "papers").iterdir()])
    taken = assert_same(root)
    assert taken["filled"] > papers
    assert taken["parsed"] < papers / 10


@pytest.mark.skipif(not THOROUGH, reason="two builds of 1,000 papers")
def test_a_long_list(tmp_path: Path) -> None:
    root = tmp_path / "list"
    root.mkdir()
    command = [sys.executable, str(ROOT / "benchmarks" / "lists.py"), str(LONG), str(root)]
    subprocess.run(command, check=True)
    settings = (root / "mkdocs.yml").read_text("utf-8").replace(*WITHOUT_CARDS)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    taken = assert_same(root)
    assert taken["filled"] > LONG


class TestDifference:
    """What happens if the fast way would give other bytes."""

    def test_in_content_is_told_and_avoided(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:

        def wrong(*args: Any) -> Converted | None:
            found = convert(*args)
            return found and Converted(
                html=found.html + " ", headings=found.headings, anchors=found.anchors, title=None
            )

        monkeypatch.setattr(bodies, "convert", wrong)
        with caplog.at_level(logging.INFO):
            assert_same(small_list(tmp_path / "list"))
        messages = [r for r in caplog.records if "built by Python-Markdown" in r.getMessage()]
        assert {record.levelname for record in messages} == {"INFO"}
        assert len(messages) == len({record.getMessage() for record in messages})

    def test_in_a_frame_is_told_and_avoided(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        slot_values = shapes.slot_values
        monkeypatch.setattr(frames, "slot_values", lambda page: [*slot_values(page)[:-1], "x"])
        with caplog.at_level(logging.INFO):
            assert_same(small_list(tmp_path / "list"))
        messages = [r for r in caplog.records if "built by the theme's templates" in r.getMessage()]
        assert {record.levelname for record in messages} == {"INFO"}
