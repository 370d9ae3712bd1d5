"""okrsite.yml as one value."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from okrsite.loading.load import load
from okrsite.settings import Bands, Cadence, Grades, RuleSetting, Settings

Build = Callable[..., Any]


def settings(company: Build, text: str) -> Settings:
    built = company({"okrsite.yml": f"company: Acme\n{text}"})
    assert [d for d in built.check() if d.rule != "unknown-rule"] == []  # options are not its business
    return built.loaded.portfolio.settings


def test_what_is_left_out_takes_its_default(company: Build) -> None:
    assert settings(company, "") == Settings(company="Acme")


def test_all_of_it(company: Build) -> None:
    found = settings(
        company,
        """
url: https://okrs.acme.example/
language: de
time_zone: Europe/Berlin
fiscal_year_starts: february
fiscal_year_named_for: start
check_in_every: 10 days
repository: https://github.com/acme/okrs/
branch: trunk
forge: Gitea
theme: night
rules:
  unused-draft: off
  objective-unaligned:
    level: error
    at_least: 3
  parent-outside-line: on
""",
    )
    assert found == Settings(
        company="Acme",
        url="https://okrs.acme.example/",
        language="de",
        time_zone="Europe/Berlin",
        fiscal_start=2,
        fiscal_named_for="start",
        check_in_every=Cadence(days=10),
        repository="https://github.com/acme/okrs",
        branch="trunk",
        forge="gitea",
        theme="night",
        rules=(
            ("unused-draft", RuleSetting(level="off")),
            ("objective-unaligned", RuleSetting(level="error", options=(("at_least", "3"),))),
            ("parent-outside-line", RuleSetting()),
        ),
    )


@pytest.mark.parametrize(
    ("text", "days", "longest"),
    [
        ("1 week", 7, 7),
        ("2 weeks", 14, 14),
        ("2 Weeks", 14, 14),
        ("1 day", 1, 1),
        ("30days", 30, 30),
        ("1 month", 0, 31),
    ],
)
def test_cadences(company: Build, text: str, days: int, longest: int) -> None:
    cadence = settings(company, f"check_in_every: {text}").check_in_every
    assert cadence.days == days
    assert cadence.length == timedelta(days=longest)


@pytest.mark.parametrize("text", ["0 weeks", "2 months", "weekly", "14", "-1 days", "1.5 weeks", "1000 days"])
def test_no_cadences(company: Build, text: str) -> None:
    built = company({"okrsite.yml": f"company: Acme\ncheck_in_every: {text}\n"})
    assert built.found() == ["okrsite.yml:2:17 wrong-type"]
    assert built.loaded.portfolio.settings.check_in_every == Cadence()


@pytest.mark.parametrize(
    ("text", "month"), [("february", 2), ("Feb", 2), ("2", 2), ("02", 2), ("DECEMBER", 12), ("may", 5)]
)
def test_months(company: Build, text: str, month: int) -> None:
    assert settings(company, f"fiscal_year_starts: {text}").fiscal_start == month


@pytest.mark.parametrize("zone", ["Berlin", "Europe", "../x", "/etc/passwd", "Europe/Berlin ", "a" * 300])
def test_no_time_zones(company: Build, zone: str) -> None:
    built = company({"okrsite.yml": f'company: Acme\ntime_zone: "{zone}"\n'})
    assert built.found() == ["okrsite.yml:2:12 wrong-type"]


def test_settings_that_can_not_be_read_are_the_defaults(company: Build) -> None:
    built = company({"okrsite.yml": b"\xff\xfe"})
    assert built.found() == ["okrsite.yml:1:1 unreadable-file"]
    assert built.loaded.portfolio.settings == Settings()


def test_today_is_that_of_the_time_zone(tmp_path: Path) -> None:
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        (tmp_path / "okrsite.yml").write_text(f"company: Acme\ntime_zone: {zone}\n", encoding="utf-8")
        days.add(load(tmp_path).portfolio.today)
    assert len(days) == 2  # 25 hours apart
    assert load(tmp_path, today=date(2026, 1, 1)).portfolio.today == date(2026, 1, 1)


def test_grades_and_presets(company: Build) -> None:
    found = settings(
        company, "preset: [strict, customer-centric]\ngrades:\n  roofshot: {delivered: 90%, exceeded: 1.2}\n"
    )
    assert found.presets == ("strict", "customer-centric")
    assert found.grades == Grades(
        roofshot=Bands(exceeded=Decimal("1.2"), delivered=Decimal("0.9"), fell_short=Decimal("0.3")),
        moonshot=Bands(exceeded=Decimal("0.8"), delivered=Decimal("0.6"), fell_short=Decimal("0.3")),
    )
    assert settings(company, "preset: strict").presets == ("strict",)
    assert settings(company, "grades:").grades == Grades()
