"""Photos of building sites, drawn flat by the program."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 640
SMALL = (480, 320)

Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw

PAINTS = {
    "bleu gris": (125, 154, 168),
    "vert sauge": (147, 164, 138),
    "terre cuite": (186, 122, 94),
    "jaune paille": (214, 190, 130),
    "blanc cassé": (233, 228, 214),
    "bleu nuit": (66, 86, 112),
    "rose poudré": (206, 168, 160),
    "gris perle": (176, 180, 182),
}
BARE, FLOOR, WOOD, STEEL = (207, 200, 186), (141, 131, 117), (160, 121, 79), (122, 132, 137)
DARK, WATER, SKY, GLASS = (59, 59, 59), (75, 143, 181), (196, 214, 224), (188, 211, 222)


@dataclass(frozen=True)
class Photo:
    """A picture and its alternative text."""

    image: Image.Image
    alt: str

    def jpeg(self) -> bytes:
        """The picture as a phone would send it."""
        out = io.BytesIO()
        self.image.save(out, "JPEG", quality=85)
        return out.getvalue()


def room(chance: random.Random) -> Photo:
    """A wall half painted, a ladder, a window, a pot of paint."""
    name, paint = chance.choice(list(PAINTS.items()))
    image, draw = _canvas(BARE)
    edge = chance.randint(380, 640)
    ragged = [(edge + chance.randint(-30, 30), y) for y in range(0, 561, 70)]
    draw.polygon([(0, 0), *ragged, (0, 560)], fill=paint)
    draw.rectangle((0, 0, edge - 230, 560), fill=_darker(paint, 0.9))
    _floor(draw)
    _window(draw, 700, 90)
    _ladder(draw, edge - 60, chance.randint(60, 110))
    _pot(draw, 190, 460, paint)
    return Photo(image, f"Mur à moitié peint en {name}, échelle contre le mur")


def ceiling(chance: random.Random) -> Photo:
    """A ceiling with filler stripes, a roller on its pole."""
    image, draw = _canvas((226, 222, 212))
    draw.polygon([(0, 0), (WIDTH, 0), (WIDTH - 190, 300), (190, 300)], fill=(243, 241, 235))
    for step in range(5):
        x = 150 + 150 * step + chance.randint(-20, 20)
        draw.line((x, 0, 250 + 100 * step, 300), fill=(222, 216, 202), width=26)
    _floor(draw)
    draw.line((520, 600, 640, 150), fill=WOOD, width=12)
    draw.rounded_rectangle((560, 110, 740, 160), 24, fill=(250, 250, 246))
    return Photo(image, "Plafond enduit, bandes encore fraîches, rouleau sur sa perche")


def leak(chance: random.Random) -> Photo:
    """A pipe under a sink, drops, a bucket."""
    image, draw = _canvas((213, 216, 214))
    _tiles(draw, (185, 191, 189))
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill=(142, 133, 119))
    for colour, width, off in ((STEEL, 52, 0), ((154, 165, 170), 14, -14)):
        draw.line(
            [(470 + off, 0), (470 + off, 250), (WIDTH, 250 + off)],
            fill=colour,
            width=width,
            joint="curve",
        )
    draw.rectangle((430, 150, 510, 205), fill=(93, 103, 108))
    draw.rectangle((660, 210, 710, 295), fill=(93, 103, 108))
    for y in range(310, 440, chance.choice((34, 44, 52))):
        draw.ellipse((678, y, 694, y + 24), fill=WATER)
    _bucket(draw, 690, 455, chance.uniform(0.2, 0.8))
    return Photo(image, "Fuite sous l’évier, un seau posé dessous")


def wall(chance: random.Random) -> Photo:
    """Blockwork going up against the sky, a string line, a trowel."""
    image, draw = _canvas(SKY)
    rows = chance.randint(4, 8)
    for row in range(rows):
        y, shift = 560 - 62 * (row + 1), 70 if row % 2 else 0
        last = row == rows - 1
        for x in range(-shift, WIDTH if not last else chance.randint(300, 800), 140):
            tone = chance.randint(-8, 8)
            draw.rectangle(
                (x + 4, y + 4, x + 136, y + 58), fill=(168 + tone, 164 + tone, 156 + tone)
            )
    draw.line((0, 560 - 62 * rows, WIDTH, 556 - 62 * rows), fill=(190, 60, 50), width=3)
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill=(134, 116, 92))
    draw.polygon([(760, 600), (830, 570), (850, 612)], fill=STEEL)
    draw.line((755, 603, 700, 620), fill=WOOD, width=16)
    return Photo(image, f"Mur de parpaings, {rows} rangs posés, cordeau tendu")


def scaffold(chance: random.Random) -> Photo:
    """A façade behind its scaffold."""
    image, draw = _canvas(SKY)
    stone = chance.choice(((219, 208, 186), (204, 196, 184), (196, 178, 156)))
    draw.rectangle((130, 60, 830, 580), fill=stone)
    for x in range(200, 780, 210):
        for y in (120, 300):
            draw.rectangle((x, y, x + 110, y + 140), fill=(233, 228, 216))
            draw.rectangle((x + 12, y + 12, x + 98, y + 128), fill=GLASS)
    draw.rectangle((0, 580, WIDTH, HEIGHT), fill=(150, 146, 140))
    floors = chance.randint(2, 3)
    for level in range(floors):
        y = 560 - 170 * (level + 1)
        draw.rectangle((70, y, 890, y + 16), fill=WOOD)
        draw.line((70, y - 70, 890, y - 70), fill=STEEL, width=8)
    for x in range(70, 900, 205):
        draw.line((x, 600, x, 560 - 170 * floors - 80), fill=STEEL, width=12)
    for x in range(70, 700, 205):
        draw.line((x, 560, x + 205, 390), fill=STEEL, width=6)
    return Photo(image, f"Façade et échafaudage à {floors} niveaux")


def panel(chance: random.Random) -> Photo:
    """An electrical panel, open, with its breakers and cables."""
    image, draw = _canvas((221, 217, 208))
    draw.rounded_rectangle(
        (280, 60, 680, 580), 18, fill=(245, 245, 243), outline=(150, 150, 150), width=6
    )
    for row in range(3):
        y = 130 + 140 * row
        draw.rectangle((320, y + 34, 640, y + 44), fill=STEEL)
        for number in range(chance.randint(5, 8)):
            x = 328 + 38 * number
            draw.rectangle((x, y, x + 32, y + 78), fill=(228, 228, 226), outline=(160, 160, 160))
            draw.rectangle((x + 10, y + 24, x + 22, y + 46), fill=chance.choice((DARK, WATER)))
    for number, colour in enumerate(((178, 58, 48), (60, 96, 150), (90, 130, 70), (178, 58, 48))):
        x = 400 + 44 * number
        draw.line([(x, 60), (x + chance.randint(-16, 16), 0)], fill=colour, width=10)
    return Photo(image, "Tableau électrique ouvert, disjoncteurs posés, repérage à faire")


def trench(chance: random.Random) -> Photo:
    """A chase in a wall with conduits, a box, a level."""
    image, draw = _canvas(BARE)
    _floor(draw)
    x = chance.randint(300, 560)
    draw.rectangle((x, 0, x + 90, 440), fill=(172, 160, 142))
    for number, colour in enumerate(((90, 110, 160), (150, 150, 150), (190, 120, 60))):
        draw.line((x + 20 + 25 * number, 0, x + 20 + 25 * number, 400), fill=colour, width=14)
    draw.rounded_rectangle((x - 6, 390, x + 96, 480), 10, fill=(216, 140, 60))
    draw.rounded_rectangle((90, 520, 330, 556), 8, fill=(226, 178, 62))
    draw.ellipse((196, 526, 226, 550), fill=(170, 206, 110))
    return Photo(image, "Saignée dans le mur, gaines passées jusqu’au boîtier")


def frame(chance: random.Random) -> Photo:
    """Roof trusses in the sky."""
    image, draw = _canvas(SKY)
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill=(206, 196, 178))
    for number in range(chance.randint(3, 5)):
        x, tone = 90 + 120 * number, 1 - 0.08 * number
        wood = _darker(WOOD, tone)
        draw.line([(x, 500), (x + 260, 130), (x + 520, 500)], fill=wood, width=22, joint="curve")
        draw.line((x, 496, x + 520, 496), fill=wood, width=20)
        draw.line((x + 260, 140, x + 260, 490), fill=wood, width=14)
        draw.line([(x + 130, 320), (x + 260, 490), (x + 390, 320)], fill=wood, width=12)
    draw.line((340, 120, 860, 120), fill=_darker(WOOD, 0.8), width=18)
    return Photo(image, "Fermettes levées, faîtage en place")


def floor_tiles(chance: random.Random) -> Photo:
    """A floor half tiled, crosses in the joints, a pile of tiles."""
    image, draw = _canvas((168, 160, 150))
    tile = chance.choice(((196, 186, 170), (150, 156, 160), (184, 150, 124)))
    done = chance.randint(4, 6)
    for row in range(done):
        for column in range(7 if row < done - 1 else chance.randint(2, 6)):
            x, y = 20 + 132 * column, 20 + 100 * row
            draw.rectangle((x, y, x + 124, y + 92), fill=_darker(tile, chance.uniform(0.95, 1.03)))
    for height in range(5):
        draw.rectangle(
            (700, 600 - 22 * height, 860, 616 - 22 * height),
            fill=_darker(tile, 0.9),
            outline=(110, 104, 96),
        )
    return Photo(image, "Carrelage posé à moitié, reste une pile de carreaux")


def sacks(chance: random.Random) -> Photo:
    """Sacks of plaster on a pallet."""
    image, draw = _canvas((214, 209, 199))
    draw.rectangle((0, 470, WIDTH, HEIGHT), fill=(150, 141, 128))
    draw.rectangle((180, 520, 780, 548), fill=WOOD)
    for x in (200, 450, 700):
        draw.rectangle((x, 548, x + 60, 580), fill=_darker(WOOD, 0.85))
    count = 0
    for row in range(chance.randint(1, 3)):
        for x in range(200 + 40 * (row % 2), 640, 190):
            count += 1
            y = 450 - 78 * row
            draw.rounded_rectangle(
                (x, y, x + 175, y + 70), 22, fill=(238, 232, 218), outline=(190, 182, 166), width=3
            )
            draw.rectangle((x + 40, y + 24, x + 135, y + 46), fill=WATER)
    return Photo(image, f"Palette avec {count} sacs de plâtre")


SCENES: dict[str, Callable[[random.Random], Photo]] = {
    "room": room,
    "ceiling": ceiling,
    "leak": leak,
    "wall": wall,
    "scaffold": scaffold,
    "panel": panel,
    "trench": trench,
    "frame": frame,
    "floor": floor_tiles,
    "sacks": sacks,
}


def draw(scene: str, chance: random.Random) -> Photo:
    """One photo of a scene; the same chance draws the same photo."""
    return SCENES[scene](chance)


def _canvas(colour: Colour) -> tuple[Image.Image, Draw]:
    image = Image.new("RGB", (WIDTH, HEIGHT), colour)
    return image, ImageDraw.Draw(image)


def _darker(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue


def _floor(draw: Draw) -> None:
    draw.rectangle((0, 560, WIDTH, HEIGHT), fill=FLOOR)
    draw.polygon([(0, HEIGHT), (140, 560), (440, 560), (380, HEIGHT)], fill=(162, 152, 138))


def _window(draw: Draw, x: int, y: int) -> None:
    draw.rectangle((x, y, x + 180, y + 230), fill=(233, 228, 216))
    for left in (x + 14, x + 98):
        draw.rectangle((left, y + 14, left + 68, y + 216), fill=GLASS)


def _ladder(draw: Draw, x: int, top: int) -> None:
    wood = (74, 64, 52)
    draw.line((x - 70, 625, x, top), fill=wood, width=14)
    draw.line((x + 160, 625, x + 90, top), fill=wood, width=14)
    for step in range(1, 6):
        y = top + step * 92
        spread = 70 * (y - top) / (625 - top)
        draw.line((x - spread, y, x + 90 + spread, y), fill=wood, width=12)


def _pot(draw: Draw, x: int, y: int, paint: Colour) -> None:
    draw.rectangle((x, y, x + 92, y + 96), fill=(242, 242, 238))
    draw.rectangle((x, y, x + 92, y + 20), fill=paint)


def _bucket(draw: Draw, x: int, y: int, full: float) -> None:
    draw.polygon(
        [(x - 95, y), (x + 95, y), (x + 66, y + 165), (x - 66, y + 165)], fill=(49, 65, 74)
    )
    level = y + round(150 * (1 - full))
    draw.rectangle((x - 62, max(level, y + 12), x + 62, max(level, y + 12) + 16), fill=WATER)


def _tiles(draw: Draw, joint: Colour) -> None:
    for x in range(0, WIDTH, 190):
        draw.line((x, 0, x, 500), fill=joint, width=5)
    for y in range(0, 500, 150):
        draw.line((0, y, WIDTH, y), fill=joint, width=5)
