"""A fixed budget of the fuzzing, the same cases in every run; tests/campaigns/fuzz.py tries many more."""

import subprocess
import sys
from pathlib import Path

import fuzz
import pytest
from fuzz_engine import TooSlow, limited, run
from fuzz_portfolios import FIXED, Files, builds, comes_back, companies, errors_of, nearly, passes
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
    outcome = run(replace(target, limit=GENEROUS), cases, seed=0)
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


def test_the_command_tells_what_it_tried() -> None:
    command = [
        sys.executable,
        PROGRAM,
        "--cases",
        "40",
        "--target",
        "numbers",
        "--target",
        "dates",
        "--jobs",
        "1",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    assert said.splitlines()[0].split() == ["target", "cases", "seconds", "per", "s", "worst", "ms", "broken"]
    assert [line.split()[0] for line in said.splitlines()[1:4]] == ["numbers", "dates", "all"]


def test_a_hang_is_a_failure() -> None:
    with pytest.raises(TooSlow), limited(0.05):
        while True:
            pass
