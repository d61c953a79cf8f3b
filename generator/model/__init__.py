"""The records of a reading list: frozen, keyword-only, without behaviour beyond look-ups.

An `Entry` is what one source says about a paper; a `Paper` is what the list says after review.
"""

from generator.model.catalog import Catalog, Collection, Exclusion, Person, Topic
from generator.model.dates import MONTHS, PartialDate, Qualifier
from generator.model.edits import Edit
from generator.model.findings import Finding, Origin, Severity
from generator.model.page import DeferredPage, Page
from generator.model.papers import (
    LINK_KINDS,
    MAX_AUTHORS,
    MAX_LIST_ITEMS,
    MAX_SEARCH_PHRASES,
    MAX_TEXT_CHARACTERS,
    PUBLICATION_STATUSES,
    STATUSES,
    TYPES,
    Entry,
    Ignore,
    Link,
    Organization,
    Outcome,
    Paper,
    PaperType,
    Publication,
    PublicationStatus,
    Source,
    Status,
)
from generator.model.people import Name, Names, is_cjk
from generator.model.reading_paths import MAX_PATHS, MAX_STEPS, ReadingPath, Step

__all__ = [
    "LINK_KINDS",
    "MAX_AUTHORS",
    "MAX_LIST_ITEMS",
    "MAX_PATHS",
    "MAX_SEARCH_PHRASES",
    "MAX_STEPS",
    "MAX_TEXT_CHARACTERS",
    "MONTHS",
    "PUBLICATION_STATUSES",
    "STATUSES",
    "TYPES",
    "Catalog",
    "Collection",
    "DeferredPage",
    "Edit",
    "Entry",
    "Exclusion",
    "Finding",
    "Ignore",
    "Link",
    "Name",
    "Names",
    "Organization",
    "Origin",
    "Outcome",
    "Page",
    "Paper",
    "PaperType",
    "PartialDate",
    "Person",
    "Publication",
    "PublicationStatus",
    "Qualifier",
    "ReadingPath",
    "Severity",
    "Source",
    "Status",
    "Step",
    "Topic",
    "is_cjk",
]
