"""The pictures of a built site that chats show beside its links."""

from pathlib import Path

import pytest
from building import build, write_list
from PIL import Image
from reading import elements_of

pytestmark = pytest.mark.slow

BASE = "https://papers.example.org/reading-list/"
MOST, ALL = 25_000, 3_000_000  # bytes of a card, and of all cards of this list


def metas(page: Path) -> dict[str, str]:
    """What the meta elements of a page say, by name."""
    elements = (a for tag, a in elements_of(page) if tag == "meta")
    return {a.get("property") or a.get("name") or "": a.get("content", "") for a in elements}


def test_every_page_names_a_picture_that_is_there(site: Path) -> None:
    named: dict[str, str] = {}
    for page in site.rglob("index.html"):
        if (tags := metas(page)).get("og:url"):
            named[page.relative_to(site).as_posix()] = tags["og:image"]
            assert tags["twitter:card"] == "summary_large_image"
            assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
            assert tags["og:title"] in tags["og:image:alt"] or page.parent.parent != site / "papers"
    cards = site / "assets" / "cards"
    there = {BASE + path.relative_to(site).as_posix() for path in cards.rglob("*.png")}
    assert set(named.values()) == there
    assert named["about/index.html"] == named["index.html"] == f"{BASE}assets/cards/site.png"
    own = [path for path in named if path.startswith("papers/") and path.count("/") == 2]
    assert len({named[path] for path in own}) == len(own) == 120
    assert len(there) == 1 + 120 + 32


def test_cards_are_pictures_of_the_promised_size_and_weight(site: Path) -> None:
    sizes = []
    for path in (site / "assets" / "cards").rglob("*.png"):
        with Image.open(path) as image:
            assert image.size == (1200, 630)
        sizes.append(path.stat().st_size)
    assert max(sizes) <= MOST
    assert sum(sizes) <= ALL


def test_titles_that_must_not_be_obeyed_have_cards_too(
    nasty_site: Path, nasty_list: tuple[Path, dict[str, str]]
) -> None:
    for stem in nasty_list[1].values():
        tags = metas(nasty_site / "papers" / stem / "index.html")
        assert (nasty_site / tags["og:image"].removeprefix(BASE)).is_file()


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ("  - reading-list\n", "  - reading-list:\n      social_cards: false\n"),
        ('site_url: !ENV [SITE_URL, "https://papers.example.org/reading-list/"]\n', ""),
    ],
    ids=["switched off", "no address"],
)
def test_no_cards_where_they_are_not_wanted_or_cannot_be_found(
    tmp_path: Path, found: str, put: str
) -> None:
    write_list(tmp_path, {}, (found, put))
    build(tmp_path, tmp_path / "site")
    assert not (tmp_path / "site" / "assets" / "cards").exists()
    assert not (tmp_path / ".cache").exists()
    tags = metas(tmp_path / "site" / "index.html")
    assert tags["twitter:card"] == "summary"
    assert "og:image" not in tags
