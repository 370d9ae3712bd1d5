"""A company from a few files: what most unit tests begin with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsite.alignment import Alignment, align
from okrsite.diagnostics import Diagnostic
from okrsite.loading.load import Loaded, load
from okrsite.observations import Readings
from okrsite.readings import collect
from okrsite.rules.registry import COACHING
from okrsite.rules.rule import Facts
from okrsite.rules.runner import check
from okrsite.scoring.progress import Scores, score_all
from okrsite.wording import statements

TODAY = date(2026, 11, 20)

TEAMS = {
    "okrsite.yml": "company: Acme\n",
    "teams/company.md": "---\nname: Acme\n---\n",
    "teams/growth.md": "---\nname: Growth\nparent: company\n---\n",
    "teams/product.md": "---\nname: Product\nparent: company\n---\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A loaded company with all that follows from it."""

    loaded: Loaded
    alignment: Alignment
    readings: Readings
    scores: Scores

    def check(self, *, coaching: bool = False) -> tuple[Diagnostic, ...]:
        """What the rules find; what they say of the craft only if `coaching`."""
        facts = Facts(
            portfolio=self.loaded.portfolio,
            alignment=self.alignment,
            readings=self.readings,
            scores=self.scores,
        )
        found = check(facts, self.loaded.findings, broken_drafts=self.loaded.broken_drafts)
        return tuple(d for d in found if coaching or d.rule not in COACHING)

    def found(self) -> list[str]:
        """The diagnostics in short: `path:line:column rule`."""
        return [f"{d.location} {d.rule}" for d in self.check()]


def make_company(content: Path, files: Mapping[str, str | bytes], today: date = TODAY) -> Company:
    """Write the files, laid over settings and three teams, and load them.

    A text for `.md` that does not begin with `---` is taken for its fields alone.
    """
    for path, written in (TEAMS | dict(files)).items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(written, str):
            fenced = path.endswith(".md") and not written.startswith("---")
            written = (f"---\n{written.strip()}\n---\n" if fenced else written).encode()
        file.write_bytes(written)
    loaded = load(content, today=today)
    alignment = align(loaded.portfolio)
    readings = collect(loaded.portfolio, alignment.directory)
    scores = score_all(loaded.portfolio, readings)
    return Company(loaded=loaded, alignment=alignment, readings=readings, scores=scores)


@pytest.fixture(scope="session")
def company_in() -> Callable[..., Company]:
    """`make_company`: for tests that need several folders."""
    return make_company


@pytest.fixture
def company(tmp_path: Path) -> Callable[..., Company]:
    """Builds a company from files (path to text or bytes), as `make_company` does."""

    def build(files: Mapping[str, str | bytes], today: date = TODAY) -> Company:
        return make_company(tmp_path, files, today)

    return build


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of which it was judged, in this process, whether they are tasks."""
    titles: list[str] = []
    judge = statements.task_sign

    def telling(text: str, *given: Any, **named: Any) -> object:
        titles.append(text)
        return judge(text, *given, **named)

    monkeypatch.setattr(statements, "task_sign", telling)
    return titles
