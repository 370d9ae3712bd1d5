"""What a system does to builds: full disks, other users' folders, clocks, other builds, killed copies."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from breaking import Bench, Outcome
from project import TODAY, company, run, tree, write

import okrsite
from okrsite.building import making
from okrsite.building.making import Making
from okrsite.cli.main import main

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it mounts, and becomes other users")

SUPERUSER = hasattr(os, "getuid") and os.getuid() == 0
NOBODY = 65534
REACHED = all(folder.stat().st_mode & 0o005 == 0o005 for folder in Path(okrsite.__file__).resolve().parents)
"""Whether any user can read what is installed."""
EDIT = {"content/teams/vans.md": "---\nname: Vans\nparent: company\n---\nAnother road.\n"}


def build(folder: Path, site: Path, user: int | None = None) -> Callable[[], int]:
    """A command, for a copy of this process, that may belong to another user."""

    def command() -> int:
        if user is not None:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        main(["build", "--content", str(folder / "content"), "--output", str(site), "--today", TODAY])
        return 0

    return command


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Has this process load all that a build needs: another user may not be able to."""
    folder = company(tmp_path_factory.mktemp("loaded"))
    run("build", "--content", folder / "content", "--output", folder / "site", "--today", TODAY)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


# Disks


@pytest.mark.skipif(not SUPERUSER, reason="only the superuser may mount")
@pytest.mark.parametrize("kilobytes", [40, 400, 4000])
def test_a_disk_that_gets_full(tmp_path: Path, kilobytes: int) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    options = f"size={kilobytes}k"
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        company(tmp_path)
        places = ("--content", tmp_path / "content", "--output", disk / "site", "--today", TODAY)
        first = run("build", *places)
        before = tree(disk / "site") if first.exit_code == 0 else {}
        assert first.exit_code == 0 or "disk is full" in first.output
        assert bool(before) == (disk / "site").exists()
        (disk / "filler").write_bytes(bytes(max(shutil.disk_usage(disk).free - 8192, 0)))
        write(tmp_path, EDIT, {"content/okrsite.yml": "company: Another\nrules:\n  objective-count: off\n"})
        second = run("build", *places)
        assert second.exit_code == 2
        assert "disk is full" in second.output
        assert (tree(disk / "site") if before else {}) == before
        (disk / "filler").unlink()
        assert run("build", *places).exit_code == first.exit_code
        assert {path.name for path in disk.iterdir()} <= {"site"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


# Users

Hide = Callable[[Path], object]

HIDDEN: dict[str, tuple[Hide, int, str]] = {
    "a file of the content": (lambda f: (f / "content/teams/vans.md").chmod(0o600), 1, "Permission denied"),
    "a folder of the content": (lambda f: (f / "content/teams").chmod(0o700), 1, "Permission denied"),
    "the content": (lambda f: (f / "content").chmod(0o700), 2, "is not readable"),
    "the output": (lambda f: (f / "web/site").chmod(0o700), 2, "is not readable"),
    "nothing, but all is another's": (lambda _: None, 2, "permission denied"),
}
"""What a user may not read, the exit code, and words of the message."""


@pytest.mark.skipif(not SUPERUSER or not REACHED, reason="nobody else can run what is installed here")
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.usefixtures("loaded")
def test_what_belongs_to_another_user(open_folder: Path, hidden: str) -> None:
    hide, code, words = HIDDEN[hidden]
    company(open_folder)
    site = open_folder / "web/site"
    assert (
        run("build", "--content", open_folder / "content", "--output", site, "--today", TODAY).exit_code == 0
    )
    before = tree(site)
    write(open_folder, EDIT)
    hide(open_folder)
    with Bench() as bench:
        outcome = bench.run(build(open_folder, site, NOBODY))
    assert outcome.code == code, outcome.said
    assert words in outcome.said
    assert "Traceback" not in outcome.said
    assert tree(site) == before


@pytest.mark.skipif(not SUPERUSER or not REACHED, reason="nobody else can run what is installed here")
@pytest.mark.usefixtures("loaded")
def test_who_may_write_nothing_but_the_output_publishes(open_folder: Path) -> None:
    company(open_folder)
    site = open_folder / "web/site"
    site.mkdir(parents=True)
    os.chown(site, NOBODY, NOBODY)
    with Bench() as bench:
        outcome = bench.run(build(open_folder, site, NOBODY))
    assert outcome.code == 0, outcome.said
    assert (site / "index.html").is_file()
    assert [path.name for path in (open_folder / "web").iterdir()] == ["site"]


# Locks, and several builds


def test_a_lock_that_another_machine_left_holds_nothing(tmp_path: Path) -> None:
    company(tmp_path)
    write(tmp_path, {".site.okrsite-lock": "elsewhere 4711\n"})
    os.utime(tmp_path / ".site.okrsite-lock", (0, 0))
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    assert run("build", *places).exit_code == 0
    assert not (tmp_path / ".site.okrsite-lock").exists()


@pytest.mark.usefixtures("loaded")
def test_two_builds_at_once_into_one_output(tmp_path: Path) -> None:
    company(tmp_path)
    site = tmp_path / "site"
    said: list[Outcome] = []
    with Bench() as bench:
        for turn in range(10):
            text = EDIT["content/teams/vans.md"].replace("Another", f"Number {turn}")
            write(tmp_path, {"content/teams/vans.md": text})
            both = bench.together(build(tmp_path, site), build(tmp_path, site))
            assert {one.code for one in both} <= {0, 2}, both
            assert 0 in {one.code for one in both}, both
            assert all("another okrsite build" in one.said for one in both if one.code), both
            assert f"Number {turn}" in (site / "teams/vans.html").read_text("utf-8")
            said += both
    assert "Traceback" not in "".join(one.said for one in said)
    after = tree(site)
    places = ("--content", tmp_path / "content", "--output", site, "--today", TODAY)
    assert run("build", *places, "--no-cache").exit_code == 0
    assert tree(site) == after
    assert sorted(path.name for path in tmp_path.iterdir()) == [".okrsite-cache", "content", "site"]


# Clocks


@pytest.mark.parametrize("moment", [-86_400, 4_102_444_800])
def test_times_of_files_are_no_matter(tmp_path: Path, moment: int) -> None:
    """Not even where a clock had stood at 1970, or will stand beyond 2099."""
    company(tmp_path)
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    assert run("build", *places).exit_code == 0
    for text in ("Another road.", "Another load."):  # as many letters, at the same time
        write(
            tmp_path, {"content/teams/vans.md": EDIT["content/teams/vans.md"].replace("Another road.", text)}
        )
        for file in (tmp_path / "content").rglob("*"):
            os.utime(file, (moment, moment))
        assert run("build", *places).exit_code == 0
        assert text in (tmp_path / "site/teams/vans.html").read_text("utf-8")


@pytest.mark.parametrize("today", ["0001-01-01", "1970-01-01", "2099-12-31", "9999-12-31"])
def test_days_far_away(tmp_path: Path, today: str) -> None:
    company(tmp_path)
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--no-cache")
    result = run("build", *places, "--today", today)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in (0, 1, 2)
    assert result.exit_code == 0 or "error" in result.output.lower()


# Copies of the process


def test_a_copy_that_is_killed_midway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company(tmp_path)
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    assert run("build", *places).exit_code == 0
    before, owner, make = tree(tmp_path / "site"), os.getpid(), Making._make
    write(tmp_path, {"content/okrsite.yml": "company: Another\nrules:\n  objective-count: off\n"})

    def killed(self: Making, *given: Any) -> None:
        make(self, *given)
        if os.getpid() != owner:
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(making, "BATCH", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    with monkeypatch.context() as patch:
        patch.setattr(Making, "_make", killed)
        patch.setattr("okrsite.spreading.threading.active_count", lambda: 1)
        result = run("build", *places)
    assert result.exit_code == 2, result.output
    assert "was ended from outside" in result.output
    assert tree(tmp_path / "site") == before
    assert run("build", *places).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".okrsite-cache", "content", "site"]
