"""The colours of a picture that stands alone; inside a page the theme's stylesheet rules."""

from typing import Final

STYLE: Final = """
svg {
  --paper: #ffffff; --card: #ffffff; --ink: #1c2430; --quiet: #5a6675; --line: #cfd6de;
  --edge: #8c98a6; --track: #e4e9ee; --fill: #3d5a80; --accent: #1d5fbf; --hover: #f3f6fa;
  --hue-1: #3566c8; --hue-2: #c8650b; --hue-3: #22865c; --hue-4: #a63a8c;
  --hue-5: #0f8593; --hue-6: #7a5bd0; --hue-7: #93700f; --hue-8: #c23b34;
  background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  svg {
    --paper: #12161c; --card: #1b212a; --ink: #e8edf3; --quiet: #a3afbd; --line: #3a4553;
    --edge: #718092; --track: #333d4a; --fill: #8fb1dd; --accent: #7db2ff; --hover: #242c37;
    --hue-1: #7ea6f5; --hue-2: #f2a156; --hue-3: #5cc596; --hue-4: #e083c9;
    --hue-5: #56c6d3; --hue-6: #b09bf5; --hue-7: #d6b24c; --hue-8: #f0847d;
  }
}
.page { fill: var(--paper); }
text { fill: var(--ink); }
.heading, .node > a > .title, .node > a > .figure { font-weight: 600; }
.team, .port .title, .port .figure, .legend text { fill: var(--quiet); }
.box { fill: var(--card); stroke: var(--line); }
.is-focus > a > .box { stroke: var(--accent); stroke-width: 2; }
.track { fill: var(--track); }
.fill { fill: var(--fill); }
.row { fill: transparent; }
.is-dropped .box { stroke-dasharray: 4 3; }
.is-dropped > a > .title { text-decoration: line-through; fill: var(--quiet); }
.is-dropped .fill { fill: var(--edge); }
.fold rect { fill: var(--hover); stroke: var(--line); }
.fold text { fill: var(--accent); }
.edge path { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.tips .tip { fill: var(--paper); stroke: var(--edge); stroke-width: 1.5; }
.edge.is-supports path { stroke-dasharray: 6 4; }
.edge.is-depends_on path { stroke-dasharray: 1.5 4; stroke-linecap: round; }
.edge path.tip { stroke-dasharray: none; }
a:hover .box, a:focus-visible .box, a:hover .row, a:focus-visible .row { fill: var(--hover); }
a:hover .title, a:focus-visible .title { text-decoration: underline; }
.hue-1 { fill: var(--hue-1); } .hue-2 { fill: var(--hue-2); }
.hue-3 { fill: var(--hue-3); } .hue-4 { fill: var(--hue-4); }
.hue-5 { fill: var(--hue-5); } .hue-6 { fill: var(--hue-6); }
.hue-7 { fill: var(--hue-7); } .hue-8 { fill: var(--hue-8); }
"""
"""CSS without a character that XML would need escaped, so that it can stand in a style element as it is."""
