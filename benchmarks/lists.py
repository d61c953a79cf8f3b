"""Reading lists of any size on disk, the same ones each time.

    python benchmarks/lists.py SIZE FOLDER

The papers are those of this list, and invented ones that are like them (`search/invent.py`), with
links, sources and rarer tags: at 10,000 papers, some 4,000 tags have a page, as in a list of real
papers. A list of 1,000 papers is part of that of 10,000. The folder also gets this
project's settings, vocabulary and hand-written pages.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(Path(__file__).parent / "search"))
from invent import a_list_of  # noqa: E402

from generator import store  # noqa: E402
from generator.model import Link, Paper, Source  # noqa: E402
from generator.text.slugs import slug  # noqa: E402

RARE_TAGS, MAX_RARE_TAGS = 2, 40_000  # of each invented paper, and of all
FIRST_ARXIV_NUMBER = 40_000  # of invented papers; arXiv itself never had so many in a month
CODE_EVERY = 3  # every third invented paper has a link to code, as in the real list


def write_list(size: int, folder: Path) -> None:
    """Write a list of so many papers into a folder."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for part in ("mkdocs.yml", "topics.yml"):
        shutil.copy(ROOT / part, folder)
    (folder / "papers").mkdir()
    real = store.load_catalog(ROOT / "papers", ROOT / "topics.yml", ROOT).catalog
    known = real.by_id
    words = sorted({word for paper in real.papers for tag in paper.tags for word in tag.split()})
    papers = a_list_of(size, real).papers if size > len(real.papers) else real.papers[:size]
    for number, paper in enumerate(papers):
        whole = paper if paper.id in known else _completed(paper, number, words)
        (folder / "papers" / f"{paper.id}.yml").write_text(store.dump_paper(whole), "utf-8")


def _completed(paper: Paper, number: int, words: Sequence[str]) -> Paper:
    """An invented paper with what else a real one has."""
    repository = slug(paper.title.partition(":")[0])
    url = f"https://github.com/{slug(paper.authors.texts[0])}/{repository}"
    source = Source(file=f"daily-papers-{paper.added}.txt", reader="daily-papers",
                    captured=paper.published)  # fmt: skip
    links = () if number % CODE_EVERY else (Link(kind="code", url=url),)
    random = Random(paper.id)  # noqa: S311 - no secret
    ranks = (int(MAX_RARE_TAGS * random.random() ** 2) for _ in range(RARE_TAGS))
    rare = (f"{words[rank % len(words)]} {words[rank // len(words)]}" for rank in ranks)
    tags = tuple(dict.fromkeys((*paper.tags, *rare)))
    # One id each: two papers with one are an error, and nothing would be generated.
    arxiv = f"{paper.arxiv[:4]}.{FIRST_ARXIV_NUMBER + number:05}"
    return replace(paper, arxiv=arxiv, links=links, sources=(source,), tags=tags)


@contextmanager
def list_of(size: int) -> Iterator[Path]:
    """A folder with a list of so many papers, removed afterwards."""
    with tempfile.TemporaryDirectory() as name:
        write_list(size, Path(name))
        yield Path(name)


if __name__ == "__main__":
    write_list(int(sys.argv[1]), Path(sys.argv[2]))
