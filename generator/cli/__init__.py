"""The command line: one module per command."""

from generator.cli.group import main

__all__ = ["main"]
