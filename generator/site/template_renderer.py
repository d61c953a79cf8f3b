"""Templates as texts of pages, and errors in them as messages with file and line."""

import traceback
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.compiler import CodeGenerator
from jinja2.nodes import Expr
from markupsafe import Markup

from generator.model.errors import ReadingListError
from generator.site.compiled_templates import CompiledTemplates
from generator.site.i18n import Words
from generator.text import memo
from generator.text.memo import memoized
from generator.text.sanitize import escape
from generator.text.stored import Deferred
from generator.text.value_digest import ValueDigests

_COMPILED = CompiledTemplates()


class _CodeGenerator(CodeGenerator):
    """Compiles templates that print what `finalize` returns, without escaping it once more."""

    def _output_child_pre(self, node: Expr, frame: Any, finalize: Any) -> None:
        self.write(finalize.src or "str(")

    def _output_child_post(self, node: Expr, frame: Any, finalize: Any) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _CodeGenerator


class Renderer:
    """Renders templates by name, each with a view and the relative path to the root.

    Attributes:
        digest: of all templates.
    """

    def __init__(self, environment: Environment, digest: str, words: Words) -> None:
        self.digest = digest
        self._words = words
        self._digests = ValueDigests()
        self._template = cache(environment.get_template)
        self._render = memoized(self._rendered)

    def __call__(self, name: str, view: object, root: str) -> str:
        """The text of a page."""
        return self._render(name, view, root)

    def deferred(self, name: str, view: object, root: str) -> Deferred[str]:
        """The text of a page, rendered when it is needed.

        Its key is a digest of the view, which has everything that the page shows.
        """
        shown = self._digests.of((self.digest, self._words.digest, name, root, view))
        known = shown if self._words.digest else ""
        return Deferred(lambda: self(name, view, root), known)

    def _rendered(self, name: str, view: object, root: str) -> str:
        try:
            text = self._template(name).render(view=view, root=Markup(root))  # noqa: S704 - a constant of `pages`
            text.encode()  # a half of a surrogate pair, which no file can contain, raises here
        except Exception as error:  # a list's own template can raise anything, such as 1 / 0
            raise ReadingListError(
                f"{_error_location(error, name)}: {_error_reason(error)}"
            ) from error
        return text


@memoized
def template_renderer(templates: tuple[tuple[str, str], ...], words: Words) -> Renderer:
    """What renders these templates.

    Everything that a template prints is escaped unless it is Markup, so a template cannot leak
    captured text by forgetting a filter.
    """
    texts = dict(templates)
    environment = _Environment(
        # The name is also the file name, so that tracebacks have the template and line.
        loader=FunctionLoader(lambda n: (texts[n], n, None) if n in texts else None),
        undefined=StrictUndefined,
        finalize=_escape_output,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=True,  # macros then return Markup, which _escape_output keeps
    )
    _COMPILED.use_in(environment)
    environment.globals["words"] = words  # globals are visible in imported macros, too
    # For cards: one is on several pages. Outside of a preview nothing else keeps them.
    environment.globals["memoized"] = _call_macro if memo.is_keeping() else cache(_call_macro)
    digest = sha256(repr(templates).encode("utf-8", "surrogatepass")).hexdigest()
    return Renderer(environment, digest, words)


@memoized
def _call_macro(macro: Callable[..., str], *args: object) -> str:
    return macro(*args)


def _error_location(error: Exception, name: str) -> str:
    """The file and line of an error in a template."""
    if isinstance(error, TemplateSyntaxError):
        return f"templates/{error.name or name}:{error.lineno}"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    return f"templates/{frames[-1].filename}:{frames[-1].lineno}" if frames else f"templates/{name}"


def _error_reason(error: Exception) -> str:
    """What is wrong in a template; Python's own errors need their type to be understood."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error}"
    if isinstance(error, TemplateError | ReadingListError):  # the latter from `words`
        return str(error)
    return f"{type(error).__name__}: {error}"


def _escape_output(value: object) -> str:
    if isinstance(value, Markup):
        return value
    return str(value) if isinstance(value, int) else escape(str(value))
