"""How commands print findings: one line each, at most some of a kind, with source lines."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

import click

from generator import store
from generator.checks import report
from generator.model import Finding

MAX_FILE_LINES = 100  # of files written; the rest are counted
ReadSource = Callable[[str], str]  # gives the text of a file by its name in findings


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """The values of the options that all commands with findings share.

    Attributes:
        quiet: Print findings and nothing else.
        show_all: Print all findings of a kind, and all files.
        show_source: Print the line that a finding is about; None for only in a terminal.
    """

    quiet: bool = False
    show_all: bool = False
    show_source: bool | None = None

    def print_line(self, text: str) -> None:
        """Print a line that is not a finding, unless quiet."""
        if not self.quiet:
            click.echo(text)

    def print_files(self, lines: Sequence[str]) -> None:
        """Print a line for each of some files; of very many only the first ones, unless asked."""
        shown = len(lines) if self.show_all else MAX_FILE_LINES
        for line in lines[:shown]:
            self.print_line(line)
        if more := len(lines[shown:]):
            self.print_line(f"… {more:,} more files; --all lists them")


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Decorate a command with the options for findings, passed on as one argument `output`."""

    @click.option(
        "--all",
        "show_all",
        is_flag=True,
        help=f"Print all findings and files, not only the first {report.MAX_FINDINGS_PER_CODE} "
        f"findings of a kind and {MAX_FILE_LINES} files.",
    )
    @click.option(
        "--show-source/--no-show-source",
        "show_source",
        default=None,
        help="Print the line that each finding is about; by default in a terminal only.",
    )
    @click.option("--quiet", "-q", is_flag=True, help="Print findings and nothing else.")
    @wraps(command)
    def run(
        *args: Any, quiet: bool, show_all: bool, show_source: bool | None, **kwargs: Any
    ) -> None:
        output = Output(quiet=quiet, show_all=show_all, show_source=show_source)
        command(*args, output=output, **kwargs)

    return run  # fmt: skip


def print_findings(
    findings: Iterable[Finding],
    read_source: ReadSource,
    output: Output = Output(),
    *,
    err: bool = True,
    see_all: str = "--all",
) -> None:
    """Print findings as text.

    Args:
        findings: The findings, in order.
        read_source: Gives the text of a file.
        output: The values of the shared options.
        err: Print on standard error.
        see_all: The option or command that shows those that are left out.
    """
    stream = sys.stderr if err else sys.stdout
    show_source = stream.isatty() if output.show_source is None else output.show_source

    def excerpt(finding: Finding) -> str:
        return report.excerpt(read_source(finding.origin.source), finding.origin)

    lines = report.text_lines(
        findings, excerpt if show_source else None, see_all="" if output.show_all else see_all
    )
    for line in lines:
        click.echo(line, err=err)


def source_reader(root: Path, known: Mapping[str, str] | None = None) -> ReadSource:
    """A function that gives the text of a file by its name in findings; empty if unreadable.

    Args:
        root: The folder that the names are relative to.
        known: Texts that were read already, by name.
    """

    @cache
    def read_source(source: str) -> str:
        if known and source in known:
            return known[source]
        return store.read_text(root / source, source)[0] or ""

    return read_source
