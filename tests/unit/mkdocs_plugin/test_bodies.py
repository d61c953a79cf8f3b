"""Which settings for Markdown the fast build knows."""

from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig

from generator.mkdocs_plugin.fast_build.bodies import unknown_markdown

KNOWN: list[object] = ["toc", "attr_list", "markdown.extensions.md_in_html", "tables"]


def config(extensions: list[object], toc: dict[str, object] | None = None) -> Any:
    """Settings with these extensions."""
    made: Any = MkDocsConfig()
    made.markdown_extensions, made.mdx_configs = extensions, {"toc": toc or {}}
    return made


@pytest.mark.parametrize(
    ("extensions", "toc", "unknown"),
    [
        (KNOWN, {"permalink": True, "title": "On this page"}, ""),
        ([*KNOWN, "smarty", "abbr"], {}, "abbr, smarty"),
        (KNOWN[:2], {}, "a list without md_in_html"),
        ([*KNOWN, object()], {}, "an object, or an extension twice,"),
        (KNOWN, {"permalink": "#"}, "the settings of toc"),
        (KNOWN, {"baselevel": 2}, "the settings of toc"),
    ],
)
def test_what_is_unknown_is_named(
    extensions: list[object], toc: dict[str, object], unknown: str
) -> None:
    assert unknown_markdown(config(extensions, toc)) == unknown
