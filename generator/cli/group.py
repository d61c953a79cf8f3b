"""The command group `reading-list`; the module of a command is imported when the command runs.

All modules together take several times as long to import as `--help` takes to print.
"""

import gc
import importlib
import keyword
import logging
import os
import sys
from collections.abc import Mapping
from functools import partial
from io import TextIOWrapper

import click

from generator import __version__
from generator.text.did_you_mean import did_you_mean

# The first sentence of each command's help. The module of a command is named after it.
COMMANDS: Mapping[str, str] = {
    "add": (
        "Add papers by arXiv id, DOI, address or title: ask services what they say (- reads them)."
    ),
    "build": "Build the site with MkDocs.",
    "check": "Report all problems of the list.",
    "diff": "Show what changed from BASE to HEAD: git revisions, or folders with papers.",
    "digest": "Show which papers were added in a month, or between two days.",
    "export": "Write papers in the formats of other programs, or into a README.",
    "fmt": "Format the files of the list in canonical form; comments are kept.",
    "generate": "Write the site's pages as Markdown files, for any engine.",
    "import": (
        "Read captures, BibTeX, RIS and other FILES (- for standard input) into papers/*.yml."
    ),
    "links": "Check every link of the papers; report dead, moved and blocked ones.",
    "merge": "Merge the paper DROP into KEEP, whose values win; addresses of DROP lead to KEEP.",
    "merge-file": "Merge a paper file: what changed from BASE to THEIRS goes into OURS.",
    "migrate": "Convert the papers of a list from an earlier version to the form of this one.",
    "mv": "Rename the paper OLD to NEW; its old address redirects, and related papers follow.",
    "new": "Start a new list in FOLDER, which must be new or empty.",
    "refresh": "Show which facts services have by now, for PAPERs (ids or files) or --all.",
    "rm": "Remove PAPERs (ids or files), and let imports leave them out.",
    "schema": ("Print the JSON Schema of a file of the list, of findings, or of papers.json."),
    "serve": "Serve a preview of the site; rebuild it whenever the list changes.",
    "suggest": "Show where topics and suggestions differ, for PAPERs (ids or files) or --all.",
    "tags": "List the tags, most used first, and what may be wrong with them.",
    "topics": "Show which topics are missing, too big, or always together.",
    "watch": "Show papers that services have for the queries of a file and the list does not.",
}
_LONG_LIVED = frozenset({"build", "serve"})  # they run MkDocs, with plugins of others
# Objects until the garbage collector looks for cycles. Commands make millions of objects that stay,
# and few cycles: by default the collector would take a fifth of the time to look at all of them.
_GC_THRESHOLD = (20_000, 50, 50)
# With small matrices, the threads of NumPy's linear algebra mostly wait for one another.
_BLAS_THREADS = "OPENBLAS_NUM_THREADS"


def module_name(command: str) -> str:
    """The dotted name of the module of a command, such as `generator.cli.import_`."""
    name = command.replace("-", "_")
    return f"generator.cli.{name}{'_' if keyword.iskeyword(name) else ''}"


class LazyGroup(click.Group):
    """A group that imports the module of a command only when the command runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module, which adds the command to this group, and return it."""
        if cmd_name in COMMANDS:
            importlib.import_module(module_name(cmd_name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command to run; Click would suggest names of imported commands only."""
        if args[0] not in COMMANDS and args[0][:1].isalnum():
            ctx.fail(f"No such command {args[0]!r}{did_you_mean(args[0], COMMANDS) or '.'}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        listed = {name: click.Command(name, help=text) for name, text in COMMANDS.items()}
        click.Group(commands=listed).format_commands(ctx, formatter)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reading-list")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn captures of papers into reviewed files and a searchable site."""
    if ctx.invoked_subcommand not in _LONG_LIVED:
        ctx.call_on_close(partial(gc.set_threshold, *gc.get_threshold()))
        gc.set_threshold(*_GC_THRESHOLD)
        os.environ.setdefault(_BLAS_THREADS, "1")  # read when NumPy is imported
    # Without a handler Python prints what libraries log, such as each retry of urllib3.
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may be unable to show a title
            stream.reconfigure(errors="backslashreplace")
