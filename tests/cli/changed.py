"""The small company in a repository, and the change that a branch proposes to it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from project import COMPANY, TODAY, run
from repositories import Repo

from okrsite.building.comparing import compare_content
from okrsite.views.diff.parts import DiffView

WARM = "2026-Q4/ovens/warm-at-six.md"
SHORT = "2026-Q4/vans/short-way.md"
STREETS = "2026/company/every-street.md"
CHECK_IN = "2026-Q4/ovens/checkins/2026-11-06.md"


def proposal(folder: Path, *, below: str = "content") -> Repo:
    """A repository with the company on `main`, and a branch `work` that is checked out and equal to it."""
    repo = Repo(folder)
    repo.write_all(COMPANY, below)
    repo.commit("Begin", day="2026-09-20")
    repo.branch("work")
    return repo


def view(repo: Repo, base: str | None = None, head: str | None = None, *, today: str = TODAY) -> DiffView:
    """What changes, as a value."""
    return compare_content(repo.root / "content", base, head, today=date.fromisoformat(today))


def counts(view: DiffView) -> dict[str, int]:
    """The summary by name."""
    return {count.name: count.number for count in view.summary}


def diff(repo: Repo, *arguments: str, content: str = "content", today: str = TODAY) -> str:
    """What the command prints."""
    result = run("diff", *arguments, "--content", repo.root / content, "--today", today)
    assert result.exit_code == 0, result.output
    return result.stdout


def document(repo: Repo, *arguments: str, today: str = TODAY) -> Any:
    """What the command prints as JSON."""
    return json.loads(diff(repo, *arguments, "--format", "json", today=today))
