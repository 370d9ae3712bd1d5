"""A team is named that has no file in `teams/`.

A typo in the name of a folder must not make a team's OKRs disappear, so each folder of a cycle needs its
team's file. One report for a folder stands for all files in it.

Fails, where there is a `teams/growth.md` only: `2026-Q4/growht/onboarding.md`

Passes: `2026-Q4/growth/onboarding.md`
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding, corrected, did_you_mean, meant, near_names
from okrsite.model.check_in import CheckIn
from okrsite.rules.rule import Facts, error
from okrsite.source import Place, SourceFile


def find(facts: Facts) -> Iterator[Finding]:
    yield from _folders(facts)
    for team in facts.portfolio.teams:
        if team.parent:
            yield from _unknown(facts, team.parent, team.place.of("parent"), "the team above")
        for other in team.succeeded_by:
            yield from _unknown(facts, other, team.place.of("succeeded_by", other), "`succeeded_by`")
    for objective in facts.portfolio.objectives:
        for other in objective.shared_with:
            yield from _unknown(facts, other, objective.place.of("with", other), "`with`")


def _unknown(facts: Facts, team: str, place: Place, what: str) -> Iterator[Finding]:
    if _known(facts, team):
        return
    near = near_names(team, facts.teams)
    yield Finding(
        place=place,
        message=f"{what}: there is no team `{team}`",
        hint=meant(near) or f"Write `teams/{team}.md`, or name a team that has a file.",
        correction=corrected(team, near),
    )


def _folders(facts: Facts) -> Iterator[Finding]:
    portfolio = facts.portfolio
    files: list[tuple[str, str, SourceFile]] = []
    files += [(o.cycle, o.team, o.source) for o in portfolio.objectives]
    files += facts.recollection.of("desks", portfolio.check_ins, lambda: _desks(portfolio.check_ins))
    files += [(r.cycle, r.team, r.source) for r in portfolio.reviews]
    for path in sorted(portfolio.unread):
        cycle, _, rest = path.partition("/")
        team, in_folder, _ = rest.partition("/")
        if in_folder and team != "reviews" and cycle in facts.directory.cycles:
            files.append((cycle, team, SourceFile(path=path)))
    reported = set()
    for cycle, team, source in files:
        if _known(facts, team) or (cycle, team) in reported:
            continue
        reported.add((cycle, team))
        yield Finding(
            place=Place(source=source),
            message=f"the folder `{cycle}/{team}` belongs to no team: there is no `teams/{team}.md`",
            hint=f"The team is `{renamed}` today: rename the folder."
            if (renamed := facts.directory.former_teams.get(team))
            else did_you_mean(team, facts.teams) or f"Write `teams/{team}.md`, or rename the folder.",
        )


def _desks(check_ins: tuple[CheckIn, ...]) -> list[tuple[str, str, SourceFile]]:
    """The folders of teams that hold check-ins, each with the first of them."""
    found: dict[tuple[str, str], SourceFile] = {}
    for check_in in check_ins:
        found.setdefault((check_in.cycle, check_in.team), check_in.source)
    return [(cycle, team, source) for (cycle, team), source in found.items()]


def _known(facts: Facts, team: str) -> bool:
    """Whether a team has a file, be it one that can't be read."""
    return team in facts.teams or f"team:{team}" in facts.portfolio.ghosts


RULE = error("unknown-team", __doc__, find)
