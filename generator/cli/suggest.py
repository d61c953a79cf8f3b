"""`reading-list suggest`: show where the topics of papers and the suggestions differ."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.selection import find_papers
from generator.model import Catalog, Edit
from generator.model.errors import UsageError
from generator.suggest.topics.disagreements import Advice, advise
from generator.text.english import plural


@main.command()
@click.argument("papers", nargs=-1, metavar="[PAPER]...")
@click.option("--all", "everything", is_flag=True, help="All papers of the list.")
@click.option(
    "--apply", is_flag=True,
    help="Write the suggestions into those of the papers that have no topics.",
)  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON array, with an item per paper."
)
@CONFIG_OPTION
@exit_status
def suggest(
    papers: tuple[str, ...], config: Path | None, *, everything: bool, apply: bool, as_json: bool
) -> int:
    """Show where topics and suggestions differ, for PAPERs (ids or files) or --all.

    A topic that an editor chose is never changed.
    """
    if bool(papers) == everything:
        raise UsageError("name the papers to look at, or --all")
    found = project.find(config)
    catalog = project.load_with_topics(found).catalog
    advice = advise(catalog, catalog.papers if everything else find_papers(catalog, papers))
    if as_json:
        click.echo(
            json.dumps([_advice_data(each) for each in advice], ensure_ascii=False, indent=1)
        )
    else:
        _print_advice(catalog, advice)
    if apply:
        _apply_suggestions(found, advice, quiet=as_json)
    return 0


def _print_advice(catalog: Catalog, advice: Sequence[Advice]) -> None:
    if not catalog.topics:
        click.echo("topics.yml has no topics yet: `reading-list topics` proposes some")
        return
    for each in advice:
        lines = [f"  + {s.id} {s.score:.2f} {'; '.join(s.evidence)}" for s in each.missing]
        lines += [f"  ? {s.id} {s.score:.2f} {'; '.join(s.evidence)}" for s in each.doubtful]
        if not each.paper.topics and not each.suggested:
            lines.append("  no topic of the vocabulary fits: choose one, or leave it without")
        if lines:
            click.echo("\n".join([each.paper.origin().source, *lines]))
    differing = sum(1 for each in advice if each.missing or each.doubtful)
    missing = sum(len(each.missing) for each in advice)
    doubtful = sum(len(each.doubtful) for each in advice)
    click.echo(f"{plural(len(advice), 'paper')}, {differing} differ: "
               f"{plural(missing, 'topic')} suggested (+), "
               f"{doubtful} chosen that would not be suggested (?)")  # fmt: skip


def _apply_suggestions(found: project.Project, advice: Sequence[Advice], *, quiet: bool) -> None:
    topics = {a.paper.id: tuple(s.id for s in a.suggested) for a in advice if a.suggested}

    def with_suggestions(catalog: Catalog) -> Edit:
        return Edit(papers=tuple(
            replace(paper, topics=topics[paper.id]) for paper in catalog.papers
            if paper.id in topics and not paper.topics
        ))  # fmt: skip

    for paper in project.edit(found, with_suggestions)[0].papers:
        click.echo(f"write {paper.origin().source}", err=quiet)


def _advice_data(advice: Advice) -> dict[str, Any]:
    return {
        "id": advice.paper.id,
        "topics": list(advice.paper.topics),
        "suggested": [asdict(each) for each in advice.suggested],
        "missing": [each.id for each in advice.missing],
        "doubtful": [asdict(each) for each in advice.doubtful],
    }
