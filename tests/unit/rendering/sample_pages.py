# ruff: noqa: E501
"""One view of every kind, as rich as real ones, built by hand."""

from dataclasses import replace

from sample_changes import CHANGES
from sample_meetings import presentations
from sample_people import SAID, WHY, filters, people
from sample_rhythm import RHYTHM

from okrsite.views.archive import ArchiveCell, ArchiveTeam
from okrsite.views.charts.axes import Tick
from okrsite.views.charts.chart import Chart, ChartLimit, ChartPoint
from okrsite.views.charts.heat import HeatCell, HeatRow, HeatStep
from okrsite.views.charts.outcome_columns import OutcomeColumn, OutcomePart
from okrsite.views.figures import CheckInFigures, CycleFigures
from okrsite.views.findings import AllowedRow, FindingRow
from okrsite.views.graphs.explorer import Explorer
from okrsite.views.graphs.explorer_parts import Entry, Kind, TeamEntry
from okrsite.views.graphs.graph import Edge, Graph, LegendEntry, Node, Port, Twig
from okrsite.views.kpis import KpiReadingRow, KpiUse
from okrsite.views.marks import OutcomeMark, OutcomeShare, StatusMark, Tally
from okrsite.views.now.attention import Concern, Concerns
from okrsite.views.now.due import CheckInDue
from okrsite.views.now.team_now import TeamNow
from okrsite.views.now.ties import Tie, Ties
from okrsite.views.now.verdict import Verdict
from okrsite.views.now.week import Move, Week
from okrsite.views.pages import (
    AlignmentView,
    ArchiveView,
    CheckView,
    CycleGroup,
    CycleView,
    GuideView,
    HeatView,
    HomeView,
    KpiRow,
    KpisView,
    KpiView,
    MeetingView,
    MovedView,
    NotFoundView,
    ObjectiveView,
    Page,
    ParentStep,
    ReviewCard,
    ReviewLine,
    TeamBranch,
    TeamCycleView,
    TeamGroup,
    TeamStanding,
    TeamsView,
    TeamView,
)
from okrsite.views.parts import (
    CheckInCard,
    CheckInLine,
    CycleBanner,
    Day,
    Frame,
    InitiativeRow,
    KeyResultRow,
    Link,
    Meter,
    MilestoneRow,
    NavEntry,
    ObjectiveCard,
    Phrase,
    Prose,
    ReadingRow,
    Site,
    TeamBadge,
)
from okrsite.views.team import TeamCycle
from okrsite.views.workings import Mean, Part, Step

Q4 = CycleBanner(
    id="2026-Q4",
    title="Q4 2026",
    url="2026-Q4/index.html",
    starts=Day(text="1 Oct 2026", iso="2026-10-01"),
    ends=Day(text="31 Dec 2026", iso="2026-12-31"),
    state="active",
    elapsed=56,
    remark="41 days left",
)
YEAR = CycleBanner(
    id="2026",
    title="2026",
    url="2026/index.html",
    starts=Day(text="1 Jan 2026", iso="2026-01-01"),
    ends=Day(text="31 Dec 2026", iso="2026-12-31"),
    state="active",
    elapsed=88,
    remark="41 days left",
)
Q3 = CycleBanner(
    id="2026-Q3",
    title="Q3 2026",
    url="2026-Q3/index.html",
    starts=Day(text="1 Jul 2026", iso="2026-07-01"),
    ends=Day(text="30 Sept 2026", iso="2026-09-30"),
    state="closed",
    elapsed=100,
    remark="closed 51 days ago",
)
NEXT = CycleBanner(
    id="2027-Q1",
    title="Q1 2027",
    url="2027-Q1/index.html",
    starts=Day(text="1 Jan 2027", iso="2027-01-01"),
    ends=Day(text="31 Mar 2027", iso="2027-03-31"),
    state="planned",
    elapsed=0,
    remark="starts in 41 days",
)

SITE = Site(
    company="Acme Cookware",
    language="en",
    direction="ltr",
    content_language="en",
    today=Day(text="20 Nov 2026", iso="2026-11-20"),
    base_url="https://okrs.acme.example/goals/",
    current=Q4,
    kpis=True,
    warnings=7,
    version="0.1.0",
    navigation=(
        NavEntry(section="home", text="Home", url="index.html"),
        NavEntry(section="cycle", text="Q4 2026", url="2026-Q4/index.html"),
        NavEntry(section="alignment", text="Alignment", url="2026-Q4/alignment.html"),
        NavEntry(section="teams", text="Teams", url="teams/index.html"),
        NavEntry(section="kpis", text="KPIs", url="kpis/index.html"),
        NavEntry(section="archive", text="Archive", url="archive.html"),
        NavEntry(section="guide", text="How to", url="guide/index.html"),
        NavEntry(section="check", text="Check", url="check.html"),
    ),
)


def badge(name: str, hue: int) -> TeamBadge:
    return TeamBadge(name=name, url=f"teams/{name.lower().replace(' ', '-')}.html", hue=hue)


COMPANY = badge("Acme Cookware", 7)
GROWTH = badge("Growth", 1)
PRODUCT = badge("Product", 5)
SEARCH = badge("Search and discovery", 5)
SALES = badge("Sales", 2)
SUCCESS = badge("Customer success", 4)
OPERATIONS = badge("Operations", 3)
PEOPLE = badge("People", 6)
FINANCE = badge("Finance", 8)
ONBOARDING = badge("Onboarding", 1)

NONE = Meter(known=False, percent=0, text="–", note="no reading yet")


ON_TRACK, AT_RISK, OFF_TRACK = (StatusMark(status=word) for word in ("on track", "at risk", "off track"))


def known(percent: int, text: str = "", note: str = "", expected: int | None = None) -> Meter:
    return Meter(
        known=True,
        percent=percent,
        text=text or f"{percent}%",
        note=note,
        expected=expected,
        due="" if expected is None else f"{expected}%",
    )


def day(number: int, month: str = "Nov") -> Day:
    months = {"Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}
    return Day(text=f"{number} {month} 2026", iso=f"2026-{months[month]:02}-{number:02}")


def reading(
    when: Day, value: str, progress: str, *, change: str = "", confidence: str = "", status: str = "",
    note: str = "", late: bool = False, baseline: bool = False, author: str = "Ada Chen",
) -> ReadingRow:  # fmt: skip
    return ReadingRow(
        day=when, author=author, value=value, progress=progress, change=change, confidence=confidence,
        status=status, note=note, late=late, baseline=baseline, expected="48%" if change else "",
        source=Link(text=when.text, url=f"2026-Q4/growth/index.html#checkin-{when.iso}"),
    )  # fmt: skip


def key_result(
    id: str, title: str, meter: Meter, *, objective: str = "2026-Q4/growth/onboarding", **more: object
) -> KeyResultRow:
    values: dict[str, object] = {
        "id": id, "url": f"{objective}.html#{id}", "title": title, "kind": "move", "who_does": "",
        "target": "", "now": "", "meter": meter, "confidence": "", "moonshot": False,
        "owner": "", "facts": (), "milestones": (), "kpi": None, "added": None,
        "dropped": None, "because": "", "last_reading": None, **more,
    }  # fmt: skip
    return KeyResultRow(**values)  # type: ignore[arg-type]


def objective(
    path: str, title: str, team: TeamBadge, meter: Meter, *key_results: KeyResultRow, **more: object
) -> ObjectiveCard:
    values: dict[str, object] = {
        "id": path, "url": f"{path}.html", "title": title, "team": team, "cycle": "Q4 2026", "owner": "",
        "meter": meter, "key_results": key_results, "parent": None, "dropped": False, "because": "",
        "guest": False, "children": 0, "warnings": 0, **more,
    }  # fmt: skip
    return ObjectiveCard(**values)  # type: ignore[arg-type]


CONNECTOR = objective(
    "2026-Q4/onboarding/directory", "Anyone can connect a directory without asking us", ONBOARDING,
    known(38), owner="Jo Malik",
)  # fmt: skip

CONNECTING = InitiativeRow(
    title="Directory connector", owner="Jo Malik", status="doing", url="https://tracker.example/123",
    belief=(
        Phrase(text="We believe that "), Phrase(text="Directory connector", strong=True),
        Phrase(text=" will get "), Phrase(text="new account admins", strong=True), Phrase(text=" to "),
        Phrase(text="finish guided setup within a day", strong=True), Phrase(text=": from 42% to 65%."),
    ),
    because="Admins who connect a directory themselves finish on day one.",
    rice="400 × 2 × 80% ÷ 3 = 213",
    also=(Link(text="Connecting a directory takes hours, not days", url="2026-Q4/growth/onboarding.html#handling"),),
)  # fmt: skip

STEPS = (
    Step(label="Reading", text="47%", source="check-in of 13 Nov 2026",
         url="2026-Q4/growth/index.html#checkin-2026-11-13"),
    Step(label="Promise", text="from 42% to 65%"),
    Step(label="Progress", text="(47 − 42) ÷ (65 − 42) = 22%"),
    Step(label="Expected", text="51 of 92 days have passed = 55%"),
    Step(label="Status", text="55% expected − 22% reached = 33 points behind; more than 25 behind is off track."),
    Step(label="In the mean", text="weight 1"),
)  # fmt: skip

MEAN = Mean(
    columns=("Key result", "Weight", "Progress counted", "Product"),
    parts=(
        Part(name="New account admins finish setup on day one", url="2026-Q4/growth/onboarding.html#activation",
             figures=("1", "22%", "22%")),
        Part(name="Connecting a directory takes hours, not days", url="2026-Q4/growth/onboarding.html#handling",
             figures=("2", "50%", "100%")),
    ),
    result="122% ÷ 3 = 41%", notes=("Dropped key results are left out.",),
)  # fmt: skip

OBJECTIVES_MEAN = Mean(
    columns=("Objective", "Progress"),
    parts=(Part(name="Customers stay because we are the easy choice", url="2026-Q4/company/trusted-partner.html",
                figures=("58%",)),),
    result="58% ÷ 1 = 58%",
)  # fmt: skip

OUTCOMES = tuple(
    OutcomeShare(outcome=word, count=count, share=f"{share}%", offset=offset, width=share)
    for word, count, offset, share in (
        ("exceeded", 1, 0, 10), ("delivered", 4, 10, 40), ("fell short", 3, 50, 30),
        ("failed to deliver", 1, 80, 10), ("no reading", 1, 90, 10),
    )
)  # fmt: skip

KEY_RESULTS = (
    key_result(
        "activation", "New account admins finish setup on day one", known(22, expected=55),
        who_does="New account admins finish guided setup within a day", target="from 42% to 65%", now="47%",
        confidence="7", mark=replace(OFF_TRACK, stated="on track", stated_on="13 Nov 2026"), moonshot=True,
        owner="Priya Raman", last_reading=day(13), working=STEPS, confidences=("7", "6", "7"),
        confidence_line=(70, 60, 70), initiatives=(CONNECTING,),
        history=(
            reading(day(13), "47%", "22%", change="+9 points", confidence="7", status="on track"),
            reading(day(30, "Oct"), "45%", "13%", change="+4 points", confidence="6", status="at risk",
                    note="The guided tour was off for a week while we fixed the login"),
            reading(day(16, "Oct"), "44%", "9%", change="+9 points", confidence="7"),
            reading(day(28, "Sep"), "42%", "0%", baseline=True, author="Priya Raman"),
        ),
        serving=(CONNECTOR,),
    ),
    key_result(
        "handling", "Connecting a directory takes hours, not days", known(50),
        who_does="Administrators connect their company directory", target="from 2.5 days to 0.5 days",
        now="1.5 days", confidence="5", mark=ON_TRACK, facts=("weight 2",), working=STEPS,
        last_reading=day(13), owner="Jo Malik", confidences=("6", "5"), confidence_line=(60, 50),
        initiatives=(
            InitiativeRow(title=CONNECTING.title, owner="", status="doing", url=CONNECTING.url,
                          under=Link(text="New account admins finish setup on day one",
                                     url="2026-Q4/growth/onboarding.html#activation")),
        ),
        history=(
            reading(day(13), "1.5 days", "50%", change="+10 points", confidence="5", status="at risk",
                    note="Vendor slipped"),
            reading(day(16, "Oct"), "1.7 days", "40%", change="+40 points", confidence="6"),
        ),
    ),
    key_result(
        "cac", "Acquisition cost stays in hand", known(100), kind="keep", target="at most $120", now="$112",
        facts=("kept in 3 of 4 readings", "no share in the mean"), last_reading=day(13),
        kpi=Link(text="Acquisition cost", url="kpis/cac.html"), working=STEPS, mark=ON_TRACK,
        history=(reading(day(13), "$112", "100%"), reading(day(30, "Oct"), "$126", "0%")),
    ),
    key_result(
        "crm", "The CRM is how we work", known(33), kind="milestones", target="3 milestones", now="1 of 3",
        mark=replace(AT_RISK, stale="last heard 12 Oct 2026"), confidence="3", last_reading=day(13),
        milestones=(
            MilestoneRow(name="Tool chosen", done=True),
            MilestoneRow(name="Team trained", done=False),
            MilestoneRow(name="Data imported", done=False),
        ),
    ),
    key_result("soc2", "We hold a SOC 2 report", NONE, kind="binary", target="yes or no",
               facts=("chance 60%",), added=day(2), mark=StatusMark(stale="nothing heard yet"),
               working=(Step(label="Reading", text="none yet"),)),
    key_result(
        "webinars", "Two hundred admins join a live setup session", known(12), target="from 0 to 200",
        now="24", dropped=day(6), because="Admins told us they would rather have a recording.",
    ),
)  # fmt: skip

ONBOARDING_CARD = objective(
    "2026-Q4/growth/onboarding", "Make the first week feel effortless for new admins", GROWTH, known(47),
    *KEY_RESULTS, owner="Priya Raman", children=1, warnings=1,
    mark=replace(OFF_TRACK, because="as its weakest key result: New account admins finish setup on day one"),
    parent=Link(text="Customers stay because we are the easy choice", url="2026/company/trusted-partner.html#retention"),
)  # fmt: skip

TRUSTED = objective(
    "2026-Q4/company/trusted-partner", "Customers stay because we are the easy choice", COMPANY, known(58),
    key_result("retention", "Customers who renew after their first year", known(64), target="from 81% to 90%",
               now="86.8%", outcome=OutcomeMark(outcome="delivered", score="0.64", own="0.7"), objective="2026-Q4/company/trusted-partner"),
    key_result("nps", "Cooks recommend us to a friend", known(100, "112%"), target="from 31 to 45",
               objective="2026-Q4/company/trusted-partner"),
    key_result("support", "Half of all questions are answered within the hour", known(11), outcome=OutcomeMark(outcome="failed to deliver", score="0.11", late=True),
               target="from 20% to 50%", objective="2026-Q4/company/trusted-partner"),
    owner="Mara Lindqvist", children=6, score="0.58", outcomes=OUTCOMES,
)  # fmt: skip

KITCHENS = objective(
    "2026-Q4/company/professional-kitchens",
    "Professional kitchens choose Acme first", COMPANY, known(31, note="1 of 3 has no reading yet"),
    key_result("pilots", "Restaurant groups that run a full pilot", known(60), target="from 0 to 10",
               objective="2026-Q4/company/professional-kitchens"),
    key_result("repeat", "Pilots that order again within eight weeks", NONE,
               objective="2026-Q4/company/professional-kitchens"),
    key_result("lead", "Delivery to a professional kitchen", known(33), mark=OFF_TRACK,
               objective="2026-Q4/company/professional-kitchens"),
    owner="Tomás Ferreira", children=4, warnings=2,
)  # fmt: skip

FOOTPRINT = objective(
    "2026-Q4/company/footprint",
    "Every pan we sell can be repaired, returned or melted down again", COMPANY, NONE,
    key_result("returns", "Old pans that come back to us", NONE, objective="2026-Q4/company/footprint"),
    key_result("repair", "Repairs finished within a week", NONE, objective="2026-Q4/company/footprint"),
    owner="Ines Okafor", children=2,
)  # fmt: skip

MARKET = objective(
    "2026-Q4/company/market", "Open the Nordic shop", COMPANY, known(8), dropped=True,
    because="Two cycles of testing showed no demand at our prices.", owner="Tomás Ferreira",
)  # fmt: skip

SHARED = objective(
    "2026-Q4/search/findable", "People find the right pan by describing what they cook", SEARCH, known(71),
    key_result("found", "Searches that end in a purchase", known(80), objective="2026-Q4/search/findable"),
    key_result("none", "Searches without a result", known(62), objective="2026-Q4/search/findable"),
    owner="Lena Brandt", guest=True,
)  # fmt: skip

SECOND = objective(
    "2026-Q4/growth/referrals",
    "Cooks bring their friends because it is worth talking about", GROWTH, known(15), owner="Ada Chen",
)  # fmt: skip

PROSE = Prose(
    text="We sell fewer things and stand behind each of them for life. This year we make **the first week**, "
    "**the first repair** and **the first reorder** feel effortless.\n\n"
    "What we do not do: new product lines, price wars. See [the plan](../product/search.md).",
    path="index.md",
    first_line=1,
)


def check_in(when: Day, team: TeamBadge, author: str, *lines: CheckInLine, late: bool = False) -> CheckInCard:
    return CheckInCard(
        day=when, team=team, cycle="Q4 2026", author=author,
        url=f"2026-Q4/{team.name.lower()}/index.html#checkin-{when.iso}", readings=lines, late=late,
        prose=Prose(
            text="## What changed\n\nThe guided tour is back and half of new admins now take it.\n\n"
            "## Impediments\n\n- The directory vendor slipped by two weeks\n- Nobody owns the login page\n\n"
            "## Next\n\nTry the connector with three friendly customers.",
            path="2026-Q4/growth/checkins/2026-11-13.md", first_line=12,
        ),
    )  # fmt: skip


def line(key_result: str, value: str, *, change: str = "", confidence: str = "", status: str = "",
         note: str = "") -> CheckInLine:  # fmt: skip
    return CheckInLine(
        key_result=Link(text=key_result, url="2026-Q4/growth/onboarding.html#activation"),
        objective=Link(text=ONBOARDING_CARD.title, url=ONBOARDING_CARD.url),
        value=value, change=change, confidence=confidence, status=status, note=note,
    )  # fmt: skip


CHECK_INS = (
    check_in(
        day(13), GROWTH, "Ada Chen",
        line(KEY_RESULTS[0].title, "47%", change="+9 points", confidence="7", status="on track"),
        line(KEY_RESULTS[1].title, "1.5 days", change="+10 points", confidence="5", status="at risk",
             note="Vendor slipped"),
        line("We hold a SOC 2 report", "", note="The auditor starts on Monday"),
    ),
    check_in(day(12), SUCCESS, "Noor Haddad",
             line("Half of all questions are answered within the hour", "23.3%", status="at risk")),
    check_in(day(6), SALES, "Tomás Ferreira", line("Restaurant groups that run a full pilot", "6",
             change="+20 points", status="on track"), late=True),
)  # fmt: skip


TALLY = (
    Tally(status="stale", count=6, offset=0, share=11),
    Tally(status="on track", count=31, offset=11, share=56),
    Tally(status="at risk", count=9, offset=67, share=16),
    Tally(status="off track", count=4, offset=83, share=8),
    Tally(status="", count=5, offset=91, share=9),
)


def standing(team: TeamBadge, depth: int, objectives: int, meter: Meter, last: Day | None) -> TeamStanding:
    return TeamStanding(
        team=team, url=f"2026-Q4/{team.name.lower()}/index.html", depth=depth, objectives=objectives,
        key_results=objectives * 4, meter=meter, last_check_in=last, tally=TALLY if meter.known else (),
    )  # fmt: skip


STANDINGS = (
    standing(COMPANY, 0, 4, known(41), day(13)),
    standing(GROWTH, 1, 2, known(47), day(13)),
    standing(ONBOARDING, 2, 3, known(38), day(10)),
    standing(PRODUCT, 1, 3, known(62), day(12)),
    standing(SEARCH, 2, 2, known(71), day(12)),
    standing(SALES, 1, 2, known(55), day(6)),
    standing(SUCCESS, 1, 3, known(29, note="2 of 9 have no reading yet"), day(12)),
    standing(OPERATIONS, 1, 2, NONE, None),
    standing(PEOPLE, 1, 1, known(0), day(9, "Oct")),
    standing(FINANCE, 1, 1, known(90), day(13)),
)

ALLOWED = (
    AllowedRow(
        rule="objective-count", message="This team has 2 objectives in the quarter; `at_most: 1` keeps the focus.",
        reason="The second one ends in October.", place="2026-Q4/growth/onboarding.md:1:1",
        rule_url="rules.html#objective-count",
    ),
)  # fmt: skip

FINDINGS = (
    FindingRow(
        severity="warning", rule="key-result-count", place="2026-Q4/growth/onboarding.md:5:1",
        message="This objective has 6 key results; 3 to 5 keep the focus.",
        hint="Ask which of them you would miss least.", edit_url="https://github.com/acme/okrs/edit/main/x.md",
    ),
    FindingRow(
        severity="error", rule="parent-not-found", place="2026-Q4/growth/onboarding.md:3:9",
        message="There is no objective “company/trusted-partnr”.",
        hint="Did you mean “company/trusted-partner”?", edit_url="",
    ),
)  # fmt: skip

LOOSE = (
    InitiativeRow(title="Recorded tour", owner="", status="planned", url="", rice="120 × 0 × 50% ÷ 1 = 0"),
    InitiativeRow(title="Setup hotline", owner="", status="dropped", url="javascript:alert(1)",
                  because="Somebody would call."),
)  # fmt: skip

TREE = (
    Twig(
        title=TRUSTED.title, url=TRUSTED.url, team="Acme Cookware", hue=7, text="58%", percent=58, via="",
        dropped=False,
        children=(
            Twig(
                title=ONBOARDING_CARD.title, url=ONBOARDING_CARD.url, team="Growth", hue=1, text="47%",
                percent=47, via="Customers who renew after their first year", dropped=False,
                children=(
                    Twig(title=CONNECTOR.title, url=CONNECTOR.url, team="Onboarding", hue=1, text="38%",
                         percent=38, via=KEY_RESULTS[0].title, dropped=False, hidden=12,
                         hidden_url="2026-Q4/alignment/directory.html"),
                ),
            ),
            Twig(title="Old objective", url="2026-Q4/x/old.html", team="Sales", hue=2, text="8%", percent=8,
                 via="", dropped=True),
        ),
    ),
    Twig(title=FOOTPRINT.title, url=FOOTPRINT.url, team="Acme Cookware", hue=7, text="no reading yet",
         percent=None, via="", dropped=False),
)  # fmt: skip


def node(id: str, card: ObjectiveCard, *ports: KeyResultRow, focus: bool = False, folded: int = 0) -> Node:
    return Node(
        id=id, title=card.title, team=card.team.name, url=card.url, hue=card.team.hue,
        percent=card.meter.percent if card.meter.known else None,
        text=card.meter.text if card.meter.known else card.meter.note,
        tooltip=card.owner, focus=focus, dropped=card.dropped, folded=folded,
        folded_url="2026-Q4/alignment/x.html" if folded else "",
        ports=tuple(
            Port(id=port.id, title=port.title, url=port.url, text=port.meter.text,
                 percent=port.meter.percent if port.meter.known else None)
            for port in ports
        ),
    )  # fmt: skip


GRAPH = Graph(
    key="2026-Q4",
    label="The objectives of Q4 2026 and what each serves",
    nodes=(
        node("trusted", TRUSTED, *TRUSTED.key_results[:2]),
        node("kitchens", KITCHENS, KITCHENS.key_results[0]),
        node("footprint", FOOTPRINT),
        node("market", MARKET),
        node("onboarding", ONBOARDING_CARD, KEY_RESULTS[0], focus=True),
        node("search", SHARED),
        node("second", SECOND),
        node("connector", CONNECTOR, folded=12),
    ),
    edges=(
        Edge(upper="trusted", lower="onboarding", kind="parent", port="retention"),
        Edge(upper="trusted", lower="search", kind="parent", port="nps"),
        Edge(upper="trusted", lower="second", kind="parent"),
        Edge(upper="kitchens", lower="search", kind="supports"),
        Edge(upper="kitchens", lower="market", kind="parent", port="pilots"),
        Edge(upper="onboarding", lower="connector", kind="parent", port="activation"),
        Edge(upper="search", lower="connector", kind="depends_on"),
    ),
    legend=(
        LegendEntry(name="Acme Cookware", hue=7), LegendEntry(name="Growth", hue=1),
        LegendEntry(name="Product", hue=5),
    ),
)  # fmt: skip

REVIEW = ReviewCard(
    prose=Prose(text="## What worked\n\nTalking to five admins a week.\n\n## What surprised us\n\nNobody "
                "reads the welcome mail.", path="2026-Q4/growth/review.md", first_line=9),
    lines=(
        ReviewLine(
            objective=Link(text=ONBOARDING_CARD.title, url=ONBOARDING_CARD.url), decision="continue",
            carried_to=Link(text="Onboarding in Q1 2027", url="2027-Q1/growth/onboarding.html"),
            carried_text="", grades=(("New account admins finish setup on day one", "0.7", "0.22 (22%)"),),
        ),
    ),
    edit_url="https://github.com/acme/okrs/edit/main/content/2026-Q4/growth/review.md",
)  # fmt: skip


EXPLORER = Explorer(
    cycle="2026-Q4",
    page="{id}.html",
    colour="status",
    levels=("Level 1, the company",),
    entries=(
        Entry("2026/company/trusted", "Customers stay", 0, "Ada Chen", 1, 58, "58%", 0, -1, -1, (), (), ()),
        Entry("2026-Q4/company/shop", "Open the </script> shop", 0, "", 0, -1, "–", 0, 0, -1, (), (), ()),
    ),
    teams=(TeamEntry("company", "Acme Cookware", -1, 1, 0),),
    statuses=(Kind("on track", "on track", "good", "disc"), Kind("", "no status", "faint", "dash")),
    steps=(Kind("0", "0% to 24%", "step-1", "pie-0"),),
    ages=(Kind("7", "read this week", "step-4", "pie-3"),),
)
CHART = Chart(
    label="NPS from 2 Oct to 13 Nov 2026: lowest 31, highest 46, last 46.", courses=("0,80 50,42 100,35",), gaps=(),
    points=(
        ChartPoint(x="0", y="80", outside=True, text="31, 2 Oct 2026"),
        ChartPoint(x="50", y="42", outside=False, text="44, 23 Oct 2026"),
        ChartPoint(x="100", y="35", outside=False, text="46, 13 Nov 2026"),
    ),
    band=("0", "55"), limits=(ChartLimit(y="55", text="at least 45", below=True),), outside=True,
    ticks=(Tick(at="85", text="30"), Tick(at="22", text="50")), days=(Tick(at="69", text="Nov"),), first=day(2, "Oct"), last=day(13),
)  # fmt: skip


def kpi(name: str, now: str, band: str, health: str, chart: Chart | None, notice: str = "") -> KpiRow:
    return KpiRow(
        name=name, url=f"kpis/{name.lower()}.html", owner="Ines Okafor", band=band, now=now,
        as_of=day(13) if now else None, health=health, notice=notice, prose=PROSE, chart=chart,
        readings=tuple(
            KpiReadingRow(day=day(number), value=str(number), health=("outside" if number < 4 else "within") if band else "")
            for number in range(12, 0, -1)
        ) if now else (),
        working=() if notice else (
            KpiUse(key_result=KEY_RESULTS[2], objective=Link(text="Make the first week", url="2026-Q4/growth/onboarding.html"), cycle="Q4 2026"),
        ),
        earlier=(
            KpiUse(key_result=replace(KEY_RESULTS[2], mark=None, outcome=OutcomeMark(outcome="delivered", score="1.00")),
                   objective=Link(text="Make the first week", url="2026-Q4/growth/onboarding.html"), cycle="Q3 2026"),
        ),
    )  # fmt: skip


KPIS = (
    kpi("NPS", "41", "at least 45", "outside", CHART,
        "It is outside its limits, and no key result of an active or planned cycle works on it."),
    kpi("Acquisition cost", "$112", "at most $120", "within", CHART),
    kpi("Sick days", "3.1", "", "", replace(CHART, band=None, limits=())),
    kpi("Repair time", "", "at most 7 days", "", None),
)  # fmt: skip


def frame(url: str, title: str, section: str = "", *crumbs: Link) -> Frame:
    return Frame(
        url=url, title=title, description=f"{title} of Acme Cookware", section=section, crumbs=crumbs,
        edit_url="https://github.com/acme/okrs/edit/main/content/x.md",
        history_url="https://github.com/acme/okrs/commits/main/content/x.md",
    )  # fmt: skip


HOME = Link(text="Home", url="index.html")
CRUMBS = (HOME, Link(text="Q4 2026", url=Q4.url), Link(text="Growth", url="2026-Q4/growth/index.html"))
RELATED = (("Depends on", (SHARED,)), ("Supports", (KITCHENS,)))

PRIYA = Link(text="Priya Raman", url="people/priya-raman.html")
VERDICT = Verdict(
    status="at risk", word="Partly behind", text="25 of 50 key results keep up.",
    time="Mean progress is 15 points behind time.",
)  # fmt: skip
BEHIND = Concern(
    what=Link(text=ONBOARDING_CARD.title, url=ONBOARDING_CARD.url), said="33 points behind", team=GROWTH,
    owner="Priya Raman", owner_url=PRIYA.url, stated="on track", note="The vendor slipped to January.",
)  # fmt: skip
LATE = Concern(
    what=Link(text="Onboarding", url="2026-Q4/onboarding.agenda.html"), said="overdue since 28 Oct 2026"
)
ATTENTION = (
    Concerns(
        kind="off track",
        label="Off track",
        count=5,
        rows=(BEHIND,),
        rest="2026-Q4/index.html?status=off-track",
    ),
    Concerns(kind="overdue", label="Check-in overdue", count=1, rows=(LATE,)),
)
MOVES = (
    Move(key_result=Link(text=ONBOARDING_CARD.title, url=ONBOARDING_CARD.url), team=GROWTH, step="+14 points",
         now="47%", was="44%"),
    Move(key_result=Link(text=SECOND.title, url=SECOND.url), team=GROWTH, step="outside the limits", now="$131", was=""),
)  # fmt: skip
TIE = Tie(other=Link(text=CONNECTOR.title, url=CONNECTOR.url), team=ONBOARDING, how="waits",
          own=Link(text=SECOND.title, url=SECOND.url))  # fmt: skip
NOW = TeamNow(
    cycle=Q4, url="2026-Q4/growth/index.html", meter=known(47), verdict=VERDICT, tally=TALLY, mean=OBJECTIVES_MEAN,
    stale=Concerns(kind="stale", label="Stale", count=3, rows=(BEHIND,), rest="2026-Q4/index.html?status=stale"),
    due=CheckInDue(by=day(25), last=day(13), agenda="2026-Q4/growth.agenda.html"),
    dependents=Ties(rows=(TIE,), more=4), needs=Ties(rows=(TIE,)),
)  # fmt: skip

PAGES: tuple[Page, ...] = (
    HomeView(
        frame=frame("index.html", "Acme Cookware", "home"), prose=PROSE, cycle=Q4, fallback="",
        objectives=(TRUSTED, KITCHENS, FOOTPRINT, MARKET),
        others=(CycleGroup(cycle=YEAR, objectives=(TRUSTED, FOOTPRINT)), CycleGroup(cycle=NEXT, objectives=())),
        standings=STANDINGS, check_ins=CHECK_INS, more_check_ins=24,
        meter=known(41, note="11 of 55 key results have no reading yet."), tally=TALLY, contradictions=3,
        mean=OBJECTIVES_MEAN,
        more_teams=70, basis="Mean progress of 23 objectives", heading="What we are here for",
        verdict=VERDICT, attention=ATTENTION,
        week=Week(check_ins="7 check-ins", readings="29 readings", moves=MOVES, more=12),
    ),
    CycleView(
        frame=frame("2026-Q4/index.html", "Q4 2026", "cycle", HOME), cycle=Q4, prose=PROSE,
        within=(Link(text="2026", url="2026/index.html"),), contains=(), before=Link(text="Q3 2026", url=Q3.url),
        after=Link(text="Q1 2027", url=NEXT.url), meter=known(41), tally=TALLY,
        counts=("23 objectives", "78 key results", "31 check-ins"), standings=STANDINGS,
        groups=(
            TeamGroup(team=COMPANY, url="2026-Q4/company/index.html", depth=0,
                      objectives=(TRUSTED, KITCHENS, FOOTPRINT, MARKET)),
            TeamGroup(team=GROWTH, url="2026-Q4/growth/index.html", depth=1,
                      objectives=(ONBOARDING_CARD, SECOND, SHARED)),
            TeamGroup(team=ONBOARDING, url="2026-Q4/onboarding/index.html", depth=2, objectives=(CONNECTOR,)),
        ),
        meetings=(Link(text="30 Oct 2026", url="2026-Q4/reviews/2026-10-30.html"),),
        alignment_url="2026-Q4/alignment.html", basis="Mean progress of 23 objectives", check_ins=CHECK_INS,
        filters=filters(TRUSTED, KITCHENS, FOOTPRINT, MARKET, ONBOARDING_CARD, SECOND, CONNECTOR),
    ),
    AlignmentView(
        frame=frame("2026-Q4/alignment.html", "Alignment", "alignment", HOME), cycle=Q4, branch=None, path=(),
        note="Branches with more than twelve objectives are folded.", graph=GRAPH, tree=TREE,
        unaligned=(SECOND,),
        cycles=(Link(text="2026", url="2026/alignment.html"), Link(text="Q4 2026", url="2026-Q4/alignment.html")),
        explorer=EXPLORER,
    ),
    TeamCycleView(
        frame=frame("2026-Q4/growth/index.html", "Growth in Q4 2026", "cycle", *CRUMBS[:2]), team=GROWTH,
        cycle=Q4, meter=known(47), objectives=(ONBOARDING_CARD, SECOND, SHARED), check_ins=(CHECK_INS[0], replace(CHECK_INS[0], day=day(30, "Oct"), url="2026-Q4/growth/index.html#checkin-2026-10-30")),
        review=REVIEW, others=(Link(text="Q3 2026", url="2026-Q3/growth/index.html"),),
        beneath=STANDINGS[2:3], now=NOW,
    ),
    ObjectiveView(
        frame=frame("2026-Q4/growth/onboarding.html", ONBOARDING_CARD.title, "cycle", *CRUMBS),
        card=ONBOARDING_CARD, cycle=Q4, shared_with=(SEARCH,),
        obstacle="New admins wait two days for their directory, and most never come back.", prose=PROSE,
        key_results=KEY_RESULTS,
        ancestors=(ParentStep(objective=TRUSTED, key_result=Link(
            text="Customers who renew after their first year", url="2026-Q4/company/trusted-partner.html#retention")),),
        children=(CONNECTOR,), related=RELATED, initiatives=LOOSE, check_ins=CHECK_INS[:1],
        carried_from=(Link(text="Onboarding in Q3 2026", url="2026-Q3/growth/onboarding.html"),),
        carried_to=None, graph=GRAPH, tree=TREE, findings=FINDINGS[:1],
        allowed=ALLOWED, mean=MEAN, grading="An objective has a score but no outcome of its own.",
        why=WHY, said=SAID,
    ),
    TeamView(
        frame=frame("teams/growth.html", "Growth", "teams", HOME, Link(text="Teams", url="teams/index.html")),
        team=GROWTH, prose=PROSE, lead=PRIYA,
        members=tuple(Link(text=name, url="") for name in ("Ada Chen", "Jo Malik", "Sam Oyelaran")), now=NOW,
        handles=("@acme/growth", "@priya"),
        above=(Link(text="Acme Cookware", url=COMPANY.url),), beneath=(ONBOARDING,), life="",
        succeeded_by=(),
        cycles=(
            TeamCycle(cycle=Q4, url="2026-Q4/growth/index.html", meter=known(47),
                      objectives=(ONBOARDING_CARD, SECOND), tally=TALLY, mean=OBJECTIVES_MEAN),
            TeamCycle(cycle=Q3, url="2026-Q3/growth/index.html", meter=known(72), objectives=(TRUSTED, KITCHENS),
                      outcomes=OUTCOMES),
        ),
    ),
    TeamsView(
        frame=frame("teams/index.html", "Teams", "teams", HOME), cycle=Q4,
        roots=(
            TeamBranch(
                team=COMPANY, lead=Link(text="Mara Lindqvist", url=""), people=4, ended="", standing=known(41), objectives=4,
                beneath=(
                    TeamBranch(team=GROWTH, lead=PRIYA, people=6, ended="", standing=known(47), objectives=2,
                               beneath=(TeamBranch(team=ONBOARDING, lead=PRIYA, people=1, ended="",
                                                   standing=known(38), objectives=3, beneath=()),)),
                    TeamBranch(team=PRODUCT, lead=PRIYA, people=11, ended="", standing=known(62), objectives=3,
                               beneath=(TeamBranch(team=SEARCH, lead=None, people=5, ended="", standing=NONE,
                                                   objectives=1, beneath=()),)),
                    TeamBranch(team=FINANCE, lead=None, people=0, ended="until Q2 2026", standing=NONE, objectives=0,
                               beneath=()),
                ),
            ),
        ),
    ),
    KpisView(frame=frame("kpis/index.html", "KPIs", "kpis", HOME), kpis=KPIS),
    KpiView(frame=frame("kpis/nps.html", "NPS", "kpis", HOME, Link(text="KPIs", url="kpis/index.html")), kpi=KPIS[0]),
    ArchiveView(
        frame=frame("archive.html", "Archive", "archive", HOME),
        cycles=(
            CycleFigures(cycle=Q4, url=Q4.url, objectives=23, meter=known(41), score="", outcomes=(), carried=0, review_url="",
                         check_ins=CheckInFigures(on_time=5, late=1, missed=0, text="5 of 6 on time")),
            CycleFigures(cycle=Q3, url=Q3.url, objectives=21, meter=known(72), score="0.72", check_ins=None, carried=1,
                         outcomes=OUTCOMES,
                         review_url="2026-Q3/review.html"),
            CycleFigures(cycle=NEXT, url=NEXT.url, objectives=2, meter=NONE, score="", outcomes=(), check_ins=None, carried=0,
                         review_url=""),
        ),
        outcomes=(OutcomeColumn(cycle=Link(text="2026-Q3", url=Q3.url), label="Outcomes in Q3 2026: 1 exceeded and 3 fell short",
                                parts=(OutcomePart(outcome="exceeded", top=75, height=25, middle=88, count="1"),
                                       OutcomePart(outcome="fell short", top=0, height=75, middle=38, count="3"))),),
        outcome_keys=("exceeded", "fell short"),
        outcomes_note="A roofshot is delivered from 95%.", check_ins_note="A check-in is due every 2 weeks.",
        columns=(Link(text="Q3 2026", url=Q3.url),), upper=True, carried=(),
        teams=(
            ArchiveTeam(team=COMPANY, url="teams/company.html#history", depth=0,
                        cells=(ArchiveCell(url="2026-Q3/company/index.html", score="0.72", check_ins=""),)),
            ArchiveTeam(team=GROWTH, url="teams/growth.html#history", depth=1, cells=(None,)),
        ),
    ),
    HeatView(
        frame=frame("heat.html", "Teams by cycle", "archive", HOME), cycles=(Q4, Q3),
        steps=(HeatStep(step=1, text="below 0.2"), HeatStep(step=5, text="0.8 and more")),
        left_out="1 older cycle stands in the archive.",
        rows=(
            HeatRow(team=COMPANY, url="teams/company.html#history", depth=0,
                    cells=(HeatCell(url="2026-Q4/company/index.html", score="", step=0, kept="so far"),
                           HeatCell(url="2026-Q3/company/index.html", score="0.72", step=4, kept="3 of 5 delivered"))),
            HeatRow(team=GROWTH, url="teams/growth.html#history", depth=1,
                    cells=(None, HeatCell(url="2026-Q3/growth/index.html", score="0.00", step=1, kept=""))),
        ),
    ),
    *CHANGES,
    CheckView(
        frame=frame("check.html", "Check", "check", HOME), summary="7 warnings in 3 files, no errors.",
        silent="12 more warnings are silent because their cycles have closed.",
        groups=(
            (Link(text="2026-Q4/growth/onboarding.md", url="2026-Q4/growth/onboarding.html"), FINDINGS),
            (Link(text="okrsite.yml", url=""), FINDINGS[:1]),
        ),
        allowed=((Link(text="2026-Q4/growth/onboarding.md", url="2026-Q4/growth/onboarding.html"), ALLOWED),),
    ),
    MeetingView(
        frame=frame("2026-Q4/reviews/2026-10-30.html", "Review meeting, 30 Oct 2026", "cycle", *CRUMBS[:2]),
        cycle=Q4, day=day(30, "Oct"), attendees=("Mara Lindqvist", "Priya Raman", "Tomás Ferreira"),
        prose=Prose(text="## Stop\n\nReporting totals.\n\n## Start\n\nInterviewing five customers a week.\n\n"
                    "## Continue\n\nThe Monday check-in.", path="2026-Q4/reviews/2026-10-30.md", first_line=5),
    ),
    GuideView(
        frame=frame("guide/index.html", "How to write OKRs", "guide", HOME),
        prose=Prose(
            text="An objective says **where you want to go**; a key result says *how you will know*.\n\n"
            "## A key result\n\nWho does what by how much.\n\n```yaml\nkey_results:\n  - id: activation\n"
            "    title: New account admins finish setup on day one and tell their colleagues how easy it was to do so\n"
            "    from: 42%\n    to: 65%\n```\n\n| field | | |\n| --- | --- | --- |\n| `title` | required | |\n"
            "| `owner` | | one accountable person |\n\n> Fewer is better.\n\n### Numbers\n\n1. `42%`\n2. `$2.5k`\n",
            path="guide.md", first_line=1,
        ),
    ),
    MovedView(
        frame=frame("2026-Q4/growth/first-week.html", "Moved"),
        target=Link(text=ONBOARDING_CARD.title, url="2026-Q4/growth/onboarding.html#activation"),
    ),
    *RHYTHM,
    *people(Q4, GROWTH, ONBOARDING_CARD, KEY_RESULTS[0]),
    *presentations(Q4, GROWTH, (ONBOARDING_CARD, SHARED), STANDINGS, TALLY, OUTCOMES),
    NotFoundView(frame=frame("404.html", "Not found")),
)  # fmt: skip
