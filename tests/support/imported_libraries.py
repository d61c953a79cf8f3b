"""The libraries of others that modules import."""

import ast
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path


def imported_libraries(packages: Iterable[Path]) -> set[str]:
    """The names of the distributions, in lower case, that modules of some packages import.

    Args:
        packages: their folders, with all that is below them.
    """
    modules: set[str] = set()
    for path in (file for package in packages for file in package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                modules.add(str(node.module).partition(".")[0])
    distributions = packages_distributions()
    others = modules - {*sys.stdlib_module_names, "generator"}
    return {name.lower() for module in others for name in distributions[module]}
