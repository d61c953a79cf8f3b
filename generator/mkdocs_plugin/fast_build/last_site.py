"""The files of the last build while MkDocs empties the site's folder."""

import os
import shutil
from collections.abc import Iterable, Mapping
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

    def restore(self, digests: Mapping[str, str]) -> set[str]:
        """Bring back files with the right digests; their paths.

        Args:
            digests: The digest that each file must have, by its path below the site.
        """
        found: set[str] = set()
        if self._aside.is_dir():
            for name in sorted({path.partition("/")[0] for path in digests}):
                if not os.path.lexists(self._site / name):
                    found |= self._restore(name, digests)
        return found

    def _restore(self, name: str, digests: Mapping[str, str]) -> set[str]:
        """Bring back the entry of a site, then remove what it has besides the right files."""
        place = self._site / name
        try:
            (self._aside / name).rename(place)
            if place.is_symlink() or not place.is_dir():
                return self._keep_only(self._site, [name], digests)
            kept: set[str] = set()
            for folder, folders, files in os.walk(place, topdown=False):
                links = [one for one in folders if Path(folder, one).is_symlink()]
                kept |= self._keep_only(Path(folder), [*files, *links], digests)
                with suppress(OSError):
                    Path(folder).rmdir()  # if it is empty
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            return set()
        return kept

    def _keep_only(
        self, folder: Path, names: Iterable[str], digests: Mapping[str, str]
    ) -> set[str]:
        """Remove all but the right files of a folder; the paths of these."""
        kept: set[str] = set()
        prefix = "" if folder == self._site else folder.relative_to(self._site).as_posix() + "/"
        for name in names:
            path, expected = folder / name, digests.get(prefix + name)
            if expected and not path.is_symlink() and digest(path.read_bytes()) == expected:
                kept.add(prefix + name)
            else:
                path.unlink()
        return kept

    def close(self) -> None:
        """Remove the hidden folder."""
        with suppress(OSError):
            if self._aside.is_symlink():
                self._aside.unlink()
            elif self._aside.exists():
                shutil.rmtree(self._aside)
