"""Where each name of an index is: on which page, and at which anchor."""

from collections.abc import Iterator, Sequence

MAX_LINKS_ON_PAGE = 320  # some 60 kB; 16 kB compressed, or 25 kB of names and titles like no others
# No name can then have the id of a heading or an element of the theme, or hide a global of scripts.
ANCHOR_PREFIX = "name-"


def index_pages(
    letters: Sequence[str], link_counts: Sequence[int], first_page: str, folder: str
) -> Sequence[str]:
    """The path of the page that has each name.

    Everything is on the first page if it fits, or else on pages for each letter. These are filled
    one after the other: if they were of equal length, a new name could move all others of its
    letter, and with them what links to these names.

    Args:
        letters: the letter of each name, in the order of the index.
        link_counts: how many links each name has.
        first_page: the path of the first page.
        folder: the folder of the further pages.
    """
    if sum(link_counts) <= MAX_LINKS_ON_PAGE:
        return [first_page] * len(letters)
    return [*_pages_by_letter(letters, link_counts, folder)]


def _pages_by_letter(
    letters: Sequence[str], link_counts: Sequence[int], folder: str
) -> Iterator[str]:
    last: dict[str, tuple[int, int]] = {}  # by letter, the number of its last page, and its links
    for letter, count in zip(letters, link_counts, strict=True):
        number, links = last.get(letter, (1, 0))
        if links and links + count > MAX_LINKS_ON_PAGE:
            number, links = number + 1, 0
        last[letter] = number, links + count
        yield f"{folder}/letters/{letter}{f'-{number}' if number > 1 else ''}.md"
