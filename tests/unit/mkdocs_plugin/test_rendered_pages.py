"""Which pages a preview renders again, and which templates it compiles again."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin.rendered_pages import RenderedPages, is_pure
from generator.mkdocs_plugin.theme_compat import page_state
from generator.site.compiled_templates import CompiledTemplates

TEXT = "# One\n\n## Part\n\n[two](two.md#there)\n"


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    (tmp_path / "docs").mkdir()
    path = tmp_path / "mkdocs.yml"
    path.write_text("site_name: List\n", "utf-8")
    return load_config(str(path))


def files_of(config: MkDocsConfig, *paths: str) -> Files:
    places = config.docs_dir, config.site_dir
    return Files([File(path, *places, use_directory_urls=True) for path in paths])


def rendered(kept: RenderedPages, config: MkDocsConfig, files: Files, text: str = TEXT) -> Page:
    """A page of a new build."""
    file = files.get_file_from_path("one.md")
    assert file
    page = Page(None, file, config)
    page.markdown = text
    kept.take_over(page)
    page.render(config, files)
    return page


def renderings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that MkDocs renders from now on."""
    rendered: list[str] = []
    ordinary = Page.render

    def render(page: Page, config: MkDocsConfig, files: Files) -> None:
        rendered.append(page.markdown or "")
        ordinary(page, config, files)

    monkeypatch.setattr(Page, "render", render)
    return rendered


def test_a_page_is_rendered_again_only_if_it_or_the_files_changed(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered_names, kept = renderings(monkeypatch), RenderedPages()
    first = rendered(kept, config, files_of(config, "one.md", "two.md"))
    again = rendered(kept, config, files_of(config, "one.md", "two.md"))
    assert replace(page_state(first), toc=again.toc) == replace(page_state(again), toc=again.toc)
    assert [item.title for item in again.toc] == ["One"]
    assert len(rendered_names) == 1
    rendered(kept, config, files_of(config, "one.md", "two.md"), TEXT + "More.")
    rendered(kept, config, files_of(config, "one.md", "two.md", "new.md"), TEXT + "More.")
    config.mdx_configs = {"toc": {"permalink": True}}
    rendered(kept, config, files_of(config, "one.md", "two.md", "new.md"), TEXT + "More.")
    assert len(rendered_names) == 4


def test_a_page_with_a_broken_link_is_reported_each_time(
    config: MkDocsConfig, caplog: pytest.LogCaptureFixture
) -> None:
    kept = RenderedPages()
    with caplog.at_level(logging.WARNING, "mkdocs"):
        for _ in range(2):
            rendered(kept, config, files_of(config, "one.md"))
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2


def test_extensions_that_read_files_are_not_pure() -> None:
    assert is_pure(["toc", "pymdownx.superfences"], {"toc": {"permalink": True}})
    assert not is_pure(["pymdownx.snippets"], {})
    assert not is_pure(["toc"], {"toc": {"slugify": is_pure}})


def test_a_template_is_compiled_again_only_if_it_changed() -> None:
    kept, compiled = CompiledTemplates(), []

    class Watched(Environment):
        def _generate(self, *arguments: object, **options: object) -> str:
            compiled.append(arguments[1])
            return super()._generate(*arguments, **options)  # type: ignore[arg-type]

    def build(text: str, *extensions: str) -> str:
        environment = Watched(loader=DictLoader({"a": text}), extensions=extensions)
        kept.use_in(environment)
        return environment.get_template("a").render()

    assert [build("x"), build("x"), build("y"), build("y")] == ["x", "x", "y", "y"]
    assert compiled == ["a", "a"]
    assert build("y", "jinja2.ext.do") == "y"
    assert compiled == ["a", "a", "a"]
