"""The benchmark of the rules about wording works. How well they agree with people is not tested."""

import json
import subprocess
import sys
from pathlib import Path

from project import environment

LABELS = Path(__file__).with_name("labels.py")
STATEMENTS = [
    {"kind": "objective", "text": "Implement a returns process", "labels": ["task"], "unsure": ["vague"]},
    {"kind": "objective", "text": 'Cooks: "at home" # with us', "labels": ["number"], "unsure": []},
    {"kind": "key-result", "text": "Publish 5 recipes", "labels": ["task", "no-baseline"], "unsure": []},
    {"kind": "key-result", "text": "Cooks come back", "labels": [], "unsure": ["no-number"]},
    {"kind": "key-result", "text": "Launch the shop", "labels": ["no-number"], "unsure": []},
]


def labels(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, LABELS, *map(str, arguments)],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_it_prints(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text("\n".join(map(json.dumps, STATEMENTS)), encoding="utf-8")
    ran = labels(file, "--wrong")
    assert ran.returncode == 0, ran.stderr
    lines = [" ".join(line.split()) for line in ran.stdout.splitlines()]
    assert lines[0].startswith("5 statements")
    assert "key-result no-number 1 1 100% 100%" in lines
    assert "key-result task 1 2 50% 100%" in lines
    assert "too many Launch the shop" in lines
    assert "objective number 1 0 - 0%" in lines
    assert 'missed Cooks: "at home" # with us' in lines


def test_without_statements_it_says_so(tmp_path: Path) -> None:
    ran = labels(tmp_path / "none.jsonl")
    assert ran.returncode == 2
    assert "No labelled statements" in ran.stderr
    (tmp_path / "bad.jsonl").write_text('{"kind": "objective"}\n', encoding="utf-8")
    ran = labels(tmp_path / "bad.jsonl")
    assert ran.returncode == 2
    assert "line 1 is no labelled statement" in ran.stderr
