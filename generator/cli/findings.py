"""How commands print findings: one line each, many of a kind cut short, source lines on request."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

import click

from generator import store
from generator.checks import report
from generator.model import Finding

Texts = Callable[[str], str]  # the text of a file by the name that findings have for it


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """What the options that all commands with findings share ask for."""

    quiet: bool = False
    show_all: bool = False
    show_source: bool | None = None  # None: where people read, in a terminal

    def say(self, text: str) -> None:
        """Print what is no finding."""
        if not self.quiet:
            click.echo(text)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for its findings, as one argument `output`."""

    @click.option(
        "--all",
        "show_all",
        is_flag=True,
        help=f"Print all findings, not only the first {report.MAX_OF_A_KIND} of a kind.",
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
    texts: Texts,
    output: Output = Output(),
    *,
    err: bool = True,
    see_all: str = "--all",
) -> None:
    """Print findings as text; `see_all` is how to get those that are left out."""
    stream = sys.stderr if err else sys.stdout
    show_source = stream.isatty() if output.show_source is None else output.show_source

    def excerpt(finding: Finding) -> str:
        return report.excerpt(texts(finding.origin.source), finding.origin)

    lines = report.text(
        findings, excerpt if show_source else None, see_all="" if output.show_all else see_all
    )
    for line in lines:
        click.echo(line, err=err)


def texts_of(root: Path, known: Mapping[str, str] | None = None) -> Texts:
    """The texts of files by their names in findings: those known, else those of a list."""

    @cache
    def text_of(source: str) -> str:
        if known and source in known:
            return known[source]
        return store.read_text(root / source, source)[0] or ""

    return text_of
