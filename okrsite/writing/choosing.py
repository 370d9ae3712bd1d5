"""What people name on the command line, teams, cycles and parents, and what is meant where they don't."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from okrsite.alignment import Directory, Miss
from okrsite.diagnostics import did_you_mean
from okrsite.model.cycle import Cycle, CycleState, cycle_dates, nearest_cycle_name
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.team import Team
from okrsite.rules._references import what_is_missing
from okrsite.rules.rule import Facts
from okrsite.writing.files import WritingError


def team_named(facts: Facts, text: str) -> Team:
    """The team with an id, a former id or a name, whatever its capitals. Raises WritingError."""
    wanted = " ".join(text.split()).casefold()
    id = facts.directory.former_teams.get(wanted, wanted)
    if id in facts.teams:
        return facts.teams[id]
    named = [team for team in facts.portfolio.teams if team.name.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    if f"team:{wanted}" in facts.portfolio.ghosts:
        raise WritingError(f"teams/{wanted}.md can't be read: `okrsite check` says why.")
    if named:
        ids = " or ".join(f"`{team.id}`" for team in named)
        raise WritingError(f"There are {len(named)} teams of the name `{text}`: write {ids}.")
    teams = facts.portfolio.teams
    hint = did_you_mean(text, facts.teams) or did_you_mean(text, [team.name for team in teams])
    hint = hint or _some("Teams are", [team.id for team in teams])
    raise WritingError(f"There is no team `{text}`. {hint}".rstrip())


def cycle_named(facts: Facts, text: str) -> Cycle:
    """The cycle with a name, whatever its capitals. Raises WritingError."""
    wanted = text.strip()
    for cycle in facts.portfolio.cycles:
        if cycle.id.casefold() == wanted.casefold():
            return cycle
    near = nearest_cycle_name(wanted)
    if near in facts.directory.cycles:
        return facts.directory.cycles[near]
    hint = f"`okrsite new cycle {near}` makes it." if near else ""
    if hint and near != wanted:
        hint = f"Did you mean `{near}`? {hint}"
    hint = hint or did_you_mean(wanted, facts.directory.cycles)
    hint = hint or _some("Cycles are", [c.id for c in reversed(facts.portfolio.cycles)])
    raise WritingError(f"There is no cycle `{wanted}`. {hint}".rstrip())


def cycle_to_be(facts: Facts, text: str) -> tuple[Facts, Cycle, bool]:
    """The cycle with a name, be it one that is not there yet but whose name gives its dates.

    Returns the facts with that cycle in them, the cycle, and whether it is new. Raises WritingError.
    """
    wanted = text.strip()
    dates = dates_of(facts, wanted)
    if wanted in facts.directory.cycles or dates is None:
        return facts, cycle_named(facts, wanted), False
    cycle = Cycle(id=wanted, title=wanted, starts=dates[0], ends=dates[1])
    cycles = sorted((*facts.portfolio.cycles, cycle), key=lambda c: (c.starts, c.ends, c.id))
    portfolio = replace(facts.portfolio, cycles=tuple(cycles))
    alignment = replace(facts.alignment, directory=Directory(portfolio))
    return replace(facts, portfolio=portfolio, alignment=alignment), cycle, True


def dates_of(facts: Facts, name: str) -> tuple[date, date] | None:
    """The first and last day that a cycle's name gives by the settings; None where it gives none."""
    settings = facts.portfolio.settings
    return cycle_dates(name, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for)


def usual_cycle(facts: Facts, among: Iterable[str] | None = None) -> Cycle | None:
    """The cycle that is meant where none is named: of the active ones that with the most objectives, else
    the next to come. `among` are the ids of those that may be meant."""
    counts: dict[str, int] = {}
    for objective in facts.portfolio.objectives:
        counts[objective.cycle] = counts.get(objective.cycle, 0) + 1
    allowed = facts.directory.cycles if among is None else set(among)
    cycles = [cycle for cycle in facts.portfolio.cycles if cycle.id in allowed]
    today = facts.portfolio.today
    active = [cycle for cycle in cycles if cycle.state(today) is CycleState.ACTIVE]
    if active:
        return min(active, key=lambda c: (-counts.get(c.id, 0), c.days, c.id))
    coming = [cycle for cycle in cycles if cycle.state(today) is CycleState.PLANNED]
    return min(coming, key=lambda c: (c.starts, c.days, c.id)) if coming else None


def this_quarter(facts: Facts) -> str:
    """The name of the quarter that today is in, as an example."""
    today = facts.portfolio.today
    return f"{today.year}-Q{(today.month + 2) // 3}"


def parent_named(facts: Facts, text: str, cycle: Cycle, team: str) -> str:
    """A reference to a parent for an objective of a team in a cycle, as it may be written. Raises
    WritingError where it leads nowhere, or to a cycle that does not contain this one."""
    wanted = text.strip().removesuffix(".md")
    reference = parse_reference(wanted)
    if reference is None:
        raise WritingError(
            f"`{text}` is no reference: write `objective`, `team/objective` or `cycle/team/objective`;"
            " `#key-result` may follow."
        )
    found = facts.directory.find(reference, cycle=cycle.id, team=team)
    if isinstance(found, Miss):
        if found.reason == "ghost":
            return wanted
        missing = what_is_missing(facts, found, "")
        raise WritingError(f"The parent `{wanted}` is not found: {missing.message}. {missing.hint}".rstrip())
    if not facts.directory.inside(found.objective, cycle.id):
        other = facts.directory.objectives[found.objective].cycle
        raise WritingError(
            f"The parent `{wanted}` is in {other}, which does not contain {cycle.id}:"
            f" name one of {cycle.id} or of a cycle that contains it."
        )
    return wanted


def possible_parents(facts: Facts, cycle: Cycle, team: str) -> list[str]:
    """References to what an objective of a team may serve: the living objectives of the teams above it, the
    nearest first, as they are written."""
    found = []
    for above in facts.line_above(team):
        for home in facts.directory.homes(cycle.id):
            for objective in facts.directory.of_team(home, above):
                if not objective.draft and not objective.dropped:
                    found.append(f"{above}/{objective.name}")
    return list(dict.fromkeys(found))


def checked_in_by(facts: Facts, cycle: str, team: str) -> list[Objective]:
    """The living objectives of a cycle that a team checks in on: its own, then those it shares."""
    own = facts.directory.of_team(cycle, team)
    shared = (
        o for o in facts.portfolio.objectives if o.cycle == cycle and team in o.shared_with and o.team != team
    )
    return [o for o in (*own, *shared) if not o.draft and not o.dropped]


def teams_with_key_results(facts: Facts, cycle: str | None = None) -> Mapping[str, set[str]]:
    """For each team the cycles in which it has key results to check in on; of one cycle, if one is given."""
    found: dict[str, set[str]] = {}
    for objective in facts.living:
        if objective.draft or (cycle is not None and objective.cycle != cycle):
            continue
        if any(key_result.dropped is None for key_result in objective.key_results):
            for team in (objective.team, *objective.shared_with):
                if team in facts.teams:
                    found.setdefault(team, set()).add(objective.cycle)
    return found


def _some(words: str, names: list[str]) -> str:
    if not names:
        return ""
    listed = ", ".join(names[:8])
    return f"{words} {listed}{' and others' if len(names) > 8 else ''}."
