"""Several scripts as one file, as a browser takes it."""

from collections.abc import Iterable


def joined(scripts: Iterable[str]) -> str:
    """One script with a scope of its own; what its parts say to others they put on `self`."""
    text = "\n".join(scripts)
    return f'(() => {{\n"use strict"\n{text}\n}})()\n'
