"""The agenda of a team's next check-in."""

from collections.abc import Callable
from datetime import date

import pytest

from okrsite.views.agenda.agenda import AgendaView, agenda_view, has_agenda
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Views = tuple[Company, Cards]

GROWTH = {
    "2026-Q4/growth/o.md": (
        "title: O\nowner: Ada\nobstacle: The vendor\nkey_results: [{id: a, title: A, from: 10, to: 20},"
        " {id: b, title: B, from: 0, to: 8}, {id: c, title: C, from: 0, to: 3},"
        " {id: d, title: D, binary: true}]"
    ),
    "2026-Q4/growth/checkins/2026-11-06.md": (
        "key_results: {a: {value: 12, confidence: 4}, b: {value: 2}, d: {done: true}}"
    ),
    "2026-Q4/growth/checkins/2026-11-18.md": (
        "---\nauthor: Jo\nkey_results: {a: {value: 15, confidence: 6, note: Tour is back}}\n---\n"
        "# What *changed*?\nThe tour.\n\n#### impediments:\nNone of ours.\n\n# Next\nThe app.\n"
    ),
}


def agenda(made: Views, team: str = "growth") -> AgendaView:
    return agenda_view(*made, "2026-Q4", team)


def test_where_each_key_result_stands(views: Callable[..., Views]) -> None:
    """On 20 November 51 of the 92 days of Q4 have passed: 55%. 15 is half of the way from 10 to 20."""
    (one,) = agenda(views(GROWTH)).objectives
    assert (one.objective.text, one.owner, one.shared_by) == ("O", "Ada", None)
    assert [
        (k.key_result.text, k.now, k.meter.text, k.expected, k.mark.status, k.confidence)
        for k in one.key_results
    ] == [
        ("A", "15", "50%", "55%", "on track", "6"),
        ("B", "2", "25%", "55%", "off track", ""),
        ("C", "", "–", "55%", "", ""),
        ("D", "done", "100%", "", "on track", ""),
    ]
    assert one.mark.status == "off track"


def test_what_changed_since_the_check_in_before(views: Callable[..., Views]) -> None:
    page = agenda(views(GROWTH))
    assert [(s.key_result.text, s.before, s.now, s.step, s.confidence, s.note) for s in page.steps] == [
        ("A", "12", "15", "+30 points", "6, was 4", "Tour is back")
    ]
    assert page.unchanged == ()
    assert page.last is not None and page.before is not None
    assert (page.last.day.iso, page.last.author, page.before.day.iso) == ("2026-11-18", "Jo", "2026-11-06")


def test_what_stayed_the_same_is_named_apart(views: Callable[..., Views]) -> None:
    again = "key_results: {a: {value: 12, confidence: 4}, b: {value: 2, status: at risk}}"
    page = agenda(views(GROWTH | {"2026-Q4/growth/checkins/2026-11-18.md": again}))
    assert [link.text for link in page.unchanged] == ["A"]
    assert [(s.key_result.text, s.step, s.confidence, s.status) for s in page.steps] == [
        ("B", "no change", "", "at risk")
    ]


def test_a_figure_with_limits_tells_whether_it_is_within_them(views: Callable[..., Views]) -> None:
    page = agenda(
        views(
            {
                "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, at_most: 5}]",
                "2026-Q4/growth/checkins/2026-11-04.md": "key_results: {k: {value: 9}}",
                "2026-Q4/growth/checkins/2026-11-18.md": "key_results: {k: {value: 4}}",
            }
        )
    )
    assert [(s.before, s.now, s.step) for s in page.steps] == [("9", "4", "within the limits")]


def test_what_was_said_by_its_heading(views: Callable[..., Views]) -> None:
    page = agenda(views(GROWTH))
    assert [p and p.text for p in (page.changed, page.impediments, page.next, page.said)] == [
        "The tour.",
        "None of ours.",
        "The app.",
        None,
    ]
    assert [(o.text, obstacle) for o, obstacle in page.obstacles] == [("O", "The vendor")]


def test_prose_without_our_headings_is_shown_whole(views: Callable[..., Views]) -> None:
    said = "---\nkey_results: {a: {value: 15}}\n---\n## Neues\nDie Tour.\n"
    page = agenda(views(GROWTH | {"2026-Q4/growth/checkins/2026-11-18.md": said}))
    assert (page.changed, page.impediments, page.next) == (None, None, None)
    assert page.said is not None
    assert page.said.text.strip() == "## Neues\nDie Tour."


def test_what_the_last_check_in_left_out_is_due(views: Callable[..., Views]) -> None:
    """A was read, and nothing is left to read of D, which is done."""
    unheard = agenda(views(GROWTH)).unheard
    assert [(k.key_result.text, k.unheard) for k in unheard] == [
        ("B", "last read 6 Nov 2026"),
        ("C", "no reading yet"),
    ]


def test_before_the_first_check_in_everything_is_due(views: Callable[..., Views]) -> None:
    page = agenda(views({"2026-Q4/growth/o.md": GROWTH["2026-Q4/growth/o.md"]}))
    assert (page.last, page.before, page.steps, page.changed, page.said) == (None, None, (), None, None)
    assert [k.unheard for k in page.unheard] == ["no reading yet"] * 4


@pytest.mark.parametrize(
    ("today", "check_ins", "due"),
    [
        # Fortnights of Q4 end on 14 and 28 October, 11 and 25 November, 9 and 23 December.
        (date(2026, 11, 20), ["2026-11-18"], "2026-12-09"),
        (date(2026, 11, 20), ["2026-11-11"], "2026-11-25"),
        (date(2026, 11, 20), ["2026-11-12"], "2026-12-09"),
        (date(2026, 11, 25), [], "2026-11-25"),
        (date(2026, 12, 24), [], ""),
    ],
)
def test_by_when_a_check_in_is_due(
    views: Callable[..., Views], today: date, check_ins: list[str], due: str
) -> None:
    files = {"2026-Q4/growth/o.md": GROWTH["2026-Q4/growth/o.md"]}
    files |= {f"2026-Q4/growth/checkins/{day}.md": "key_results: {a: {value: 12}}" for day in check_ins}
    found = agenda(views(files, today)).due
    assert (found.iso if found else "") == due


def test_dependencies_on_other_teams_from_both_ends(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q4/growth/o.md": "title: O\ndepends_on: [product/p#k, product/gone, own]",
            "2026-Q4/growth/own.md": "title: Own",
            "2026-Q4/product/p.md": "title: P\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
            "2026-Q4/product/gone.md": "title: Gone\nstatus: dropped\nbecause: x",
            "2026-Q4/product/checkins/2026-11-12.md": "key_results: {k: {value: 1, status: at risk}}",
        }
    )
    needs = agenda(made).needs
    assert [(d.own.text, d.other.text, d.team.name, d.meter.text, d.ended) for d in needs] == [
        ("O", "K", "Product", "10%", ""),
        ("O", "Gone", "Product", "–", "dropped"),
    ]
    assert needs[0].mark is not None and needs[0].heard is not None
    assert (needs[0].mark.status, needs[0].mark.stated, needs[0].heard.iso) == (
        "off track",
        "at risk",
        "2026-11-12",
    )
    (wanted,) = agenda(made, "product").needed_by
    assert (wanted.own.text, wanted.other.text, wanted.team.name, wanted.meter.text) == (
        "K",
        "O",
        "Growth",
        "10%",
    )
    assert agenda(made).needed_by == ()


def test_kpis_outside_their_limits_that_concern_the_team(views: Callable[..., Views]) -> None:
    made = views(
        {
            "teams/growth.md": "name: Growth\nparent: company\nlead: Ada",
            "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, at_least: 40, kpi: nps}]",
            "kpis/nps.md": "name: NPS\nat_least: 40",
            "kpis/nps.csv": "date,value\n2026-10-01,45\n2026-11-10,31\n2026-12-01,50\n",
            "kpis/cost.md": "name: Cost\nat_most: 5\nowner: ada",
            "kpis/cost.csv": "date,value\n2026-11-10,6\n",
            "kpis/fine.md": "name: Fine\nat_most: 9\nowner: Ada",
            "kpis/fine.csv": "date,value\n2026-11-10,6\n",
            "kpis/theirs.md": "name: Theirs\nat_most: 5\nowner: Jo",
            "kpis/theirs.csv": "date,value\n2026-11-10,6\n",
            "kpis/unread.md": "name: Unread\nat_most: 5\nowner: Ada",
        }
    )
    assert [(k.kpi.text, k.now, k.band, k.day.iso, k.why) for k in agenda(made).kpis] == [
        ("Cost", "6", "at most 5", "2026-11-10", "owned by ada"),
        ("NPS", "31", "at least 40", "2026-11-10", "read by “K”"),
    ]


def test_a_reading_from_a_kpi_is_a_reading(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q4/growth/o.md": (
                "title: O\nkey_results: [{id: k, title: K, from: 1, to: 9, kpi: nps},"
                " {id: a, title: A, from: 0, to: 4}]"
            ),
            "2026-Q4/growth/checkins/2026-11-10.md": "key_results: {a: {value: 2}}",
            "kpis/nps.md": "name: NPS",
            "kpis/nps.csv": "date,value\n2026-11-10,5\n",
        }
    )
    assert agenda(made).unheard == ()


def test_shared_objectives_are_on_the_agenda_of_both(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q4/growth/o.md": "title: O\nwith: product\nkey_results: [{id: k, title: K, at_most: 4}]",
            "2026-Q4/product/p.md": "title: P",
        }
    )
    shown = agenda(made, "product")
    assert [(o.objective.text, o.shared_by and o.shared_by.name) for o in shown.objectives] == [
        ("P", None),
        ("O", "Growth"),
    ]
    assert shown.unheard == ()  # Growth reads it
    assert [k.key_result.text for k in agenda(made).unheard] == ["K"]


def test_who_has_an_agenda(views: Callable[..., Views]) -> None:
    company, _ = views(
        {
            "2026-Q3/growth/o.md": "title: Closed",
            "2026-Q4/growth/o.md": "title: Active",
            "2026-Q4/product/o.md": "title: Gone\nstatus: dropped\nbecause: x",
            "2027-Q1/growth/o.md": "title: Planned",
        }
    )
    assert [key for key in company.team_cycles if has_agenda(company, *key)] == [("2026-Q4", "growth")]
