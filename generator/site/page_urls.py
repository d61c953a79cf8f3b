"""The URLs of the site's own pages and files, from the paths of their sources."""

import posixpath

from generator.site.views.types import Site

# A source that ends with `.md` would be a page, so the file of a page's Markdown twin does not.
_TWIN_ENDING = ".md.txt"


def site_url(path: str, *, directory_urls: bool) -> str:
    """The URL of a page or file relative to the site's root, as MkDocs makes it.

    A page `papers/gpipe.md` is `papers/gpipe/`, or `papers/gpipe.html` without directory URLs;
    the home page is empty or `index.html`. Other files keep their paths.
    """
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    if not directory_urls:
        return f"{stem}.html"
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def html_file(page: str, *, directory_urls: bool) -> str:
    """The file that MkDocs makes for a page, such as `papers/gpipe/index.html`."""
    url = site_url(page, directory_urls=directory_urls)
    return f"{url}index.html" if directory_urls else url


def relative_url(target: str, page: str, *, directory_urls: bool) -> str:
    """The URL of a page or file relative to another page, for links in raw HTML."""
    url = site_url(page, directory_urls=directory_urls)
    folder = url if directory_urls else posixpath.dirname(url)
    return _relative_to(folder, site_url(target, directory_urls=directory_urls))


def page_url(path: str, site: Site) -> str:
    """The public URL of a page or file; relative to the site's root if the site has no URL."""
    url = site_url(path, directory_urls=site.directory_urls)
    url = built_twin(url) if site.is_plugin_build else url
    return (site.url.rstrip("/") + "/" if site.url else "") + url


def url_from(folder: str, path: str, site: Site) -> str:
    """The public URL of a page or file; relative to a folder of the site if the site has no URL."""
    url = page_url(path, site)
    return url if site.url else _relative_to(folder, url)


def twin_path(page: str) -> str:
    """The path of the file with the Markdown twin of a page.

    It is `papers/gpipe.md.txt` of `papers/gpipe.md`, and `papers.md.txt` of `papers/index.md`.
    """
    return page.removesuffix(".md").removesuffix("/index") + _TWIN_ENDING


def built_twin(path: str) -> str:
    """Where the plugin puts the file of a Markdown twin: `papers/gpipe.md`; other paths as is."""
    return path.removesuffix(".txt") if path.endswith(_TWIN_ENDING) else path


def _relative_to(folder: str, url: str) -> str:
    found = posixpath.relpath(url or ".", folder or ".")
    return f"{found}/" if url.endswith("/") or not url else found
