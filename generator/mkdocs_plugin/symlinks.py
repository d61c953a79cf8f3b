"""Symbolic links among the pages that a person wrote."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from generator.project import Project
from generator.store.files import is_outside


def refuse_outward_symlinks(files: Files, found: Project, config: MkDocsConfig) -> None:
    """Raise PluginError if a file of `docs/` is a symbolic link that leads out of the project.

    MkDocs would publish its target.
    """
    for file in files:
        if file.src_dir != config.docs_dir or not file.abs_src_path:
            continue
        if is_outside(Path(file.abs_src_path), found.root, found.docs):
            raise PluginError(f"{file.src_path} is a link that leads out of the project. Put the "
                              "file itself there")  # fmt: skip
