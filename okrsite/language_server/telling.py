"""What is told of something when the pointer rests on its id or name, in Markdown."""

import re
from collections.abc import Iterable, Iterator

from okrsite.language_server.cursor import Cursor
from okrsite.language_server.meaning import about, lead_of_names
from okrsite.language_server.mentions import Symbol
from okrsite.loading.discover import ContentFile
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.team import Team
from okrsite.rules.registry import BY_NAME
from okrsite.rules.rule import Facts
from okrsite.scoring.grading import outcomes_of
from okrsite.views.key_results import now_text, target_text
from okrsite.views.quantities import limits_text
from okrsite.views.status import expected_text
from okrsite.views.words import count, day, percent_text

_MARKS = re.compile(r"([\\`*_\[\]<>#|~!])")


def told(symbol: Symbol, facts: Facts) -> str:
    """What there is to tell of a thing: its title, and how it stands; empty where it is not there."""
    lines: list[str] = []
    objective = facts.directory.objectives.get(symbol.objective)
    if symbol.sort == "objective" and objective is not None:
        lines = list(_objective(objective, facts))
    elif symbol.sort == "key result" and objective is not None:
        key_result = objective.key_result(symbol.name)
        lines = list(_key_result(objective, key_result, facts)) if key_result else []
    elif symbol.sort == "team" and symbol.id in facts.teams:
        lines = list(_team(facts.teams[symbol.id], facts))
    elif symbol.sort == "kpi":
        kpi = next((k for k in facts.portfolio.kpis if k.id == symbol.id), None)
        lines = list(_kpi(kpi)) if kpi is not None else []
    return "\n\n".join(line for line in lines if line)


def told_of_name(file: ContentFile, cursor: Cursor, name: str) -> str:
    """What a field or a rule is for, by its name in a file; empty where it is neither."""
    if cursor.role == "value":
        return ""
    if lead_of_names(file.kind, cursor.path) == "rule":
        rule = BY_NAME.get(name)
        return f"**{name}**\n\n{rule.page.strip()}" if rule is not None else ""
    what = about(file.kind, cursor.path, name)
    return f"**{name}**: {what}" if what else ""


def _objective(objective: Objective, facts: Facts) -> Iterator[str]:
    yield f"**{plain(objective.title)}**"
    score = facts.scores[objective.id]
    pace = facts.paces.get(objective.id)
    standing = [_state_of(objective)]
    if not objective.dropped:
        standing.append("no reading yet" if score.progress is None else percent_text(score.progress))
        standing.append("stale" if pace is not None and pace.stale else pace.status if pace else "")
        standing.append(count(len(objective.key_results), "key result"))
    yield _joined(standing)
    yield _joined([_team_name(objective.team, facts), objective.cycle, plain(objective.owner)])


def _state_of(objective: Objective) -> str:
    if objective.draft:
        return "draft"
    return f"dropped: {plain(objective.because)}" if objective.dropped else ""


def _key_result(objective: Objective, key_result: KeyResult, facts: Facts) -> Iterator[str]:
    yield f"**{plain(key_result.title)}**"
    score = facts.scores[objective.id].key_results[key_result.id]
    paces = facts.paces.get(objective.id)
    pace = paces.key_results.get(key_result.id) if paces else None
    now = now_text(key_result, score.last)
    standing = [f"{now}, {target_text(key_result)}" if now else target_text(key_result)]
    standing.append(
        "no reading yet" if score.progress is None else f"{percent_text(score.progress)} of the way"
    )
    if expected := expected_text(key_result, pace, score.start):
        standing.append(f"expected {expected}")
    yield _joined(plain(part) for part in standing)
    marks = []
    if pace is not None:
        marks.append("stale" if pace.stale else pace.status)
        marks.append(f"stated {pace.stated}" if pace.differs else "")
    elif facts.state(objective.cycle) is CycleState.CLOSED:
        grades = facts.portfolio.settings.grades
        outcome = outcomes_of(objective, facts.scores, grades).get(key_result.id)
        marks.append(outcome.value if outcome else "")
    if key_result.dropped is not None:
        marks.append(f"dropped on {day(key_result.dropped).text}: {plain(key_result.because)}")
    observations = facts.readings.of(objective.id, key_result.id)
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    marks.append(f"confidence {confidence}" if confidence is not None else "")
    marks.append(f"read {day(score.last.day).text}" if score.last else "")
    yield _joined(marks)
    of = f"of *{plain(objective.title)}*"
    yield _joined([of, _team_name(objective.team, facts), objective.cycle, plain(key_result.owner)])


def _team(team: Team, facts: Facts) -> Iterator[str]:
    yield f"**{plain(team.name)}**"
    above = f"part of {_team_name(team.parent, facts)}" if team.parent else ""
    yield _joined([above, f"led by {plain(team.lead)}" if team.lead else "", _span_of(team)])
    active = [
        c.id
        for c in facts.portfolio.cycles
        if facts.state(c.id) is CycleState.ACTIVE and facts.directory.of_team(c.id, team.id)
    ]
    for id in active:
        shown = [o for o in facts.directory.of_team(id, team.id) if not o.dropped]
        yield "\n".join([f"{id}:", *(f"- {plain(o.title)}{_progress(o, facts)}" for o in shown)])


def _span_of(team: Team) -> str:
    parts = [f"since {team.since}" if team.since else "", f"until {team.until}" if team.until else ""]
    return " ".join(part for part in parts if part)


def _progress(objective: Objective, facts: Facts) -> str:
    progress = facts.scores[objective.id].progress
    return "" if progress is None else f" · {percent_text(progress)}"


def _kpi(kpi: Kpi) -> Iterator[str]:
    yield f"**{plain(kpi.name)}**"
    last = kpi.readings[-1] if kpi.readings else None
    now = f"{last.value.text} on {day(last.day).text}" if last else "no reading yet"
    limits = limits_text(kpi.at_least, kpi.at_most)
    yield _joined([plain(now), plain(limits), plain(kpi.owner)])


def _team_name(id: str, facts: Facts) -> str:
    team = facts.teams.get(id)
    return plain(team.name if team is not None else id)


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def plain(text: str) -> str:
    """A text as Markdown that shows just that text."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
