"""Texts that an editor holds stand for files; a memory spares reading what is as it was."""

from datetime import date
from pathlib import Path

import pytest

from okrsite.loading import outcomes
from okrsite.loading.discover import classify
from okrsite.loading.load import Loaded, load
from okrsite.loading.memory import Memory
from okrsite.loading.one_file import findings_alone
from okrsite.settings import Settings

TODAY = date(2026, 11, 20)
FILES = {
    "okrsite.yml": "company: Acme\n",
    "teams/company.md": "---\nname: Acme\n---\n",
    "kpis/nps.md": "---\nname: NPS\n---\n",
    "kpis/nps.csv": "date,value\n2026-10-31,38\n",
    "2026-Q4/company/grow.md": "---\ntitle: Grow\n---\n",
    "2026-Q4/company/shrink.md": "---\ntitle: Shrink\nstatus: draft\n---\n",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def titles(loaded: Loaded) -> dict[str, str]:
    return {objective.id: objective.title for objective in loaded.portfolio.objectives}


def found(loaded: Loaded) -> list[str]:
    return [f"{finding.place.source.path} {finding.rule}" for finding in loaded.findings]


def test_a_text_stands_for_a_file(content: Path) -> None:
    overlay = {
        "2026-Q4/company/grow.md": "---\r\ntitle: Glow\r\n---\r\n",
        "okrsite.yml": "company: Other\n",
        "kpis/nps.csv": "date,value\n2026-10-31,39\n",
        "2026-Q4/index.md": "---\ntitle: Last quarter\n---\n",
    }
    loaded = load(content, today=TODAY, overlay=overlay)
    assert titles(loaded)["2026-Q4/company/grow"] == "Glow"
    assert loaded.portfolio.settings.company == "Other"
    assert [reading.value.text for reading in loaded.portfolio.kpis[0].readings] == ["39"]
    assert loaded.portfolio.cycles[0].title == "Last quarter"
    assert found(loaded) == []
    assert titles(load(content, today=TODAY))["2026-Q4/company/grow"] == "Grow"


def test_files_and_folders_that_are_not_saved_yet(content: Path) -> None:
    overlay = {
        "2026-Q4/company/new.md": "---\ntitle: New\n---\n",
        "2027-Q1/growth/first.md": "---\ntitle: First\n---\n",
        "spring/index.md": "---\nstarts: 2027-03-01\nends: 2027-05-31\n---\n",
        "spring/company/bloom.md": "---\ntitle: Bloom\n---\n",
        "2026-Q4/company/_notes.md": "nothing",
        "notes.md": "nothing",
    }
    loaded = load(content, today=TODAY, overlay=overlay)
    assert set(titles(loaded)) == {
        "2026-Q4/company/grow",
        "2026-Q4/company/new",
        "2026-Q4/company/shrink",
        "2027-Q1/growth/first",
        "spring/company/bloom",
    }
    assert found(loaded) == ["notes.md file-out-of-place"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "front-matter-missing"),
        ("---\n[\n---\n", "front-matter-broken"),
        ("---\ntitle: \x00\n---\n", "unreadable-file"),
        ("---\ntitle: A\n---\n" + "a" * 1_000_001, "unreadable-file"),
        ("---\nowner: A\n---\n", "missing-field"),
    ],
)
def test_faults_in_a_text_are_those_of_its_file(content: Path, text: str, rule: str) -> None:
    path = "2026-Q4/company/grow.md"
    held = load(content, today=TODAY, overlay={path: text})
    assert found(held) == [f"{path} {rule}"]
    (content / path).write_text(text, "utf-8", newline="")
    saved = load(content, today=TODAY)
    assert [(f.rule, f.message) for f in held.findings] == [(f.rule, f.message) for f in saved.findings]
    file = classify(content, path)
    assert file is not None
    alone = findings_alone(file, text, Settings())
    assert [(f.rule, f.message) for f in alone] == [(f.rule, f.message) for f in saved.findings]


def test_what_is_as_it_was_is_not_read_again(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = outcomes.read_one

    def noted(file, text, decode):  # type: ignore[no-untyped-def]
        read.append(file.path)
        return real(file, text, decode)

    monkeypatch.setattr(outcomes, "read_one", noted)
    memory = Memory()
    first = load(content, today=TODAY, memory=memory)
    assert "2026-Q4/company/grow.md" in read
    read.clear()
    again = load(content, today=TODAY, memory=memory)
    assert again.portfolio == first.portfolio
    assert again.findings == first.findings
    assert not [path for path in read if path.startswith(("2026-Q4", "teams"))]
    read.clear()
    overlay = {"2026-Q4/company/grow.md": "---\ntitle: Glow\n---\n"}
    changed = load(content, today=TODAY, memory=memory, overlay=overlay)
    assert titles(changed)["2026-Q4/company/grow"] == "Glow"
    assert "2026-Q4/company/grow.md" in read
    assert "2026-Q4/company/shrink.md" not in read


def test_a_memory_keeps_faults_drafts_and_allowances(content: Path) -> None:
    (content / "2026-Q4/company/grow.md").write_text(
        "---\ntitel: A\nallow:\n  key-result-count: no\n---\n", "utf-8"
    )
    (content / "2026-Q4/company/shrink.md").write_text("---\nstatus: draft\n[\n---\n", "utf-8")
    memory = Memory()
    first = load(content, today=TODAY, memory=memory)
    again = load(content, today=TODAY, memory=memory)
    assert found(first) == found(again)
    assert len(found(first)) == 3
    assert again.broken_drafts == first.broken_drafts == {"2026-Q4/company/shrink.md"}
    assert again.portfolio.allowances == first.portfolio.allowances
    assert again.portfolio.ghosts == first.portfolio.ghosts == {"2026-Q4/company/shrink"}


def test_a_memory_follows_what_other_files_decide(content: Path) -> None:
    """A cycle's dates come from the settings too, and a KPI's readings from its table."""
    memory = Memory()
    year = content / "FY27/index.md"
    year.parent.mkdir()
    year.write_text("---\ntitle: The year\n---\n", "utf-8")

    def starts() -> date:
        loaded = load(content, today=TODAY, memory=memory)
        return next(cycle.starts for cycle in loaded.portfolio.cycles if cycle.id == "FY27")

    assert starts() == date(2027, 1, 1)
    (content / "okrsite.yml").write_text("company: Acme\nfiscal_year_starts: july\n", "utf-8")
    assert starts() == date(2026, 7, 1)
    (content / "kpis/nps.csv").write_text("date,value\n2026-10-31,40\n", "utf-8")
    loaded = load(content, today=TODAY, memory=memory)
    assert [reading.value.text for reading in loaded.portfolio.kpis[0].readings] == ["40"]
    (content / "2026-Q4/company/grow.md").unlink()
    assert "2026-Q4/company/grow" not in titles(load(content, today=TODAY, memory=memory))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("okrsite.yml", "settings"),
        ("index.md", "company"),
        ("teams/growth.md", "team"),
        ("kpis/nps.md", "kpi"),
        ("kpis/nps.csv", "kpi_readings"),
        ("assets/a/b.png", "asset"),
        ("2026-Q4/index.md", "cycle"),
        ("2026-Q4/growth/a.md", "objective"),
        ("spring/growth/a.md", "objective"),
        ("2026-Q4/growth/review.md", "review"),
        ("2026-Q4/growth/checkins/2026-10-16-ada.md", "check_in"),
        ("2026-Q4/reviews/2026-10-16.md", "meeting"),
    ],
)
def test_what_a_file_is_by_its_path_alone(tmp_path: Path, path: str, kind: str) -> None:
    file = classify(tmp_path, path)
    assert file is not None
    assert (file.kind, file.path) == (kind, path)


NOWHERE = [
    "a.md",
    "teams/index.md",
    "teams/a/b.md",
    "2026-Q4/a.md",
    "2026-Q4/Growth/a.md",
    "../a.md",
    "/a.md",
    "a//b.md",
    "2026-Q4/growth/README.md",
    "_a/b/c.md",
    ".git/a.md",
]


@pytest.mark.parametrize("path", ["", *NOWHERE])
def test_paths_that_fit_nowhere(tmp_path: Path, path: str) -> None:
    assert classify(tmp_path, path) is None
