"""All cycles."""

from dataclasses import dataclass

from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import CycleBanner, Frame, Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    cycle: CycleBanner
    objectives: int
    key_results: int
    check_ins: int
    meter: Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    frame: Frame
    cycles: tuple[ArchiveRow, ...]


def archive_view(company: Company, cards: Cards) -> ArchiveView:
    """All cycles, newest first; a longer one stands before those that it contains."""
    cycles = sorted(company.portfolio.cycles, key=lambda c: (c.ends, c.days, c.id), reverse=True)
    return ArchiveView(
        frame=cards.frame(urls.ARCHIVE, "All cycles", "archive", cards.home_crumb()),
        cycles=tuple(
            ArchiveRow(
                cycle=cards.banner(cycle.id),
                objectives=sum(not o.dropped for o in company.by_cycle[cycle.id]),
                key_results=company.key_results_in(cycle.id),
                check_ins=len(company.check_ins_by_cycle.get(cycle.id, ())),
                meter=cards.mean_meter(company.by_cycle[cycle.id]),
            )
            for cycle in cycles
        ),
    )
