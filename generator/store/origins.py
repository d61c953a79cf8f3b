"""Where the values of a paper were read, in one string: mostly nobody asks."""

from collections.abc import Iterator, Mapping

from generator.model import Origin

_FILE = ""  # the key of the file's own place, on its first line


class PackedOrigins(Mapping[str, Origin]):
    """The places of a paper's values, unpacked when one is needed: mostly none is.

    Args:
        source: the file.
        packed: key, line and column of each place, separated by spaces; a line a place.
    """

    __slots__ = ("_file", "_places", "_source", "packed")

    def __init__(self, source: str, packed: str) -> None:
        self._source = source
        self.packed = packed
        self._file = Origin(source=source, line=1)
        self._places: dict[str, Origin] | None = None

    def __getitem__(self, where: str) -> Origin:
        """The place of a value."""
        if where == _FILE:
            return self._file
        # Not from all of them, which take long to unpack. Of two with a key, the later one counts.
        start = f"\n{self.packed}".rfind(f"\n{where} ")
        if start < 0:
            raise KeyError(where)
        end = self.packed.find("\n", start)
        return self._origin(self.packed[start : end if end >= 0 else None])[1]

    def __iter__(self) -> Iterator[str]:
        """The keys, as they were read."""
        return iter(self._unpacked())

    def __len__(self) -> int:
        """The number of places."""
        return len(self._unpacked())

    def _unpacked(self) -> dict[str, Origin]:
        if self._places is None:
            self._places = {_FILE: self._file}
            self._places |= map(self._origin, self.packed.splitlines())
        return self._places

    def _origin(self, line: str) -> tuple[str, Origin]:
        """The key and place of a line."""
        where, row, column = line.split(" ")
        return where, Origin(source=self._source, line=int(row), column=int(column))
