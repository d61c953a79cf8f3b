"""What the search offers before a reader types, and when nothing is found."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.site.search.records import Record

_MAX_TOPICS, _MAX_NEW_PAPERS = 8, 3


def start_offers(records: Sequence[Record], add_url: str) -> str:
    """The offers as JSON: examples of queries, topics, new papers and the page to add a paper.

    Args:
        records: what can be found, papers first, the newest of them first.
        add_url: where readers can add a paper; empty if there is no such page.
    """
    papers = [record for record in records if record.kind == "paper"]
    topics = [record for record in records if record.kind == "topic"]
    return json.dumps(
        {
            "add": add_url,
            "examples": list(_examples(papers)),
            "topics": [_link(record) for record in topics[:_MAX_TOPICS]],
            "fresh": [_link(record) for record in papers[:_MAX_NEW_PAPERS]],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _examples(papers: Sequence[Record]) -> Iterator[str]:
    """The name of a system, the author of most papers, and an identifier: each finds something."""
    yield from islice((record.name for record in papers if record.name), 1)
    authors = Counter(author for record in papers for author in record.authors)
    yield from (author for author, count in authors.most_common(1) if count > 1)
    yield from islice((record.identifier for record in papers if record.identifier), 1)


def _link(record: Record) -> list[str]:
    return [record.title, record.location]
