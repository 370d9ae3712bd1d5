"""Views of people, and what a cycle can be filtered by, built by hand."""

from okrsite.views.facets import Choice, Facets, Field, Filters
from okrsite.views.last_said import LastSaid
from okrsite.views.pages import PeopleView, PersonCycle, PersonView
from okrsite.views.parts import CycleBanner, Day, Frame, KeyResultRow, Link, ObjectiveCard, Prose, TeamBadge
from okrsite.views.people.person import OwedCheckIn, OwedReading, OwnKeyResult, OwnWork, PersonLine

SAID = LastSaid(
    day=Day(text="13 Nov 2026", iso="2026-11-13"),
    author="Ada Chen",
    author_url="people/ada-chen.html",
    url="2026-Q4/growth/index.html#checkin-2026-11-13",
    notes=((Link(text="Setup", url="2026-Q4/growth/onboarding.html#activation"), "Vendor slipped"),),
    prose=Prose(text="The guided tour is back.", path="2026-Q4/growth/checkins/2026-11-13.md", first_line=12),
)
WHY = Prose(text="Who gets through the first week stays.", path="2026-Q4/growth/onboarding.md", first_line=20)


def filters(*cards: ObjectiveCard) -> Filters:
    """What a cycle with some objectives can be filtered by."""
    facets = Facets(
        teams="company growth",
        status="off-track",
        ambition="moonshot roofshot",
        owners="priya-raman",
        findings="key-result-count",
        progress="22",
        heard="2026-11-13",
    )
    return Filters(
        fields=(
            Field(
                name="team",
                label="Team",
                everything="All teams",
                choices=(
                    Choice(value="company", text="Acme"),
                    Choice(value="growth", text="Growth", depth=1),
                ),
            ),
            Field(
                name="status",
                label="Status",
                everything="Any status",
                choices=(Choice(value="off-track", text="Off track"),),
            ),
        ),
        sorting=Field(
            name="sort", label="Sort by", everything="Team", choices=(Choice(value="title", text="Title"),)
        ),
        lines={card.id: facets for card in cards},
        objectives=len(cards),
    )


def people(
    cycle: CycleBanner, team: TeamBadge, card: ObjectiveCard, row: KeyResultRow
) -> tuple[PeopleView | PersonView, ...]:
    """The list of people, and one of them."""
    objective = Link(text=card.title, url=card.url)
    reading = OwedReading(
        key_result=Link(text=row.title, url=row.url),
        objective=objective,
        when="",
        last="last read 28 Oct 2026",
        overdue=True,
    )
    teams = Link(text="Teams", url="teams/index.html")
    return (
        PeopleView(
            frame=Frame(
                url="people/index.html",
                title="People",
                description="Everybody",
                section="teams",
                crumbs=(teams,),
            ),
            people=(
                PersonLine(person=Link(text="Ada Chen", url="people/ada-chen.html"), teams=(team,)),
                PersonLine(person=Link(text="Jo Malik", url="people/jo-malik.html"), teams=()),
            ),
        ),
        PersonView(
            frame=Frame(
                url="people/ada-chen.html",
                title="Ada Chen",
                description="What Ada Chen owns",
                section="teams",
                crumbs=(teams, Link(text="People", url="people/index.html")),
            ),
            name="Ada Chen",
            active=True,
            owed=(
                OwedCheckIn(
                    team=team,
                    cycle=Link(text=cycle.title, url=cycle.url),
                    agenda="2026-Q4/growth.agenda.html",
                    when="overdue since 11 Nov 2026",
                    overdue=True,
                    readings=(reading,),
                ),
            ),
            cycles=(
                PersonCycle(
                    cycle=cycle,
                    objectives=(card,),
                    key_results=(OwnKeyResult(row=row, objective=objective, team=team),),
                    work=(
                        OwnWork(title="Setup hotline", status="dropped", url="", objective=objective),
                        OwnWork(
                            title="Connector",
                            status="doing",
                            url="https://tracker.example/1",
                            objective=objective,
                        ),
                    ),
                ),
            ),
            leads=(team,),
            kpis=(Link(text="Acquisition cost", url="kpis/cac.html"),),
            earlier=((Link(text="Q3 2026", url="2026-Q3/index.html"), (objective,)),),
        ),
    )
