"""The files of the last build while MkDocs empties the site's folder."""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from generator.mkdocs_plugin.fast_build.digests import digest

_FOLDER = ".reading-list-last-build"  # MkDocs does not remove what begins with a dot


class LastSite:
    """The last build's files, set aside. If the system refuses, there are none."""

    def __init__(self, site: Path, *, is_kept: bool) -> None:
        """Move the files of a site into a hidden folder of it, if any may be kept."""
        self._site, self._aside = site, site / _FOLDER
        self.close()  # left by a build that was killed
        if is_kept and site.is_dir():
            with suppress(OSError):
                self._aside.mkdir()
                for path in list(site.iterdir()):
                    if not path.name.startswith("."):
                        path.rename(self._aside / path.name)

    @property
    def has_files(self) -> bool:
        """Whether there are any files of the last build."""
        return self._aside.is_dir()

    def restore(self, digests: Mapping[str, str]) -> set[str]:
        """Bring back files with the right digests; their paths.

        Args:
            digests: The digest that each file must have, by its path below the site.
        """
        found: set[str] = set()
        wanted = {path.partition("/")[0] for path in digests}
        for entry in _entries(self._aside) if self.has_files else ():
            if entry.name in wanted and not os.path.lexists(self._site / entry.name):
                found |= self._restore(entry, digests)
        return found

    def _restore(self, entry: os.DirEntry[str], digests: Mapping[str, str]) -> set[str]:
        """Bring back the right files of one entry of a site."""
        kept: set[str] = set()
        try:
            if _keep_right_files(entry, entry.name, digests, kept):
                Path(entry).rename(self._site / entry.name)
        except OSError:
            shutil.rmtree(self._site / entry.name, ignore_errors=True)
            return set()
        return kept

    def close(self) -> None:
        """Remove the hidden folder."""
        with suppress(OSError):
            if self._aside.is_symlink():
                self._aside.unlink()
            elif self._aside.exists():
                shutil.rmtree(self._aside)


def remove_leftovers(site: Path) -> None:
    """Remove from a site what a build that was killed had set aside."""
    LastSite(site, is_kept=False)


def _entries(folder: os.PathLike[str]) -> Sequence[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _keep_right_files(
    entry: os.DirEntry[str], name: str, digests: Mapping[str, str], kept: set[str]
) -> bool:
    """Remove all but the right files of a file or folder, and add their paths to `kept`.

    Args:
        entry: Where it is.
        name: Its path below the site.
        digests: The digest that each file must have.
        kept: Gets the paths of files that stay.

    Returns:
        Whether anything is left.
    """
    if entry.is_dir(follow_symlinks=False):
        left = [_keep_right_files(each, f"{name}/{each.name}", digests, kept)
                for each in _entries(entry)]  # fmt: skip
        if not any(left):
            Path(entry).rmdir()
        return any(left)
    expected = None if entry.is_symlink() else digests.get(name)
    if expected and digest(Path(entry).read_bytes()) == expected:
        kept.add(name)
        return True
    Path(entry).unlink()
    return False
