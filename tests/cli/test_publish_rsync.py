"""`okrsite publish --to user@host:/path`: with the real rsync, and an ssh whose other machine is this one."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from project import FAULTY, TODAY, company, run, tree, write

SSH = r"""#!/bin/sh
# The other machine: its home folder is $OTHER_HOME, and its shell greets before it does anything.
printf '%s\n' "$*" >> "$OTHER_HOME/calls"
while :; do
  case $1 in
    -l | -p) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
host=$1; shift
cd "$OTHER_HOME" || exit 255
case $host in *lost*) echo "ssh: Could not resolve hostname $host" >&2; exit 255 ;; esac
case $* in
  *--server*) if [ -e broken ]; then echo 'rsync: Broken pipe' >&2; exit 12; fi ;;
  *) echo Welcome ;;
esac
exec sh -c "$*"
"""


@pytest.fixture
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of the other machine; the company is in the current folder."""
    if shutil.which("rsync") is None:
        assert not os.environ.get("CI"), "rsync is missing: install it, or .ci/run does"
        pytest.skip("rsync is not installed")
    programs, home = tmp_path / "programs", tmp_path / "other"
    programs.mkdir()
    home.mkdir()
    (programs / "ssh").write_text(SSH)
    (programs / "ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("OTHER_HOME", str(home))
    monkeypatch.delenv("RSYNC_RSH", raising=False)
    monkeypatch.chdir(company(tmp_path / "okrs"))
    return home


def publish(place: Path | str, *arguments: str) -> Result:
    return run("publish", "--today", TODAY, "--to", f"www@okrs.example:{place}", *arguments)


def built(tmp_path: Path) -> dict[str, bytes]:
    assert run("build", "--today", TODAY, "--output", tmp_path / "built").exit_code == 0
    return tree(tmp_path / "built")


def change(words: str) -> None:
    file = Path("content/teams/vans.md")
    file.write_text(re.sub(r"---\n[^\n]*\n$", f"---\n{words}\n", file.read_text()))


def releases(live: Path) -> list[str]:
    return sorted(path.name for path in (live.parent / f".{live.name}.releases").iterdir())


@pytest.mark.parametrize("name", ["okrs", "our okrs; touch \"$OTHER_HOME\"evil '`touch evil`' é"])
def test_it_is_switched_at_once(other: Path, tmp_path: Path, name: str) -> None:
    live = other / "srv" / name
    result = publish(live)
    assert result.exit_code == 0, result.output
    assert result.output.endswith(f" at www@okrs.example:{live}, switched at once.\n")
    assert tree(live) == built(tmp_path)
    assert live.is_symlink()
    first = live.readlink()
    assert not first.is_absolute(), "the whole may be moved, or seen under another path"
    assert sorted(path.name for path in live.parent.iterdir()) == sorted([name, f".{name}.releases"])
    assert not list(tmp_path.rglob("evil*"))
    change("Another road.")
    assert publish(live).exit_code == 0
    assert live.readlink() != first
    assert b"Another road." in (live / "teams/vans.html").read_bytes()
    # What did not change is the same file, and the release before stays for who is reading it.
    before = live.parent / first
    shared = [
        path for path in tree(live) if (before / path).is_file() and (live / path).samefile(before / path)
    ]
    assert "404.html" in shared
    assert "teams/vans.html" not in shared
    assert b"Another road." not in (before / "teams/vans.html").read_bytes()


def test_one_release_before_is_kept(other: Path) -> None:
    live = other / "okrs"
    seen = []
    for number in range(4):
        change(f"Road {number}.")
        assert publish("okrs").exit_code == 0
        seen.append(live.readlink().name)
    assert releases(live) == seen[-2:]


def test_what_readers_see_is_always_whole(other: Path, tmp_path: Path) -> None:
    """While it is uploaded, the old site stands; a broken upload leaves it, and nothing behind."""
    live = other / "okrs"
    publish("okrs")
    before = tree(live)
    change("Another road.")
    (other / "broken").touch()
    result = publish("okrs")
    assert result.exit_code == 2
    assert "rsync could not publish to www@okrs.example:./.okrs.releases/coming-" in result.output
    assert "Broken pipe" in result.output
    assert tree(live) == before
    assert len(releases(live)) == 1
    (other / "broken").unlink()
    assert publish("okrs").exit_code == 0
    assert tree(live) == built(tmp_path)


def test_dot_files_of_the_owner_go_along(other: Path) -> None:
    live = other / "okrs"
    publish("okrs")
    write(live, {".htaccess": "mine\n", ".well-known/security.txt": "mine\n", "mine.html": "gone\n"})
    change("Another road.")
    assert publish("okrs").exit_code == 0
    assert (live / ".htaccess").read_text() == "mine\n"
    assert (live / ".well-known/security.txt").read_text() == "mine\n"
    assert not (live / "mine.html").exists()


def test_a_folder_is_changed_file_by_file(other: Path, tmp_path: Path) -> None:
    live = other / "www"
    live.mkdir()
    result = publish("www")
    assert result.exit_code == 0, result.output
    assert result.output.endswith(":./www, file by file, as it is a folder already.\n")
    write(live, {".htaccess": "mine\n", "mine.html": "gone\n"})
    change("Another road.")
    Path("content/2026-Q4/vans/short-way.md").rename("content/2026-Q4/vans/shorter.md")
    assert publish("~/www/").exit_code == 0
    assert not live.is_symlink()
    assert tree(live) == {**built(tmp_path), ".htaccess": b"mine\n"}
    assert not (live / "2026-Q4/vans/short-way.html").exists()


@pytest.mark.parametrize("what", ["folder", "file", "link to a folder", "dangling link"])
def test_what_others_made_is_left(other: Path, what: str) -> None:
    live = other / "www"
    if what == "folder":
        write(live, {"precious.txt": "mine\n"})
    elif what == "file":
        live.write_text("mine\n")
    else:
        live.symlink_to("data")
        if what == "link to a folder":
            write(other, {"data/precious.txt": "mine\n"})
    before = tree(other)
    result = publish("www")
    assert (result.exit_code, "was not made by okrsite, so it is left as it is" in result.output) == (2, True)
    assert {path: data for path, data in tree(other).items() if path != "calls"} == before


def test_modes_let_a_web_server_read(other: Path) -> None:
    mask = os.umask(0o077)
    try:
        # The same umask holds on the other machine here, so that its own choice is seen.
        publish("private")
    finally:
        os.umask(mask)
    publish("public")
    assert (other / "private/index.html").stat().st_mode & 0o777 == 0o600
    assert (other / "public/index.html").stat().st_mode & 0o777 == 0o644
    assert (other / "public/teams").stat().st_mode & 0o777 == 0o755


def test_faults_stop_it_before_anything_is_uploaded(other: Path) -> None:
    write(Path("content"), FAULTY)
    result = publish("okrs")
    assert (result.exit_code, result.output.endswith("Nothing was published.\n")) == (1, True)
    assert list(other.iterdir()) == []


def test_the_other_machine_is_not_there(other: Path) -> None:
    result = run("publish", "--today", TODAY, "--to", "lost.example:/srv/okrs")
    assert result.exit_code == 2
    assert "Nothing was published to lost.example:/srv/okrs: ssh: Could not resolve hostname" in result.output
    assert [path.name for path in other.iterdir()] == ["calls"]


def test_a_shell_of_ones_own(other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "programs/ssh").rename(tmp_path / "programs/other shell")
    monkeypatch.setenv("RSYNC_RSH", "'other shell' -p 2222")
    result = run("publish", "--today", TODAY, "--to", "[::1]:okrs")
    assert result.exit_code == 0, result.output
    assert (other / "okrs/index.html").is_file()
    assert all("-p 2222" in call for call in (other / "calls").read_text().splitlines())


@pytest.mark.parametrize("missing", ["rsync", "ssh"])
def test_a_program_is_missing(
    other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    for name in {"rsync", "ssh", "git"} - {missing}:
        found = shutil.which(name)
        assert found
        (few / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(few))
    result = publish("okrs")
    assert result.exit_code == 2
    assert f"{missing} is not installed, and publishing to www@okrs.example needs it." in result.output
    assert list(other.iterdir()) == []


def test_the_ssh_of_these_tests_is_one() -> None:
    assert subprocess.run(["sh", "-n"], input=SSH.encode(), check=False).returncode == 0
