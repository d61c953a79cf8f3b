"""Which files and papers of the list a command is about."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

import click

from generator import store
from generator.errors import UsageError
from generator.model import Catalog, Paper
from generator.names import did_you_mean
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


def named(catalog: Catalog, names: Sequence[str]) -> list[Paper]:
    """The papers of ids or file names, in the order given, each once.

    Raises:
        UsageError: the list has no such paper.
    """
    stems = [PurePath(name).name.removesuffix(".yml") for name in names]
    for stem in stems:
        if stem not in catalog.by_id:
            raise UsageError(f"no paper {stem!r} in the list{did_you_mean(stem, catalog.by_id)}")
    return [catalog.by_id[stem] for stem in dict.fromkeys(stems)]
