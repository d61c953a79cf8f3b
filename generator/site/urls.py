"""Pages of the code host: where a file of the repository is edited, where a new one is made."""

from pathlib import Path
from urllib.parse import quote, urlencode, urljoin, urlsplit

_DEFAULT_EDIT_URI = {"github.com": "edit/master/docs/", "bitbucket.org": "src/default/docs/",
                     "gitlab.com": "edit/master/docs/"}  # fmt: skip
# Short enough for any address: GitHub's page takes the text from it.
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


def default_edit_uri(repo_url: str) -> str:
    """What MkDocs takes for `edit_uri` where it is not set; empty for other hosts."""
    return _DEFAULT_EDIT_URI.get(urlsplit(repo_url).hostname or "", "")


def new_file_url(repo_url: str, edit_uri: str, papers: str) -> str:
    """GitHub's page for a new paper file, filled with the fields; empty for other hosts."""
    kind, _, rest = edit_uri.partition("/")
    if "github.com" not in repo_url or kind != "edit" or not rest:
        return ""
    query = urlencode({"filename": "my-paper.yml", "value": _BLANK_PAPER}, quote_via=quote)
    return f"{repo_url}/new/{rest.partition('/')[0]}/{papers}?{query}"


class EditUrl:
    """Turns a file of the repository into the address that edits it."""

    def __init__(self, repo_url: str, edit_uri: str, docs: Path, root: Path) -> None:
        self.base = urljoin(f"{repo_url}/", edit_uri)
        self.up = "../" * len(docs.relative_to(root).parts) if docs.is_relative_to(root) else ""

    def __call__(self, path: str) -> str:
        """The address of a file, named from the project's folder."""
        return urljoin(self.base, self.up + path)
