"""`reading-list check`: what is wrong with the list."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from generator import checks, project, store
from generator.checks import report
from generator.cli.base import CONFIG, ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, texts_of
from generator.cli.fixes import fix
from generator.cli.release import installed_from, source_page
from generator.cli.selection import PATHS, chosen
from generator.model.errors import UsageError
from generator.site.pages import address
from generator.text.english import plural

PAGE = "guide/checks.md"  # in `docs/`: what the codes mean
FORMATS = ("text", "github", "json", "sarif")


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How to print the findings.")  # fmt: skip
@click.option("--fix", "fixes", is_flag=True, help="First write what has one right answer.")
@click.option("--dry-run", is_flag=True, help="With --fix: write nothing; say what would change.")
@output_options
@CONFIG
@exit_status
def check(
    paths: tuple[Path, ...], form: str, config: Path | None, output: Output,
    *, fixes: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Print everything that is wrong with the list.

    With PATHs only what is wrong in these files and folders; the whole list is read all the same.
    """
    if dry_run and not fixes:
        raise UsageError("--dry-run says what --fix would change: give both")
    found = project.find(config)
    within = chosen(found, paths)
    if fixes:
        within = _fix(found, within, dry_run=dry_run, output=output, err=form in ("json", "sarif"))
    loaded = project.load(found)
    findings = [f for f in loaded.findings if within(f.origin.source)]
    counts = Counter(finding.severity for finding in findings)
    if form == "json":
        click.echo(report.to_json(findings))
    elif form == "sarif":
        page = help_page(found)
        click.echo(
            report.to_sarif(
                findings, checks.SUMMARIES, lambda code: f"{page}#{code}" if page else ""
            )
        )
    else:
        if form == "github":
            for finding in findings:
                click.echo(report.annotation(finding))
        else:
            print_findings(findings, texts_of(found.root), output, err=False)
        papers = sum(within(paper.origin().source) for paper in loaded.catalog.papers)
        summary = f"{plural(papers, 'paper')}: {plural(counts['error'], 'error')}, "
        output.say(summary + plural(counts["warning"], "warning"))
        if not loaded.catalog.papers and not counts["error"]:
            output.say(report.no_papers_yet(found.papers.name))
    return ERRORS if counts["error"] else 0


def _fix(
    found: project.Project, within: Callable[[str], bool], output: Output, *,
    dry_run: bool, err: bool,
) -> Callable[[str], bool]:  # fmt: skip
    """Fix what has one right answer and say so; which files are meant afterwards."""
    done = fix(found, within, dry_run=dry_run)
    lines = [
        report.fixed(each.code, each.origin, each.old, each.new, dry_run=dry_run)
        for each in done.fixes
    ]
    count = plural(len(lines), "finding")
    lines.append(f"{count} {'to fix' if dry_run else 'fixed'}")
    for line in lines if dry_run or not output.quiet else ():
        click.echo(line, err=err)
    folder = found.papers
    new_sources = {store.display_path(folder / name, found.root) for name in done.renames.values()}
    return lambda source: source in new_sources or within(source)


def help_page(found: project.Project) -> str:
    """The page that explains the codes of findings; empty where none is known to exist.

    A list may have such a page among its own. Else it is the documentation of this program, at
    the commit it was installed from.
    """
    if found.site.url and (found.docs / PAGE).is_file():
        return address(PAGE, found.site)
    return source_page(installed_from(), f"docs/{PAGE}")
