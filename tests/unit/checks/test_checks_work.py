"""The work of a check grows with the list, and not with its pairs, however alike papers are."""

import random
from collections.abc import Callable
from difflib import get_close_matches
from itertools import product

import pytest
from build import by
from cases import some_of
from hypothesis import given
from hypothesis import strategies as st
from work import calls

from generator.checks import run, sort_findings
from generator.checks.duplicate_papers import CHECKS
from generator.checks.likely_duplicates import MIN_SHARED_WORDS
from generator.model import Catalog, Ignore, Link, Paper, Topic
from generator.text.did_you_mean import Shortlist
from generator.text.sanitize import to_text
from generator.text.slugs import comparison_key

WORDS = [f"{a}{b}{c}" for a, b, c in product("bdfgklmnprst", "aeiou", "bdgklmnprst")]
TITLE = " ".join(WORDS[:12])
TOPICS = tuple(
    Topic(id=f"topic-{word}", name=word, group="G", description="D") for word in WORDS[:100]
)


def chosen(number: int, count: int) -> str:
    """Words that differ from paper to paper, the same on every run."""
    return " ".join(random.Random(number).choices(WORDS, k=count))  # noqa: S311 - no secret


def of(number: int, **fields: object) -> Paper:
    """A paper of a list of alike ones."""
    paper = Paper(id=f"paper-{number:04}", title=f"{chosen(number, 8)} {number}")
    return Paper(**{"id": paper.id, "title": paper.title, "authors": by("Ann Author"), **fields})  # type: ignore[arg-type]


def spelt(text: str, number: int) -> str:
    """One of many spellings of a text."""
    return "".join(c.upper() if number >> i & 1 else c for i, c in enumerate(text))


LISTS: dict[str, Callable[[int], Paper]] = {
    "one title": lambda n: of(n, title=TITLE),
    "one title, many authors": lambda n: of(n, title=TITLE, authors=by(f"Ann Author{n}")),
    "one author": of,
    "one DOI": lambda n: of(n, doi="10.1145/3620665"),
    "one arXiv id": lambda n: of(n, arxiv="1811.06965"),
    "nearly one title": lambda n: of(n, title=f"{TITLE} {WORDS[n % 700]}"),
    "not quite one title": lambda n: of(n, title=f"{TITLE} {chosen(n, 6)}"),
    "one title in parts": lambda n: of(n, title=f"{TITLE} part {n}"),
    "one title, turned around": lambda n: of(n, title=f"{spelt(TITLE, n)} {n % 7}"),
    "one tag, many spellings": lambda n: of(n, tags=(spelt("machinelearning", n),) * 5),
    "many tags": lambda n: of(n, tags=tuple(f"{word} {n}" for word in WORDS[:20])),
    "one tag, many times": lambda n: of(n, tags=("tag",) * 50),
    "unknown topics": lambda n: of(n, topics=tuple(f"topic-{n}-{word}" for word in WORDS[:4])),
    "unknown related": lambda n: of(n, related=tuple(f"paper-{n}-{word}" for word in WORDS[:4])),
    "unknown related, many times": lambda n: of(n, related=("paper",) * 20),
    "unknown category": lambda n: of(n, category=f"cs.{WORDS[n % 700]}"),
    "one alias": lambda n: of(n, aliases=("old",) * 20),
    "unknown codes": lambda n: of(
        n, ignore=tuple(Ignore(code=f"{word}-{n}", reason="R") for word in WORDS[:4])
    ),
    "bad links": lambda n: of(n, links=(Link(kind="code", url=f"http://localhost/{n}"),) * 20),
    "several in an author": lambda n: of(n, authors=by(*(f"A B{n}, C D and E F",) * 20)),
    "notes": lambda n: of(n, note=f"[{n}](http://localhost) $x^{{{n}}}$ " * 3),
}


def work(make: Callable[[int], Paper], count: int) -> int:
    """The calls it takes to check a list of so many papers."""
    catalog = Catalog(papers=tuple(make(number) for number in range(count)), topics=TOPICS)
    return calls(lambda: sort_findings(run(catalog)), 100_000_000)


@pytest.mark.slow
@pytest.mark.parametrize("name", some_of(LISTS, 10))
def test_three_times_the_papers_are_about_three_times_the_work(name: str) -> None:
    work(LISTS[name], 10)  # what is read once for all lists
    small, large = work(LISTS[name], 150), work(LISTS[name], 450)
    assert large < 4 * small, (small, large)


# ------------------------------------------- no finding more or less than before


def nearly_equal(papers: tuple[Paper, ...]) -> dict[str, str]:
    """What `similar-paper` says, by comparing every paper with every other."""
    found: dict[str, str] = {}
    for i, paper in enumerate(papers):
        for other in papers[:i]:
            mine, theirs = ({*to_text(p.title).split()} for p in (paper, other))
            same = {paper.arxiv} & {other.arxiv} | {paper.doi} & {other.doi}
            same |= {comparison_key(paper.title)} & {comparison_key(other.title)}
            numbers = any(word.isdigit() for word in mine ^ theirs)
            alike = len(mine & theirs) >= MIN_SHARED_WORDS * len(mine | theirs)
            if alike and not numbers and not same - {""} and paper.authors == other.authors:
                found[paper.id] = other.id
                break
    return found


LETTERS = st.lists(st.sampled_from([*"abcdefgh", "1", "2"]), min_size=1, max_size=7)
PAPERS = st.lists(
    st.tuples(LETTERS.map(" ".join), st.sampled_from(["A Lee", "B Kim"]),
              st.sampled_from(["", "1811.06965", "1811.06966"]), st.sampled_from(["", "10.1/a"])),
    max_size=25,
)  # fmt: skip


@pytest.mark.slow
@given(PAPERS)
def test_similar_papers_are_those_found_by_comparing_all(
    facts: list[tuple[str, str, str, str]],
) -> None:
    papers = tuple(
        Paper(id=f"p{i}", title=title, authors=by(author), arxiv=arxiv, doi=doi)
        for i, (title, author, arxiv, doi) in enumerate(facts)
    )
    (similar,) = (check for check in CHECKS if check.code == "similar-paper")
    similar_titles = {
        origin.source.removesuffix(".yml"): message.split()[4].partition(".")[0]
        for origin, message in similar.run(Catalog(papers=papers))
        if message.startswith("nearly the title")
    }
    assert similar_titles == nearly_equal(papers)


@pytest.mark.slow
def test_a_name_of_many_is_found_as_if_all_were_compared() -> None:
    names = [chosen(number, 4).replace(" ", "-") for number in range(200)]
    shortlist, chance = Shortlist(names), random.Random(0)  # noqa: S311 - no secret
    for name in names:
        at = chance.randrange(len(name))
        for wrong in (name[:at] + name[at + 1 :], name[:at] + "x" + name[at:], name[: at + 4]):
            near = shortlist.close_names(wrong)
            assert len(near) <= 8
            assert get_close_matches(wrong, near, 1) == get_close_matches(wrong, names, 1)


def test_of_a_few_names_none_is_left_out() -> None:
    assert Shortlist(["b", "a"]).close_names("zzz") == ("b", "a")
