"""Every internal of MkDocs and Material that is relied on, in the installed release."""

import inspect
import re
from importlib.metadata import version
from pathlib import Path
from typing import cast

import pytest
from build import ROOT
from jinja2 import Environment, FileSystemLoader, Template
from mkdocs.commands.build import build as build_command
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.theme_compat.early_script import CONFIG_CALL
from generator.mkdocs_plugin.theme_compat.patches import PATCHES, Patch, patch_template
from generator.mkdocs_plugin.theme_compat.plugins import WORKER_SHIM, replace_search_highlight
from generator.site import colors

THEME = Path(get_theme_dir("material"))
RELEASES = (
    f"written for mkdocs-material {theme_compat.MATERIAL_RELEASE}, "
    f"installed is {version('mkdocs-material')}"
)
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
# What the scripts of `templates/` rely on in the theme's own script, as that has it.
BUNDLE = {
    "the observable that tells when a page is shown": "window.document$=",
    "the worker that it starts by its global name": "new Worker(",
    "the message that sets the worker up": "type:0,data:{config:",
    "the message that asks the worker": "type:2,data:",
    "the toggle of the search": "[data-md-toggle=search]",
    "the link that shares a search": '"search-share"',
    "the link of a result": '"md-search-result__link"',
    "links that it takes for the site in other languages": '"link[rel=alternate]"',
}


def theme_text(path: str) -> str:
    """A file of the theme; the path may have wildcards."""
    (found,) = THEME.glob(path)
    return found.read_text("utf-8")


def config(*plugins: str) -> MkDocsConfig:
    """The settings of a site with the theme and some plugins, ready to be built."""
    loaded = MkDocsConfig(str(ROOT / "mkdocs.yml"))
    loaded.load_dict({"site_name": "A", "theme": "material", "plugins": list(plugins)})
    assert loaded.validate() == ([], [])
    for name, plugin in loaded.plugins.items():
        if name.startswith("material/"):
            plugin.on_config(loaded)
    return loaded


def virtual_file(path: str, text: str = "") -> File:
    """A Markdown file that is on no disk."""
    file = File(path, None, "site", use_directory_urls=True)
    file.content_string = text
    return file


def changes(env: Environment, *plugins: str) -> list[theme_compat.ThemeChange]:
    """What is reported of a theme."""
    return list(theme_compat.find_theme_changes(env, config(*plugins)))


def changed_theme(folder: Path, patch: Patch, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An environment of the installed theme, but for one text that has another form."""
    for each in PATCHES:
        source = theme_text(each.template)
        if each.template == patch.template:
            source = patch.pattern.sub("<renamed>", source)
        path = folder / each.template
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, "utf-8")
    monkeypatch.setattr(
        "generator.mkdocs_plugin.theme_compat.changes.get_theme_dir", lambda _: str(folder)
    )
    return Environment(loader=FileSystemLoader(folder))  # noqa: S701 - as MkDocs


def name(patch: Patch) -> str:
    """A patch as the name of a test."""
    return f"{patch.template}: {patch.missing}"


class TestInstalledRelease:
    """Nothing that is relied on has moved."""

    @pytest.mark.parametrize("patch", PATCHES, ids=name)
    def test_has_every_text_that_is_patched(self, patch: Patch) -> None:
        assert patch.pattern.search(theme_text(patch.template)), RELEASES

    def test_is_reported_as_unchanged(self) -> None:
        changed = changes(config().theme.get_env(), "search", "offline")
        assert [str(change) for change in changed] == [], RELEASES

    def test_has_one_worker_and_one_bundle_where_its_template_says(self) -> None:
        base = theme_text("base.html")
        for path in re.findall(r"assets/javascripts/[\w./]+\.js", base):
            assert (THEME / path).is_file(), RELEASES

    def test_names_its_search_plugin_and_has_its_entries(self) -> None:
        plugin = theme_compat.find_search_plugin(config("search").plugins)
        assert plugin is not None, RELEASES
        plugin.search_index.entries.append({"location": "a/", "title": "A", "text": ""})
        (entry,) = theme_compat.take_search_entries(plugin)
        assert entry["location"] == "a/"
        assert '"docs":[]' in plugin.search_index.generate_search_index(None), RELEASES

    def test_leaves_a_page_out_of_its_index(self) -> None:
        class ExcludedPage:
            meta: dict[str, object] = {}  # noqa: RUF012 - one test

        theme_compat.exclude_from_theme_search(ExcludedPage.meta)
        plugin = theme_compat.find_search_plugin(config("search").plugins)
        assert plugin is not None
        plugin.search_index.add_entry_from_context(ExcludedPage)  # it has no content to be read
        assert plugin.search_index.entries == [], RELEASES

    def test_adds_the_worker_shim_that_is_replaced(self) -> None:
        offline = config("search", "offline")
        assert WORKER_SHIM in offline.extra["polyfills"], RELEASES
        theme_compat.replace_worker_shim(offline.extra)
        assert offline.extra["polyfills"] == ["assets/search/local.js"]

    @pytest.mark.parametrize("block", ["extrahead", "site_nav", "content", "config", "scripts"])
    def test_has_the_blocks_that_are_overridden(self, block: str) -> None:
        assert f"{{% block {block} %}}" in theme_text("base.html"), RELEASES

    @pytest.mark.parametrize("override", sorted((ROOT / "templates/theme").rglob("*.html")))
    def test_has_the_texts_that_our_overrides_print(self, override: Path) -> None:
        english = theme_text("partials/languages/en.html")
        for key in re.findall(r"lang\.t\(['\"]([\w.]+)", override.read_text("utf-8")):
            assert f'"{key}":' in english, RELEASES

    @pytest.mark.parametrize("path", ["main.html", "404.html", "partials/source.html"])
    def test_has_the_templates_that_are_overridden(self, path: str) -> None:
        assert (THEME / path).is_file(), RELEASES

    @pytest.mark.parametrize("internal", BUNDLE)
    def test_has_in_its_script_what_our_scripts_rely_on(self, internal: str) -> None:
        assert BUNDLE[internal] in theme_text("assets/javascripts/bundle.*.min.js"), RELEASES

    @pytest.mark.parametrize("component", ["search", "search-query", "search-result"])
    def test_marks_the_elements_that_our_scripts_look_for(self, component: str) -> None:
        assert f'data-md-component="{component}"' in theme_text("partials/search.html"), RELEASES

    def test_has_the_palette_whose_colours_links_take(self) -> None:
        palette = theme_text("assets/stylesheets/palette.*.min.css")
        for primary in ("red", "teal", "deep orange"):
            rule = rf"\[data-md-color-primary={primary.replace(' ', '-')}\]{{--md-primary-fg-color:"
            found = re.search(rf"{rule}(#\w+)", palette)
            assert found, RELEASES
            assert colors.palette_color({"primary": primary}) == found[1], RELEASES

    def test_escapes_no_title_and_no_description(self) -> None:
        base = theme_text("base.html")
        assert 'content="{{ page.meta.description }}"' in base, RELEASES
        assert "<title>{{ page.meta.title }} - " in base, RELEASES

    def test_hides_sidebars_of_pages_that_say_so(self) -> None:
        for sidebar in ("navigation", "toc"):
            assert f'"hidden" if "{sidebar}" in page.meta.hide' in theme_text("base.html"), RELEASES


def test_the_preview_server_can_be_told_what_to_watch() -> None:
    for method in ("watch", "unwatch"):
        assert callable(getattr(LiveReloadServer, method)), f"MkDocs {version('mkdocs')}"


class TestRendering:
    """What MkDocs sets when it renders a page, and what it asks of templates."""

    FILE = virtual_file("a.md", "# A & *b*\n\n[c](b.md#c) [d](#d)\n\n## E\n")
    FILES = Files([FILE, virtual_file("b.md")])

    def rendered(self) -> Page:
        """A page that MkDocs has rendered."""
        page = theme_compat.scratch_page(self.FILE, self.FILE.content_string, config())
        page.render(config(), self.FILES)
        return page

    def test_is_all_that_is_compared(self) -> None:
        page = self.rendered()
        content, toc, title, anchors, links = theme_compat.rendered_state(page)
        assert content == page.content
        assert [item[:3] for item in cast("tuple[tuple[object, ...], ...]", toc)] == [
            ("A &amp; b", "a-b", 1)
        ]
        assert title == "A &amp; b"
        assert cast("set[str]", anchors) >= {"a-b"}
        assert links == {"b.md": {"c": "b.md#c"}}

    def test_can_be_set_instead(self) -> None:
        page, other = self.rendered(), theme_compat.scratch_page(self.FILE, "", config())
        rendered = theme_compat.Rendered(
            html=page.content or "",
            headings=[{"level": 1, "id": "a-b", "name": "A &amp; b", "children": HEADINGS}],
            title="A &amp; b",
            anchors=page.present_anchor_ids or set(),
            links={self.FILES.src_uris["b.md"]: {"c": "b.md#c"}},
        )
        theme_compat.set_rendered(other, rendered)
        assert theme_compat.rendered_state(other) == theme_compat.rendered_state(page)

    def test_is_noticed_where_a_release_names_it_differently(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page, other = self.rendered(), self.rendered()
        assert theme_compat.rendered_state(page) == theme_compat.rendered_state(other)
        monkeypatch.delattr(other, "_title_from_render")
        assert theme_compat.rendered_state(page) != theme_compat.rendered_state(other)

    def test_can_be_taken_over_once(self) -> None:
        page = theme_compat.scratch_page(self.FILE, "# F", config())

        def render(page: Page, *_: object) -> None:
            page.content = "x"

        assert theme_compat.intercept_render(page, render)
        assert not theme_compat.intercept_render(page, render)
        page.render(config(), self.FILES)
        assert page.content == "x"
        page.render(config(), self.FILES)
        assert page.content == '<h1 id="f">F</h1>'

    def test_takes_a_template_for_its_name(self) -> None:
        template = Template("")
        assert Environment().get_template(template) is template  # noqa: S701 - as MkDocs has it

    def test_gives_excluded_pages_to_no_search(self) -> None:
        loaded = config("search")
        theme_compat.skip_excluded_pages(loaded.plugins)
        page = theme_compat.scratch_page(self.FILE, "", loaded)
        page.meta = {"search": {"exclude": True}}
        for content in ('<p data-search-exclude="data-search-exclude">', '<p data-search-x="y">'):
            page.content = content
            loaded.plugins.run_event(
                "page_context", {}, page=page, config=loaded, nav=Navigation([], [])
            )
            assert page.content == "<p>"
        (entries,) = [
            theme_compat.take_search_entries(plugin)
            for plugin in [theme_compat.find_search_plugin(loaded.plugins)]
        ]
        assert entries == []

    def test_is_remembered_for_other_plugins(self) -> None:
        loaded = config("search")
        assert theme_compat.may_forget_markdown(loaded.plugins, None)
        loaded.plugins.events["post_build"].append(print)
        assert not theme_compat.may_forget_markdown(loaded.plugins, None)


HEADINGS = [{"level": 2, "id": "e", "name": "E", "children": []}]


class TestChangedRelease:
    """What happens when Material moves something."""

    @pytest.mark.parametrize("patch", PATCHES, ids=name)
    def test_is_named_with_the_template_and_both_releases(
        self, patch: Patch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # With the theme's settings, the address of its worker is missing, too.
        *_, change = changes(changed_theme(tmp_path, patch, monkeypatch), "search")
        assert change.breaks_search == patch.search
        assert str(change).startswith(f"mkdocs-material {version('mkdocs-material')}: ")
        assert f"{patch.template} no longer has {patch.missing}, so {patch.loss}." in str(change)
        assert theme_compat.MATERIAL_RELEASE in str(change)

    @pytest.mark.parametrize("patch", [p for p in PATCHES if p.search], ids=name)
    def test_breaks_no_search_where_there_is_none(
        self, patch: Patch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert changes(changed_theme(tmp_path, patch, monkeypatch)) == []

    def test_is_named_when_its_search_is_another_plugin(self) -> None:
        (change,) = changes(config().theme.get_env(), "/search")
        assert change.breaks_search
        assert "the plugin search is not material/search" in str(change)

    def test_is_named_when_opened_files_get_no_worker(self) -> None:
        site = config("search", "offline")
        site.extra["polyfills"] = []
        (change,) = theme_compat.find_theme_changes(site.theme.get_env(), site)
        assert change.breaks_search
        assert "material/offline" in str(change)


def test_a_lists_own_copy_of_a_block_is_patched_too() -> None:
    own = "<script src=\"{{ 'assets/javascripts/bundle.0a.min.js' | url }}\"></script>"
    patched = patch_template(own, "main.html")
    assert patched == "<script src=\"{{ 'assets/search/box.js' | url }}\"></script>" + own


def test_a_template_with_the_same_text_elsewhere_is_left_alone() -> None:
    own = '<code>autocorrect="off" tabindex=""</code>'
    assert patch_template(own, "main.html") == own


class TestPages:
    """What is done to finished pages."""

    def test_only_dangling_labels_of_the_theme_are_removed(self) -> None:
        written = '<p for="__toc">'
        label = '<label class="md-nav__title" data-m for="__toc">'
        assert theme_compat.patch_theme_html(label + written, " data-m") == (
            f'<label class="md-nav__title">{written}'
        )
        page = f'{label}<input data-m id="__toc">{written}'
        assert theme_compat.patch_theme_html(page, " data-m") == page

    def test_content_stays_as_it_is_and_the_rest_loses_white_space(self) -> None:
        content = "<p>\n\n  a <code>b\n   c</code></p>"
        page = f"<head>\n  <meta a>\n</head>\n\n<pre>\n\n</pre>\n {content}\n\n </body>"
        assert theme_compat.patch_theme_html(page, " data-m", content) == (
            f"<head><meta a>\n</head>\n<pre>\n\n</pre>\n{content}\n</body>"
        )

    def test_a_page_whose_content_was_changed_by_a_plugin_stays_as_it_is(self) -> None:
        page = "<p>\n\n  b</p>"
        assert theme_compat.patch_theme_html(page, " data-m", "<p>a</p>") == page

    def test_list_pages_lose_attributes_and_references_but_no_words(self) -> None:
        words = '<p title="a data-search-exclude b">the data-search-exclude attribute</p>'
        elements = '<div class="a" data-search-exclude="" id="b"><h2 data-search-exclude>c</h2>'
        references = "<pre>&#123;a&#125; &#60;b&#62;</pre><p>&#123;</p>"
        assert theme_compat.slim_list_content(elements + words + references) == (
            f'<div class="a" id="b"><h2>c</h2>{words}<pre>{{a}} &#60;b&#62;</pre><p>&#123;</p>'
        )

    def test_a_page_starts_our_search_if_its_settings_and_scripts_say_so(self) -> None:
        worker = '<script id="__config">{"search": "assets/search/worker.js"}</script>'
        box = '<script src="assets/search/box.js"></script>'
        assert theme_compat.starts_search(worker + box)
        assert not theme_compat.starts_search(worker)
        assert not theme_compat.starts_search(f'{worker}{box}<script id="__config">{{}}</script>')
        assert not theme_compat.starts_search(f"<code>{worker}</code>")
        assert theme_compat.starts_search(f"<script {CONFIG_CALL}{box}")
        assert not theme_compat.starts_search(f"<script {CONFIG_CALL}")

    @pytest.mark.parametrize("body", ['<body dir="ltr">', ""])
    def test_a_warning_is_shown_at_the_top_and_is_text(self, body: str) -> None:
        page = theme_compat.add_warning(f"{body}<p>a</p>", "no <search>")
        assert re.fullmatch(rf"{body}<p role=.alert.[^>]*>no &lt;search&gt;</p><p>a</p>", page)


class TestPartialBuilds:
    """MkDocs neither reads nor writes what is kept, and everything else sees it."""

    def test_pages_to_be_made_leave_out_hidden_ones_and_all_pages_have_them(self) -> None:
        files = theme_compat.PartialFiles([virtual_file("a.md"), virtual_file("b.md")])
        hidden = files.get_file_from_path("a.md")
        assert hidden
        files.hidden = {"a.md": hidden}
        pages = files.documentation_pages(inclusion=InclusionLevel.is_included)
        assert [file.src_uri for file in pages] == ["b.md"]
        assert len(files.documentation_pages()) == len(files) == 2

    def test_a_page_that_replaces_a_hidden_one_is_made(self) -> None:
        files = theme_compat.PartialFiles([virtual_file("a.md")])
        files.hidden = {"a.md": virtual_file("a.md")}
        assert files.documentation_pages(inclusion=InclusionLevel.is_included)

    def test_unchanged_files_are_not_written(self, tmp_path: Path) -> None:
        found = [File(name, None, str(tmp_path), use_directory_urls=True) for name in ("a", "b")]
        for file in found:
            file.content_string = file.src_uri
        files = theme_compat.PartialFiles(found)
        files.unchanged = frozenset({"a"})
        files.copy_static_files()
        assert [path.name for path in tmp_path.iterdir()] == ["b"]

    def test_mkdocs_asks_in_these_two_ways(self) -> None:
        source = inspect.getsource(build_command)
        assert source.count("documentation_pages(inclusion=inclusion)") == 2
        assert "for file in files.documentation_pages(inclusion=inclusion)" in source
        assert "doc_files = files.documentation_pages(inclusion=inclusion)" in source
        assert "documentation_pages()" in inspect.getsource(get_navigation)

    def test_a_template_that_lists_pages_keeps_none(self, tmp_path: Path) -> None:
        settings = config("search")
        assert theme_compat.may_keep_pages(settings, None)
        settings.theme.dirs.insert(0, str(tmp_path))
        (tmp_path / "main.html").write_text("{{ page.title }}", "utf-8")
        assert theme_compat.may_keep_pages(settings, None)
        (tmp_path / "main.html").write_text("{{ pages | length }}", "utf-8")
        assert not theme_compat.may_keep_pages(settings, None)


def test_the_theme_marks_no_words_on_pages_as_the_site_does_it() -> None:
    theme = Theme("mkdocs", features=["search.share", "search.highlight"])
    replace_search_highlight(theme)
    assert theme["features"] == ["search.share", "reading-list.highlight"]
    replace_search_highlight(bare := Theme("mkdocs"))
    assert bare["features"] == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, "default"), ([], "default"), ({"scheme": "slate"}, "slate")],
)
def test_a_theme_without_a_palette_has_one_for_the_style_sheet(
    given: object, expected: str, tmp_path: Path
) -> None:
    theme = Theme("material")
    if given is not None:
        theme["palette"] = given
    theme_compat.add_theme_overrides(theme, tmp_path, "")
    text = theme_text("base.html")
    body = text[text.index("{% if config.theme.palette %}\n    {% set palette") :].split("{% else")[
        0
    ]
    html = Template(body + "{% endif %}").render(config={"theme": theme}, direction="ltr")
    assert f'data-md-color-scheme="{expected}"' in html
    assert "data-md-color-primary=" in html
