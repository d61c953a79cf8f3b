"""`reading-list merge-file`: how git merges paper files, field by field."""

from pathlib import Path

import click

from generator import store
from generator.cli.base import ERRORS, exit_status, main
from generator.model.errors import UsageError
from generator.store.files import read_text, replace_text

_VERSION = click.Path(path_type=Path)


@main.command("merge-file")
@click.argument("base", type=_VERSION)
@click.argument("ours", type=_VERSION)
@click.argument("theirs", type=_VERSION)
@exit_status
def merge_file(base: Path, ours: Path, theirs: Path) -> int:
    """Merge a paper file: what changed from BASE to THEIRS goes into OURS.

    git calls this as a merge driver. Status 1 means that fields are in conflict.
    """
    texts = [_text(path) for path in (base, ours, theirs)]
    merged, is_clean = store.merge_papers(*texts)
    replace_text(ours, merged)
    return 0 if is_clean else ERRORS


def _text(path: Path) -> str:
    text, findings = read_text(path, str(path))
    if text is None:
        raise UsageError(f"{path}: {findings[0].message}")
    return text
