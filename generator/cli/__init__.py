"""The command line: one module a command."""

from generator.cli.group import main

__all__ = ["main"]
