"""Pictures are drawn anew: what is not a picture is left behind, where and by whom it was taken as well."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from anjia.documents.enums import MediaType
from anjia.kernel.exceptions import Refused

MAX_PIXELS = 50_000_000
LONGEST_SIDE = 3508  # A4 at 300 dots an inch
QUALITY = 85
_NAMES = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}


def redraw(data: bytes, media_type: MediaType) -> bytes:
    """The picture upright, at most 3508 pixels long, with nothing but its pixels. Raises Refused where it is none."""
    name = _NAMES[media_type]
    with opened(data, media_type) as picture:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = bare(upright.convert("RGBA" if name == "PNG" and "A" in upright.getbands() else "RGB"))
    out = io.BytesIO()
    clean.save(out, name, **({"quality": QUALITY} if name == "JPEG" else {"optimize": False}))
    return out.getvalue()


@contextmanager
def opened(data: bytes, media_type: MediaType) -> Iterator[Image.Image]:
    """The picture, whose size was looked at before a pixel was unpacked; what goes wrong with it becomes Refused."""
    name = _NAMES[media_type]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=[name]) as picture:
                width, height = picture.size
                if width * height > MAX_PIXELS:
                    raise Refused(_("这张图片过大（超过5000万像素）。请缩小后再上传。"))
                if name == "JPEG":
                    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                yield picture
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise Refused(_("这张图片已损坏，打不开。请重新拍摄或扫描。")) from error


def bare(picture: Image.Image) -> Image.Image:
    """The same pixels and nothing else."""
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())
