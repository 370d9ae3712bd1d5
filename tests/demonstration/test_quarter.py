"""A whole quarter is played, and the site shows what was proposed, caught, moved, renamed and closed."""

import html
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from project import environment
from quarter import Company, play


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    played = Company(tmp_path_factory.mktemp("quarter") / "tidewater okrs")
    play(played)
    return played


def page(company: Company, path: str, site: str = "site", end: str = "</main>") -> str:
    """The words of a page, without markup."""
    text = (company.repo.root / "build" / site / path).read_text("utf-8")
    body = text[text.index("<main") : text.index(end)]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_it_can_be_watched(tmp_path: Path) -> None:
    """The script runs alone, as the README says."""
    script = Path(__file__).with_name("quarter.py")
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "okrs")],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "okrs/build/site/index.html").is_file()
    again = subprocess.run([sys.executable, str(script), str(tmp_path)], capture_output=True, check=False)
    assert again.returncode == 1


def test_a_broken_parent_never_reached_main(company: Company) -> None:
    told = company.told["check --since main"]
    assert "parent-not-found" in told
    assert "Did you mean `company/plan-their-day`?" in told
    assert "key-result" not in told  # nothing but what the change causes
    assert "+parent: company/plan-their-day" in company.told["check --fix --yes"]
    for commit in company.repo.git("rev-list", "--first-parent", "main").split():
        assert "plan-ther-day" not in company.repo.git("grep", "-h", "parent:", commit, "--", "content/teams")


def test_the_reviewer_sees_what_the_change_means(company: Company) -> None:
    assert "1 new objective" in company.told["diff main"]
    comment = company.told["diff --format markdown"]
    assert comment.index("1 moved goalpost") < comment.index("<details>")
    assert re.search(r"punctual|Departures within five minutes", comment[: comment.index("<details>")])
    assert "95%" in comment
    assert "90%" in comment


def test_a_draft_is_told_from_the_day_it_was_published(company: Company) -> None:
    text = page(company, "changes.html", "february")
    assert "Friday 19 December Proposed Leave when the timetable says so" in text
    assert "Sunday 14 December" not in text
    assert "A first draft" not in text


def test_moved_goalposts_stand_beside_those_of_day_one(company: Company) -> None:
    text = page(company, "2026-Q1/crossings/on-time.html")
    assert "from 81% to 95%" in text
    assert "from 81% to 90%" in text
    assert "Ninety percent is what the old boats can do" in text
    assert "1.00" in text  # against today's
    assert "0.64" in text  # (90 - 81) / (95 - 81), against day one's


def test_findings_come_and_go(company: Company) -> None:
    """What `okrsite check` said on each day."""
    said = company.checked
    assert "goalpost-moved" in said["2026-02-18"]
    assert "parent-changed" not in said["2026-02-18"]
    assert said["2026-02-22"].count("parent-changed") == 2  # spelling alone settles nothing
    assert "closed-cycle-changed" not in said["2026-04-10"]
    assert "closed-cycle-changed" in said["2026-05-20"]
    assert "We did reach what we could" in said["2026-05-20"]


def test_the_changes_page_tells_the_quarter(company: Company) -> None:
    text = page(company, "changes.html")
    for told in (
        "Make a ticket as quick to buy as a coffee",
        "The kiosks are late by half a year",
        "Check-in of crossings",
        "after the cycle closed",
        "Week of 2 March 2026",
    ):
        assert told in text
    assert "Spelling" not in text
    assert "was Tickets" in text
    earlier = page(company, "changes.html", "february")
    for told in (
        "Proposed",
        "Leave when the timetable says so",
        "Propose quicker tickets",
        "Check-in of tickets",
    ):
        assert told in earlier


def test_the_feed_has_the_same(company: Company) -> None:
    root = ET.parse(company.repo.root / "build/site/changes.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{atom}entry")
    titles = " ".join(entry.findtext(f"{atom}title", "") for entry in entries)
    assert "Leave when the timetable says so" in titles
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert len(set(ids)) == len(ids) > 5
    assert "@" not in re.sub(r"tag:[^<\s]*", "", ET.tostring(root, encoding="unicode"))  # nobody's address


def test_a_renamed_team_keeps_its_past(company: Company) -> None:
    text = page(company, "2026-Q1/bookings/one-tap.html", end="</body>")
    assert "Last changed on 5 Mar 2026 by Lee Park: “Give the kiosks up for this quarter”" in text
    assert "as on day one, 1 Jan 2026" in text
    moved = (company.repo.root / "build/site/teams/tickets.html").read_text("utf-8")
    assert "bookings.html" in moved


def test_the_site_as_it_was(company: Company) -> None:
    then = page(company, "2026-Q1/crossings/on-time.html", "february")
    assert "from 81% to 95%" in then
    assert "to 90%" not in then
    assert not (company.repo.root / "build/february/teams/bookings.html").exists()
    assert (company.repo.root / "build/february/teams/tickets.html").exists()


def test_what_goes_on_goes_on(company: Company) -> None:
    text = page(company, "2026-Q2/company/plan-their-day.html")
    assert "from 69% to 70%" in text
    exported = json.loads((company.repo.root / "build/okrs.json").read_text("utf-8"))
    assert exported["version"] == 1


def test_it_is_published_as_one_commit(company: Company) -> None:
    files = company.repo.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {"index.html", "changes.xml", ".nojekyll"} <= set(files)
    assert company.repo.git("rev-list", "--count", "gh-pages") == "1"
    assert company.repo.git("status", "--porcelain") == ""


def test_its_automation_is_in_place(company: Company) -> None:
    owners = company.repo.read(".github/CODEOWNERS")
    assert "@tidewater/tickets" in owners
    assert len(list((company.repo.root / ".github/workflows").glob("okrs-*.yml"))) == 3
