"""`reading-list build`: build the site with the MkDocs of the same environment."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator import project
from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.model.errors import UsageError
from generator.site.settings import CONFIG_NAME as CONFIG_FILE
from generator.site.settings import read_settings

STRICT_OPTION = click.option(
    "--strict", "-s", is_flag=True, help="Fail on any warning of the build."
)


@main.command()
@STRICT_OPTION
@click.option(
    "--site-dir", "-d", type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site; by default site/ beside mkdocs.yml.",
)  # fmt: skip
@CONFIG_OPTION
@exit_status
def build(*, strict: bool, site_dir: Path | None, config: Path | None) -> int:
    """Build the site with MkDocs."""
    # MkDocs resolves a relative folder against mkdocs.yml, a command line against the current one.
    folder = ["--site-dir", str(site_dir.absolute())] if site_dir else []
    run_mkdocs("build", config, [*(["--strict"] if strict else []), *folder])


def run_mkdocs(command: str, config: Path | None, options: Sequence[str]) -> NoReturn:
    """Run a command of MkDocs for the list and exit with its exit status.

    It runs in this process, so that Ctrl+C and signals reach it directly, and as a module, because
    `pipx install reading-list` puts no `mkdocs` on the path.

    Args:
        command: `build` or `serve`.
        config: The list's `mkdocs.yml`; None to find it.
        options: Further arguments of the command.

    Raises:
        UsageError: There is no `mkdocs.yml`, or it cannot be read.
    """
    # Imported here: no other command needs MkDocs, which is slow to load.
    from mkdocs.__main__ import cli  # noqa: PLC0415

    path = config or project.find().root / CONFIG_FILE
    if not path.is_file():
        raise UsageError(
            f"no {path.name} here or above. Run this in a reading list, or name its configuration "
            "with --config"
        )
    if not read_settings(path).get("docs_dir"):
        # MkDocs requires the folder, but git does not store empty ones.
        (path.absolute().parent / "docs").mkdir(exist_ok=True)
    cli.main([command, "--config-file", str(path), *options], prog_name="reading-list")
