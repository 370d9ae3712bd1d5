"""People's pages: what is theirs, what they owe and until when, and nothing that is private."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.objective import objective_view
from okrsite.views.people.person import PeopleView, PersonView, has_people, people_view, person_view
from okrsite.views.teams import teams_view

Views = Callable[..., tuple[Company, Cards]]

FILES = {
    "okrsite.yml": "company: Acme\ncheck_in_every: 2 weeks",
    "teams/growth.md": "name: Growth\nparent: company\nlead: Ada Chen\nmembers: [Jo Malik]",
    "2026-Q4/company/top.md": "title: Top\nowner: Ben",
    "2026-Q4/growth/own.md": """
title: Own
owner: Priya Raman
key_results:
  - id: a
    title: A
    from: 0
    to: 10
  - id: b
    title: B
    owner: Jo  malik
    from: 0
    to: 10
  - id: c
    title: C
    milestones: [one]
  - id: d
    title: D
    from: 0
    to: 10
    added: 2026-11-12
  - id: e
    title: E
    from: 0
    to: 10
    dropped: 2026-10-20
    because: Enough
initiatives:
  - title: Work
    owner: Jo Malik
    for: a
""",
    "2026-Q4/growth/checkins/2026-10-20.md": """
author: priya raman
key_results:
  own#a:
    value: 2
  own#b:
    value: 3
  own#c:
    done: 1
""",
    "2026-Q4/growth/checkins/2026-11-13.md": """
author: Nobody Known
key_results:
  own#b:
    value: 4
""",
}


def made(
    views: Views, files: dict[str, str] | None = None, today: date = date(2026, 11, 20)
) -> tuple[PeopleView, dict[str, PersonView]]:
    company, cards = views(FILES | (files or {}), today)
    people = {owner.name: person_view(company, cards, owner) for owner in company.owners}
    return people_view(company, cards), people


def test_everybody_who_owns_or_leads_something_is_listed_by_name(views: Views) -> None:
    index, people = made(views)
    assert [line.person.text for line in index.people] == ["Ada Chen", "Ben", "Jo Malik", "Priya Raman"]
    assert [[team.name for team in line.teams] for line in index.people] == [
        ["Growth"],
        ["Acme"],
        ["Growth"],
        ["Growth"],
    ]
    assert people.keys() == {line.person.text for line in index.people}


def test_what_is_due_and_since_when(views: Views) -> None:
    """From 1 October a stretch ends every 14 days: on 14 and 28 October, 11 and 25 November."""
    _, people = made(views)
    (priya,) = people["Priya Raman"].owed
    assert (priya.team.name, priya.agenda) == ("Growth", "2026-Q4/growth.agenda.html")
    assert (priya.when, priya.overdue) == ("overdue since 11 Nov 2026", True)
    assert [(row.key_result.text, row.when, row.last) for row in priya.readings] == [
        ("A", "", "last read 20 Oct 2026"),
        ("D", "due by 25 Nov 2026", "no reading yet"),
    ]


def test_a_key_result_of_ones_own_in_somebody_elses_objective(views: Views) -> None:
    _, people = made(views)
    (part,) = people["Jo Malik"].cycles
    assert part.objectives == ()
    assert [one.row.title for one in part.key_results] == ["B"]
    assert [(one.title, one.status) for one in part.work] == [("Work", "planned")]
    assert people["Jo Malik"].owed == ()  # read on 13 November, in the stretch that today lies in
    assert people["Jo Malik"].active
    (own,) = people["Priya Raman"].cycles
    assert [card.title for card in own.objectives] == ["Own"]
    assert own.key_results == ()


def test_whoever_leads_a_team_owes_its_check_in(views: Views) -> None:
    _, people = made(views)
    (whole,) = people["Ada Chen"].owed
    assert (whole.when, whole.overdue, whole.readings) == ("due by 9 Dec 2026", False, ())
    assert [team.name for team in people["Ada Chen"].leads] == ["Growth"]
    _, later = made(views, today=date(2026, 12, 15))
    (whole,) = later["Ada Chen"].owed
    assert (whole.when, whole.overdue) == ("overdue since 9 Dec 2026", True)


def test_nothing_is_due_in_a_cycle_that_has_closed_or_was_not_begun(views: Views) -> None:
    for today in (date(2026, 9, 20), date(2027, 1, 20)):
        _, people = made(views, today=today)
        assert [one.name for one in people.values() if one.owed] == []
    _, people = made(views, today=date(2027, 1, 20))
    assert people["Priya Raman"].cycles == ()
    assert [(cycle.text, [o.text for o in found]) for cycle, found in people["Jo Malik"].earlier] == [
        ("2026-Q4", ["Own"])
    ]


def test_a_dropped_objective_owes_nothing(views: Views) -> None:
    own = FILES["2026-Q4/growth/own.md"] + "\nstatus: dropped\nbecause: Enough\n"
    _, people = made(views, {"2026-Q4/growth/own.md": own})
    assert people["Priya Raman"].owed == ()
    assert [card.dropped for card in people["Priya Raman"].cycles[0].objectives] == [True]


def test_drafts_leave_no_trace(views: Views) -> None:
    key_results = "key_results:\n  - id: x\n    title: Hush\n    owner: Ben"
    secret = f"title: Secret plan\nstatus: draft\nowner: {{}}\n{key_results}"
    _, people = made(
        views,
        {
            "2026-Q4/growth/secret.md": secret.format("Hidden Person"),
            "2026-Q4/growth/other.md": secret.format("Priya Raman").replace("Secret", "Other secret"),
        },
    )
    assert "Hidden Person" not in people
    told = repr([asdict(one) for one in people.values()])
    assert "ecret" not in told and "Hush" not in told and "Hidden" not in told


def test_no_figure_is_made_of_a_person(views: Views) -> None:
    """Only of what they own: no mean, no rank, no count beside a name."""
    index, people = made(views)
    assert all(set(asdict(line)) == {"person", "teams"} for line in index.people)
    fields = set(PersonView.__dataclass_fields__)
    assert fields == {"frame", "name", "active", "owed", "cycles", "leads", "kpis", "earlier"}
    assert people


def test_names_lead_to_the_pages(views: Views) -> None:
    company, cards = views(FILES)
    item = company.objectives["2026-Q4/growth/own"]
    page = objective_view(company, cards, item)
    assert page.card.owner_url == "people/priya-raman.html"
    assert [row.owner_url for row in page.key_results][:2] == ["", "people/jo-malik.html"]
    assert page.key_results[0].initiatives[0].owner_url == "people/jo-malik.html"
    first, second = (cards.check_in(one) for one in company.portfolio.check_ins)
    assert (first.author, first.author_url) == ("priya raman", "people/priya-raman.html")
    assert (second.author, second.author_url) == ("Nobody Known", "")
    assert teams_view(company, cards).people == "people/index.html"


def test_a_company_without_owners_has_no_list(views: Views) -> None:
    company, cards = views({"2026-Q4/growth/a.md": "title: A"})
    assert not has_people(company)
    assert teams_view(company, cards).people == ""


def test_a_cycle_called_people_keeps_its_page(views: Views) -> None:
    files = {
        "people/index.md": "starts: 2026-11-01\nends: 2026-12-10",
        "people/growth/a.md": "title: A\nowner: Ada",
    }
    company, cards = views(files)
    assert not has_people(company)
    assert teams_view(company, cards).people == ""
