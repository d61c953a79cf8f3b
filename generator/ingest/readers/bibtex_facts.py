"""Facts from the fields of a BibTeX entry: type, venue, identifiers, URLs.

Field names: Patashnik, "BibTeXing", 1988, and the biblatex manual; `eprint` and `archivePrefix`
as arXiv defines them (https://info.arxiv.org/help/hypertex/bibstyles/).
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.ingest.readers.bibtex_values import plain_text
from generator.model import PUBLICATION_STATUSES, PaperType, PartialDate, PublicationStatus
from generator.text.bibtex import LANGUAGES, verbatim_text
from generator.text.characters import one_line
from generator.text.identifiers import LANGUAGE_TAG, find_arxiv_id, find_doi
from generator.text.publications import is_meeting, split_venue
from generator.text.sanitize import is_safe_url

ADDRESS_FIELDS = ("url", "howpublished")
VENUE_FIELDS = ("journal", "journaltitle", "booktitle", "eventtitle", "maintitle")
SUBTITLE_FIELDS = {"journal": "journalsubtitle", "journaltitle": "journalsubtitle",
             "booktitle": "booksubtitle", "maintitle": "mainsubtitle"}  # fmt: skip
PUBLISHER_FIELDS = ("publisher", "school", "institution", "organization")
_TYPES: Mapping[str, PaperType] = {
    **dict.fromkeys(("article", "suppperiodical", "review"), "article-journal"),
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    **dict.fromkeys(("incollection", "inbook", "bookinbook", "suppbook", "inreference",
                     "suppcollection"), "chapter"),
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings", "booklet",
                     "mvproceedings", "reference", "mvreference", "periodical"), "book"),
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis", "bathesis", "mathesis"), "thesis"),
    **dict.fromkeys(("techreport", "report", "manual", "standard"), "report"),
    **dict.fromkeys(("online", "electronic", "www", "webpage", "website"), "webpage"),
    **dict.fromkeys(("unpublished", "preprint"), "article"),
    "software": "software", "dataset": "dataset", "data": "dataset",
}  # fmt: skip
# Values of `type` in a @misc, in common use and in our own export.
_MISC_TYPES: Mapping[str, PaperType] = {
    "software": "software", "computer software": "software", "dataset": "dataset",
    "data set": "dataset", "preprint": "article", "web page": "webpage", "webpage": "webpage",
    "blog post": "webpage",
}  # fmt: skip
_CORR_VOLUME = re.compile(r"abs/(\S+)")  # dblp: journal = {CoRR}, volume = {abs/1811.06965}
# An arXiv id in words: `arXiv preprint arXiv:1811.06965`.
_ARXIV_TEXT = re.compile(
    r"""
    \barxiv[ :]+ (?: preprint[ :,]+ )? (?:arxiv:)? \s*
    (\S+?) [,.;]? (?:\s|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A journal that is a preprint server: `arXiv e-prints`, `CoRR`.
_PREPRINT_CONTAINER = re.compile(
    r"""
    (?: arxiv | corr | biorxiv | medrxiv | chemrxiv | ssrn | techrxiv | psyarxiv
      | openreview[ ]preprint
    )
    \b
    | .* \bpreprints?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PREPRINT_SERVER = re.compile(r"arxiv\b|corr$", re.IGNORECASE)  # not a venue
_ARXIV_CLASS = re.compile(r"\.[A-Z]{2}/")
# An address in a command: `\url{https://example.org}`, `\href{https://example.org}{page}`.
_URL_COMMAND = re.compile(
    r"""
    \\url\s* \{([^{}]*)\}
    | \\href\s* \{([^{}]*)\} \s* \{[^{}]*\}
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\([_%#&~{}])")


def paper_type(kind: str, values: Mapping[str, str], arxiv: str) -> PaperType | None:
    """The type of a paper by its entry type, but a preprint if it appeared nowhere else."""
    stated = _TYPES.get(kind)
    if kind == "misc" and (named := _MISC_TYPES.get(plain_text(values.get("type", "")).lower())):
        return named
    names = _container_names(values)
    if stated == "report":  # one of arXiv, as Zotero calls preprints
        names += [name for name in (plain_text(values.get("institution", "")),) if name]
    is_preprint = any(map(is_preprint_server, names))
    elsewhere = any(not is_preprint_server(name) for name in names)
    if stated in ("article-journal", "webpage", None) and arxiv and not elsewhere:
        return "article"
    if stated in ("article-journal", "webpage", "report", None) and is_preprint and not elsewhere:
        return "article"
    if stated is None and kind == "misc" and (values.get("url") or values.get("howpublished")):
        return "webpage"
    return stated


def venue(values: Mapping[str, str], date: PartialDate | None) -> tuple[str, int | None]:
    """The container's name without the year at its end, and that year.

    The year stays part of the name if it differs from the entry's year, follows a journal's name,
    or, in an entry without a year, follows anything but a meeting's name.
    """
    found = next(
        (name for name in _container_names(values) if not _PREPRINT_SERVER.match(name)), ""
    )
    name, year = split_venue(found)
    if not year or (date and date.year != year):
        return found, None
    in_journal = bool(values.get("journal") or values.get("journaltitle"))
    if (in_journal or not date) and not is_meeting(name):
        return found, None
    return name, year


def _container_names(values: Mapping[str, str]) -> list[str]:
    names = (
        join_title(
            *(plain_text(values.get(name, "")) for name in (field, SUBTITLE_FIELDS.get(field, "")))
        )
        for field in VENUE_FIELDS
    )
    return [name for name in names if name]


def is_preprint_server(name: str) -> bool:
    """Whether a container's name is that of a preprint server: `arXiv e-prints`, `CoRR`."""
    return _PREPRINT_CONTAINER.match(name) is not None


def is_arxiv_container(name: str) -> bool:
    """Whether a container is arXiv, which is not a venue: `arXiv e-prints`, `CoRR`."""
    return bool(_PREPRINT_SERVER.match(name))


def arxiv_id_in_text(text: str) -> str:
    """The arXiv id in words such as `arXiv preprint arXiv:1811.06965`; empty if there is none."""
    found = _ARXIV_TEXT.search(text)
    return find_arxiv_id(found[1]) if found else ""


def join_title(title: str, subtitle: str) -> str:
    """A title with its subtitle, unless the title contains it."""
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{' ' if title.endswith((':', '?', '!', '.')) else ': '}{subtitle}"


def how_published(values: Mapping[str, str]) -> str:
    """The text of `howpublished`; empty if it is a URL or an arXiv id."""
    value = values.get("howpublished", "")
    if not value or list(_find_urls(value)) or _ARXIV_TEXT.search(one_line(value)):
        return ""
    return plain_text(value)


def first_text(values: Mapping[str, str], names: Iterable[str]) -> str:
    """The first non-empty field, in plain characters."""
    return next((text for name in names if (text := plain_text(values.get(name, "")))), "")


def pages(values: Mapping[str, str]) -> str:
    """The pages, with a hyphen between first and last."""
    found = first_text(values, ("pages",))
    return "" if _ARXIV_TEXT.match(found) else re.sub(r"\s*[-\u2010-\u2015\u2212]+\s*", "-", found)


def keywords(values: Mapping[str, str]) -> tuple[str, ...]:
    """The keywords of an entry, each once."""
    return split_keywords(plain_text(values.get("keywords") or values.get("keyword", "")))


def split_keywords(text: str) -> tuple[str, ...]:
    """The keywords in a text, separated by semicolons, else by commas; each once."""
    parts = re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text)
    return tuple(dict.fromkeys(part for part in parts if part))


def language(values: Mapping[str, str]) -> str:
    """The BCP 47 tag of an entry's language; empty for an unknown name."""
    name = first_text(values, ("langid", "language", "hyphenation"))
    found = LANGUAGES.get(name.lower(), name)
    return found if LANGUAGE_TAG.fullmatch(found) else ""


def publication_status(values: Mapping[str, str]) -> PublicationStatus | None:
    """The status if the note consists of just `withdrawn` or `retracted`."""
    note = plain_text(values.get("note", "")).lower().rstrip(".")
    return next((status for status in PUBLICATION_STATUSES if status == note), None)


def arxiv_ids(values: Mapping[str, str], urls: Iterable[str]) -> list[str]:
    """The distinct arXiv ids of an entry.

    They come from `eprint`, "arXiv preprint arXiv:…", dblp's CoRR, URLs and `doi`. A note may be
    about other papers, so it counts only if nothing else has an id.
    """
    eprint = verbatim_text(values.get("eprint", ""))
    candidates = [eprint] if is_arxiv_eprint(values) or not _archive(values) else []
    candidates += [m[1] for name in ("journal", "journaltitle", "howpublished", "number", "eid")
             if (m := _ARXIV_TEXT.search(one_line(values.get(name, ""))))]  # fmt: skip
    if corr := _CORR_VOLUME.match(values.get("volume", "")):
        candidates.append(corr[1])
    candidates += [*urls, verbatim_text(values.get("doi", ""))]
    noted = _ARXIV_TEXT.search(one_line(values.get("note", "")))
    found = [name for name in map(find_arxiv_id, candidates) if name]
    found = found or [name for name in [find_arxiv_id(noted[1]) if noted else ""] if name]
    # The subject class of an old id is optional: math.GT/0309136.
    return list({_ARXIV_CLASS.sub("/", name): name for name in reversed(found)}.values())[::-1]


def is_arxiv_eprint(values: Mapping[str, str]) -> bool:
    """Whether the entry declares its `eprint` as arXiv's."""
    return _archive(values).lower() == "arxiv"


def _archive(values: Mapping[str, str]) -> str:
    return verbatim_text(values.get("archiveprefix") or values.get("eprinttype", ""))


def dois(values: Mapping[str, str], urls: Iterable[str]) -> list[str]:
    """The distinct DOIs of an entry, from `doi` and URLs."""
    candidates = [verbatim_text(values.get("doi", "")), *_find_urls(values.get("doi", "")), *urls]
    return list(dict.fromkeys(filter(None, map(find_doi, candidates))))


def entry_urls(values: Mapping[str, str]) -> list[str]:
    """The URLs of an entry's paper, in order."""
    return [url for name in ADDRESS_FIELDS for url in _find_urls(values.get(name, ""))]


def _find_urls(value: str) -> Iterator[str]:
    r"""The URLs in a value, plain or in `\url{…}`."""
    text = _URL_COMMAND.sub(lambda m: f" {m[1] or m[2]} ", value)
    for word in _ESCAPE.sub(r"\1", verbatim_text(text)).split():
        url = word.strip("<>,;")
        url = url if url.count("{") == url.count("}") else url.strip("{}<>,;")
        if is_safe_url(url):
            yield url
