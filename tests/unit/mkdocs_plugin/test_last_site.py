"""The files of the last build: set aside, and brought back only if they are the right ones."""

from pathlib import Path

import pytest
from build import folder_bytes

from generator.mkdocs_plugin.fast_build.digests import digest
from generator.mkdocs_plugin.fast_build.last_site import LastSite

FILES = {"index.html": b"home", "papers/a/index.html": b"A", "papers/b/index.html": b"B",
         "papers/b.csl.json": b"{}"}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name, data in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def digests(*names: str) -> dict[str, str]:
    return {name: digest(FILES[name]) for name in names}


def test_an_emptied_folder_gets_back_the_files_that_are_asked_for(site: Path) -> None:
    last = LastSite(site, is_kept=True)
    assert [path.name for path in site.iterdir() if not path.name.startswith(".")] == []
    expected = digests("index.html", "papers/a/index.html", "papers/b.csl.json")
    assert last.restore(expected) == expected.keys()
    last.close()
    assert folder_bytes(site).keys() == expected.keys()
    assert not (site / "papers" / "b").exists()


def test_a_file_with_other_bytes_is_removed(site: Path) -> None:
    (site / "papers" / "a" / "index.html").write_bytes(b"changed by hand")
    last = LastSite(site, is_kept=True)
    assert last.restore(digests(*FILES)) == FILES.keys() - {"papers/a/index.html"}
    last.close()
    assert "papers/a/index.html" not in folder_bytes(site)


def test_a_symbolic_link_is_removed_and_not_followed(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_bytes(b"A")
    (site / "papers" / "a" / "index.html").unlink()
    (site / "papers" / "a").rmdir()
    (site / "papers" / "a").symlink_to(outside)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(outside / "index.html")
    last = LastSite(site, is_kept=True)
    assert last.restore({**digests(*FILES), "index.html": digest(b"A")}) == {
        "papers/b/index.html", "papers/b.csl.json"
    }  # fmt: skip
    last.close()
    assert (outside / "index.html").read_bytes() == b"A"


def test_what_the_build_has_written_meanwhile_stays(site: Path) -> None:
    last = LastSite(site, is_kept=True)
    (site / "index.html").write_bytes(b"new")
    assert "index.html" not in last.restore(digests("index.html"))
    assert (site / "index.html").read_bytes() == b"new"


def test_what_a_killed_build_has_left_is_removed(site: Path) -> None:
    LastSite(site, is_kept=True)
    (site / "index.html").write_bytes(b"new")
    assert LastSite(site, is_kept=False).restore(digests(*FILES)) == set()
    assert [path.name for path in site.iterdir()] == ["index.html"]


def test_nothing_is_moved_if_nothing_can_be_kept(site: Path) -> None:
    LastSite(site, is_kept=False)
    assert folder_bytes(site) == FILES


def test_a_site_that_does_not_exist_has_no_files(tmp_path: Path) -> None:
    assert LastSite(tmp_path / "site", is_kept=True).restore(digests(*FILES)) == set()
    assert not (tmp_path / "site").exists()
