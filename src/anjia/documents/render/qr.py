"""QR codes for whole batches.

With version, error level and mask held fixed, the modules of a QR code are an affine function of the bits of its
text (Reed-Solomon codes and masks are). So segno draws one code and, once per bit that changes, what that bit
turns over; every further code of a batch is a few exclusive ors: some 10 microseconds instead of 3 milliseconds.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

QUIET = 4
ERROR = "m"


def _picture(text: bytes, version: int, mask: int) -> bytes:
    code = segno.make(text, error=ERROR, mode="byte", micro=False, boost_error=False, version=version, mask=mask)
    return b"".join(bytes(255 - 255 * module for module in row) for row in code.matrix_iter(border=QUIET))


@lru_cache(maxsize=4096)
def _turned_by(length: int, version: int, position: int, bit: int) -> int:
    """What one bit of the text turns over, as a picture in which turned modules are 255."""
    text = bytearray(length)
    still = _picture(bytes(text), version, 0)
    text[position] = 1 << bit
    return int.from_bytes(still, "big") ^ int.from_bytes(_picture(bytes(text), version, 0), "big")


@lru_cache(maxsize=65536)
def _turned(length: int, version: int, position: int, change: int) -> int:
    turned = 0
    for bit in range(8):
        if change >> bit & 1:
            turned ^= _turned_by(length, version, position, bit)
    return turned


class Codes:
    """The QR codes of a batch of texts, all of one size. `side` is in pixels, one to a module, quiet zone included."""

    def __init__(self, texts: Sequence[str]):
        self._texts = [text.encode() for text in texts]
        longest = max(self._texts, key=len)
        first = segno.make(longest, error=ERROR, mode="byte", micro=False, boost_error=False)
        self._version, self._mask = int(first.version), int(first.mask)
        self.side = int(first.symbol_size(border=QUIET)[0])
        self._models: dict[int, tuple[bytes, int]] = {}

    def _model(self, text: bytes) -> tuple[bytes, int]:
        if len(text) not in self._models:
            drawn = _picture(text, self._version, self._mask)
            self._models[len(text)] = text, int.from_bytes(drawn, "big")
        return self._models[len(text)]

    def _draw(self, text: bytes) -> bytes:
        model, picture = self._model(text)
        for position, (old, new) in enumerate(zip(model, text, strict=True)):
            if old != new:
                picture ^= _turned(len(text), self._version, position, old ^ new)
        return picture.to_bytes(self.side * self.side, "big")

    def __iter__(self) -> Iterator[bytes]:
        """One grey-scale picture per text, `side` x `side` bytes, row by row."""
        return map(self._draw, self._texts)


def codes_of(texts: Sequence[str]) -> tuple[bytes, int]:
    """All pictures in one string of bytes, and their side; what the templates read as `qr.bin`."""
    codes = Codes(texts)
    return b"".join(codes), codes.side


def qr_svg(url: str) -> SafeString:
    """A QR code for a page, as an inline picture without sizes or styles of its own."""
    return mark_safe(segno.make(url, error=ERROR, micro=False).svg_inline(omitsize=True, border=1, svgclass=None))
