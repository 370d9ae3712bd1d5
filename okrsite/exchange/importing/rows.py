"""The objectives of a spreadsheet: a row for each key result, as most people keep them, or for each of both.

An empty cell below a team or an objective means the same one again. Several key results may also stand beside
one another in the row of their objective.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from okrsite.exchange.importing.blanks import MAY_BE_BLANK, known
from okrsite.exchange.importing.columns import (
    CARRIED,
    LEFT_OUT,
    OF_KEY_RESULT,
    OF_OBJECTIVE,
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
from okrsite.exchange.importing.gathered import Gathered, lines_of
from okrsite.exchange.importing.labels import is_objective_label, labelled, short_label, spoken
from okrsite.exchange.importing.measures import milestones_in
from okrsite.exchange.importing.sections import cycle_in, named_in, same_titles, section_in, year_of
from okrsite.exchange.importing.sheets import Sheet


class Table:
    """A table of OKRs: `titles` is the index of its row of titles, `header` what they mean, `team` the team
    and `cycle` those of what names none. `exact` takes every text to the letter, as okrsite exported it."""

    def __init__(
        self, file: str, sheet: Sheet, titles: int, header: Header, *, team: str, cycle: str, exact: bool
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.titles = titles
        self.header = header
        self.team = team
        self.exact = exact
        self.cycle = cycle
        self.remarks: list[Remark] = []
        self.open: dict[tuple[str, str, str], Gathered] = {}
        self.current: Gathered | None = None
        self.before: dict[str, str] = {}
        self.later: list[tuple[dict[str, str], str]] = []
        self.rows: dict[tuple[int, tuple[str, ...]], int] = {}

    def tell(self, where: str, message: str, hint: str = "", *, lost: bool = True) -> None:
        self.remarks.append(Remark(where=where, message=message, hint=hint, lost=lost))

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
            self.tell(self.sheet.where(self.file), text, "Give each column a title.")
        for number, row in enumerate(rows, start=self.titles + 2):
            if not any(cell.strip() for cell in row):
                continue
            if self.exact or not (self.is_titles(row) or self.section(number, row)):
                self.take(number, row)
        for own, where in self.later:
            self.below_parent(own, where)
        has_owners = any(column.field == "objective_owner" for column in self.header.values())
        for one in self.open.values():
            yield one.closed(shares_owner=not has_owners)

    def width(self) -> int:
        return len(self.sheet.rows[self.titles])

    def is_titles(self, row: Sequence[str]) -> bool:
        """Whether a row has the titles of the columns once more."""
        return same_titles(row, self.sheet.rows[self.titles])

    def look_above(self) -> None:
        """A cycle that is named above the table holds for all of it, and an objective for the rows below it;
        other words there are told."""
        objective = None
        for number, row in enumerate(self.sheet.rows[: self.titles], start=1):
            for cell in dict.fromkeys(row):
                words = spoken(cell)
                found = cycle_in(words)
                self.cycle = self.cycle or found
                if self.needs_objective() and is_objective_label(words):
                    objective = (words, self.sheet.where(self.file, number))
                elif words and not found:
                    text = f"“{words[:60]}” stands above the table and was left out"
                    self.tell(self.sheet.where(self.file, number), text, lost=False)
        if objective is not None:
            self.start({"objective": objective[0]}, objective[1])

    def needs_objective(self) -> bool:
        """Whether no column holds the objective, so that rows of their own may."""
        return not {column.field for column in self.header.values()} & {"objective", "title"}

    def section(self, number: int, row: Sequence[str]) -> bool:
        """Take a row that is a heading for those below it: of an objective, where no column holds them, of a
        team or a cycle, where it reaches across the table."""
        text, wide = section_in(row)
        where = self.sheet.where(self.file, number)
        if text and self.needs_objective() and (wide or is_objective_label(text)):
            self.start({"objective": text}, where)
            return True
        if not wide or any(column.field == "team" for column in self.header.values()):
            return False
        team, cycle = named_in(text)
        self.before |= {name: word for name, word in (("team", team), ("cycle", cycle)) if word}
        self.current = None
        what = " and ".join(name for name, word in (("team", team), ("cycle", cycle)) if word)
        self.tell(
            where, f"“{text[:60]}” was taken as the {what or 'heading'} of the rows below it", lost=False
        )
        return True

    def take(self, number: int, row: Sequence[str]) -> None:
        where = self.sheet.where(self.file, number)
        cells: dict[Column, str] = {
            column: self.known(column.field, row[index].strip(), where) if index < len(row) else ""
            for index, column in self.header.items()
            if column.field != LEFT_OUT
        }
        own = {column.field: text for column, text in cells.items() if not column.number}
        kind = plain_name(own.get("type", ""))
        title = own.get("title", "")
        if title and not own.get("objective") and not own.get("key_result"):
            self.by_type(own, kind, title, where)
            if own.get("parent") and not own.get("objective"):
                self.later.append((own, where))
                return
        self.start(own, where)
        if self.current is None:
            if any(own.get(name) for name in ("key_result", *OF_KEY_RESULT)) or not own.get("team"):
                hint = "Write the objective in the first row of its key results."
                self.tell(where, "no objective stands here or above", hint)
            return
        twin = self.rows.setdefault((id(self.current), tuple(row)), number)
        if twin != number and not self.exact:
            self.tell(where, f"it says the same as row {twin}, and was taken once", lost=False)
            return
        self.add_key_result(own, where)
        for n in sorted({column.number for column in cells if column.number}):
            beside = {column.field: text for column, text in cells.items() if column.number == n}
            self.add_key_result(beside, f"{where}, key result {n}")

    def known(self, name: str, text: str, where: str) -> str:
        """What a cell says, empty where it says that nobody knows yet."""
        if self.exact or name not in MAY_BE_BLANK or known(text):
            return text
        if any(letter.isalpha() for letter in text):
            self.tell(where, f"`{text}` counts as an empty cell", lost=False)
        return ""

    def below_parent(self, own: Mapping[str, str], where: str) -> None:
        """Add a key result or an initiative to the objective that its row names as the one above it."""
        text = own["parent"]
        label, title, _ = labelled(spoken(text))
        names = {text.casefold(), title.casefold(), label or short_label(text) or text.casefold()}
        fitting = [
            one
            for one in self.open.values()
            if names & {one.objective.title.casefold(), one.objective.label, one.objective.id}
        ]
        if len(fitting) != 1:
            what = "several objectives are" if fitting else "no objective is"
            words = own.get("key_result") or own.get("initiatives", "")
            hint = "Write the title of the objective, as it stands in its own row."
            self.tell(where, f"{what} called “{text[:60]}” in this table: “{words[:60]}” was left out", hint)
            return
        self.current = fitting[0]
        self.add_key_result(own, where)

    def cycle_here(self) -> str:
        """The cycle that the row, those above it, or what stands above the table names."""
        return year_of(self.before.get("year", ""), self.before.get("cycle", "")) or self.cycle

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
            self.tell(where, text, "Call it Objective or Key result.")

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
        key = (self.cycle_here(), team.casefold(), own.get("objective_id") or title.casefold())
        if key not in self.open:
            given: dict[str, Any] = {
                name: own[column] for column, name in OF_OBJECTIVE.items() if own.get(column)
            }
            objective = FoundObjective(
                title=title,
                where=where,
                label=label or short_label(own.get("label", "")) or own.get("label", "").casefold(),
                team=team,
                cycle=self.cycle_here(),
            )
            given |= {
                name: self.before[name] for name in ("starts", "ends", "team_id") if name in self.before
            }
            given.pop("cycle", None)
            if owner:
                given.setdefault("owner", owner)
            self.open[key] = Gathered(replace(objective, **given))
        else:
            self.open[key].fill(own)
        self.current = self.open[key]
        if own.get("owner") and not own.get("key_result"):
            held = self.current.objective
            self.current.objective = replace(held, owner=held.owner or own["owner"])

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
        for part in [cell] if self.exact else lines_of(cell):
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
            self.tell(where, text, "Write the key result's title.")
