"""Grades in words: outcomes with the bands that decide them, and teams' own grades beside them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from okrsite.alignment import Target
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review
from okrsite.scoring.grading import Outcome, bands_of, outcome, shares
from okrsite.scoring.progress import KeyResultScore
from okrsite.settings import Bands, Grades
from okrsite.views.company import Company
from okrsite.views.marks import OutcomeMark, OutcomeShare
from okrsite.views.rounding import score_text
from okrsite.views.words import percent, plain

NO_OUTCOME = (
    "An objective has a score but no outcome of its own: a mean would hide which of its promises were kept."
)

OwnGrade = tuple[Decimal, Review]
OwnGrades = Mapping[tuple[str, str], OwnGrade]
"""The grades that teams gave themselves in reviews, by objective and key result."""


def own_grades(company: Company) -> OwnGrades:
    """All self-grades of published key results."""
    directory = company.alignment.directory
    found: dict[tuple[str, str], OwnGrade] = {}
    for review in company.portfolio.reviews:
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            target = directory.find(reference, cycle=review.cycle, team=review.team) if reference else None
            objective = company.objectives.get(target.objective) if isinstance(target, Target) else None
            for id, grade in verdict.scores if objective else ():
                if objective is not None and (key_result := objective.key_result(id)) is not None:
                    found[objective.id, key_result.id] = (grade, review)
    return found


def outcome_mark(
    key_result: KeyResult, score: KeyResultScore, grades: Grades, own: OwnGrade | None
) -> OutcomeMark:
    """What became of a key result."""
    found = outcome(score.progress, moonshot=key_result.moonshot, grades=grades)
    return OutcomeMark(
        outcome=found.value,
        score=graded_score(key_result, score, grades),
        own="" if own is None else plain(own[0]),
        late=score.last is not None and score.last.late,
    )


def graded_score(key_result: KeyResult, score: KeyResultScore, grades: Grades) -> str:
    """Its progress as a score, precise enough to see its band; empty without a reading."""
    if score.progress is None:
        return ""
    bands = bands_of(key_result.moonshot, grades)
    return score_text(score.progress, bands.exceeded, bands.delivered, bands.fell_short)


def outcome_words(key_result: KeyResult, score: KeyResultScore, grades: Grades) -> str:
    """The band that decided: `0.74 is from 0.3 and below 0.95, as a roofshot: fell short`."""
    found = outcome(score.progress, moonshot=key_result.moonshot, grades=grades)
    if score.progress is None:
        return "Nobody ever read it, so there is no outcome to tell."
    kind = "moonshot" if key_result.moonshot else "roofshot"
    number = graded_score(key_result, score, grades)
    return f"{number} is {_band(found, bands_of(key_result.moonshot, grades))}: for a {kind}, {found.value}."


def _band(found: Outcome, bands: Bands) -> str:
    exceeded, delivered, fell_short = (
        plain(bound) for bound in (bands.exceeded, bands.delivered, bands.fell_short)
    )
    return {
        Outcome.EXCEEDED: f"above {exceeded}",
        Outcome.DELIVERED: f"at least {delivered} and not above {exceeded}",
        Outcome.FELL_SHORT: f"at least {fell_short} and below {delivered}",
    }.get(found, f"below {fell_short}")


def outcome_shares(company: Company, objectives: Iterable[Objective]) -> tuple[OutcomeShare, ...]:
    """The strip of what became of the key results of some objectives."""
    found = shares(objectives, company.scores, company.portfolio.settings.grades)
    strip: list[OutcomeShare] = []
    total, seen, offset = sum(one.count for one in found), 0, 0
    for one in found:
        seen += one.count
        end = seen * 100 // total
        strip.append(
            OutcomeShare(
                outcome=one.outcome.value,
                count=one.count,
                share=f"{percent(one.share)}%",
                offset=offset,
                width=end - offset,
            )
        )
        offset = end
    return tuple(strip)
