"""What the commands read of mkdocs.yml is what MkDocs reads of it."""

from pathlib import Path

import pytest
from build import write
from command import run

from generator import project
from generator.model.errors import UsageError
from generator.site.settings import MAX_INHERITED_FILES, read_settings, theme_icon


def test_a_configuration_inherits_and_its_own_values_win(tmp_path: Path) -> None:
    write(tmp_path / "base.yml", "site_name: Base\ntheme: {name: material, language: de}\n"
          "plugins:\n  - reading-list: {papers: ours}\n")  # fmt: skip
    write(tmp_path / "mkdocs.yml", "INHERIT: base.yml\nsite_name: Own\ntheme: {language: en}\n")
    assert read_settings(tmp_path / "mkdocs.yml") == {
        "site_name": "Own", "theme": {"name": "material", "language": "en"},
        "plugins": [{"reading-list": {"papers": "ours"}}],
    }  # fmt: skip
    (tmp_path / "ours").mkdir()
    write(tmp_path / "ours" / "gpipe.yml", "title: GPipe\n")
    assert project.find(tmp_path / "mkdocs.yml").papers == tmp_path / "ours"
    assert "1 paper:" in run("check", "--config", tmp_path / "mkdocs.yml").stdout


def test_the_icon_of_the_site_is_that_of_its_theme() -> None:
    assert theme_icon({"theme": {"name": "material", "favicon": "/assets/icon.png"}}) == (
        "assets/icon.png"
    )
    for theme in ("material", {"name": "material"}, {"favicon": "https://example.org/i.png"}):
        assert theme_icon({"theme": theme}) == ""


def test_a_circle_of_configurations_and_a_missing_one_are_told(tmp_path: Path) -> None:
    write(tmp_path / "mkdocs.yml", "INHERIT: other.yml\n")
    with pytest.raises(UsageError, match=r"cannot read .*other\.yml"):
        read_settings(tmp_path / "mkdocs.yml")
    write(tmp_path / "other.yml", "INHERIT: mkdocs.yml\n")
    with pytest.raises(UsageError, match=f"more than {MAX_INHERITED_FILES} files"):
        read_settings(tmp_path / "mkdocs.yml")
