"""One file of the generated site."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One file of the site: Markdown (with title and description for its head) or data.

    `path` is relative to the site's source folder, with `/`. A file that is not text, such as a
    font, has `data` instead of `text`. `source` is the file that "edit this page" opens. `listed`
    pages appear in the navigation, `searchable` ones in the search.
    """

    path: str
    text: str = ""
    data: bytes = b""
    title: str = ""
    description: str = ""
    source: str = ""
    listed: bool = True
    searchable: bool = True
