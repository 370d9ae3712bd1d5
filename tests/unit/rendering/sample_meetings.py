# ruff: noqa: E501
"""Presentations as rich as real ones, built by hand."""

from sample_people import SAID

from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.pages import PresentView
from okrsite.views.parts import CycleBanner, Frame, Link, Meter, ObjectiveCard, Prose, TeamBadge
from okrsite.views.present import Dropped, Screen, TeamPresentation
from okrsite.views.standing import TeamStanding


def presentations(
    cycle: CycleBanner,
    team: TeamBadge,
    cards: tuple[ObjectiveCard, ...],
    standings: tuple[TeamStanding, ...],
    tally: tuple[Tally, ...],
    outcomes: tuple[OutcomeShare, ...],
) -> tuple[PresentView, ...]:
    """That of a cycle with more objectives than it shows, and that of a team in a cycle that has closed."""
    why = Prose(
        text="The first week **decides** whether a kitchen stays.",
        path="2026-Q4/growth/onboarding.md",
        first_line=9,
    )
    return (
        PresentView(
            frame=Frame(url="2026-Q4/present.html", title="Presentation of Q4 2026", description="Presentation of Q4 2026", section="cycle"),
            cycle=cycle, team=None, page=Link(text=cycle.title, url=cycle.url), basis="Mean progress of 90 objectives",
            meter=Meter(known=True, percent=47, text="47%", note="88 of 90 objectives have a reading"), score="",
            counts=("9 teams", "90 objectives", "12 of 14 check-ins on time"), tally=tally, contradictions=3, outcomes=(),
            screens=tuple(
                Screen(anchor=f"growth.{i}", card=card, why=why if i else None, obstacle="Nobody owns the directory." if i else "",
                       impediments=why if i else None, said=SAID if i else None)
                for i, card in enumerate(cards)
            ),
            dropped=(Dropped(objective=Link(text="Open the Nordic shop", url="2026-Q4/growth/nordic.html"), team=team, because="No demand."),),
            left_out="The company’s own objectives, and of the others those that need attention most: 60 of 90.",
            teams=tuple(TeamPresentation(standing=one, url="2026-Q4/growth.present.html") for one in standings),
        ),
        PresentView(
            frame=Frame(url="2026-Q4/growth.present.html", title="Presentation of Growth, Q4 2026", description="Presentation of Growth, Q4 2026", section="archive"),
            cycle=cycle, team=team, page=Link(text="Growth, Q4 2026", url="2026-Q4/growth/index.html"), basis="Mean score of 0 objectives",
            meter=Meter(known=False, percent=0, text="–", note="no objectives"), score="", counts=(), tally=(), contradictions=0,
            outcomes=outcomes, screens=(), dropped=(), left_out="", teams=(),
        ),
    )  # fmt: skip
