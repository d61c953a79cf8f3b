"""The list's pages, compressed."""

import tracemalloc
from collections.abc import Iterator

from generator.mkdocs_plugin.packed_pages import PackedPages
from generator.model import Page

PAGES = [Page(path=f"papers/{i}.md", text=f"Título … {i}\r\n\n", title="T") for i in range(3)]


def test_packed_pages_are_the_same_pages() -> None:
    packed = PackedPages(iter(PAGES))
    assert list(packed) == PAGES
    assert packed[1:] == PAGES[1:]
    assert packed[-1] == PAGES[-1]
    assert len(packed) == len(PAGES)
    assert not PackedPages(())


def long_pages() -> Iterator[Page]:
    for number in range(100):
        yield Page(path=f"{number}.md", text=f"{number} … word " * 2000)


def test_packed_pages_take_a_quarter_of_their_memory_while_they_are_made() -> None:
    tracemalloc.start()
    try:
        packed = PackedPages(long_pages())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < sum(2 * len(page.text) for page in packed) / 4
