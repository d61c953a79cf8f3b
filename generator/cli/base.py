"""What all commands share: the option `--config` and the exit statuses 0, 1 and 2."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator import project
from generator.cli.findings import Output, print_findings, source_reader
from generator.cli.group import main
from generator.model.errors import ReadingListError, Refused, UsageError
from generator.store.progress import show_progress

__all__ = ["CONFIG_OPTION", "EXIT_ERRORS", "EXIT_USAGE", "exit_status", "main"]

P = ParamSpec("P")
EXIT_ERRORS, EXIT_USAGE = 1, 2  # 0 is success
CONFIG_OPTION = click.option(
    "--config", type=click.Path(dir_okay=False, path_type=Path),
    help="The list's mkdocs.yml; by default the nearest one upwards.",
)  # fmt: skip


def exit_status(command: Callable[P, int]) -> Callable[P, None]:
    """Decorate a command so that what it returns or raises becomes the exit status.

    An error is printed on standard error without a traceback. Long work shows its progress.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        output = kwargs.get("output")
        is_quiet = isinstance(output, Output) and output.quiet
        try:
            with nullcontext() if is_quiet else show_progress():
                status = command(*args, **kwargs)
        except UsageError as error:
            click.echo(f"reading-list: {error}", err=True)
            status = EXIT_USAGE
        except Refused as error:
            _print_refusal(error, kwargs.get("config"), output)
            click.echo(f"reading-list: {error}", err=True)
            status = EXIT_ERRORS
        except OSError as error:
            name = error.filename2 or error.filename  # of a copy, what could not be written
            message = f"{name}: {error.strerror}" if name else str(error)
            click.echo(f"reading-list: {message}", err=True)
            status = EXIT_ERRORS
        except ReadingListError as error:
            click.echo(f"reading-list: {error}", err=True)
            status = EXIT_ERRORS
        sys.exit(status)

    return run


def _print_refusal(error: Refused, config: object, output: object) -> None:
    """Print the findings because of which a command refused to run."""
    path = config if isinstance(config, Path) else project.nearest_config()
    read_source = source_reader(path.resolve().parent if path else Path.cwd())
    if isinstance(output, Output):
        print_findings(error.findings, read_source, output)
    else:
        print_findings(error.findings, read_source, see_all="reading-list check --all")
