"""`reading-list import`: read captures into paper files."""

import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from generator import project
from generator.checks.corrections import correct_arxiv
from generator.cli.base import CONFIG_OPTION, EXIT_ERRORS, exit_status, main
from generator.cli.days import DAY_FORM, parse_day
from generator.cli.findings import Output, output_options, print_findings, source_reader
from generator.cli.import_report import file_lines, result_data, summary, undated_line
from generator.cli.selection import LIST_OPTION
from generator.ingest.readers import READERS, Parsed, Request
from generator.ingest.readers.service_reader import ServiceReader
from generator.ingest.readers.table_columns import FIELDS
from generator.ingest.readers.unsupported import add_command, binary_format
from generator.model import Finding, Origin, Severity
from generator.model.errors import UsageError
from generator.text.characters import escape_unprintable
from generator.text.did_you_mean import did_you_mean
from generator.text.encodings import Decoded, decode_any, decode_utf_8
from generator.text.english import plural
from generator.text.paper_ids import find_paper_id, has_only_ids

MAX_SOURCE_BYTES = 200_000_000  # 60,000 BibTeX entries have about 60 million
_TABLE_ENDINGS = (".csv", ".tsv", ".tab")  # spreadsheets save these in other encodings than UTF-8


def _readers_help() -> str:
    """The readers, one a line, for the help."""
    width = max(map(len, READERS))
    lines = []
    for name, reader in sorted(READERS.items()):
        summary = (type(reader).__doc__ or "").partition("\n")[0].removeprefix("Reader of ")
        if isinstance(reader, ServiceReader):
            summary = f"answers of {reader.service}."
        lines.append(f"  {name:{width}}  {summary}")
    return "\b\nReaders:\n" + "\n".join(lines)


@main.command("import", epilog=_readers_help())
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--reader",
    type=click.Choice(sorted(READERS)),
    default=None,
    help="The format of the files; by default detected from their text.",
)
@click.option(
    "--captured", type=parse_day, metavar=DAY_FORM, help="The day the files were captured."
)
@click.option(
    "--added",
    type=parse_day,
    metavar=DAY_FORM,
    help="The value of `added` for new papers; by default the day of the capture.",
)
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="The field that a column of a table has, or ignore. Repeat it for several columns.",
)
@click.option("--keep-going", is_flag=True, help="Take the readable entries of a file with errors.")
@click.option(
    "--titles-only",
    is_flag=True,
    help="Take entries without any author, identifier, date or link, too.",
)
@LIST_OPTION
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@output_options
@CONFIG_OPTION
@exit_status
def import_command(
    files: Sequence[str], reader: str | None, captured: date | None, added: date | None,
    columns: Sequence[str], into: str,
    config: Path | None, output: Output, *, keep_going: bool, titles_only: bool, dry_run: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Read captures, BibTeX, RIS and other FILES (- for standard input) into papers/*.yml."""
    asked = Request(text="", source="", reader=reader or "", captured=captured,
                    titles_only=titles_only, columns=_fields_by_column(columns))  # fmt: skip
    results = [_read_request(name, asked) for name in dict.fromkeys(files)]
    found, requests = project.find(config), [request for request, _ in results if request]
    imported = project.import_entries(
        found, requests, keep_going=keep_going,
        added=added, into=into, dry_run=dry_run,
    )  # fmt: skip
    about_files = tuple(finding for _, finding in results if finding)
    imported = replace(imported, findings=about_files + imported.findings)
    if as_json:
        click.echo(json.dumps(result_data(imported), ensure_ascii=False, indent=1).encode())
    else:
        read_source = source_reader(
            found.root, {request.source: request.text for request in requests}
        )
        print_findings(imported.findings, read_source, output)
        for source, parsed in imported.sources.parsed.items():
            for line in _source_lines(source, parsed):
                output.print_line(escape_unprintable(line))
        output.print_files(file_lines(imported))
        output.print_line(summary(imported, dry_run=dry_run))
        if (undated := undated_line(imported)) and not output.quiet:
            click.echo(f"reading-list: {undated}", err=True)
    return EXIT_ERRORS if any(f.severity == "error" for f in imported.findings) else 0


def _fields_by_column(options: Sequence[str]) -> Mapping[str, str]:
    """The fields of `--map`, by the names of columns."""
    found: dict[str, str] = {}
    for option in options:
        name, _, field = map(str.strip, option.rpartition("="))
        if not name or field not in FIELDS:
            listed = ", ".join(sorted(FIELDS))
            raise UsageError(
                f"--map {option}: write COLUMN=FIELD, where FIELD is one of {listed}"
                + did_you_mean(field, FIELDS)
            )
        found[name] = field
    return found


def _read_request(name: str, asked: Request) -> tuple[Request | None, Finding | None]:
    """One file's text with the options asked for, and what its size or encoding calls for."""
    shown = os.fsencode(name).decode("utf-8", "replace")
    try:
        with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            data = file.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read {shown}: {error.strerror}{_identifier_hint(shown)}"
        ) from error
    if len(data) > MAX_SOURCE_BYTES:
        message = f"the file has more than {MAX_SOURCE_BYTES:,} bytes. Split it into several files"
        return None, _file_finding(shown, code="too-large", message=message)
    is_table = asked.reader == "table" or Path(name).suffix.lower() in _TABLE_ENDINGS
    decoded = decode_any(data) if is_table else decode_utf_8(data)
    if decoded is None:
        return None, _encoding_error(data, shown)
    if not asked.reader and has_only_ids(decoded.text):
        return None, _only_identifiers_finding(shown)
    guessed = _guess_warning(decoded, shown) if decoded.guessed else None
    return replace(asked, text=decoded.text, source=shown), guessed


def _file_finding(
    source: str, line: int = 1, *, code: str, message: str, severity: Severity = "error"
) -> Finding:
    origin = Origin(source=source, line=line)
    return Finding(code=code, severity=severity, message=message, origin=origin)


def _encoding_error(data: bytes, name: str) -> Finding:
    """The error about a file whose encoding is unclear, or that is not text."""
    try:
        data.decode("utf-8-sig")
        line = 1
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    kind, way = binary_format(data) or ("text in another encoding", "save it as UTF-8")
    message = f"the file is not UTF-8 text and was not imported. It looks like {kind}: {way}"
    return _file_finding(name, line, code="not-utf8", message=message)


def _guess_warning(decoded: Decoded, name: str) -> Finding:
    words = ", ".join(map(repr, decoded.words)) or "its quotation marks and dashes"
    message = (
        f"the file is not UTF-8 and was read as {decoded.guessed}, with {words}. If that is "
        "wrong, save it as UTF-8"
    )
    return _file_finding(
        name, decoded.line, code="encoding-guessed", message=message, severity="warning"
    )


def _identifier_hint(name: str) -> str:
    """How to add a paper given by identifier or URL instead of a file; empty for other names."""
    if paper := find_paper_id(correct_arxiv(name) or name):
        how = f"To ask services for this paper, run: reading-list add {shlex.quote(str(paper))}"
    elif name.startswith(("http://", "https://")):
        how = "Save the BibTeX entry that the page offers as a file, then import that file"
    else:
        return ""
    return f". Import reads files and does not use the network. {how}"


def _only_identifiers_finding(name: str) -> Finding:
    message = (
        "the text has only identifiers of papers, and import does not use the network. To ask "
        f"services for these papers, run: {add_command(name)}"
    )
    return _file_finding(name, code="only-identifiers", message=message)


def _source_lines(source: str, parsed: Parsed) -> Iterator[str]:
    """Account for every line of a source that is not blank."""
    kinds: Counter[str] = Counter()
    for line in parsed.lines:
        kinds[line.kind] += line.count
    shown = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    yield f"{source}: {plural(len(parsed.entries), 'paper')}; lines: {shown or 'none read'}"
    for line in parsed.lines:
        if line.kind == "skipped":
            yield f"{source}:{line.number}: skipped: {line.reason}"
