"""The search index, built with the site.

The code in the browser is in `templates/assets/search`. At the first keystroke it loads one small
file with the known words, then only the parts of the index that a query needs.
"""

from generator.site.search.index import search_files
from generator.site.search.records import Record, catalog_records, section_records

__all__ = ["Record", "catalog_records", "search_files", "section_records"]
