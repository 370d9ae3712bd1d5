"""Layouts, and a memory for them: what was laid out once needs no Graphviz for other pages or other builds.

What is kept between builds has a sum that says whether it is whole, and names what made it. What is damaged,
or was made by another Graphviz or another okrsite, is forgotten: a layout from here is the one that would be
made anew.

Vocabulary:
    name    a shape in a few letters, equal for equal shapes
    kept    the layouts of many shapes as bytes; each is read when somebody asks for it
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Final

from okrsite import __version__
from okrsite.rendering import graph_engine
from okrsite.rendering.graph_box import WIDTH
from okrsite.rendering.graph_routes import Box, Path
from okrsite.rendering.graph_shape import Shape

MOST: Final = 20_000
"""Layouts that are kept: those asked for last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The positions of the graphs of one shape, in px, y downwards, within `width` by `height`.

    `boxes` stand in the order of `graph.nodes` and `edges` in that of `graph.edges`; each of these is a path
    of joined cubic Bezier curves from its upper end to its lower: a start, then three points for each
    curve. The path of an edge whose ends are not both in the picture is empty.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Path, ...]


class Layouts:
    """The layouts of shapes, with what `dump` or `news` kept of others before."""

    def __init__(self, kept: bytes = b"") -> None:
        self._layouts: dict[Shape, Layout] = {}
        self._kept: dict[str, str] = {}
        self._news: dict[str, str] = {}
        self.learn(kept)

    def get(self, shape: Shape) -> Layout | None:
        """The layout of a shape, None where it is not known."""
        layout = self._layouts.get(shape)
        if layout is None:
            name = _name(shape)
            text = self._kept.pop(name, None)
            if text is not None:
                self._kept[name] = text  # behind the others, as the last that was asked for
                layout = self._layouts[shape] = _read(text, shape)
        return layout

    def add(self, shape: Shape, layout: Layout) -> None:
        """Remember what was worked out."""
        self._layouts[shape] = layout
        name = _name(shape)
        self._kept[name] = self._news[name] = _written(layout)

    def learn(self, kept: bytes) -> None:
        """Take over what was kept, by a build before this one or by a process beside it. Of what is damaged
        or was made otherwise than here nothing is taken."""
        self._kept |= _unpacked(kept)

    def dump(self) -> bytes:
        """All that is known, to be kept; where the engines can't be told from others, nothing."""
        return _packed(dict(islice(self._kept.items(), max(len(self._kept) - MOST, 0), None)))

    def news(self) -> bytes:
        """What was worked out here, to be kept or learnt; empty where nothing was."""
        return _packed(self._news) if self._news else b""


def _packed(layouts: Mapping[str, str]) -> bytes:
    maker = _maker()
    if not maker:
        return b""
    text = json.dumps([maker, layouts], separators=(",", ":")).encode()
    return _digest(text).encode() + b"\n" + text


def _unpacked(kept: bytes) -> dict[str, str]:
    digest, _, text = kept.partition(b"\n")
    if not text or digest != _digest(text).encode():
        return {}
    maker, layouts = json.loads(text)
    return layouts if maker and maker == _maker() else {}


def _maker() -> str:
    """What makes layouts here: okrsite and the engines. Empty where the engines can't be told from others."""
    engines = graph_engine.identity(graph_engine.engines())
    return f"{__version__} {engines}" if engines else ""


def _name(shape: Shape) -> str:
    return _digest(json.dumps(shape, separators=(",", ":")).encode())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _written(layout: Layout) -> str:
    """A layout without what its shape says too."""
    places = [(box.x, box.y) for box in layout.boxes]
    return json.dumps([layout.width, layout.height, places, layout.edges], separators=(",", ":"))


def _read(text: str, shape: Shape) -> Layout:
    width, height, places, edges = json.loads(text)
    return Layout(
        width=width,
        height=height,
        boxes=tuple(
            Box(x=x, y=y, width=WIDTH, height=outline.height)
            for (x, y), outline in zip(places, shape.outlines, strict=True)
        ),
        edges=tuple(tuple((x, y) for x, y in edge) for edge in edges),
    )
