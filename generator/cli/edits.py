"""How commands that edit the list run and print an edit."""

from collections.abc import Callable, Iterator

import click

from generator import project, store
from generator.model import Catalog, Edit
from generator.project import Project
from generator.text.characters import one_line
from generator.text.english import plural

DRY_RUN_OPTION = click.option(
    "--dry-run", is_flag=True, help="Write nothing; show what would change."
)


def run_edit(found: Project, change: Callable[[Catalog], Edit], *, dry_run: bool) -> Edit:
    """Write what `change` makes of the list, print each file, and what the user should know."""
    edit, files = project.edit(found, change, dry_run=dry_run)
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

    def source(id_: str) -> str:
        return store.display_path(found.papers / f"{id_}{store.SUFFIX}", found.root)

    for paper in edit.papers:
        if paper.id in old_ids:
            yield f"rename {source(old_ids[paper.id])} to {source(paper.id)}"
        else:
            yield f"write {source(paper.id)}"
    yield from (f"remove {source(id_)}" for id_ in edit.removed)
    yield from (f"write {store.display_path(path, found.root)}" for path in files.others)
