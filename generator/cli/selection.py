"""Which files and papers of the list a command is about."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

import click

from generator import store
from generator.model import Catalog, Paper
from generator.model.errors import UsageError
from generator.project import Project
from generator.text.did_you_mean import did_you_mean

PATHS = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]…"
)


def chosen(project: Project, paths: Iterable[Path]) -> Callable[[str], bool]:
    """Whether a file of the list, named from its root, is among paths; without paths all are.

    Raises:
        UsageError: a path is no file of the list, nor a folder that holds any.
    """
    wanted = {_real(path) for path in paths}
    files = [project.papers / path.name for path in store.list_files(project.papers)]
    known = {_real(project.papers), *_real(project.papers).parents}
    known |= {_real(place) for place in (*files, project.topics, project.excluded)}
    for path in wanted - known - {*_real(project.topics).parents}:
        raise UsageError(
            f"{path} is no part of this list: name papers (*.yml in {project.papers}), "
            f"{project.topics}, or a folder that holds them"
        )

    def among(source: str) -> bool:
        path = _real(project.root / source)
        return not wanted or not wanted.isdisjoint((path, *path.parents))

    return among


def _real(path: Path) -> Path:
    # Path.resolve() raises where links lead in a circle, and a pull request may hold such links.
    return Path(os.path.realpath(path))


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
