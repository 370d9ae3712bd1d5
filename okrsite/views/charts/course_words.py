"""The picture of a key result's course in words: for whoever can't see it, and for the lines in it."""

from collections.abc import Sequence
from itertools import pairwise

from okrsite.model.key_result import Binary, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.scoring.progress import ONE, kept
from okrsite.translation.words import _, in_row, ngettext
from okrsite.views.charts.course_goals import Goal
from okrsite.views.company import Company
from okrsite.views.key_results import observed_text, target_text
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import day, percent_text, plain


def course_label(
    company: Company,
    objective: Objective,
    key_result: KeyResult,
    *,
    read: Sequence[Observation],
    goals: Sequence[Goal],
) -> str:
    """All that the picture shows, in whole sentences."""
    return " ".join(
        (
            *_frame(company, objective, key_result),
            *_readings(key_result, read),
            *_expected(company, objective, key_result),
            *_moves(goals),
            *_confidence(company, objective, key_result),
        )
    )


def _frame(company: Company, objective: Objective, key_result: KeyResult) -> list[str]:
    cycle = company.cycles[objective.cycle]
    return [
        _(
            "“%(title)s”, %(target)s, from %(first)s to %(last)s.",
            title=key_result.title,
            target=target_text(key_result),
            first=day(cycle.starts).text,
            last=day(cycle.ends).text,
        )
    ]


def _readings(key_result: KeyResult, read: Sequence[Observation]) -> list[str]:
    if not read:
        return [_("There is no reading yet.")]
    said = [
        ngettext(
            "%(num)s reading: %(last)s on %(last_day)s.",
            "%(num)s readings: first %(first)s on %(first_day)s, last %(last)s on %(last_day)s.",
            len(read),
            first=observed_text(key_result, read[0]),
            first_day=day(read[0].day).text,
            last=observed_text(key_result, read[-1]),
            last_day=day(read[-1].day).text,
        )
    ]
    measure = key_result.measure
    if isinstance(measure, Keep):
        out = sum(o.value is not None and not kept(measure, o.value) for o in read)
        said.append(
            ngettext(
                "%(num)s reading is outside the limits.", "%(num)s readings are outside the limits.", out
            )
        )
    return said


def _expected(company: Company, objective: Objective, key_result: KeyResult) -> list[str]:
    paces = company.paces.get(objective.id)
    pace = paces.key_results.get(key_result.id) if paces else None
    if pace is None or pace.expected is None:
        return []
    progress = company.scores[objective.id].key_results[key_result.id].progress
    today = day(company.portfolio.today).text
    expected = percent_text(pace.expected)
    if progress is None:
        return [_("By %(day)s %(expected)s of the way is expected.", day=today, expected=expected)]
    return [
        _(
            "By %(day)s %(expected)s of the way is expected, and %(reached)s is reached.",
            day=today,
            expected=expected,
            reached=percent_text(progress),
        )
    ]


def _moves(goals: Sequence[Goal]) -> list[str]:
    return [move_text(before, after) for before, after in pairwise(goals)]


def move_text(before: Goal, after: Goal) -> str:
    """A promise that was moved, in a sentence."""
    return _(
        "Moved from %(old)s to %(new)s on %(day)s.",
        old=goal_text(before.measure),
        new=goal_text(after.measure),
        day=day(after.since).text if after.since else "",
    )


def goal_text(measure: Measure) -> str:
    """What there is to reach, or the limits, in a few words."""
    if isinstance(measure, Move):
        return quantity_text(measure.target)
    if isinstance(measure, Keep):
        return limits_text(measure.at_least, measure.at_most)
    if isinstance(measure, Milestones):
        return ngettext("%(num)s milestone", "%(num)s milestones", len(measure.names))
    return _("done") if isinstance(measure, Binary) else plain(ONE)


def _confidence(company: Company, objective: Objective, key_result: KeyResult) -> list[str]:
    observations = company.readings.of(objective.id, key_result.id)
    stated = [str(o.confidence) for o in observations if o.confidence is not None]
    if not stated:
        return []
    return [_("Confidence, of 10: %(values)s.", values=in_row(stated))]
