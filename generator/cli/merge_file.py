"""`reading-list merge-file`: merge paper files field by field, called by git."""

from pathlib import Path

import click

from generator import store
from generator.cli.base import EXIT_ERRORS, exit_status, main
from generator.model.errors import UsageError
from generator.store.files import read_text, replace_text

_PATH = click.Path(path_type=Path)


@main.command("merge-file")
@click.argument("base", type=_PATH)
@click.argument("ours", type=_PATH)
@click.argument("theirs", type=_PATH)
@exit_status
def merge_file(base: Path, ours: Path, theirs: Path) -> int:
    """Merge a paper file: what changed from BASE to THEIRS goes into OURS.

    Git calls this as a merge driver. Status 1 means that fields are in conflict.
    """
    texts = [_read_version(path) for path in (base, ours, theirs)]
    merged, is_clean = store.merge_papers(*texts)
    replace_text(ours, merged)
    return 0 if is_clean else EXIT_ERRORS


def _read_version(path: Path) -> str:
    text, findings = read_text(path, str(path))
    if text is None:
        raise UsageError(f"{path}: {findings[0].message}")
    return text
