"""Progress bars: on a terminal, and nowhere else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from project import TODAY, company, environment, okrsite, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """All that a command writes to a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [program(), *arguments],
        cwd=folder,
        env=environment(TERM="xterm-256color", COLUMNS="100"),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    chunks = []
    try:
        while chunk := os.read(ours, 65536):
            chunks.append(chunk)
    except OSError:
        pass  # Linux's way to say that the other end is closed.
    finally:
        os.close(ours)
    assert process.wait(60) == 0
    return b"".join(chunks).decode()


def many(folder: Path) -> Path:
    return company(folder, {f"2026-Q4/vans/way-{n}.md": f"---\ntitle: Way {n}\n---\n" for n in range(150)})


@pytest.mark.parametrize(("command", "tasks"), [("build", {"Reading", "Writing"}), ("check", {"Reading"})])
def test_a_terminal_sees_progress(tmp_path: Path, command: str, tasks: set[str]) -> None:
    seen = on_a_terminal(many(tmp_path), command, "--today", TODAY)
    assert set(re.findall(r"Reading|Writing", seen)) == tasks
    assert re.search(r"\d+/\d+", seen)
    assert "\x1b[31m" in seen or "\x1b[33m" in seen, "and colours"


def test_the_bar_is_gone_in_the_end(tmp_path: Path) -> None:
    seen = on_a_terminal(many(tmp_path), "build", "--today", TODAY)
    rest = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.rpartition("\x1b[2K")[2])
    assert "Reading" not in rest
    assert "Published 1" in rest
    assert seen.count("\x1b[?25h") >= seen.count("\x1b[?25l"), "the cursor is back"


def test_a_pipe_sees_none(tmp_path: Path) -> None:
    result = okrsite("build", "--today", TODAY, cwd=many(tmp_path))
    assert len(result.stderr.splitlines()) == 1, "that nothing is known of the past"
    assert "Reading" not in result.stdout + result.stderr
    assert "\r" not in result.stdout
