"""Which folders a site must not be written into: a build empties its folder first."""

import os
from pathlib import Path

from generator.model.errors import UsageError
from generator.project import Project
from generator.store.load import display_path

# Beside the list's own files, what every list has that people or git wrote.
_OTHER_FOLDERS = (".git", ".github", "schemas")


def refuse_list_folder(project: Project, folder: Path, name: str) -> None:
    """Refuse a folder for a site that has files of the list, or is among them.

    Args:
        project: the list.
        folder: where a site would be written.
        name: the option or setting that names the folder.

    Raises:
        UsageError: a build would remove files of the list, or mix pages with them.
    """
    site = Path(os.path.realpath(folder))
    sources = (*project.watched, *(project.root / each for each in _OTHER_FOLDERS))
    for source in sources:
        real = Path(os.path.realpath(source))
        if real.exists() and (site.is_relative_to(real) or real.is_relative_to(site)):
            raise UsageError(f"{name}: {folder} is no place for a site, because the list has "
                             f"{display_path(source, project.root)} there. Name a folder "
                             "of its own, such as site")  # fmt: skip
