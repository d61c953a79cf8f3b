"""What is wrong with a catalog as a whole: one small function a rule, CHECKS lists them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.markup import is_safe_url, to_text
from generator.model import Catalog, Finding, Origin, Paper, Severity
from generator.names import ARXIV, DOI, arxiv_id, did_you_mean, doi_name, key

Problem = tuple[Origin, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A rule: its stable code, how grave a breach is, what it asks for, and the function."""

    code: str
    severity: Severity
    summary: str
    run: Callable[[Catalog], Iterable[Problem]]


def run(catalog: Catalog) -> tuple[Finding, ...]:
    """Every breach of every rule."""
    return tuple(
        Finding(code=check.code, severity=check.severity, message=message, origin=origin)
        for check in CHECKS
        for origin, message in check.run(catalog)
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and column, each once."""

    def place(finding: Finding) -> tuple[str, int, int, str, str]:
        origin = finding.origin
        return origin.source, origin.line or 0, origin.column or 0, finding.code, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=place))


def _unknown_topics(catalog: Catalog) -> Iterator[Problem]:
    known = list(catalog.topic_by_id)
    for paper in catalog.papers:
        for i, topic in enumerate(paper.topics):
            if topic not in catalog.topic_by_id:
                meant = did_you_mean(topic, known) or "; add it to topics.yml or remove it"
                yield paper.origin(f"topics.{i}"), f"{topic!r} is no topic of the vocabulary{meant}"


def _repeated(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for field, values in (("topics", paper.topics), ("tags", paper.tags)):
            for i, value in enumerate(values):
                if value in values[:i]:
                    yield paper.origin(f"{field}.{i}"), f"{value!r} stands here twice: keep one"


def _twins(
    catalog: Catalog, field: str, what: str, identity: Callable[[Paper], str]
) -> Iterator[Problem]:
    first: dict[str, Paper] = {}
    for paper in catalog.papers:
        if not (value := identity(paper)):
            continue
        if (other := first.setdefault(value, paper)) is not paper:
            place = other.origin(field)
            yield (
                paper.origin(field),
                (
                    f"the same {what} as in {place.source}:{place.line}: keep one file, "
                    f"or correct the {what}"
                ),
            )


def _same_arxiv(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "arxiv", "arXiv id", lambda p: arxiv_id(p.arxiv).lower())


def _same_doi(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "doi", "DOI", lambda p: doi_name(p.doi))


def _same_title(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "title", "title", lambda p: key(to_text(p.title)))


def _bad_arxiv(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.arxiv and not ARXIV.fullmatch(paper.arxiv):
            bare = arxiv_id(paper.arxiv)
            hint = f"write {bare!r}" if ARXIV.fullmatch(bare) else "write it like '1811.06965'"
            yield paper.origin("arxiv"), f"{paper.arxiv!r} is no arXiv id: {hint}"


def _bad_doi(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if paper.doi and not DOI.fullmatch(paper.doi):
            bare = doi_name(paper.doi)
            hint = f"write {bare!r}" if DOI.fullmatch(bare) else "write it like '10.1145/3620665'"
            yield paper.origin("doi"), f"{paper.doi!r} is no DOI: {hint}"


def _bad_links(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        for i, link in enumerate(paper.links):
            if not is_safe_url(link.url):
                yield (
                    paper.origin(f"links.{i}"),
                    f"{link.url[:60]!r} is no web address: write https://…",
                )


def _without_topics(catalog: Catalog) -> Iterator[Problem]:
    for paper in catalog.papers:
        if catalog.topics and not paper.topics:
            yield (
                paper.origin("topics"),
                "no topic: readers will not find this paper by topic; add one from topics.yml",
            )


CHECKS = (
    Check(code="unknown-topic", severity="error", run=_unknown_topics,
          summary="Every topic of a paper is in the vocabulary."),
    Check(code="repeated-item", severity="error", run=_repeated,
          summary="A paper names each topic and tag once."),
    Check(code="duplicate-arxiv", severity="error", run=_same_arxiv,
          summary="No two papers have the same arXiv id."),
    Check(code="duplicate-doi", severity="error", run=_same_doi,
          summary="No two papers have the same DOI."),
    Check(code="duplicate-title", severity="error", run=_same_title,
          summary="No two papers have the same title (case, punctuation and LaTeX aside)."),
    Check(code="bad-arxiv", severity="error", run=_bad_arxiv,
          summary="An arXiv id is written bare, without address, prefix and version."),
    Check(code="bad-doi", severity="error", run=_bad_doi,
          summary="A DOI is written bare, without address and prefix."),
    Check(code="bad-link", severity="error", run=_bad_links,
          summary="A link is an http or https address."),
    Check(code="no-topic", severity="warning", run=_without_topics,
          summary="Every paper has at least one topic."),
)  # fmt: skip

# What reading a file of the list can find, before any rule above runs (see the store's modules).
READING: Mapping[str, str] = {
    "yaml-syntax": "The file is valid YAML.",
    "yaml-tag": "No YAML tag such as `!!python/name` asks for another type.",
    "yaml-alias": "No YAML alias: every value is written out.",
    "not-utf8": "The file is UTF-8 text.",
    "not-a-file": "Every `*.yml` among the papers is a regular file.",
    "unreadable": "Every file can be read.",
    "unknown-key": "Every key is a field of the file, spelt right.",
    "duplicate-key": "No key stands twice.",
    "missing-field": "Required fields are there and not empty.",
    "wrong-type": "A field's value has the field's shape.",
    "empty-item": "No list has empty items.",
    "bad-date": "Dates are written YYYY-MM-DD and exist.",
    "bad-status": "A status is one of the known ones.",
    "bad-id": "Ids are lower-case letters, digits and single hyphens.",
    "duplicate-topic": "Every topic of the vocabulary has its own id.",
}
