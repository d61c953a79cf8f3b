"""Which files of the list the PATHs of a command name."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from generator import store
from generator.errors import UsageError
from generator.project import Project

PATHS = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]…"
)


def chosen(project: Project, paths: Iterable[Path]) -> Callable[[str], bool]:
    """Whether a file of the list, named from its root, is among paths; without paths all are.

    Raises:
        UsageError: a path is no file of the list, nor a folder that holds any.
    """
    wanted = {path.resolve() for path in paths}
    files = [project.papers / path.name for path in store.list_files(project.papers)]
    known = {project.papers.resolve(), *project.papers.resolve().parents}
    known |= {place.resolve() for place in (*files, project.topics)}
    for path in wanted - known - {*project.topics.resolve().parents}:
        raise UsageError(
            f"{path} is no part of this list: name papers (*.yml in {project.papers}), "
            f"{project.topics}, or a folder that holds them"
        )

    def among(source: str) -> bool:
        path = (project.root / source).resolve()
        return not wanted or not wanted.isdisjoint((path, *path.parents))

    return among
