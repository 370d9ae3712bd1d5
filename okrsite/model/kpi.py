"""Health metrics that outlive any cycle."""

from dataclasses import dataclass
from datetime import date

from okrsite.model.quantity import Quantity
from okrsite.source import Place, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReading:
    """One line of a KPI's CSV file; `line` counts from 1."""

    day: date
    value: Quantity
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A KPI with its limits and its readings, oldest first. `readings_source` is its CSV file."""

    id: str
    name: str
    owner: str = ""
    unit: Quantity | None = None
    at_least: Quantity | None = None
    at_most: Quantity | None = None
    readings: tuple[KpiReading, ...] = ()
    source: SourceFile
    readings_source: SourceFile | None = None

    @property
    def place(self) -> Place:
        return Place(source=self.source)
