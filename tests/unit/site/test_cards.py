"""The pictures that chats show beside a link: what they say, where it stands, how it is drawn."""

import re
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from build import ENGLISH, ROOT, by, paper
from PIL import Image

from generator.model import Catalog, Topic
from generator.site import colors, social_cards
from generator.site.look import GROUND, INK, LINE_PERCENT, PACKAGE_FONT
from generator.site.social_cards import SocialCard, Typeface, Typefaces
from generator.site.social_cards.layout import drawable_card
from generator.site.social_cards.types import Picture
from generator.site.views.types import Site

FONTS = ROOT / "templates" / "fonts"
NAMES = ("SourceSerif4-SemiBold.ttf", "SourceSans3-Medium.ttf", "DejaVuSerif-Bold.ttf")
SERIF, SANS, SIGNS = ((FONTS / name).read_bytes() for name in NAMES)
FACES = Typefaces(serif=Typeface([SERIF, SIGNS]), sans=Typeface([SANS, SIGNS]))
SITE = Site(name="Our list", url="https://lists.example/ours/", description="What we read.")
TOPICS = (
    Topic(id="pipelines", name="Pipelines", group="Training", description="Stages of layers."),
    Topic(id="caches", name="Caches", group="Serving", description="Keys and values."),
)
NEVER_BROKEN = (
    "W" * 5000,
    "a b " * 3000,
    "\u202eevil\u202d text\u2066 x",
    "one\n\ntwo\tthree\r\n",
    "\x00\x1b[31mred",
    "e\u0301" * 200 + " " + "ế" * 300,
    "\U0001f917 Transformers \U0001f3f3\ufe0f\u200d\U0001f308",
    "\ud800 half a pair",
)


def card_of(title: str = "GPipe", **fields: object) -> SocialCard:
    """The card of a paper on pipelines."""
    found = paper(title, **{"id": "it", "topics": ("pipelines",), **fields})
    catalog = Catalog(papers=(found,), topics=TOPICS)
    return next(
        c
        for c in social_cards.make_cards(catalog, SITE, ENGLISH, GROUND)
        if c.page == "papers/it.md"
    )


def picture(card: SocialCard) -> Picture:
    """Where everything stands on a card."""
    written = drawable_card(card, FACES)
    assert written
    return social_cards.layout_card(written, FACES)


def texts(card: SocialCard) -> Sequence[str]:
    """The lines of a card, from the top."""
    return [line.text for line in sorted(picture(card).lines, key=lambda line: line.y)]


def test_a_papers_card_says_what_its_page_says_first() -> None:
    card = card_of(
        "GPipe: Easy {\\em Scaling} at 3.6\\%", authors=by("Yanping Huang", "Youlong Cheng"),
        venue="NeurIPS 2019",
    )  # fmt: skip
    lines = texts(card)
    assert lines[:2] == ["Our list", "Pipelines"]
    assert " ".join(lines[2:-2]) == "GPipe: Easy Scaling at 3.6%"
    assert lines[-2:] == ["Yanping Huang, Youlong Cheng", "NeurIPS 2019"]
    assert card.alt == "GPipe: Easy Scaling at 3.6%"


def test_a_topics_card_has_its_scope_note_and_a_point_a_paper() -> None:
    papers = tuple(paper(f"Paper {n}", id=f"p{n}", topics=("caches",)) for n in range(7))
    catalog = Catalog(papers=papers, topics=TOPICS)
    card = next(
        c
        for c in social_cards.make_cards(catalog, SITE, ENGLISH, GROUND)
        if c.page == "topics/caches.md"
    )
    assert texts(card) == ["Our list", "Serving", "Caches", "Keys and values.", "7 papers"]
    assert len(picture(card).dots) == 7 + 1  # and the one before the label
    assert {dot.ink.colour for dot in picture(card).dots} == {colors.GROUP_COLORS[2]}


def test_the_card_of_all_other_pages_names_the_site_and_counts() -> None:
    catalog = Catalog(papers=(paper(topics=("caches",)), paper("Other")), topics=TOPICS)
    card = next(iter(social_cards.make_cards(catalog, SITE, ENGLISH, GROUND)))
    assert card.page == social_cards.SITE_PAGE
    assert texts(card) == ["lists.example/ours", "Our list", "What we read.", "2 papers, 1 topic"]
    assert [dot.ink.colour for dot in picture(card).dots] == [
        colors.GROUP_COLORS[2],
        colors.GROUP_COLORS[0],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1, 60, 500, 20_000])
def test_points_stay_on_the_card_or_are_left_out(count: int) -> None:
    papers = tuple(paper(f"Paper {n}", id=f"p{n}", topics=("caches",)) for n in range(count))
    card = next(
        iter(social_cards.make_cards(Catalog(papers=papers, topics=TOPICS), SITE, ENGLISH, GROUND))
    )
    image = picture(card)
    assert len(image.dots) in {0, count}
    assert image.dots or count in {0, 20_000}
    title = max(line.y for line in image.lines[:-1])
    assert all(title < dot.y - dot.radius for dot in image.dots)
    assert all(
        dot.x - dot.radius > 0 and dot.x + dot.radius < social_cards.WIDTH for dot in image.dots
    )


@pytest.mark.slow
@pytest.mark.parametrize("title", NEVER_BROKEN, ids=range(len(NEVER_BROKEN)))
def test_no_title_breaks_or_leaves_its_card(title: str) -> None:
    card = card_of(title, authors=by(title, title), venue=title)
    image = picture(card)
    for line in image.lines:
        right = line.x + FACES[line.face].width(line.text, line.size)
        assert right <= social_cards.WIDTH - 60
        assert image.rule.y - 60 < line.y < social_cards.HEIGHT - 40
    rows = sorted(line.y for line in image.lines)
    assert len(set(rows)) == len(rows)
    assert social_cards.draw_png(image, FACES).startswith(b"\x89PNG")


def test_a_title_of_175_characters_is_shown_whole() -> None:
    title = " ".join(["Extraordinarily"] * 11)
    assert len(title) == 175
    lines = [line for line in picture(card_of(title)).lines if line.face == "serif"]
    assert " ".join(line.text for line in lines) == title


def test_words_are_written_in_latin_greek_cyrillic_and_signs_of_mathematics() -> None:
    for title in (
        "Łódź, Ğ, ế", "Βάσεις δεδομένων", "Модели обучения", "∀x∈X: ∑ ∏ ∫ √ ∞ ≤ ≥ ≠ ≈ ∇ ∂ → ⇒ ⊗ ⊕",
    ):  # fmt: skip
        written = drawable_card(card_of(title), FACES)
        assert written
        assert written.title == title


def test_letters_of_mathematics_become_plain_where_no_font_has_them() -> None:
    written = drawable_card(card_of("𝒪(n) in 𝔽, x\u0302"), FACES)
    assert written
    assert written.title == "O(n) in F, x"


@pytest.mark.parametrize(
    "title", ["大模型训练", "نموذج لغوي", "מודל שפה", "ภาษาไทย", "हिन्दी", "\U0001f917"]
)
def test_a_title_that_cannot_be_written_has_no_card_of_empty_boxes(title: str) -> None:
    assert drawable_card(card_of(title), FACES) is None


def test_names_that_cannot_be_written_are_left_out() -> None:
    assert texts(card_of(authors=by("李明"), venue="NSDI")) == [
        "Our list",
        "Pipelines",
        "GPipe",
        "NSDI",
    ]


def test_no_character_is_drawn_as_the_sign_for_a_missing_one() -> None:
    for font in SERIF, SANS:
        alone = Typeface([font])
        assert alone.drawable("A\u00e9\u03b1\u0416") == "A\u00e9\u03b1\u0416"
        assert alone.drawable("\u2208") is None


@pytest.mark.slow
def test_the_same_card_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests/support', 'tests/unit/site']; from test_cards import *;"
        "sys.stdout.buffer.write(social_cards.draw_png(picture(card_of('GPipe: Σ')), FACES))"
    )
    completed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True
    )
    assert completed.stdout == social_cards.draw_png(picture(card_of("GPipe: Σ")), FACES)


def test_a_card_is_a_light_png_of_the_size_that_previews_want() -> None:
    data = social_cards.draw_png(
        picture(card_of("Nothing but an Ordinary Title of an Ordinary Paper")), FACES
    )
    image = Image.open(BytesIO(data))
    assert image.size == (1200, 630)
    assert image.mode == "P"
    assert "time" not in str(image.info).lower()
    assert len(data) <= 25_000
    drawn = image.convert("RGB")
    assert drawn.getpixel((5, 5)) == colors.parse_hex_color(GROUND)
    assert drawn.getpixel((600, 92)) == colors.parse_hex_color(
        colors.mix(GROUND, INK, LINE_PERCENT)
    )


def test_groups_have_the_colours_of_the_pages() -> None:
    style = (ROOT / "templates" / "assets" / "style" / "hues.css").read_text("utf-8")
    light = style.split("[data-md-color-scheme] {")[1].split("}")[0]
    assert tuple(re.findall(r"--rl-hue-\d: (#\w+);", light)) == colors.GROUP_COLORS


def test_the_fonts_are_those_whose_checksums_and_licences_lie_beside_them() -> None:
    lines = (FONTS / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    files = {path.name for path in FONTS.iterdir()} - {"SHA256SUMS", "README.md"}
    assert set(sums) == files
    for name, checksum in sums.items():
        assert sha256((FONTS / name).read_bytes()).hexdigest() == checksum, name
    assert {*NAMES} < files
    assert PACKAGE_FONT in files
    assert sum(name.endswith("-LICENSE.txt") for name in files) == len(NAMES)
    read_me = (FONTS / "README.md").read_text("utf-8")
    assert all(name in read_me for name in NAMES)
    assert not [path for path in Path(FONTS).iterdir() if path.stat().st_size > 400_000]
