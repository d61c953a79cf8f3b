"""The arguments that choose files and papers of the list."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path, PurePath

import click

from generator import store
from generator.model import Catalog, Paper
from generator.model.errors import UsageError
from generator.project import Project
from generator.site.list_options import find_collection
from generator.text.did_you_mean import did_you_mean
from generator.text.tag_spelling import tag_key

LIST_OPTION = click.option(
    "--list", "into", metavar="ID", default="",
    help="The list to which new papers belong, on a site with several.",
)  # fmt: skip
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
    files = [project.papers / name for name in store.list_files(project.papers, project.list_ids)]
    known = {_real_path(project.papers), *_real_path(project.papers).parents}
    known |= {_real_path(project.papers / id_) for id_ in project.list_ids}
    paths = (project.root / store.PATHS_FOLDER, *store.path_files(project.root))
    others = project.topics, project.excluded, project.people
    known |= {_real_path(place) for place in (*files, *others, *paths)}
    for path in wanted - known - {*_real_path(project.topics).parents}:
        raise UsageError(
            f"{path} is not part of this list. Name papers (*.yml in {project.papers}), "
            f"{project.topics}, reading paths, or a folder that contains them"
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
            raise _unknown("paper", stem, catalog.by_id)
    return [catalog.by_id[stem] for stem in dict.fromkeys(stems)]


def select_papers(
    catalog: Catalog,
    *,
    topics: Sequence[str] = (),
    tags: Sequence[str] = (),
    papers: Sequence[str] = (),
    status: str | None = None,
    lists: Sequence[str] = (),
) -> list[Paper]:
    """The papers that have one of the topics and one of the tags, in the order of the list.

    Args:
        catalog: the list.
        topics: ids of topics; any if empty.
        tags: tags in any spelling; any if empty.
        papers: ids or file names of papers; any if empty.
        status: the editors' status; any if None.
        lists: ids of lists of a site with several; any if empty.

    Raises:
        UsageError: the list has no such topic, tag or paper, or the site no such list.
    """
    for id_ in lists:
        find_collection(catalog.collections, id_)
    for topic in topics:
        if topic not in catalog.topic_by_id:
            raise _unknown("topic", topic, catalog.topic_by_id)
    spelled = {tag_key(tag) for tag in catalog.by_tag}
    for tag in tags:
        if tag_key(tag) not in spelled:
            raise _unknown("tag", tag, catalog.by_tag)
    named = {paper.id for paper in find_papers(catalog, papers)}
    wanted = {tag_key(tag) for tag in tags}
    return [
        paper for paper in catalog.papers
        if (not topics or not set(topics).isdisjoint(paper.topics))
        and (not wanted or not wanted.isdisjoint(map(tag_key, paper.tags)))
        and (not papers or paper.id in named)
        and status in (None, paper.status)
        and (not lists or paper.collection in lists)
    ]  # fmt: skip


def _unknown(kind: str, name: str, known: Collection[str]) -> UsageError:
    return UsageError(f"no {kind} {name!r} in the list{did_you_mean(name, known)}")
