"""`okrsite rules` lists every rule as it is set, and shows each one's page."""

import textwrap
from pathlib import Path

import pytest
from project import okrsite, run

from okrsite.building.pipeline import check_content
from okrsite.rules.presets import PRESETS
from okrsite.rules.registry import BY_NAME, RULES
from okrsite.rules.rule import Rule

SLEEPING = [rule.name for rule in RULES if rule.asleep]
WOKEN = [(preset, name) for preset, rules in PRESETS.items() for name in rules if name in SLEEPING]
WITH_OPTIONS = [rule for rule in RULES if rule.options]


def listed(*arguments: str | Path) -> dict[str, tuple[str, str]]:
    """Each rule's state and summary, as the list has it."""
    result = run("rules", *arguments)
    assert result.exit_code == 0, result.output
    rows = [line.split(None, 2) for line in result.output.splitlines() if line.startswith("  ")]
    return {name: (state, summary) for name, state, summary in rows}


def settings(folder: Path, text: str) -> tuple[str, Path]:
    (folder / "okrsite.yml").write_text(f"company: Acme\n{text}")
    return "--content", folder


def test_every_rule_is_listed_with_its_summary(tmp_path: Path) -> None:
    found = listed("--content", tmp_path)
    assert {name: summary for name, (_, summary) in found.items()} == {
        rule.name: rule.summary for rule in RULES
    }
    assert {name: state for name, (state, _) in found.items()} == {
        rule.name: "asleep" if rule.asleep else rule.severity.value for rule in RULES
    }


def test_the_settings_decide(tmp_path: Path) -> None:
    lines = "rules:\n  objective-unaligned: error\n  unused-draft: off\n  parent-not-found: off\n"
    found = listed(*settings(tmp_path, lines))
    assert found["objective-unaligned"][0] == "error"
    assert found["unused-draft"][0] == "off"
    assert found["parent-not-found"][0] == "error"  # what is always an error stays one
    assert found["reading-twice"][0] == "warning"


@pytest.mark.parametrize("name", SLEEPING)
def test_what_sleeps_can_be_woken_and_turned_off(tmp_path: Path, name: str) -> None:
    assert listed(*settings(tmp_path, ""))[name][0] == "asleep"
    assert listed(*settings(tmp_path, f"rules:\n  {name}: warning\n"))[name][0] == "warning"
    assert listed(*settings(tmp_path, f"rules:\n  {name}: off\n"))[name][0] == "off"


@pytest.mark.parametrize(("preset", "name"), WOKEN)
def test_presets_wake(tmp_path: Path, preset: str, name: str) -> None:
    assert listed(*settings(tmp_path, f"preset: {preset}\n"))[name][0] == "warning"


def test_settings_that_cannot_be_read_count_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "okrsite.yml").write_text("rules: [\n")
    result = run("rules", "--content", tmp_path)
    assert result.exit_code == 0
    assert "as they are without settings" in result.output


@pytest.mark.parametrize("name", BY_NAME)
def test_every_rule_has_its_page(name: str) -> None:
    result = run("rules", name)
    assert result.exit_code == 0
    assert result.output.startswith(f"{name}  ")
    assert BY_NAME[name].page.strip() in result.output
    fixed = "always an error" in result.output
    assert fixed is BY_NAME[name].fixed
    assert f"    {name}:" in result.output or fixed


@pytest.mark.parametrize("rule", WITH_OPTIONS, ids=lambda rule: rule.name)
def test_options_are_told_with_what_the_settings_say(tmp_path: Path, rule: Rule) -> None:
    option = rule.options[0]
    number = option.usual + 1
    said = settings(tmp_path, f"rules:\n  {rule.name}:\n    {option.name}: {number}\n")
    output = run("rules", rule.name, *said).output
    assert f"  {option.name}: {option.about} (usually {option.usual}, {number} by the settings)" in output
    output = run("rules", rule.name, "--content", tmp_path / "none").output
    assert f"  {option.name}: {option.about} (usually {option.usual})" in output


@pytest.mark.parametrize("name", [rule.name for rule in RULES if not rule.fixed])
def test_the_example_of_how_it_is_set_does_set_it(tmp_path: Path, name: str) -> None:
    example = run("rules", name, "--content", tmp_path).output.rpartition("`error`:\n")[2]
    assert example.startswith(f"  rules:\n    {name}:")
    said = settings(tmp_path, textwrap.dedent(example))
    asleep_or_with_options = BY_NAME[name].asleep or BY_NAME[name].options
    assert listed(*said)[name][0] == ("warning" if asleep_or_with_options else "off")
    assert [f.message for f in check_content(tmp_path).diagnostics if f.path == "okrsite.yml"] == []


def test_a_preset_is_told_with_what_it_sets() -> None:
    assert "Presets that set it: `strict` (at_most: 1)." in run("rules", "objective-count").output
    assert "Presets that set it: `customer-centric`." in run("rules", "key-result-without-who").output


def test_an_unknown_rule_is_wrong_use() -> None:
    result = run("rules", "objective-unalined")
    assert result.exit_code == 2
    assert "There is no rule `objective-unalined`. Did you mean `objective-unaligned`?" in result.output


def test_a_pipe_gets_the_page_as_it_was_written() -> None:
    result = okrsite("rules", "objective-unaligned")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert "```yaml\ntitle: Make the first week feel effortless\n```" in result.stdout
