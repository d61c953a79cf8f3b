"""What is kept between commands is all that pages of papers need, and gives the same bytes."""

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from build import ENGLISH, ROOT

from generator import project
from generator.model import Catalog, DeferredPage, Paper
from generator.site.pages import SitePages, citation_meta_tags
from generator.site.search import catalog_records, search_files
from generator.store import load_catalog
from generator.store.results import StoredResults
from generator.text.stored import Stored, use_store

LIST = project.find(ROOT / "mkdocs.yml")
TEMPLATES = project.read_templates(LIST)
SITE = replace(LIST.site, url="https://example.org/", edit=lambda file: f"https://git/{file}",
               issues="https://git/new")  # fmt: skip
FOUND = load_catalog(ROOT / "tests/data/list/papers", LIST.topics, ROOT)
FEW = replace(FOUND.catalog, papers=FOUND.catalog.papers[:6])


class Results(StoredResults):
    """Results in memory."""

    def __init__(self, catalog: Catalog, data: dict[bytes, str]) -> None:
        read = FOUND.catalog.by_id
        contents = {
            paper.id: FOUND.contents[paper.id] if read[paper.id] is paper else repr(paper).encode()
            for paper in catalog.papers
        }
        super().__init__(ROOT, catalog, contents)
        self.data = data
        self.made = 0

    def get_all(self, keys: Sequence[bytes]) -> Sequence[Any]:
        return [json.loads(self.data.get(key, "null")) for key in keys]

    def mark_used(self, keys: Iterable[bytes]) -> None:
        assert all(keys)

    def put(self, key: bytes, data: Any) -> None:
        self.made += 1
        self.data[key] = json.dumps(data)


@pytest.fixture(autouse=True)
def without_store() -> Iterator[None]:
    yield
    use_store(None)


def made(catalog: Catalog, words: Any = ENGLISH, **templates: str) -> list[object]:
    """All that is made of a catalog."""
    texts = {**TEMPLATES, **{name.replace("__", "."): text for name, text in templates.items()}}
    pages = list(SitePages(catalog, texts, SITE, words))
    urls = {page.path: page.path for page in pages}
    records = tuple(catalog_records(catalog, urls, words))
    heads = [(path, made.make()) for path, made in citation_meta_tags(catalog, SITE).items()]
    return [*pages, *heads, *records,
            *search_files(records, texts, words)]  # fmt: skip


def test_a_second_command_makes_nothing_of_papers_anew() -> None:
    third = replace(FOUND.catalog, papers=FOUND.catalog.papers[::3])
    plain = made(third)
    data: dict[bytes, str] = {}
    use_store(first := Results(third, data))
    assert made(third) == plain
    assert first.made > 5 * len(third.papers)
    use_store(second := Results(third, data))
    assert list(map(repr, made(third))) == list(map(repr, plain))
    assert second.made == 0


def test_every_deferred_page_has_a_key_which_changes_with_its_text() -> None:
    def keys(catalog: Catalog) -> dict[str, tuple[str, str]]:
        use_store(Results(catalog, {}))
        pages = SitePages(catalog, TEMPLATES, SITE, ENGLISH)
        return {page.path: (page.key, page.text) for page in pages
                if isinstance(page, DeferredPage) and page.path.endswith(".md")}  # fmt: skip

    first, *others = FEW.papers
    change = replace(first, title=f"Anew: {first.title}")
    before, after = keys(FEW), keys(replace(FEW, papers=(change, *others)))
    assert [path for path, (key, _) in before.items() if not key] == []
    same = {path for path in before.keys() & after.keys() if before[path][0] == after[path][0]}
    assert same
    assert [path for path in same if before[path][1] != after[path][1]] == []
    assert f"papers/{first.id}.md" not in same


def test_the_type_of_every_kept_result_has_a_codec() -> None:
    kept = [each for each in gc.get_objects() if isinstance(each, Stored)]
    assert len(kept) > 5
    for each in kept:
        assert each._codec  # noqa: SLF001


def edited(change: Any) -> Catalog:
    """The list with one changed paper, whose file would have another content."""
    first, *others = FEW.papers
    return replace(FEW, papers=(change(first), *others))


@pytest.mark.parametrize(
    "catalog",
    [
        edited(lambda paper: replace(paper, title=f"Anew: {paper.title}")),
        edited(lambda paper: replace(paper, abstract="GPipe and *others*.")),
        edited(lambda paper: replace(paper, topics=paper.topics[::-1], tags=("new",))),
        edited(lambda paper: replace(paper, language="de")),
        edited(lambda paper: replace(paper, key="huang2019")),
        replace(FEW, papers=FEW.papers[1:]),
        replace(FEW, topics=FEW.topics[1:]),
        replace(FEW, topics=tuple(replace(t, name=f"{t.name} & more", keywords=())
                                            for t in FEW.topics)),
    ],
    ids=["title", "abstract", "topics", "language", "key", "removed", "topic", "vocabulary"],
)  # fmt: skip
def test_an_edited_list_gives_what_it_gives_without_kept_results(catalog: Catalog) -> None:
    plain = made(catalog)
    data: dict[bytes, str] = {}
    use_store(Results(FEW, data))
    made(FEW)
    use_store(again := Results(catalog, data))
    assert made(catalog) == plain
    assert again.made < len(data)


def test_other_templates_and_words_make_pages_anew() -> None:
    data: dict[bytes, str] = {}
    german = project.read_words(replace(LIST, language="de"))
    mine = {"paper__md__j2": "# {{ view.title }}\n\nMine.\n"}
    plain = made(FEW, german), made(FEW, ENGLISH, **mine)
    use_store(Results(FEW, data))
    made(FEW)
    assert made(FEW, german) == plain[0]
    assert made(FEW, ENGLISH, **mine) == plain[1]


def test_a_copy_of_a_paper_is_never_taken_for_the_paper() -> None:
    def renamed(paper: Paper) -> Paper:
        return replace(paper, title="Another")

    copies = replace(FEW, papers=tuple(map(renamed, FEW.papers)))
    plain = made(copies)
    use_store(Results(FEW, {}))
    made(FEW)
    assert made(copies) == plain
