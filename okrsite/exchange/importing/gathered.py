"""An objective of a table while its rows are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from okrsite.exchange.importing.columns import OF_OBJECTIVE
from okrsite.exchange.importing.found import FoundInitiative, FoundKeyResult, FoundObjective


@dataclass(slots=True)
class Gathered:
    """An objective that rows are added to."""

    objective: FoundObjective
    key_results: list[FoundKeyResult] = field(default_factory=list)
    initiatives: list[FoundInitiative] = field(default_factory=list)

    def fill(self, own: Mapping[str, str]) -> None:
        """Add what a later row says of the objective, where an earlier one left it open."""
        missing: dict[str, Any] = {
            name: own[column]
            for column, name in OF_OBJECTIVE.items()
            if own.get(column) and not getattr(self.objective, name)
        }
        missing.pop("cycle", None)
        self.objective = replace(self.objective, **missing)

    def closed(self, *, shares_owner: bool) -> FoundObjective:
        """The objective with all that was found below it. With `shares_owner`, an owner that all its key
        results share is its own where it has none."""
        owners = {key_result.owner for key_result in self.key_results}
        objective = self.objective
        key_results = tuple(self.key_results)
        if shares_owner and len(owners) == 1 and (owner := owners.pop()) and objective.owner in ("", owner):
            objective = replace(objective, owner=owner)
            key_results = tuple(replace(key_result, owner="") for key_result in key_results)
        return replace(objective, key_results=key_results, initiatives=tuple(self.initiatives))


def lines_of(cell: str) -> list[str]:
    """The key results in one cell: its lines, where each is marked as one."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    marked = [line for line in lines if re.match(r"(?:[-*•–]|\d{1,2}[.)]|kr\s*\d)", line, re.I)]
    if len(lines) > 1 and len(marked) == len(lines):
        return [re.sub(r"^(?:[-*•–]|\d{1,2}[.)])\s*", "", line) for line in lines]
    return [cell]
