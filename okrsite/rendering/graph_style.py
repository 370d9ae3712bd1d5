"""What lines are called, and the colours of a picture that stands alone; inside a page the theme rules."""

from typing import Final

from okrsite.loading.theme_file import Palette
from okrsite.translation.words import N_

LINES: Final = {"parent": N_("serves"), "supports": N_("also supports"), "depends_on": N_("depends on")}
"""The words for each kind of edge, read from its lower end to its upper; the theme's legend has the same."""

STYLE: Final = """
svg {
  --paper: #ffffff; --card: #ffffff; --ink: #1c2430; --quiet: #5a6675; --line: #cfd6de;
  --edge: #8c98a6; --track: #e4e9ee; --fill: #3d5a80; --accent: #1d5fbf; --hover: #f3f6fa;
  --hue-1: #0056b7; --hue-2: #822406; --hue-3: #698f4e; --hue-4: #c56d86;
  --hue-5: #028ebf; --hue-6: #a78303; --hue-7: #5d135d; --hue-8: #393534;
  background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  svg {
    --paper: #12161c; --card: #1b212a; --ink: #e8edf3; --quiet: #a3afbd; --line: #3a4553;
    --edge: #718092; --track: #333d4a; --fill: #8fb1dd; --accent: #7db2ff; --hover: #242c37;
    --hue-1: #79bdf6; --hue-2: #e8735a; --hue-3: #a5e59a; --hue-4: #dc6fb8;
    --hue-5: #6eeaf0; --hue-6: #ecc85c; --hue-7: #8f86f6; --hue-8: #b5ada0;
  }
}
.page { fill: var(--paper); }
text { fill: var(--ink); }
.heading, .node > a .title, .node > :is(.title, .figure) { font-weight: 600; }
.above { pointer-events: none; }
.team, .port .title, .port .figure, .legend text { fill: var(--quiet); }
.box { fill: var(--card); stroke: var(--line); }
.is-focus > a .box { stroke: var(--accent); stroke-width: 2; }
.track { fill: var(--track); }
.unread { fill: none; stroke: var(--edge); stroke-width: 2; stroke-dasharray: 0 4; stroke-linecap: round; }
.fill { fill: var(--fill); }
.row { fill: transparent; }
.is-dropped .box { stroke-dasharray: 4 3; }
.is-dropped > a .title, .is-dropped > .title { text-decoration: line-through; fill: var(--quiet); }
.is-dropped .fill { fill: var(--edge); }
.fold rect { fill: var(--hover); stroke: var(--line); }
.fold text { fill: var(--accent); }
.edge path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.tips .tip { fill: var(--paper); stroke: var(--edge); stroke-width: 1.5; }
.edge.is-supports path { stroke-dasharray: 6 4; }
.edge.is-depends_on path { stroke-dasharray: 1.5 4; stroke-linecap: round; }
.edge path.tip { stroke-dasharray: none; }
a:hover .box, a:focus-visible .box, a:hover .row, a:focus-visible .row { fill: var(--hover); }
a:is(:hover, :focus-visible) .title, a:is(:hover, :focus-visible) + .title { text-decoration: underline; }
.hue-1 { fill: var(--hue-1); } .hue-2 { fill: var(--hue-2); }
.hue-3 { fill: var(--hue-3); } .hue-4 { fill: var(--hue-4); }
.hue-5 { fill: var(--hue-5); } .hue-6 { fill: var(--hue-6); }
.hue-7 { fill: var(--hue-7); } .hue-8 { fill: var(--hue-8); }
"""
"""CSS without a character that XML would need escaped, so that it can stand in a style element as it is."""

_NAMES: Final = {
    "paper": ("paper",),
    "sheet": ("card",),
    "ink": ("ink",),
    "quiet": ("quiet",),
    "line": ("line",),
    "line-strong": ("edge",),
    "track": ("track", "hover"),
    "accent": ("fill", "accent"),
    **{f"hue-{number}": (f"hue-{number}",) for number in range(1, 9)},
}
"""The theme's colours, and what of the picture has them."""


def coloured(light: Palette, dark: Palette) -> str:
    """A theme's colours for a picture that stands alone, to come after STYLE."""
    rules = []
    for query, palette in (("light", light), ("dark", dark)):
        own = "".join(f" --{name}: {colour.css};" for one, colour in palette for name in _NAMES.get(one, ()))
        if own:
            rules.append(f"@media (prefers-color-scheme: {query}) {{ svg {{{own} }} }}\n")
    return "".join(rules)
