"""A fixed budget of the fuzzing, the same cases in every run; tests/campaigns/fuzz.py tries many more."""

import subprocess
import sys
from pathlib import Path

import fuzz
import pytest
from fuzz_engine import Batch, Target, TooSlow, limited, run
from fuzz_portfolios import FIXED, builds, comes_back, errors_of, passes
from fuzz_record import Record
from fuzz_strategies import Files, companies, nearly
from hypothesis import given, settings

PROGRAM = Path(fuzz.__file__)
BUDGET = 1_000
GENEROUS = 60.0
"""Seconds that a case may take here: a slow machine is no fault of okrsite's."""


@pytest.mark.parametrize("name", [name for name in fuzz.targets() if name not in ("builds", "new")])
def test_a_fixed_budget_breaks_nothing(name: str) -> None:
    from dataclasses import replace

    target = fuzz.targets()[name]
    cases = fuzz.shared_out(BUDGET, list(fuzz.targets().values()))[name]
    outcome = run(replace(target, limit=GENEROUS), Batch(cases=cases, seed=0))
    assert [(f.signature, f.data, f.told) for f in outcome.failures.values()] == []


@settings(FIXED, max_examples=15)
@given(companies())
def test_valid_companies_pass_the_check(files: Files) -> None:
    passes(files)


@settings(FIXED, max_examples=10)
@given(companies())
def test_valid_companies_come_back_from_an_export(files: Files) -> None:
    comes_back(files)


@settings(FIXED, max_examples=2)
@given(companies())
def test_valid_companies_are_published(files: Files) -> None:
    builds(files)


@settings(FIXED, max_examples=40)
@given(nearly())
def test_mistakes_are_told_with_their_place(files: Files) -> None:
    errors_of(files)


def test_the_command_tells_what_it_tried_and_goes_on(tmp_path: Path) -> None:
    targets = ["--target", "numbers", "--target", "dates"]
    command = [sys.executable, PROGRAM, "--cases", "40", *targets, "--jobs", "1", "--keep", tmp_path]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    assert said.splitlines()[0].split() == ["target", "cases", "seconds", "per", "s", "worst", "ms", "broken"]
    rows = [line.split() for line in said.splitlines()[1:4]]
    assert [row[0] for row in rows] == ["numbers", "dates", "all"]
    done = (tmp_path / "done.jsonl").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "done.jsonl").write_text("".join(done[:-3]) + done[-3][:20], "utf-8")
    said = subprocess.run(
        [*command, "--resume"], capture_output=True, text=True, check=True, timeout=120
    ).stdout
    assert [line.split()[:2] for line in said.splitlines()[1:4]] == [row[:2] for row in rows]


def test_what_breaks_is_written_at_once(tmp_path: Path) -> None:
    def attempt(data: bytes) -> None:
        written.append(len(list(tmp_path.glob("*.input"))))
        if b"4" in data:
            raise ValueError(f"{data!r} has a 4")

    written: list[int] = []
    target = Target(name="fours", what="", seeds=lambda: [b"12345", b"4", b"1"], attempt=attempt)
    outcome = run(target, Batch(cases=3, seed=7), Record(tmp_path).broke)
    assert written == [0, 1, 2]
    (failure,) = outcome.failures.values()
    assert (failure.data, failure.times) == (b"4", 2)
    kept = next(file for file in tmp_path.glob("*.input") if file.read_bytes() == b"4")
    told = kept.with_suffix(".txt").read_text("utf-8")
    assert "target: fours\ncase: seed 7, round 1 of 1\nbroken: ValueError" in told
    assert "b'4' has a 4" in told


def test_a_hang_is_a_failure() -> None:
    with pytest.raises(TooSlow), limited(0.05):
        while True:
            pass
