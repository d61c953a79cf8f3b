"""URLs of the code host: to edit a file, to add a paper, to open an issue."""

import os
import posixpath
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin, urlsplit

from generator.text.memo import memoized

_GITHUB = "github.com"
_DEFAULT_EDIT_URI = {_GITHUB: "edit/master/docs/", "bitbucket.org": "src/default/docs/",
                     "gitlab.com": "edit/master/docs/"}  # fmt: skip
# GitHub prefills the new file with this text from the URL.
_BLANK_PAPER = """\
title: ''
authors:
  -
published:
arxiv: ''
topics:
  -
abstract: >-

"""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeHost:
    """A repository on a code host, and the folder of the list in it.

    Attributes:
        repo_url: the repository's page; empty without one.
        edit_uri: where files of `docs` are edited, relative to `repo_url` or absolute, as in
            mkdocs.yml; empty for a host without such a page.
        root_from_docs: the list's folder, relative to `docs`: `../`.
    """

    repo_url: str
    edit_uri: str
    root_from_docs: str

    @memoized
    def edit_url(self, path: str) -> str:
        """The URL to edit a file; `path` is relative to the list's folder."""
        path_from_docs = self.root_from_docs + quote(path)
        if self.edit_uri.startswith(("?", "#")):  # the path is in the query: `?at=docs/`
            start = max(self.edit_uri.rfind("="), 0) + 1
            path = posixpath.normpath(self.edit_uri[start:] + path_from_docs)
            return self.repo_url + self.edit_uri[:start] + path
        folder, slash, name = path_from_docs.rpartition("/")
        return _folder_url(self.repo_url, self.edit_uri, folder + slash) + name

    def new_paper_url(self, papers: str) -> str:
        """GitHub's page for a new file in the folder of papers; empty for other hosts."""
        parts = urlsplit(self.edit_url(papers)) if self.edit_uri else urlsplit("")
        owner, repository, page, *folders = (*parts.path.split("/")[1:], "", "", "")
        if parts.hostname != _GITHUB or page != "edit":
            return ""
        query = urlencode({"filename": "my-paper.yml", "value": _BLANK_PAPER}, quote_via=quote)
        folder = "/".join(filter(None, folders))
        return f"https://{_GITHUB}/{owner}/{repository}/new/{folder}?{query}"

    @property
    def new_issue_url(self) -> str:
        """GitHub's page for a new issue; empty for other hosts."""
        is_github = urlsplit(self.repo_url).hostname == _GITHUB
        return f"{self.repo_url}/issues/new" if is_github else ""


@lru_cache(maxsize=64)  # files of a list are in few folders
def _folder_url(repo_url: str, edit_uri: str, folder: str) -> str:
    return urljoin(urljoin(f"{repo_url}/", edit_uri), folder)


def code_host(
    repo_url: str, edit_uri: str | None, edit_uri_template: str, docs: Path, root: Path
) -> CodeHost:
    """The code host that the settings of MkDocs name.

    Args:
        repo_url: the repository's page.
        edit_uri: as in mkdocs.yml; None takes the default of MkDocs, empty means no edit links.
        edit_uri_template: as in mkdocs.yml; it overrides `edit_uri`.
        docs: the folder of the hand-written pages.
        root: the folder of the list, without symbolic links.
    """
    repo_url = repo_url.rstrip("/")
    if edit_uri_template:  # without the path at its end, it cannot point to files outside `docs`
        prefix, path, rest = edit_uri_template.rpartition("{path}")
        edit_uri = prefix if path and not rest else ""
    elif edit_uri is None:
        edit_uri = _DEFAULT_EDIT_URI.get(urlsplit(repo_url).hostname or "", "")
    if edit_uri and not edit_uri.endswith("/"):
        edit_uri += "/"
    return CodeHost(
        repo_url=repo_url,
        edit_uri=edit_uri if repo_url or urlsplit(edit_uri).scheme else "",
        root_from_docs=f"{_relative_path(root, docs)}/",
    )


def _relative_path(root: Path, docs: Path) -> str:
    """The path from `docs` to the list's folder, in the repository."""
    if not docs.is_relative_to(root):  # the project may be reached through a symbolic link
        docs = Path(os.path.realpath(docs.parent)) / docs.name
    return Path(os.path.relpath(root, docs)).as_posix()
