"""Answers about several papers, divided into one answer for each.

arXiv asks for requests about several papers where there are many. An answer is a feed with an entry
for each paper that arXiv has.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.network.services.table import Service
from generator.text.identifiers import find_arxiv_id

_ENTRY = re.compile(r"<entry\b.*?</entry>", re.DOTALL)
_ENTRY_ID = re.compile(r"<id>([^<]*)</id>")


def batch_path(service: Service, ids: list[str]) -> str:
    """The path of one answer about several papers."""
    return service.batch_path.replace("{ids}", quote(",".join(ids), safe=","))


def divide_feed(feed: str) -> Iterator[tuple[str, str]]:
    """The arXiv id of each entry of a feed, and the feed with this entry alone.

    Whether a part is about the paper is for its reader to see, as for an answer about one paper.
    """
    entries = list(_ENTRY.finditer(feed))
    for entry in entries:
        stated = _ENTRY_ID.search(entry[0])
        if stated and (found := find_arxiv_id(stated[1])):
            yield found, feed[: entries[0].start()] + entry[0] + feed[entries[-1].end() :]
