"""Contents of pages, and files, that are not kept in memory."""

from errno import ENOSPC
from io import BytesIO
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as MkDocsPage

from generator.mkdocs_plugin import theme_compat
from generator.mkdocs_plugin.theme_compat import spooled_files


def test_a_generated_file_is_not_in_memory_until_mkdocs_writes_it(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A list\n", "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins._current_plugin = "reading-list"  # noqa: SLF001 - as while MkDocs calls it
    content = b"@misc{key,\r\n}\n" * 10_000
    file = theme_compat.generated_file(config, "topics/moe.bib", content)
    held = [value for value in vars(file).values() if isinstance(value, bytes)]
    assert sum(map(len, held)) < len(content) / 100
    assert (file.content_bytes, file.content_string.encode()) == (content, content)
    assert file.url == "topics/moe.bib"
    file.copy_file()
    assert (tmp_path / "site" / "topics" / "moe.bib").read_bytes() == content
    file.content_string = "changed by a plugin"
    assert file.content_bytes == b"changed by a plugin"


def test_the_content_of_a_page_is_not_in_memory_once_it_is_set_again(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A list\n", "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    page = MkDocsPage(None, File("a.md", str(tmp_path), str(tmp_path), True), config)  # noqa: FBT003
    page.content = content = "<p>Título …</p>" * 1_000
    theme_compat.spool_content(page)
    assert page.content == content
    page.content = page.content + "!"
    assert page.content == content + "!"
    assert sum(len(v) for v in vars(page).values() if isinstance(v, str | bytes)) < len(content)
    page.content = None
    assert page.content is None


def test_contents_stay_in_memory_if_there_is_no_room_on_the_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class FullDisk(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(spooled_files, "TemporaryFile", FullDisk)
    monkeypatch.setattr(spooled_files, "_MAX_SPOOL_BYTES", 0)
    page = spooled_files._SpooledPage.__new__(spooled_files._SpooledPage)  # noqa: SLF001
    for content in ("one", "two"):
        page.content = content
        assert page.content == content


def test_the_content_of_a_deferred_file_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: A list\n", "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins._current_plugin = "reading-list"  # noqa: SLF001 - as while MkDocs calls it
    asked: list[str] = []

    def make() -> bytes:
        asked.append("once")
        return b"text"

    file = theme_compat.deferred_file(config, "papers/a.md", make)
    assert not asked
    assert file.content_string == "text"
    spooled = theme_compat.generated_file(config, "papers/b.md", b"text" * 1_000)
    theme_compat.forget_contents([file, spooled])
    assert (file.content_string, spooled.content_string) == ("", "")
    assert len(asked) == 1
