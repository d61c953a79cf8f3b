"""Scripts and style sheets as a browser takes them: what each is made of, in which order.

The sources in `templates/assets` are ES modules: tools and tests read them as they are. Pages
opened as files may load no modules, so `bundle` joins those of a script into one that any page can
load.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.model.errors import ReadingListError

_ASSETS = "assets/"

# A module comes after those that it imports.
MAIN_MODULES = tuple(
    f"assets/{name}.js"
    for name in ("dom", "pages", "loading", "marks-data", "marks", "marks-page", "cite", "clouds",
                 "list", "map")
)  # fmt: skip
FACETS_MODULES = (
    "assets/dom.js",
    *(f"assets/facets/{name}.js" for name in ("choosing", "counting", "panel")),
)
PAPERS_MODULES = tuple(
    f"assets/papers/{name}.js"
    for name in ("shared", "rows", "cards", "downloads", "controls", "list", "start")
)
ENGINE_MODULES = (
    "assets/facets/choosing.js",
    "assets/facets/counting.js",
    *(
        f"assets/search/{name}.js"
        for name in ("folding", "decoding", "lookup", "reading", "query", "typos", "variants",
                     "meaning", "matching", "ranking", "nearness", "narrowing", "serving")
    ),
)  # fmt: skip
# What comes later wins over what comes before, where both are equally specific.
STYLES = tuple(
    f"assets/style/{name}.css"
    for name in ("base", "lists", "clouds", "chips", "topics", "years", "map", "paper", "papers",
                 "tables", "facets", "facets-list", "facets-search", "marks", "print", "text",
                 "focus", "direction", "phone", "headings")
)  # fmt: skip

# Scripts that browsers get one by one.
SEPARATE_SCRIPTS = (
    "assets/words.js",
    *(f"assets/search/{name}.js" for name in ("worker", "local", "box", "beside")),
)
_NAMED = frozenset((*MAIN_MODULES, *FACETS_MODULES, *PAPERS_MODULES, *ENGINE_MODULES, *STYLES,
                    *SEPARATE_SCRIPTS))  # fmt: skip
_BUNDLED_FOLDERS = re.compile(r"assets/(?:(?:facets|papers|search)/.*\.js|style/.*\.css)")

_IMPORT = re.compile(r'\s*import \{([^}]*)\} from "(\.{1,2}/[^"]+)"')
_EXPORT = re.compile(r"^export \{([^}]*)\}\s*\Z", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class _Module(NamedTuple):
    imports: tuple[tuple[str, tuple[str, ...]], ...]  # path and names
    exports: tuple[str, ...]
    code: str


@lru_cache(maxsize=256)  # a preview builds the same scripts again and again
def strip_comments(script: str) -> str:
    """A script without comments, and without the lines that had nothing else."""
    # Imported here: it takes time to load, and only those who build a site need it.
    from pygments.lexers.javascript import JavascriptLexer  # noqa: PLC0415
    from pygments.token import Comment  # noqa: PLC0415

    lines: list[str] = [""]  # the last one is being written
    dropped = False  # whether it had a comment
    for _, kind, text in JavascriptLexer().get_tokens_unprocessed(script):
        if Comment in kind.split():
            lines[-1] = lines[-1].rstrip(" \t")
            dropped = True
            text = "\n" if "\n" in text else ""  # a line break may end a statement  # noqa: PLW2901
        first, *others = text.split("\n")
        lines[-1] += first
        for line in others:
            if dropped and not lines[-1].strip():
                lines.pop()
            lines.append(line)
            dropped = False
    return "\n".join(lines)


def data_script(value: object) -> str:
    """A script that hands data to `loading.js`: pages opened as files can load it, but not JSON."""
    return f"self.readingListGiven={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"


def bundle(paths: Sequence[str], files: Mapping[str, str]) -> str:
    """One script of several modules, each with a scope of its own, in the order given.

    A module may import names from modules that come before it, and may end with one `export`:

        import {a, b} from "./other.js"
        export {c, d}

    Args:
        paths: the modules.
        files: the texts by path.

    Raises:
        ReadingListError: a module imports what no module before it exports.
    """
    exports: dict[str, tuple[str, ...]] = {}
    scopes: list[str] = []
    for path in paths:
        module = _parse_module(path, strip_comments(files[path]))
        lines = [
            f"const {{{', '.join(names)}}} = {_variable(other)}" for other, names in module.imports
        ]
        for other, names in module.imports:
            _check_names(path, other, names, exports)
        lines.append(module.code.strip("\n"))
        if module.exports:
            lines.append(f"return {{{', '.join(module.exports)}}}")
        exports[path] = module.exports
        start = f"const {_variable(path)} = " if module.exports else ";"
        scopes.append("\n".join((f"{start}(() => {{", *lines, "})()")))
    text = "\n".join(scopes)
    return f'(() => {{\n"use strict"\n{text}\n}})()\n'


def bundle_styles(files: Mapping[str, str]) -> str:
    """The style sheet of a site: its parts in order."""
    return "\n".join(files[path] for path in STYLES)


def refuse_unnamed(paths: Iterable[str]) -> None:
    """Refuse scripts and styles that no manifest names: no browser would ever get them.

    Raises:
        ReadingListError: there is one.
    """
    for path in paths:
        if _BUNDLED_FOLDERS.fullmatch(path) and path not in _NAMED:
            raise ReadingListError(
                f"templates/{path} is part of no script and no style sheet. Put its text into one "
                "of the files that are, or remove it"
            )


def _parse_module(path: str, script: str) -> _Module:
    imports: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while match := _IMPORT.match(script, at):
        other = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
        imports.append((other, _names(match[1])))
        at = match.end()
    code = script[at:]
    export = _EXPORT.search(code)
    if export:
        code = code[: export.start()]
    if other_form := _OTHER_FORM.search(code):
        raise ReadingListError(
            f"{path}: {other_form[0].strip()!r} cannot be bundled. Write imports first, as in "
            '`import {a, b} from "./other.js"`, and one `export {c, d}` last'
        )
    return _Module(tuple(imports), _names(export[1]) if export else (), code)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _check_names(
    path: str, other: str, names: Sequence[str], exports: Mapping[str, Sequence[str]]
) -> None:
    if other not in exports:
        raise ReadingListError(
            f"{path} imports {other}, which does not come before it in its bundle"
        )
    if missing := [name for name in names if name not in exports[other]]:
        raise ReadingListError(
            f"{path} imports {missing[0]!r} from {other}, which does not export it. If one of the "
            "two is in your own templates folder, start anew from the package's file"
        )


def _variable(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removeprefix(_ASSETS).removesuffix(".js"))
