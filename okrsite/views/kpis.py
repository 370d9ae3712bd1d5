"""The KPIs, together and one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.charts.chart import Chart, chart_of, outside
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow
from okrsite.views.parts import Day, Frame, KeyResultRow, Link, Prose
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReadingRow:
    """A reading of a KPI; `health` is within, outside, or empty where it has no limits."""

    day: Day
    value: str
    health: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiUse:
    """A key result that names a KPI, its objective, and its cycle."""

    key_result: KeyResultRow
    objective: Link
    cycle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A KPI. `band` is its limits in words (`at least 45`); `health` is within, outside, or empty where
    it has no limits or no reading. `readings` are newest first, `chart` is their course, None for fewer than
    two days. `working` are the key results of active cycles that name it, `earlier` those of others, newest
    first. `notice` says that it is unhealthy and nobody works on it, else empty."""

    name: str
    url: str
    owner: str
    band: str
    now: str
    as_of: Day | None
    health: str
    notice: str
    prose: Prose | None
    readings: tuple[KpiReadingRow, ...]
    chart: Chart | None
    working: tuple[KpiUse, ...]
    earlier: tuple[KpiUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpisView:
    """All KPIs."""

    frame: Frame
    kpis: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    """One KPI. `findings` are what the check says of its files, `allowed` what they allow themselves."""

    frame: Frame
    kpi: KpiRow
    findings: tuple[FindingRow, ...] = ()
    allowed: tuple[AllowedRow, ...] = ()


def kpis_view(company: Company, cards: Cards) -> KpisView:
    """All KPIs."""
    return KpisView(
        frame=cards.frame(urls.KPIS, _("KPIs"), "kpis", cards.home_crumb()),
        kpis=tuple(_row(company, cards, kpi) for kpi in company.portfolio.kpis),
    )


def kpi_view(company: Company, cards: Cards, kpi: Kpi) -> KpiView:
    """One KPI with all its readings."""
    paths = [source.path for source in (kpi.source, kpi.readings_source) if source is not None]
    return KpiView(
        frame=cards.frame(
            urls.kpi(kpi.id),
            kpi.name,
            "kpis",
            cards.home_crumb(),
            Link(text=_("KPIs"), url=urls.KPIS),
            source=kpi.source,
            files=tuple(path for path in paths if path != kpi.source.path),
        ),
        kpi=_row(company, cards, kpi),
        findings=tuple(row for path in paths for row in cards.findings(path)),
        allowed=tuple(row for path in paths for row in cards.allowed(path)),
    )


def _row(company: Company, cards: Cards, kpi: Kpi) -> KpiRow:
    readings = [(r.day, r.value) for r in kpi.readings if r.day <= company.portfolio.today]
    rows = tuple(
        KpiReadingRow(
            day=day(when),
            value=quantity_text(value),
            health=_health(kpi, value),
        )
        for when, value in reversed(readings)
    )
    uses = list(_uses(company, kpi))
    working = [use for use in uses if _works(company, *use)]
    last = rows[0] if rows else None
    health = last.health if last else ""
    return KpiRow(
        name=kpi.name,
        url=urls.kpi(kpi.id),
        owner=kpi.owner,
        band=limits_text(kpi.at_least, kpi.at_most),
        now=last.value if last else "",
        as_of=last.day if last else None,
        health=health,
        notice=""
        if health != "outside" or any(_takes_up(company, *use) for use in uses)
        else _("It is outside its limits, and no key result of an active or planned cycle works on it."),
        prose=cards.prose(kpi.source),
        readings=rows,
        chart=chart_of(kpi.name, readings, kpi.at_least, kpi.at_most),
        working=tuple(_use(cards, *use) for use in working),
        earlier=tuple(_use(cards, *use) for use in uses if use not in working),
    )


def _health(kpi: Kpi, value: Quantity) -> str:
    """Whether a value is within or outside the limits; empty without limits."""
    if kpi.at_least is None and kpi.at_most is None:
        return ""
    return "outside" if outside(value, kpi.at_least, kpi.at_most) else "within"


def _uses(company: Company, kpi: Kpi) -> Iterator[tuple[Objective, KeyResult]]:
    """The key results that name a KPI, those of the latest cycles first."""
    latest = sorted(company.portfolio.objectives, key=lambda o: company.cycles[o.cycle].starts, reverse=True)
    for objective in latest:
        for key_result in objective.key_results:
            if key_result.kpi == kpi.id:
                yield objective, key_result


def _works(company: Company, objective: Objective, key_result: KeyResult) -> bool:
    """Whether somebody works on a key result now."""
    return company.state(objective.cycle) is CycleState.ACTIVE and _takes_up(company, objective, key_result)


def _takes_up(company: Company, objective: Objective, key_result: KeyResult) -> bool:
    """Whether a key result of a cycle that has not closed answers for the KPI that it names, as the rule
    kpi-neglected has it."""
    dropped = objective.dropped or key_result.dropped is not None
    return company.state(objective.cycle) is not CycleState.CLOSED and not dropped


def _use(cards: Cards, objective: Objective, key_result: KeyResult) -> KpiUse:
    return KpiUse(
        key_result=cards.key_result(objective, key_result),
        objective=cards.objective_link(objective.id),
        cycle=cards.banner(objective.cycle).title,
    )
