"""The benchmark works, and its made-up company is sound. How long anything takes is not tested."""

import subprocess
import sys
from pathlib import Path

from company import TODAY, current_objective, write_company
from project import environment, tree, write

from okrsite.building.pipeline import check_content

BENCH = Path(__file__).with_name("bench.py")


def bench(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, BENCH, *map(str, arguments)],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


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
    assert current_objective(tmp_path / "content").is_file()


def test_it_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_company(tmp_path / name, 20)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_the_table() -> None:
    result = bench("--objectives", "8", "20")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[2].split() == ["seconds", "processor", "memory", "pages", "written"]
    assert [line.split(" in ")[0] for line in lines if " objectives in " in line] == [
        "8 objectives",
        "20 objectives",
    ]
    for what in ("first build", "nothing changed", "one objective edited"):
        assert sum(line.startswith(f"  {what} ") for line in lines) == 2
    unchanged = next(line for line in lines if "nothing changed" in line)
    assert unchanged.split()[-1] == "0"
    edited = next(line for line in lines if "edited" in line)
    assert 0 < int(edited.split()[-1]) < int(edited.split()[-2])


def test_a_given_folder_is_left_as_it_is(tmp_path: Path) -> None:
    write_company(tmp_path / "content", 4)
    before = tree(tmp_path)
    result = bench("--content", tmp_path / "content")
    assert result.returncode == 0, result.stderr
    assert tree(tmp_path) == before


def test_a_build_that_fails_is_no_result(tmp_path: Path) -> None:
    write(tmp_path, {"content/2026-Q4/a/b.md": "title: A\n"})
    result = bench("--content", tmp_path / "content")
    assert result.returncode == 1
    assert "failed:" in result.stderr
