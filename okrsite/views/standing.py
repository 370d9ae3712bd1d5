"""How a team stands in a cycle."""

from dataclasses import dataclass

from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.parts import Day, Meter, TeamBadge
from okrsite.views.workings import Mean

TEAMS = 60
"""With more teams than this, a page of all of them shows those of the upper levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPart:
    """What a team's own objectives in a cycle come to. `mean` works out their progress, which `meter` shows;
    `tally` is how their key results keep up, `outcomes` what became of them once the cycle has closed."""

    meter: Meter
    tally: tuple[Tally, ...]
    outcomes: tuple[OutcomeShare, ...]
    mean: Mean | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStanding:
    """A team's line in a cycle. `depth` is 0 for the root team. `tally` is how its key results keep up,
    `outcomes` what became of them once the cycle has closed; one of the two is empty."""

    team: TeamBadge
    url: str
    depth: int
    objectives: int
    key_results: int
    meter: Meter
    last_check_in: Day | None
    tally: tuple[Tally, ...] = ()
    outcomes: tuple[OutcomeShare, ...] = ()


def upper(standings: tuple[TeamStanding, ...]) -> tuple[TeamStanding, ...]:
    """All teams where they are few, else as many as fit: upper levels before lower ones."""
    if len(standings) <= TEAMS:
        return standings
    ranked = sorted(range(len(standings)), key=lambda i: (standings[i].depth, i))
    kept = set(ranked[:TEAMS])
    return tuple(s for i, s in enumerate(standings) if i in kept)
