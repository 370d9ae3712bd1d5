"""Fuzzed: whole companies, written by strategies of Hypothesis. Valid ones pass the check, build, and come
back from an export; nearly valid ones get findings inside of their files, never a traceback."""

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from fuzz_companies import TODAY, check, folder_with
from fuzz_engine import Broken, Target
from fuzz_files import found_inside
from fuzz_strategies import Files, companies, nearly
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from okrsite.building import pipeline
from okrsite.building.pipeline import published_company
from okrsite.diagnostics import Severity
from okrsite.exchange.delimited import table_csv
from okrsite.exchange.documents import Documents
from okrsite.exchange.importing.plan import Wishes, plan
from okrsite.exchange.importing.sheets import read_csv
from okrsite.exchange.importing.spreadsheets import read_tables
from okrsite.exchange.tables import tables
from okrsite.views.cards import Cards

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
"""The same cases on every machine and in every run."""


def errors_of(files: Mapping[str, str]) -> list[str]:
    """The errors that the check finds."""
    found = check(files).diagnostics
    found_inside(files, found)
    return [f"{d.location} {d.rule}: {d.message}" for d in found if d.severity is Severity.ERROR]


def passes(files: Files) -> None:
    """A valid company has no errors, and its export says as many things as it holds."""
    if errors := errors_of(files):
        raise Broken(f"a valid company has errors: {errors[0]}")
    checked = check(files)
    company = published_company(checked, folder_with(False))
    json.loads(Documents(company, Cards(company)).everything())


def comes_back(files: Files) -> None:
    """What is exported as a table and imported into nothing is the same objectives and key results again."""
    company = published_company(check(files), folder_with(False))
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(table_csv(tables(company, Cards(company))[0]).encode("utf-8-sig"))
        file.flush()
        found = read_tables(read_csv(Path(file.name)), "okrs.csv", {})
    made = plan(check({}).facts, folder_with(False), found, Wishes())
    again = check({one.path: one.text for one in made.files})
    if errors := [d.message for d in again.diagnostics if d.severity is Severity.ERROR]:
        raise Broken(f"what was exported comes back with errors: {errors[0]}")

    def told(portfolio: object) -> list[object]:
        return [
            (o.id, o.title, o.owner, [(k.id, k.title, k.owner, k.kind, k.dropped) for k in o.key_results])
            for o in portfolio.objectives  # type: ignore[attr-defined]
        ]

    if told(again.facts.portfolio) != told(company.portfolio):
        raise Broken("what was exported comes back as something else")


def builds(files: Files) -> None:
    """A valid company is published as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_bytes(text.encode())
        built = pipeline.build(content, Path(folder) / "site", today=TODAY)
        if built.published is None or not (Path(folder) / "site" / "index.html").is_file():
            raise Broken("a valid company is not published")


def _target(
    name: str, what: str, files: st.SearchStrategy[Files], attempt: Callable[[Files], object], **more: float
) -> Target:
    @given(files)
    @FIXED
    def tried(files: Files) -> None:
        attempt(files)

    seeds = [bytes((7 * n + k) % 256 for n in range(1500)) for k in range(40)]
    return Target(
        name=name, what=what, seeds=lambda: seeds, attempt=lambda data: _drawn(tried, data), limit=10, **more
    )


def _drawn(tried: Callable[..., None], data: bytes) -> None:
    """Let the bytes decide what the strategies draw; where they are too few, nothing is tried."""
    tried.hypothesis.fuzz_one_input(data + data[::-1] * 4)  # type: ignore[attr-defined]


TARGETS = (
    _target("valid-companies", "whole valid companies: no errors", companies(), passes, share=0.5),
    _target(
        "round-trips",
        "whole valid companies: exported and imported again",
        companies(),
        comes_back,
        share=0.5,
    ),
    _target(
        "nearly-valid", "whole companies with mistakes: findings in their place", nearly(), errors_of, share=2
    ),
    _target("builds", "whole valid companies: published", companies(), builds, share=0.005),
)
