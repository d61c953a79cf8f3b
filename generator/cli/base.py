"""What all commands share: the exit statuses, printing. 0 done, 1 errors, 2 usage."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from generator import project
from generator.cli.findings import Output, print_findings, texts_of
from generator.cli.group import main
from generator.model.errors import ReadingListError, Refused, UsageError

__all__ = ["CONFIG", "ERRORS", "USAGE", "exit_status", "main"]

P = ParamSpec("P")
ERRORS, USAGE = 1, 2
CONFIG = click.option(
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
            status = USAGE
        except Refused as error:
            _print_refusal(error, kwargs.get("config"), kwargs.get("output"))
            click.echo(f"reading-list: {error}", err=True)
            status = ERRORS
        except OSError as error:
            said = f"{error.filename}: {error.strerror}" if error.filename else str(error)
            click.echo(f"reading-list: {said}", err=True)
            status = ERRORS
        except ReadingListError as error:
            click.echo(f"reading-list: {error}", err=True)
            status = ERRORS
        sys.exit(status)

    return run


def _print_refusal(error: Refused, config: object, output: object) -> None:
    """Print why a command refused its work."""
    place = config if isinstance(config, Path) else project.nearest_config()
    texts = texts_of(place.resolve().parent if place else Path.cwd())
    if isinstance(output, Output):
        print_findings(error.findings, texts, output)
    else:
        print_findings(error.findings, texts, see_all="reading-list check --all")
