"""Whatever there is to know is written down: commands in the README, fields and settings in the guide, rules
on their page, options in --help (see test_command_line)."""

import re
from pathlib import Path

import pytest

from okrsite.cli.main import COMMANDS
from okrsite.guide import guide_text
from okrsite.loading import fields
from okrsite.rules.registry import RULES

REPOSITORY = Path(__file__).resolve().parents[2]
FIELDS = {
    kind: [field.name for field in getattr(fields, kind)]
    for kind in (
        *("SETTINGS", "CYCLE", "COMPANY", "TEAM", "KEY_RESULT", "INITIATIVE", "OBJECTIVE"),
        *("READING", "CHECK_IN", "VERDICT", "REVIEW", "MEETING", "KPI"),
    )
}


def test_all_kinds_of_fields_are_listed_here() -> None:
    assert set(FIELDS) == {
        name for name in vars(fields) if name.isupper() and name not in ("MONTHS", "LEVELS")
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_has_every_command(name: str) -> None:
    assert f"`okrsite {name}" in (REPOSITORY / "README.md").read_text("utf-8")


@pytest.mark.parametrize("kind", FIELDS)
def test_the_guide_has_every_field(kind: str) -> None:
    """As code, or in an example."""
    guide = guide_text()
    missing = [
        name for name in FIELDS[kind] if not re.search(rf"`{name}\b|^[\s-]*{name}:", guide, re.MULTILINE)
    ]
    assert missing == []


def test_every_rule_has_a_section_on_the_rules_page(example_site: Path) -> None:
    page = (example_site / "rules.html").read_text("utf-8")
    assert [rule.name for rule in RULES if f'id="{rule.name}"' not in page] == []


def test_a_change_that_users_see_is_told() -> None:
    told = [file.name for file in (REPOSITORY / ".changes").glob("*.md")]
    assert told
    assert all(re.fullmatch(r"README\.md|\d+-[a-z0-9-]+\.md", name) for name in told), told
