"""How well the search finds papers, without a browser: the same scripts in Node, in seconds.

    python benchmarks/search/without_browser.py [--size N]… [--queries FILE]… [--others FOLDER]
        [--cold] [--misses] [--without FIELD]…

`--without` leaves out what editors wrote for readers: `takeaway`, `search_phrases`. `--cold` asks
each query with nothing loaded, and adds the requests and compressed kilobytes of questions. The
rest is as in `run.py`.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any

from queries import FILES, addresses, queries
from run import OURS, ROOT, SIZES, Asked, a_list, by_kind, filled

from generator import project
from generator.model import Catalog
from generator.site import search

WRITTEN: Mapping[str, Any] = {"takeaway": "", "search_phrases": ()}


def write_index(catalog: Catalog, folder: Path) -> None:
    """The files of the search of a list."""
    found = project.find(ROOT / "mkdocs.yml")
    words = project.read_words(found)
    records = tuple(search.catalog_records(catalog, addresses(catalog), words))
    for page in search.search_files(records, project.read_templates(found), words):
        (folder / Path(page.path).name).write_text(page.text, "utf-8")


def main() -> None:
    """Print the table of kinds of queries, in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--size", type=int, action="append")
    parser.add_argument("--queries", choices=FILES, action="append")
    parser.add_argument("--others", type=Path, help="a folder of paper files to fill the list with")
    parser.add_argument("--without", choices=WRITTEN, action="append", default=[])
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    real = a_list(ROOT / "papers")
    missing = {name: WRITTEN[name] for name in arguments.without}
    real = replace(real, papers=tuple(replace(paper, **missing) for paper in real.papers))
    others = a_list(arguments.others).papers if arguments.others else ()
    results: dict[tuple[int, str], list[Asked]] = {}
    for size in arguments.size or SIZES:
        catalog = filled(real, size, others)
        asking = [q for name in arguments.queries or FILES for q in queries(real, catalog, name)]
        with tempfile.TemporaryDirectory() as folder:
            write_index(catalog, Path(folder))
            told = {"folder": folder, "queries": [q.text for q in asking], "cold": arguments.cold}
            run = subprocess.run(  # noqa: S603 - a script of this folder
                ["node", Path(__file__).with_name("ask.mjs")],  # noqa: S607
                input=json.dumps(told), capture_output=True, text=True, check=True,
            )  # fmt: skip
        answers = json.loads(run.stdout)
        results[size, OURS] = []
        for query, answer in zip(asking, answers, strict=True):
            places = [i for i, found in enumerate(answer["found"]) if found in query.right]
            asked = Asked(query=query, place=places[0] if places else None, took=answer["took"])
            results[size, OURS].append(asked)
            if arguments.misses and asked.place != 0:
                print(f"  {query.kind}: {query.text!r} {asked.place}")
        questions = [a for q, a in zip(asking, answers, strict=True) if q.kind == "concept"]
        if arguments.cold and questions:
            print(f"{size:,} papers: questions take {mean(a['requests'] for a in questions):.1f} "
                  f"requests and {mean(a['bytes'] for a in questions) / 1000:.0f} kB")  # fmt: skip
    print("\n".join(by_kind(results)))


if __name__ == "__main__":
    main()
