"""A theme's colours: as a stylesheet, and whether what is set in them can be read."""

import re
from collections.abc import Mapping
from typing import Literal

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.loading.colours import Colour, NotAColour, blended, contrast, parse_colour
from okrsite.loading.theme_file import Palette, ThemeFile

Scheme = Literal["light", "dark"]
Values = tuple[Mapping[str, Colour], Mapping[str, Colour]]
"""The colours on light and on dark screens, by the name of their custom property."""

READ = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""
SEEN = 3.0
"""The contrast that lines, bars and marks need (WCAG 2.2, 1.4.11)."""

PAIRS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("ink", ("paper", "sheet", "mark", "track", "heat"), READ),
    ("quiet", ("paper", "sheet"), READ),
    ("link", ("paper", "sheet", "mark"), READ),
    ("warn", ("paper", "sheet"), READ),
    ("bad", ("paper", "sheet"), READ),
    ("good", ("paper", "sheet"), SEEN),
    ("accent", ("paper", "sheet", "track"), SEEN),
    ("focus", ("paper", "sheet"), SEEN),
    ("line-strong", ("paper", "sheet"), SEEN),
    *((f"hue-{number}", ("paper", "sheet"), SEEN) for number in range(1, 9)),
)
"""Which colour stands on which grounds, and the contrast that it needs there."""

HEAT = "heat"
"""The ground of the fullest field of the heat map: no colour of its own, but so much of the accent."""
HEAT_SHARE = 0.4  # as the stylesheet mixes it

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_DARK = re.compile(r"@media[^{}]*prefers-color-scheme:\s*dark[^{}]*\{\s*$")
_PROPERTY = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;{}]+?)\s*;")


def sheet_of(light: Palette, dark: Palette) -> str:
    """Colours as CSS; they follow the reader's choice of light and dark.

    Each scheme stands for itself: what is set for one leaves the other as the base has it. In print, text is
    black on white as ever; links, bars and marks have the theme's colours where they show on white. Pictures
    that are downloaded are light whatever the screen is: `--light-…` tells scripts the colours of those.
    """
    rules = [
        f"@media {query} {{\n  :root {{{_declared(palette)}\n  }}\n}}\n"
        for query, palette in (
            ("screen and (prefers-color-scheme: light)", light),
            ("screen and (prefers-color-scheme: dark)", dark),
            ("print", tuple(one for one in light if _prints(*one))),
        )
        if palette
    ]
    named = "".join(f"\n  --light-{name}: {colour.css};" for name, colour in light)
    return (f":root {{{named}\n}}\n" if light else "") + "".join(rules)


def _prints(name: str, colour: Colour) -> bool:
    needed = next((ratio for one, _, ratio in PAIRS if one == name), None)
    if name in ("ink", "quiet") or needed is None:
        return False
    return contrast(colour, Colour(red=255, green=255, blue=255)) >= needed


def _declared(palette: Palette) -> str:
    return "".join(f"\n    --{name}: {colour.css};" for name, colour in palette)


def values_in(sheet: str) -> Values:
    """The colours that a stylesheet gives its custom properties, on light screens and on dark ones."""
    light: dict[str, Colour] = {}
    dark: dict[str, Colour] = {}
    plain = _COMMENT.sub("", sheet)
    for block in _ROOT.finditer(plain):
        before = plain[: block.start()]
        inside = before.count("{") - before.count("}")
        if inside > 1 or (inside == 1 and not _DARK.search(before)):  # print, more contrast
            continue
        into = dark if inside else light
        for name, text in _PROPERTY.findall(block[1]):
            try:
                into[name] = parse_colour(text)
            except NotAColour:  # a font, a border
                continue
    return light, light | dark


def contrast_warnings(file: ThemeFile, usual: Values) -> tuple[Diagnostic, ...]:
    """What of a theme's colours is hard to read or to see on the ground that it stands on, as far as the
    theme sets one of the two; what it leaves out has its usual value."""
    found = []
    schemes: tuple[tuple[Scheme, Palette, Mapping[str, Colour]], ...] = (
        ("light", file.light, usual[0]),
        ("dark", file.dark, usual[1]),
    )
    for scheme, palette, values in schemes:
        own = dict(palette)
        now = {**values, **own}
        if {"accent", "sheet"} <= now.keys():
            now[HEAT] = blended(now["accent"], now["sheet"], HEAT_SHARE)
        set_here = own.keys() | ({HEAT} if {"accent", "sheet"} & own.keys() else set())
        for name, grounds, needed in PAIRS:
            short = [
                (ground, contrast(now[name], now[ground]))
                for ground in grounds
                if {name, ground} & set_here and {name, ground} <= now.keys()
                if contrast(now[name], now[ground]) < needed
            ]
            if short:
                found.append(_warned(file, scheme, name, short, needed, own, now))
    return tuple(sorted(found, key=lambda d: (d.span.line, d.span.column)))


def _warned(
    file: ThemeFile,
    scheme: Scheme,
    name: str,
    short: list[tuple[str, float]],
    needed: float,
    own: Mapping[str, Colour],
    now: Mapping[str, Colour],
) -> Diagnostic:
    ground = short[0][0] if short[0][0] != HEAT else "accent" if "accent" in own else "sheet"
    blamed = name if name in own else ground
    against = " and ".join(
        f"{_ratio(ratio)} on {_called(ground)} ({now[ground].css})" for ground, ratio in short
    )
    what = "text" if needed == READ else "what must be seen"
    usual = "" if name in own else ", which is the usual one,"
    return file.diagnostic(
        "colours",
        scheme,
        blamed,
        message=f"on {scheme} screens `{name}` ({now[name].css}){usual} has a contrast of {against};"
        f" {what} needs {needed:g}",
        hint=_advice(name, short, now),
        rule="low-contrast",
        severity=Severity.WARNING,
    )


def _called(ground: str) -> str:
    return "the fullest field of the heat map" if ground == HEAT else f"`{ground}`"


def _advice(name: str, short: list[tuple[str, float]], now: Mapping[str, Colour]) -> str:
    darker = now[short[0][0]].luminance > 0.18  # from about there on, black reads better than white
    way, other = ("darker", "lighter") if darker else ("lighter", "darker")
    return f"Make `{name}` {way}, or its ground {other}."


def _ratio(ratio: float) -> str:
    """Rounded down: 4.49 is not 4.5."""
    return f"{int(ratio * 10) / 10:.1f}"
