"""A small company that is written in an editor: files, and what the editor makes of them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from okrsite.building.pipeline import check_content
from okrsite.history.past import Unknown
from okrsite.language_server.edits import Change, edited
from okrsite.language_server.snapshot import Snapshot
from okrsite.rules.registry import COACHING

TODAY = date(2026, 11, 20)
UNCOACHED = "rules:\n" + "".join(f"  {name}: off\n" for name in sorted(COACHING))

FILES = {
    "okrsite.yml": f"company: Harbour Bakery\n{UNCOACHED}",
    "index.md": "See [the ovens](teams/ovens.md) and [warm at six](2026-Q4/ovens/warm-at-six.md#on-time).\n",
    "teams/company.md": "---\nname: Harbour Bakery\n---\nAll of us.\n",
    "teams/ovens.md": "---\nname: Ovens\nparent: company\nlead: Ada Chen\n---\nThe heat.\n",
    "teams/vans.md": "---\nname: Vans\nparent: company\nsucceeded_by: [ovens]\n---\n[Ovens](ovens.md)\n",
    "kpis/waste.md": "---\nname: Bread thrown away\nunit: kg\nat_most: 40 kg\n---\n",
    "kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36\n",
    "2026/company/every-street.md": """---
title: Be the bakery of every street
owner: Ada Chen
key_results:
  - id: streets
    title: Streets that we deliver to before seven
    from: 12
    to: 40
---
Because bread is best at seven. See the [waste](../../kpis/waste.md), and [the numbers](../../kpis/waste.csv).
""",
    "2026/ovens/late.md": "---\ntitle: Bake late\nparent: company/every-street\n---\nFor evenings.\n",
    "2026-Q4/ovens/warm-at-six.md": """---
title: Have the first loaves warm at six
owner: Noor Haddad
parent: company/every-street#streets
with: vans
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - {id: waste, title: Little is thrown away, at_most: 40 kg, kpi: waste}
  - id: steps
    title: The new oven bakes
    milestones: [bought, built, hot]
initiatives:
  - title: A clock
    for: [on-time, waste]
---
A cold oven at four, see [the vans](../vans/short-way.md) and [ours](warm-at-six.md).
""",
    "2026-Q4/vans/short-way.md": """---
title: Take the short way 🚐
owner: Lee Park
parent: company/every-street
supports:
  - ovens/warm-at-six#on-time
  - late
depends_on: "ovens/warm-at-six"
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 minutes
    to: 20 minutes
---
See [the ovens][o] and [their part](../ovens) and [them](../../teams/ovens.md).

[o]: ../ovens/warm-at-six.md
""".replace("  - late\n", "  - ovens/late\n"),
    "2026-Q4/ovens/checkins/2026-11-06.md": """---
author: Noor Haddad
key_results:
  on-time:
    value: 71%
    confidence: 6
  warm-at-six#steps: {done: [bought, built]}
---
## What changed

The second oven has a clock now.
""",
    "2026-Q4/vans/checkins/2026-11-09.md": """---
key_results:
  short-way#minutes: {value: 40 minutes}
  ovens/warm-at-six#on-time: {note: "They left late"}
---
""",
    "2026-Q4/ovens/review.md": """---
objectives:
  warm-at-six:
    decision: continue
    carried_to: 2027-Q1/ovens/warm-at-six
    scores:
      on-time: 0.7
---
""",
}
"""Content without any finding at TODAY."""


def write(folder: Path, changes: Mapping[str, str] | None = None) -> Path:
    """Write the files into a folder, some of them otherwise."""
    for path, text in (FILES | dict(changes or {})).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return folder


def snapshot(content: Path, texts: Mapping[str, str] | None = None) -> Snapshot:
    """What the editor knows of a folder, with texts that are not saved."""
    checked = check_content(content, today=TODAY, past=Unknown(why="a test"), overlay=texts)
    return Snapshot(content=content, texts=texts or {}, facts=checked.facts, diagnostics=checked.diagnostics)


def found(content: Path) -> list[str]:
    """What the check finds, in short."""
    checked = check_content(content, today=TODAY, past=Unknown(why="a test"))
    return [f"{d.location} {d.rule}: {d.message}" for d in checked.diagnostics]


def apply(content: Path, change: Change) -> None:
    """Do on the disk what an editor would."""
    for path in {edit.path for edit in change.edits}:
        file = content / path
        text = edited(file.read_bytes().decode(), (e for e in change.edits if e.path == path))
        file.write_bytes(text.encode())
    for move in change.moves:
        assert not (content / move.new).exists()
        (content / move.old).rename(content / move.new)


def place(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Line and column in the midst of some words of a text."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    at += len(words) // 2
    before = text[:at]
    return before.count("\n"), at - (before.rfind("\n") + 1)
