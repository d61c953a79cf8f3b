"""Patches of Material's templates, made where Jinja reads them: no text of a page is touched."""

import re
import secrets
from dataclasses import dataclass

from jinja2 import Environment
from jinja2.ext import Extension

from generator.site.search.script_paths import BOX, WORKER

_SVG_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_INLINE_CODE = re.compile(r"<(script|style)\b", re.IGNORECASE)
INVALID_HTML = "pages are not valid HTML"
NOT_FOUND = "no paper can be found with the search"


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """A change of one template of the theme, made where Jinja reads it.

    Attributes:
        template: The template of Material that must have the text.
        pattern: What is replaced; `replacement` is a template of `re.sub` in which `{mark}`
            stands for the secret attribute.
        missing: The text in words, for a message.
        loss: What happens without the patch, for a message.
        search: Whether papers cannot be found without it.
        everywhere: Whether other templates are patched too, such as a list's own `main.html`.
    """

    template: str
    pattern: re.Pattern[str]
    replacement: str
    missing: str
    loss: str
    search: bool = False
    everywhere: bool = False


PATCHES = (
    Patch(
        template="base.html",
        pattern=re.compile(r'(?<="search": ")assets/javascripts/workers/search\.\w+\.min\.js(?=")'),
        replacement=WORKER,
        missing="the address of its search worker",
        loss=NOT_FOUND,
        search=True,
        everywhere=True,
    ),
    Patch(  # first, because it sees the worker being started
        template="base.html",
        pattern=re.compile(
            r"""<script src="\{\{ ['"]assets/javascripts/bundle\.\w+\.min\.js['"] \| url \}\}">"""
        ),
        replacement=rf"""<script src="{{{{ '{BOX}' | url }}}}"></script>\g<0>""",
        missing="the element that loads its script",
        loss="the search has no filters and shows too little",
        search=True,
        everywhere=True,
    ),
    Patch(
        template="base.html",
        pattern=re.compile(r'<meta name="generator" [^>]*>'),
        replacement="",
        missing="the element that names the versions in use",
        loss="pages may tell attackers which versions made them",
    ),
    *(
        Patch(
            template="base.html",
            pattern=re.compile(f' id="{name}" autocomplete="off"'),
            replacement=f' id="{name}"',
            missing=f"the checkbox {name}",
            loss=INVALID_HTML,
        )
        for name in ("__drawer", "__search")
    ),
    Patch(
        template="partials/search.html",
        pattern=re.compile(' autocorrect="off"'),
        replacement="",
        missing="the search field",
        loss=INVALID_HTML,
    ),
    Patch(
        template="partials/search.html",
        pattern=re.compile(r' href="javascript:void\(0\)"'),
        replacement=' href="#"',
        missing="the link that shares a search",
        loss="it may need a script that the content security policy blocks",
    ),
    Patch(  # a dialog needs a name
        template="partials/search.html",
        pattern=re.compile(' data-md-component="search" role="dialog"'),
        replacement=' data-md-component="search"',
        missing="the dialog around the search",
        loss="screen readers announce a dialog without a name",
    ),
    Patch(  # empty in sections that are always open
        template="partials/nav-item.html",
        pattern=re.compile(r' tabindex="\{\{ tabindex \}\}"'),
        replacement=' tabindex="0"',
        missing="the attribute tabindex of a section",
        loss=INVALID_HTML,
    ),
    Patch(
        template="partials/nav-item.html",
        pattern=re.compile(' type="checkbox" id="__toc">'),
        replacement=' type="checkbox"{mark} id="__toc">',
        missing="the checkbox __toc",
        loss="tables of contents lose their labels",
    ),
    Patch(  # pages outside the navigation have no such checkbox: see `patch_theme_html`
        template="partials/toc.html",
        pattern=re.compile(r' class="md-nav__title" for="__toc">'),
        replacement=' class="md-nav__title"{mark} for="__toc">',
        missing="the label of a table of contents",
        loss=INVALID_HTML,
    ),
    Patch(  # HTML knows pictures by their name; files that style sheets hold need the namespace
        template="partials/search.html",
        pattern=re.compile(r'\{% include "\.icons/[^%]*%\}'),
        replacement=r"{% filter drop_svg_namespace %}\g<0>{% endfilter %}",
        missing="icons that are included",
        loss="pages are larger than they need be",
        everywhere=True,
    ),
)


class PatchedTemplates(Extension):
    """A Jinja extension that patches the theme's templates and marks their scripts and styles.

    The content security policy allows inline scripts and styles that have the mark. Nobody outside
    this process knows it, so that no text of a paper can claim it. `policy.protected` takes it away
    again: a build gives the same bytes every time.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.mark = f" data-{secrets.token_hex(16)}"
        environment.filters["drop_svg_namespace"] = _drop_svg_namespace

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template's source with its patches, and its scripts and styles marked."""
        return _INLINE_CODE.sub(rf"<\1{self.mark}", patch_template(source, name, self.mark))


def patch_template(source: str, name: str | None, mark: str = "") -> str:
    """The source of a template with the patches that are meant for it.

    Args:
        source: The template as it stands in its file.
        name: Its path below the theme's folder; None for a template that is no file.
        mark: The secret attribute, with a space before it.
    """
    for patch in PATCHES:
        if patch.everywhere or patch.template == name:
            source = patch.pattern.sub(patch.replacement.replace("{mark}", mark), source)
    return source


def _drop_svg_namespace(svg: str) -> str:
    return svg.replace(_SVG_NAMESPACE, "", 1)


def patch_environment(env: Environment) -> str:
    """Patch all templates that an environment reads from now on; returns the mark of scripts."""
    env.add_extension(PatchedTemplates)
    extension = env.extensions[PatchedTemplates.identifier]
    return str(extension.mark)  # type: ignore[attr-defined] # Jinja gives the base class
