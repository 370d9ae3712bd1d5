"""A small company with a bit of everything, that the fuzzing of files begins with."""

import atexit
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from okrsite.building.pipeline import check_content
from okrsite.building.report import Checked
from okrsite.history.past import Unknown

TODAY = date(2026, 11, 20)
UNKNOWN = Unknown(why="nobody asks git here")

FILES: Mapping[str, str] = {
    "okrsite.yml": """company: Harbour Bakery
url: https://okrs.harbour.example/
language: en
time_zone: Europe/Berlin
fiscal_year_starts: february
check_in_every: 2 weeks
repository: https://github.com/harbour/okrs
preset: strict
rules:
  key-result-count: {at_least: 1, at_most: 6}
  objective-count: off
  vanity-metric: warning
grades:
  roofshot: {exceeded: 110%, delivered: 95%, fell_short: 40%}
""",
    "index.md": "We bake early. See [the ovens](teams/ovens.md), [warm](2026-Q4/ovens/warm-at-six.md).\n",
    "teams/company.md": "---\nname: Harbour Bakery\nhandles: '@harbour/all'\n---\nAll of us.\n",
    "teams/ovens.md": """---
name: Ovens
parent: company
lead: Ada Chen
members: [Noor Haddad, Lee Park]
since: 2025-Q1
formerly: [oven]
---
The heat.
""",
    "teams/vans.md": "---\nname: Vans\nparent: company\nsucceeded_by: [ovens]\nuntil: 2027-Q1\n---\n",
    "kpis/waste.md": "---\nname: Bread thrown away\nunit: kg\nat_most: 40 kg\nowner: Ada Chen\n---\n",
    "kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36\n",
    "2026/company/every-street.md": """---
title: Be the bakery of every street
owner: Ada Chen
key_results:
  - id: streets
    title: Streets that we deliver to before seven
    from: 12
    to: 40
    expected:
      2026-06-30: 20
---
Because bread is best at seven.
""",
    "2026-Q4/index.md": "---\ntitle: The warm autumn\nstarts: 2026-10-01\nends: 2026-12-31\n---\nFewer.\n",
    "2026-Q4/ovens/warm-at-six.md": """---
title: Have the first loaves warm at six
owner: Noor Haddad
parent: company/every-street#streets
with: vans
obstacle: Both ovens share one clock.
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    who: Early customers
    does: find bread at six
    from: 60%
    to: 95%
    weight: 2
    formerly: punctual
  - {id: waste, title: Little is thrown away, at_most: 40 kg, kpi: waste, weight: 0}
  - id: steps
    title: The new oven bakes
    milestones: [bought, built, hot]
    added: 2026-10-15
  - id: licence
    title: We may bake at night
    binary: true
    ambition: moonshot
  - id: taste
    title: People like the new crust
  - id: gas
    title: Gas for a loaf
    from: $0.30
    to: $0.20
    dropped: 2026-11-01
    because: The meter is broken.
initiatives:
  - title: A clock
    for: [on-time, waste]
    owner: Lee Park
    status: doing
    url: https://tracker.example/1
    hypothesis: Nobody looks at the sun.
    rice: {reach: 300, impact: 2, confidence: 80%, effort: 1}
allow:
  objective-with-number: six is when we open
---
A cold oven at four, see [the vans](../vans/short-way.md).

| a | b |
| --- | --- |
| 1 | **2** |
""",
    "2026-Q4/vans/short-way.md": """---
title: Take the short way 🚐
owner: Lee Park
parent: company/every-street
supports: [ovens/warm-at-six#on-time]
depends_on: ovens/warm-at-six
formerly: vans/long-way
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 minutes
    to: 20 minutes
---
""",
    "2026-Q4/vans/electric.md": "---\nstatus: draft\ntitle: TBD\nkey_results:\n  - id: a\n---\n",
    "2026-Q4/vans/boats.md": "---\ntitle: Deliver by boat\nstatus: dropped\nbecause: No harbour.\n---\n",
    "2026-Q4/ovens/checkins/2026-11-06.md": """---
author: Noor Haddad
key_results:
  on-time:
    value: 71%
    confidence: 6
    status: on track
    note: Better
  warm-at-six#steps: {done: [bought, built]}
  licence: {chance: 60%}
  taste: {score: 0.4}
---
## What changed

The second oven has a clock now.
""",
    "2026-Q4/ovens/checkins/2026-11-13-ada.md": "---\nkey_results:\n  on-time: {value: 72}\n---\n",
    "2026-Q4/vans/checkins/2026-11-09.md": """---
key_results:
  long-way#minutes: {value: 40 minutes}
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
## What worked
""",
    "2026-Q4/reviews/2026-10-30.md": "---\nattendees: [Ada Chen, Lee Park]\n---\n## Stop\n\nShouting.\n",
}
"""Files by path; the settings allow what a coach would say."""

PLACES = tuple(FILES)


@cache
def folder_with(files: bool) -> Path:
    """A folder that holds the company, or nothing: other texts come from the overlay, and touch no disk."""
    here = Path(mkdtemp(prefix="okrsite-fuzz-"))
    atexit.register(rmtree, here, ignore_errors=True)
    for path, text in FILES.items() if files else ():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_bytes(text.encode())
    return here


def check(files: Mapping[str, str], folder: Path | None = None) -> Checked:
    """What the check says of some files, over those of a folder."""
    return check_content(folder or folder_with(False), today=TODAY, past=UNKNOWN, overlay=files)
