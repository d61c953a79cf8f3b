"""`reading-list digest`: what was added, for a chat, an issue or an e-mail."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.days import DAY_FORM, MONTH_FORM, parse_day, parse_month
from generator.model import Catalog
from generator.model.errors import Refused, UsageError
from generator.site.digest.content import Digest, Span, digest, last_month, month_span
from generator.site.digest.html import html_digest
from generator.site.digest.mail import mail_digest
from generator.site.digest.markdown import markdown_digest
from generator.site.digest.plain_text import chat_digest, text_digest
from generator.site.i18n import Words
from generator.store.files import write_output
from generator.text.english import plural

FORMATS: Mapping[str, Callable[[Digest, Words], str]] = {
    "markdown": markdown_digest,
    "html": html_digest,
    "eml": mail_digest,
    "text": text_digest,
    "chat": chat_digest,
}
_FILE = click.Path(dir_okay=False, path_type=Path)


@main.command("digest")
@click.option("--month", type=parse_month, metavar=MONTH_FORM,
              show_default="the last month with additions", help="The month.")  # fmt: skip
@click.option(
    "--since", type=parse_day, metavar=DAY_FORM, help="The first day, instead of a month."
)
@click.option("--until", type=parse_day, metavar=DAY_FORM, show_default="all days after --since",
              help="The last day.")  # fmt: skip
@click.option("--format", "form", type=click.Choice([*FORMATS]), default="markdown",
              show_default=True, help="The format.")  # fmt: skip
@click.option(
    "-o", "--output", "target", type=_FILE, help="The file to write, not standard output."
)
@CONFIG_OPTION
@exit_status
def digest_command(
    month: date | None, since: date | None, until: date | None, form: str,
    target: Path | None, config: Path | None,
) -> int:  # fmt: skip
    """Show which papers were added in a month, or between two days.

    Prints nothing if there are none; the file is then empty.
    """
    chosen = _chosen_span(month, since, until)
    found = project.find(config)
    if not found.site.url:
        raise UsageError(
            "a digest links to the site, and mkdocs.yml has no `site_url`. Set it, or run this "
            "with SITE_URL=https://… if your mkdocs.yml reads that variable"
        )
    loaded = project.load_existing(found)
    if any(finding.severity == "error" for finding in loaded.findings):
        raise Refused(loaded.findings, "no digest made. Correct the list first")
    span = chosen or last_month(loaded.catalog)
    words = project.read_words(found)
    made = digest(loaded.catalog, span, found.site, words) if span else None
    text = FORMATS[form](made, words) if made and made.count else ""
    _report_gaps(loaded.catalog, made)
    if target:
        write_output(target, text)
    else:
        click.echo(text.encode(), nl=False)
    return 0


def _chosen_span(month: date | None, since: date | None, until: date | None) -> Span | None:
    """The days that the options name; None if they name none."""
    if month and (since or until):
        raise UsageError("--month names all days of a month. Remove it, or --since and --until")
    if until and not since:
        raise UsageError("--until needs --since. Name the first day, too")
    if since and until and until < since:
        raise UsageError(f"--until {until:%Y-%m-%d} is before --since {since:%Y-%m-%d}")
    if since:
        return Span(first=since, last=until)
    return month_span(month) if month else None


def _report_gaps(catalog: Catalog, made: Digest | None) -> None:
    """Say on standard error what the digest does not have."""
    if not made or not made.count:
        click.echo("reading-list: no paper was added in this time", err=True)
    if unknown := sum(paper.added is None for paper in catalog.papers):
        click.echo(f"reading-list: {plural(unknown, 'paper')} without `added` cannot be in a "
                   "digest. Write the day into their files", err=True)  # fmt: skip
