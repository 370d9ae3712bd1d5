"""What is whose: the objectives, key results, work, teams and KPIs of each owner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from okrsite.model.key_result import KeyResult
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Initiative, Objective
from okrsite.model.team import Team
from okrsite.views.people.owners import Owners


@dataclass(slots=True)
class Holdings:
    """What is somebody's, in the order of the content. `teams` are those that they lead or belong to, or
    whose OKRs are theirs."""

    objectives: list[Objective] = field(default_factory=list)
    key_results: list[tuple[Objective, KeyResult]] = field(default_factory=list)
    work: list[tuple[Objective, Initiative]] = field(default_factory=list)
    leads: list[Team] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    teams: dict[str, None] = field(default_factory=dict)


def holdings_of(
    owners: Owners,
    teams: Iterable[tuple[Team, bool]],
    cycles: Iterable[tuple[Iterable[Objective], bool]],
    kpis: Iterable[Kpi],
) -> Mapping[str, Holdings]:
    """What each owner has, by their key. Teams and the objectives of cycles come with whether they are over:
    a closed cycle makes nobody belong to a team."""
    found = {owner.key: Holdings() for owner in owners}

    def of(name: str) -> Holdings:
        owner = owners.find(name)
        return found[owner.key] if owner else Holdings()

    for team, ended in teams:
        of(team.lead).leads.append(team)
        if not ended:
            for name in (team.lead, *team.members):
                of(name).teams[team.id] = None
    for objectives, closed in cycles:
        for objective in objectives:
            of(objective.owner).objectives.append(objective)
            for key_result in objective.key_results:
                of(key_result.owner or objective.owner).key_results.append((objective, key_result))
            for initiative in objective.initiatives:
                of(initiative.owner).work.append((objective, initiative))
            if not closed:
                for name in (objective.owner, *(k.owner for k in objective.key_results)):
                    of(name).teams[objective.team] = None
    for kpi in kpis:
        of(kpi.owner).kpis.append(kpi)
    return found
