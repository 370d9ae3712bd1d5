"""The KPIs, together and one by one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.kpi import Kpi
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import Day, Frame, Link, Prose
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A KPI. `band` is its limits in words (`at least 45`); `health` is within, outside, or empty where
    it has no limits or no reading. `points` are (day, value text) newest first; `spark` are 0-100 heights
    oldest first."""

    name: str
    url: str
    owner: str
    band: str
    now: str
    as_of: Day | None
    health: str
    prose: Prose | None
    points: tuple[tuple[Day, str], ...]
    spark: tuple[int, ...]
    key_results: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpisView:
    frame: Frame
    kpis: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    frame: Frame
    kpi: KpiRow


def kpis_view(company: Company, cards: Cards) -> KpisView:
    """All KPIs."""
    return KpisView(
        frame=cards.frame(urls.KPIS, "KPIs", "kpis", cards.home_crumb()),
        kpis=tuple(_row(company, cards, kpi) for kpi in company.portfolio.kpis),
    )


def kpi_view(company: Company, cards: Cards, kpi: Kpi) -> KpiView:
    """One KPI with all its readings."""
    return KpiView(
        frame=cards.frame(
            urls.kpi(kpi.id),
            kpi.name,
            "kpis",
            cards.home_crumb(),
            Link(text="KPIs", url=urls.KPIS),
            source=kpi.source,
        ),
        kpi=_row(company, cards, kpi),
    )


def _row(company: Company, cards: Cards, kpi: Kpi) -> KpiRow:
    today = company.portfolio.today
    readings = [r for r in kpi.readings if r.day <= today]
    last = readings[-1] if readings else None
    return KpiRow(
        name=kpi.name,
        url=urls.kpi(kpi.id),
        owner=kpi.owner,
        band=_band(kpi),
        now=last.value.text if last else "",
        as_of=day(last.day) if last else None,
        health=_health(kpi, today),
        prose=cards.prose(kpi.source),
        points=tuple((day(r.day), r.value.text) for r in reversed(readings)),
        spark=_spark([r.value.number for r in readings[-24:]]),
        key_results=tuple(
            cards.key_result_link(objective.id, key_result.id)
            for objective in company.portfolio.objectives
            for key_result in objective.key_results
            if key_result.kpi == kpi.id
        ),
    )


def _band(kpi: Kpi) -> str:
    low, high = kpi.at_least, kpi.at_most
    if low and high:
        return f"between {low.text} and {high.text}"
    return f"at least {low.text}" if low else f"at most {high.text}" if high else ""


def _health(kpi: Kpi, today: date) -> str:
    """Whether the last reading is within the limits; empty without limits or reading."""
    last = next((r.value.number for r in reversed(kpi.readings) if r.day <= today), None)
    if last is None or not (kpi.at_least or kpi.at_most):
        return ""
    low = kpi.at_least is None or kpi.at_least.number <= last
    high = kpi.at_most is None or last <= kpi.at_most.number
    return "within" if low and high else "outside"


def _spark(values: list[Decimal]) -> tuple[int, ...]:
    """Heights from 0 to 100 for a small line, oldest first; a constant lies in the middle."""
    if len(values) < 2:
        return ()
    low, high = min(values), max(values)
    if low == high:
        return (50,) * len(values)
    return tuple(int((value - low) * 100 / (high - low)) for value in values)
