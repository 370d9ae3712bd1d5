"""Why a key result has the status that its pace suggests, in sentences with the numbers that say so."""

from collections.abc import Iterator
from decimal import Decimal

from okrsite.model.key_result import Binary, Keep, KeyResult
from okrsite.scoring.pace import (
    AT_RISK,
    DOUBT,
    EARLY,
    LIKELY,
    OFF_TRACK,
    ON_TRACK,
    POSSIBLE,
    RISK,
    SLACK,
    Pace,
    Period,
    Reason,
)
from okrsite.scoring.progress import KeyResultScore
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views.rounding import MOST, figure, hundredths, percent_at, percent_term, plural
from okrsite.views.words import day, plain


def time_passed(period: Period, key_result: KeyResult) -> str:
    """`52 of 92 days have passed`."""
    passed, starts = whole(period.passed), day(period.starts).text
    if not key_result.added:
        return ngettext(
            "%(passed)s of %(num)s day has passed",
            "%(passed)s of %(num)s days have passed",
            period.days,
            passed=passed,
        )
    if period.passed:
        return ngettext(
            "%(passed)s of %(num)s day since %(day)s has passed",
            "%(passed)s of %(num)s days since %(day)s have passed",
            period.days,
            passed=passed,
            day=starts,
        )
    return ngettext(
        "%(passed)s of %(num)s day from %(day)s has passed",
        "%(passed)s of %(num)s days from %(day)s have passed",
        period.days,
        passed=passed,
        day=starts,
    )


def status_reasons(
    key_result: KeyResult, score: KeyResultScore, pace: Pace, chance: Decimal | None, digits: int
) -> Iterator[str]:
    """The suggested status, and why, in sentences."""
    if score.progress is None:
        yield _("No reading, so nothing suggests one.")
        return
    if pace.reason is Reason.DONE:
        yield _("All is done: on track.")
        return
    status = pace.status if pace.reason is not Reason.DOUBT else ON_TRACK
    time = time_passed(pace.period, key_result)
    if pace.period.share <= EARLY:
        yield _("Nothing is behind in the first tenth of the time (%(time)s): on track.", time=time)
    elif isinstance(key_result.measure, Keep):
        if score.progress == 1:
            yield _("Within the limits is %(status)s.", status=_(status))
        else:
            yield _("Outside the limits is %(status)s.", status=_(status))
    elif isinstance(key_result.measure, Binary) and chance is not None:
        yield _(
            "A chance of %(chance)s is %(status)s: on track from %(likely)s, at risk from %(possible)s, "
            "below that off track.",
            chance=percent_at(chance / 100, MOST),
            status=_(status),
            likely=percent_at(Decimal(LIKELY) / 100, 0),
            possible=percent_at(Decimal(POSSIBLE) / 100, 0),
        )
    elif pace.expected is None:
        yield _undone(
            hundredths(pace.period.share, digits), status, f"{time} = {percent_at(pace.period.share, digits)}"
        )
    else:
        yield _behind(pace.expected, score.progress, status, digits)
    if pace.reason is Reason.DOUBT:
        yield _(
            "But with a confidence of %(doubt)s or less, of 10, nothing is on track: at risk.",
            doubt=whole(DOUBT),
        )


def _behind(expected: Decimal, progress: Decimal, status: str, digits: int) -> str:
    """`57% expected − 44% reached = 13 points behind; more than 10 behind is at risk.`"""
    behind = hundredths(expected, digits) - hundredths(progress, digits)
    points, number = figure(abs(behind)), plural(behind)
    values = {
        "points": points,
        "expected": percent_at(expected, digits),
        "reached": percent_term(progress, digits),
        "limit": plain((RISK if status == OFF_TRACK else SLACK) * 100),
    }
    if behind < 0:
        return ngettext(
            "%(expected)s expected − %(reached)s reached = %(points)s point ahead; up to %(limit)s behind "
            "is on track.",
            "%(expected)s expected − %(reached)s reached = %(points)s points ahead; up to %(limit)s behind "
            "is on track.",
            number,
            **values,
        )
    if status == ON_TRACK:
        return ngettext(
            "%(expected)s expected − %(reached)s reached = %(points)s point behind; up to %(limit)s behind "
            "is on track.",
            "%(expected)s expected − %(reached)s reached = %(points)s points behind; up to %(limit)s behind "
            "is on track.",
            number,
            **values,
        )
    if status == AT_RISK:
        return ngettext(
            "%(expected)s expected − %(reached)s reached = %(points)s point behind; more than %(limit)s "
            "behind is at risk.",
            "%(expected)s expected − %(reached)s reached = %(points)s points behind; more than %(limit)s "
            "behind is at risk.",
            number,
            **values,
        )
    return ngettext(
        "%(expected)s expected − %(reached)s reached = %(points)s point behind; more than %(limit)s behind "
        "is off track.",
        "%(expected)s expected − %(reached)s reached = %(points)s points behind; more than %(limit)s behind "
        "is off track.",
        number,
        **values,
    )


def _undone(behind: Decimal, status: str, time: str) -> str:
    """The same of what is done or not, as far as the time that has passed."""
    points, number = figure(behind), plural(behind)
    limit = plain((RISK if status == OFF_TRACK else SLACK) * 100)
    if status == ON_TRACK:
        return ngettext(
            "%(time)s, and it is not done: %(points)s point behind; up to %(limit)s behind is on track.",
            "%(time)s, and it is not done: %(points)s points behind; up to %(limit)s behind is on track.",
            number,
            time=time,
            points=points,
            limit=limit,
        )
    if status == AT_RISK:
        return ngettext(
            "%(time)s, and it is not done: %(points)s point behind; more than %(limit)s behind is at risk.",
            "%(time)s, and it is not done: %(points)s points behind; more than %(limit)s behind is at risk.",
            number,
            time=time,
            points=points,
            limit=limit,
        )
    return ngettext(
        "%(time)s, and it is not done: %(points)s point behind; more than %(limit)s behind is off track.",
        "%(time)s, and it is not done: %(points)s points behind; more than %(limit)s behind is off track.",
        number,
        time=time,
        points=points,
        limit=limit,
    )
