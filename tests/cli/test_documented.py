"""What is documented is published, and changes are told. (What there is to document: see the unit tests.)"""

import re
from pathlib import Path

from okrsite.rules.registry import RULES

REPOSITORY = Path(__file__).resolve().parents[2]


def test_every_rule_has_a_section_on_the_rules_page(example_site: Path) -> None:
    page = (example_site / "rules.html").read_text("utf-8")
    assert [rule.name for rule in RULES if f'id="{rule.name}"' not in page] == []


def test_a_change_that_users_see_is_told() -> None:
    told = [file.name for file in (REPOSITORY / ".changes").glob("*.md")]
    assert told
    assert all(re.fullmatch(r"README\.md|\d+-[a-z0-9-]+\.md", name) for name in told), told
