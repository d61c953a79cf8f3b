"""What depends on one text alone, from a cache where it has it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

Texts: TypeAlias = Sequence[tuple[str, str]]  # titles and abstracts


class TextCache(Protocol):
    """JSON values by content."""

    def get_all(self, contents: Sequence[bytes]) -> list[Any]:
        """The value of each content, None where there is none."""

    def put(self, content: bytes, value: Any) -> None:
        """Set the value of a content."""


def read_texts(
    texts: Texts, kind: str, make: Callable[[str, str], Any], cache: TextCache | None
) -> list[Any]:
    """The value of each text.

    Args:
        texts: the texts.
        kind: what the values are; a cache may have several kinds.
        make: the value of a title and an abstract: JSON data, and not None.
        cache: the values of texts that were read before.
    """
    if cache is None:
        return [make(title, abstract) for title, abstract in texts]
    contents = [
        f"{kind}\0{title}\0{abstract}".encode("utf-8", "surrogatepass") for title, abstract in texts
    ]
    values = cache.get_all(contents)
    for i, value in enumerate(values):
        if value is None:
            values[i] = make(*texts[i])
            cache.put(contents[i], values[i])
    return values
