"""Links between Markdown files as URLs, as MkDocs rewrites them."""

import posixpath
from collections.abc import Callable
from urllib.parse import unquote

from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

_SOME_PAGE = "\x00"  # stands for a page's own name, which no target has
_Target = tuple[File, str, str, str]  # file, anchor, URL from most pages of a folder, name there


class LinkResolver:
    """The URLs of links in the list's pages; each target is looked up once for a folder."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._targets: dict[tuple[str, str], dict[str, _Target | None]] = {}

    def resolver(
        self, file: File, links: dict[File, dict[str, str]]
    ) -> Callable[[str], str | None]:
        """A function that gives the URL of a link on a page.

        The URL is None where MkDocs would leave the link unchanged or log something.

        Args:
            file: The page's file.
            links: Gets each link to an anchor, as `Page.links_to_anchors` has them.
        """
        folder, own_url = posixpath.dirname(file.src_uri), file.url
        # Pages of a folder differ in the last part of their URLs only, which targets rarely have.
        if own_url.endswith("/") and own_url != "./":
            parent, _, own_name = own_url[:-1].rpartition("/")
            parent = f"{parent}/" if parent else ""
            from_url = f"{parent}{_SOME_PAGE}/"
        else:
            parent, own_name = posixpath.dirname(own_url), ""
            from_url = own_url
        targets = self._targets.setdefault((folder, from_url), {})

        def resolve(href: str) -> str | None:
            if href in targets:
                target = targets[href]
            else:
                target = targets[href] = self._target(folder, parent, from_url, href)
            if target is None:
                return None
            to_file, anchor, url, name = target
            if own_name and name == own_name:  # of the page itself, or below it
                url = get_relative_url(to_file.url, own_url)
            if not anchor:
                return url
            links.setdefault(to_file, {}).setdefault(anchor, href)
            return f"{url}#{anchor}"

        return resolve

    def _target(self, folder: str, parent: str, from_url: str, href: str) -> _Target | None:
        path, _, anchor = href.partition("#")
        if not path or path.startswith("/") or (href.endswith("#") and not anchor):
            return None
        source = posixpath.normpath(posixpath.join(folder, unquote(path)))
        file = self._files.src_uris.get(source)
        if file is None or file.inclusion.is_excluded():
            return None
        name = (
            file.url.removeprefix(parent).partition("/")[0] if file.url.startswith(parent) else ""
        )
        return file, anchor, get_relative_url(file.url, from_url), name
