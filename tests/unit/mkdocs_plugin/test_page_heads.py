"""What the sitemap states, from MkDocs' own template."""

import re
from datetime import date
from pathlib import Path

import jinja2
import mkdocs
from build import paper
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin.page_heads import sitemap_context
from generator.mkdocs_plugin.theme_compat import SITEMAP
from generator.model import Catalog, Topic

TEMPLATES = Path(mkdocs.__file__).parent / "templates"
TOPIC = Topic(id="t", name="T", group="G", description="About t.")
CATALOG = Catalog(
    papers=(
        paper("Old", id="old", added=date(2024, 1, 2), topics=("t",)),
        paper("New", id="new", added=date(2025, 1, 2)),
        paper("Undated", id="undated", topics=("t",)),
    ),
    topics=(TOPIC,),
)


def sitemap(*paths: str) -> dict[str, str]:
    """The days of the sitemap by path; empty for pages without one."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "site_url": "https://list.org/"})
    assert config.validate() == ([], [])
    files = [File(path, "docs", "site", use_directory_urls=True) for path in paths]
    for file in files:
        file.page = Page(None, file, config)
    before = [file.page.update_date for file in files if file.page]
    template = jinja2.Environment(autoescape=True).from_string((TEMPLATES / SITEMAP).read_text())
    text = template.render(sitemap_context({"pages": files}, CATALOG))
    assert before == [file.page.update_date for file in files if file.page]
    found = re.findall(r"<loc>https://list.org/(.*?)</loc>\s*(?:<lastmod>(.*?)</lastmod>)?", text)
    return dict(found)


def test_the_sitemap_has_the_days_of_additions_and_none_of_other_pages() -> None:
    assert sitemap("index.md", "papers/old.md", "papers/undated.md", "topics/t.md", "about.md",
                   "papers/index.md") == {
        "": "2025-01-02", "papers/old/": "2024-01-02", "papers/undated/": "",
        "topics/t/": "2024-01-02", "about/": "", "papers/": "2025-01-02",
    }  # fmt: skip


def test_marks_and_health_are_not_in_the_sitemap() -> None:
    assert set(sitemap("marks.md", "health.md", "health/undated.md", "about.md", "new/index.md",
                       "new/2025-01.md")) == {
        "about/", "new/", "new/2025-01/",
    }  # fmt: skip
