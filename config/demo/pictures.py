"""Drawings that stand in for photos in the demonstration; each says in itself that it is a sample."""

from collections.abc import Callable
from io import BytesIO
from math import cos, pi, sin

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from liap.outcomes.actions import add_evidence
from liap.outcomes.models import Evidence
from liap.people.models import User
from liap.plans.models import Plan

WIDTH, HEIGHT, FOOT = 960, 640, 56
NIGHT, WINE, CREAM, GOLD, LEAF, SKY = "#1d2a44", "#7d1f2b", "#f3ead7", "#c9992e", "#4c7a4f", "#cfe0ea"
WOOD, SKIN, STONE = "#8a5a34", "#b98a63", "#d9d4c7"

Pen = ImageDraw.ImageDraw


def _weaving(pen: Pen) -> None:
    """A length of cloth: stripes, and rows of diamonds as ulos has them."""
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill=NIGHT)
    for x in range(0, WIDTH, 160):
        pen.rectangle((x, 0, x + 44, HEIGHT), fill=WINE)
        pen.rectangle((x + 52, 0, x + 57, HEIGHT), fill=CREAM)
        pen.rectangle((x + 147, 0, x + 152, HEIGHT), fill=CREAM)
        for y in range(30, HEIGHT, 90):
            _diamond(pen, x + 102, y, 34, GOLD)
            _diamond(pen, x + 102, y, 20, NIGHT)
            _diamond(pen, x + 102, y, 8, CREAM)


def _diamond(pen: Pen, x: int, y: int, size: int, fill: str) -> None:
    pen.polygon([(x - size, y), (x, y - size), (x + size, y), (x, y + size)], fill=fill)


def _training(pen: Pen) -> None:
    """People without faces around a table, a board behind them."""
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill=CREAM)
    pen.rectangle((0, 430, WIDTH, HEIGHT), fill=STONE)
    pen.rectangle((300, 60, 660, 260), fill="white", outline=WOOD, width=10)
    for number, tall in enumerate((40, 75, 60, 110, 130)):
        pen.rectangle((345 + 58 * number, 230 - tall, 385 + 58 * number, 230), fill=LEAF if number % 2 else GOLD)
    for x, dress in ((150, WINE), (310, LEAF), (480, NIGHT), (650, GOLD), (810, WINE)):
        pen.ellipse((x - 38, 250, x + 38, 326), fill=SKIN)
        pen.pieslice((x - 40, 244, x + 40, 322), 180, 360, fill=NIGHT)
        pen.rounded_rectangle((x - 70, 330, x + 70, 520), 46, fill=dress)
    pen.polygon([(60, 440), (900, 440), (960, 560), (0, 560)], fill=WOOD)
    for x in (170, 330, 500, 660, 800):
        pen.polygon([(x - 40, 470), (x + 40, 470), (x + 52, 520), (x - 52, 520)], fill="white")


def _stall(pen: Pen) -> None:
    """A stall by a lake, with cloth on a line."""
    pen.rectangle((0, 0, WIDTH, 330), fill=SKY)
    pen.polygon([(0, 330), (180, 130), (330, 260), (520, 90), (760, 270), (960, 170), (960, 330)], fill=LEAF)
    pen.rectangle((0, 330, WIDTH, 400), fill="#7fa9c4")
    pen.rectangle((0, 400, WIDTH, HEIGHT), fill="#b9ad8c")
    pen.rectangle((250, 260, 268, 540), fill=WOOD)
    pen.rectangle((692, 260, 710, 540), fill=WOOD)
    for number in range(8):
        left = 210 + 67 * number
        pen.polygon(
            [(left + 20, 170), (left + 80, 170), (left + 67, 270), (left, 270)], fill=(WINE, CREAM)[number % 2]
        )
    for number, colour in enumerate((NIGHT, WINE, GOLD, LEAF, WINE)):
        x = 300 + 76 * number
        pen.rectangle((x, 290, x + 56, 420), fill=colour)
        pen.rectangle((x, 350, x + 56, 358), fill=CREAM)
    pen.rectangle((230, 440, 730, 540), fill=WOOD)
    pen.rectangle((230, 440, 730, 456), fill="#6e4526")


def _chocolate(pen: Pen) -> None:
    """Cacao pods on a branch, and bars with labels beneath."""
    pen.rectangle((0, 0, WIDTH, HEIGHT), fill=CREAM)
    pen.line([(0, 90), (WIDTH, 60)], fill=WOOD, width=26)
    for x, fill in ((170, GOLD), (370, WINE), (580, GOLD), (790, LEAF)):
        pen.line([(x, 80), (x, 130)], fill=LEAF, width=10)
        pen.ellipse((x - 62, 120, x + 62, 330), fill=fill)
        for turn in (-0.5, 0, 0.5):
            points = [
                (x + 62 * sin(turn) * sin(step * pi / 12), 225 - 100 * cos(step * pi / 12)) for step in range(13)
            ]
            pen.line(points, fill=CREAM, width=4)
    for number in range(4):
        left = 110 + 195 * number
        pen.rounded_rectangle((left, 390, left + 155, 570), 10, fill="#4a2c1a")
        pen.rectangle((left, 440, left + 155, 520), fill=(GOLD, WINE, LEAF, NIGHT)[number])
        _diamond(pen, left + 77, 480, 24, CREAM)


# What each shows, by the key of the story.
ALBUMS: dict[str, tuple[tuple[str, Callable[[Pen], None]], ...]] = {
    "ulos": (
        ("Ragam tenun ulos hasil pelatihan desain (gambar contoh)", _weaving),
        ("Pelatihan pencatatan penjualan di Pangururan (gambar contoh)", _training),
        ("Gerai ulos di kawasan wisata Tomok (gambar contoh)", _stall),
    ),
    "cacao": (
        ("Cokelat dalam kemasan baru (gambar contoh)", _chocolate),
        ("Pelatihan pengolahan cokelat di Palu (gambar contoh)", _training),
    ),
}


def are_on_file(plan: Plan, key: str) -> bool:
    """Whether the drawings of a story are on file, or there are none."""
    titles = [title for title, _draw in ALBUMS.get(key, ())]
    return plan.evidence.filter(description__in=titles).count() == len(titles)


def album(key: str) -> list[tuple[str, SimpleUploadedFile]]:
    """The drawings of a story with their descriptions."""
    return [(title, _file(number, draw)) for number, (title, draw) in enumerate(ALBUMS.get(key, ()), 1)]


def put_on_file(plan: Plan, key: str, *, by: User) -> list[Evidence]:
    """Keeps the drawings of a story as evidence of its plan."""
    return [add_evidence(plan, by=by, description=title, file=file) for title, file in album(key)]


def _file(number: int, draw: Callable[[Pen], None]) -> SimpleUploadedFile:
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(page)
    draw(pen)
    pen.rectangle((0, HEIGHT - FOOT, WIDTH, HEIGHT), fill="white")
    words = "CONTOH · SAMPLE · digambar dengan program, bukan foto"
    pen.text((WIDTH // 2, HEIGHT - FOOT // 2), words, fill=NIGHT, anchor="mm", font=ImageFont.load_default(26))
    stream = BytesIO()
    page.save(stream, "PNG")
    return SimpleUploadedFile(f"gambar-contoh-{number}.png", stream.getvalue())
