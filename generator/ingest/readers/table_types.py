"""Types of publications as exports and spreadsheets name them."""

from collections.abc import Mapping

from generator.ingest.readers.table_columns import column_key
from generator.model import TYPES, PaperType

# `Article` is an article of a journal in Scopus, Web of Science, Lens and OpenAlex.
_NAMES: Mapping[PaperType, tuple[str, ...]] = {
    "article": ("preprint", "manuscript", "posted content", "working paper"),
    "article-journal": (
        "article", "journal", "journal article", "review", "review article", "letter", "editorial",
        "short survey", "data paper", "early access", "magazine article", "newspaper article",
        "research article", "article in press",
    ),
    "paper-conference": ("conference paper", "conference", "conference article",
                         "conference proceedings article", "proceedings paper",
                         "proceedings article", "inproceedings"),
    "chapter": ("book section", "book chapter", "encyclopedia article", "dictionary entry"),
    "book": ("book", "monograph", "edited book"),
    "thesis": ("dissertation", "phd thesis", "masters thesis"),
    "report": ("report", "technical report"),
    "webpage": ("web page", "blog post", "forum post"),
    "software": ("computer program", "software"),
    "dataset": ("dataset", "data set"),
}  # fmt: skip
_BY_KEY: Mapping[str, PaperType] = {
    **{column_key(kind): kind for kind in TYPES if kind != "article"},
    **{column_key(name): kind for kind, names in _NAMES.items() for name in names},
}


def read_type(text: str) -> PaperType | None:
    """The type of a publication by its name, `Conference Paper` or `journalArticle`; else None."""
    return _BY_KEY.get(column_key(text))
