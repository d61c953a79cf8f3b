"""Pages of the navigation and hand-written ones, which a preview does not render again.

The theme's templates are not run for a page if all that it is made from is the same. The first page
of each build is rendered in any case. If it is not what was kept, all others are rendered, too.
"""

from collections.abc import Hashable, Iterable
from typing import Any, Self

from jinja2 import Environment, Template
from mkdocs.structure.pages import Page

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.fast_build.digests import digest_of
from generator.text.memo import kept


class KeptTemplates:
    """The templates of one build.

    Args:
        env: The theme's templates.
        inputs: What all pages are made from.
    """

    def __init__(self, env: Environment, inputs: Hashable) -> None:
        self._env = env
        self._inputs = inputs
        self._is_right: bool | None = None  # not known before the first page

    def take_over(self, pages: Iterable[Page]) -> None:
        """Render pages, or take what was rendered before."""
        for page in pages:
            page.meta["template"] = _KeptTemplate(self, page.meta.get("template"))

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """A page, as MkDocs gives it."""
        page = context["page"]
        page.meta.pop("template")
        if name is not None:
            page.meta["template"] = name

        def rendered() -> str:
            return self._env.get_template(name or "main.html").render(context)

        if self._is_right is False:
            return rendered()
        own = digest_of(theme_compat.page_inputs(page))
        html = kept((KeptTemplates, self._inputs, name, own), rendered)
        if self._is_right is None:
            first = rendered()
            self._is_right = html == first
            return first
        return html


class _KeptTemplate(Template):
    def __new__(cls, *_: Any, **__: Any) -> Self:
        return object.__new__(cls)

    def __init__(self, templates: KeptTemplates, name: Any) -> None:
        self._templates = templates
        self._name = name

    def render(self, *args: Any, **kwargs: Any) -> str:
        return self._templates.render(self._name, dict(*args, **kwargs))
