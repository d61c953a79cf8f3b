"""Pictures that chats show beside a link: what they say, where it stands, and how it is drawn.

    Catalog ─ saying.cards ─> Card ─ placing.placed ─> Picture ─ drawing.drawn ─> PNG

Nothing here touches the disk: typefaces come in as bytes and pictures leave as bytes. `gallery`
reads the ones and keeps the others.
"""

from generator.site.social_cards.content import cards
from generator.site.social_cards.drawing import drawn
from generator.site.social_cards.layout import placed
from generator.site.social_cards.typefaces import Typeface, Typefaces
from generator.site.social_cards.types import HEIGHT, SITE, WIDTH, Card

__all__ = [
    "HEIGHT", "SITE", "WIDTH", "Card", "Typeface", "Typefaces", "cards", "drawn", "placed",
]  # fmt: skip
