"""Links to files that readers may write, and the texts that they fill in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml_core
from click.testing import CliRunner

from okrsite.building.pipeline import check_content
from okrsite.cli.main import main
from okrsite.diagnostics import Severity
from okrsite.views.company import Company
from okrsite.views.forge import LONGEST
from okrsite.views.proposals import check_in_proposal, objective_proposal, objective_proposals
from okrsite.views.team import team_view
from okrsite.views.team_cycle import team_cycle_view

SETTINGS = "company: Acme\nrepository: https://{host}/acme/okrs\n"
GITHUB = {"okrsite.yml": SETTINGS.format(host="github.com")}
GITLAB = {"okrsite.yml": SETTINGS.format(host="gitlab.com")}
ROOT = {"2026-Q4/company/trust.md": "title: Be trusted\n"}
SEARCH = """title: Find anything in a second
parent: company/trust
key_results:
  - id: speed
    title: 'Answers: "quick" <script>alert(1)</script> # always'
    from: 4 s
    to: 1 s
  - id: crm
    title: The index is ours
    milestones: [chosen, 'built: at last', on]
  - id: gone
    title: Given up
    binary: true
    dropped: 2026-11-01
    because: no need
"""
FILES = ROOT | {
    "2026-Q4/growth/search.md": SEARCH,
    "2026-Q4/growth/secret.md": "status: draft\ntitle: A secret plan\nkey_results: {id: hush, title: Hush}\n",
    "2027-Q1/growth/next.md": "title: Go on\nparent: TBD\nstatus: draft\n",
    "2026-Q3/growth/past.md": "title: What was\n",
}

Views = Callable[..., Any]


def published(views: Views, files: dict[str, str], today: date = date(2026, 11, 20)) -> Company:
    made: Company = views(files, today)[0]
    return made


def filled(url: str) -> tuple[str, str]:
    """The name and the text that an address fills in."""
    query = parse_qs(urlsplit(url).query)
    return query["filename"][0], query["value"][0]


def test_an_objective_is_proposed_as_a_draft(views: Views, tmp_path: Path) -> None:
    made = published(views, GITHUB | FILES)
    found = objective_proposal(made, "2026-Q4", "growth")
    assert found is not None
    assert found.label == "Propose an objective for 2026-Q4"
    assert found.paste == ""
    name, text = filled(found.url)
    assert name == f"{tmp_path.name}/2026-Q4/growth/new-objective.md"
    fields = yaml_core.read(yaml_core.front_matter(text))
    assert fields["status"] == "draft"
    assert fields["title"] == fields["owner"] == fields["parent"] == "TBD"
    assert fields["key_results"][0]["added"] == "2026-11-20"
    (tmp_path / "2026-Q4" / "growth" / "first-week.md").write_text(text, "utf-8")
    checked = check_content(tmp_path, today=date(2026, 11, 20))
    wrong = [d for d in checked.diagnostics if d.path.endswith("first-week.md")]
    assert [d for d in wrong if d.severity is Severity.ERROR] == []


def test_the_root_team_needs_no_parent(views: Views) -> None:
    found = objective_proposal(published(views, GITHUB | FILES), "2026-Q4", "company")
    assert found is not None
    assert "parent" not in filled(found.url)[1]


def test_a_team_proposes_for_this_cycle_and_for_the_next(views: Views) -> None:
    made = published(views, GITHUB | FILES)
    labels = [found.label for found in objective_proposals(made, "growth")]
    assert labels == ["Propose an objective for 2026-Q4", "Propose an objective for 2027-Q1"]
    assert objective_proposal(made, "2026-Q3", "growth") is None
    before = filled(objective_proposals(made, "growth")[1].url)[1]
    assert "added" not in before


def test_nothing_is_proposed_for_a_team_that_has_ended(views: Views) -> None:
    made = published(
        views, GITHUB | FILES | {"teams/product.md": "name: Product\nparent: company\nuntil: 2026-Q3\n"}
    )
    assert objective_proposals(made, "product") == ()


def test_without_a_repository_there_is_nothing_to_propose(views: Views) -> None:
    made = published(views, FILES)
    assert objective_proposals(made, "growth") == ()
    assert check_in_proposal(made, "2026-Q4", "growth") is None


def test_a_check_in_is_what_okrsite_new_writes(
    views: Views, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(views, GITHUB | FILES)
    found = check_in_proposal(made, "2026-Q4", "growth")
    assert found is not None
    name, text = filled(found.url)
    assert name.endswith("/2026-Q4/growth/checkins/2026-11-20.md")
    monkeypatch.chdir(tmp_path)
    arguments = [
        "new",
        "check-in",
        "--team",
        "growth",
        "--content",
        ".",
        "--today",
        "2026-11-20",
        "--no-input",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert text == (tmp_path / "2026-Q4/growth/checkins/2026-11-20.md").read_text("utf-8")
    fields = yaml_core.read(yaml_core.front_matter(text))
    assert list(fields["key_results"]) == ["search#speed", "search#crm"]


def test_drafts_are_named_nowhere(views: Views) -> None:
    made = published(views, GITLAB | FILES)
    texts = [
        *(one.text + one.path for one in made.new_texts.objectives.values()),
        *(one.text + one.path for one in made.new_texts.check_ins.values()),
    ]
    assert texts
    assert not any("secret" in text or "hush" in text.lower() for text in texts)


def test_a_team_that_checked_in_today_is_not_asked_again(views: Views) -> None:
    today = {"2026-Q4/growth/checkins/2026-11-20-ada.md": "key_results: {search#speed: {value: 3 s}}\n"}
    assert check_in_proposal(published(views, GITHUB | FILES | today), "2026-Q4", "growth") is None


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2027, 1, 1)])
def test_nobody_checks_in_before_or_after_a_cycle(views: Views, day: date) -> None:
    assert check_in_proposal(published(views, GITHUB | FILES, day), "2026-Q4", "growth") is None


def test_gitlab_gets_the_name_and_the_text_is_there_to_copy(views: Views) -> None:
    found = objective_proposal(published(views, GITLAB | FILES), "2026-Q4", "growth")
    assert found is not None
    query = parse_qs(urlsplit(found.url).query)
    assert list(query) == ["file_name"]
    assert query["file_name"] == [found.path]
    assert found.paste.startswith("---\n")


def many(count: int) -> dict[str, str]:
    entries = "".join(
        f"  - {{id: kr-{i}, title: {'Long words about what changes ' * 5}{i}, from: 1, to: {i + 2}}}\n"
        for i in range(count)
    )
    return (
        GITHUB
        | ROOT
        | {"2026-Q4/growth/search.md": f"title: T\nparent: company/trust\nkey_results:\n{entries}"}
    )


def test_a_long_check_in_loses_its_remarks_first(views: Views) -> None:
    found = check_in_proposal(published(views, many(20)), "2026-Q4", "growth")
    assert found is not None
    assert len(found.url) <= LONGEST
    text = filled(found.url)[1]
    assert "Long words" not in text
    fields = yaml_core.read(yaml_core.front_matter(text))
    assert len(fields["key_results"]) == 20
    assert text.endswith("## What changed\n\n## Impediments\n\n## Next\n")


def test_a_longer_one_is_there_to_copy(views: Views) -> None:
    found = check_in_proposal(published(views, many(90)), "2026-Q4", "growth")
    assert found is not None
    assert "value=" not in found.url
    assert found.paste.count("Long words") >= 90


def test_pages_have_the_links(views: Views) -> None:
    made, cards = views(GITHUB | FILES)
    page = team_cycle_view(made, cards, "2026-Q4", "growth")
    assert [one.label for one in page.proposals] == ["Write a check-in", "Propose an objective for 2026-Q4"]
    assert team_cycle_view(made, cards, "2026-Q3", "growth").proposals == ()
    assert team_view(made, cards, made.teams["growth"]).proposals == objective_proposals(made, "growth")
