"""Keep between commands what depends on the content of files alone.

A cache is one SQLite file in the user's cache folder. It is not in the repository, because a pull
request could add a file there. It may be removed at any time: whatever is missing is made again.

The name of an entry is a digest of the content and of the version of whatever made the value, so an
entry is never out of date. With each value is a digest of name and value: a damaged entry, or one
that another program wrote, counts as missing. A cache that cannot be read or written changes
nothing but the time that a command takes.
"""

import json
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml
from platformdirs import user_cache_path

from generator.store.lock import path_digest

_PROGRAM = "reading-list"
_PACKAGE = Path(__file__).parents[1]
_LOCK_TIMEOUT_SECONDS = 1.0  # a write of another process takes milliseconds
_DIGEST_BYTES = 8  # against damage, not against attackers: they cannot write here
_NAMES_PER_QUERY = 500  # SQLite before 3.32 takes 999
_PUTS_PER_WRITE = 500
# Entries that a command did not use are removed if there are more than this and than it did use.
_MAX_UNUSED = 10_000
_CREATE = "CREATE TABLE IF NOT EXISTS entries (name BLOB PRIMARY KEY, value BLOB NOT NULL)"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER = json.JSONDecoder()
# Of a file that is damaged, or that is not a cache.
_UNUSABLE = {
    sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_NOTADB,
}  # fmt: skip


class Cache:
    """JSON values by content, kept in a file between commands.

    Args:
        folder: the folder of the file, created if it is missing; None to keep nothing.
        kind: what is kept, the name of the file without its suffix.
        version: a digest of everything else that the values depend on, see `code_version`.
        max_unused: with more entries than this (and than it did use) that a command did not use,
            those are removed.
    """

    def __init__(
        self, folder: Path | None, kind: str, version: str, max_unused: int = _MAX_UNUSED
    ) -> None:
        self._max_unused = max_unused
        self._file = folder / f"{kind}.sqlite3" if folder else None
        self._version = blake2b(f"{kind} {version}".encode(), digest_size=32).digest()
        self._connection: sqlite3.Connection | None = None
        self._used: set[bytes] = set()
        self._pending: dict[bytes, bytes] = {}
        self._written: set[bytes] | None = set()  # all names of a new file
        with self._unless_it_fails():
            if self._file and self._file.exists():
                self._written = None
                self._connect()

    def __del__(self) -> None:
        """Close the file: a cache lives as long as somebody may ask it."""
        if connection := getattr(self, "_connection", None):
            connection.close()

    def get(self, content: bytes) -> Any:
        """The value of a content; None if there is none."""
        return self.get_all([content])[0]

    def get_all(self, contents: Sequence[bytes]) -> list[Any]:
        """The value of each content, None where there is none; faster than one by one."""
        names = [self._name(content) for content in contents]
        found: dict[bytes, bytes] = {}
        with self._unless_it_fails():
            known = self._written
            asked = names if known is None else [name for name in names if name in known]
            for start in range(0, len(asked) if self._connection else 0, _NAMES_PER_QUERY):
                found |= self._select(asked[start : start + _NAMES_PER_QUERY])
        found |= {name: self._pending[name] for name in names if name in self._pending}
        values = [_decode(name, found.get(name)) for name in names]
        self._used.update(n for n, v in zip(names, values, strict=True) if v is not None)
        return values

    def mark_used(self, contents: Iterable[bytes]) -> None:
        """Keep the values of contents, though they are not asked for."""
        self._used.update(map(self._name, contents))

    def put(self, content: bytes, value: Any) -> None:
        """Set the value of a content: JSON data, and not None."""
        if self._file:
            name = self._name(content)
            encoded = _ENCODER.encode(value).encode("utf-8", "surrogatepass")
            self._pending[name] = _digest(name, encoded) + encoded
            self._used.add(name)
            if len(self._pending) >= _PUTS_PER_WRITE:
                self._write_pending()

    def save(self) -> None:
        """Write what was put, and remove what was not used if that is much."""
        self._write_pending()
        with self._unless_it_fails():
            if self._connection and self._used:  # a command that asked nothing needs all
                self._remove_unused(self._connection)

    def _name(self, content: bytes) -> bytes:
        return blake2b(content, digest_size=32, key=self._version).digest()

    def _connect(self) -> None:
        self._connection = sqlite3.connect(
            str(self._file),
            timeout=_LOCK_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        # A crash of the machine may damage the file, which is then noticed.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute(_CREATE)

    def _select(self, names: Sequence[bytes]) -> dict[bytes, bytes]:
        assert self._connection
        places = ",".join("?" * len(names))
        query = f"SELECT name, value FROM entries WHERE name IN ({places})"  # noqa: S608 - only ?
        return dict(self._connection.execute(query, names))

    def _write_pending(self) -> None:
        with self._unless_it_fails():
            if self._file and self._pending:
                if not self._connection:
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                    self._connect()
                assert self._connection
                with _transaction(self._connection):
                    self._connection.executemany(
                        "INSERT OR REPLACE INTO entries VALUES (?, ?)", self._pending.items()
                    )
                if self._written is not None:
                    self._written.update(self._pending)
        self._pending.clear()

    def _remove_unused(self, connection: sqlite3.Connection) -> None:
        count = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        if count - len(self._used) > max(self._max_unused, len(self._used)):
            with _transaction(connection):
                connection.execute("CREATE TEMP TABLE used (name BLOB PRIMARY KEY)")
                connection.executemany(
                    "INSERT INTO used VALUES (?)", ((name,) for name in self._used)
                )
                connection.execute("DELETE FROM entries WHERE name NOT IN (SELECT name FROM used)")
                connection.execute("DROP TABLE used")

    @contextmanager
    def _unless_it_fails(self) -> Iterator[None]:
        """Do without the file if that fails; remove it if it is damaged or something else."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if self._connection:
                with suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = None
            if self._file and getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNUSABLE:
                with suppress(OSError):
                    self._file.unlink()


NO_CACHE = Cache(None, "nothing", "")
_READING_PACKAGES = ("model", "text", "store")  # they decide what is read from a file
# Whose releases may read or judge a text in another way.
LIBRARIES = ("Babel", "Markdown", "MarkupSafe", "PyYAML", "ada-url", "latex2mathml", "nh3",
             "pylatexenc", "python-slugify")  # fmt: skip


def open_cache(root: Path, kind: str, *packages: str, max_unused: int = _MAX_UNUSED) -> Cache:
    """A cache of a list for values that are made from the content of its files.

    Args:
        root: the folder of the list.
        kind: what is kept.
        packages: the parts of the program that make the values, besides those that read files.
        max_unused: as in `Cache`.
    """
    version = code_version(*_READING_PACKAGES, *packages)
    return Cache(cache_folder(root), kind, version, max_unused)


def cache_folder(root: Path) -> Path | None:
    """The folder for the caches of a list; None if the user has none."""
    try:
        return user_cache_path(_PROGRAM, appauthor=False) / path_digest(root)
    except (OSError, RuntimeError):  # no home folder
        return None


@cache
def code_version(*packages: str) -> str:
    """A digest of the program and of what else decides how it reads a file.

    Args:
        packages: the parts of the program that make the values, such as `store`; no part stands
            for all of them. Names of parts are relative to the package.
    """
    digest = blake2b(digest_size=16)
    binding = getattr(yaml, "_yaml", None)  # of libyaml, where PyYAML was built with it
    libyaml = binding.get_version_string() if binding else ""
    releases = " ".join(map(metadata.version, LIBRARIES))
    digest.update(f"{platform.python_version()} {releases} {libyaml}".encode())
    for package in packages or (".",):
        for path in sorted((_PACKAGE / package).rglob("*.py")):
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            digest.update(blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def _digest(name: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_BYTES, key=name).digest()


def _decode(name: bytes, found: bytes | None) -> Any:
    """The value of an entry; None without one, or if it is not what was written."""
    if not isinstance(found, bytes):
        return None
    data = found[_DIGEST_BYTES:]
    if found[:_DIGEST_BYTES] != _digest(name, data):
        return None
    return _DECODER.raw_decode(data.decode("utf-8", "surrogatepass"))[0]


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield
