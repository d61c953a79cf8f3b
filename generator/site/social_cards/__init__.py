"""Social cards: the pictures that chats show beside a link.

    Catalog ─ make_cards ─> SocialCard ─ layout_card ─> Picture ─ draw_png ─> PNG

Only `gallery` reads and writes files: all other modules take fonts and return pictures as bytes.
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
