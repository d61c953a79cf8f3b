"""`reading-list check`: report all problems of the list, and fix some."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from generator import checks, project, store
from generator.checks import report
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.cli.fixes import fix
from generator.cli.release import installed_from, source_page
from generator.cli.selection import PATHS_ARGUMENT, path_filter
from generator.model.errors import UsageError
from generator.text.english import plural

CODES_PAGE = "guide/checks.md"  # in `docs/`: what the codes mean
FORMATS = ("text", "github", "json", "sarif")


@main.command()
@PATHS_ARGUMENT
@click.option("--format", "form", type=click.Choice(FORMATS), default="text",
              show_default=True, help="How to print the findings.")  # fmt: skip
@click.option(
    "--fix", "fixes", is_flag=True, help="First fix the problems that have only one correction."
)
@click.option("--dry-run", is_flag=True, help="With --fix: write nothing; show what would change.")
@output_options
@CONFIG_OPTION
@exit_status
def check(
    paths: tuple[Path, ...], form: str, config: Path | None, output: Output,
    *, fixes: bool, dry_run: bool,
) -> int:  # fmt: skip
    """Report all problems of the list.

    With PATHs only the problems of these files and folders. The whole list is still read.
    """
    if dry_run and not fixes:
        raise UsageError("--dry-run needs --fix: it shows what --fix would change")
    found = project.find(config)
    is_chosen = path_filter(found, paths)
    if fixes:
        is_chosen = _fix_files(
            found, is_chosen, dry_run=dry_run, output=output, err=form in ("json", "sarif")
        )
    loaded = project.load(found)
    findings = [f for f in loaded.findings if is_chosen(f.origin.source)]
    counts = Counter(finding.severity for finding in findings)
    if form == "json":
        click.echo(report.to_json(findings))
    elif form == "sarif":
        page = codes_page_url(found)
        click.echo(
            report.to_sarif(
                findings, checks.SUMMARIES, lambda code: f"{page}#{code}" if page else ""
            )
        )
    else:
        if form == "github":
            for finding in findings:
                click.echo(report.github_annotation(finding))
        else:
            print_findings(findings, source_reader(found.root), output, err=False)
        papers = sum(is_chosen(paper.origin().source) for paper in loaded.catalog.papers)
        summary = f"{plural(papers, 'paper')}: {plural(counts['error'], 'error')}, "
        output.print_line(summary + plural(counts["warning"], "warning"))
        if not loaded.catalog.papers and not counts["error"]:
            output.print_line(report.no_papers_line(found.papers.name))
    return EXIT_ERRORS if counts["error"] else 0


def _fix_files(
    found: project.Project, is_chosen: Callable[[str], bool], output: Output, *,
    dry_run: bool, err: bool,
) -> Callable[[str], bool]:  # fmt: skip
    """Fix what has one right answer and print it.

    Returns:
        The filter of files, which also accepts the new names of renamed files.
    """
    done = fix(found, is_chosen, dry_run=dry_run)
    lines = [
        report.fix_line(each.code, each.origin, each.old, each.new, dry_run=dry_run)
        for each in done.fixes
    ]
    count = plural(len(lines), "finding")
    lines.append(f"{count} {'to fix' if dry_run else 'fixed'}")
    for line in lines if dry_run or not output.quiet else ():
        click.echo(line, err=err)
    folder = found.papers
    new_sources = {store.display_path(folder / name, found.root) for name in done.renames.values()}
    return lambda source: source in new_sources or is_chosen(source)


def codes_page_url(found: project.Project) -> str:
    """The URL of the page that explains the codes of findings; empty if none is known to exist.

    A list may have such a page of its own. Otherwise it is the page in the documentation of
    reading-list, at the commit it was installed from.
    """
    if found.site.url and (found.docs / CODES_PAGE).is_file():
        from generator.site.page_urls import page_url  # noqa: PLC0415 - slow to load

        return page_url(CODES_PAGE, found.site)
    return source_page(installed_from(), f"docs/{CODES_PAGE}")
