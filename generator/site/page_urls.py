"""The URLs of the site's own pages and files, from the paths of their sources."""

import posixpath

from generator.site.views.types import Site


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
    found = posixpath.relpath(site_url(target, directory_urls=directory_urls) or ".", folder or ".")
    return f"{found}/" if directory_urls and target.endswith(".md") else found


def page_url(path: str, site: Site) -> str:
    """The public URL of a page or file; relative to the site's root if the site has no URL."""
    url = site_url(path, directory_urls=site.directory_urls)
    return (site.url.rstrip("/") + "/" if site.url else "") + url
