"""How commands that edit the list run and print an edit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import click

from generator import project, store
from generator.model import Catalog, Edit
from generator.project import Project
from generator.project.editing.mentions import find_mentions
from generator.project.editing.outcome import changed_citation_keys
from generator.site.settings import CONFIG_NAME
from generator.text.characters import one_line
from generator.text.english import plural

DRY_RUN_OPTION = click.option(
    "--dry-run", is_flag=True, help="Write nothing; show what would change."
)


def run_edit(found: Project, change: Callable[[Catalog], Edit], *, dry_run: bool) -> Edit:
    """Write what `change` makes of the list, print each file, and what the user should know."""

    def change_with_remarks(catalog: Catalog) -> Edit:
        edit = change(catalog)
        return replace(edit, remarks=(*edit.remarks, *changed_citation_keys(catalog, edit)))

    edit, files = project.edit(found, change_with_remarks, dry_run=dry_run)
    lines = [*_file_lines(found, edit, files)]
    would = "would " if dry_run else ""
    for line in lines:
        click.echo(f"{would}{line}")
    for remark in edit.remarks:
        click.echo(remark)
    for comment in files.lost_comments:
        click.echo(f"{'would remove' if dry_run else 'removed'} the comment {one_line(comment)!r}")
    click.echo(f"{plural(len(lines), 'file')} {'to change' if dry_run else 'changed'}")
    return edit


def _file_lines(found: Project, edit: Edit, files: store.FileChanges) -> Iterator[str]:
    """What is done to each file; a renamed file is one."""
    old_ids = {new: old for old, new in edit.renamed.items()}

    def source(name: str) -> str:
        return store.display_path(found.papers / name, found.root)

    removed = {
        PurePosixPath(name).stem: name for name, text in files.papers.items() if text is None
    }
    for paper in edit.papers:
        if paper.id in old_ids:
            yield f"rename {source(removed[old_ids[paper.id]])} to {source(paper.file_name)}"
        else:
            yield f"write {source(paper.file_name)}"
    yield from (f"remove {source(removed[id_])}" for id_ in edit.removed)
    yield from (f"write {store.display_path(path, found.root)}" for path in files.others)


def print_mentions(found: Project, folder: str, new_ids: Mapping[str, str]) -> None:
    """Name the links to old addresses in hand-written pages and notes, which are not edited.

    Args:
        found: The list.
        folder: `papers` or `topics`.
        new_ids: The new id by the old one; empty if its page is gone.
    """
    for source, line, old in _iter_mentions(found, folder, new_ids):
        new = new_ids[old]
        fix = f"write {folder}/{new}" if new else "remove the link"
        click.echo(f"{source}:{line}: links to {folder}/{old}, which is left as it is: {fix}")


def _iter_mentions(
    found: Project, folder: str, ids: Mapping[str, str]
) -> Iterator[tuple[str, int, str]]:
    """The file, line and id of each link to one of some pages."""
    pages = sorted(path for path in found.docs.rglob("*.md") if path.is_file())
    papers = store.list_files(found.papers, found.list_ids).values()
    for path in (found.root / CONFIG_NAME, *pages, *papers):
        source = store.display_path(path, found.root)
        text, _ = store.read_text(path, source)
        for line, id_ in find_mentions(text or "", folder, ids, found.site.url):
            yield source, line, id_
