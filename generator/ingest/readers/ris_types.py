"""Types of records in RIS, and which tags hold container, series and editors in each.

The specification of RIS (Reference Manager, 2001) and the tables of EndNote and Zotero disagree
with each other. The tags here are those that their exports have in common.
"""

from collections.abc import Mapping

from generator.model import PaperType

TYPES: Mapping[str, PaperType] = {
    **dict.fromkeys(("JOUR", "EJOUR", "MGZN", "NEWS", "INPR", "ABST"), "article-journal"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("CHAP", "ECHAP", "ENCYC", "DICT"), "chapter"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "CLSWK", "ANCIENT", "SER"), "book"),
    **dict.fromkeys(("RPRT", "GOVDOC", "STAND"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "BLOG"), "webpage"),
    **dict.fromkeys(("UNPB", "UNPD", "MANSCPT", "PREPRINT"), "article"),
    "THES": "thesis", "COMP": "software", "DATA": "dataset",
}  # fmt: skip
# Types that say nothing about the paper; Zotero exports preprints as `GEN`.
UNSPECIFIC_TYPES = frozenset(("", "GEN", "MISC", "OTHER", "ICOMM"))
# Tags of the container: the full name first, abbreviations last.
_PERIODICAL = ("T2", "JF", "JO", "BT", "JA", "J2", "J1")
_COLLECTION = ("BT", "T2", "JF", "JO", "JA", "J2", "J1")
CONTAINER_TAGS: Mapping[PaperType | None, tuple[str, ...]] = {
    "article-journal": _PERIODICAL, "paper-conference": _COLLECTION, "chapter": _COLLECTION,
    "webpage": ("T2", "JF", "JO", "BT"), "article": _PERIODICAL, None: _PERIODICAL,
}  # fmt: skip
_SERIES_TAGS: Mapping[PaperType | None, tuple[str, ...]] = {
    "book": ("T3", "T2"), "report": ("T3", "T2"), "software": ("T3", "T2"),
    "thesis": ("T3",), "dataset": ("T3",),
}  # fmt: skip
_EDITOR_TAGS: Mapping[PaperType | None, tuple[str, ...]] = {
    "book": ("ED", "A3"),  # A2 are the editors of the series
    **dict.fromkeys(("article-journal", "paper-conference", "chapter", None), ("ED", "A2")),
}  # fmt: skip
# Types whose `SP` is the number of pages.
TYPES_WITH_PAGE_COUNT = frozenset(("book", "thesis", "report", "software", "dataset", "webpage"))


def series_tags(kind: PaperType | None) -> tuple[str, ...]:
    """The tags of the series, by the type of a paper."""
    return _SERIES_TAGS.get(kind, ("T3",))


def editor_tags(kind: PaperType | None) -> tuple[str, ...]:
    """The tags of the editors, by the type of a paper."""
    return _EDITOR_TAGS.get(kind, ("ED",))
