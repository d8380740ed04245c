"""Printed sheets as a copier or a phone would give them back."""

import io
import random

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

WHITE = 255


def printed(pdf: bytes, *, dots: int = 150) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].render(scale=dots / 72, grayscale=True).to_pil() for number in range(len(document))]
    document.close()
    return pages


def sign(page: Image.Image, rows: int = 3) -> Image.Image:
    """Some strokes in the lower half, as signatures are."""
    page = page.copy()
    pen, chance = ImageDraw.Draw(page), random.Random(rows)
    for _stroke in range(rows * 8):
        x, y = chance.randint(500, 900), chance.randint(900, 1200)
        pen.line([(x, y), (x + chance.randint(5, 40), y + chance.randint(-12, 12))], fill=40, width=3)
    return page


def scanned(page: Image.Image, *, turn: float = 0, seed: int = 1) -> Image.Image:
    """A little noise, a little blur, crooked or upside down."""
    noise = Image.effect_noise(page.size, 24)
    rough = Image.blend(page.convert("L"), noise, 0.12).filter(ImageFilter.GaussianBlur(0.6))
    return rough.rotate(turn, expand=True, fillcolor=WHITE)


def as_pdf(pages: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return out.getvalue()


def as_photo(page: Image.Image, kind: str = "JPEG") -> bytes:
    """A phone's photo with its place and its owner in it."""
    exif = Image.Exif()
    exif[0x010F] = "PHONE-OF-WANG"
    exif.get_ifd(0x8825).update({1: "N", 2: (27.8, 0.0, 0.0)})
    out = io.BytesIO()
    page.save(out, kind, exif=exif)
    return out.getvalue()
