"""The objectives of a spreadsheet: a row for each key result, as most people keep them, or for each of both.

An empty cell below a team or an objective means the same one again. Several key results may also stand beside
one another in the row of their objective.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from okrsite.exchange.importing.columns import (
    LEFT_OUT,
    Column,
    Header,
    plain_name,
    unknown_columns,
)
from okrsite.exchange.importing.found import (
    FoundInitiative,
    FoundKeyResult,
    FoundObjective,
    Remark,
)
from okrsite.exchange.importing.labels import labelled, spoken
from okrsite.exchange.importing.measures import milestones_in
from okrsite.exchange.importing.sheets import Sheet
from okrsite.model.cycle import nearest_cycle_name

OF_OBJECTIVE = {
    "objective_id": "id",
    "objective_owner": "owner",
    "objective_status": "status",
    "objective_because": "because",
    "parent": "parent",
    "why": "why",
    "cycle": "cycle",
    "starts": "starts",
    "ends": "ends",
    "team_id": "team_id",
}
"""The fields of a row that say something of its objective, and what they are called there."""

OF_KEY_RESULT = {
    "key_result_id": "id",
    "kind": "kind",
    "owner": "owner",
    "who": "who",
    "does": "does",
    "start": "start",
    "target": "target",
    "at_least": "at_least",
    "at_most": "at_most",
    "unit": "unit",
    "weight": "weight",
    "ambition": "ambition",
    "kpi": "kpi",
    "current": "current",
    "progress": "progress",
    "read_on": "read_on",
    "status": "status",
    "confidence": "confidence",
    "note": "note",
    "due": "due",
    "added": "added",
    "dropped": "dropped",
    "because": "because",
}

CARRIED = ("cycle", "starts", "ends", "team", "team_id")
"""Fields that an empty cell takes from the row above."""


@dataclass(slots=True)
class _Open:
    """The objective that rows are added to."""

    objective: FoundObjective
    owners: list[str] = field(default_factory=list)
    key_results: list[FoundKeyResult] = field(default_factory=list)
    initiatives: list[FoundInitiative] = field(default_factory=list)


class Table:
    """A table of OKRs: `titles` is the index of its row of titles, `header` what they mean, `team` the team
    of what names none. `exact` takes every text to the letter, as okrsite exported it."""

    def __init__(
        self, file: str, sheet: Sheet, titles: int, header: Header, *, team: str, exact: bool
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.titles = titles
        self.header = header
        self.team = team
        self.exact = exact
        self.cycle = ""
        self.remarks: list[Remark] = []
        self.open: dict[tuple[str, str, str], _Open] = {}
        self.current: _Open | None = None
        self.before: dict[str, str] = {}

    def objectives(self) -> Iterator[FoundObjective]:
        self.look_above()
        rows = self.sheet.rows[self.titles + 1 :]
        filled = {i: sum(i < len(r) and bool(r[i].strip()) for r in rows) for i in range(self.width())}
        self.remarks += unknown_columns(
            self.sheet.rows[self.titles], self.header, filled, self.sheet.where(self.file)
        )
        beyond = sum(any(cell.strip() for cell in row[self.width() :]) for row in rows)
        if beyond:
            text = f"{beyond} of its rows go on to the right of the titles"
            where = self.sheet.where(self.file)
            self.remarks.append(Remark(where=where, message=text, hint="Give each column a title."))
        for number, row in enumerate(rows, start=self.titles + 2):
            if any(cell.strip() for cell in row):
                self.take(number, row)
        for one in self.open.values():
            yield self.closed(one)

    def width(self) -> int:
        return len(self.sheet.rows[self.titles])

    def look_above(self) -> None:
        """A cycle that is named above the table holds for all of it; other words there are told."""
        for number, row in enumerate(self.sheet.rows[: self.titles], start=1):
            for cell in row:
                words = spoken(cell)
                found = next(filter(None, map(nearest_cycle_name, _parts(words))), "")
                self.cycle = self.cycle or found
                if words and not found:
                    where = self.sheet.where(self.file, number)
                    text = f"“{words[:60]}” stands above the table and was left out"
                    self.remarks.append(Remark(where=where, message=text, lost=False))

    def take(self, number: int, row: Sequence[str]) -> None:
        where = self.sheet.where(self.file, number)
        cells: dict[Column, str] = {
            column: row[index].strip() if index < len(row) else ""
            for index, column in self.header.items()
            if column.field != LEFT_OUT
        }
        own = {column.field: text for column, text in cells.items() if not column.number}
        kind = plain_name(own.get("type", ""))
        title = own.get("title", "")
        if title and not own.get("objective") and not own.get("key_result"):
            self.by_type(own, kind, title, where)
        self.start(own, where)
        if self.current is None:
            if any(own.get(name) for name in ("key_result", *OF_KEY_RESULT)) or not own.get("team"):
                hint = "Write the objective in the first row of its key results."
                self.remarks.append(
                    Remark(where=where, message="no objective stands here or above", hint=hint)
                )
            return
        self.add_key_result(own, where)
        for n in sorted({column.number for column in cells if column.number}):
            beside = {column.field: text for column, text in cells.items() if column.number == n}
            self.add_key_result(beside, f"{where}, key result {n}")

    def by_type(self, own: dict[str, str], kind: str, title: str, where: str) -> None:
        """Put a title where the row's type says that it belongs."""
        if kind in ("key result", "kr", "key results", "metric", "measure"):
            own["key_result"] = title
        elif kind in ("objective", "o", "goal", "obj") or not kind:
            own["objective"] = title
        elif kind in ("initiative", "project", "task", "action", "activity"):
            own["initiatives"] = title
        else:
            text = (
                f"the type `{own['type']}` is neither objective nor key result: “{title[:60]}” was left out"
            )
            self.remarks.append(Remark(where=where, message=text, hint="Call it Objective or Key result."))

    def start(self, own: Mapping[str, str], where: str) -> None:
        """Begin an objective, or go on with the one above."""
        if own.get("team"):
            self.before.pop("team_id", None)
        self.before |= {name: own[name] for name in CARRIED if own.get(name)}
        label, title, owner = self.read(own.get("objective", ""))
        if not title:
            if self.current is not None and own.get("team") and own["team"] != self.current.objective.team:
                self.current = None  # another team's row does not go on with this one's objective
            return
        team = self.before.get("team", "") or self.team
        key = (self.before.get("cycle", ""), team.casefold(), own.get("objective_id") or title.casefold())
        if key not in self.open:
            given: dict[str, Any] = {
                name: own[column] for column, name in OF_OBJECTIVE.items() if own.get(column)
            }
            objective = FoundObjective(
                title=title,
                where=where,
                label=label,
                team=team,
                cycle=self.before.get("cycle", "") or self.cycle,
            )
            given |= {
                name: self.before[name] for name in ("starts", "ends", "team_id") if name in self.before
            }
            given.pop("cycle", None)
            if owner:
                given.setdefault("owner", owner)
            self.open[key] = _Open(replace(objective, **given))
        else:
            self.fill(self.open[key], own)
        self.current = self.open[key]
        if own.get("owner") and not own.get("key_result"):
            held = self.current.objective
            self.current.objective = replace(held, owner=held.owner or own["owner"])

    @staticmethod
    def fill(held: _Open, own: Mapping[str, str]) -> None:
        """What a later row says of an objective that an earlier one left open."""
        missing: dict[str, Any] = {
            name: own[column]
            for column, name in OF_OBJECTIVE.items()
            if own.get(column) and not getattr(held.objective, name)
        }
        missing.pop("cycle", None)
        held.objective = replace(held.objective, **missing)

    def read(self, cell: str) -> tuple[str, str, str]:
        """A title's label, the title, and the owner behind it."""
        return ("", " ".join(cell.split()), "") if self.exact else labelled(spoken(cell))

    def steps(self, cell: str) -> tuple[str, ...]:
        """The milestones in a cell."""
        return tuple(filter(None, cell.split("\n"))) if self.exact else milestones_in(cell)

    def add_key_result(self, own: Mapping[str, str], where: str) -> None:
        assert self.current is not None
        works = milestones_in(own.get("initiatives", ""))
        alone = bool(works) and not own.get("key_result") and not own.get("objective")
        said = {name: own.get(name, "") for name in ("owner", "status") if alone}
        self.current.initiatives += [FoundInitiative(title=name, where=where, **said) for name in works]
        if alone:
            own = {name: text for name, text in own.items() if name not in ("owner", "status")}
        cell = own.get("key_result", "")
        given: dict[str, Any] = {
            name: own[column] for column, name in OF_KEY_RESULT.items() if own.get(column)
        }
        if not cell:
            self.without_title(own, given, where)
            return
        for part in [cell] if self.exact else _lines(cell):
            _, title, owner = self.read(part)
            one = FoundKeyResult(
                title=title, where=where, milestones=self.steps(own.get("milestones", "")), **given
            )
            self.current.key_results.append(replace(one, owner=one.owner or owner))

    def without_title(self, own: Mapping[str, str], given: Mapping[str, str], where: str) -> None:
        """Tell what a row without a key result says of one: of an objective alone it may say how it stands,
        which follows from its key results."""
        of_row = {"owner", "status", "progress", "confidence", "due", "weight", "kind", "unit", "ambition"}
        lost = [name for name in given if name not in of_row] if own.get("objective") else list(given)
        lost = [name for name in lost if name not in ("kind", "ambition")]
        if lost:
            names = ", ".join(lost).replace("_", " ")
            text = f"it has no key result, but says something of one: {names}"
            hint = "Write the key result's title."
            self.remarks.append(Remark(where=where, message=text, hint=hint))

    def closed(self, one: _Open) -> FoundObjective:
        """The objective with all that was found below it. An owner that all its key results share, where it
        has none itself, is its own."""
        owners = {key_result.owner for key_result in one.key_results}
        objective = one.objective
        key_results = tuple(one.key_results)
        has_own = any(column.field == "objective_owner" for column in self.header.values())
        if not has_own and len(owners) == 1 and (owner := owners.pop()) and objective.owner in ("", owner):
            objective = replace(objective, owner=owner)
            key_results = tuple(replace(key_result, owner="") for key_result in key_results)
        return replace(objective, key_results=key_results, initiatives=tuple(one.initiatives))


def _lines(cell: str) -> list[str]:
    """The key results in one cell: its lines, where each is marked as one."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    marked = [line for line in lines if re.match(r"(?:[-*•–]|\d{1,2}[.)]|kr\s*\d)", line, re.I)]
    if len(lines) > 1 and len(marked) == len(lines):
        return [re.sub(r"^(?:[-*•–]|\d{1,2}[.)])\s*", "", line) for line in lines]
    return [cell]


def _parts(words: str) -> Iterator[str]:
    """A text, and each two or one words of it, as may name a cycle."""
    pieces = re.findall(r"[\w-]+", words)
    yield words
    yield from (" ".join(pieces[i : i + 2]) for i in range(len(pieces) - 1))
    yield from pieces
