"""The texts that links to a new file fill in, as `okrsite new` writes them."""

from collections.abc import Iterator

from okrsite.model.cycle import CycleState
from okrsite.model.team import Team
from okrsite.rules.rule import Facts
from okrsite.views.company import Company
from okrsite.views.new_texts import NewText, NewTexts, TeamInCycle
from okrsite.writing.check_ins import CheckInPlan, check_in_file, questions
from okrsite.writing.files import NewFile
from okrsite.writing.objectives import UNNAMED, ObjectivePlan, joins_on, objective_file


def new_texts(facts: Facts, company: Company) -> NewTexts:
    """For each cycle that is not over and each team that lives: an objective with everything left open, and
    today's check-in with nothing answered. `facts` are of the published content, without drafts."""
    return NewTexts(
        objectives={key: _text(file) for key, file in _objectives(facts, company)},
        check_ins={key: _text(file) for key, file in _check_ins(facts, company)},
    )


def _text(file: NewFile) -> NewText:
    return NewText(path=file.path, text=file.text)


def _living(company: Company) -> list[Team]:
    return [team for team in company.portfolio.teams if not company.has_ended(team)]


def _objectives(facts: Facts, company: Company) -> Iterator[tuple[TeamInCycle, NewFile]]:
    roots = {root.id for root in facts.roots}
    for cycle in company.portfolio.cycles:
        if company.state(cycle.id) is CycleState.CLOSED:
            continue
        for team in _living(company):
            plan = ObjectivePlan(
                cycle=cycle.id,
                team=team.id,
                name=UNNAMED,
                title="",
                needs_parent=team.id not in roots,
                added=joins_on(facts.portfolio.today, cycle),
            )
            yield (cycle.id, team.id), objective_file(plan)


def _check_ins(facts: Facts, company: Company) -> Iterator[tuple[TeamInCycle, NewFile]]:
    today = facts.portfolio.today
    for cycle, team in company.team_cycles:
        read_today = any(check_in.day == today for check_in in company.check_ins.get((cycle, team), ()))
        if read_today or company.state(cycle) is not CycleState.ACTIVE:
            continue
        asked = questions(facts, company.cycles[cycle], team)
        if any(not ask.done for ask in asked):
            plan = CheckInPlan(cycle=cycle, team=team, day=today, asked=asked)
            yield (cycle, team), check_in_file(plan)
