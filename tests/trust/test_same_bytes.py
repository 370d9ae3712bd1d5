"""The same content gives the same bytes: whatever the machine, its settings, the clock, an earlier build."""

from pathlib import Path

import pytest
import same_bytes
from circumstances import AXES, EPOCH, together
from project import COMPANY, TODAY, company, run, tree, write

RUNS = 3
"""Runs of the campaign that there is time for: each has about half of all values of the axes."""


def differing(one: Path, other: Path) -> list[str]:
    first, second = tree(one), tree(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def test_under_other_circumstances(capsys: pytest.CaptureFixture[str]) -> None:
    """Other folders, hash seeds, time zones, locales, processes, terminals, clocks, settings of git."""
    code = same_bytes.main(["--few", "--runs", str(RUNS)])
    said = capsys.readouterr().out
    assert code == 0, said
    assert f"{RUNS} of a product of" in said


def test_each_value_is_in_the_first_choices() -> None:
    for axis, values in AXES.items():
        assert {choice[axis].name for choice in together()} == {value.name for value in values}


def built(folder: Path, name: str, *options: str) -> Path:
    site = folder / name
    result = run("build", "--content", folder / "content", "--output", site, *options)
    assert result.exit_code == 0, result.output
    return site


def test_today_is_what_the_build_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH stands for the clock, in the content's time zone, and an option is before it."""
    company(tmp_path)
    expected = built(tmp_path, "expected", "--today", TODAY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert differing(expected, built(tmp_path, "told")) == []
    assert differing(expected, built(tmp_path, "told")) == [], "and again, from what is kept"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH) + 86_400))
    assert "index.html" in differing(expected, built(tmp_path, "told"))
    assert differing(expected, built(tmp_path, "told", "--today", TODAY)) == []


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu"])
def test_the_day_is_that_of_the_contents_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    company(tmp_path, {"okrsite.yml": f"{COMPANY['okrsite.yml']}time_zone: {zone}\n"})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    result = run("export", "json", "--content", tmp_path / "content", "--output", tmp_path / "x.json")
    assert result.exit_code == 0, result.output
    day = datetime.fromtimestamp(int(EPOCH), ZoneInfo(zone)).date().isoformat()
    assert f'"{day}"' in (tmp_path / "x.json").read_text()


@pytest.mark.parametrize("told", ["today", "-1", "1.5", "9" * 30, "²"])
def test_a_moment_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    company(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    for command in (("build", "--output", tmp_path / "site"), ("check",), ("status",)):
        result = run(*command, "--content", tmp_path / "content")
        assert result.exit_code == 2, result.output
        assert "SOURCE_DATE_EPOCH" in result.output
    assert run("init", tmp_path / "new").exit_code == 2


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    company(tmp_path)
    first = tree(built(tmp_path, "site", "--today", TODAY))
    assert tree(built(tmp_path, "site", "--today", TODAY)) == first


def test_what_was_built_before_leaves_no_trace(tmp_path: Path) -> None:
    company(tmp_path, {"2026-Q4/vans/gone.md": "---\ntitle: Gone\nparent: company/every-street\n---\n"})
    built(tmp_path, "first", "--today", TODAY)
    (tmp_path / "content" / "2026-Q4" / "vans" / "gone.md").unlink()
    first, second = (built(tmp_path, name, "--today", TODAY) for name in ("first", "second"))
    assert differing(first, second) == []


def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path) -> None:
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in COMPANY.items()}
    for name, files in (("unix", COMPANY), ("windows", windows)):
        write(tmp_path / name / "content", files)
    unix, other = (built(tmp_path / name, "site", "--today", TODAY) for name in ("unix", "windows"))
    assert differing(unix, other) == []


def test_today_matters(tmp_path: Path) -> None:
    company(tmp_path)
    one, other = (built(tmp_path, day, "--today", day) for day in (TODAY, "2026-11-21"))
    assert "index.html" in differing(one, other)
