"""The command line: one module a command."""

from generator.cli import generating, importing, reviewing  # noqa: F401 - they add their commands
from generator.cli.base import main

__all__ = ["main"]
