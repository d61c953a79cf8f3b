"""`reading-list serve`: preview the site with the MkDocs of the same environment."""

from pathlib import Path

import click

from generator.cli.base import CONFIG_OPTION, exit_status, main
from generator.cli.build import STRICT_OPTION, run_mkdocs


@main.command()
@click.option(
    "--dev-addr", "-a", metavar="HOST:PORT",
    help="Where to serve; by default 127.0.0.1:8000, or dev_addr in mkdocs.yml.",
)  # fmt: skip
@click.option("--open", "-o", "open_browser", is_flag=True, help="Open the site in a browser.")
@STRICT_OPTION
@CONFIG_OPTION
@exit_status
def serve(*, dev_addr: str | None, open_browser: bool, strict: bool, config: Path | None) -> int:
    """Serve a preview of the site; rebuild it whenever the list changes."""
    address = ["--dev-addr", dev_addr] if dev_addr else []
    flags = {"--open": open_browser, "--strict": strict}
    run_mkdocs("serve", config, [*address, *(name for name, is_set in flags.items() if is_set)])
