"""Taking readings one by one: whose each is, and what it says in that key result's kind."""

import re
from collections.abc import Iterable, Mapping

from okrsite.alignment import Directory, Miss
from okrsite.model.check_in import NO, YES, CheckIn, Reading
from okrsite.model.key_result import Keep, KeyResult, Milestones, Move
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.quantity import Quantity
from okrsite.model.reference import Reference
from okrsite.observations import RIGHT_READING, Key, Observation, Problem, ProblemKind, shared_unit
from okrsite.source import Place

Owner = tuple[Objective, KeyResult]
"""Whom a reading belongs to."""


class Collector:
    """What was read of key results, and what could not be used; given one reading after the other, by day."""

    def __init__(self, portfolio: Portfolio, directory: Directory) -> None:
        self.portfolio = portfolio
        self.directory = directory
        self.by_key: dict[Key, list[Observation]] = {}
        self.keys: dict[str, dict[str, Key]] = {}
        self.named: dict[tuple[str, str, str], tuple[Owner, ...]] = {}
        self.problems: list[Problem] = []

    def problem(
        self,
        kind: ProblemKind,
        check_in: CheckIn,
        reading: Reading,
        place: Place | None = None,
        *,
        text: str = "",
        names: tuple[str, ...] = (),
        objective: str = "",
        key_result: KeyResult | None = None,
    ) -> None:
        self.problems.append(
            Problem(
                kind=kind,
                check_in=check_in,
                reading=reading,
                place=place or reading.place.name_of(),
                text=text,
                names=names,
                objective=objective,
                key_result=key_result,
            )
        )

    def take(self, check_in: CheckIn, reading: Reading) -> None:
        found = self.owner(check_in, reading)
        if found is None:
            return
        objective, key_result = found
        key = (objective.id, key_result.id)
        self.keys.setdefault(check_in.source.path, {})[reading.key] = key
        if reading.blank:
            return
        cycle = self.directory.cycles[objective.cycle]
        before = self.by_key.setdefault(key, [])
        value = self.value(check_in, reading, objective, key_result, before)
        done, names = self.done(check_in, reading, objective, key_result)
        if not key_result.unclear:
            self.refuse_wrong_kind(check_in, reading, objective, key_result)
        kind = key_result.kind
        observation = Observation(
            day=check_in.day,
            check_in=check_in,
            value=value if kind in {"move", "keep"} else None,
            done=done,
            names=names,
            chance=reading.chance if kind == "binary" else None,
            score=reading.score if kind == "graded" else None,
            confidence=reading.confidence,
            status=reading.status,
            note=reading.note,
            late=check_in.day > cycle.ends,
            baseline=check_in.day < cycle.starts,
            place=reading.place,
        )
        if before and before[-1].day == check_in.day and observation.measured:  # they come by day
            first = next((o for o in before if o.day == check_in.day and o.measured), None)
            if first is not None and first.check_in is not None:
                path = first.check_in.source.path
                self.problem("twice", check_in, reading, text=path, objective=key[0], key_result=key_result)
        before.append(observation)

    def owner(self, check_in: CheckIn, reading: Reading) -> Owner | None:
        """The key result a reading names; None after noting why there is none."""
        reference = reading.reference
        if reference is None:
            return None
        if not reference.objective:
            return self.alone(check_in, reading, reference)
        if reference.cycle and reference.cycle != check_in.cycle:
            self.problem("unknown", check_in, reading, text=f"it is in the cycle {reference.cycle}")
            return None
        target = self.directory.find(
            Reference(
                cycle=check_in.cycle,
                team=reference.team,
                objective=reference.objective,
                key_result=reference.key_result,
                text=reference.text,
            ),
            cycle=check_in.cycle,
            team=check_in.team,
        )
        if isinstance(target, Miss):
            if target.reason == "ghost":
                return None
            self.problem(
                "unknown", check_in, reading, names=self.known(check_in, target), objective=target.found
            )
            return None
        objective = self.directory.objectives[target.objective]
        theirs = objective.team == check_in.team or check_in.team in objective.shared_with
        if not theirs and objective not in self.directory.formerly_of_team(check_in.cycle, check_in.team):
            self.problem("not-shared", check_in, reading, objective=objective.id)
            return None
        key_result = objective.key_result(target.key_result)
        return (objective, key_result) if key_result else None

    def alone(self, check_in: CheckIn, reading: Reading, reference: Reference) -> Owner | None:
        """The one key result of a team that has an id."""
        name = (check_in.cycle, check_in.team, reference.key_result)
        found = self.named.get(name)
        if found is None:
            found = self.named[name] = self.of_name(*name)
        if len(found) == 1:
            return found[0]
        if found:
            names = tuple(f"{o.name}#{k.id}" for o, k in found)
            self.problem("ambiguous", check_in, reading, names=names)
        elif not any(g.startswith(f"{check_in.cycle}/{check_in.team}/") for g in self.directory.ghosts):
            own = self.directory.of_team(check_in.cycle, check_in.team)
            known = tuple(f"{o.name}#{k.id}" for o in own for k in o.key_results)
            self.problem("unknown", check_in, reading, names=known)
        return None

    def of_name(self, cycle: str, team: str, id: str) -> tuple[Owner, ...]:
        """The key results of a team in a cycle that have an id, or had it."""
        own = self.directory.of_team(cycle, team)
        moved = self.directory.formerly_of_team(cycle, team)
        found = [(o, k) for o in (*own, *moved) if (k := o.key_result(id)) is not None]
        # A draft may not make a published key ambiguous, nor an old name one of today.
        for better in (
            [(o, k) for o, k in found if k.id == id],
            [(o, k) for o, k in found if not o.draft],
            [(o, k) for o, k in found if o in own],
        ):
            found = [pair for pair in found if pair in better] or found
        return tuple(found)

    def known(self, check_in: CheckIn, miss: Miss) -> tuple[str, ...]:
        """The keys that could have been meant."""
        if miss.found:
            objective = self.directory.objectives[miss.found]
            prefix = f"{objective.team}/" if objective.team != check_in.team else ""
            return tuple(f"{prefix}{objective.name}#{k.id}" for k in objective.key_results)
        own = self.directory.of_team(check_in.cycle, check_in.team)
        return tuple(f"{o.name}#{k.id}" for o in own for k in o.key_results)

    def value(
        self,
        check_in: CheckIn,
        reading: Reading,
        objective: Objective,
        key_result: KeyResult,
        before: list[Observation],
    ) -> Quantity | None:
        """The reading's value in the key result's unit."""
        value = reading.value
        if value is None or not isinstance(key_result.measure, Move | Keep):
            return value
        unit = shared_unit(key_result, before)
        if unit is None:
            return value
        if value.bare:
            return value.with_unit_of(unit)
        if value.unit != unit.unit:
            self.problem(
                "unit",
                check_in,
                reading,
                reading.place.of("value"),
                text=unit.unit_text,
                objective=objective.id,
                key_result=key_result,
            )
            return None
        return value

    def done(
        self, check_in: CheckIn, reading: Reading, objective: Objective, key_result: KeyResult
    ) -> tuple[int | None, tuple[str, ...]]:
        """How much is done: a count, and the milestones that were named."""
        words = reading.done
        if words is None:
            return None, ()
        if key_result.kind == "binary":
            if len(words) == 1 and words[0].lower() in YES | NO:
                return int(words[0].lower() in YES), ()
            self.wrong_done(
                check_in, reading, objective, key_result, "`done: true`, and `chance: 60%` before that"
            )
        elif isinstance(key_result.measure, Milestones):
            milestones = key_result.measure.names
            by_lower = {name.lower(): name for name in milestones}
            alone = words[0] if len(words) == 1 and words[0].lower() not in by_lower else ""
            if alone[:1] in set("0123456789"):
                if re.fullmatch(r"[0-9]{1,4}", alone) and int(alone) <= len(milestones):
                    return int(alone), ()
                self.wrong_done(
                    check_in, reading, objective, key_result, f"a number from 0 to {len(milestones)}"
                )
                return None, ()
            if alone.lower() in YES | NO:
                self.wrong_done(
                    check_in,
                    reading,
                    objective,
                    key_result,
                    f"`done: {len(milestones)}`, or the names of the milestones that are done",
                )
                return None, ()
            names = []
            for word in words:
                name = by_lower.get(word.lower())
                if name is None:
                    self.problem(
                        "unknown-milestone",
                        check_in,
                        reading,
                        reading.place.of("done", word),
                        text=word,
                        names=milestones,
                        objective=objective.id,
                        key_result=key_result,
                    )
                else:
                    names.append(name)
            return len(dict.fromkeys(names)), tuple(dict.fromkeys(names))
        return None, ()

    def wrong_done(
        self, check_in: CheckIn, reading: Reading, objective: Objective, key_result: KeyResult, right: str
    ) -> None:
        self.problem(
            "wrong-kind",
            check_in,
            reading,
            reading.place.of("done"),
            text=right,
            names=("done",),
            objective=objective.id,
            key_result=key_result,
        )

    def refuse_wrong_kind(
        self, check_in: CheckIn, reading: Reading, objective: Objective, key_result: KeyResult
    ) -> None:
        """Note the fields of a reading that belong to another kind."""
        right = RIGHT_READING[key_result.kind]
        for field in ("value", "done", "chance", "score"):
            if field not in right.fields and getattr(reading, field) is not None:
                self.problem(
                    "wrong-kind",
                    check_in,
                    reading,
                    reading.place.of(field),
                    text=right.example,
                    names=(field,),
                    objective=objective.id,
                    key_result=key_result,
                )

    def take_kpis(self, objectives: Iterable[Objective]) -> None:
        """Readings of the KPI that a key result names, on days without a value of its own."""
        kpis: Mapping[str, Kpi] = {kpi.id: kpi for kpi in self.portfolio.kpis}
        for objective in objectives:
            for key_result in objective.key_results:
                kpi = kpis.get(key_result.kpi) if key_result.kpi else None
                if kpi is not None and isinstance(key_result.measure, Move | Keep):
                    self.take_kpi(objective, key_result, kpi)

    def take_kpi(self, objective: Objective, key_result: KeyResult, kpi: Kpi) -> None:
        cycle = self.directory.cycles[objective.cycle]
        key = (objective.id, key_result.id)
        own = self.by_key.get(key, [])
        days = {o.day for o in own if o.value is not None}
        unit = shared_unit(key_result, own) or kpi.unit
        if unit is not None and kpi.unit is not None and unit.unit != kpi.unit.unit:
            return
        before = [r for r in kpi.readings if r.day < cycle.starts][-1:]
        within = [r for r in kpi.readings if cycle.starts <= r.day <= cycle.ends]
        added = [
            Observation(
                day=reading.day,
                value=reading.value.with_unit_of(unit) if unit else reading.value,
                baseline=reading.day < cycle.starts,
            )
            for reading in (*before, *within)
            if reading.day not in days and reading.day <= self.portfolio.today
        ]
        if added:
            self.by_key[key] = sorted((*own, *added), key=lambda o: o.day)
