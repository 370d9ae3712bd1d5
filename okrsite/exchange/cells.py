"""What a cell of an exported table holds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """A share that is shown in percent."""

    share: Decimal


Cell = str | date | int | Decimal | Percent | None
Row = tuple[Cell, ...]
