"""How large a picture is, so that pages can keep its place free while it loads."""

import re
import struct
from pathlib import Path

_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_SIDE = re.compile(rb"""\s(width|height)\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']""")
_BOX = re.compile(rb"""\sviewBox\s*=\s*["']\s*[-0-9.]+[\s,]+[-0-9.]+[\s,]+([0-9.]+)[\s,]+([0-9.]+)\s*["']""")
_HEAD = 20_000


def picture_size(file: Path) -> tuple[int, int]:
    """Width and height in pixels of a PNG, a GIF or an SVG that says so; 0 and 0 of what is not known."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError:
        return 0, 0
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head[:6] in (b"GIF87a", b"GIF89a") and len(head) >= 10:
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    return _of_svg(head)


def _of_svg(head: bytes) -> tuple[int, int]:
    begin = _SVG.search(head)
    if begin is None:
        return 0, 0
    sides = {name: float(value) for name, value in _SIDE.findall(begin[0]) if _is_number(value)}
    if len(sides) == 2:
        return round(sides[b"width"]), round(sides[b"height"])
    box = _BOX.search(begin[0])
    if box and _is_number(box[1]) and _is_number(box[2]):
        return round(float(box[1])), round(float(box[2]))
    return 0, 0


def _is_number(text: bytes) -> bool:
    return re.fullmatch(rb"[0-9]+\.?[0-9]*|\.[0-9]+", text) is not None
