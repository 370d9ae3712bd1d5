"""The small company of the commands that write and of `okrsite status`: tests know each figure of it."""

from collections.abc import Mapping
from pathlib import Path

from project import write

BAKERY = {
    "okrsite.yml": "company: Harbour Bakery\n",
    "teams/company.md": "---\nname: Harbour Bakery\n---\n",
    "teams/ovens.md": "---\nname: Ovens\nparent: company\n---\n",
    "teams/vans.md": "---\nname: Vans\nparent: company\n---\n",
    "kpis/waste.md": "---\nname: Bread thrown away\nunit: kg\nat_most: 40 kg\n---\n",
    "kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36\n",
    "2026/company/every-street.md": """---
title: Be the bakery of every street
key_results:
  - id: streets
    title: Streets that we deliver to before seven
    from: 12
    to: 40
---
""",
    "2026-Q4/ovens/warm-at-six.md": """---
title: Have the first loaves warm at six
owner: Noor Haddad
parent: company/every-street#streets
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
    kpi: waste
---
""",
    "2026-Q4/vans/short-way.md": """---
title: Take the short way
owner: Lee Park
parent: company/every-street
key_results:
  - id: minutes
    title: Minutes from the oven to the door
    from: 45 minutes
    to: 20 minutes
---
""",
    "2026-Q4/ovens/checkins/2026-11-06.md": """---
key_results:
  on-time:
    value: 71%
    confidence: 6
---
""",
}
"""Two teams with an objective each; the ovens have checked in once, the vans never."""


def company(folder: Path, *layers: Mapping[str, str]) -> Path:
    """Write the bakery into `folder`/content, with `layers` over it, and return `folder`."""
    write(folder / "content", BAKERY, *layers)
    return folder
