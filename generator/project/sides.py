"""A state of a list for a comparison: the files as they are, a folder, or a git revision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import checks, project, store
from generator.model import Collection
from generator.model.errors import Refused
from generator.review import Side
from generator.store import revision
from generator.text.slugs import is_id


def load_side(listed: project.Project, name: str | None, *, is_base: bool = False) -> Side:
    """Load one state of the list, for a comparison.

    Args:
        listed: The list, whose present settings tell where papers and topics are.
        name: A folder or a git revision; None for the files as they are now.
        is_base: Whether this is the older state, which may have no papers. Each of its folders with
            papers counts as that of a list, because the settings may have had other ones then.

    Raises:
        Refused: The state has no folder for the papers, and is not the base.
    """
    if name is None:
        loaded = project.load_existing(listed)
        return Side(name="working tree", catalog=loaded.catalog, findings=loaded.findings)
    papers, topics = (_relative_to_root(listed, path) for path in (listed.papers, listed.topics))
    root = Path(name)
    is_list = _older_list_test(listed) if is_base else listed.list_ids.__contains__
    if name and ((root / papers).is_dir() or (root / topics).is_file()):
        folders = filter(is_list, store.find_list_folders(root / papers))
        side = _with_lists(listed, folders) if is_base else listed
        loaded = _load_below(root, side, papers, topics)
    else:
        others = ((listed.root / name, Path(name))
                  for name in (store.EXCLUSIONS_FILE, store.PEOPLE_FILE))  # fmt: skip
        paths = (listed.papers, papers), (listed.topics, topics), *others
        with revision.unpack_revision(listed.root, name, *paths, is_list=is_list) as found:
            side = _with_lists(listed, found.folders) if is_base else listed
            loaded = _load_below(found.folder, side, papers, topics, found.unchanged)
        loaded = replace(loaded, findings=checks.sort_findings((*found.findings, *loaded.findings)))
    missing = [finding for finding in loaded.findings if finding.code == store.NO_PAPERS]
    findings = tuple(finding for finding in loaded.findings if finding not in missing)
    # A file or link instead of the folder has a finding of its own.
    other_sources = {finding.origin.source for finding in findings}
    if not is_base and any(finding.origin.source not in other_sources for finding in missing):
        raise Refused(missing, f"nothing was compared with {name!r}")
    return Side(name=name, catalog=loaded.catalog, findings=findings)


def _older_list_test(listed: project.Project) -> Callable[[str], bool]:
    """Tells whether a folder of an older state is that of a list, whose settings are not known.

    A folder that is no list's now is read in neither state: its papers are not removed.
    """
    unread = {*store.find_list_folders(listed.papers)} - {*listed.list_ids}
    return lambda name: is_id(name) and name not in unread


def _with_lists(listed: project.Project, folders: Iterable[str]) -> project.Project:
    """The list with the lists that an older state had: those that have a folder there."""
    names = {each.id: each.name for each in listed.lists}
    found = (Collection(id=each, name=names.get(each, each)) for each in folders)
    return replace(listed, lists=tuple(found))


def _load_below(
    root: Path, listed: project.Project, papers: Path, topics: Path,
    given: Mapping[str, bytes] | None = None,
) -> store.Loaded:  # fmt: skip
    side = replace(listed, root=root, papers=root / papers, topics=root / topics)
    return project.load(side, caches_of=listed.root, given=given)


def _relative_to_root(listed: project.Project, path: Path) -> Path:
    return path.relative_to(listed.root) if path.is_relative_to(listed.root) else Path(path.name)
