"""`reading-list topics`: what the vocabulary lacks; topics renamed, merged, split."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.edits import DRY_RUN_OPTION, print_mentions, run_edit
from generator.project.editing.topics import merge_topics, rename_topic, split_topic
from generator.store.dump import dump_topic
from generator.text.english import plural

if TYPE_CHECKING:
    from generator.model import Catalog, Topic
    from generator.suggest.topics.survey import LargeTopic, OverlappingTopics, Survey
    from generator.suggest.topics.survey_proposals import TopicProposal

_MAX_NAMES_SHOWN = 4  # papers or topics in a line; the rest is counted
_MAX_PROPOSALS_SHOWN = 3  # of each kind; --json has them all


@main.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@CONFIG_OPTION
@click.pass_context
def topics(context: click.Context, config: Path | None, *, as_json: bool) -> None:
    """Show which topics are missing, too big, or always together."""
    context.default_map = {name: {"config": config} for name in ("rename", "merge", "split")}
    if context.invoked_subcommand is None:
        _show_survey(config, as_json=as_json)


@exit_status
def _show_survey(config: Path | None, *, as_json: bool) -> int:
    from generator.suggest.topics.survey import survey  # noqa: PLC0415 - slow to load

    catalog = project.load_with_topics(project.find(config)).catalog
    found = survey(catalog)
    if as_json:
        click.echo(json.dumps(_survey_data(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_survey_lines(catalog, found)))
    return 0


def _survey_lines(catalog: "Catalog", found: "Survey") -> Iterator[str]:
    yield from _count_lines(catalog, found)
    if found.without:
        papers = plural(len(found.without), "paper")
        yield f"\n{papers} without a topic: {_first_names(found.without)}"
    for large in found.large:
        yield from _large_topic_lines(large, found.counts[large.id])
    if found.together:
        yield "\nNearly always together: merge them, or write in `description` how they differ."
        yield from (_pair_line(each, found.counts) for each in found.together)
    yield from _proposal_lines("New topics worth having", found.new)
    yield from _proposal_lines("Tags that deserve to become a topic", found.tags)


def _count_lines(catalog: "Catalog", found: "Survey") -> Iterator[str]:
    sizes = sorted(found.counts, key=lambda topic: (-found.counts[topic], topic))
    used = [topic for topic in sizes if found.counts[topic]]
    named = sum(found.counts.values()) / max(len(catalog.papers), 1)
    papers, vocabulary = plural(len(catalog.papers), "paper"), plural(len(sizes), "topic")
    yield f"{papers}, {vocabulary}, {named:.1f} a paper"
    shown = [f"{topic} {found.counts[topic]}" for topic in used]
    if len(shown) > 2 * _MAX_NAMES_SHOWN:
        yield f"  most: {', '.join(shown[:_MAX_NAMES_SHOWN])}"
        yield f"  fewest: {', '.join(shown[-_MAX_NAMES_SHOWN:])}"
    elif shown:
        yield f"  {', '.join(shown)}"
    if len(used) < len(sizes):
        yield f"  unused: {_first_names(sizes[len(used) :])}"


def _large_topic_lines(large: "LargeTopic", count: int) -> Iterator[str]:
    if not large.parts:
        yield f"\n{large.id} is big ({plural(count, 'paper')}), but no phrases split it into parts."
        return
    yield f"\n{large.id} is big ({plural(count, 'paper')}) and could be split:"
    for part in large.parts:
        yield f"  {len(part.papers)} papers: {', '.join(part.phrases)}"
        yield f"    {_first_names(part.papers)}"
    rest = count - sum(len(part.papers) for part in large.parts)
    if rest:
        yield f"  {plural(rest, 'paper')} would stay as they are"


def _pair_line(pair: "OverlappingTopics", counts: "Mapping[str, int]") -> str:
    return (f"  {pair.both} of {counts[pair.id]} papers of {pair.id} have {pair.other} "
            f"({counts[pair.other]}) too")  # fmt: skip


def _proposal_lines(title: str, proposals: Sequence["TopicProposal"]) -> Iterator[str]:
    """Proposals to paste into topics.yml: YAML, with their papers in comments."""
    if not proposals:
        return
    yield f"\n# {title}; paste those you want into topics.yml, and write its description."
    for each in proposals[:_MAX_PROPOSALS_SHOWN]:
        yield f"# {plural(len(each.papers), 'paper')}: {_first_names(each.papers)}"
        yield _yaml_item(each.topic).rstrip("\n")
    if len(proposals) > _MAX_PROPOSALS_SHOWN:
        names = [each.topic.name for each in proposals[_MAX_PROPOSALS_SHOWN:]]
        yield f"# and {len(names)} more, with --json: {', '.join(names)}"


def _yaml_item(topic: "Topic") -> str:
    """A topic as an item of topics.yml."""
    return "- " + dump_topic(topic).rstrip("\n").replace("\n", "\n  ") + "\n"


def _first_names(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MAX_NAMES_SHOWN} more" if len(names) > _MAX_NAMES_SHOWN else ""
    return ", ".join(names[:_MAX_NAMES_SHOWN]) + more


def _survey_data(found: "Survey") -> dict[str, Any]:
    def proposal_data(each: "TopicProposal") -> dict[str, Any]:
        topic = each.topic
        return {
            "id": topic.id, "name": topic.name, "group": topic.group,
            "description": topic.description, "keywords": list(topic.keywords),
            "papers": list(each.papers), "uncovered": each.uncovered, "yaml": _yaml_item(topic),
        }  # fmt: skip

    return {
        "counts": found.counts,
        "without": list(found.without),
        "new": [proposal_data(each) for each in found.new],
        "tags": [proposal_data(each) for each in found.tags],
        "large": [asdict(each) for each in found.large],
        "together": [asdict(each) for each in found.together],
    }


@topics.command()
@click.argument("old")
@click.argument("new")
@click.option("--name", default="", help="The new name of the topic; by default it stays.")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def rename(old: str, new: str, name: str, config: Path | None, *, dry_run: bool) -> int:
    """Rename the topic OLD to NEW, in topics.yml and in all papers; its old address redirects.

    Everything else in the files stays as it was.
    """
    found = project.find(config)
    run_edit(found, lambda catalog: rename_topic(catalog, old, new, name), dry_run=dry_run)
    print_mentions(found, "topics", {old: new})
    return 0


@topics.command()
@click.argument("keep")
@click.argument("drop")
@DRY_RUN_OPTION
@CONFIG_OPTION
@exit_status
def merge(keep: str, drop: str, config: Path | None, *, dry_run: bool) -> int:
    """Merge the topic DROP into KEEP, in topics.yml and in all papers.

    The address of DROP leads to KEEP, which gets its phrases.
    """
    found = project.find(config)
    run_edit(found, lambda catalog: merge_topics(catalog, keep, drop), dry_run=dry_run)
    print_mentions(found, "topics", {drop: keep})
    return 0


@topics.command()
@click.argument("topic")
@click.option(
    "--into", multiple=True, required=True, metavar="TOPIC",
    help="A narrower topic of topics.yml; give it once for each.",
)  # fmt: skip
@click.option(
    "--apply/--dry-run", help="Write the proposals, or only show them.  [default: --dry-run]"
)
@CONFIG_OPTION
@exit_status
def split(topic: str, into: tuple[str, ...], config: Path | None, *, apply: bool) -> int:
    """Propose narrower topics for the papers of TOPIC, with probabilities; --apply writes them.

    A paper keeps TOPIC if no narrower topic is probable enough.
    """
    found = project.find(config)
    project.load_with_topics(found)  # suggestions need all topics
    edit = run_edit(found, lambda catalog: split_topic(catalog, topic, into), dry_run=not apply)
    if edit.papers and not apply:
        click.echo("to write this, add --apply")
    return 0
