"""`reading-list tags`: list the tags, compare them with suggestions, and rename them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import Any

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, run_edit
from generator.cli.selection import find_papers
from generator.model import Catalog, Edit
from generator.model.errors import UsageError
from generator.suggest.tags import MAX_TAGS_PER_PAPER, MIN_TAGS_PER_PAPER, rename_tags
from generator.suggest.tags.overview import TagDifference, TagOverview, overview, tag_differences
from generator.text.characters import one_line
from generator.text.did_you_mean import did_you_mean
from generator.text.english import plural
from generator.text.tag_spelling import tag_key


@main.group(invoke_without_command=True)
@CONFIG_OPTION
@click.pass_context
def tags(context: click.Context, config: Path | None) -> None:
    """List the tags, most used first, and what may be wrong with them."""
    context.default_map = {name: {"config": config} for name in ("suggest", "rename")}
    if context.invoked_subcommand is None:
        _show_overview(config)


@exit_status
def _show_overview(config: Path | None) -> int:
    catalog = project.load_existing(project.find(config)).catalog
    _print_overview(overview(catalog), catalog)
    return 0


def _print_overview(found: TagOverview, catalog: Catalog) -> None:
    for tag, count in found.uses:
        click.echo(f"{count:5} {tag}")
    for tag, best in found.similar:
        click.echo(f"similar: {tag!r} is another spelling of {best!r}: "
                   f"reading-list tags rename {quote(tag)} {quote(best)}")  # fmt: skip
    for tag in found.not_in_text:
        places = ", ".join(paper.origin().source for paper in catalog.by_tag[tag])
        click.echo(f"not in the text: {tag!r} ({places})")
    for paper in (*found.few, *found.many):
        problem = (
            f"fewer than {MIN_TAGS_PER_PAPER}"
            if len(paper.tags) < MIN_TAGS_PER_PAPER
            else f"more than {MAX_TAGS_PER_PAPER}"
        )
        click.echo(f"{paper.origin('tags').source}: {plural(len(paper.tags), 'tag')}, {problem}")
    click.echo(
        f"{plural(len(catalog.papers), 'paper')}, {plural(len(found.uses), 'tag')}: "
        f"{len(found.similar)} to merge, {len(found.not_in_text)} in no text; "
        f"{plural(len(found.few), 'paper')} with fewer than {MIN_TAGS_PER_PAPER}, "
        f"{len(found.many)} with more than {MAX_TAGS_PER_PAPER}"
    )


@tags.command()
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@click.option("--all", "everything", is_flag=True, help="All papers of the list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@CONFIG_OPTION
@exit_status
def suggest(
    papers: tuple[str, ...], config: Path | None, *, everything: bool, as_json: bool
) -> int:
    """Show where tags and suggestions differ, for PAPERs (ids or files) or --all.

    Nothing is changed.
    """
    if bool(papers) == everything:
        raise UsageError("name the papers to look at, or --all")
    catalog = project.load_existing(project.find(config)).catalog
    found = tag_differences(catalog, catalog.papers if everything else find_papers(catalog, papers))
    if as_json:
        click.echo(
            json.dumps([_difference_data(each) for each in found], ensure_ascii=False, indent=1)
        )
    else:
        _print_differences(found)
    return 0


def _print_differences(found: Sequence[TagDifference]) -> None:
    for each in found:
        lines = [f"  + {t.name} {t.score:.2f} {'; '.join(t.evidence)}" for t in each.missing]
        lines += [f"  ? {tag}{' not in the text' if tag in each.not_in_text else ''}"
                  for tag in each.doubtful]  # fmt: skip
        if lines:
            click.echo("\n".join([each.paper.origin().source, *lines]))
    differing = sum(1 for each in found if each.missing or each.doubtful)
    missing, doubtful = (sum(map(len, kind)) for kind in
                  ([e.missing for e in found], [e.doubtful for e in found]))  # fmt: skip
    click.echo(f"{plural(len(found), 'paper')}, {differing} differ: "
               f"{plural(missing, 'tag')} suggested (+), "
               f"{doubtful} chosen that would not be suggested (?)")  # fmt: skip


def _difference_data(each: TagDifference) -> dict[str, Any]:
    return {
        "id": each.paper.id,
        "tags": list(each.paper.tags),
        "suggested": [asdict(tag) for tag in each.suggested],
        "missing": [tag.name for tag in each.missing],
        "doubtful": list(each.doubtful),
        "unheld": list(each.not_in_text),
    }


@tags.command()
@click.argument("old", nargs=-1, required=True, metavar="OLD...")
@click.argument("new")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def rename(old: tuple[str, ...], new: str, config: Path | None, *, dry_run: bool) -> int:
    """Give tags (OLD, one or more) another name, which may be a tag already, in all papers.

    Everything else in the files stays as it was.
    """
    names = dict.fromkeys(old, new)

    def change(catalog: Catalog) -> Edit:
        _check_names(catalog, names, new)
        return Edit(papers=tuple(rename_tags(catalog, names)))

    run_edit(project.find(config), change, dry_run=dry_run)
    return 0


def _check_names(catalog: Catalog, names: dict[str, str], new: str) -> None:
    """Raise UsageError if an old name is not a tag, or the new one is a second spelling of one."""
    for tag in names:
        if tag not in catalog.by_tag:
            raise UsageError(f"{tag!r} is not a tag of the list{did_you_mean(tag, catalog.by_tag)}")
        if tag == new:
            raise UsageError(f"{tag!r} is the same name twice. Name the tag to rename, then its "
                             "new name")  # fmt: skip
    if not new or new != one_line(new):
        raise UsageError(f"{new!r} cannot be a tag. Write words on one line")
    for tag in catalog.by_tag:
        if tag != new and tag not in names and tag_key(tag) == tag_key(new):
            raise UsageError(f"{new!r} is another spelling of the tag {tag!r}. Write {tag!r}, or "
                             "rename it too")  # fmt: skip
