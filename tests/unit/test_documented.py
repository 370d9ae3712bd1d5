"""What a user can type or write is documented: commands, options, settings, fields, rules, packages, rooms.

The README's examples are tried too; those of the guide are in test_guide.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from documents import GUIDE_SECTIONS, README, README_SECTIONS, REPOSITORY, SURROUNDINGS, said, write

from okrsite.cli.main import COMMANDS, main
from okrsite.loading import fields
from okrsite.rules.presets import PRESETS
from okrsite.rules.registry import COACHING, GROUPS, RULES
from okrsite.rules.rule import Rule
from okrsite.starter import starter_files

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]

SECTIONS = {
    "SETTINGS": "Settings",
    "COMPANY": "Where files go",
    "CYCLE": "Cycles",
    "TEAM": "Teams",
    "OBJECTIVE": "An objective, field by field",
    "KEY_RESULT": "An objective, field by field|Key results: five kinds",
    "INITIATIVE": "Initiatives",
    "RICE": "Initiatives",
    "CHECK_IN": "Check-ins",
    "READING": "Check-ins",
    "REVIEW": "Reviews",
    "VERDICT": "Reviews",
    "MEETING": "Reviews",
    "KPI": "KPIs",
}
"""For each kind of file the sections of the guide that explain its fields, parted by `|`."""

IN_ITS_EXAMPLE = {("CHECK_IN", "key_results"), ("REVIEW", "objectives")}
"""Fields that only hold others: the guide's example shows them."""

EVERYWHERE = {"allow": "The check"}
"""Fields that every file may have, and the section that explains them for all."""

PACKAGES = "Packages, and why each is there"
RUNNING = "".join(
    GUIDE_SECTIONS[title]
    for title in (
        "Commands that write for you",
        "Reviewing a change",
        "Promised and moved",
        "Pipelines and publishing",
        "Writing in an editor",
        "In and out",
        "Keeping the site running",
        "Themes",
    )
)
THE_CHECK = GUIDE_SECTIONS["The check"]


# commands and options


def options() -> Iterator[tuple[str, str]]:
    for name, command in commands():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield name, max(parameter.opts, key=len)


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, and those of a group as `new objective`."""
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", one) for inner, one in command.commands.items())


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_command_is_documented(name: str, command: click.Command) -> None:
    assert f"`okrsite {name.partition(' ')[0]}" in README
    assert f"`okrsite {name}" in RUNNING
    assert "Example:" in (command.epilog or "")


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_option_is_documented(command: str, option: str) -> None:
    if option != "--help":
        assert re.search(rf"`{option}[ `]", RUNNING), f"{option} of {command}"


# settings and fields


def every_field() -> Iterator[tuple[str, str]]:
    for name, value in vars(fields).items():
        if name.isupper() and isinstance(value, tuple) and value and isinstance(value[0], fields.Field):
            yield from ((name, field.name) for field in value)


@pytest.mark.parametrize(("kind", "field"), list(every_field()))
def test_field_is_documented(kind: str, field: str) -> None:
    assert kind in SECTIONS, f"say which section of the guide explains {kind}"
    titles = EVERYWHERE.get(field, SECTIONS[kind])
    text = "".join(GUIDE_SECTIONS[title] for title in titles.split("|"))
    shown = rf"^ *{field}:" if (kind, field) in IN_ITS_EXAMPLE else rf"`{field}(?:`|: )"
    assert re.search(shown, text, re.MULTILINE), f"`{field}` of {kind}"


# rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_its_page(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].*[.!?]", rule.summary)
    assert re.search(r"^Fails\b", rule.page, re.MULTILINE)
    assert re.search(r"^Passes\b", rule.page, re.MULTILINE)
    assert rule.page.index("\nFails") < rule.page.index("\nPasses")


SOURCES = ("Jellyvision", "Gothelf", "Weekdone", "product OKR guide", "Marissa Mayer")
JUDGING = [rule for heading, rules in GROUPS if heading != "Content" for rule in rules]


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.name)
def test_rule_of_craft_says_on_what_it_rests(rule: Rule) -> None:
    page = " ".join(rule.page.split())
    assert any(source in page for source in SOURCES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_fails_and_passes_differently(rule: Rule) -> None:
    fails, _, passes = rule.page.partition("\nFails")[2].partition("\nPasses")
    assert fails.strip()
    assert passes.strip()
    assert fails.strip() != passes.strip()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.options], ids=lambda rule: rule.name)
def test_options_of_a_rule_are_on_its_page(rule: Rule) -> None:
    for option in rule.options:
        assert f"`{option.name}`" in rule.page
        assert re.search(rf"\b{option.usual}\b", rule.page), f"the usual {option.name}"


def test_the_guide_says_what_each_coaching_rule_looks_for() -> None:
    named = re.findall(r"`([a-z-]+)`", "".join(re.findall(r"^\|.*\|$", THE_CHECK, re.MULTILINE)))
    assert sorted(named) == sorted({*COACHING, "objective-unaligned", "cascade-too-deep"})


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_is_documented(preset: str) -> None:
    assert f"`{preset}`" in GUIDE_SECTIONS["Settings"]
    assert f"- `{preset}`: " in THE_CHECK


# the README


def test_example_of_the_readme_passes(tmp_path: Path) -> None:
    example = re.search(r"^```markdown\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert example
    files = {
        "okrsite.yml": "company: Acme Cookware\n",
        "teams/growth.md": "---\nname: Growth\nparent: company\n---\n",
        "2026-Q4/growth/first-week.md": example[1],
    }
    recommended = {
        path.replace("trusted-partner", "recommended"): text.replace("trusted-partner", "recommended")
        for path, text in SURROUNDINGS.items()
    }
    assert said(write(tmp_path, recommended | files)) == []


FAULTY = """---
title: Make the first week feel effortless for new customers
owner: Priya Raman
parent: company/recomended#retention
key_results:
  - id: setup
    title: New customers finish setup on day one
    from: 42%
    to: ~65%
  - id: reputation
    title: Become #1 in search
    from: 7
    to: 1
  - id: calls
    title: Nobody needs to call us to get through it
    at_most: 40 calls
---
The first week decides whether people stay.
"""
"""What the README's output is about: the objective of the starter, with three faults."""

READ = """---
key_results:
  setup: {confidence: 6}
  reputation: {value: 5}
  calls: {value: 31 calls}
---
"""
"""The check-in on it."""

PRINTED = re.findall(r"^```text\n(.*?)^```$", README_SECTIONS["What it catches"], re.DOTALL | re.MULTILINE)
"""What the README shows of the check: of the faulty objective, and of the example company."""


def test_readme_shows_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = starter_files("Acme Cookware", date(2026, 11, 20))
    files["content/2026-Q4/growth/first-week.md"] = FAULTY
    files["content/2026-Q4/growth/checkins/2026-11-16.md"] = READ
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["check", "--today", "2026-11-20"])
    assert printed.exit_code == 1
    assert printed.output == PRINTED[0]


def test_readme_shows_what_the_reviewer_says_of_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    printed = CliRunner().invoke(main, ["check", "--today", "2026-11-20"])
    assert printed.exit_code == 0
    assert f"{PRINTED[1]}\n" in printed.output


@pytest.mark.parametrize("command", ["pip install . && okrsite serve", "pip install '.[test]' && pytest"])
def test_set_up_is_in_the_readme(command: str) -> None:
    assert f"```sh\n{command}\n```" in README


def packages() -> Iterator[str]:
    for requirement in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]):
        yield re.split(r"[^\w.-]", requirement)[0]


def test_readme_explains_each_package() -> None:
    explained = re.findall(r"^\| (\w[\w-]*) \| \S.* \|$", README_SECTIONS[PACKAGES], re.MULTILINE)
    assert sorted(explained) == sorted([*packages(), "package"])


def test_readme_draws_the_rooms_that_there_are() -> None:
    drawn = re.search(r"^okrsite/\n((?:  .*\n)+)", README_SECTIONS["The house"], re.MULTILINE)
    assert drawn
    rooms = re.findall(r"^  [0-9 ] ([a-z_]+(?:/|\.py))", drawn[1], re.MULTILINE)
    there = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in (REPOSITORY / "okrsite").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists())
        or (path.suffix == ".py" and path.name != "__init__.py")
    ]
    assert sorted(rooms) == sorted(there)


def test_readme_shows_the_pictures_with_words() -> None:
    pictures = dict(re.findall(r"!\[([^\]]+)\]\((\.pictures/[a-z-]+\.png)\)", README))
    assert {".pictures/home.png", ".pictures/alignment.png"} <= set(pictures.values())


def test_first_command_of_the_readme_serves_what_is_there() -> None:
    assert (REPOSITORY / "content" / "okrsite.yml").is_file()
    assert "serve" in COMMANDS
