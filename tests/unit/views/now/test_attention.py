"""What needs attention, when the next check-in is due, and the verdict on a cycle."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.home import home_view
from okrsite.views.marks import Tally
from okrsite.views.now.attention import Concerns, attention, stale_key_results
from okrsite.views.now.due import check_in_due
from okrsite.views.now.verdict import Verdict, verdict_of
from okrsite.views.now.week import week_of
from okrsite.views.parts import CycleBanner, Day, Meter

Views = tuple[Company, Cards]

COMPANY = {
    "2026-Q4/company/trust.md": (
        "title: Trust\nowner: Mara\nkey_results: [{id: a, title: Root KR, from: 0, to: 10}]"
    ),
    "2026-Q4/company/checkins/2026-11-18.md": "key_results: {a: {value: 2, note: The vendor slipped}}",
}
GROWTH = {
    "2026-Q4/growth/o.md": (
        "title: O\nobstacle: Nobody may sign\nowner: Ada\nkey_results:\n"
        "- {id: far, title: Far, from: 0, to: 10}\n"
        "- {id: near, title: Near, from: 0, to: 10, owner: Jo}\n"
        "- {id: limit, title: Limit, at_most: 5}\n"
        "- {id: launch, title: Launch, binary: true}\n"
        "- {id: silent, title: Silent, from: 0, to: 3}\n"
    ),
    "2026-Q4/growth/checkins/2026-11-18.md": (
        "key_results: {far: {value: 0}, near: {value: 4, status: on track}, limit: {value: 9},"
        " launch: {chance: 50}}"
    ),
}


def kinds(made: Views, cycle: str = "2026-Q4", shown: int = 3) -> dict[str, Concerns]:
    company, cards = made
    return {g.kind: g for g in attention(company, cards.badge, company.by_cycle[cycle], shown=shown)}


def test_what_the_company_promised_comes_before_what_is_further_behind(views: Callable[..., Views]) -> None:
    """On 20 November 55% of Q4 have passed: 20% is 35 points behind, 0% is 55."""
    found = kinds(views(COMPANY | GROWTH))["off track"]
    assert [(c.what.text, c.said, c.owner, c.note) for c in found.rows] == [
        ("Root KR", "35 points behind", "Mara", "The vendor slipped"),
        ("Far", "55 points behind", "Ada", ""),
        ("Limit", "outside its limits", "Ada", ""),
    ]
    assert found.rows[0].team is not None
    assert found.rows[0].team.name == "Acme"


def test_what_is_at_risk_says_why_and_what_the_team_says(views: Callable[..., Views]) -> None:
    found = kinds(views(GROWTH))["at risk"]
    assert [(c.what.text, c.said, c.owner, c.stated) for c in found.rows] == [
        ("Launch", "a chance of 50%", "Ada", ""),
        ("Near", "15 points behind", "Jo", "on track"),
    ]


def test_doubt_is_told_as_doubt(views: Callable[..., Views]) -> None:
    found = kinds(
        views(
            {
                "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
                "2026-Q4/growth/checkins/2026-11-18.md": "key_results: {k: {value: 6, confidence: 2}}",
            }
        )
    )
    assert [c.said for c in found["at risk"].rows] == ["confidence 2 of 10"]


def test_what_many_build_on_comes_first(views: Callable[..., Views]) -> None:
    two = "key_results: [{id: k, title: %s, from: 0, to: 10}]"
    made = views(
        {
            "2026-Q4/growth/a.md": "title: A\n" + two % "Alone",
            "2026-Q4/growth/b.md": "title: B\n" + two % "Needed",
            "2026-Q4/product/p.md": "title: P\nparent: growth/b#k",
            "2026-Q4/growth/checkins/2026-11-18.md": "key_results: {a#k: {value: 0}, b#k: {value: 1}}",
        }
    )
    assert [c.what.text for c in kinds(made)["off track"].rows] == ["Needed", "Alone"]


def test_stale_ones_are_told_as_stale_and_not_by_their_figures(views: Callable[..., Views]) -> None:
    made = views(GROWTH | {"2026-Q4/growth/checkins/2026-11-18.md": "key_results: {far: {value: 0}}"})
    found = kinds(made)
    assert [c.what.text for c in found["off track"].rows] == ["Far"]
    assert [(c.what.text, c.said) for c in found["stale"].rows] == [
        ("Near", "nothing heard yet"),
        ("Limit", "nothing heard yet"),
        ("Launch", "nothing heard yet"),
    ]
    assert (found["stale"].count, found["stale"].more) == (4, 1)
    company, cards = made
    assert len(stale_key_results(company, cards.badge, company.by_cycle["2026-Q4"], shown=9).rows) == 4


def test_obstacles_are_told_in_the_words_of_the_team(views: Callable[..., Views]) -> None:
    (row,) = kinds(views(GROWTH))["obstacle"].rows
    assert (row.what.text, row.said, row.note) == ("O", "", "Nobody may sign")


def test_teams_whose_check_in_is_overdue_lead_to_their_agenda(views: Callable[..., Views]) -> None:
    """Fortnights of Q4 end on 14 and 28 October and on 11 November."""
    late = {
        "2026-Q4/growth/checkins/2026-11-18.md": "",
        "2026-Q4/growth/checkins/2026-10-20.md": "key_results: {far: {value: 0}}",
    }
    made = views({path: text for path, text in (COMPANY | GROWTH | late).items() if text})
    (row,) = kinds(made)["overdue"].rows
    assert (row.what.text, row.what.url) == ("Growth", "2026-Q4/growth.agenda.html")
    assert row.said == "overdue since 11 Nov 2026"


@pytest.mark.parametrize(
    ("today", "check_ins", "by", "overdue"),
    [
        (date(2026, 11, 20), ["2026-11-18"], "2026-12-09", ""),
        (date(2026, 11, 20), ["2026-11-05"], "2026-11-25", ""),
        (date(2026, 11, 20), ["2026-10-20"], "2026-11-25", "overdue since 11 Nov 2026"),
        (date(2026, 11, 20), [], "2026-11-25", "overdue since 14 Oct 2026, 3 missed"),
        (date(2026, 10, 14), [], "2026-10-14", ""),
        (date(2026, 10, 15), [], "2026-10-28", "overdue since 14 Oct 2026"),
        # What was missed and caught up is not overdue; what is dated in the future has not come.
        (date(2026, 11, 20), ["2026-11-13"], "2026-12-09", ""),
        (date(2026, 11, 20), ["2026-11-24"], "2026-11-25", "overdue since 14 Oct 2026, 3 missed"),
        # After the last whole fortnight nothing more is due.
        (date(2026, 12, 28), ["2026-12-22"], "", ""),
    ],
)
def test_when_the_next_check_in_is_due(
    views: Callable[..., Views], today: date, check_ins: list[str], by: str, overdue: str
) -> None:
    files = {"2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]"}
    files |= {f"2026-Q4/growth/checkins/{day}.md": "key_results: {k: {value: 1}}" for day in check_ins}
    company, _ = views(files, today)
    due = check_in_due(company, "2026-Q4", "growth")
    assert due is not None
    assert (due.by.iso if due.by else "", due.overdue) == (by, overdue)


def test_who_owes_no_check_in(views: Callable[..., Views]) -> None:
    company, _ = views(
        {
            "2026-Q3/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
            "2026-Q4/growth/o.md": "title: O",
            "2027-Q1/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
        }
    )
    for cycle in ("2026-Q3", "2026-Q4", "2027-Q1"):
        assert check_in_due(company, cycle, "growth") is None


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2027, 2, 1)])
def test_cycles_that_are_not_active_need_no_attention(views: Callable[..., Views], today: date) -> None:
    company, cards = views(COMPANY | GROWTH, today)
    assert attention(company, cards.badge, company.by_cycle["2026-Q4"]) == ()
    home = home_view(company, cards)
    assert (home.attention, home.verdict, home.week) == ((), None, None)


def test_an_empty_company_needs_none(views: Callable[..., Views]) -> None:
    company, cards = views({})
    assert attention(company, cards.badge, ()) == ()
    home = home_view(company, cards)
    assert (home.attention, home.verdict, home.week) == ((), None, None)


def test_goalposts_that_moved_this_week_are_told_once(views: Callable[..., Views], tmp_path: Path) -> None:
    """On the home page what was moved stands among what needs attention, not among what changed."""

    def commit(day: str) -> None:
        at = {
            "GIT_AUTHOR_DATE": f"{day}T12:00:00Z",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00Z",
            "HOME": str(tmp_path),
        }
        for command in (["add", "-A"], ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", day]):
            subprocess.run(["git", *command], cwd=tmp_path, check=True, env={"PATH": "/usr/bin:/bin", **at})

    promised = (
        "title: O\nowner: Ada\nkey_results: [{id: k, title: K, from: 0, to: 10},"
        " {id: early, title: Early, from: 0, to: 10}, {id: gone, title: Gone, from: 0, to: 2}]"
    )
    views({"2026-Q4/growth/o.md": promised})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit("2026-09-28")
    path = tmp_path / "2026-Q4/growth/o.md"
    path.write_text(
        path.read_text("utf-8").replace("title: Early, from: 0, to: 10", "title: Early, from: 0, to: 8"),
        "utf-8",
    )
    commit("2026-11-02")
    text = path.read_text("utf-8").replace("title: K, from: 0, to: 10", "title: K, from: 0, to: 6")
    path.write_text(text.replace(", {id: gone, title: Gone, from: 0, to: 2}", ""), "utf-8")
    commit("2026-11-17")
    company, cards = views({})
    found = kinds((company, cards))["goalpost"]
    assert sorted((c.what.text, c.owner) for c in found.rows) == [("Gone", "Ada"), ("K", "Ada")]
    assert any("10" in c.said and "6" in c.said for c in found.rows)
    home = home_view(company, cards)
    assert [g.kind for g in home.attention if g.kind == "goalpost"] == ["goalpost"]
    assert [event.kind for event in home.lately] == []


# the verdict

ACTIVE = CycleBanner(
    id="2026-Q4",
    title="Q4",
    url="2026-Q4/index.html",
    starts=Day(text="1 Oct 2026", iso="2026-10-01"),
    ends=Day(text="31 Dec 2026", iso="2026-12-31"),
    state="active",
    elapsed=55,
    remark="",
)


def said(mean: int = 55, elapsed: int = 55, **counts: int) -> Verdict | None:
    words = {"on": "on track", "risk": "at risk", "off": "off track", "stale": "stale", "unread": ""}
    tally = [Tally(status=words[name], count=n, offset=0, share=0) for name, n in counts.items()]
    cycle = replace(ACTIVE, elapsed=elapsed)
    return verdict_of(tally, Meter(known=True, percent=mean, text=f"{mean}%"), cycle)


@pytest.mark.parametrize(
    ("counts", "status", "word", "text"),
    [
        ({"on": 3}, "on track", "On pace", "All 3 key results keep up."),
        ({"on": 1}, "on track", "On pace", "The one key result keeps up."),
        ({"on": 2, "off": 1}, "on track", "Mostly on pace", "2 of 3 key results keep up."),
        ({"on": 3, "unread": 1}, "on track", "Mostly on pace", "3 of 4 key results keep up."),
        ({"on": 1, "off": 2}, "at risk", "Partly behind", "1 of 3 key results keeps up."),
        ({"risk": 2, "stale": 1}, "at risk", "Partly behind", "None of 3 key results keeps up."),
        ({"on": 1, "off": 3}, "off track", "Behind", "1 of 4 key results keeps up."),
        ({"off": 1}, "off track", "Behind", "The one key result does not keep up."),
        (
            {"on": 1, "stale": 2},
            "stale",
            "Hard to tell",
            "Of 2 of 3 key results nothing was heard for too long.",
        ),
        ({"stale": 2}, "stale", "Hard to tell", "Nothing was heard of any key result for too long."),
        ({"unread": 2}, "", "Not known yet", "No key result has a reading yet."),
    ],
)
def test_the_verdict_follows_from_the_statuses(
    counts: dict[str, int], status: str, word: str, text: str
) -> None:
    found = said(**counts)
    assert found is not None
    assert (found.status, found.word, found.text) == (status, word, text)


@pytest.mark.parametrize(
    ("mean", "time"),
    [
        (47, "Mean progress is 8 points behind time."),
        (54, "Mean progress is 1 point behind time."),
        (55, "Mean progress is level with time."),
        (60, "Mean progress is 5 points ahead of time."),
    ],
)
def test_progress_is_held_against_time(mean: int, time: str) -> None:
    found = said(mean=mean, on=1, off=1)
    assert found is not None
    assert found.time == time


def test_a_cycle_that_has_just_begun_is_not_behind() -> None:
    found = said(mean=0, elapsed=4, on=3)
    assert found is not None
    assert (found.word, found.time) == ("Just begun", "")


def test_without_key_results_there_is_no_verdict() -> None:
    assert said() is None


# the week


def test_the_largest_moves_of_the_week_come_first(views: Callable[..., Views]) -> None:
    company, cards = views(
        {
            "2026-Q4/growth/o.md": GROWTH["2026-Q4/growth/o.md"],
            "2026-Q4/growth/checkins/2026-11-06.md": (
                "key_results: {far: {value: 5}, near: {value: 4}, limit: {value: 4}, silent: {value: 1}}"
            ),
            "2026-Q4/growth/checkins/2026-11-18.md": (
                "key_results: {far: {value: 1}, near: {value: 6}, limit: {value: 9}, silent: {value: 1}}"
            ),
        }
    )
    week = week_of(company, cards, company.check_ins_by_cycle["2026-Q4"])
    assert (week.check_ins, week.readings, week.more) == ("1 check-in", "4 readings", 0)
    assert [(m.key_result.text, m.step, m.now, m.was) for m in week.moves] == [
        ("Far", "−40 points", "1", "5"),
        ("Near", "+20 points", "6", "4"),
        ("Limit", "outside the limits", "9", "4"),
    ]


def test_a_first_reading_moved_all_the_way_from_the_start(views: Callable[..., Views]) -> None:
    company, cards = views(GROWTH)
    week = week_of(company, cards, company.check_ins_by_cycle["2026-Q4"])
    assert [(m.key_result.text, m.step, m.was) for m in week.moves] == [("Near", "+40 points", "")]


def test_a_silent_week_says_so(views: Callable[..., Views]) -> None:
    company, cards = views(GROWTH, date(2026, 12, 20))
    week = week_of(company, cards, company.check_ins_by_cycle["2026-Q4"])
    assert (week.check_ins, week.moves) == ("", ())


def test_each_kind_leads_to_all_of_it(views: Callable[..., Views]) -> None:
    made = views(COMPANY | GROWTH)
    found = kinds(made)
    assert found["off track"].rest == "2026-Q4/index.html?status=off-track"
    assert found["obstacle"].rest == "2026-Q4/index.html?status=obstacle"
    company, cards = made
    own = company.by_team["2026-Q4", "growth"]
    stale = stale_key_results(company, cards.badge, own, team="growth")
    assert stale.rest == "2026-Q4/index.html?team=growth&status=stale"
