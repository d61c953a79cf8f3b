"""What MkDocs' template of the sitemap lists: pages with the days on which they changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date

from mkdocs.structure.files import File

SITEMAP = "sitemap.xml"


def sitemap_files(
    files: Iterable[File], days: Mapping[str, date], excluded: Collection[str]
) -> Sequence[File]:
    """The files of pages for the sitemap; MkDocs itself gives all pages the day of the build.

    Args:
        files: The files of all pages, which are not changed.
        days: When a page changed, by the path of its source; other pages get no day.
        excluded: The paths of pages that the sitemap leaves out.
    """
    return [_with_day(file, days.get(file.src_uri)) for file in files
            if file.src_uri not in excluded]  # fmt: skip


def _with_day(file: File, day: date | None) -> File:
    found = copy(file)
    if file.page:
        page = copy(file.page)
        page.update_date = str(day or "")
        found.page = page
    return found
