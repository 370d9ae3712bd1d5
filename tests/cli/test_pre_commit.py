"""The hook that pre-commit's users get: what it is, and that it does it."""

import shlex
import subprocess
from pathlib import Path

import yaml
from project import FAULTY, company, environment, program, write

REPOSITORY = Path(__file__).resolve().parents[2]
(HOOK,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))


def hook(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it as pre-commit does: the entry and the user's arguments, in the folder, without names of
    files."""
    name, *entry = shlex.split(HOOK["entry"])
    assert name == Path(program()).stem
    return subprocess.run(
        [program(), *entry, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_says_what_pre_commit_asks_for() -> None:
    assert HOOK["id"] == "okrsite-check"
    assert HOOK["language"] == "python"
    assert HOOK["pass_filenames"] is False
    assert HOOK["require_serial"] is True


def test_it_runs_where_files_are_only_deleted_too() -> None:
    """pre-commit leaves them out of the files that a hook is run for, and others may name what is gone."""
    assert HOOK["always_run"] is True
    assert "files" not in HOOK


def test_it_stops_a_commit_with_faults(tmp_path: Path) -> None:
    company(tmp_path)
    assert hook(tmp_path).returncode == 0
    write(tmp_path / "content", FAULTY)
    done = hook(tmp_path)
    assert done.returncode == 1
    assert "content/2026-Q4/vans/short-way.md:4:9" in done.stdout
    (tmp_path / "content").rename(tmp_path / "okrs")
    assert hook(tmp_path, "--content", "okrs").returncode == 1
