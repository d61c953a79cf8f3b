"""`reading-list build`: the site, built by MkDocs in this same environment."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from generator import project
from generator.cli.base import CONFIG, exit_status, main
from generator.model.errors import UsageError
from generator.site.settings import CONFIG_NAME as CONFIG_FILE
from generator.site.settings import read_settings

STRICT = click.option("--strict", "-s", is_flag=True, help="Fail on any warning of the build.")


@main.command()
@STRICT
@click.option(
    "--site-dir", "-d", type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site; by default site/ beside mkdocs.yml.",
)  # fmt: skip
@CONFIG
@exit_status
def build(*, strict: bool, site_dir: Path | None, config: Path | None) -> int:
    """Build the site with MkDocs."""
    # MkDocs takes a relative folder from mkdocs.yml, but a command line means the current folder.
    folder = ["--site-dir", str(site_dir.absolute())] if site_dir else []
    run_mkdocs("build", config, [*(["--strict"] if strict else []), *folder])


def run_mkdocs(command: str, config: Path | None, options: Sequence[str]) -> NoReturn:
    """Run a command of MkDocs for the list; ends this process with MkDocs' own exit status.

    It runs in this process, so that Ctrl+C and signals reach it directly, and as a module, because
    `pipx install reading-list` puts no `mkdocs` on the path.

    Raises:
        UsageError: there is no `mkdocs.yml`, or it cannot be read.
    """
    # Loaded here: no other command needs MkDocs, which takes a while.
    from mkdocs.__main__ import cli  # noqa: PLC0415

    path = config or project.find().root / CONFIG_FILE
    if not path.is_file():
        raise UsageError(f"no {path.name} here or above: a site needs one")
    if not read_settings(path).get("docs_dir"):
        # MkDocs demands the folder; git keeps none that is empty, so a list of data has none.
        (path.absolute().parent / "docs").mkdir(exist_ok=True)
    cli.main([command, "--config-file", str(path), *options], prog_name="reading-list")
