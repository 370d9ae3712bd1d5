"""Fuzzed: what `okrsite new` is told on the command line. What it writes passes the check."""

import random
import tempfile
from pathlib import Path
from shutil import copytree

from click.testing import CliRunner
from fuzz_companies import TODAY, folder_with
from fuzz_engine import Broken, Target
from fuzz_texts import text_in

from okrsite.building.pipeline import check_content
from okrsite.cli.main import main
from okrsite.diagnostics import Severity

OPTIONS = {
    "objective": ("--team", "--cycle", "--parent", "--owner", "--why", "--id"),
    "team": ("--id", "--parent", "--lead", "--member"),
    "kpi": ("--id", "--owner", "--unit", "--at-least", "--at-most", "--value"),
    "cycle": ("--title", "--starts", "--ends"),
}


def arguments(data: bytes) -> list[str]:
    """A command: its kind and what it is about, then a few options, each with a line of the input."""
    chance = random.Random(data)
    words = [line.replace("\0", "") for line in text_in(data).split("\n")][:12]
    kind = chance.choice(tuple(OPTIONS))
    made = [kind, f"--content={folder_with(True)}", f"--today={TODAY}", "--no-input"]
    if kind == "objective":
        made += ["--team=ovens", "--cycle=2026-Q4"]
    for word in words[1:4]:
        option = chance.choice(OPTIONS[kind])
        made.append(f"{option}={word}")
    return [*made, "--", words[0]]


def new(data: bytes) -> None:
    """A new file passes the check, or nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        content = copytree(folder_with(True), Path(folder) / "content")
        words = [word.replace(str(folder_with(True)), str(content)) for word in arguments(data)]
        result = CliRunner().invoke(main, ["new", *words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        if result.exit_code not in (0, 1, 2):
            raise Broken(f"exit code {result.exit_code}")
        errors = [d for d in check_content(content, today=TODAY).diagnostics if d.severity is Severity.ERROR]
        if errors:
            raise Broken(f"what is written has an error, {errors[0].rule}: {errors[0].message}")


TARGETS = (
    Target(
        name="new",
        what="what `okrsite new` is told on the command line",
        seeds=lambda: [
            b"Bake with less heat\novens\nAda Chen\n2026-Q4",
            b"Night shift\nnight\ncompany\nLee Park",
            b"Loaves\nkg\n12\n14 kg",
            b"2027-Q1\nWinter\n2027-01-01\n2027-03-31",
        ],
        attempt=new,
        share=0.3,
        limit=10,
    ),
)
