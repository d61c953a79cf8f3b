"""Results of pure functions of papers, kept in the cache of a list between commands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import is_dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.model import Catalog, Paper
from generator.store.cache import open_cache
from generator.text.stored import current_store, use_store
from generator.text.value_digest import ValueDigests

# Whose releases may make something else of papers, besides those that read them.
LIBRARIES = ("Jinja2", "Pygments", "numpy", "scipy")
_KEY_BYTES = 20
_PRINTED_TYPES = (str, bytes, int, float, type(None))


class StoredResults:
    """The results that functions have for the papers of a list.

    A paper stands for the content of its file, which decides everything that is read from it. The
    version of the whole program is part of each entry's name.

    Args:
        root: the folder of the list.
        catalog: the papers.
        contents: of each paper, by id, what changes with its file.
    """

    def __init__(self, root: Path, catalog: Catalog, contents: Mapping[str, bytes]) -> None:
        self._cache = open_cache(root, "results", ".")
        releases = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
        self._releases = blake2b(releases.encode()).digest()
        self._digests = ValueDigests()
        self._catalog = catalog  # keeps the papers, so that no other object gets the id of one
        self._read = {
            id(paper): blake2b(contents[paper.id], digest_size=_KEY_BYTES).hexdigest()
            for paper in catalog.papers
        }

    def key(self, name: str, values: Sequence[object]) -> bytes | None:
        """A digest of a function's name and of values; None if a value has no digest.

        Args:
            name: the name of the function.
            values: papers of the list; objects with a `digest`; or texts, numbers, None, tuples
                and dataclasses, whose `repr` says everything.
        """
        parts: list[object] = [name]
        for value in values:
            if isinstance(value, _PRINTED_TYPES):
                parts.append(value)
                continue
            part = self._digest(value)
            if part is None:
                return None
            parts.append([part])  # never equal to a text
        text = repr(parts).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=_KEY_BYTES, key=self._releases).digest()

    def _digest(self, value: object) -> str | None:
        if isinstance(value, Paper):
            # Only of the very paper that was read: a changed copy has the same id.
            return self._read.get(id(value))
        if isinstance(value, tuple):
            return self._digests.of(value) or repr(value)
        if hasattr(value, "digest"):
            return str(value.digest) or None
        return self._digests.of(value) or repr(value) if is_dataclass(value) else None

    def get_all(self, keys: Sequence[bytes]) -> Sequence[Any]:
        """For each key the JSON data that was put, or None."""
        return self._cache.get_all(keys)

    def mark_used(self, keys: Iterable[bytes]) -> None:
        """Keep what was put for keys, though nobody asks for it."""
        self._cache.mark_used(keys)

    def put(self, key: bytes, data: Any) -> None:
        """Keep JSON data, which is not None."""
        self._cache.put(key, data)

    def save(self) -> None:
        """Write what was put."""
        self._cache.save()


def start_keeping(root: Path, catalog: Catalog, contents: Mapping[str, bytes]) -> None:
    """Let functions keep their results until `stop_keeping`; see `StoredResults`."""
    use_store(StoredResults(root, catalog, contents))


def stop_keeping() -> None:
    """Write what functions have kept, and let them keep nothing from now on."""
    store = current_store()
    use_store(None)
    if isinstance(store, StoredResults):
        store.save()


@contextmanager
def kept_results(root: Path, catalog: Catalog, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Let functions keep their results meanwhile."""
    start_keeping(root, catalog, contents)
    try:
        yield
    finally:
        stop_keeping()
