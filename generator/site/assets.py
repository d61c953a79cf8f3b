"""Which sources each script and style sheet of the site is bundled from, and the bundler.

The sources in `templates/assets` are ES modules, which tools and tests read directly. Browsers
refuse modules on pages opened as files (`file://`), so `bundle` joins them into classic scripts.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.model.errors import ReadingListError
from generator.text.stored import Stored

_ASSETS = "assets/"

# In each bundle, a module comes after the modules that it imports.
MAIN_MODULES = tuple(
    f"assets/{name}.js"
    for name in ("dom", "pages", "drawer", "loading", "marks-data", "marks", "notebook-data",
                 "notebook", "marks-export", "marks-file", "marks-page", "path", "visits-data",
                 "visits", "cite", "clouds", "tags", "list", "map", "search/folding",
                 "search/marking", "search/reached", "search/start", "search/combobox")
)  # fmt: skip
FACETS_MODULES = (
    "assets/dom.js",
    *(f"assets/facets/{name}.js" for name in ("choosing", "counting", "panel")),
)
PAPERS_MODULES = (
    "assets/search/decoding.js",
    *(f"assets/papers/{name}.js"
      for name in ("shared", "data", "rows", "cards", "downloads", "controls", "list", "start")),
)  # fmt: skip
ENGINE_MODULES = (
    "assets/facets/choosing.js",
    "assets/facets/counting.js",
    *(
        f"assets/search/{name}.js"
        for name in ("folding", "decoding", "lookup", "marking", "reading",
                     "query", "typos", "variants",
                     "meaning", "matching", "ranking", "nearness", "vectors", "narrowing", "kinds",
                     "spelling", "serving")
    ),
)  # fmt: skip
# In the order of the cascade: of two equally specific rules, the later one wins.
STYLES = tuple(
    f"assets/style/{name}.css"
    for name in ("base", "fonts", "hues", "theme", "lists", "clouds", "chips", "paging", "home",
                 "topics", "years", "map", "paper", "people", "papers", "tables", "facets",
                 "facets-list", "facets-search", "marks", "reading-paths", "additions", "print",
                 "text", "focus",
                 "direction", "headings", "phone")
)  # fmt: skip

# Scripts that browsers load as separate files.
SEPARATE_SCRIPTS = (
    "assets/words.js",
    *(f"assets/search/{name}.js" for name in ("worker", "local", "box", "beside")),
)
_BUNDLED_PATHS = frozenset((*MAIN_MODULES, *FACETS_MODULES, *PAPERS_MODULES, *ENGINE_MODULES,
                            *STYLES, *SEPARATE_SCRIPTS))  # fmt: skip
_ASSET_FOLDERS = re.compile(r"assets/(?:(?:facets|papers|search)/.*\.js|style/.*\.css)")

# Parts of a style sheet that are shortened, or kept because they look like others: `"a: b"`.
_STYLE_PART = re.compile(
    r"""
    (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<comment> /\*.*?\*/ )
    | \s* ;? \s* (?P<end> } ) \s*
    | \s* (?P<mark> [{;,] ) \s*
    | (?<=:) \s+
    | (?P<space> \s+ )
    """,
    re.VERBOSE | re.DOTALL,
)
_IMPORT = re.compile(r'\s*import \{([^}]*)\} from "(\.{1,2}/[^"]+)"')
_EXPORT = re.compile(r"^export \{([^}]*)\}\s*\Z", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class _Module(NamedTuple):
    imports: tuple[tuple[str, tuple[str, ...]], ...]  # path and names
    exports: tuple[str, ...]
    code: str


@lru_cache(maxsize=256)  # a preview builds the same scripts again and again
def strip_comments(script: str) -> str:
    """The script without comments, and without lines that had only comments.

    A comment without white space before it may stay.
    """
    return _stripped(script)


def _strip_comments(script: str) -> str:
    # Imported here because Pygments loads slowly and only builds of a site need it.
    from pygments.lexers.javascript import JavascriptLexer  # noqa: PLC0415
    from pygments.token import Comment  # noqa: PLC0415

    lines: list[str] = [""]  # the last one is still growing
    has_comment = False  # whether the last line had a comment
    for _, kind, text in JavascriptLexer().get_tokens_unprocessed(script):
        if Comment in kind.split() and _may_start_comment(lines[-1], text):
            lines[-1] = lines[-1].rstrip(" \t")
            has_comment = True
            text = "\n" if "\n" in text else ""  # a line break may end a statement  # noqa: PLW2901
        first, *others = text.split("\n")
        lines[-1] += first
        for line in others:
            if has_comment and not lines[-1].strip():
                lines.pop()
            lines.append(line)
            has_comment = False
    return "\n".join(lines)


_stripped = Stored(_strip_comments, str, "script without comments")


def _may_start_comment(before: str, comment: str) -> bool:
    r"""Whether a comment is one in spite of Pygments, which reads `if (a) /b\//` as division."""
    return not before or before[-1].isspace() or (before[-1] == "(" and comment.startswith("/*"))


def data_script(value: object) -> str:
    """A script with data for `loading.js`: pages opened as files can load scripts, not JSON."""
    return f"self.readingListGiven={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"


def bundle(paths: Sequence[str], files: Mapping[str, str]) -> str:
    """One classic script from several modules, each in its own scope.

    A module may import names from earlier modules, and may end with one `export`:

        import {a, b} from "./other.js"
        export {c, d}

    Args:
        paths: the paths of the modules, in the order of execution.
        files: the sources by path.

    Raises:
        ReadingListError: a module imports a name that no earlier module exports.
    """
    exports: dict[str, tuple[str, ...]] = {}
    scopes: list[str] = []
    for path in paths:
        module = _parse_module(path, strip_comments(files[path]))
        lines = [
            f"const {{{', '.join(names)}}} = {_module_variable(other)}"
            for other, names in module.imports
        ]
        for other, names in module.imports:
            _check_imports(path, other, names, exports)
        lines.append(module.code.strip("\n"))
        if module.exports:
            lines.append(f"return {{{', '.join(module.exports)}}}")
        exports[path] = module.exports
        start = f"const {_module_variable(path)} = " if module.exports else ";"
        scopes.append("\n".join((f"{start}(() => {{", *lines, "})()")))
    text = "\n".join(scopes)
    return f'(() => {{\n"use strict"\n{text}\n}})()\n'


def bundle_styles(files: Mapping[str, str]) -> str:
    """The style sheet of the site: its parts in the order of `STYLES`, minified."""
    return "\n".join(minify_style(files[path]) for path in STYLES) + "\n"


@lru_cache(maxsize=64)  # a preview builds the same style sheet again and again
def minify_style(style: str) -> str:
    """The style sheet without comments and unnecessary white space, a rule in a line."""
    return _STYLE_PART.sub(_shorter, style).strip()


def _shorter(part: re.Match[str]) -> str:
    if part["string"]:
        return part["string"]
    if part["space"]:
        return " "
    return "}\n" if part["end"] else part["mark"] or ""


def refuse_unknown_assets(paths: Iterable[str]) -> None:
    """Refuse scripts and styles that no bundle includes: no browser would ever load them.

    Raises:
        ReadingListError: a path is not part of any bundle.
    """
    for path in paths:
        if _ASSET_FOLDERS.fullmatch(path) and path not in _BUNDLED_PATHS:
            raise ReadingListError(
                f"templates/{path} is not part of any script or style sheet. Move its text into "
                "a file that is, or remove it"
            )


def _parse_module(path: str, script: str) -> _Module:
    imports: list[tuple[str, tuple[str, ...]]] = []
    position = 0
    while match := _IMPORT.match(script, position):
        other = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        imports.append((other, _split_names(match[1])))
        position = match.end()
    code = script[position:]
    export = _EXPORT.search(code)
    if export:
        code = code[: export.start()]
    if other_form := _OTHER_FORM.search(code):
        raise ReadingListError(
            f"{path}: {other_form[0].strip()!r} cannot be bundled. Write imports first, as in "
            '`import {a, b} from "./other.js"`, and one `export {c, d}` last'
        )
    return _Module(tuple(imports), _split_names(export[1]) if export else (), code)


def _split_names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _check_imports(
    path: str, other: str, names: Sequence[str], exports: Mapping[str, Sequence[str]]
) -> None:
    if other not in exports:
        raise ReadingListError(
            f"{path} imports {other}, which does not come before it in its bundle"
        )
    if missing := [name for name in names if name not in exports[other]]:
        raise ReadingListError(
            f"{path} imports {missing[0]!r} from {other}, which does not export it. If one of the "
            "two is in your own templates folder, start again from the package's file"
        )


def _module_variable(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removeprefix(_ASSETS).removesuffix(".js"))
