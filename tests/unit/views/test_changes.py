"""The pages of changes: what readers see of commits, week by week."""

from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content, published_company
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.home import home_view
from okrsite.views.journal import volumes
from okrsite.views.journal.pages import Chronicle
from okrsite.views.journal.parts import ChangeEvent, ChangesView
from okrsite.views.team import team_view

SETTINGS = "company: Acme\nrepository: https://github.com/acme/okrs\n"
COMPANY = "---\nname: Acme\n---\n"
TEAM = "---\nname: {}\nparent: company\n---\n"
TRUST = """---
title: Be trusted
key_results:
  - {id: stay, title: Customers stay, from: 60%, to: 70%}
---
"""
SEARCH = """---
title: Find anything in a second
owner: Priya Raman
parent: company/trust
key_results:
  - id: speed
    title: Answers are quick
    from: 4 s
    to: 1 s
  - id: calls
    title: Nobody calls
    at_most: 40 calls
---
"""
FILE = "content/2026-Q4/product/search.md"
READING = "---\nkey_results:\n  speed: {value: 2 s}\n---\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", SETTINGS)
    made.write("content/teams/company.md", COMPANY)
    made.write("content/teams/growth.md", TEAM.format("Growth"))
    made.write("content/teams/product.md", TEAM.format("Product"))
    made.write("content/2026-Q4/company/trust.md", TRUST)
    made.commit("Begin", day="2026-09-14", author="Ada Chen")
    made.write(FILE, SEARCH)
    made.commit("Propose search", day="2026-09-25", author="Priya Raman")
    return made


def built(repo: Repo, today: str = "2026-11-20") -> tuple[Company, Cards]:
    content = repo.root / "content"
    company = published_company(check_content(content, today=date.fromisoformat(today)), content)
    return company, Cards(company)


def page(repo: Repo, team: str = "") -> ChangesView:
    company, cards = built(repo)
    return next(Chronicle(company, cards).views(company.teams[team] if team else None))


def newest(view: ChangesView) -> tuple[ChangeEvent, ...]:
    return view.weeks[0].days[0].entries[0].events


def details(repo: Repo) -> list[str]:
    """What is said of the newest commit's only event."""
    (event,) = newest(page(repo))
    return [detail.words for detail in event.details]


def change(repo: Repo, old: str, new: str, day: str = "2026-10-12", path: str = FILE) -> None:
    repo.edit(path, old, new)
    repo.commit("Change", day=day, author="Jo Malik")


# weeks


def test_weeks_begin_on_monday_and_the_newest_comes_first(repo: Repo) -> None:
    change(repo, "to: 1 s", "to: 2 s", "2026-11-15")
    change(repo, "to: 2 s", "to: 3 s", "2026-11-16")
    view = page(repo)
    assert [week.title for week in view.weeks] == [
        "Week of 16 November 2026",
        "Week of 9 November 2026",
        "Week of 21 September 2026",
        "Week of 14 September 2026",
    ]
    assert [day.title for day in view.weeks[0].days] == ["Monday 16 November"]
    assert view.weeks[0].id == "2026-w47"
    assert view.weeks[0].summary == ("1 goalpost moved",)


def test_a_week_of_two_years_is_one(repo: Repo) -> None:
    change(repo, "to: 1 s", "to: 2 s", "2026-12-31")
    change(repo, "to: 2 s", "to: 3 s", "2027-01-01")
    company, cards = built(repo, "2027-01-02")
    week = next(Chronicle(company, cards).views()).weeks[0]
    assert (week.title, week.id) == ("Week of 28 December 2026", "2026-w53")
    assert [day.title for day in week.days] == ["Friday 1 January", "Thursday 31 December"]


def test_an_entry_leads_to_what_it_is_about_and_to_its_commit(repo: Repo) -> None:
    entry = page(repo).weeks[0].days[0].entries[0]
    (event,) = entry.events
    assert (event.kind, event.where) == ("proposed", "2026-Q4")
    assert [(t.text, t.url) for t in event.titles] == [
        ("Find anything in a second", "2026-Q4/product/search.html")
    ]
    assert event.team is not None
    assert event.team.name == "Product"
    assert entry.authors == "Priya Raman"
    assert entry.commit.subject == "Propose search"
    assert entry.commit.url == f"https://github.com/acme/okrs/commit/{repo.head}"


def test_what_is_gone_has_no_address(repo: Repo) -> None:
    repo.remove(FILE)
    repo.commit("Withdraw", day="2026-10-12")
    view = page(repo)
    told = [event for week in view.weeks for day in week.days for e in day.entries for event in e.events]
    assert [(e.kind, e.titles[0].url) for e in told if e.titles[0].text.startswith("Find")] == [
        ("withdrawn", ""),
        ("proposed", ""),
    ]


# what is said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: 1 s", "to: 2 s", "“Answers are quick”: Target 1 s → 2 s, after day one"),
        (
            "at_most: 40 calls",
            "at_most: 60 calls",
            "“Nobody calls”: At most 40 calls → 60 calls, after day one",
        ),
        ("Answers are quick", "Nobody waits", "“Nobody waits”: Title Answers are quick → Nobody waits"),
        ("owner: Priya Raman", "owner: Jo Malik", "Owner Priya Raman → Jo Malik"),
        ("owner: Priya Raman\n", "", "Owner Priya Raman → none"),
        ("company/trust", "company/trust#stay", "Serves Be trusted → Customers stay"),
        ("owner: Priya Raman", "with: growth\nowner: Priya Raman", "Shared with Growth"),
        ("---\n", "---\nobstacle: The index\n", "Obstacle The index"),
        ("calls\n---\n", "calls\n---\nOne in five gives up.\n", "The reasons were rewritten"),
        ("    at_most", "    weight: 0\n    at_most", "“Nobody calls”: Weight 1 → 0"),
        (
            "  - id: calls",
            "  - {id: more, title: More, from: 0, to: 5}\n  - id: calls",
            "“More”: added",
        ),
        (
            "  - id: calls\n    title: Nobody calls\n    at_most: 40 calls\n",
            "",
            "“Nobody calls”: taken out, after day one",
        ),
        (
            "    at_most: 40 calls\n",
            "    at_most: 40 calls\n    dropped: 2026-10-12\n    because: No phone\n",
            "“Nobody calls”: dropped (No phone)",
        ),
    ],
)
def test_a_change_in_words(repo: Repo, old: str, new: str, said: str) -> None:
    repo.write(FILE, repo.read(FILE).replace(old, new, 1))
    repo.commit("Change", day="2026-10-12")
    assert details(repo) == [said]


def test_moved_goalposts_stand_first(repo: Repo) -> None:
    repo.edit(FILE, "owner: Priya Raman", "owner: Jo Malik")
    repo.edit(FILE, "Answers are quick", "Nobody waits")
    change(repo, "40 calls", "60 calls")
    (event,) = newest(page(repo))
    assert event.label == "Goalpost moved"
    assert [detail.words for detail in event.details] == [
        "“Nobody calls”: At most 40 calls → 60 calls, after day one",
        "“Nobody waits”: Title Answers are quick → Nobody waits",
        "Owner Priya Raman → Jo Malik",
    ]


def test_a_reference_to_a_draft_is_not_shown(repo: Repo) -> None:
    repo.write("content/2026-Q4/company/zanzibar.md", "---\ntitle: Zanzibar\nstatus: draft\n---\n")
    repo.commit("Draft", day="2026-10-11")
    change(repo, "company/trust", "company/zanzibar")
    assert details(repo) == ["Serves Be trusted → none"]
    change(repo, "parent: company/zanzibar", "depends_on: company/zanzibar", "2026-10-13")
    view = page(repo)
    assert "2026-10-13" not in [day.iso for week in view.weeks for day in week.days]
    assert "anzibar" not in repr(view)


def test_a_dropped_objective_says_why(repo: Repo) -> None:
    change(repo, "owner:", "status: dropped\nbecause: Search was bought.\nowner:")
    (event,) = newest(page(repo))
    assert event.label == "Dropped"
    assert [detail.words for detail in event.details] == ["Because: Search was bought."]
    change(repo, "status: dropped\nbecause: Search was bought.\n", "", "2026-10-13")
    assert details(repo) == ["Taken up again"]


def test_where_a_moved_objective_came_from(repo: Repo) -> None:
    repo.rename(FILE, "content/2026-Q4/growth/search.md")
    repo.commit("Hand over", day="2026-10-12")
    (event,) = newest(page(repo))
    assert event.words == "Moved: Find anything in a second (Growth, from Product)"
    repo.rename("content/2026-Q4/growth/search.md", "content/2026-Q4/growth/find.md")
    repo.commit("Rename", day="2026-10-13")
    assert newest(page(repo))[0].remark == "was called search"


def test_long_texts_and_long_lists_are_cut(repo: Repo) -> None:
    change(repo, "owner:", f"obstacle: {'very ' * 100}slow\nowner:")
    assert len(details(repo)[0]) < 170
    more = "".join(f"  - {{id: k{n}, title: K {n}, from: 0, to: 5}}\n" for n in range(20))
    change(repo, "key_results:\n", f"key_results:\n{more}", "2026-10-13")
    (event,) = newest(page(repo))
    assert (len(event.details), event.more) == (12, 8)


def test_check_ins_of_a_team_are_one_event(repo: Repo) -> None:
    for name in ("2026-10-09", "2026-10-12", "2026-10-12-late"):
        repo.write(f"content/2026-Q4/product/checkins/{name}.md", READING)
    repo.commit("Check in", day="2026-10-12")
    view = page(repo)
    (event,) = newest(view)
    assert [(t.text, t.url.partition("#")[2]) for t in event.titles] == [
        ("Product, 12 Oct 2026", "check-in-2026-10-12-late"),
        ("12 Oct 2026", "check-in-2026-10-12"),
        ("9 Oct 2026", "check-in-2026-10-09"),
    ]
    assert view.weeks[0].summary == ("3 check-ins",)


def test_the_close_of_a_cycle(repo: Repo) -> None:
    for team, objective in (("company", "trust"), ("product", "search")):
        text = f"---\nobjectives:\n  {objective}: {{decision: done}}\n---\nWe learned.\n"
        repo.write(f"content/2026-Q4/{team}/review.md", text)
    repo.commit("Review", day="2027-01-05")
    company, cards = built(repo, "2027-01-06")
    chronicle = Chronicle(company, cards)
    events = newest(next(chronicle.views()))
    assert [(e.label, e.titles[0].url) for e in events] == [
        ("Review", "2026-Q4/company/index.html#review"),
        ("Review", "2026-Q4/product/index.html#review"),
        ("Closed", "2026-Q4/review.html"),
    ]
    assert [e.label for e in newest(next(chronicle.views(company.teams["product"])))] == ["Review"]


def test_a_cycle_whose_end_moves_is_a_moved_goalpost(repo: Repo) -> None:
    repo.write("content/2026-Q4/index.md", "---\nends: 2027-01-10\n---\n")
    repo.commit("Two more weeks", day="2026-10-12")
    (event,) = newest(page(repo))
    assert event.label in {"New cycle", "Goalpost moved"}
    repo.edit("content/2026-Q4/index.md", "2027-01-10", "2027-01-20")
    repo.commit("Two more", day="2026-10-13")
    (event,) = newest(page(repo))
    assert event.label == "Goalpost moved"
    assert [d.words for d in event.details] == ["Ends 10 Jan 2027 → 20 Jan 2027, after day one"]


# teams


def test_a_teams_page_has_only_what_is_the_teams(repo: Repo) -> None:
    repo.write(FILE, SEARCH.replace("40 calls", "50 calls"))
    repo.edit("content/2026-Q4/company/trust.md", "70%", "75%")
    repo.commit("Both", day="2026-10-12")
    assert len(newest(page(repo))) == 2
    (event,) = newest(page(repo, "product"))
    assert event.titles[0].text == "Find anything in a second"
    assert event.team is None  # the page says whose it is
    growth = page(repo, "growth")
    assert [week.summary for week in growth.weeks] == [()]
    assert [e.label for e in newest(growth)] == ["New team"]


def test_team_pages_lead_to_their_changes(repo: Repo) -> None:
    company, cards = built(repo)
    view = team_view(company, cards, company.teams["growth"])
    assert (view.changes, view.feed) == ("teams/growth.changes.html", "teams/growth.changes.xml")


def test_a_team_and_a_kpi_are_called_what_they_were_called_then(repo: Repo) -> None:
    repo.write("content/kpis/calls.md", "---\nname: Calls\n---\n")
    repo.commit("Count", day="2026-10-11")
    repo.edit("content/kpis/calls.md", "Calls", "Phone calls")
    repo.edit("content/teams/growth.md", "Growth", "Reach")
    repo.commit("Rename", day="2026-10-12")
    repo.rename("content/teams/growth.md", "content/teams/sales.md")
    repo.edit("content/teams/sales.md", "Reach", "Sales")
    repo.commit("Rename again", day="2026-10-13")
    repo.rename("content/teams/sales.md", "content/teams/market.md")
    repo.commit("Another file", day="2026-10-14")
    told = [
        (event.label, event.titles[0].text, event.remark)
        for week in page(repo).weeks
        for day in week.days
        for entry in day.entries
        for event in entry.events
        if event.kind in {"team", "kpi"}
    ]
    assert told[:5] == [
        ("Team moved", "Sales", "its file was sales.md"),
        ("Team renamed", "Sales", "was Reach"),
        ("KPI renamed", "Phone calls", "was Calls"),
        ("Team renamed", "Reach", "was Growth"),
        ("New KPI", "Calls", ""),
    ]


# how much


def test_a_commit_of_a_whole_company_is_told_by_its_first(repo: Repo) -> None:
    for number in range(40):
        repo.write(f"content/2026-Q4/growth/aim-{number}.md", TRUST.replace("Be trusted", f"Aim {number}"))
    repo.commit("All of growth", day="2026-10-12")
    view = page(repo)
    entry = view.weeks[0].days[0].entries[0]
    assert (len(entry.events), entry.more) == (15, 25)
    assert view.weeks[0].summary == ("40 objectives proposed",)


def told_by_page(repo: Repo, today: str, team: str = "") -> dict[str, list[str]]:
    """The days of each page's entries, by its address."""
    company, cards = built(repo, today)
    views = Chronicle(company, cards).views(company.teams[team] if team else None)
    return {
        view.frame.url: [day.iso for week in view.weeks for day in week.days for _ in day.entries]
        for view in views
    }


def test_what_lies_further_back_has_a_page_for_each_quarter(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volumes, "LEAST", 2)
    change(repo, "to: 1 s", "to: 2 s", "2026-10-02")  # its week began in September
    change(repo, "to: 2 s", "to: 3 s", "2027-04-02")
    change(repo, "to: 3 s", "to: 2 s", "2027-04-03")
    assert told_by_page(repo, "2027-04-06") == {
        "changes.html": ["2027-04-03", "2027-04-02"],
        "changes.2026-q3.html": ["2026-10-02", "2026-09-25", "2026-09-14"],
    }
    assert told_by_page(repo, "2027-04-06", "product") == {
        "teams/product.changes.html": ["2027-04-03", "2027-04-02"],
        "teams/product.changes.2026-q3.html": ["2026-10-02", "2026-09-25", "2026-09-14"],
    }
    company, cards = built(repo, "2027-04-06")
    first, older = Chronicle(company, cards).views()
    assert [(link.text, link.url) for link in first.volumes] == [
        ("July to September 2026", "changes.2026-q3.html")
    ]
    assert (older.period, older.frame.title) == (
        "July to September 2026",
        "Changes, July to September 2026",
    )
    assert [(link.text, link.url) for link in older.volumes] == [
        ("Latest changes", "changes.html"),
        ("July to September 2026", ""),
    ]


def test_the_first_page_is_not_left_empty(repo: Repo) -> None:
    """A team to which nothing happened for a year has its last changes there."""
    change(repo, "to: 1 s", "to: 2 s", "2027-11-20")
    assert told_by_page(repo, "2027-11-20", "growth") == {"teams/growth.changes.html": ["2026-09-14"]}


def test_a_page_goes_on_where_it_is_full(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "LETTERS", 2500)
    for number in range(2, 7):
        change(repo, f": {38 + number} calls", f": {39 + number} calls", f"2026-10-{number + 10}")
    pages = told_by_page(repo, "2026-11-20")
    assert list(pages)[:3] == ["changes.html", "changes.2026-q4.html", "changes.2026-q4-2.html"]
    told = [day for days in pages.values() for day in days]
    assert told == sorted(told, reverse=True)
    assert len(told) == 7
    assert all(pages.values())


# home


def test_home_shows_what_changed_in_seven_days(repo: Repo) -> None:
    change(repo, "to: 1 s", "to: 2 s", "2026-11-13")
    change(repo, "to: 2 s", "to: 3 s", "2026-11-14")
    repo.write("content/2026-Q4/product/checkins/2026-11-15.md", READING)
    repo.write("content/index.md", "Hello.\n")
    repo.commit("Check in", day="2026-11-15")
    company, cards = built(repo, "2026-11-20")
    home = home_view(company, cards)
    assert home.lately == ()
    (moved,) = (group for group in home.attention if group.kind == "goalpost")
    assert [(c.what.text, c.said) for c in moved.rows] == [("Answers are quick", "Target 2 s → 3 s")]
    company, cards = built(repo, "2026-11-21")
    assert home_view(company, cards).lately == ()


# what can't be known


def test_without_git_the_page_says_so(repo: Repo, tmp_path: Path) -> None:
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    view = page(shallow)
    assert "fetch-depth: 0" in view.unknown
    assert (view.weeks, view.feed, view.volumes) == ((), "", ())
    company, cards = built(shallow)
    assert team_view(company, cards, company.teams["growth"]).changes == ""
    assert home_view(company, cards).lately == ()


def test_content_that_was_never_committed_has_no_feed(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write("README.md", "Soon.\n")
    repo.commit("Begin")
    repo.write("content/okrsite.yml", SETTINGS)
    repo.write("content/teams/company.md", COMPANY)
    view = page(repo)
    assert (view.unknown, view.weeks, view.feed) == ("", (), "")
