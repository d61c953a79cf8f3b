"""Where this installation of reading-list came from: a commit of a repository, if that is known."""

import json
import re
from importlib import metadata
from urllib.parse import urlsplit

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")  # SHA-1 or SHA-256
# Hosts that show a file of a commit at `<repository>/blob/<commit>/<path>`.
_BROWSABLE_HOSTS = ("github.com", "gitlab.com")


def installed_from() -> str | None:
    """What pip notes of an installation that came from no package index.

    See https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    return metadata.distribution("reading-list").read_text("direct_url.json")


def source_commit(direct_url: str | None) -> tuple[str, str] | None:
    """The repository's URL and the commit of a `direct_url`; None unless others can reach them."""
    found = json.loads(direct_url) if direct_url else {}
    version, url = found.get("vcs_info", {}), found.get("url", "")
    commit = version.get("commit_id", "")
    if version.get("vcs") != "git" or not _COMMIT.fullmatch(commit):
        return None
    return (url, commit) if url.startswith(("https://", "ssh://")) else None


def source_page(direct_url: str | None, path: str) -> str:
    """The page of a file of the repository at the installed commit; empty where none is known."""
    url, commit = source_commit(direct_url) or ("", "")
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in _BROWSABLE_HOSTS:
        return ""
    repository = parts.path.strip("/").removesuffix(".git")
    return f"https://{parts.hostname}/{repository}/blob/{commit}/{path}"
