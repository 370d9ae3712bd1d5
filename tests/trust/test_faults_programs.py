"""Programs that okrsite runs, and copies of itself: they may be missing, fail, crash or hang."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import faults
import kills
import pytest
from project import TODAY, company, environment, run, tree, write
from repositories import ISOLATED, Repo

from okrsite.building import publish_rsync
from okrsite.building.output import PublishError
from okrsite.building.publish_rsync import _release
from okrsite.history import git
from okrsite.history.past import Unknown, recall
from okrsite.rendering import graph_engine, layout_worker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its faults are others")

# Programs


SLEEPER = """#!/bin/sh
sleep 300 &
echo $! >> "$SLEEPERS"
wait
"""


def ended(pids: list[int]) -> bool:
    """Whether processes have ended, or do so in a moment."""
    for _ in range(500):
        if not any(Path(f"/proc/{pid}/stat").exists() and _runs(pid) for pid in pids):
            return True
        time.sleep(0.01)
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def sleeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts a program that gives no answer in the place of another; it begins one that does not end either."""
    file = tmp_path / "sleepers"
    monkeypatch.setenv("SLEEPERS", str(file))

    def made(name: str) -> Path:
        write(tmp_path, {f"programs/{name}": SLEEPER})
        (tmp_path / "programs" / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}")
        return file

    return made


def test_git_that_hangs(
    tmp_path: Path, sleeping: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sleepers = sleeping("git")
    monkeypatch.setattr(git, "_PATIENCE", 0.3)
    monkeypatch.setattr(git, "_hung", {"until": float("-inf")})
    for _ in range(3):
        past = recall(tmp_path)
        assert isinstance(past, Unknown)
        assert "git gave no answer and was ended" in past.why
    pids = [int(pid) for pid in sleepers.read_text().split()]
    assert len(pids) == 1, "it is waited for once"
    assert ended(pids)


GITS = {
    "exit 0": "says that",
    "echo /elsewhere": "says that",
    "kill -9 $$": "ended from outside",
    "echo 'fatal: detected dubious ownership in repository' >&2; exit 128": "dubious ownership",
    'case $* in *rev-parse*) exec /usr/bin/env -i PATH=/usr/bin:/bin git "$@" ;; *) exit 0 ;; esac': "",
    'case $* in *rev-parse*) exec /usr/bin/env -i PATH=/usr/bin:/bin git "$@" ;; *) echo x ;; esac': "",
}


@pytest.mark.parametrize("script", GITS)
def test_git_that_fails_is_told(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)
    repo = Repo(tmp_path / "okrs")
    company(repo.root)
    repo.commit("Begin")
    write(tmp_path, {"programs/git": f"#!/bin/sh\n{script}\n"})
    (tmp_path / "programs/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}{os.pathsep}{os.environ['PATH']}")
    past = recall(repo.root / "content")
    if GITS[script]:
        assert isinstance(past, Unknown)
        assert GITS[script] in past.why
    result = run("check", "--content", repo.root / "content", "--today", TODAY, "--no-cache")
    assert result.exit_code == 0, result.output


def test_another_machine_that_gives_no_answer(
    sleeping: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sleepers = sleeping("ssh")
    monkeypatch.setattr(publish_rsync, "_PATIENCE", 0.3)
    monkeypatch.delenv("RSYNC_RSH", raising=False)
    place = publish_rsync.elsewhere("okrs.example:/srv/okrs")
    assert place is not None
    with pytest.raises(PublishError, match=r"gave no answer within .* publish again"):
        publish_rsync._there(place, "true", {})
    assert sleepers.exists()


PARENT = """
import os, sys, time
from okrsite.spreading import spread

def work(number):
    print(os.getpid(), flush=True)
    time.sleep(300)
    return 1

spread(2, 6, work, lambda: None, lambda _: None)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they end after their batch")
def test_copies_end_with_the_process_that_made_them() -> None:
    command = [sys.executable, "-P", "-c", PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2)]
        process.send_signal(signal.SIGKILL)
    assert ended(pids)


# Clocks


@pytest.mark.parametrize("last", ["", "20361120T053000.125000Z-1f3a", "99991231T235959.999999Z-aa", "odd"])
def test_a_release_comes_after_the_last_one_whatever_the_clock_says(last: str) -> None:
    made = _release(datetime(2026, 11, 20, tzinfo=UTC), last)
    assert made > last or not last.startswith("2")
    assert made.startswith("2")


# Graphviz

HARMS = {
    "crashes": "os.kill(os.getpid(), signal.SIGSEGV)",
    "aborts": "os.abort()",
    "is killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "chatters": "print('node n0 x y\\nstop\\n' * 9)",
    "hangs": "time.sleep(300)",
}


@pytest.mark.parametrize("harm", HARMS)
def test_graphviz_in_trouble(tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is another process: the site is published, the lists stand in for the pictures, and this is told."""
    script = tmp_path / "engine.py"
    script.write_text(f"import os, signal, time\n{HARMS[harm]}\n", "utf-8")
    engine = graph_engine.Engine(name="pygraphviz", command=(sys.executable, "-S", str(script)))
    monkeypatch.setattr(graph_engine, "engines", lambda: [engine])
    monkeypatch.setattr(graph_engine, "_PATIENCE", 0.3)
    monkeypatch.setattr(graph_engine, "_hangs", {})
    company(tmp_path)
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--no-cache")
    result = run("build", *places, "--today", TODAY)
    assert result.exit_code == 0, result.output
    assert "could not be drawn" in result.output
    assert "pygraphviz is there, but does not work" in result.output
    assert "index.html" in tree(tmp_path / "site")


def test_a_graph_that_hangs_is_ended_by_itself_after_who_asked_has_given_up() -> None:
    assert layout_worker.PATIENCE > graph_engine._PATIENCE


# Campaigns, with a tiny budget


@pytest.mark.parametrize("campaign", [kills, faults])
def test_campaigns(campaign: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code = campaign.main(["--points", "2", "--scene", "few pages"])
    assert code == 0, capsys.readouterr().out
    assert "nothing broke" in capsys.readouterr().out
