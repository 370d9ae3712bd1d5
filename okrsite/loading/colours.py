"""Colours as CSS writes them, and as the red, green and blue that a screen makes of them.

Read are `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)`, `oklch(…)` and CSS's names, without transparency: whether a
text can be read on a ground that shines through, nobody could tell. (CSS Color Module Level 4.)
"""

import colorsys
import math
import re
from dataclasses import dataclass

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_HEX_SEEN_THROUGH = re.compile(r"#(?:[0-9a-f]{4}|[0-9a-f]{8})", re.IGNORECASE)
_CALL = re.compile(r"(rgba?|hsla?|oklch)\(\s*([^()]*?)\s*\)", re.IGNORECASE)
_FIGURE = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(%|deg)?", re.IGNORECASE)


class NotAColour(ValueError):
    """A text that is no colour; the message is a sentence that says how one is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """An opaque colour: red, green and blue, each from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def css(self) -> str:
        """`#1c6a6f`."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """How bright it is, 0 for black to 1 for white: WCAG's relative luminance."""
        return sum(
            share * _linear(channel / 255)
            for share, channel in ((0.2126, self.red), (0.7152, self.green), (0.0722, self.blue))
        )


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black and white): WCAG 2.2's ratio."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def blended(one: Colour, other: Colour, share: float) -> Colour:
    """So much of one colour in another, as CSS's `color-mix(in srgb, …)` makes it."""
    red, green, blue = (
        math.floor(mine * share + theirs * (1 - share) + 0.5)
        for mine, theirs in ((one.red, other.red), (one.green, other.green), (one.blue, other.blue))
    )
    return Colour(red=red, green=green, blue=blue)


def parse_colour(text: str) -> Colour:
    """The colour that a text names. Raises NotAColour with what to write instead."""
    word = text.strip().lower()
    if _HEX.fullmatch(word):
        return _of_hex(word[1:])
    if _HEX_SEEN_THROUGH.fullmatch(word) or word == "transparent":
        raise NotAColour("A colour of a theme can't be seen through: write it like `#1c6a6f`.")
    if word in NAMES:
        return _of_hex(NAMES[word])
    if call := _CALL.fullmatch(word):
        return _of_call(call[1].removesuffix("a") if call[1] != "oklch" else call[1], call[2])
    if re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", word):
        raise NotAColour(f'Put a `#` before it, and quotes around it: `"#{word}"`.')
    raise NotAColour("Write it like `#1c6a6f`, `rgb(28 106 111)`, `hsl(184 60% 27%)` or `teal`.")


def _of_hex(digits: str) -> Colour:
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return Colour(red=red, green=green, blue=blue)


def _of_call(space: str, inside: str) -> Colour:
    if "/" in inside or inside.count(",") == 3:
        raise NotAColour("A colour of a theme can't be seen through: leave its last figure out.")
    words = [word for word in re.split(r"\s*,\s*|\s+", inside) if word]
    figures = [_FIGURE.fullmatch(word) for word in words]
    example = {"rgb": "rgb(28 106 111)", "hsl": "hsl(184 60% 27%)", "oklch": "oklch(48% 0.07 200)"}[space]
    read = [(float(found[1]), (found[2] or "").lower()) for found in figures if found]
    if len(read) != 3 or len(figures) != 3 or not _fits(space, [unit for _, unit in read]):
        raise NotAColour(f"`{space}` takes three figures, like `{example}`.")
    (a, of_a), (b, of_b), (c, _) = read
    if space == "rgb":
        return _of_shares(*(value / (100 if of_a == "%" else 255) for value in (a, b, c)))
    if space == "hsl":
        return _of_shares(*colorsys.hls_to_rgb(a % 360 / 360, _within(c / 100), _within(b / 100)))
    return _of_oklch(a / 100 if of_a == "%" else a, b * 0.004 if of_b == "%" else b, c)


def _fits(space: str, units: list[str]) -> bool:
    if space == "rgb":
        return units in ([""] * 3, ["%"] * 3)
    if space == "hsl":
        return units[0] != "%" and units[1:] == ["%", "%"]
    return units[0] != "deg" and units[1] != "deg" and units[2] != "%"


def _of_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Björn Ottosson's OKLab; what a screen can't show is cut off."""
    a, b = (chroma * part(math.radians(hue)) for part in (math.cos, math.sin))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return _of_shares(
        _gamma(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _of_shares(red: float, green: float, blue: float) -> Colour:
    shown = [math.floor(_within(share) * 255 + 0.5) for share in (red, green, blue)]
    return Colour(red=shown[0], green=shown[1], blue=shown[2])


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _gamma(share: float) -> float:
    return 12.92 * share if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055


_NAMED = """
aliceblue:f0f8ff antiquewhite:faebd7 aqua:00ffff aquamarine:7fffd4 azure:f0ffff beige:f5f5dc bisque:ffe4c4
black:000000 blanchedalmond:ffebcd blue:0000ff blueviolet:8a2be2 brown:a52a2a burlywood:deb887
cadetblue:5f9ea0 chartreuse:7fff00 chocolate:d2691e coral:ff7f50 cornflowerblue:6495ed cornsilk:fff8dc
crimson:dc143c cyan:00ffff darkblue:00008b darkcyan:008b8b darkgoldenrod:b8860b darkgray:a9a9a9
darkgreen:006400 darkgrey:a9a9a9 darkkhaki:bdb76b darkmagenta:8b008b darkolivegreen:556b2f
darkorange:ff8c00 darkorchid:9932cc darkred:8b0000 darksalmon:e9967a darkseagreen:8fbc8f
darkslateblue:483d8b darkslategray:2f4f4f darkslategrey:2f4f4f darkturquoise:00ced1 darkviolet:9400d3
deeppink:ff1493 deepskyblue:00bfff dimgray:696969 dimgrey:696969 dodgerblue:1e90ff firebrick:b22222
floralwhite:fffaf0 forestgreen:228b22 fuchsia:ff00ff gainsboro:dcdcdc ghostwhite:f8f8ff gold:ffd700
goldenrod:daa520 gray:808080 green:008000 greenyellow:adff2f grey:808080 honeydew:f0fff0 hotpink:ff69b4
indianred:cd5c5c indigo:4b0082 ivory:fffff0 khaki:f0e68c lavender:e6e6fa lavenderblush:fff0f5
lawngreen:7cfc00 lemonchiffon:fffacd lightblue:add8e6 lightcoral:f08080 lightcyan:e0ffff
lightgoldenrodyellow:fafad2 lightgray:d3d3d3 lightgreen:90ee90 lightgrey:d3d3d3 lightpink:ffb6c1
lightsalmon:ffa07a lightseagreen:20b2aa lightskyblue:87cefa lightslategray:778899 lightslategrey:778899
lightsteelblue:b0c4de lightyellow:ffffe0 lime:00ff00 limegreen:32cd32 linen:faf0e6 magenta:ff00ff
maroon:800000 mediumaquamarine:66cdaa mediumblue:0000cd mediumorchid:ba55d3 mediumpurple:9370db
mediumseagreen:3cb371 mediumslateblue:7b68ee mediumspringgreen:00fa9a mediumturquoise:48d1cc
mediumvioletred:c71585 midnightblue:191970 mintcream:f5fffa mistyrose:ffe4e1 moccasin:ffe4b5
navajowhite:ffdead navy:000080 oldlace:fdf5e6 olive:808000 olivedrab:6b8e23 orange:ffa500 orangered:ff4500
orchid:da70d6 palegoldenrod:eee8aa palegreen:98fb98 paleturquoise:afeeee palevioletred:db7093
papayawhip:ffefd5 peachpuff:ffdab9 peru:cd853f pink:ffc0cb plum:dda0dd powderblue:b0e0e6 purple:800080
rebeccapurple:663399 red:ff0000 rosybrown:bc8f8f royalblue:4169e1 saddlebrown:8b4513 salmon:fa8072
sandybrown:f4a460 seagreen:2e8b57 seashell:fff5ee sienna:a0522d silver:c0c0c0 skyblue:87ceeb
slateblue:6a5acd slategray:708090 slategrey:708090 snow:fffafa springgreen:00ff7f steelblue:4682b4
tan:d2b48c teal:008080 thistle:d8bfd8 tomato:ff6347 turquoise:40e0d0 violet:ee82ee wheat:f5deb3
white:ffffff whitesmoke:f5f5f5 yellow:ffff00 yellowgreen:9acd32
"""

NAMES = dict(pair.split(":") for pair in _NAMED.split())
"""CSS's names of colours, with their hexadecimal digits."""
