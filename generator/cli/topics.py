"""`reading-list topics`: what the papers say about the vocabulary."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import project
from generator.cli.base import CONFIG, exit_status, main
from generator.store.dump import dump_topic
from generator.text.english import plural

if TYPE_CHECKING:
    from generator.model import Catalog, Topic
    from generator.suggest.topics.survey import Large, Survey, Together
    from generator.suggest.topics.survey_new import Proposal

_SHOWN = 4  # papers or topics named in a line, before the rest is counted
_PASTED = 3  # proposals printed to paste; --json has them all


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@CONFIG
@exit_status
def topics(config: Path | None, *, as_json: bool) -> int:
    """Show which topics are missing, too big, or always together."""
    from generator.suggest.topics.survey import survey  # noqa: PLC0415 - slow to load

    catalog = project.load_with_topics(project.find(config)).catalog
    found = survey(catalog)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(catalog, found)))
    return 0


def _lines(catalog: "Catalog", found: "Survey") -> Iterator[str]:
    yield from _counted(catalog, found)
    if found.without:
        yield f"\n{plural(len(found.without), 'paper')} without a topic: {_some(found.without)}"
    for large in found.large:
        yield from _too_big(large, found.counts[large.id])
    if found.together:
        yield "\nNearly always together: merge them, or tell in `description` what sets them apart."
        yield from (_pair(each, found.counts) for each in found.together)
    yield from _pasted("New topics worth having", found.new)
    yield from _pasted("Tags that deserve to become a topic", found.tags)


def _counted(catalog: "Catalog", found: "Survey") -> Iterator[str]:
    sizes = sorted(found.counts, key=lambda topic: (-found.counts[topic], topic))
    used = [topic for topic in sizes if found.counts[topic]]
    named = sum(found.counts.values()) / max(len(catalog.papers), 1)
    papers, vocabulary = plural(len(catalog.papers), "paper"), plural(len(sizes), "topic")
    yield f"{papers}, {vocabulary}, {named:.1f} a paper"
    shown = [f"{topic} {found.counts[topic]}" for topic in used]
    if len(shown) > 2 * _SHOWN:
        yield f"  most: {', '.join(shown[:_SHOWN])}"
        yield f"  fewest: {', '.join(shown[-_SHOWN:])}"
    elif shown:
        yield f"  {', '.join(shown)}"
    if len(used) < len(sizes):
        yield f"  unused: {_some(sizes[len(used) :])}"


def _too_big(large: "Large", count: int) -> Iterator[str]:
    if not large.parts:
        yield f"\n{large.id} is big ({plural(count, 'paper')}), but no words part it."
        return
    yield f"\n{large.id} is big ({plural(count, 'paper')}) and could be split:"
    for part in large.parts:
        yield f"  {len(part.papers)} papers: {', '.join(part.phrases)}"
        yield f"    {_some(part.papers)}"
    rest = count - sum(len(part.papers) for part in large.parts)
    if rest:
        yield f"  {plural(rest, 'paper')} would stay"


def _pair(pair: "Together", counts: "Mapping[str, int]") -> str:
    return (f"  {pair.both} of {counts[pair.id]} papers of {pair.id} have {pair.other} "
            f"({counts[pair.other]}) too")  # fmt: skip


def _pasted(title: str, proposals: Sequence["Proposal"]) -> Iterator[str]:
    """Proposals to paste into topics.yml: YAML, with what speaks for them in comments."""
    if not proposals:
        return
    yield f"\n# {title}; paste what you take into topics.yml, and write its description."
    for each in proposals[:_PASTED]:
        yield f"# {plural(len(each.papers), 'paper')}: {_some(each.papers)}"
        yield _snippet(each.topic).rstrip("\n")
    if len(proposals) > _PASTED:
        names = [each.topic.name for each in proposals[_PASTED:]]
        yield f"# and {len(names)} more, with --json: {', '.join(names)}"


def _snippet(topic: "Topic") -> str:
    """A topic as an item of topics.yml."""
    return "- " + dump_topic(topic).rstrip("\n").replace("\n", "\n  ") + "\n"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _as_json(found: "Survey") -> dict[str, Any]:
    def proposed(each: "Proposal") -> dict[str, Any]:
        topic = each.topic
        return {
            "id": topic.id, "name": topic.name, "group": topic.group,
            "description": topic.description, "keywords": list(topic.keywords),
            "papers": list(each.papers), "uncovered": each.uncovered, "yaml": _snippet(topic),
        }  # fmt: skip

    return {
        "counts": found.counts,
        "without": list(found.without),
        "new": [proposed(each) for each in found.new],
        "tags": [proposed(each) for each in found.tags],
        "large": [asdict(each) for each in found.large],
        "together": [asdict(each) for each in found.together],
    }
