"""All internals of MkDocs and Material that this project relies on; they may change any time.

- `patches.py`: patches of Material's templates, applied when Jinja loads them.
- `pages.py`: changes of rendered pages.
- `early_script.py`: what Material's scripts do before a page is shown.
- `shared_markup.py`: markup that is the same on all pages, in that script.
- `icons.py`: icons drawn once for all pages.
- `plugins.py`: settings of the theme and of its search and offline plugins.
- `rendering.py`: what MkDocs sets when it renders the Markdown of a page.
- `partial_builds.py`: builds in which MkDocs does not make all pages.
- `spooled_files.py`: files and contents of pages, in a temporary file until they are written.
- `sitemap.py`: what the sitemap lists.
- `theme_inputs.py`: what the theme makes a page from.
- `changes.py`: which of these internals the installed release lacks.

The plugin refuses to build if the search depends on a missing internal, and warns about the others.
`tests/unit/mkdocs_plugin/test_theme_compat.py` checks every internal against the installed
release, also those that the scripts and style sheets in `templates/` rely on.
"""

from generator.mkdocs_plugin.theme_compat.changes import (
    MATERIAL_RELEASE,
    ThemeChange,
    find_theme_changes,
)
from generator.mkdocs_plugin.theme_compat.icons import ThemeIcons
from generator.mkdocs_plugin.theme_compat.pages import (
    add_warning,
    collapse_line_breaks,
    hide_permalinks,
    is_closed_html,
    patch_theme_html,
    slim_list_content,
    starts_search,
)
from generator.mkdocs_plugin.theme_compat.partial_builds import (
    Inclusion,
    PartialFiles,
    anchor_links,
    build_page,
    list_theme_files_once,
    may_keep_pages,
    page_context,
    populate_page,
    set_kept,
)
from generator.mkdocs_plugin.theme_compat.patches import patch_environment
from generator.mkdocs_plugin.theme_compat.plugins import (
    add_theme_overrides,
    changes_rendered_pages,
    escape_head_texts,
    exclude_from_theme_search,
    find_search_plugin,
    hide_sidebars,
    is_supported,
    replace_worker_shim,
    skip_excluded_pages,
    take_search_entries,
)
from generator.mkdocs_plugin.theme_compat.rendering import (
    PageState,
    RecordCounter,
    Rendered,
    Renderer,
    forget_markdown,
    intercept_render,
    markdown_of,
    may_forget_markdown,
    notes_anchor_links,
    page_state,
    rendered_state,
    rendering_inputs,
    restore_page,
    scratch_page,
    set_rendered,
)
from generator.mkdocs_plugin.theme_compat.shared_markup import add_early_script
from generator.mkdocs_plugin.theme_compat.sitemap import SITEMAP, sitemap_files
from generator.mkdocs_plugin.theme_compat.spooled_files import (
    deferred_file,
    forget_contents,
    generated_file,
    spool_content,
)
from generator.mkdocs_plugin.theme_compat.theme_inputs import page_inputs, theme_inputs

__all__ = [
    "MATERIAL_RELEASE",
    "SITEMAP",
    "Inclusion",
    "PageState",
    "PartialFiles",
    "RecordCounter",
    "Rendered",
    "Renderer",
    "ThemeChange",
    "ThemeIcons",
    "add_early_script",
    "add_theme_overrides",
    "add_warning",
    "anchor_links",
    "build_page",
    "changes_rendered_pages",
    "collapse_line_breaks",
    "deferred_file",
    "escape_head_texts",
    "exclude_from_theme_search",
    "find_search_plugin",
    "find_theme_changes",
    "forget_contents",
    "forget_markdown",
    "generated_file",
    "hide_permalinks",
    "hide_sidebars",
    "intercept_render",
    "is_closed_html",
    "is_supported",
    "list_theme_files_once",
    "markdown_of",
    "may_forget_markdown",
    "may_keep_pages",
    "notes_anchor_links",
    "page_context",
    "page_inputs",
    "page_state",
    "patch_environment",
    "patch_theme_html",
    "populate_page",
    "rendered_state",
    "rendering_inputs",
    "replace_worker_shim",
    "restore_page",
    "scratch_page",
    "set_kept",
    "set_rendered",
    "sitemap_files",
    "skip_excluded_pages",
    "slim_list_content",
    "spool_content",
    "starts_search",
    "take_search_entries",
    "theme_inputs",
]
