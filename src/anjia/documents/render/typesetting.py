"""Typst, told what to set by data alone: strings reach a template as JSON and are never markup."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst
from django.conf import settings

from anjia.documents.exceptions import FontsMissing
from anjia.documents.text import plain
from anjia.kernel.context import rehearsing

REMEMBERED_RUNS = 10
TEMPLATES = Path(__file__).resolve().parent.parent / "typst"
WATERMARK = """#set page(foreground: rotate(-35deg, text(
  font: "Noto Sans SC", size: 64pt, weight: "bold", fill: rgb("#a6322b38"), lang: "zh")[演练 · 不作数]))
"""
FONTS = (
    "noto-serif-sc/400Regular",
    "noto-serif-sc/600SemiBold",
    "noto-serif-sc/700Bold",
    "noto-sans-sc/400Regular",
    "noto-sans-sc/500Medium",
)
RARE = ("noto-serif-jp/400Regular",)
"""Faces for characters that the others lack (𠮷); the fonts of the system are asked last."""


@lru_cache
def _fonts(folder: Path) -> typst.Fonts:
    missing = [name for name in FONTS if not list((folder / name).glob("*.ttf"))]
    if missing:
        raise FontsMissing(
            f"没有找到文书所需的字体：{folder} 中缺少 {'、'.join(missing)}。"
            "请运行 npm ci，或用 ANJIA_FONTS 指明字体所在的文件夹。"
        )
    paths = [str(folder / name) for name in FONTS + RARE if (folder / name).is_dir()]
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=paths)


def check_fonts() -> None:
    """Raise FontsMissing, saying what to do, where documents could not be set."""
    _fonts(Path(settings.FONT_DIR))


def cleaned(value: Any) -> Any:
    """The data with every string made plain, ready for JSON."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, date):
        return chinese_date(value)
    if is_dataclass(value) and not isinstance(value, type):
        return cleaned(asdict(value))
    if isinstance(value, Mapping):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(item) for item in value]
    return value


def chinese_date(day: date) -> str:
    """
    >>> chinese_date(date(2026, 5, 6))
    '2026年5月6日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def typeset(
    template: str, data: Any, *, files: Mapping[str, bytes] = MappingProxyType({}), part: bool = False
) -> bytes:
    """Set one PDF. `data` must be clean; `files` are further files that the template reads, by name.

    A whole document is tagged, so that screen readers can read it. A `part` is not, and is fit for `joined`.
    """
    fonts = _fonts(Path(settings.FONT_DIR))
    with tempfile.TemporaryDirectory(prefix="anjia-") as folder:
        root = Path(folder)
        for source in TEMPLATES.glob("*.typ"):
            shutil.copyfile(source, root / source.name)
        if rehearsing.get():
            _mark_rehearsal(root / template)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, content in files.items():
            (root / name).write_bytes(content)
        compiler = _compiler(root / template, fonts)
        plain_pdf: dict[str, Any] = {"pdf_standards": "1.4", "pdf_tags": False} if part else {}
        pdf: Any = compiler.compile(format="pdf", **plain_pdf)
    return bytes(pdf)


def _mark_rehearsal(template: Path) -> None:
    """Whatever paper a rehearsal prints says across every page that it does not count."""
    template.write_text(WATERMARK + template.read_text(encoding="utf-8"), encoding="utf-8")


def _compiler(template: Path, fonts: typst.Fonts) -> typst.Compiler:
    return typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)


def let_go() -> None:
    """Give back the memory of what was set. Typst keeps what it laid out for ten runs; ten empty runs age it."""
    compiler = _compiler(TEMPLATES / "blank.typ", _fonts(Path(settings.FONT_DIR)))
    for _run in range(REMEMBERED_RUNS + 1):
        compiler.compile(format="svg")
