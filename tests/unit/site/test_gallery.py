"""Cards are drawn once and kept; what is kept may vanish, be damaged, or not be writable."""

import shutil
from pathlib import Path

import pytest
from build import ENGLISH, ROOT, folder_bytes, new_project, paper

from generator.model import Catalog, Paper
from generator.model.errors import ReadingListError
from generator.project import Project
from generator.site import resources, social_cards
from generator.site.social_cards import gallery
from generator.site.social_cards.gallery import CACHE_FOLDER, Gallery

PAPERS = (paper("GPipe"), paper("Megatron-LM"))


@pytest.fixture
def reading_list(tmp_path: Path) -> Project:
    """A list in a folder of its own."""
    return new_project(tmp_path)


def new_gallery(reading_list: Project, papers: tuple[Paper, ...] = PAPERS) -> Gallery:
    """The gallery of some papers."""
    return Gallery(
        reading_list.root,
        reading_list.templates,
        social_cards.make_cards(Catalog(papers=papers), reading_list.site, ENGLISH, "#fdfcf9"),
    )


def cached_names(reading_list: Project) -> set[str]:
    """The names of what is kept."""
    return set(folder_bytes(reading_list.root / CACHE_FOLDER))


def fail_if_drawn(*_: object) -> bytes:
    """In place of drawing."""
    pytest.fail("drawn again")


def test_a_card_is_drawn_once(reading_list: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dict(new_gallery(reading_list).pictures())
    assert set(first) == {
        "assets/cards/site.png", "assets/cards/papers/gpipe.png",
        "assets/cards/papers/megatron-lm.png",
    }  # fmt: skip
    assert len(cached_names(reading_list)) == 3
    monkeypatch.setattr(social_cards, "draw_png", fail_if_drawn)
    assert dict(new_gallery(reading_list).pictures()) == first


def test_a_changed_title_is_drawn_anew_and_the_old_card_removed(reading_list: Project) -> None:
    dict(new_gallery(reading_list).pictures())
    before = cached_names(reading_list)
    changed = (paper("GPipe, corrected", id="gpipe"), PAPERS[1])
    dict(new_gallery(reading_list, changed).pictures())
    assert len(cached_names(reading_list)) == 3
    assert len(cached_names(reading_list) & before) == 2


@pytest.mark.parametrize("damage", [b"", b"\x89PNG cut off"])
def test_damaged_and_foreign_files_do_not_matter(reading_list: Project, damage: bytes) -> None:
    first = dict(new_gallery(reading_list).pictures())
    before = folder_bytes(reading_list.root / CACHE_FOLDER)
    for name in before:
        (reading_list.root / CACHE_FOLDER / name).write_bytes(damage)
    (reading_list.root / CACHE_FOLDER / ".x.png.0123456789abcdef.draft").write_bytes(b"left behind")
    assert dict(new_gallery(reading_list).pictures()) == first
    assert folder_bytes(reading_list.root / CACHE_FOLDER) == before


def test_a_cache_that_cannot_be_written_only_costs_time(reading_list: Project) -> None:
    first = dict(new_gallery(reading_list).pictures())
    shutil.rmtree(reading_list.root / CACHE_FOLDER)
    (reading_list.root / CACHE_FOLDER).write_text("no folder", "utf-8")
    assert dict(new_gallery(reading_list).pictures()) == first


def test_two_builds_at_once_both_have_all_cards(reading_list: Project) -> None:
    one, other = new_gallery(reading_list).pictures(), new_gallery(reading_list).pictures()
    assert [pair for pair, _ in zip(one, other, strict=True)] == list(
        new_gallery(reading_list).pictures()
    )
    first = new_gallery(reading_list).pictures()
    next(first)
    dict(new_gallery(reading_list, ()).pictures())  # removes what the first has just kept
    assert len(list(first)) == 2


def test_what_our_fonts_lack_is_written_with_those_of_the_list(
    reading_list: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = "\u2208 and \u2297"  # ours have them in one file only
    monkeypatch.setattr(gallery, "_PACKAGE_FONTS", gallery._PACKAGE_FONTS - {gallery._SYMBOL_FONT})  # noqa: SLF001
    assert "papers/signs.md" not in new_gallery(reading_list, (paper(signs, id="signs"),)).cards
    (reading_list.templates / "fonts").mkdir(parents=True)
    font = resources.PACKAGE_TEMPLATES / "fonts" / "DejaVuSerif-Bold.ttf"
    shutil.copy(font, reading_list.templates / "fonts" / "mine.ttf")
    shutil.copy(ROOT / "LICENSE", reading_list.templates / "fonts")
    gallery_ = new_gallery(reading_list, (paper(signs, id="signs"),))
    assert gallery_.cards["papers/signs.md"].title == signs


def test_a_font_that_is_none_is_told(reading_list: Project) -> None:
    (reading_list.templates / "fonts").mkdir(parents=True)
    (reading_list.templates / "fonts" / "mine.ttf").write_bytes(b"no font")
    with pytest.raises(ReadingListError, match=r"fonts.mine\.ttf is not a font"):
        new_gallery(reading_list)


def test_a_page_without_a_card_of_its_own_has_the_sites(reading_list: Project) -> None:
    gallery = new_gallery(reading_list, (paper("GPipe"), paper("大模型", id="large")))
    for page in "papers/large.md", "about.md":
        card = gallery.card(page)
        assert card
        assert card.path == "assets/cards/site.png"
