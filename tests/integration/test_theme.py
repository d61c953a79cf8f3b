"""Sites of themes that have changed, and pages of people who write about HTML."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pytest
from build import write
from cases import some_of
from mkdocs.utils import get_theme_dir

pytestmark = pytest.mark.slow

WRITTEN = (
    '<svg xmlns="http://www.w3.org/2000/svg">', '<input autocorrect="off">',
    "<div data-search-exclude>", '<p data-search-exclude="">', '<li tabindex="">',
    '<a href="javascript:void(0)">', '<label for="__toc">',
    '<input id="__search" autocomplete="off">', '<meta name="generator" content="a">',
    '"search": "assets/javascripts/workers/search.0a.min.js"',
    '<script src="assets/javascripts/bundle.0a.min.js">',
    '<form data-md-component="search" role="dialog">',
)  # fmt: skip
SETTINGS = "site_name: A list\ntheme: {name: material, font: false%s}\nplugins: [%s]\n"

BUILD = ("-m", "mkdocs", "build")
# What `mkdocs serve` does before it serves anything.
PREVIEW = (
    "-c",
    """
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(dev_addr="127.0.0.1:0")
config.plugins.on_startup(command="serve", dirty=False)
build(config)
""",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A list of one paper and a page."""
    for folder in ("docs", "papers"):
        (tmp_path / folder).mkdir()
    write(tmp_path / "topics.yml", "- {id: t, name: Tee, group: G, description: D}\n")
    write(tmp_path / "papers" / "one.yml", "title: One\ntopics: [t]\nadded: 2025-01-02\n")
    write(tmp_path / "docs" / "own.md", "# Own page\n\nWords.\n")
    write(tmp_path / "mkdocs.yml", SETTINGS % ("", "search, reading-list"))
    return tmp_path


def mkdocs(
    root: Path, environment: Mapping[str, str] = os.environ, *, arguments: Sequence[str] = BUILD
) -> tuple[int, str]:
    """The exit status of a build that is not strict, and what it logged."""
    completed = subprocess.run(
        [sys.executable, *arguments],
        cwd=root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in completed.stderr
    return completed.returncode, completed.stderr


def material_with(root: Path, template: str, old: str, new: str) -> Mapping[str, str]:
    """The environment of a Material whose template has another text."""
    package = Path(get_theme_dir("material")).parent
    path = root / "site-packages" / "material"
    for folder in (Path(), *map(Path, ("templates", "templates/partials"))):
        (path / folder).mkdir(parents=True)
        for each in (package / folder).iterdir():
            if not (path / folder / each.name).exists() and each.name not in {
                "templates",
                "partials",
                "__pycache__",
            }:
                (path / folder / each.name).symlink_to(each)
    source = (package / "templates" / template).read_text("utf-8")
    assert old in source
    (path / "templates" / template).unlink()
    write(path / "templates" / template, source.replace(old, new))
    return {**os.environ, "PYTHONPATH": str(path.parent)}


@pytest.mark.parametrize(
    ("old", "new", "lacking"),
    [
        ("workers/search.", "workers/find.", "the address of its search worker"),
        ("javascripts/bundle.", "javascripts/main.", "the element that loads its script"),
    ],
)
def test_a_build_fails_when_the_theme_renames_its_scripts(
    root: Path, old: str, new: str, lacking: str
) -> None:
    status, printed = mkdocs(root, material_with(root, "base.html", old, new))
    assert status == 1
    assert f"base.html no longer has {lacking}" in printed
    assert "install that release, or a newer reading-list" in printed


def test_a_build_warns_when_the_theme_changes_something_else(root: Path) -> None:
    environment = material_with(root, "partials/search.html", ' autocorrect="off"', "")
    status, printed = mkdocs(root, environment)
    assert status == 0
    assert "partials/search.html no longer has the search field, so pages are not valid" in printed


def test_a_build_fails_when_a_template_of_the_list_stops_the_search(root: Path) -> None:
    own_template(root)
    status, printed = mkdocs(root)
    assert status == 1
    assert "no page starts it" in printed
    assert "{{ super() }}" in printed


def own_template(root: Path) -> None:
    """Give the list a template that takes away where the theme says which search to start."""
    write(root / "mkdocs.yml", SETTINGS % (", custom_dir: theme", "search, reading-list"))
    (root / "theme").mkdir()
    own = '{% extends "base.html" %}{% block config %}<script id="__config"></script>{% endblock %}'
    write(root / "theme" / "main.html", own)


@pytest.mark.parametrize(
    "plugins", some_of(["search: {enabled: false}, reading-list", "reading-list"], 1)
)
def test_a_site_that_wants_no_search_builds(root: Path, plugins: str) -> None:
    write(root / "mkdocs.yml", SETTINGS % ("", plugins))
    assert mkdocs(root)[0] == 0


def test_a_preview_shows_on_every_page_that_the_theme_has_changed(root: Path) -> None:
    environment = material_with(root, "base.html", "workers/search.", "workers/find.")
    status, printed = mkdocs(root, environment, arguments=PREVIEW)
    assert status == 0
    assert printed.count("base.html no longer has the address of its search worker") == 1
    for page in ("index.html", "own/index.html", "papers/one/index.html"):
        (shown,) = re.findall(
            '<p role="alert"[^>]*>(.*?)</p>', (root / "site" / page).read_text("utf-8")
        )
        assert "no paper can be found with the search" in shown


def test_a_preview_shows_that_a_template_of_the_list_stops_the_search(root: Path) -> None:
    own_template(root)
    status, printed = mkdocs(root, arguments=PREVIEW)
    assert status == 0
    assert printed.count("no page starts it") == 1
    assert "no page starts it" in (root / "site" / "index.html").read_text("utf-8")


def test_a_preview_of_the_installed_theme_shows_no_warning(root: Path) -> None:
    assert mkdocs(root, arguments=PREVIEW)[0] == 0
    assert 'role="alert"' not in (root / "site" / "index.html").read_text("utf-8")


def test_what_a_page_says_about_html_stays(root: Path) -> None:
    inline = "\n".join(f"- `{text}`" for text in WRITTEN)
    block = "\n".join("    " + text for text in WRITTEN)
    heading = '## Write `autocorrect="off"` or not'
    element = '<svg xmlns="http://www.w3.org/2000/svg" class="mine" data-search-exclude></svg>'
    text = f"# Own\n\n{heading}\n\n{inline}\n\nCode:\n\n{block}\n\n{element}\n"
    write(root / "docs" / "own.md", text)
    assert mkdocs(root)[0] == 0
    page = (root / "site" / "own" / "index.html").read_text("utf-8")
    for each in WRITTEN:
        written = escape(each, quote=False)
        assert f"<li><code>{written}</code></li>" in page
        assert page.count(written) == 2
    assert element in page
    assert '<h2 id="write-autocorrectoff-or-not">Write <code>autocorrect="off"</code>' in page
    script = (root / "site" / "assets" / "early.js").read_text("utf-8").replace('\\"', '"')
    (search,) = re.findall(r'<input type="text"[^>]*>', script)
    assert "autocorrect" not in search


def test_what_a_note_says_about_html_stays(root: Path) -> None:
    write(root / "papers" / "one.yml", "title: One\ntopics: [t]\nadded: 2025-01-02\n"
          "note: Set `<p data-search-exclude>`, the data-search-exclude attribute.\n")  # fmt: skip
    assert mkdocs(root)[0] == 0
    page = (root / "site" / "papers" / "one" / "index.html").read_text("utf-8")
    (note,) = re.findall(r"Set <code>.*attribute", page)
    assert note.count(" data-search-exclude") == 2
    assert page.count("data-search-exclude") == 2
