"""Pictures that chats show beside a link: what they say, where it stands, and how it is drawn.

    Catalog ─ saying.cards ─> Card ─ placing.placed ─> Picture ─ drawing.drawn ─> PNG

Nothing here touches the disk: typefaces come in as bytes and pictures leave as bytes. `gallery`
reads the ones and keeps the others.
"""

from generator.site.social_cards.content import make_cards
from generator.site.social_cards.drawing import draw_png
from generator.site.social_cards.layout import layout_card
from generator.site.social_cards.typefaces import Typeface, Typefaces
from generator.site.social_cards.types import HEIGHT, SITE_PAGE, WIDTH, SocialCard

__all__ = [
    "HEIGHT", "SITE_PAGE", "WIDTH", "SocialCard", "Typeface", "Typefaces", "draw_png",
    "layout_card", "make_cards",
]  # fmt: skip
