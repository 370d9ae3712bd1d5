"""The same content gives the same bytes: whatever the folder, the locale, the time, or an earlier build."""

import os
from pathlib import Path

import pytest
from project import COMPANY, TODAY, company, environment, okrsite, run, tree, write

# A clock that stands elsewhere: in datetime and in time.
FAKE_CLOCK = """
import datetime, time

NOW = {stamp}
class date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(NOW)
class moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(NOW, tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(NOW, datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.fromtimestamp(NOW)
datetime.date, datetime.datetime = date, moment
time.time = lambda: float(NOW)
time.time_ns = lambda: NOW * 10**9
"""


def differing(one: Path, other: Path) -> list[str]:
    first, second = tree(one), tree(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


@pytest.fixture(scope="module")
def reference(example_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example company, built in a process of its own."""
    site = tmp_path_factory.mktemp("reference") / "site"
    result = okrsite(
        "build", "--content", example_content, "--output", site, "--today", TODAY, cwd=site.parent
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return site


def test_in_this_process_and_in_another(reference: Path, example_site: Path) -> None:
    assert differing(reference, example_site) == []


def test_elsewhere_under_other_circumstances(reference: Path, example_content: Path, tmp_path: Path) -> None:
    """Another working directory, other hash seeds, time zone, locale, umask, times of files, terminal."""
    copy = write(tmp_path / "a" / "content", {})
    for path, content in reversed(tree(example_content).items()):
        file = copy / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        os.utime(file, (1_000_000_000, 1_000_000_000))
    env = environment(
        PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="de_DE.UTF-8", COLUMNS="40", HOME="/"
    )
    arguments = ["--content", "../a/content", "--output", "../b/site", "--today", TODAY]
    (tmp_path / "here").mkdir()
    result = okrsite("build", *arguments, cwd=tmp_path / "here", env=env)
    assert result.returncode == 0, result.stdout + result.stderr
    assert differing(reference, tmp_path / "b" / "site") == []


@pytest.mark.parametrize("stamp", [0, 4_102_444_800])
def test_the_clock_does_not_matter(
    reference: Path, example_content: Path, tmp_path: Path, stamp: int
) -> None:
    write(tmp_path, {"fake/sitecustomize.py": FAKE_CLOCK.replace("{stamp}", str(stamp))})
    env = environment(PYTHONPATH=str(tmp_path / "fake"))
    site = tmp_path / "site"
    result = okrsite("build", "--content", example_content, "--output", site, "--today", TODAY, env=env)
    assert result.returncode == 0, result.stdout + result.stderr
    assert differing(reference, site) == []


def test_the_fake_clock_is_one(tmp_path: Path) -> None:
    """Without a date the build takes the clock's: else the test above would prove nothing."""
    company(tmp_path)
    write(tmp_path, {"fake/sitecustomize.py": FAKE_CLOCK.replace("{stamp}", "4102444800")})
    result = okrsite("build", cwd=tmp_path, env=environment(PYTHONPATH=str(tmp_path / "fake")))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 Jan 2100" in (tmp_path / "build" / "index.html").read_text("utf-8")


def test_building_again_changes_nothing(tmp_path: Path) -> None:
    company(tmp_path)
    arguments = ["build", "--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY]
    run(*arguments)
    first = tree(tmp_path / "site")
    run(*arguments)
    assert tree(tmp_path / "site") == first


def test_what_was_built_before_leaves_no_trace(tmp_path: Path) -> None:
    company(tmp_path, {"2026-Q4/vans/gone.md": "---\ntitle: Gone\nparent: company/every-street\n---\n"})
    first, second = tmp_path / "first", tmp_path / "second"
    run("build", "--content", tmp_path / "content", "--output", first, "--today", TODAY)
    (tmp_path / "content" / "2026-Q4" / "vans" / "gone.md").unlink()
    run("build", "--content", tmp_path / "content", "--output", first, "--today", TODAY)
    run("build", "--content", tmp_path / "content", "--output", second, "--today", TODAY)
    assert differing(first, second) == []


def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path) -> None:
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in COMPANY.items()}
    for name, files in (("unix", COMPANY), ("windows", windows)):
        write(tmp_path / name / "content", files)
        arguments = ["--content", tmp_path / name / "content", "--output", tmp_path / name / "site"]
        assert run("build", *arguments, "--today", TODAY).exit_code == 0
    assert differing(tmp_path / "unix" / "site", tmp_path / "windows" / "site") == []


def test_today_matters(reference: Path, example_content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run("build", "--content", example_content, "--output", site, "--today", "2026-11-21")
    assert "index.html" in differing(reference, site)
