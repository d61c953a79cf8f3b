"""A build empties the folder of the site: it must have nothing of the list."""

from pathlib import Path

import pytest

from generator import project
from generator.model.errors import UsageError
from generator.project.output_folders import refuse_list_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A list with papers."""
    (tmp_path / "list" / "papers").mkdir(parents=True)
    (tmp_path / "list" / ".github").mkdir()
    (tmp_path / "list" / "topics.yml").touch()
    return tmp_path / "list"


@pytest.mark.parametrize("folder", ["papers", "papers/site", ".", "..", ".github/x", "link"])
def test_a_folder_of_the_list_is_no_place_for_a_site(root: Path, folder: str) -> None:
    (root / "link").symlink_to("papers")
    with pytest.raises(UsageError, match=r"site_dir: .* Name a folder of its own"):
        refuse_list_folder(project.from_settings(root, {}), root / folder, "site_dir")


@pytest.mark.parametrize("folder", ["site", "docs", "../site", "papers-site"])
def test_any_other_folder_is(root: Path, folder: str) -> None:
    refuse_list_folder(project.from_settings(root, {}), root / folder, "site_dir")
