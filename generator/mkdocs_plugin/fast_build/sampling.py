"""Which pages of a kind are made in both ways, so that each build proves itself."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

PAGES_PER_SAMPLE, MAX_SAMPLES = 100, 25  # of a kind; each sample takes 30 times as long
# Of a kind, if the last build has proved all of its samples.
PAGES_PROVED_AGAIN, MAX_CHARACTERS_PROVED_AGAIN = 3, 100_000


def sample(paths: Iterable[str]) -> Sequence[str]:
    """About one path in a hundred, from 1 to 25, chosen by the hashes of the paths."""
    ordered = sorted(paths, key=lambda path: sha256(path.encode()).digest())
    return ordered[: min(MAX_SAMPLES, max(1, round(len(ordered) / PAGES_PER_SAMPLE)))]


def kind(path: str) -> str:
    """The kind of a page, such as `papers`; all that a site has once are of the kind `index`."""
    folder, _, name = path.rpartition("/")
    return folder if folder and name != "index.md" else "index"
