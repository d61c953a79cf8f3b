"""The command line: arguments, printing, exit statuses. 0 done, 1 errors found, 2 wrong usage."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import Any, ParamSpec

import click

from generator import __version__, project, writer
from generator.captures import READERS, Parsed, Request
from generator.errors import ReadingListError, Refused, UsageError
from generator.model import Finding, Origin
from generator.names import plural
from generator.reconcile import Change

P = ParamSpec("P")
_ERRORS, _USAGE = 1, 2
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_CONFIG = click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path),
    help="The list's mkdocs.yml; by default the nearest one upwards.",
)  # fmt: skip


def exit_status(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns or raises into the exit status, here and nowhere else."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
        except UsageError as error:
            click.echo(f"reading-list: {error}", err=True)
            status = _USAGE
        except Refused as error:
            print_findings(error.findings)
            click.echo(f"reading-list: {error}", err=True)
            status = _ERRORS
        except (ReadingListError, OSError) as error:
            click.echo(f"reading-list: {error}", err=True)
            status = _ERRORS
        sys.exit(status)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reading-list")
def main() -> None:
    """Turn captures of papers into reviewed files and a searchable site."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a title is no error
            stream.reconfigure(errors="backslashreplace")


@main.command("import")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--reader",
    type=click.Choice(sorted(READERS)),
    default=None,
    help="The format of the files; by default recognised from their text.",
)
@click.option("--captured", type=_DAY, help="The day the files were captured.")
@click.option(
    "--added", type=_DAY, help="The day to note for new papers; by default the capture's."
)
@click.option("--keep-going", is_flag=True, help="Take the readable entries of a file with errors.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@_CONFIG
@exit_status
def import_command(
    files: Sequence[str], reader: str | None, captured: datetime | None, added: datetime | None,
    keep_going: bool, dry_run: bool, as_json: bool, config: Path | None,
) -> int:  # fmt: skip
    """Read captures (FILES, or - for standard input) into papers/*.yml."""
    day = captured.date() if captured else None
    read = [_request(name, reader or "", day) for name in dict.fromkeys(files)]
    imported = project.import_entries(
        project.find(config), [r for r in read if isinstance(r, Request)], keep_going=keep_going,
        added=added.date() if added else None, dry_run=dry_run,
    )  # fmt: skip
    unread = tuple(finding for finding in read if isinstance(finding, Finding))
    imported = replace(imported, findings=unread + imported.findings)
    if as_json:
        click.echo(json.dumps(_as_json(imported), ensure_ascii=False, indent=1).encode())
    else:
        _report(imported, dry_run=dry_run)
    return _ERRORS if any(f.severity == "error" for f in imported.findings) else 0


@main.command()
@_CONFIG
@exit_status
def check(config: Path | None) -> int:
    """Print everything that is wrong with the list."""
    loaded = project.load(project.find(config))
    print_findings(loaded.findings, err=False)
    counts = Counter(finding.severity for finding in loaded.findings)
    summary = f"{plural(len(loaded.catalog.papers), 'paper')}: {plural(counts['error'], 'error')}, "
    click.echo(summary + plural(counts["warning"], "warning"))
    return _ERRORS if counts["error"] else 0


@main.command()
@click.option(
    "--output",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the Markdown files.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Write nothing; say what would change, exit 1 if anything would.",
)
@_CONFIG
@exit_status
def generate(output: Path, only_check: bool, config: Path | None) -> int:
    """Write the site's pages as Markdown files, for any engine."""
    changes = project.generate(project.find(config), output)
    print_findings(changes.findings)
    for path in sorted(changes.write):
        click.echo(f"{'would write' if only_check else 'write'} {path}")
    for path in changes.remove:
        click.echo(f"{'would remove' if only_check else 'remove'} {path}")
    if only_check:
        return _ERRORS if changes.any or changes.findings else 0
    writer.apply(changes, output)
    click.echo(f"{plural(len(changes.manifest), 'file')} in {output}, {len(changes.write)} written")
    return _ERRORS if changes.findings else 0


def print_findings(findings: Iterable[Finding], *, err: bool = True) -> None:
    """One line a finding: file:line:column: severity[code] message."""
    for finding in findings:
        click.echo(format_finding(finding), err=err)


def format_finding(finding: Finding) -> str:
    """`papers/gpipe.yml:7:1: error[unknown-key] …`."""
    origin = finding.origin
    place = ":".join(str(part) for part in (origin.source, origin.line, origin.column) if part)
    return f"{place}: {finding.severity}[{finding.code}] {finding.message}"


def _request(name: str, reader: str, captured: date | None) -> Request | Finding:
    """One file's text; a finding where it is no UTF-8."""
    shown = os.fsencode(name).decode("utf-8", "replace")
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        origin = Origin(source=shown, line=data.count(b"\n", 0, error.start) + 1)
        message = "not UTF-8 text: save the file as UTF-8; nothing of it was imported"
        return Finding(code="not-utf8", severity="error", message=message, origin=origin)
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {error.strerror}") from error
    return Request(text=text, source=shown, reader=reader, captured=captured)


def _report(imported: project.Imported, *, dry_run: bool) -> None:
    print_findings(imported.findings)
    for source, parsed in imported.parsed.items():
        _report_lines(source, parsed)
    changes = imported.proposal.changes
    new = {change.paper.id for change in changes if change.outcome == "new"}
    written = dict.fromkeys(c.paper.id for c in changes if c.outcome in ("new", "changed"))
    for stem in written:
        click.echo(f"{'new' if stem in new else 'changed'} {stem}.yml")
    kept = len({c.paper.id for c in changes if c.outcome == "unchanged"} - set(written))
    refused = sum(1 for change in changes if change.outcome == "refused")
    summary = (
        f"{plural(len(new), 'paper')} new, {len(written) - len(new)} changed, {kept} unchanged"
    )
    summary += f", {refused} refused" if refused else ""
    click.echo(summary + (" (dry run: nothing written)" if dry_run else ""))


def _report_lines(source: str, parsed: Parsed) -> None:
    """Account for every line of a source that is not blank."""
    kinds: Counter[str] = Counter()
    for line in parsed.lines:
        kinds[line.kind] += line.count
    shown = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    click.echo(f"{source}: {plural(len(parsed.entries), 'paper')}; lines: {shown or 'none read'}")
    for line in parsed.lines:
        if line.kind == "skipped":
            click.echo(f"{source}:{line.number}: skipped: {line.reason}")


def _as_json(imported: project.Imported) -> dict[str, Any]:
    days = {parsed.captured for parsed in imported.parsed.values() if parsed.captured}
    day = days.pop().date if len(days) == 1 else None
    return {
        "captured": str(day) if day else None,
        "entries": [_entry(change) for change in imported.proposal.changes],
        "findings": [_finding(finding) for finding in imported.findings],
        "sources": [
            {"source": source, "captured": str(parsed.captured) if parsed.captured else None,
             "lines": [asdict(line) for line in parsed.lines]}
            for source, parsed in imported.parsed.items()
        ],
    }  # fmt: skip


def _entry(change: Change) -> dict[str, Any]:
    entry, paper = change.entry, change.paper
    published = entry.published.date if entry.published else None
    return {
        "title": entry.title,
        "abstract": entry.abstract,
        "authors": list(entry.authors),
        "author_count": entry.author_count,
        "organization": {"handle": entry.organization.handle, "name": entry.organization.name}
        if entry.organization else None,
        "published": str(published) if published else None,
        "comments": entry.comments,
        "venue": entry.venue or None,
        "arxiv": entry.arxiv or None,
        "doi": entry.doi or None,
        "links": [{"kind": link.kind, "url": link.url} for link in entry.links],
        "topics": list(paper.topics),
        "tags": list(paper.tags),
        "id": paper.id,
        "outcome": change.outcome,
        "origin": {"source": entry.origin.source, "line": entry.origin.line},
    }  # fmt: skip


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "source": finding.origin.source,
        "line": finding.origin.line,
    }
