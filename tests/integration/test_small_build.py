"""A small site built twice in this process: what every other test of builds relies on."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from build import folder_bytes
from building import WITHOUT_CARDS, fixture_papers, write_list
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs_plugin.fast_build import last_site


def build_site(root: Path) -> Mapping[str, bytes]:
    """The files of a site, built as `mkdocs build` does."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return folder_bytes(root / "site")


def test_a_site_is_built_and_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    papers = fixture_papers("[gm]*")
    root = write_list(tmp_path, papers, WITHOUT_CARDS)
    (root / "docs" / "note.md").write_text("# A note\n\nBy *hand*.\n", "utf-8")
    first = build_site(root)
    assert {f"papers/{stem}/index.html" for stem in papers} <= first.keys()
    assert b"<em>hand</em>" in first["note/index.html"]
    assert build_site(root) == first
    left = root / "site" / last_site._FOLDER / "papers"  # noqa: SLF001 - by a build that was killed
    left.mkdir(parents=True)
    (left / "old.html").write_text("old", "utf-8")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    changed = settings.replace("      social", "      fast: false\n      social")
    (root / "mkdocs.yml").write_text(changed, "utf-8")
    assert build_site(root) == first
