"""`reading-list export`: write papers in the formats of other programs, or into a README."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.selection import select_papers
from generator.model import STATUSES, Catalog, Paper
from generator.model.errors import Refused, UsageError
from generator.site.exports import FORMATS, export_text
from generator.site.marked_region import replace_region
from generator.site.template_renderer import template_renderer
from generator.site.views.markdown_list import GROUPINGS, TEMPLATE, Grouping, markdown_list_view
from generator.store.files import read_regular_file, write_output

_MARKDOWN = "markdown"
_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command()
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, _MARKDOWN]),
    show_default="bibtex; markdown with --into", help="The format.",
)  # fmt: skip
@click.option("--topic", "topics", multiple=True, help="Only papers of this topic; repeatable.")
@click.option("--tag", "tags", multiple=True, help="Only papers with this tag; repeatable.")
@click.option(
    "--paper", "papers", multiple=True, help="Only this paper, by id or file; repeatable."
)
@click.option("--list", "lists", multiple=True, metavar="ID",
              help="Only papers of this list of the site; repeatable.")  # fmt: skip
@click.option("--status", type=click.Choice(STATUSES), help="Only papers of this status.")
@click.option(
    "-o", "--output", "target", type=_FILE, help="The file to write, not standard output."
)
@click.option(
    "--into", type=_EXISTING_FILE, help="Write Markdown between the markers of this file."
)
@click.option("--group", type=click.Choice(GROUPINGS), show_default="topic",
              help="The headings of Markdown.")  # fmt: skip
@click.option("--check", "only_check", is_flag=True,
              help="With --into: write nothing, exit 1 if the file is out of date.")  # fmt: skip
@CONFIG_OPTION
@exit_status
def export(
    form: str | None, lists: tuple[str, ...], topics: tuple[str, ...], tags: tuple[str, ...],
    papers: tuple[str, ...], status: str | None, target: Path | None, into: Path | None,
    group: Grouping | None, config: Path | None, *, only_check: bool,
) -> int:  # fmt: skip
    """Write papers in the formats of other programs, or into a README.

    A paper must be in one of the lists, and have one of the topics, one of the tags and the status,
    as far as they are named.
    """
    form = form or (_MARKDOWN if into else "bibtex")
    _refuse_contradictions(form, target, into, group, only_check=only_check)
    found = project.find(config)
    loaded = project.load_existing(found)
    if any(finding.severity == "error" for finding in loaded.findings):
        raise Refused(loaded.findings, "nothing exported. Correct the list first")
    chosen = select_papers(
        loaded.catalog, topics=topics, tags=tags, papers=papers, status=status, lists=lists
    )
    if not chosen:
        what = "no paper fits this selection" if loaded.catalog.papers else "the list has no papers"
        click.echo(f"reading-list: {what}", err=True)
    if form == _MARKDOWN:
        text = _markdown(found, loaded.catalog, chosen, group or "topic", topics)
    else:
        text = export_text(loaded.catalog, chosen, form)
    if into:
        return _write_region(into, text, only_check=only_check)
    if target:
        write_output(target, text)
    else:
        # The bytes of a file, whatever the encoding and the line ends of the terminal are.
        click.echo(text.encode(), nl=False)
    return 0


def _refuse_contradictions(
    form: str, target: Path | None, into: Path | None, group: Grouping | None, *, only_check: bool
) -> None:
    """Raise UsageError if options do not fit each other."""
    if form != _MARKDOWN and (into or group):
        option = "--into" if into else "--group"
        raise UsageError(f"{option} is for --format {_MARKDOWN}")
    if into and target:
        raise UsageError("--into and --output name a file each. Give one of them")
    if only_check and not into:
        raise UsageError("--check compares a file that --into names. Name it")


def _markdown(
    found: project.Project, catalog: Catalog, papers: Sequence[Paper], group: Grouping,
    topics: Sequence[str],
) -> str:  # fmt: skip
    words = project.read_words(found)
    headings = [topic for topic in catalog.topics if not topics or topic.id in topics]
    view = markdown_list_view(papers, group, headings, found.site, words)
    render = template_renderer(tuple(project.read_templates(found).items()), words)
    return render(TEMPLATE, view, "")


def _write_region(path: Path, content: str, *, only_check: bool) -> int:
    try:
        before = read_regular_file(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text. Save it as UTF-8") from error
    after = replace_region(before, content, str(path))
    if after == before:
        click.echo(f"{path} is up to date")
        return 0
    if only_check:
        click.echo(f"{path} is out of date. Run the same command without --check", err=True)
        return EXIT_ERRORS
    write_output(path, after)
    click.echo(f"write {path}")
    return 0
