"""Pace in words: how key results and objectives keep up, with the numbers that say so."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.scoring.pace import (
    AT_RISK,
    DOUBT,
    EARLY,
    GRACE,
    LIKELY,
    OFF_TRACK,
    ON_TRACK,
    POSSIBLE,
    RISK,
    SLACK,
    ObjectivePace,
    Pace,
    Period,
    Point,
    Reason,
    around_today,
    status_at,
)
from okrsite.scoring.progress import KeyResultScore
from okrsite.settings import Cadence
from okrsite.views import urls
from okrsite.views.marks import StatusMark
from okrsite.views.rounding import fewest_digits, figure, honest, hundredths, percent_at, percent_term, way
from okrsite.views.words import count, day, listed, plain
from okrsite.views.workings import Step

MEANS = {
    ON_TRACK: f"up to {plain(SLACK * 100)} behind is on track",
    AT_RISK: f"more than {plain(SLACK * 100)} behind is at risk",
    OFF_TRACK: f"more than {plain(RISK * 100)} behind is off track",
}


def status_mark(pace: Pace) -> StatusMark:
    """How a key result keeps up, in short."""
    said = pace.stated_by if pace.differs else None
    return StatusMark(
        status=pace.status,
        stale=_silence(pace.heard) if pace.stale else "",
        stated=pace.stated if said else "",
        stated_on=day(said.day).text if said else "",
    )


def objective_mark(objective: Objective, pace: ObjectivePace) -> StatusMark:
    """How an objective keeps up: as its weakest key result does, or stale where all of them are."""
    paces = pace.key_results
    if pace.stale:
        return StatusMark(stale=_silence(max((p.heard for p in paces.values() if p.heard), default=None)))
    titles = [k.title for k in objective.key_results if k.id in pace.weakest]
    stale = sum(p.stale for p in paces.values())
    if pace.status == ON_TRACK:
        because = f"as {'all its key results are' if len(paces) > 1 else 'its key result is'}"
        if len(titles) + stale < len(paces):
            because = "as all its key results with a reading are"
    elif len(titles) == 1:
        because = f"as its weakest key result: {titles[0]}"
    else:
        named = [f"“{title}”" for title in titles[:2]]
        more = [count(len(titles) - 2, "other")] if len(titles) > 2 else []
        because = f"as its weakest key results: {listed([*named, *more])}"
    aside = f", {count(stale, 'stale one')} left aside" if stale else ""
    return StatusMark(status=pace.status, because=f"{because}{aside}" if titles else "")


def pace_digits(pace: Pace, progress: Decimal | None) -> int:
    """The fewest decimals with which expected less reached shows the status that pace suggests."""
    expected = pace.expected
    if progress is None:
        return 0
    if expected is None:
        return fewest_digits(lambda d: honest(progress, d))

    def fits(digits: int) -> bool:
        behind = (hundredths(expected, digits) - hundredths(progress, digits)) / 100
        same = status_at(behind) == status_at(expected - progress)
        return same and honest(progress, digits) and honest(expected, digits)

    return fewest_digits(fits)


def pace_steps(
    key_result: KeyResult,
    score: KeyResultScore,
    observations: tuple[Observation, ...],
    pace: Pace,
    today: date,
    cadence: Cadence,
) -> Iterator[Step]:
    """What is expected by today, the status that this suggests, what the team says, and how fresh that is."""
    chance = next((o.chance for o in reversed(observations) if o.chance is not None), None)
    digits = pace_digits(pace, score.progress)
    if pace.expected is not None:
        yield Step(label="Expected", text=_expected(key_result, score, pace, today, digits))
    yield Step(label="Status", text=" ".join(_status(key_result, score, pace, chance, digits)))
    if pace.stated_by is not None and pace.stated_by.check_in is not None:
        same = "" if pace.differs else ", as the figures suggest"
        yield Step(
            label="The team says",
            text=f"{pace.stated}{same}",
            source=day(pace.stated_by.day).text,
            url=urls.check_in(pace.stated_by.check_in),
        )
    if pace.stale:
        yield Step(label="Stale", text=_stale(pace, today, cadence))


def _expected(key_result: KeyResult, score: KeyResultScore, pace: Pace, today: date, digits: int) -> str:
    expected = pace.expected or Decimal(0)
    around = around_today(key_result, score.start, pace.period, today)
    result = percent_at(expected, digits)
    if around is None or not any(point.stated for point in around):
        return f"{time_passed(pace.period, key_result)} = {result}"
    before, after = around
    if before.passed == after.passed:
        return f"{_point(key_result, score.start, pace.period, before, digits)}, and that is today"
    gone, days = pace.period.part(today) - before.passed, after.passed - before.passed

    def fits(inputs: int) -> bool:
        low, high = hundredths(before.share, inputs), hundredths(after.share, inputs)
        return hundredths((low + (high - low) * gone / days) / 100, digits) == hundredths(expected, digits)

    inputs = fewest_digits(fits, digits)
    low, high = percent_term(before.share, inputs), percent_term(after.share, inputs)
    points = "; ".join(
        _point(key_result, score.start, pace.period, point, inputs) for point in (before, after)
    )
    return (
        f"{points}. Of the {count(days, 'day')} between them {gone} have passed: "
        f"{low} + ({high} − {low}) × {gone} ÷ {days} = {result}"
    )


def time_passed(period: Period, key_result: KeyResult) -> str:
    """`52 of 92 days have passed`."""
    since = f" {'since' if period.passed else 'from'} {day(period.starts).text}" if key_result.added else ""
    verb = "has" if period.days == 1 else "have"
    return f"{period.passed} of {count(period.days, 'day')}{since} {verb} passed"


def _point(key_result: KeyResult, start: Quantity | None, period: Period, point: Point, digits: int) -> str:
    """An expectation: `47% by 31 Oct 2026 is (47 − 42) ÷ (65 − 42) = 22% of the way`."""
    share = percent_at(point.share, digits)
    stated = point.stated
    if stated is None:
        when = "at the end" if point.passed else "at the start"
        return f"{share} {when}, {day(period.ends if point.passed else period.starts).text}"
    when = f"by {day(stated.day).text}"
    measure = key_result.measure
    if stated.share or isinstance(measure, Graded):
        return f"{share} {when}"
    if isinstance(measure, Milestones):
        number = plain(stated.value.number)
        return f"{number} of {len(measure.names)} {when} is {number} ÷ {len(measure.names)} = {share}"
    assert isinstance(measure, Move)
    assert start is not None
    formula = way(start.number, measure.target.number, stated.value.number)
    return f"{stated.value.text} {when} is {formula} = {share} of the way"


def _status(
    key_result: KeyResult, score: KeyResultScore, pace: Pace, chance: Decimal | None, digits: int
) -> Iterator[str]:
    """The suggested status, and why, in sentences."""
    if score.progress is None:
        yield "No reading, so nothing suggests one."
        return
    if pace.reason is Reason.DONE:
        yield "All is done: on track."
        return
    word = pace.status if pace.reason is not Reason.DOUBT else ON_TRACK
    early = pace.period.share <= EARLY
    if early:
        yield (
            f"Nothing is behind in the first tenth of the time "
            f"({time_passed(pace.period, key_result)}): on track."
        )
    elif isinstance(key_result.measure, Keep):
        yield f"{'Within' if score.progress == 1 else 'Outside'} the limits is {word}."
    elif isinstance(key_result.measure, Binary) and chance is not None:
        yield (
            f"A chance of {plain(chance)}% is {word}: on track from {LIKELY}%, at risk from {POSSIBLE}%, "
            "below that off track."
        )
    elif pace.expected is None:
        passed = percent_at(pace.period.share, digits)
        yield (
            f"{time_passed(pace.period, key_result)} = {passed}, and it is not done: "
            f"{passed.rstrip('%')} points behind; {MEANS[word]}."
        )
    else:
        yield f"{_behind(pace.expected, score.progress, digits)}; {MEANS[word]}."
    if pace.reason is Reason.DOUBT:
        yield f"But with a confidence of {DOUBT} or less, of 10, nothing is on track: at risk."


def _behind(expected: Decimal, progress: Decimal, digits: int) -> str:
    """`57% expected − 44% reached = 13 points behind`."""
    behind = hundredths(expected, digits) - hundredths(progress, digits)
    sum_ = f"{percent_at(expected, digits)} expected − {percent_term(progress, digits)} reached"
    points = f"{figure(abs(behind))} {'point' if abs(behind) == 1 else 'points'}"
    return f"{sum_} = {points} {'behind' if behind >= 0 else 'ahead'}"


def _silence(heard: date | None) -> str:
    return f"last heard {day(heard).text}" if heard else "nothing heard yet"


def _stale(pace: Pace, today: date, cadence: Cadence) -> str:
    starts = pace.period.starts
    since = starts if pace.heard is None else max(pace.heard, starts)
    what = "Last heard" if since == pace.heard else "Nothing heard since the start,"
    return (
        f"{what} {day(since).text}, {count((today - since).days, 'day')} ago. A check-in is due"
        f" {cadence.text}; after {count((cadence.length + GRACE).days, 'day')}, a week more than that, "
        "a key result is stale, whatever its figures suggest."
    )
