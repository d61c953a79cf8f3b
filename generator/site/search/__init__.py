"""The index behind the search box, prepared when the site is built.

The browser's side is in `templates/assets/search`. It loads one small file at the first key (which
words there are), then only the parts that a query needs.
"""

from generator.site.search.index import pages
from generator.site.search.records import Record, of_catalog, of_entries
from generator.site.search.script_paths import local, started

__all__ = ["Record", "local", "of_catalog", "of_entries", "pages", "started"]
