"""What closing a cycle writes: the reviews that are missing, and the objectives that go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from okrsite.alignment import Target
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review
from okrsite.rules.rule import Facts
from okrsite.scoring.grading import Outcome, outcomes_of
from okrsite.writing.basics import CyclePlan, cycle_file
from okrsite.writing.carrying import Carried, carried_file
from okrsite.writing.files import NewFile
from okrsite.writing.reviews import ReviewPlan, review_file, reviewed, teams_to_review

GOING_ON = frozenset({"continue", "adjust"})
REACHED = frozenset({Outcome.EXCEEDED, Outcome.DELIVERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of what closing did: `done` is wrote, kept, or to do; `path` the file it is about."""

    done: str
    path: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """All that closing a cycle has to write, and how each step reads."""

    files: tuple[NewFile, ...]
    steps: tuple[Step, ...]


def close_cycle(facts: Facts, content: Path, cycle: Cycle, to: Cycle | None, *, to_is_new: bool) -> Closing:
    """Plan the closing of a cycle. Nothing is written here, and nothing that exists is planned to be.

    `facts` know the cycle `to`, be it new.
    """
    missing = teams_to_review(facts, cycle.id)
    carried = _carried(facts, cycle, missing, to) if to else []
    others = {c.objective.id: c.to for c in carried}
    files: list[NewFile] = []
    steps: list[Step] = []
    for team in missing:
        plan = ReviewPlan(
            cycle=cycle.id,
            team=team,
            carried_to={c.objective.name: c.to for c in carried if c.objective.team == team},
        )
        files.append(review_file(facts, plan))
        steps.append(Step(done="wrote", path=plan.path, note=_how_many(len(reviewed(facts, cycle.id, team)))))
    for one in carried:
        if (content / one.path).exists():
            steps.append(Step(done="kept", path=one.path, note="is there already"))
        else:
            files.append(carried_file(facts, one, others))
            steps.append(Step(done="wrote", path=one.path, note=_from_where(one)))
    if to is not None:
        steps += _to_add(facts, cycle, to)
        if to_is_new and files and not (content / to.id / "index.md").exists():
            index = cycle_file(CyclePlan(id=to.id))
            files.append(index)
            steps.append(Step(done="wrote", path=index.path, note="the new cycle"))
    return Closing(files=tuple(files), steps=tuple(steps))


def _carried(facts: Facts, cycle: Cycle, teams: list[str], to: Cycle) -> list[Carried]:
    """What goes on in the next cycle; of two that would go on under one id, the first."""
    found: dict[str, Carried] = {}
    for one in (*_decided(facts, cycle, to), *_proposed(facts, cycle, teams, to)):
        found.setdefault(one.to, one)
    return list(found.values())


def _from_where(carried: Carried) -> str:
    """What is said of a carried objective: where it comes from, if it had another name there."""
    objective = carried.objective
    same = carried.to.endswith(f"/{objective.team}/{objective.name}")
    return "a draft" if same else f"a draft, from {objective.id}"


def _how_many(objectives: int) -> str:
    return f"{objectives} objective{'' if objectives == 1 else 's'} to decide on"


def _verdicts(facts: Facts, cycle: Cycle) -> Iterator[tuple[Review, Objective, str, str]]:
    """What the reviews of a cycle decided to go on with: the objective, where it is carried to as a full id
    (empty where the review does not say), and the decision."""
    for review in facts.portfolio.reviews:
        if review.cycle != cycle.id:
            continue
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            if reference is None or verdict.decision not in GOING_ON:
                continue
            found = facts.directory.find(reference, cycle=cycle.id, team=review.team)
            if not isinstance(found, Target):
                continue
            to = verdict.carried_to
            full = f"{to.cycle or cycle.id}/{to.team or review.team}/{to.objective}" if to else ""
            yield review, facts.directory.objectives[found.objective], full, verdict.decision


def _decided(facts: Facts, cycle: Cycle, to: Cycle) -> Iterator[Carried]:
    """What reviews say goes on, and in the cycle `to` or without saying where."""
    for _, objective, full, _ in _verdicts(facts, cycle):
        if objective.draft or objective.dropped:
            continue
        if not full:
            yield Carried(objective=objective, to=f"{to.id}/{_team(facts, objective)}/{objective.name}")
        elif full.startswith(f"{to.id}/") and full.split("/")[1] in facts.teams:
            yield Carried(objective=objective, to=full)


def _proposed(facts: Facts, cycle: Cycle, teams: list[str], to: Cycle) -> Iterator[Carried]:
    """Where no review decides yet: every objective with a key result that was not reached, for the team to
    decide on."""
    grades = facts.portfolio.settings.grades
    for team in teams:
        for objective in reviewed(facts, cycle.id, team):
            outcomes = outcomes_of(objective, facts.scores, grades).values()
            if not outcomes or any(outcome not in REACHED for outcome in outcomes):
                yield Carried(objective=objective, to=f"{to.id}/{_team(facts, objective)}/{objective.name}")


def _team(facts: Facts, objective: Objective) -> str:
    """The team that an objective goes on with: its own, or the one that took over from it."""
    team = facts.teams.get(objective.team)
    if (
        team is not None
        and team.until
        and len(team.succeeded_by) == 1
        and team.succeeded_by[0] in facts.teams
    ):
        return team.succeeded_by[0]
    return objective.team


def _to_add(facts: Facts, cycle: Cycle, to: Cycle) -> Iterator[Step]:
    """The line that a review that people wrote lacks: it is theirs, and is not touched."""
    for review, objective, full, decision in _verdicts(facts, cycle):
        if not full and not objective.draft:
            target = f"{to.id}/{_team(facts, objective)}/{objective.name}"
            note = f"add below `{objective.name}`:  carried_to: {target}"
            yield Step(done="to do", path=review.source.path, note=note)
        elif full and not full.startswith(f"{to.id}/"):
            note = f"`{objective.name}` says {decision}, and is carried to {full}: left alone"
            yield Step(done="kept", path=review.source.path, note=note)
