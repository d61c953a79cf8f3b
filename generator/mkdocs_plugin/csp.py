"""The content security policy of a built page: what the page may run and load.

`markup` is the wall that keeps captured text from becoming elements. The policy is a second wall
behind it: a script that came through the first would still not run, and an image would not be
asked for. Directives and sources are those of Content Security Policy Level 3 (W3C).
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from hashlib import sha256
from html.parser import HTMLParser

from generator.model.errors import UsageError

OPTION = "content_security_policy"
OWN, NONE = "self", "none"  # what the option says besides directives

Directives = Mapping[str, tuple[str, ...]]

_STRICT: Directives = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the theme's style sheet holds its icons
    "object-src": ("'none'",),
    "frame-src": ("'none'",),
    "base-uri": ("'none'",),
    "form-action": ("'self'",),
}
_ADDABLE = {*_STRICT, "connect-src", "font-src", "manifest-src", "media-src", "worker-src",
            "script-src-attr", "script-src-elem", "style-src-attr", "style-src-elem"}  # fmt: skip
_SOURCE = re.compile(r"[\w'*:/.+=~%@?-]+", re.ASCII)
# Types of scripts that run, as HTML lists them; whatever else is data.
_RUNS = re.compile(r"$|module$|importmap$|.*(?:java|ecma|live|j)script", re.IGNORECASE)
_HEAD = (
    re.compile(r"<meta charset=[^>]*>", re.IGNORECASE),
    re.compile(r"<head[^>]*>", re.IGNORECASE),
)
_ADDRESS = re.compile(r"\s*(?P<scheme>https?:)?//(?P<host>[^\s/?#:]+)", re.IGNORECASE)
_Attributes = list[tuple[str, str | None]]
# What loads from an address, and the directive that rules it.
_LOADS = {
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


def directives(option: str) -> Directives | None:
    """The policy that the plugin's option asks for; None for no policy at all.

    The option is `self`, `none`, or directives whose sources join those of the strict policy:
    `img-src https://img.shields.io; frame-src https://example.org`.

    Raises:
        UsageError: a directive is unknown or without effect in a page, or no source follows it.
    """
    if option.strip() in (OWN, NONE):
        return _STRICT if option.strip() == OWN else None
    found = dict(_STRICT)
    for name, *sources in filter(None, map(str.split, option.split(";"))):
        if name not in _ADDABLE:
            raise UsageError(f"mkdocs.yml: {OPTION}: {name!r} is no directive that can be added; "
                             f"known are {', '.join(sorted(_ADDABLE))}")  # fmt: skip
        wrong = next((source for source in sources if not _SOURCE.fullmatch(source)), None)
        if wrong or not sources:
            raise UsageError(f"mkdocs.yml: {OPTION}: {name} needs sources such as "
                             f"https://example.org, found {wrong or 'none'}")  # fmt: skip
        kept = (source for source in found.get(name, ("'self'",)) if source != "'none'")
        found[name] = tuple(dict.fromkeys((*kept, *sources)))
    return found


def protected(html: str, mark: str, policy: Directives | None) -> str:
    """A page without marks, and with its policy in the head: marked scripts and styles may run."""
    plain = html.replace(mark, "")
    place = next(filter(None, (pattern.search(plain) for pattern in _HEAD)), None)
    if policy is None or place is None:
        return plain
    allowed: dict[str, list[str]] = {}
    for element, tag, text in re.findall(
        rf"(<(script|style){mark}[^>]*>)(.*?)</\2", html, re.DOTALL | re.IGNORECASE
    ):
        reader = _Reader()
        reader.feed(element)
        if _inline(*reader.tags[0]):
            allowed.setdefault(f"{tag.lower()}-src", []).append(digest(text))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_written(policy, allowed)}">'
    return f"{plain[: place.end()]}{meta}{plain[place.end() :]}"


def digest(text: str) -> str:
    """The source expression that allows an inline script or style of this text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _written(policy: Directives, allowed: Mapping[str, Sequence[str]]) -> str:
    """The policy as an attribute's value; no source holds a sign that HTML would obey."""
    return "; ".join(
        " ".join((name, *sources, *dict.fromkeys(allowed.get(name, ()))))
        for name, sources in policy.items()
    )


def blocked(
    html: str, policy: Directives, site: str = "", mark: str = "-"
) -> Iterator[tuple[str, str]]:
    """What of some HTML the policy blocks, each with the directive that would allow it.

    `site` is the site's own address; what has the mark is allowed.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for tag, attributes in reader.tags:
        yield from _inline_attributes(attributes, policy)
        yield from _loads(tag, dict(attributes), policy, site)
    for tag, attributes, text in reader.texts:
        name, allowed = f"{tag}-src", {"'unsafe-inline'", digest(text)}
        if mark.strip() in dict(attributes) or allowed & {*policy[name]}:
            continue
        if _inline(tag, attributes):
            yield f"an inline {tag}", f"{name} {digest(text)}"


def _inline(tag: str, attributes: _Attributes) -> bool:
    """Whether an element's text is obeyed by the browser: no data, and not instead of a file."""
    found = dict(attributes)
    return "src" not in found and (tag == "style" or bool(_RUNS.match(found.get("type") or "")))


def _inline_attributes(attributes: _Attributes, policy: Directives) -> Iterator[tuple[str, str]]:
    for name, value in attributes:
        if name == "style":
            thing, rule = "a style attribute", "style-src-attr"
        elif name.startswith("on"):
            thing, rule = f"the event handler {name}", "script-src-attr"
        elif re.match(r"\s*javascript:", value or "", re.IGNORECASE):
            thing, rule = f"the script in {name}", "script-src-elem"
        else:
            continue
        if "'unsafe-inline'" not in policy.get(rule, policy[rule.rpartition("-")[0]]):
            yield thing, f"{rule} 'unsafe-inline'"


def _loads(
    tag: str, attributes: Mapping[str, str | None], policy: Directives, site: str
) -> Iterator[tuple[str, str]]:
    sheet = "stylesheet" in (attributes.get("rel") or "").split()
    home = _ADDRESS.match(site)
    for (element, attribute), name in _LOADS.items():
        found = _ADDRESS.match(attributes.get(attribute) or "") if element == tag else None
        if not found or (home and found["host"] == home["host"]) or (tag == "link" and not sheet):
            continue
        scheme, host = found["scheme"] or "https:", found["host"]
        if not any(_covers(source, scheme, host) for source in policy.get(name, ())):
            yield f"{tag} from {host}", f"{name} {scheme}//{host}"


def _covers(source: str, scheme: str, host: str) -> bool:
    """Whether a source stands for an address; its port and path are left to the browser."""
    if source.endswith(":"):
        return source == scheme
    return fnmatch(host, re.split(r"[:/]", source.partition("://")[2] or source)[0])


class _Reader(HTMLParser):
    """Start tags of a page in order, and the inline scripts and styles with their texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, _Attributes]] = []
        self.texts: list[tuple[str, _Attributes, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self.tags.append((tag, attrs))
        self._inside = tag in ("script", "style")
        if self._inside:
            self.texts.append((tag, attrs, ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = tag, attributes, text + data
