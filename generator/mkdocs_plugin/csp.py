"""The Content Security Policy of a built page: which scripts, styles and files it may use.

Escaping keeps captured text from becoming elements. The policy is a second defence: an injected
script would not run, and an injected image would not be requested. Directives and sources are those
of Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/).
"""

import logging
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from generator.model.errors import UsageError

OPTION = "content_security_policy"
STRICT, NO_POLICY = "self", "none"  # values of the option other than directives
# A warning about content that the policy blocks: the page, the content, and the directive for it.
_VIOLATION = (
    "%s: the site's content security policy blocks %s. Remove it, or allow it in mkdocs.yml "
    "among the options of reading-list: `content_security_policy: %s`"
)

Directives = Mapping[str, tuple[str, ...]]
log = logging.getLogger("mkdocs.plugins.reading-list")

_STRICT_POLICY: Directives = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's style sheet embeds its icons
    "object-src": ("'none'",),
    "frame-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
_EXTENSIBLE_DIRECTIVES = {*_STRICT_POLICY, "connect-src", "font-src", "manifest-src", "media-src",
                          "worker-src", "script-src-attr", "script-src-elem", "style-src-attr",
                          "style-src-elem"}  # fmt: skip
_SOURCE = re.compile(r"[\w'*:/.+=~%@?-]+", re.ASCII)
# The types of scripts that run, according to the HTML standard; others are data.
_SCRIPT_TYPE = re.compile(
    r"""
    $
    | module$
    | importmap$
    | .* (?:java|ecma|live|j)script
    """,
    re.IGNORECASE | re.VERBOSE,
)
_META_POSITIONS = (
    re.compile(r"<meta charset=[^>]*>", re.IGNORECASE),
    re.compile(r"<head[^>]*>", re.IGNORECASE),
)
_EXTERNAL_URL = re.compile(r"\s*(?P<scheme>https?:)?//(?P<host>[^\s/?#:]+)", re.IGNORECASE)
_Attributes = list[tuple[str, str | None]]
# The attributes that load a URL, with the directive that applies to it.
_RESOURCE_DIRECTIVES = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("iframe", "src"): "frame-src",
    ("link", "href"): "style-src",
    ("audio", "src"): "media-src",
    ("video", "src"): "media-src",
    ("source", "src"): "media-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("form", "action"): "form-action",
}


def parse_option(option: str) -> Directives | None:
    """The policy that the plugin's option sets.

    Args:
        option: `self`, `none`, or directives whose sources are added to the strict policy, such as
            `img-src https://img.shields.io; frame-src https://example.org`.

    Returns:
        Sources by directive; None for no policy.

    Raises:
        UsageError: A directive is unknown or has no effect in a page, or its sources are missing
            or invalid.
    """
    if option.strip() in (STRICT, NO_POLICY):
        return _STRICT_POLICY if option.strip() == STRICT else None
    found = dict(_STRICT_POLICY)
    for name, *sources in filter(None, map(str.split, option.split(";"))):
        if name not in _EXTENSIBLE_DIRECTIVES:
            raise UsageError(f"mkdocs.yml: {OPTION}: {name!r} cannot be added. "
                             f"Use one of {', '.join(sorted(_EXTENSIBLE_DIRECTIVES))}")  # fmt: skip
        invalid = next((source for source in sources if not _SOURCE.fullmatch(source)), None)
        if invalid or not sources:
            raise UsageError(f"mkdocs.yml: {OPTION}: {name} needs sources such as "
                             f"https://example.org, not {invalid or 'none'}")  # fmt: skip
        kept = (source for source in found.get(name, ("'self'",)) if source != "'none'")
        found[name] = tuple(dict.fromkeys((*kept, *sources)))
    return found


def add_policy(html: str, mark: str, policy: Directives | None) -> str:
    """A page with its policy in the head and without marks; the policy allows marked scripts.

    Args:
        html: The page.
        mark: The secret attribute of scripts and styles that come from templates.
        policy: Sources by directive; None for no policy.
    """
    unmarked = html.replace(mark, "")
    position = next(filter(None, (pattern.search(unmarked) for pattern in _META_POSITIONS)), None)
    if policy is None or position is None:
        return unmarked
    allowed: dict[str, list[str]] = {}
    for element, tag, text in re.findall(
        rf"(<(script|style){mark}[^>]*>)(.*?)</\2", html, re.DOTALL | re.IGNORECASE
    ):
        parser = _PageParser()
        parser.feed(element)
        if _is_inline_code(*parser.tags[0]):
            allowed.setdefault(f"{tag.lower()}-src", []).append(hash_source(text))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_serialize(policy, allowed)}">'
    return f"{unmarked[: position.end()]}{meta}{unmarked[position.end() :]}"


def hash_source(text: str) -> str:
    """The source expression that allows an inline script or style of this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _serialize(policy: Directives, allowed: Mapping[str, Sequence[str]]) -> str:
    """The policy as an attribute's value; no source contains a character that needs escaping."""
    return "; ".join(
        " ".join((name, *sources, *dict.fromkeys(allowed.get(name, ()))))
        for name, sources in policy.items()
    )


def find_violations(
    html: str, policy: Directives, site: str = "", mark: str = "-"
) -> Iterator[tuple[str, str]]:
    """What the policy blocks in some HTML, each with the directive that would allow it.

    Args:
        html: A page, or a part of one.
        policy: Sources by directive.
        site: The URL of the site, from which everything may be loaded.
        mark: The secret attribute of scripts and styles that are allowed.
    """
    yield from _violations(html, tuple((k, tuple(v)) for k, v in policy.items()), site, mark)


def count_violations(
    html: str, policy: Directives, site: str = "", mark: str = "-"
) -> Iterator[tuple[str, str]]:
    """As `find_violations`, each kind once with how often it occurs: tables have many cells."""
    for (what, directive), count in Counter(find_violations(html, policy, site, mark)).items():
        yield (f"{what} ({count} times)" if count > 1 else what), directive


class ViolationLog:
    """Warns about content that a policy blocks; in a preview not again in each build."""

    def __init__(self) -> None:
        self._found: set[tuple[str, ...]] = set()
        self._known: set[tuple[str, ...]] = set()

    def start_build(self, *, strict: bool) -> None:
        """Forget what the last build found, or with `strict`, which counts warnings, do not."""
        self._known, self._found = set() if strict else self._found, set()

    def warn(self, where: str, violations: Iterable[tuple[str, str]]) -> None:
        """Warn about the violations of a page, as `count_violations` gives them."""
        for violation in violations:
            self._found.add((where, *violation))
            if (where, *violation) not in self._known:
                log.warning(_VIOLATION, where, *violation)


def align_tables_by_attribute(settings: dict[str, Any]) -> None:
    """Let columns of Markdown tables have the attribute `align`, as the policy blocks styles.

    Args:
        settings: The settings of Python-Markdown's extensions, which say otherwise if they want.
    """
    settings["tables"] = {"use_align_attribute": True, **(settings.get("tables") or {})}


@lru_cache(maxsize=128)  # a preview builds the same hand-written pages again and again
def _violations(
    html: str, directives: tuple[tuple[str, tuple[str, ...]], ...], site: str, mark: str
) -> tuple[tuple[str, str], ...]:
    return tuple(_find_violations(html, dict(directives), site, mark))


def _find_violations(
    html: str, policy: Directives, site: str, mark: str
) -> Iterator[tuple[str, str]]:
    parser = _PageParser()
    parser.feed(html)
    parser.close()
    for tag, attributes in parser.tags:
        yield from _attribute_violations(attributes, policy)
        yield from _resource_violations(tag, dict(attributes), policy, site)
    for tag, attributes, text in parser.texts:
        name, allowed = f"{tag}-src", {"'unsafe-inline'", hash_source(text)}
        if mark.strip() in dict(attributes) or allowed & {*policy[name]}:
            continue
        if _is_inline_code(tag, attributes):
            yield f"an inline {tag}", f"{name} {hash_source(text)}"


def _is_inline_code(tag: str, attributes: _Attributes) -> bool:
    """Whether a browser runs or applies an element's own text: it is not data and has no `src`."""
    values = dict(attributes)
    is_script = bool(_SCRIPT_TYPE.match(values.get("type") or ""))
    return "src" not in values and (tag == "style" or is_script)


def _attribute_violations(attributes: _Attributes, policy: Directives) -> Iterator[tuple[str, str]]:
    for name, value in attributes:
        if name == "style":
            what, directive = "a style attribute", "style-src-attr"
        elif name.startswith("on"):
            what, directive = f"the event handler {name}", "script-src-attr"
        elif re.match(r"\s*javascript:", value or "", re.IGNORECASE):
            what, directive = f"the script in {name}", "script-src-elem"
        else:
            continue
        if "'unsafe-inline'" not in policy.get(directive, policy[directive.rpartition("-")[0]]):
            yield what, f"{directive} 'unsafe-inline'"


def _resource_violations(
    tag: str, attributes: Mapping[str, str | None], policy: Directives, site: str
) -> Iterator[tuple[str, str]]:
    is_stylesheet = "stylesheet" in (attributes.get("rel") or "").split()
    own = _EXTERNAL_URL.match(site)
    for (element, attribute), name in _RESOURCE_DIRECTIVES.items():
        found = _EXTERNAL_URL.match(attributes.get(attribute) or "") if element == tag else None
        if (
            not found
            or (own and found["host"] == own["host"])
            or (tag == "link" and not is_stylesheet)
        ):
            continue
        scheme, host = found["scheme"] or "https:", found["host"]
        if not any(_matches_source(source, scheme, host) for source in policy.get(name, ())):
            yield f"{tag} from {host}", f"{name} {scheme}//{host}"


def _matches_source(source: str, scheme: str, host: str) -> bool:
    """Whether a source expression matches a host; ports and paths are left to the browser."""
    if source.endswith(":"):
        return source == scheme
    return fnmatch(host, re.split(r"[:/]", source.partition("://")[2] or source)[0])


class _PageParser(HTMLParser):
    """Collects the start tags of a page, and its scripts and styles with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, _Attributes]] = []
        self.texts: list[tuple[str, _Attributes, str]] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self.tags.append((tag, attrs))
        self._in_code = tag in ("script", "style")
        if self._in_code:
            self.texts.append((tag, attrs, ""))

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = tag, attributes, text + data
