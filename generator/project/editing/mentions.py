"""Links to the pages of papers and topics in texts that commands do not edit."""

import re
from collections.abc import Collection, Iterator

# The path of a page, as links in Markdown or web addresses have it: `../papers/gpipe.md`.
PAGE_PATH = re.compile(
    r"""
    (?<![\w-]) (?P<folder>papers|topics)
    / (?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)
    (?= \.md | \.html | / | [\s)\]>"'#?] | $)
    """,
    re.VERBOSE,
)


_BEFORE_ADDRESS = re.compile(r"""[\s(\[<"']""")


def find_mentions(
    text: str, folder: str, ids: Collection[str], site_url: str
) -> Iterator[tuple[int, str]]:
    """The line, counted from 1, and the id of each link to one of some pages.

    Args:
        text: a hand-written page, or the file of a paper, whose note may have links.
        folder: `papers` or `topics`.
        ids: the ids of the pages.
        site_url: the address of the site, if it has one; links to other sites are not meant.
    """
    for number, line in enumerate(text.splitlines(), 1):
        for match in PAGE_PATH.finditer(line):
            address = _BEFORE_ADDRESS.split(line[: match.start()])[-1]
            is_own = "://" not in address or (site_url and address.startswith(site_url))
            if is_own and match["folder"] == folder and match["id"] in ids:
                yield number, match["id"]
