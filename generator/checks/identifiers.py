"""Checks of identifiers, and of dates that contradict identifiers or other dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from babel import Locale

from generator.checks import arxiv
from generator.checks.base import Check, Problem
from generator.checks.corrections import correct_arxiv, correct_doi
from generator.model import Catalog, Exclusion, Origin, Paper, PartialDate
from generator.text.citation_keys import (
    MAX_KEY_CHARACTERS,
    generate_key,
    invalid_key_characters,
    is_valid_key,
)
from generator.text.did_you_mean import did_you_mean
from generator.text.identifiers import ARXIV_ID, DOI_NAME, LANGUAGE_TAG
from generator.text.slugs import is_id

# An id contains the month in which arXiv announced or accepted a paper. The date in a source may
# be that of submission, weeks earlier. Of the first 120 papers of this list, five have an id of the
# next month, up to 24 days before it began, and all are correct.
DATE_TOLERANCE = timedelta(days=31)
_LONGEST_MONTH = timedelta(days=31)


def _bad_arxiv(catalog: Catalog) -> Iterator[Problem]:
    for record, text in _stated_ids(catalog, "arxiv"):
        if not ARXIV_ID.fullmatch(text):
            correct = correct_arxiv(text)
            hint = f"Write {correct!r}" if correct else "Write it like '1811.06965'"
            yield _origin(record, "arxiv"), f"{text!r} is not a valid arXiv id. {hint}"
        elif flaw := arxiv.flaw(text):
            message = f"{text!r} is not a valid arXiv id: {flaw}. Copy it from the paper's page"
            yield _origin(record, "arxiv"), message


def _bad_doi(catalog: Catalog) -> Iterator[Problem]:
    for record, text in _stated_ids(catalog, "doi"):
        if not DOI_NAME.fullmatch(text):
            correct = correct_doi(text)
            hint = f"Write {correct!r}" if correct else "Write it like '10.1145/3620665'"
            yield _origin(record, "doi"), f"{text!r} is not a valid DOI. {hint}"


def _stated_ids(
    catalog: Catalog, field: Literal["arxiv", "doi"]
) -> Iterator[tuple[Paper | Exclusion, str]]:
    """The arXiv ids or DOIs of papers and exclusions, each with what states it."""
    records: tuple[Paper | Exclusion, ...] = (*catalog.papers, *catalog.excluded)
    for record in records:
        if text := getattr(record, field):
            yield record, text


def _origin(record: Paper | Exclusion, field: str) -> Origin:
    return record.origin(field) if isinstance(record, Paper) else record.origin


def _bad_citation_keys(catalog: Catalog) -> Iterator[Problem]:
    """Keys that BibTeX, LaTeX or biber would not read as one, which exports replace."""
    for paper in catalog.papers:
        if paper.key and not is_valid_key(paper.key):
            found = " and ".join(map(_name_of_character, invalid_key_characters(paper.key)))
            flaw = f"has {found}" if found else f"is longer than {MAX_KEY_CHARACTERS} characters"
            yield (
                paper.origin("key"),
                (
                    f"BibTeX cannot read this citation key: {paper.key[:60]!r} {flaw}. Use "
                    "letters, digits and - _ : . / only, or delete the line; until then, exports "
                    f"have a key like {generate_key(paper)!r}"
                ),
            )


def _name_of_character(char: str) -> str:
    if char == " ":
        return "a space"
    return repr(char) if char.isprintable() else f"U+{ord(char):04X}"


def _non_ascii_citation_keys(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if not paper.key.isascii() and is_valid_key(paper.key):
            letters = " ".join(dict.fromkeys(char for char in paper.key if not char.isascii()))
            yield (
                paper.origin("key"),
                (
                    f"{paper.key[:60]!r} has letters that older programs for BibTeX cannot read: "
                    f"{letters[:60]}. Use letters without accents, or add the code to 'ignore'"
                ),
            )


def _bad_category(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.category and paper.category not in arxiv.CATEGORIES:
            meant = did_you_mean(paper.category, arxiv.CATEGORIES) or "; write it like 'cs.LG'"
            message = f"{paper.category[:40]!r} is not a category of arXiv{meant}"
            yield paper.origin("category"), message


def _bad_language(catalog: Catalog) -> Iterator[Problem]:
    papers = [paper for paper in catalog.papers if paper.language]
    known = Locale("en").languages if papers else {}
    for paper in papers:
        tag = paper.language
        if not LANGUAGE_TAG.fullmatch(tag) or tag.partition("-")[0] not in known:
            message = (
                f"{tag[:40]!r} is not a known language tag. Write one such as 'zh', 'de' or 'pt-BR'"
            )
            yield paper.origin("language"), message


def _contradicted_dates(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        month = arxiv.month(paper.arxiv)
        if month and paper.published and not _is_near(paper.published, month):
            yield (
                paper.origin("published"),
                (
                    f"{paper.published} is far from {month:%Y-%m}, the month in the arXiv id "
                    f"{paper.arxiv}. Write the day of the first version, or correct the id"
                ),
            )


def _is_near(published: PartialDate, month: date) -> bool:
    """Whether a date, as far as it is known, is in a month or within the tolerance of it."""
    last = (month + _LONGEST_MONTH).replace(day=1) - timedelta(days=1)
    return (
        published.earliest <= last + DATE_TOLERANCE and published.latest >= month - DATE_TOLERANCE
    )


def _added_before_published(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.published and paper.added and paper.published.earliest > paper.added:
            message = f"published on {paper.published}, after it was added ({paper.added})"
            yield paper.origin("published"), f"{message}. Correct one of the two dates"


def _bad_aliases(catalog: Catalog) -> Iterator[Problem]:
    yield from _bad_paper_aliases(catalog)
    yield from _bad_topic_aliases(catalog)


def _bad_paper_aliases(catalog: Catalog) -> Iterator[Problem]:
    seen = set(catalog.by_id)
    for paper in catalog.papers:
        for i, alias in enumerate(paper.aliases):
            place = paper.origin(f"aliases.{i}")
            if not is_id(alias):
                yield (
                    place,
                    f"{alias[:60]!r} is not a valid id. Write the old file's name without .yml",
                )
            elif alias in seen:
                yield place, f"{alias!r} is another paper's id or alias. Remove it"
            seen.add(alias)
    for exclusion in catalog.excluded:
        for alias in exclusion.aliases:
            if not is_id(alias):
                yield exclusion.origin, f"{alias[:60]!r} is not a valid id. Write the removed id"
            elif alias in seen:
                yield exclusion.origin, f"{alias!r} is another paper's id or alias. Remove it"
            seen.add(alias)


def _bad_topic_aliases(catalog: Catalog) -> Iterator[Problem]:
    seen = set(catalog.topic_by_id)
    for topic in catalog.topics:
        for alias in topic.aliases:
            if not is_id(alias):
                yield topic.origin, f"{alias[:60]!r} is not a valid id. Write the topic's old id"
            elif alias in seen:
                yield topic.origin, f"{alias!r} is another topic's id or alias. Remove it"
            seen.add(alias)


CHECKS = (
    Check(by_paper=True, code="bad-arxiv", severity="error", run=_bad_arxiv,
          summary="An arXiv id can exist and is written without URL and version."),
    Check(by_paper=True, code="bad-doi", severity="error", run=_bad_doi,
          summary="A DOI is written without URL and prefix."),
    Check(by_paper=True, code="bad-citation-key", severity="error", run=_bad_citation_keys,
          summary="BibTeX can read a citation key."),
    Check(by_paper=True, code="non-ascii-citation-key", severity="warning",
          run=_non_ascii_citation_keys,
          summary="A citation key has ASCII characters only."),
    Check(code="bad-alias", severity="error", run=_bad_aliases,
          summary="An alias is an id that no other paper or topic has or had."),
    Check(by_paper=True, code="bad-category", severity="warning", run=_bad_category,
          summary="A category is one of arXiv's."),
    Check(by_paper=True, code="bad-language", severity="error", run=_bad_language,
          summary="A language is a tag that exists."),
    Check(by_paper=True, code="arxiv-date", severity="warning", run=_contradicted_dates,
          summary="The date is within about a month of the one in the arXiv id."),
    Check(by_paper=True, code="published-after-added", severity="warning",
          run=_added_before_published,
          summary="No paper joined the list before it was published."),
)  # fmt: skip
