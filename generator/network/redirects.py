"""Which statuses redirect, and where to."""

from urllib.parse import urldefrag

from generator.text.hosts import Url, parse_url

PERMANENT_REDIRECTS = (301, 308)
REDIRECTS = (*PERMANENT_REDIRECTS, 302, 303, 307)


def resolve_redirect(now: Url, location: str) -> Url | None:
    """The target of a redirect; the fragment is kept if the new URL has none."""
    # http.client decodes headers as Latin-1, but servers send UTF-8.
    text = location.encode("latin-1", "replace").decode("utf-8", "replace")
    fragment = urldefrag(now.href).fragment
    return parse_url(text if "#" in text or not fragment else f"{text}#{fragment}", now.href)
