"""What a build leaves for the next one: in memory for a preview, else in the user's cache."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from generator.store import open_cache

# Whose releases may make another page from the same inputs and frame.
_LIBRARIES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPage:
    """A page of the last build that had a frame.

    Attributes:
        inputs: a digest of what the page alone is made from.
        shape: its shape, which its frame is for.
        html: a digest of its file.
        anchors: the ids that links can lead to.
        links: the links to ids of other pages, by the path of a file.
    """

    inputs: str
    shape: str
    html: str
    anchors: Sequence[str]
    links: Mapping[str, Mapping[str, str]] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LastFiles:
    """What is known of the list's files as they were before MkDocs made a site of them.

    Attributes:
        keys: a digest of all that decides the content of each, or of its content, by path.
        digests: a digest of the content of each that is not a page, by path.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class LastBuild:
    """What the last build has left.

    Attributes:
        inputs: a digest of what all pages are made from.
        frames: a digest of each frame, by shape.
        pages: the pages that had a frame, by the path of their source.
        files: the list's files.
        proofs: the proofs of contents, see `FastBodies`.
    """

    inputs: str = ""
    frames: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, KeptPage] = field(default_factory=dict)
    files: LastFiles = LastFiles()
    proofs: Sequence[str] = ()


class LastBuilds:
    """What the builds of a preview leave for each other."""

    def __init__(self) -> None:
        self._last = LastBuild()

    def take(self) -> LastBuild:
        """What the last build has left. If this one fails, the next gets nothing."""
        last, self._last = self._last, LastBuild()
        return last

    def leave(self, last: LastBuild) -> None:
        """Keep this for the next build."""
        self._last = last


class StoredBuilds(LastBuilds):
    """What builds leave in the cache of a list for a later build into the same folder.

    Every file is compared with its digest, so a build that was killed does no harm.

    Args:
        root: the folder of the list.
        site: the folder of the site.
    """

    def __init__(self, root: Path, site: str) -> None:
        super().__init__()
        releases = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
        self._name = f"{Path(site).resolve()}\n{releases}".encode("utf-8", "surrogatepass")
        self._cache = open_cache(root, "site", ".")  # the whole program

    def take(self) -> LastBuild:
        """What the last build has left; nothing if that was another version of the program."""
        found = self._cache.get(self._name)
        if not found:
            return LastBuild()
        inputs, frames, pages, files, proofs = found
        kept = {path: KeptPage(**page) for path, page in pages.items()}
        return LastBuild(inputs=inputs, frames=frames, pages=kept, files=LastFiles(**files),
                         proofs=proofs)  # fmt: skip

    def leave(self, last: LastBuild) -> None:
        """Keep this for a later build."""
        pages = {path: asdict(page) for path, page in last.pages.items()}
        files = asdict(last.files)
        found = [last.inputs, dict(last.frames), pages, files, [*last.proofs]]
        self._cache.put(self._name, found)
        self._cache.save()
