"""Means that can be worked out again: an objective's over its key results, and one over objectives."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from okrsite.model.objective import Objective
from okrsite.scoring.progress import KeyResultScore
from okrsite.translation.numbers import percent_signed, whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.rounding import fewest_digits, figure, honest, hundredths, percent_at, percent_told
from okrsite.views.workings import Mean, Part

LISTED = 40
"""A mean over more objectives than this is told by team."""


def objective_mean(company: Company, objective: Objective) -> Mean | None:
    """How an objective's progress comes about: the weighted mean of its key results; None where unknown."""
    score = company.scores[objective.id]
    if score.progress is None:
        return None
    scored = [(k, score.key_results[k.id]) for k in objective.key_results if k.dropped is None]
    weights = sum((s.weight for _, s in scored), Decimal(0))

    def products(digits: int) -> list[Decimal]:
        return [s.weight * hundredths(s.capped or Decimal(0), digits) for _, s in scored]

    digits, shown = _digits(score.progress, lambda d: sum(products(d), Decimal(0)) / weights)
    notes = []
    if len(scored) < len(objective.key_results):
        notes.append(_("Dropped key results are left out."))
    if any(s.progress != s.capped for _, s in scored):
        notes.append(_("Progress counts from 0%% to 100%%."))
    return Mean(
        columns=(_("Key result"), _("Weight"), _("Progress counted"), _("Product")),
        parts=tuple(
            Part(
                name=k.title,
                url=urls.key_result(objective, k.id),
                figures=(figure(s.weight), _counted(s, digits), percent_signed(figure(product))),
            )
            for (k, s), product in zip(scored, products(digits), strict=True)
        ),
        result=_result(sum(products(digits), Decimal(0)), figure(weights), score.progress, shown),
        notes=tuple(notes),
    )


def _counted(score: KeyResultScore, digits: int) -> str:
    if score.progress is None:
        return _("0%%, no reading yet")
    text = percent_at(score.capped or Decimal(0), digits)
    if score.progress == score.capped:
        return text
    return _("%(counted)s (%(reached)s)", counted=text, reached=percent_at(score.progress, digits))


def objectives_mean(company: Company, objectives: Sequence[Objective]) -> Mean | None:
    """How the mean over some objectives comes about: one by one where they are few, else by team; None where
    none is known."""
    living = [o for o in objectives if not o.dropped]
    known = [(o, p) for o in living if (p := company.scores[o.id].progress) is not None]
    if not known:
        return None
    mean = sum((p for _, p in known), Decimal(0)) / len(known)
    digits, shown = _digits(
        mean, lambda d: sum((hundredths(p, d) for _, p in known), Decimal(0)) / len(known)
    )
    total = sum((hundredths(p, digits) for _, p in known), Decimal(0))
    result = _result(total, whole(len(known)), mean, shown)
    notes = []
    if len(known) < len(living):
        silent = len(living) - len(known)
        notes.append(
            ngettext(
                "Left out, as nothing is known of them yet: %(num)s objective.",
                "Left out, as nothing is known of them yet: %(num)s objectives.",
                silent,
            )
        )
    if len(living) < len(objectives):
        notes.append(_("Dropped objectives are left out."))
    if len(known) <= LISTED:
        parts = tuple(
            Part(name=o.title, url=urls.objective(o), figures=(percent_at(p, digits),)) for o, p in known
        )
        return Mean(columns=(_("Objective"), _("Progress")), parts=parts, result=result, notes=tuple(notes))
    by_team: dict[tuple[str, str], list[Decimal]] = {}
    for objective, progress in known:
        by_team.setdefault((objective.cycle, objective.team), []).append(hundredths(progress, digits))
    return Mean(
        columns=(_("Team"), _("Objectives"), _("Their progress, added")),
        parts=tuple(
            Part(
                name=company.teams[team].name if team in company.teams else team,
                url=urls.team_cycle(cycle, team),
                figures=(whole(len(shares)), percent_signed(figure(sum(shares, Decimal(0))))),
            )
            for (cycle, team), shares in by_team.items()
        ),
        result=result,
        notes=tuple(notes),
    )


def _digits(mean: Decimal, again: Callable[[int], Decimal]) -> tuple[int, int]:
    """The decimals of the summands and of the mean: as few as give, worked out again in percent from the
    rounded summands, the mean as it is shown."""
    shown = fewest_digits(lambda d: honest(mean, d))
    return fewest_digits(lambda d: hundredths(again(d) / 100, shown) == hundredths(mean, shown)), shown


def _result(total: Decimal, divisor: str, mean: Decimal, digits: int) -> str:
    return f"{percent_signed(figure(total))} ÷ {divisor} = {percent_told(mean, digits)}"
