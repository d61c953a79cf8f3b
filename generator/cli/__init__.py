"""The command line: one module a command."""

from generator.cli import (  # noqa: F401 - they add their commands
    build,
    comparing,
    formatting,
    generating,
    importing,
    linking,
    migrating,
    reviewing,
    schemas,
    serve,
    starting,
    suggesting,
    surveying,
    tagging,
)
from generator.cli.base import main

__all__ = ["main"]
