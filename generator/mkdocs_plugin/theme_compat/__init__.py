"""All internals of Material for MkDocs that this project relies on; they may change any time.

- `patches.py`: patches of Material's templates, applied when Jinja loads them.
- `pages.py`: changes of rendered pages.
- `page_state.py`: what MkDocs sets when it renders a page.
- `plugins.py`: settings of the theme and of its search and offline plugins.
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
from generator.mkdocs_plugin.theme_compat.page_state import (
    PageState,
    RecordCounter,
    intercept_render,
    page_state,
    restore_page,
)
from generator.mkdocs_plugin.theme_compat.pages import (
    add_warning,
    patch_theme_html,
    slim_list_content,
    starts_search,
)
from generator.mkdocs_plugin.theme_compat.patches import patch_environment
from generator.mkdocs_plugin.theme_compat.plugins import (
    add_theme_overrides,
    escape_head_texts,
    exclude_from_theme_search,
    find_search_plugin,
    hide_sidebars,
    is_supported,
    replace_worker_shim,
    take_search_entries,
)

__all__ = [
    "MATERIAL_RELEASE",
    "PageState",
    "RecordCounter",
    "ThemeChange",
    "add_theme_overrides",
    "add_warning",
    "escape_head_texts",
    "exclude_from_theme_search",
    "find_search_plugin",
    "find_theme_changes",
    "hide_sidebars",
    "intercept_render",
    "is_supported",
    "page_state",
    "patch_environment",
    "patch_theme_html",
    "replace_worker_shim",
    "restore_page",
    "slim_list_content",
    "starts_search",
    "take_search_entries",
]
