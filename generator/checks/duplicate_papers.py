"""Rules against one paper in two files."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from generator.checks.base import Check, Problem
from generator.checks.duplicates import Record, arxiv_key, compare, title_key
from generator.model import Catalog, Paper
from generator.text.characters import doi_name, key
from generator.text.citation_keys import is_valid_key
from generator.text.person_names import family_name
from generator.text.sanitize import to_text

ALIKE = 0.7  # two titles share this part of all their words
_MAX_TITLES_PER_WORD = 100
_MAX_PAPERS_PER_TITLE = 20  # that others of the title are compared with
_WORD = re.compile(r"[^\W_]+")
_ORDINAL = re.compile(r".*\d.*|[ivx]+|part")  # parts and versions are papers of their own


def _twins(
    catalog: Catalog, field: str, what: str, identity: Callable[[Paper], str]
) -> Iterator[Problem]:
    first: dict[str, Paper] = {}
    for paper in catalog.papers:
        if not (value := identity(paper)):
            continue
        if (other := first.setdefault(value, paper)) is not paper:
            yield (
                paper.origin(field),
                (
                    f"the same {what} as in {_place(other, field)}: keep one file, "
                    f"or correct the {what}"
                ),
            )


def _place(paper: Paper, field: str) -> str:
    origin = paper.origin(field)
    return f"{origin.source}:{origin.line or 1}"


def _arxiv_key(paper: Paper) -> str:
    return arxiv_key(paper.arxiv) if paper.arxiv else ""


def _doi_key(paper: Paper) -> str:
    return doi_name(paper.doi).lower()


def _same_arxiv(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "arxiv", "arXiv id", _arxiv_key)


def _same_doi(catalog: Catalog) -> Iterator[Problem]:
    return _twins(catalog, "doi", "DOI", _doi_key)


def _same_citation_key(catalog: Catalog) -> Iterator[Problem]:
    # BibTeX takes keys for equal that differ in case; one that it cannot take is not used.
    return _twins(
        catalog, "key", "citation key",
        lambda paper: paper.key.casefold() if is_valid_key(paper.key) else "",
    )  # fmt: skip


def _same_title(catalog: Catalog) -> Iterator[Problem]:
    """Papers that are one by the rule of `identity`, as an import would see them."""
    for paper, other, is_sure in _same_titles(catalog):
        if is_sure:
            message = (
                f"the same title as in {_place(other, 'title')}, and nothing says that it is "
                "another paper: keep one file, correct the title, or add the DOI, arXiv id or "
                "authors that tell them apart"
            )
            yield paper.origin("title"), message


def _doubtful(catalog: Catalog) -> Iterator[Problem]:
    for paper, other, is_sure in _same_titles(catalog):
        if not is_sure:
            message = (
                f"the same title as in {_place(other, 'title')}, and nothing surely tells the two "
                "apart: keep one file if it is one paper, else say so under 'ignore'"
            )
            yield paper.origin("title"), message


def _same_titles(catalog: Catalog) -> Iterator[tuple[Paper, Paper, bool]]:
    """Papers of one title that are or may be one: the paper, an earlier one, and whether surely."""
    groups: dict[str, list[Paper]] = {}
    for paper in catalog.papers:
        groups.setdefault(title_key(paper.title), []).append(paper)
    for papers in groups.values():
        if len(papers) > 1:
            yield from _same_in_group(papers)


def _same_in_group(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Paper, bool]]:
    records = [Record(paper) for paper in papers]
    first = records[:_MAX_PAPERS_PER_TITLE]
    among = [[compare(record, other)[0] for other in first] for record in first]
    for place, record in enumerate(records):
        in_first = place < len(first)
        row = among[place] if in_first else [compare(record, other)[0] for other in first]
        found = [i for wanted in ("same", "unsure") for i in range(min(place, len(first)))
                 if row[i] == wanted]  # fmt: skip
        if found:
            # What fits two papers that are surely two is neither of them surely.
            pairs = zip(row, among[found[0]], strict=True)
            is_torn = any({*pair} == {"same", "different"} for pair in pairs)
            is_sure = row[found[0]] == "same" and not is_torn
            yield papers[place], papers[found[0]], is_sure


def _similar(catalog: Catalog) -> Iterator[Problem]:
    """Preprint and published version often differ in a word or two of the title."""
    yield from _doubtful(catalog)
    groups: dict[tuple[str, frozenset[str]], list[_Titled]] = {}
    for place, paper in enumerate(catalog.papers):
        if family := _family(paper):
            titled = _titled(paper, place)
            ordinals = frozenset(filter(_ORDINAL.fullmatch, titled.words))
            groups.setdefault((family, ordinals), []).append(titled)
    found = (pair for group in groups.values() for pair in _alike_pairs(group))
    for titled, other in sorted(found, key=lambda pair: pair[0].place):
        yield (
            titled.paper.origin("title"),
            (
                f"nearly the title of {_place(other.paper, 'title')}, by the same first author: "
                "keep one file if it is one paper, else say so under 'ignore'"
            ),
        )


def _family(paper: Paper) -> str:
    """The first author's family name, of `Given Family` and `Family, Given` alike."""
    return key(family_name(paper.authors.listed[0])) if paper.authors else ""


@dataclass(frozen=True, eq=False, slots=True)
class _Titled:
    """A paper, its place in the list, its title's words, and the keys that graver rules compare."""

    paper: Paper
    place: int
    words: frozenset[str]
    keys: tuple[str, ...]


def _titled(paper: Paper, place: int) -> _Titled:
    title = to_text(paper.title)
    keys = (_arxiv_key(paper), _doi_key(paper), key(title))
    return _Titled(paper, place, frozenset(_WORD.findall(title.casefold())), keys)


def _alike_pairs(group: Sequence[_Titled]) -> Iterator[tuple[_Titled, _Titled]]:
    """Each paper with the earliest before it that has a similar title and no key in common.

    Two sets of words that share the part `ALIKE` have one of each other's rarest words in common
    (Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", 2007), so each title is
    compared only with those; and of one word, only with the first `_MAX_TITLES_PER_WORD`.
    """
    counts = Counter(word for words in {titled.words for titled in group} for word in words)
    by_words: dict[frozenset[str], _Earliest] = {}
    having: dict[str, list[frozenset[str]]] = {}
    for titled in group if len(group) > 1 else ():
        words = titled.words
        rarest = sorted(words, key=lambda word: (counts[word], word))
        rarest = rarest[: len(words) - ceil(ALIKE * len(words)) + 1]
        candidates = {each for word in rarest for each in having.get(word, ())}
        alike = [by_words[each] for each in candidates if _are_alike(words, each)]
        if words in by_words:
            alike.append(by_words[words])
        others = [other for each in alike if (other := each.without_key_of(titled))]
        if others:
            yield titled, min(others, key=lambda other: other.place)
        if words not in by_words:
            by_words[words] = _Earliest()
            for word in rarest:
                if len(known := having.setdefault(word, [])) < _MAX_TITLES_PER_WORD:
                    known.append(words)
        by_words[words].add(titled)


def _are_alike(words: frozenset[str], others: frozenset[str]) -> bool:
    return len(words & others) >= ALIKE * len(words | others)


class _Earliest:
    """The earliest of some papers that has no key in common with another, in constant time.

    Of papers that share a key a graver rule speaks already. Beside the first paper stand, for each
    kind of key, those that do not share the first one's: they are all that is left for a paper that
    does share it.
    """

    def __init__(self, kinds: frozenset[int] = frozenset(range(3))) -> None:
        self._first: _Titled | None = None
        self._kinds = kinds
        self._others: dict[int, _Earliest] = {}

    def add(self, titled: _Titled) -> None:
        """Add a paper; they come in the order of the list."""
        if self._first is None:
            self._first = titled
            return
        for kind in self._kinds - {*self._shared(titled)}:
            others = self._others.setdefault(kind, _Earliest(self._kinds - {kind}))
            others.add(titled)

    def without_key_of(self, titled: _Titled) -> _Titled | None:
        """The earliest paper that shares no key with this one."""
        shared = list(self._shared(titled))
        if not shared:
            return self._first
        others = self._others.get(shared[0])
        return others.without_key_of(titled) if others else None

    def _shared(self, titled: _Titled) -> Iterator[int]:
        if self._first is not None:
            pairs = zip(titled.keys, self._first.keys, strict=True)
            yield from (kind for kind, (own, other) in enumerate(pairs) if own and own == other)


CHECKS = (
    Check(code="duplicate-arxiv", severity="error", run=_same_arxiv,
          summary="No two papers have the same arXiv id."),
    Check(code="duplicate-doi", severity="error", run=_same_doi,
          summary="No two papers have the same DOI."),
    Check(code="duplicate-citation-key", severity="error", run=_same_citation_key,
          summary="No two papers have the same citation key."),
    Check(code="duplicate-title", severity="error", run=_same_title,
          summary="No two papers have the same title (case, punctuation and LaTeX aside)."),
    Check(code="similar-paper", severity="warning", run=_similar,
          summary="A preprint and its published version share one file."),
)  # fmt: skip
