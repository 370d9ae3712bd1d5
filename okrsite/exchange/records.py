"""Objectives and key results as records of JSON: what the site shows of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from okrsite.alignment import Target
from okrsite.exchange.exact import Record, number, quantity, share
from okrsite.exchange.prose_links import Prose
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Expected, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Initiative, Objective
from okrsite.observations import Observation
from okrsite.scoring.grading import outcomes_of
from okrsite.scoring.pace import ObjectivePace, Pace
from okrsite.scoring.progress import KeyResultScore
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.key_results import observed_text


def day(value: date | None) -> str | None:
    """A date as `2026-10-16`."""
    return value.isoformat() if value else None


def target(value: Target) -> Record:
    """Where a reference leads; the key result is empty where none is named."""
    return {"objective": value.objective, "key_result": value.key_result}


def objective_record(company: Company, cards: Cards, item: Objective, prose: Prose) -> Record:
    """An objective with its key results and its initiatives."""
    alignment = company.alignment
    parent = alignment.parents.get(item.id)
    progress = company.scores[item.id].progress
    closed = company.state(item.cycle) is CycleState.CLOSED and not item.dropped
    return {
        "id": item.id,
        "cycle": item.cycle,
        "team": item.team,
        "page": urls.objective(item),
        "title": item.title,
        "owner": item.owner,
        "parent": target(parent) if parent else None,
        "supports": [target(found) for found in alignment.supports.get(item.id, ())],
        "depends_on": [target(found) for found in alignment.depends_on.get(item.id, ())],
        "with": [team for team in item.shared_with if team in company.teams],
        "obstacle": item.obstacle,
        "dropped": item.dropped,
        "because": item.because,
        "progress": share(progress),
        **_objective_status(company.paces.get(item.id)),
        "score": share(progress) if closed else None,
        "key_results": _key_results(company, cards, item),
        "initiatives": [_initiative(one) for one in item.initiatives],
        "carried_to": company.carried_to.get(item.id, ""),
        "prose": prose(item.source),
    }


def _objective_status(pace: ObjectivePace | None) -> Record:
    return {"status": pace.status if pace else "", "stale": pace.stale if pace else False}


def _key_results(company: Company, cards: Cards, item: Objective) -> list[Record]:
    closed = company.state(item.cycle) is CycleState.CLOSED
    grades = company.portfolio.settings.grades
    outcomes = outcomes_of(item, company.scores, grades) if closed else {}
    pace = company.paces.get(item.id)
    found: list[Record] = []
    for one in item.key_results:
        outcome = outcomes.get(one.id)
        own = cards.company.own_grades.get((item.id, one.id))
        record = _key_result(company, item, one, pace.key_results.get(one.id) if pace else None)
        found.append(
            {
                **record,
                "outcome": outcome.value if outcome else "",
                "own_grade": number(own[0]) if own else None,
            }
        )
    return found


def _key_result(company: Company, item: Objective, one: KeyResult, pace: Pace | None) -> dict[str, Any]:
    score = company.scores[item.id].key_results[one.id]
    observations = company.readings.of(item.id, one.id)
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    return {
        "id": one.id,
        "page": urls.key_result(item, one.id),
        "title": one.title,
        "kind": one.kind,
        "who": one.who,
        "does": one.does,
        "owner": one.owner,
        **_promise(one, score),
        "unit": one.unit.unit_text if one.unit else "",
        "weight": number(score.weight),
        "ambition": "moonshot" if one.moonshot else "roofshot",
        "kpi": one.kpi if one.kpi in company.kpis else "",
        "planned": [_planned(one) for one in one.expected],
        "added": day(one.added),
        "dropped": day(one.dropped),
        "because": one.because,
        "current": reading_record(one, score.last) if score.last else None,
        "progress": share(score.progress),
        "expected": share(pace.expected) if pace else None,
        "status": pace.status if pace else "",
        "stated_status": pace.stated if pace else "",
        "stale": pace.stale if pace else False,
        "confidence": confidence,
    }


def _promise(one: KeyResult, score: KeyResultScore) -> Record:
    measure = one.measure
    move = measure if isinstance(measure, Move) else None
    keep = measure if isinstance(measure, Keep) else None
    return {
        "from": quantity(move.start or score.start) if move else None,
        "from_assumed": score.assumed,
        "to": quantity(move.target) if move else None,
        "at_least": quantity(keep.at_least) if keep else None,
        "at_most": quantity(keep.at_most) if keep else None,
        "milestones": list(measure.names) if isinstance(measure, Milestones) else [],
    }


def _planned(point: Expected) -> Record:
    """What is expected by a day, as it was written."""
    return {"day": day(point.day), "share_of_the_way": point.share, "value": quantity(point.value)}


def reading_record(key_result: KeyResult, one: Observation) -> dict[str, Any]:
    """What was read of a key result on a day, and nothing that was not said."""
    value = one.value
    text = observed_text(key_result, one) if value is None else value.text
    record: dict[str, Any] = {"day": one.day.isoformat(), "text": text}
    if value is not None:
        record["number"] = number(value.number)
        record["unit"] = value.unit_text
    if one.done is not None:
        record["done"] = one.done
    if one.names:
        record["milestones"] = list(one.names)
    if one.chance is not None:
        record["chance"] = number(one.chance)
    if one.score is not None:
        record["score"] = number(one.score)
    if one.confidence is not None:
        record["confidence"] = one.confidence
    if one.status:
        record["status"] = one.status
    if one.note:
        record["note"] = one.note
    if one.check_in is None:
        record["source"] = "kpi"
    return record


def _initiative(one: Initiative) -> Record:
    rice: Mapping[str, Any] | None = None
    if one.rice is not None:
        rice = {
            "reach": number(one.rice.reach),
            "impact": number(one.rice.impact),
            "confidence": number(one.rice.confidence),
            "effort": number(one.rice.effort),
            "score": share(one.score),
        }
    return {
        "title": one.title,
        "for": list(one.serves),
        "owner": one.owner,
        "url": one.url,
        "status": one.status,
        "hypothesis": one.hypothesis,
        "rice": rice,
    }
