"""`okrsite status` says how a cycle stands, at any width, and has a last line for scripts."""

import fcntl
import os
import pty
import re
import struct
import termios
from pathlib import Path

import pytest
from bakery import company
from project import TODAY, environment, okrsite, program, run

DRAFT = {"2026-Q4/vans/secret.md": "---\ntitle: The secret plan\nstatus: draft\n---\n"}


def status(content: Path, *arguments: str, today: str = TODAY) -> str:
    result = run("status", *arguments, "--content", content, "--today", today)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    return company(tmp_path) / "content"


def test_the_active_cycle_with_the_most_objectives(bakery: Path) -> None:
    # 51 of 92 days have passed, 55%: expected are 60 + 35 * 51 / 92 = 79% and 45 - 25 * 51 / 92 = 31.
    # on-time is at (71 - 60) / 35 = 31%, 24 points behind.
    assert (
        status(bakery)
        == """\
2026-Q4
1 Oct 2026 to 31 Dec 2026, day 51 of 92, 41 days left

Ovens

  Have the first loaves warm at six
  ######..............   31% · at risk · Noor Haddad
    Mornings with bread on the shelf at six
    ######.....|........   31% · at risk · 71%, from 60% to 95% · expected 79% · confidence 6 · 14 days ago
    Little is thrown away
    ####################  100% · on track · 36 kg, at most 40 kg · 5 days ago

Vans

  Take the short way
  ....................     – · stale · Lee Park
    Minutes from the oven to the door
    ...........|........     – · stale · no reading · from 45 to 20 minutes · expected 31 · never read

2026 is active too: okrsite status --cycle 2026
2026-Q4: 2 objectives, 3 key results, 0 on track, 1 at risk, 0 off track, 1 stale, 0 no reading
"""
    )


def test_one_team_by_id_or_name(bakery: Path) -> None:
    for name in ("vans", "VANS", "Vans"):
        output = status(bakery, name)
        assert "Take the short way" in output
        assert "warm at six" not in output
        assert output.splitlines()[-1].startswith("2026-Q4 vans: 1 objective, 1 key result, ")
    assert status(bakery, "company").startswith("2026\n")


def test_what_is_most_urgent_comes_first(tmp_path: Path) -> None:
    def objective(name: str, value: str) -> dict[str, str]:
        fields = f"title: The {name} one\nparent: company/every-street\n"
        text = f"---\n{fields}key_results:\n  - {{id: {name}, title: T, from: 0, to: 100}}\n---\n"
        reading = f"---\nkey_results:\n  {name}: {{value: {value}}}\n---\n"
        check_in = {f"2026-Q4/ovens/checkins/2026-11-19-{name}.md": reading} if value else {}
        return {f"2026-Q4/ovens/{name}.md": text, **check_in}

    # Expected are 55: 50 is on track, 40 at risk (15 behind), 20 off track (35 behind).
    layers = [
        objective(*pair) for pair in (("fine", "50"), ("shaky", "40"), ("sinking", "20"), ("quiet", ""))
    ]
    output = status(company(tmp_path, *layers) / "content", "ovens")
    assert re.findall(r"The (\w+) one", output) == ["quiet", "sinking", "shaky", "fine"]


def test_what_the_team_says_stands_beside_what_is_suggested(tmp_path: Path) -> None:
    text = "---\nkey_results:\n  on-time: {value: 61%, status: on track}\n---\n"
    content = company(tmp_path, {"2026-Q4/ovens/checkins/2026-11-18.md": text}) / "content"
    assert "off track (the team says on track) · 61%" in status(content)  # at 3%, 52 points behind


def test_a_closed_cycle_tells_its_outcomes(bakery: Path) -> None:
    output = status(bakery, "--cycle", "2026-Q4", today="2027-02-01")
    assert "1 Oct 2026 to 31 Dec 2026, closed 32 days ago" in output
    assert "31% · fell short · 71%, from 60% to 95%" in output
    assert "expected" not in output
    counts = "0 exceeded, 1 delivered, 1 fell short, 0 failed to deliver, 1 no reading"
    assert output.splitlines()[-1] == f"2026-Q4: 2 objectives, 3 key results, {counts}"


def test_a_planned_cycle_says_when_it_begins(bakery: Path) -> None:
    output = status(bakery, "--cycle", "2026-Q4", today="2026-09-11")
    assert "begins in 20 days" in output
    assert "from 60% to 95%" in output
    assert "##" not in output
    assert output.splitlines()[-1] == "2026-Q4: 2 objectives, 3 key results"


def test_drafts_are_counted_and_not_named(tmp_path: Path) -> None:
    content = company(tmp_path, DRAFT) / "content"
    output = status(content)
    assert "secret" not in output
    assert "1 draft is left out." in output
    assert "1 draft is left out." in status(content, "vans")
    assert "draft" not in status(content, "ovens")


def test_faults_do_not_stop_it(tmp_path: Path) -> None:
    content = company(tmp_path, {"2026-Q4/vans/broken.md": "---\ntitle: [\n---\n"}) / "content"
    result = run("status", "--content", content, "--today", TODAY)
    assert result.exit_code == 0
    assert "1 error in the content: `okrsite check` shows them." in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["oven"], "There is no team `oven`. Did you mean `ovens`?"),
        (["--cycle", "2026-Q5"], "There is no cycle `2026-Q5`. Did you mean `2026-Q4`"),
    ],
)
def test_a_name_that_is_none_is_wrong_use(bakery: Path, arguments: list[str], words: str) -> None:
    result = run("status", *arguments, "--content", bakery)
    assert (result.exit_code, words in result.output) == (2, True), result.output


def test_a_company_without_cycles(tmp_path: Path) -> None:
    (tmp_path / "okrsite.yml").write_text("company: New\n")
    assert "okrsite new cycle" in status(tmp_path)


def test_a_pipe_gets_plain_letters(bakery: Path) -> None:
    result = okrsite("status", "--content", bakery, "--today", TODAY)
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert "█" not in result.stdout
    assert "######.....|" in result.stdout


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_a_terminal_of_any_width_will_do(bakery: Path, columns: int) -> None:
    child, terminal = pty.fork()
    if child == 0:
        words = ["okrsite", "status", "--content", str(bakery), "--today", TODAY]
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        os.execve(program(), words, environment(TERM="xterm-256color", PYTHONIOENCODING="utf-8"))
    seen = b""
    while True:
        try:
            data = os.read(terminal, 4096)
        except OSError:  # the other side has closed
            break
        if not data:
            break
        seen += data
    _, ended = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(ended) == 0
    text = seen.decode()
    assert "\x1b[33mat risk" in text
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)
    lines = plain[plain.index("Ovens") :].splitlines()
    assert max(map(len, lines)) <= columns
    cells = 10 if columns < 70 else 20
    # 31% of the cells are full, and the mark stands after 55% of them.
    bar = "█" * (31 * cells // 100) + "░" * (55 * cells // 100 - 31 * cells // 100) + "│"
    assert any(line.strip().startswith(bar) for line in lines)
