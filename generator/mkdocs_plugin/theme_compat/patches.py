"""Patches of Material's templates, applied when Jinja loads them: no page content is touched."""

import re
import secrets
from dataclasses import dataclass

from jinja2 import Environment
from jinja2.ext import Extension

from generator.mkdocs_plugin.theme_compat.early_script import (
    BASE_PATTERN,
    BASE_REPLACEMENT,
    BASE_TEMPLATE,
    PALETTE_PATTERN,
    PALETTE_REPLACEMENT,
    PALETTE_TEMPLATE,
)
from generator.mkdocs_plugin.theme_compat.icons import ThemeIcons
from generator.mkdocs_plugin.theme_compat.shared_markup import (
    CONFIG_PATTERN,
    CONTENT_PATTERN,
    CONTENT_REPLACEMENT,
    CONTENT_TEMPLATE,
    DIALOG_PATTERN,
    SharedParts,
    shared,
)
from generator.site.search.script_paths import BOX, WORKER

_INLINE_CODE = re.compile(r"<(script|style)\b", re.IGNORECASE)
LOSS_INVALID_HTML = "pages are not valid HTML"
LOSS_LARGE = "pages are larger than necessary"
LOSS_NO_SEARCH = "no paper can be found with the search"


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """A change of a template of the theme, applied when Jinja loads it.

    Attributes:
        template: The template of Material that must have the text.
        pattern: What is replaced; `replacement` is a template of `re.sub` in which `{mark}`
            stands for the secret attribute.
        missing: The text described in words, for a message.
        loss: What happens without the patch, for a message.
        search: Whether the search finds no papers without it.
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
        pattern=re.compile(
            r"""
            (?<="search":[ ]")
            assets/javascripts/workers/search\.\w+\.min\.js
            (?=")
            """,
            re.VERBOSE,
        ),
        replacement=WORKER,
        missing="the address of its search worker",
        loss=LOSS_NO_SEARCH,
        search=True,
        everywhere=True,
    ),
    Patch(  # before the theme's script, because it intercepts the start of the worker
        template="base.html",
        pattern=re.compile(
            r"""
            <script[ ]src="
            \{\{[ ] ['"]assets/javascripts/bundle\.\w+\.min\.js['"] [ ]\|[ ]url [ ]\}\}
            ">
            """,
            re.VERBOSE,
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
            loss=LOSS_INVALID_HTML,
        )
        for name in ("__drawer", "__search")
    ),
    Patch(
        template="partials/search.html",
        pattern=re.compile(' autocorrect="off"'),
        replacement="",
        missing="the search field",
        loss=LOSS_INVALID_HTML,
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
        loss=LOSS_INVALID_HTML,
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
        loss=LOSS_INVALID_HTML,
    ),
    Patch(
        template=BASE_TEMPLATE,
        pattern=BASE_PATTERN,
        replacement=BASE_REPLACEMENT,
        missing="the script that defines the scope of a site",
        loss="pages forget which colours a reader has chosen",
    ),
    Patch(
        template=PALETTE_TEMPLATE,
        pattern=PALETTE_PATTERN,
        replacement=PALETTE_REPLACEMENT,
        missing="the script that applies the chosen colours",
        loss=LOSS_LARGE,
    ),
    *(
        Patch(  # the early script has them once for all pages; see `shared_markup.py`
            template="partials/header.html",
            pattern=re.compile(rf'\{{% include "partials/{name}\.html" %\}}'),
            replacement=shared(name, r"\g<0>"),
            missing=f"the form {name}",
            loss=LOSS_LARGE,
        )
        for name in ("palette", "search")
    ),
    Patch(
        template="base.html",
        pattern=re.compile(r'\{% include "partials/top\.html" %\}'),
        replacement=shared("top", r"\g<0>"),
        missing="the button that leads to the top",
        loss=LOSS_LARGE,
    ),
    Patch(
        template="base.html",
        pattern=DIALOG_PATTERN,
        replacement=shared("dialog", r"\g<0>"),
        missing="the element for short messages",
        loss=LOSS_LARGE,
    ),
    Patch(
        template="base.html",
        pattern=CONFIG_PATTERN,
        replacement=shared("config", r"\g<0>"),
        missing="the settings of its script",
        loss=LOSS_LARGE,
    ),
    Patch(
        template=CONTENT_TEMPLATE,
        pattern=CONTENT_PATTERN,
        replacement=CONTENT_REPLACEMENT,
        missing="the script that opens a tab",
        loss=LOSS_LARGE,
    ),
    Patch(  # the style sheet draws them once for all pages; see `icons.py`
        template="partials/search.html",
        pattern=re.compile(r'\{% include "\.icons/[^%]*%\}'),
        replacement=r"{% filter share_icon %}\g<0>{% endfilter %}",
        missing="icons that are included",
        loss=LOSS_LARGE,
        everywhere=True,
    ),
)


class PatchedTemplates(Extension):
    """A Jinja extension that patches the theme's templates and marks their scripts and styles.

    The Content Security Policy allows inline scripts and styles that have the mark. It is random,
    so no text of a paper can contain it. `csp.add_policy` removes it again, so that a build
    gives the same bytes every time.
    """

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.mark = f" data-{secrets.token_hex(16)}"
        environment.filters["share_icon"] = ThemeIcons(()).shared
        SharedParts().use_in(environment)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template's source with its patches, and its scripts and styles marked."""
        return _INLINE_CODE.sub(rf"<\1{self.mark}", patch_template(source, name, self.mark))


def patch_template(source: str, name: str | None, mark: str = "") -> str:
    """The source of a template with the patches that apply to it.

    Args:
        source: The template as it is in its file.
        name: Its path below the theme's folder; None for a template that is not a file.
        mark: The secret attribute, with a space before it.
    """
    for patch in PATCHES:
        if patch.everywhere or patch.template == name:
            source = patch.pattern.sub(patch.replacement.replace("{mark}", mark), source)
    return source


def patch_environment(env: Environment, mark: str = "", icons: ThemeIcons | None = None) -> str:
    """Patch all templates that an environment loads from now on.

    Args:
        env: The environment.
        mark: The secret attribute of an earlier build of a preview, which its compiled templates
            have; empty for a new one.
        icons: The icons that the style sheet draws.

    Returns:
        The secret attribute, with a space before it, that marks scripts and styles of templates.
    """
    env.add_extension(PatchedTemplates)
    if icons:
        env.filters["share_icon"] = icons.shared
    extension = env.extensions[PatchedTemplates.identifier]
    assert isinstance(extension, PatchedTemplates)
    extension.mark = mark or extension.mark
    return extension.mark
