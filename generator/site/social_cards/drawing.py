"""Draws a picture as a PNG: the same bytes for the same picture, fonts and Pillow version."""

from io import BytesIO
from itertools import chain

from PIL import Image, ImageDraw

from generator.site.colors import parse_hex_color
from generator.site.social_cards.typefaces import Typefaces
from generator.site.social_cards.types import HEIGHT, WIDTH, Dot, Ink, Picture, TextLine

_RULE_HEIGHT = 2  # pixels
_SHADES = 11  # between background and ink, for smooth edges
_OVERSAMPLING = 4  # circles are drawn this many times larger and scaled down, for smooth edges

# The shade of each grey level of a mask.
_SHADE_BY_LEVEL = [-(-level * _SHADES // 255) for level in range(256)]


def draw_png(picture: Picture, faces: Typefaces) -> bytes:
    """The picture as a PNG with a palette.

    Each ink is drawn on its own layer, and its shades are a range of the palette. That avoids
    quantizing colours, which would take longer than everything else.
    """
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    rule = picture.rule
    palette = [parse_hex_color(picture.ground), parse_hex_color(rule.colour)]
    image.paste(1, (rule.x, rule.y, rule.x + rule.width, rule.y + _RULE_HEIGHT))
    parts: dict[Ink, list[TextLine | Dot]] = {}
    everything: tuple[TextLine | Dot, ...] = (*picture.lines, *picture.dots)
    for part in everything:
        parts.setdefault(part.ink, []).append(part)
    for ink, members in parts.items():
        layer = Image.new("L", (WIDTH, HEIGHT), 0)
        for member in members:
            _draw_part(layer, member, faces)
        box = layer.getbbox()
        if box is None:  # only spaces
            continue
        mask = layer.crop(box)
        first = len(palette) - 1
        shades = mask.point([first + step for step in _SHADE_BY_LEVEL])
        image.paste(shades, box, mask=mask.point([255 if step else 0 for step in _SHADE_BY_LEVEL]))
        palette += [_blend(picture.ground, ink, step) for step in range(1, _SHADES + 1)]
    image.putpalette(bytes(chain(*palette)))
    out = BytesIO()
    image.save(out, "PNG", compress_level=7)
    return out.getvalue()


def _draw_part(layer: Image.Image, part: TextLine | Dot, faces: Typefaces) -> None:
    if isinstance(part, Dot):
        box = part.x - part.radius, part.y - part.radius
        layer.paste(_circle(part.radius), box)
        return
    canvas, x = ImageDraw.Draw(layer), float(part.x)
    for run, font in faces[part.face].runs(part.text, part.size):
        canvas.text((x, part.y), run, fill=255, font=font, anchor="ls")
        x += font.getlength(run)


def _circle(radius: int) -> Image.Image:
    across = 2 * radius * _OVERSAMPLING
    large = Image.new("L", (across, across), 0)
    ImageDraw.Draw(large).ellipse((0, 0, across - 1, across - 1), fill=255)
    return large.resize((2 * radius, 2 * radius), Image.Resampling.BOX)


def _blend(ground: str, ink: Ink, step: int) -> tuple[int, int, int]:
    red, green, blue = (
        below + (colour - below) * step // _SHADES
        for below, colour in zip(parse_hex_color(ground), parse_hex_color(ink.colour), strict=True)
    )
    return red, green, blue
