"""Everything of Material for MkDocs that this project relies on without Material promising it.

- `patches.py`: what is changed in Material's templates, where Jinja reads them.
- `pages.py`: what is done to a page that they have made.
- `plugins.py`: what is set in the theme and taken from its search and offline plugins.
- `changes.py`: what an installed release no longer has of all that.

The plugin refuses to build where the search depends on something that is gone, and warns of the
rest. `tests/unit/mkdocs_plugin/test_theme_compat.py` checks every internal against the installed
release, also those that the scripts and style sheets in `templates/` rely on.
"""

from generator.mkdocs_plugin.theme_compat.changes import (
    MATERIAL_RELEASE,
    ThemeChange,
    find_theme_changes,
)
from generator.mkdocs_plugin.theme_compat.pages import (
    patch_theme_html,
    slim_list_content,
    starts_search,
    with_warning,
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
    "ThemeChange",
    "add_theme_overrides",
    "escape_head_texts",
    "exclude_from_theme_search",
    "find_search_plugin",
    "find_theme_changes",
    "hide_sidebars",
    "is_supported",
    "patch_environment",
    "patch_theme_html",
    "replace_worker_shim",
    "slim_list_content",
    "starts_search",
    "take_search_entries",
    "with_warning",
]
