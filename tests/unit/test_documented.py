"""What a user can type or write is documented: commands, options, settings, fields, rules, packages, rooms.

The guide's and the README's examples are tried too. A complete file in the guide stands in a block below a
paragraph that ends with its path.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from okrsite.building.pipeline import Checked, check_content
from okrsite.cli.main import COMMANDS, main
from okrsite.guide import guide_text
from okrsite.loading import fields
from okrsite.rules.registry import RULES
from okrsite.rules.rule import Rule
from okrsite.starter import starter_files
from okrsite.views.words import percent_text

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text("utf-8")
GUIDE = guide_text()
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]

SECTIONS = {
    "SETTINGS": "Settings",
    "COMPANY": "Where files go",
    "CYCLE": "Cycles",
    "TEAM": "Teams",
    "OBJECTIVE": "An objective, field by field",
    "KEY_RESULT": "An objective, field by field|Key results: five kinds",
    "INITIATIVE": "An objective, field by field",
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

SURROUNDINGS = {
    "teams/company.md": "---\nname: Acme Cookware\n---\n",
    "teams/product.md": "---\nname: Product\nparent: company\n---\n",
    "2026-Q4/company/trusted-partner.md": (
        "---\ntitle: Be trusted\nkey_results:\n  - id: retention\n    title: They stay\n    to: 80%\n---\n"
    ),
    "2026-Q4/product/search.md": "---\ntitle: Find it\nparent: company/trusted-partner\n---\n",
    "2026-Q4/company/recommended.md": (
        "---\ntitle: Be praised\nkey_results:\n  - id: retention\n    title: They stay\n    to: 80%\n---\n"
    ),
}
"""What the examples refer to and do not show themselves."""


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
PACKAGES = "Packages, and why each is there"
RUNNING = GUIDE_SECTIONS["Keeping the site running"]
KINDS = GUIDE_SECTIONS["Key results: five kinds"]


# commands and options


def options() -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield name, max(parameter.opts, key=len)


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented(name: str) -> None:
    assert f"`okrsite {name}" in README
    assert f"`okrsite {name}" in RUNNING
    command = main.get_command(click.Context(main), name)
    assert command is not None
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
    text = "".join(GUIDE_SECTIONS[title] for title in SECTIONS[kind].split("|"))
    shown = rf"^ *{field}:" if (kind, field) in IN_ITS_EXAMPLE else rf"`{field}(?:`|: )"
    assert re.search(shown, text, re.MULTILINE), f"`{field}` of {kind}"


# rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_its_page(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z`].*[.!?]", rule.summary)
    assert re.search(r"^Fails\b", rule.page, re.MULTILINE)
    assert re.search(r"^Passes\b", rule.page, re.MULTILINE)
    assert rule.page.index("\nFails") < rule.page.index("\nPasses")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_fails_and_passes_differently(rule: Rule) -> None:
    _, fails, passes = re.split(r"^(?:Fails|Passes)\b", rule.page, flags=re.MULTILINE)
    assert fails.strip() != passes.strip()


def test_rules_named_in_the_guide_exist() -> None:
    names = {rule.name for rule in RULES}
    assert set(re.findall(r"^  ([a-z-]+): (?:off|warning|error)$", GUIDE, re.MULTILINE)) <= names


# the examples


def examples() -> dict[str, str]:
    """The guide's complete files, by path."""
    pattern = r"`(?:content/)?([\w./-]+\.(?:md|yml|csv))`\n\n```\w+\n(.*?)^```$"
    return dict(re.findall(pattern, GUIDE, re.DOTALL | re.MULTILINE))


def write(content: Path, files: dict[str, str]) -> Checked:
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return check_content(content, today=date(2026, 11, 20))


def said(checked: Checked) -> list[str]:
    return [f"{d.location} {d.rule}: {d.message}" for d in checked.diagnostics]


@pytest.fixture(scope="module")
def guide_company(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The guide's examples as one company."""
    return write(tmp_path_factory.mktemp("guide"), SURROUNDINGS | examples())


def test_examples_of_the_guide_pass(guide_company: Checked) -> None:
    assert len(examples()) == 10
    # The example turns a rule off, so what the other rules say is all there is.
    assert said(guide_company) == []


def test_figures_of_the_guide_are_right(guide_company: Checked) -> None:
    score = guide_company.facts.scores["2026-Q4/growth/onboarding"]
    figures = {
        id: percent_text(one.progress) for id, one in score.key_results.items() if one.progress is not None
    }
    assert figures == {
        "activation": "22%",
        "handling": "50%",
        "cac": "100%",
        "crm": "67%",
        "soc2": "0%",
        "trust": "40%",
    }
    for id, figure in figures.items():
        assert re.search(rf"^> {id}\b[^>]*{figure}$", KINDS, re.MULTILINE)
    assert score.progress is not None
    assert percent_text(score.progress) == "38%"
    assert "÷ 6 = 38%" in KINDS


def test_links_of_the_guide_lead_to_its_sections() -> None:
    from okrsite.prose import to_html

    html = to_html(GUIDE, anchors=True)
    ids = set(re.findall(r'<h[2-4] id="([^"]+)"', html))
    linked = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert linked
    assert linked <= ids


def test_example_of_the_readme_passes(tmp_path: Path) -> None:
    example = re.search(r"^```markdown\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert example
    files = {
        "okrsite.yml": "company: Acme Cookware\n",
        "teams/growth.md": "---\nname: Growth\nparent: company\n---\n",
        "2026-Q4/growth/first-week.md": example[1],
    }
    assert said(write(tmp_path, SURROUNDINGS | files)) == []


# the README

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
---
"""
"""What the README's output is about: the objective of the starter, with three faults."""


def test_readme_shows_what_check_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = re.search(r"^```text\n(.*?)^```$", README_SECTIONS["What it catches"], re.DOTALL | re.MULTILINE)
    assert shown
    files = starter_files("Acme Cookware", date(2026, 11, 20))
    files["content/2026-Q4/growth/first-week.md"] = FAULTY
    files["content/2026-Q4/growth/checkins/2026-11-16.md"] = "---\nkey_results:\n  setup:\n---\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(main, ["check", "--today", "2026-11-20"])
    assert printed.exit_code == 1
    assert printed.output == shown[1]


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
