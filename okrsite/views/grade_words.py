"""Grades in words: outcomes with the bands that decide them, and teams' own grades beside them."""

from collections.abc import Iterable

from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.scoring.grading import Outcome, bands_of, outcome, shares
from okrsite.scoring.progress import KeyResultScore
from okrsite.settings import Grades
from okrsite.translation.words import N_, _
from okrsite.views.company import Company
from okrsite.views.indexes import OwnGrade
from okrsite.views.marks import OutcomeMark, OutcomeShare
from okrsite.views.rounding import score_text
from okrsite.views.words import percent_text, plain

NO_OUTCOME = N_(
    "An objective has a score but no outcome of its own: a mean would hide which of its promises were kept."
)

ROOFSHOTS = {
    Outcome.EXCEEDED: N_("%(score)s is above %(exceeded)s: for a roofshot, exceeded."),
    Outcome.DELIVERED: N_(
        "%(score)s is at least %(delivered)s and not above %(exceeded)s: for a roofshot, delivered."
    ),
    Outcome.FELL_SHORT: N_(
        "%(score)s is at least %(fell_short)s and below %(delivered)s: for a roofshot, fell short."
    ),
    Outcome.FAILED: N_("%(score)s is below %(fell_short)s: for a roofshot, failed to deliver."),
}
MOONSHOTS = {
    Outcome.EXCEEDED: N_("%(score)s is above %(exceeded)s: for a moonshot, exceeded."),
    Outcome.DELIVERED: N_(
        "%(score)s is at least %(delivered)s and not above %(exceeded)s: for a moonshot, delivered."
    ),
    Outcome.FELL_SHORT: N_(
        "%(score)s is at least %(fell_short)s and below %(delivered)s: for a moonshot, fell short."
    ),
    Outcome.FAILED: N_("%(score)s is below %(fell_short)s: for a moonshot, failed to deliver."),
}
"""The band that decided, in words."""


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
        return _("Nobody ever read it, so there is no outcome to tell.")
    bands = bands_of(key_result.moonshot, grades)
    return _(
        (MOONSHOTS if key_result.moonshot else ROOFSHOTS)[found],
        score=graded_score(key_result, score, grades),
        exceeded=plain(bands.exceeded),
        delivered=plain(bands.delivered),
        fell_short=plain(bands.fell_short),
    )


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
                share=percent_text(one.share),
                offset=offset,
                width=end - offset,
            )
        )
        offset = end
    return tuple(strip)
