"""The guide and the README as tests read them: their sections, and the complete files that they show.

A complete file stands in a block below a paragraph that ends with its path.
"""

import re
from datetime import date
from pathlib import Path

from okrsite.building.pipeline import check_content
from okrsite.building.report import Checked
from okrsite.guide import guide_text

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text("utf-8")
GUIDE = guide_text()
TODAY = date(2026, 11, 20)

MEASURES = """key_results:
  - id: retention
    title: Customers of the first year stay
    from: 71%
    to: 80%
  - id: referrals
    title: New customers come because somebody told them
    from: 12%
    to: 20%
  - id: support
    title: Support stays quick
    at_most: 4 hours
---
Customers who leave in their first year tell others why. This year more of them left than before.
"""

READ = """---
key_results:
  {objective}#retention:
    value: 73%
  {objective}#referrals:
    value: 14%
  {objective}#support:
    value: 3 hours
---
"""

PARENT = "parent: company/trusted-partner\n"

SURROUNDINGS = {
    "teams/company.md": "---\nname: Acme Cookware\n---\n",
    "teams/product.md": "---\nname: Product\nparent: company\n---\n",
    "2026-Q4/company/trusted-partner.md": f"---\ntitle: Be a partner that customers trust\n{MEASURES}",
    "2026-Q4/company/checkins/2026-11-16.md": READ.format(objective="trusted-partner"),
    "2026-Q4/product/search.md": f"---\ntitle: Let people find what they came for\n{PARENT}{MEASURES}",
    "2026-Q4/product/checkins/2026-11-16.md": READ.format(objective="search"),
    "2026-Q4/growth/checkins/2026-11-16.md": (
        "---\nkey_results:\n  setup: {value: 50%}\n  guide: {done: 1}\n  calls: {value: 31 calls}\n---\n"
    ),
}
"""What the guide's examples refer to and do not show themselves."""


def sections(text: str) -> dict[str, str]:
    """The text below each heading of the second level; `##` inside a block is none."""
    found: dict[str, str] = {}
    title, inside = "", False
    for line in text.splitlines(keepends=True):
        inside ^= line.startswith("```")
        if line.startswith("## ") and not inside:
            title = line.removeprefix("## ").strip()
        else:
            found[title] = found.get(title, "") + line
    return found


GUIDE_SECTIONS = sections(GUIDE)
README_SECTIONS = sections(README)


def examples() -> dict[str, str]:
    """The guide's complete files, by path."""
    pattern = r"`(?:content/)?([\w./-]+\.(?:md|yml|csv))`\n\n```\w+\n(.*?)^```$"
    return dict(re.findall(pattern, GUIDE, re.DOTALL | re.MULTILINE))


def write(content: Path, files: dict[str, str]) -> Checked:
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return check_content(content, today=TODAY)


def said(checked: Checked) -> list[str]:
    """What is shown; what a file allows is not."""
    return [f"{d.location} {d.rule}: {d.message}" for d in checked.diagnostics if not d.silent]
