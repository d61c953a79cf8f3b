"""The fields of all records in canonical order, for reading, writing and JSON Schemas."""

from dataclasses import dataclass
from typing import Literal

from generator.model import (
    MAX_AUTHORS,
    MAX_LIST_ITEMS,
    MAX_SEARCH_PHRASES,
    MAX_STEPS,
    PUBLICATION_STATUSES,
    STATUSES,
    TYPES,
)

MAX_KEYS = 100  # of one mapping
MAX_TOPICS = 2_000  # of the vocabulary
MAX_EXCLUSIONS = 2_000
MAX_PEOPLE = 5_000
MAX_PAPERS_OF_PERSON = 2_000

Kind = Literal[
    "line", "prose", "date", "partial-date", "day", "count", "flag", "choice", "lines", "names",
    "organization", "links", "reasons", "sources", "steps", "branch",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping: its name in the file, the kind of its value, its description."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    max_items: int = MAX_LIST_ITEMS
    choices: tuple[str, ...] = ()


# First what people edit; last the long abstract and what imports write.
PAPER: tuple[Field, ...] = (
    Field("title", "line", "The title, as the paper prints it.", required=True),
    Field(
        "type",
        "choice",
        "What it is, in CSL's terms: `article-journal`, `paper-conference`, "
        "`article` for a preprint.",
        choices=TYPES,
    ),
    Field(
        "authors",
        "names",
        "The authors' names in order, one a line; `and others` at the end "
        "where more are not named.",
        max_items=MAX_AUTHORS,
    ),
    Field("editors", "names", "The editors of a book or proceedings.", max_items=MAX_AUTHORS),
    Field("organization", "organization", "Who posted the paper: `name`, and `handle` if known."),
    Field(
        "published",
        "partial-date",
        "When the first version came out: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.",
    ),
    Field("issued", "partial-date", "The date of the version of record, where it differs."),
    Field("venue", "line", "The journal, proceedings or book it is in, without a year: `NeurIPS`."),
    Field("volume", "line", "The volume of the journal or series."),
    Field("issue", "line", "The issue of the journal."),
    Field("pages", "line", "The pages, `1-9`, or the number of the article."),
    Field("number", "line", "The number of a report."),
    Field("edition", "line", "The edition of a book."),
    Field("series", "line", "The series a book or volume belongs to."),
    Field(
        "publisher", "line", "Who published it; of a thesis or report the school or institution."
    ),
    Field("isbn", "line", "The ISBN of a book."),
    Field("arxiv", "line", "The arXiv identifier without version: `'1811.06965'`."),
    Field("category", "line", "The primary arXiv category: `cs.LG`."),
    Field("doi", "line", "The DOI, without address: `10.1145/3620665.3640368`."),
    Field(
        "url", "line", "The address of the publication's own page, where nothing above gives it."
    ),
    Field(
        "key", "line", "The citation key, where it is not the one made from author, year and title."
    ),
    Field(
        "publication_status",
        "choice",
        "`withdrawn` or `retracted`; pages say so.",
        choices=PUBLICATION_STATUSES,
    ),
    Field("language", "line", "The language of title and abstract, as a tag: `zh` or `pt-BR`."),
    Field("links", "links", "Addresses by kind: `code`, `dataset`, `project` or `other`."),
    Field("topics", "lines", "Ids from the vocabulary in `topics.yml`, the main one first."),
    Field("tags", "lines", "Key terms in free words, lower case."),
    Field("related", "lines", "Ids of related papers: shown first, before those that are found."),
    Field(
        "status", "choice", "How far the team is: `to-read`, `reading` or `read`.", choices=STATUSES
    ),
    Field("recommended", "flag", "`true` for the editors' picks."),
    Field(
        "takeaway", "prose", "What to take from it: one plain sentence of at most 200 characters."
    ),
    Field(
        "search_phrases",
        "lines",
        "How readers ask for it who do not know its terms: everyday words, for the search alone.",
        max_items=MAX_SEARCH_PHRASES,
    ),
    Field("note", "prose", "The editors' own words, in Markdown without raw HTML."),
    Field("added", "date", "The day the paper joined the list."),
    Field("abstract", "prose", "The abstract, as the source printed it."),
    Field("aliases", "lines", "Ids this paper had before; their addresses lead here."),
    Field("ignore", "reasons", "Findings that do not count here, by code, each with its reason."),
    Field(
        "sources",
        "sources",
        "Who said so: written by `import`, one item a source.",
        max_items=2_000,
    ),
)

SOURCE = (
    Field("file", "line", "Name of the file the facts were read from.", required=True),
    Field("reader", "line", "The reader that read it.", required=True),
    Field("captured", "day", "The day the source shows, `YYYY-MM-DD`, or `Sep 17` without a year."),
    Field("published", "day", "The publication date that source printed."),
    Field("authors", "count", "How many authors that source counted."),
    Field("comments", "count", "How many comments the page showed."),
    Field("note", "line", "A remark of that source."),
    Field("keywords", "lines", "The keywords of that source; those of a new paper became tags."),
)

NAME = (
    Field("family", "line", "The family name, with particles such as `van`."),
    Field("given", "line", "The given names."),
    Field("suffix", "line", "What stands behind the name: `Jr.`, `III`."),
    Field("literal", "line", "The whole name of a body, which is never taken apart."),
)

ORGANIZATION = (
    Field("name", "line", "The display name.", required=True),
    Field("handle", "line", "The account's handle."),
)

TOPIC = (
    Field("id", "line", "The topic's id in papers and addresses, for ever.", required=True),
    Field("name", "line", "Its name on the site.", required=True),
    Field("group", "line", "The group it stands under.", required=True),
    Field("description", "prose", "The scope note: what belongs and what does not.", required=True),
    Field("keywords", "lines", "Phrases that speak for the topic when papers are imported."),
    Field("not", "lines", "Phrases that speak against it."),
    Field("aliases", "lines", "Ids this topic had before; their addresses lead here."),
)

EXCLUSION = (
    Field("arxiv", "line", "The arXiv identifier without version: `'1811.06965'`."),
    Field("doi", "line", "The DOI, without address: `10.1145/3620665.3640368`."),
    Field("title", "line", "The title; alone, it stands for every paper of that title."),
    Field("aliases", "lines", "Ids it had in the list; their addresses show the reason."),
    Field("reason", "prose", "Why imports leave the paper out.", required=True),
)

PERSON = (
    Field("name", "line", "The name on the site.", required=True),
    Field("aliases", "lines", "Other spellings of the name in this list."),
    Field("not", "lines", "Spellings that are somebody else's."),
    Field("orcid", "line", "The ORCID iD, without address: `0000-0002-1825-0097`."),
    Field("homepage", "line", "The address of the person's own page, with https."),
    Field(
        "papers",
        "lines",
        "Ids of papers, to keep people of one name apart: this person wrote these and no others.",
        max_items=MAX_PAPERS_OF_PERSON,
    ),
)

# A step of a branch has no branches of its own.
BRANCH_STEP = (
    Field("paper", "line", "The id of a paper.", required=True),
    Field("why", "prose", "One sentence: why it is read here.", required=True),
)
STEP = (
    *BRANCH_STEP,
    Field("branch", "branch", "Papers that lead further aside; the path goes on without them.",
          max_items=MAX_STEPS),
)  # fmt: skip

PATH = (
    Field("name", "line", "Its name on the site.", required=True),
    Field("why", "prose", "What readers know at its end, or whom it is for.", required=True),
    Field("topic", "line", "The id of the topic whose page offers it."),
    Field("steps", "steps", "The papers in the order in which to read them.", required=True,
          max_items=MAX_STEPS),
)  # fmt: skip
