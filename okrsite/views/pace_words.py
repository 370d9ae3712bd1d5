"""Pace in words: how key results and objectives keep up, with the numbers that say so."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from okrsite.model.key_result import Graded, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.scoring.pace import (
    GRACE,
    ON_TRACK,
    ObjectivePace,
    Pace,
    Period,
    Point,
    around_today,
    status_at,
)
from okrsite.scoring.progress import KeyResultScore
from okrsite.settings import Cadence
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.marks import StatusMark
from okrsite.views.pace_reasons import status_reasons, time_passed
from okrsite.views.quantities import quantity_text
from okrsite.views.rounding import (
    fewest_digits,
    honest,
    hundredths,
    percent_at,
    percent_term,
    way,
)
from okrsite.views.words import day, listed, often, plain
from okrsite.views.workings import Step


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
    if not titles:
        return StatusMark(status=pace.status)
    because = _because(titles, len(paces), stale, all_well=pace.status == ON_TRACK)
    if stale:
        because = ngettext(
            "%(because)s, %(num)s stale one left aside",
            "%(because)s, %(num)s stale ones left aside",
            stale,
            because=because,
        )
    return StatusMark(status=pace.status, because=because)


def _because(titles: list[str], all_: int, stale: int, *, all_well: bool) -> str:
    """What an objective's status rests on: `titles` are the key results that decide it."""
    if all_well and len(titles) + stale < all_:
        return _("as all its key results with a reading are")
    if all_well:
        return _("as all its key results are") if all_ > 1 else _("as its key result is")
    if len(titles) == 1:
        return _("as its weakest key result: %(title)s", title=titles[0])
    named = [_("“%(title)s”", title=title) for title in titles[:2]]
    if more := len(titles) - 2:
        named.append(ngettext("%(num)s other", "%(num)s others", more))
    return _("as its weakest key results: %(titles)s", titles=listed(named))


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
        yield Step(label=_("Expected"), text=_expected(key_result, score, pace, today, digits))
    yield Step(label=_("Status"), text=" ".join(status_reasons(key_result, score, pace, chance, digits)))
    if pace.stated_by is not None and pace.stated_by.check_in is not None:
        stated = _(pace.stated)
        yield Step(
            label=_("The team says"),
            text=stated if pace.differs else _("%(status)s, as the figures suggest", status=stated),
            source=day(pace.stated_by.day).text,
            url=urls.check_in(pace.stated_by.check_in),
        )
    if pace.stale:
        yield Step(label=_("Stale"), text=" ".join(_stale(pace, today, cadence)))


def _expected(key_result: KeyResult, score: KeyResultScore, pace: Pace, today: date, digits: int) -> str:
    expected = pace.expected or Decimal(0)
    around = around_today(key_result, score.start, pace.period, today)
    result = percent_at(expected, digits)
    if around is None or not any(point.stated for point in around):
        return f"{time_passed(pace.period, key_result)} = {result}"
    before, after = around
    if before.passed == after.passed:
        point = _point(key_result, score.start, pace.period, before, digits)
        return _("%(point)s, and that is today", point=point)
    gone, days = pace.period.part(today) - before.passed, after.passed - before.passed

    def fits(inputs: int) -> bool:
        low, high = hundredths(before.share, inputs), hundredths(after.share, inputs)
        return hundredths((low + (high - low) * gone / days) / 100, digits) == hundredths(expected, digits)

    inputs = fewest_digits(fits, digits)
    low, high = percent_term(before.share, inputs), percent_term(after.share, inputs)
    return ngettext(
        "%(before)s; %(after)s. Of the %(num)s day between them %(gone)s have passed: %(sum)s",
        "%(before)s; %(after)s. Of the %(num)s days between them %(gone)s have passed: %(sum)s",
        days,
        before=_point(key_result, score.start, pace.period, before, inputs),
        after=_point(key_result, score.start, pace.period, after, inputs),
        gone=whole(gone),
        sum=f"{low} + ({high} − {low}) × {whole(gone)} ÷ {whole(days)} = {result}",
    )


def _point(key_result: KeyResult, start: Quantity | None, period: Period, point: Point, digits: int) -> str:
    """An expectation: `47% by 31 Oct 2026 is (47 − 42) ÷ (65 − 42) = 22% of the way`."""
    share = percent_at(point.share, digits)
    stated = point.stated
    if stated is None and point.passed:
        return _("%(share)s at the end, %(day)s", share=share, day=day(period.ends).text)
    if stated is None:
        return _("%(share)s at the start, %(day)s", share=share, day=day(period.starts).text)
    by = day(stated.day).text
    measure = key_result.measure
    if stated.share or isinstance(measure, Graded):
        return _("%(share)s by %(day)s", share=share, day=by)
    if isinstance(measure, Milestones):
        number, all_ = plain(stated.value.number), whole(len(measure.names))
        sum_ = f"{number} ÷ {all_} = {share}"
        return _("%(number)s of %(all)s by %(day)s is %(sum)s", number=number, all=all_, day=by, sum=sum_)
    assert isinstance(measure, Move)
    assert start is not None
    sum_ = f"{way(start.number, measure.target.number, stated.value.number)} = {share}"
    value = quantity_text(stated.value)
    return _("%(value)s by %(day)s is %(sum)s of the way", value=value, day=by, sum=sum_)


def _silence(heard: date | None) -> str:
    return _("last heard %(day)s", day=day(heard).text) if heard else _("nothing heard yet")


def _stale(pace: Pace, today: date, cadence: Cadence) -> Iterator[str]:
    starts = pace.period.starts
    since = starts if pace.heard is None else max(pace.heard, starts)
    ago = (today - since).days
    if since == pace.heard:
        yield ngettext(
            "Last heard %(day)s, %(num)s day ago.",
            "Last heard %(day)s, %(num)s days ago.",
            ago,
            day=day(since).text,
        )
    else:
        yield ngettext(
            "Nothing heard since the start, %(day)s, %(num)s day ago.",
            "Nothing heard since the start, %(day)s, %(num)s days ago.",
            ago,
            day=day(since).text,
        )
    yield ngettext(
        "A check-in is due %(often)s; after %(num)s day, a week more than that, a key result is stale, "
        "whatever its figures suggest.",
        "A check-in is due %(often)s; after %(num)s days, a week more than that, a key result is stale, "
        "whatever its figures suggest.",
        (cadence.length + GRACE).days,
        often=often(cadence),
    )
