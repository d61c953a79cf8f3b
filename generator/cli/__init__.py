"""The command line: one module a command."""

from generator.cli import (  # noqa: F401 - they add their commands
    build,
    check,
    diff,
    fmt,
    generate,
    import_,
    links,
    merge_file,
    migrate,
    new,
    schema,
    serve,
    suggest,
    tags,
    topics,
)
from generator.cli.base import main

__all__ = ["main"]
