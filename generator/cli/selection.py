"""The arguments that choose files and papers of the list."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

import click

from generator import store
from generator.model import Catalog, Paper
from generator.model.errors import UsageError
from generator.project import Project
from generator.text.did_you_mean import did_you_mean

PATHS_ARGUMENT = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]…"
)


def path_filter(project: Project, paths: Iterable[Path]) -> Callable[[str], bool]:
    """A function that tells whether a file of the list, named from its root, is among the paths.

    Without paths every file is.

    Raises:
        UsageError: A path is neither a file of the list nor a folder that contains one.
    """
    wanted = {_real_path(path) for path in paths}
    if not wanted:
        return lambda _: True
    files = [project.papers / path.name for path in store.list_files(project.papers)]
    known = {_real_path(project.papers), *_real_path(project.papers).parents}
    known |= {_real_path(place) for place in (*files, project.topics, project.excluded)}
    for path in wanted - known - {*_real_path(project.topics).parents}:
        raise UsageError(
            f"{path} is not part of this list. Name papers (*.yml in {project.papers}), "
            f"{project.topics}, or a folder that contains them"
        )

    def is_chosen(source: str) -> bool:
        path = _real_path(project.root / source)
        return not wanted.isdisjoint((path, *path.parents))

    return is_chosen


def _real_path(path: Path) -> Path:
    # Path.resolve() raises if links form a circle, and a pull request may contain such links.
    return Path(os.path.realpath(path))


def paper_id(name: str) -> str:
    """The id in the id or file name of a paper."""
    return PurePath(name).name.removesuffix(store.SUFFIX)


def find_papers(catalog: Catalog, names: Sequence[str]) -> list[Paper]:
    """The papers with these ids or file names, in this order, each once.

    Raises:
        UsageError: The list has no such paper.
    """
    stems = list(map(paper_id, names))
    for stem in stems:
        if stem not in catalog.by_id:
            raise UsageError(f"no paper {stem!r} in the list{did_you_mean(stem, catalog.by_id)}")
    return [catalog.by_id[stem] for stem in dict.fromkeys(stems)]
