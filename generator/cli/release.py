"""The repository and commit that this reading-list was installed from, if they are known."""

import json
import re
from importlib import metadata
from urllib.parse import urlsplit

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")  # SHA-1 or SHA-256
# Hosts that show a file of a commit at `<repository>/blob/<commit>/<path>`.
_BROWSABLE_HOSTS = ("github.com", "gitlab.com")


def installed_from() -> str | None:
    """The JSON text that pip records of an installation that came from no package index.

    See https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    return metadata.distribution("reading-list").read_text("direct_url.json")


def source_commit(direct_url: str | None) -> tuple[str, str] | None:
    """The URL and the commit of a repository in a `direct_url`; None if others cannot reach it."""
    found = json.loads(direct_url) if direct_url else {}
    version, url = found.get("vcs_info", {}), found.get("url", "")
    commit = version.get("commit_id", "")
    if version.get("vcs") != "git" or not _COMMIT.fullmatch(commit):
        return None
    return (url, commit) if url.startswith(("https://", "ssh://")) else None


def source_page(direct_url: str | None, path: str) -> str:
    """The URL of a file in the repository at the installed commit; empty if it is not known."""
    url, commit = source_commit(direct_url) or ("", "")
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in _BROWSABLE_HOSTS:
        return ""
    repository = parts.path.strip("/").removesuffix(".git")
    return f"https://{parts.hostname}/{repository}/blob/{commit}/{path}"
