# ruff: noqa: E501
"""One view of every kind of page about the rhythm of OKRs, as rich as real ones, built by hand."""

from okrsite.views.agenda.agenda import AgendaKeyResult, AgendaObjective, Said
from okrsite.views.agenda.due import Dependency, KpiAlarm
from okrsite.views.agenda.steps import Step
from okrsite.views.carried import Carried, End
from okrsite.views.cycle_review import Decision, GradedKeyResult, GradedObjective, ReviewedTeam
from okrsite.views.figures import CheckInFigures, CycleFigures
from okrsite.views.marks import OutcomeMark, OutcomeShare, StatusMark
from okrsite.views.pages import AgendaView, CycleReviewView, Page, RoadmapView
from okrsite.views.parts import CycleBanner, Day, Frame, Link, Meter, Prose, TeamBadge
from okrsite.views.roadmap import RoadmapColumn, RoadmapGroup, RoadmapItem, RoadmapOutcome

GROWTH = TeamBadge(name="Growth", url="teams/growth.html", hue=1)
SALES = TeamBadge(name="Sales", url="teams/sales.html", hue=2)
MON = Day(text="16 Nov 2026", iso="2026-11-16")
ACTIVE = CycleBanner(
    id="2026-Q4", title="Q4 2026", url="2026-Q4/index.html", starts=Day(text="1 Oct 2026", iso="2026-10-01"),
    ends=Day(text="31 Dec 2026", iso="2026-12-31"), state="active", elapsed=56, remark="41 days left",
)  # fmt: skip
CLOSED = CycleBanner(
    id="2026-Q3", title="Q3 2026", url="2026-Q3/index.html", starts=Day(text="1 Jul 2026", iso="2026-07-01"),
    ends=Day(text="30 Sept 2026", iso="2026-09-30"), state="closed", elapsed=100, remark="closed 51 days ago",
)  # fmt: skip
HALF = Meter(known=True, percent=47, text="47%", note="1 of 3 objectives have a reading")
UNREAD = Meter(known=False, percent=0, text="–", note="no reading yet")
ONBOARDING = Link(
    text="Make the first week feel effortless for new admins", url="2026-Q4/growth/onboarding.html"
)
ACTIVATION = Link(text="New account admins finish setup on day one", url=f"{ONBOARDING.url}#activation")
PRICES = Link(text="Anyone understands our prices", url="2026-Q3/sales/prices.html")
PROSE = Prose(
    text="### Today\n\nThe [search](../product/search.md) is back.",
    path="2026-Q4/growth/checkins/2026-11-16.md",
    first_line=9,
)


def frame(url: str, title: str, section: str) -> Frame:
    return Frame(
        url=url,
        title=title,
        description=title,
        section=section,
        crumbs=(Link(text="Acme", url="index.html"),),
    )


def figures(url: str, score: str = "0.47") -> CycleFigures:
    return CycleFigures(
        cycle=CLOSED, url=url, objectives=3, meter=HALF if score else UNREAD, score=score, carried=1,
        outcomes=(
            OutcomeShare(outcome="delivered", count=2, share="67%", offset=0, width=66),
            OutcomeShare(outcome="no reading", count=1, share="33%", offset=66, width=34),
        ) if score else (),
        check_ins=CheckInFigures(on_time=5, late=1, missed=0, text="5 of 6 on time") if score else None,
        review_url="2026-Q3/review.html",
    )  # fmt: skip


def agenda_line(unheard: str = "", mark: StatusMark | None = None) -> AgendaKeyResult:
    return AgendaKeyResult(
        key_result=ACTIVATION, owner="Ada Chen", now="47%", target="from 42% to 65%", meter=HALF, expected="56%",
        mark=mark or StatusMark(status="at risk"), confidence="7", unheard=unheard,
    )  # fmt: skip


END = End(objective=ONBOARDING, team=GROWTH, cycle=Link(text="Q4 2026", url="2026-Q4/index.html"))
START = End(objective=PRICES, team=SALES, cycle=Link(text="Q3 2026", url="2026-Q3/index.html"))
STALE = StatusMark(
    status="on track", stale="last heard 12 Oct 2026", stated="at risk", stated_on="12 Oct 2026"
)
WORK = RoadmapItem(
    title="Directory connector",
    url="https://tracker.example/1",
    owner="Jo",
    score="213",
    status="doing",
    also=(ACTIVATION,),
)
LOOSE = RoadmapItem(
    title="A new logo", url="javascript:alert(1)", owner="", score="0", status="planned", also=()
)
OUTCOMES = (
    RoadmapOutcome(key_result=ACTIVATION, target="from 42% to 65%", dropped=False, work=(WORK, LOOSE)),
    RoadmapOutcome(key_result=ACTIVATION, target="3 milestones", dropped=True, work=(LOOSE,)),
)
GROUP = RoadmapGroup(
    objective=ONBOARDING, team=GROWTH, cycle="Q4 2026", outcomes=OUTCOMES, unserving=(LOOSE,)
)
FULL = RoadmapColumn(title="Now", about="Being done.", size=4, served=(GROUP,), unserved=(GROUP,))

RHYTHM: tuple[Page, ...] = (
    AgendaView(
        frame=frame("2026-Q4/growth.agenda.html", "Check-in agenda, Growth, Q4 2026", "cycle"), team=GROWTH, cycle=ACTIVE,
        today=Day(text="20 Nov 2026", iso="2026-11-20"), team_url="2026-Q4/growth/index.html", due=Day(text="25 Nov 2026", iso="2026-11-25"),
        last=Said(day=MON, author="Ada Chen", url="2026-Q4/growth/index.html#check-in-2026-11-16"),
        before=Said(day=MON, author="", url="2026-Q4/growth/index.html#check-in-2026-11-02"),
        objectives=(
            AgendaObjective(objective=ONBOARDING, owner="Priya", meter=HALF, mark=StatusMark(status="at risk", because="as its weakest key result: Setup"),
                            shared_by=None, key_results=(agenda_line(), agenda_line("no reading yet", STALE))),
            AgendaObjective(objective=PRICES, owner="", meter=UNREAD, mark=StatusMark(), shared_by=SALES, key_results=()),
        ),
        unheard=(agenda_line("last read 12 Oct 2026"),), unchanged=(ACTIVATION, PRICES),
        steps=(Step(key_result=ACTIVATION, before="42%", now="47%", step="+22 points", confidence="7, was 5", status="on track", note="The tour is back"),),
        changed=PROSE, impediments=PROSE, next=PROSE, said=None, obstacles=((ONBOARDING, "Nobody owns the directory."),),
        needs=(Dependency(own=ONBOARDING, other=PRICES, team=SALES, meter=UNREAD, mark=None, heard=None, ended="dropped"),),
        needed_by=(Dependency(own=ACTIVATION, other=PRICES, team=SALES, meter=HALF, mark=STALE, heard=MON, ended=""),),
        kpis=(KpiAlarm(kpi=Link(text="NPS", url="kpis/nps.html"), now="31", band="at least 40", day=MON, why="owned by Ada Chen"),),
    ),
    CycleReviewView(
        frame=frame("2026-Q3/review.html", "Review of Q3 2026", "archive"), figures=figures("2026-Q3/index.html"),
        basis="Mean score of 3 objectives", score_note="What a score is.", outcomes_note="What outcomes are.",
        check_ins_note="How check-ins count.", brief=False,
        teams=(
            ReviewedTeam(
                team=GROWTH, depth=1, figures=figures("2026-Q3/growth/index.html"), review_url="2026-Q3/growth/index.html#review",
                learned=PROSE, elsewhere=False,
                objectives=(GradedObjective(objective=ONBOARDING, score="0.47", key_results=(
                    GradedKeyResult(key_result=ACTIVATION, moonshot=True, mark=OutcomeMark(outcome="fell short", score="0.47", own="0.6", late=True)),
                    GradedKeyResult(key_result=ACTIVATION, moonshot=False, mark=None),
                )),),
            ),
            ReviewedTeam(team=SALES, depth=1, figures=figures("2026-Q3/sales/index.html", ""), objectives=(), learned=None,
                         review_url="2026-Q3/sales/index.html#review", elsewhere=True),
        ),
        meetings=(Link(text="Review of 30 Sept 2026", url="2026-Q3/reviews/2026-09-30.html"),),
        decisions=(
            Decision(objective=PRICES, team=SALES, decision="continue", onward=ONBOARDING, unwritten=""),
            Decision(objective=PRICES, team=SALES, decision="", onward=None, unwritten="2027-Q1/sales/prices"),
        ),
        tally="1 continue", undecided="2 objectives have no decision",
        carried_on=(Carried(source=START, target=None, unwritten="2027-Q1/sales/prices"),), carried_in=(Carried(source=START, target=END),),
        dropped=((PRICES, SALES, "Two cycles of testing showed no demand."),), without_review=(GROWTH,), unreviewed=False,
    ),
    RoadmapView(
        frame=frame("roadmap.html", "Roadmap", "roadmap"), scored=True, left_out="3 more pieces of work stand on the objectives’ own pages.",
        columns=(FULL, FULL, RoadmapColumn(title="Later", about="To come.", size=0, served=(), unserved=())), past=(FULL,),
    ),
)  # fmt: skip
