"""What an import writes: teams, cycles, objectives, check-ins. Nothing that is there is touched."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field as attribute, replace
from datetime import date, timedelta
from pathlib import Path

from okrsite.exchange.importing.bounds import bounded, refuse_unreadable
from okrsite.exchange.importing.current import reading_of
from okrsite.exchange.importing.entries import NO_REASON, initiative_lines, key_result_entry
from okrsite.exchange.importing.found import Found, FoundKeyResult, FoundObjective, Remark, day_of
from okrsite.exchange.importing.measures import Problem, dated, measured
from okrsite.exchange.importing.names import key_result_ids, known_ids, meant_elsewhere
from okrsite.exchange.importing.parents import Parents, Placed
from okrsite.exchange.importing.places import Cycles, Teams, check_in_day, usual_cycle_id
from okrsite.exchange.importing.prose import prose_of
from okrsite.exchange.importing.sections import PART
from okrsite.model.cycle import Cycle
from okrsite.model.reference import parse_reference
from okrsite.rules.rule import Facts
from okrsite.wording.lexicon import lexicon_for
from okrsite.writing.check_ins import free_suffix
from okrsite.writing.files import NewFile
from okrsite.writing.ids import id_from, may_be_named
from okrsite.writing.scalars import entry, field, indented, markdown, named, quoted

_DROPPED = frozenset({"dropped", "cancelled", "canceled", "abandoned", "discontinued"})
_FIELD_WORDS = {"start": "start", "read_on": "date", "at_least": "at least", "at_most": "at most"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The files of an import, and what is to be told. `objectives`, `key_results` and `readings` are counts
    of what the files hold."""

    files: tuple[NewFile, ...]
    remarks: tuple[Remark, ...]
    objectives: int
    key_results: int
    readings: int

    @property
    def lost(self) -> tuple[Remark, ...]:
        """What stands in the file and could not be placed."""
        return tuple(remark for remark in self.remarks if remark.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line says: the cycle and the team of what names none, the company's name."""

    cycle: str | None = None
    team: str = ""
    company: str = ""


def plan(facts: Facts, content: Path, found: Found, wishes: Wishes) -> Plan:
    """Plan an import into a content folder that was loaded. Raises ImportingError."""
    planner = _Planner(facts, content, bounded(found), wishes)
    made = planner.run()
    refuse_unreadable(made.files, content)
    return made


@dataclass(slots=True)
class _Reading:
    key: str
    lines: tuple[str, ...]


@dataclass(slots=True)
class _Planner:
    facts: Facts
    content: Path
    found: Found
    wishes: Wishes
    remarks: list[Remark] = attribute(default_factory=list)
    readings: dict[tuple[str, str, date], list[_Reading]] = attribute(default_factory=dict)
    counted: int = 0
    meant: Mapping[str, frozenset[str]] = attribute(init=False)

    def __post_init__(self) -> None:
        self.meant = meant_elsewhere(self.facts)

    def run(self) -> Plan:
        self.remarks += self.found.remarks
        settings = self.facts.portfolio.settings
        company = settings.company or " ".join(self.wishes.company.split())
        said = {one.cycle for one in self.found.objectives if one.cycle}
        usual = said.pop() if len(said) == 1 and self.wishes.cycle is None else ""
        usual = "" if PART.fullmatch(usual) else usual
        cycles = Cycles(self.facts, usual or usual_cycle_id(self.facts, self.wishes.cycle))
        teams = Teams(self.facts, self.wishes.team, company)
        placed = list(self.placed(cycles, teams))
        self.remarks += teams.remarks()
        parents = Parents(self.facts, cycles, placed)
        objectives = [self.objective(one, cycles.known[one.cycle], parents) for one in placed]
        files = [
            *self.settings_file(company, placed),
            *cycles.files,
            *teams.files,
            *objectives,
            *self.check_ins(),
        ]
        return Plan(
            files=tuple(files),
            remarks=tuple(self.remarks),
            objectives=len(objectives),
            key_results=sum(len(one.found.key_results) for one in placed),
            readings=self.counted,
        )

    def tell(self, where: str, problem: Problem) -> None:
        field = _FIELD_WORDS.get(problem.field, problem.field)
        self.remarks.append(Remark(where=f"{where}, {field}", message=problem.message, hint=problem.hint))

    def settings_file(self, company: str, placed: list[Placed]) -> Iterator[NewFile]:
        if placed and not os.path.lexists(self.content / "okrsite.yml"):
            name = company or "Our Company"
            yield NewFile(path="okrsite.yml", text="\n".join([*field("company", name), ""]))

    # objectives

    def placed(self, cycles: Cycles, teams: Teams) -> Iterator[Placed]:
        """Each objective with the place of its file; those that are there already are kept."""
        taken: dict[tuple[str, str], set[str]] = {}
        for found in self.found.objectives:
            if not found.title:
                self.remarks.append(Remark(where=found.where, message="the objective has no title"))
                continue
            cycle = cycles.of(found, self.remarks)
            if cycle is None:
                continue
            team = teams.of(found)
            used = taken.setdefault((cycle.id, team), self.taken(cycle.id, team))
            name = self.name(found, cycle.id, team, used)
            if name:
                used.add(name)
                found = self.with_titles(found)
                found = replace(found, key_results=tuple(map(dated, found.key_results)))
                yield Placed(
                    found=found,
                    cycle=cycle.id,
                    team=team,
                    name=name,
                    ids=tuple(key_result_ids(found, known_ids(self.facts, cycle.id, team))),
                )

    def with_titles(self, found: FoundObjective) -> FoundObjective:
        """An objective without key results and initiatives that have no words."""
        empty = [one.where for one in found.key_results if not one.title]
        empty += [one.where for one in found.initiatives if not one.title]
        self.remarks += [Remark(where=where, message="what stands here has no words") for where in empty]
        return replace(
            found,
            key_results=tuple(one for one in found.key_results if one.title),
            initiatives=tuple(one for one in found.initiatives if one.title),
        )

    def taken(self, cycle: str, team: str) -> set[str]:
        """Names of files that are there, and names that objectives used to have."""
        folder = self.content / cycle / team
        files = {path.name.removesuffix(".md") for path in folder.iterdir()} if folder.is_dir() else set()
        start = f"{cycle}/{team}/"
        return files | {id.removeprefix(start) for id in self.facts.directory.former if id.startswith(start)}

    def name(self, found: FoundObjective, cycle: str, team: str, used: set[str]) -> str:
        """The name of an objective's file, empty after a remark where it is there already."""
        title = " ".join(found.title.casefold().split())
        for known in self.facts.directory.of_team(cycle, team):
            if " ".join(known.title.casefold().split()) == title:
                return self.kept(found, known.source.path)
        reference = parse_reference(found.id)
        wanted = reference.objective if reference else ""
        elsewhere = self.meant.get(team, frozenset())
        if wanted and may_be_named(wanted) and wanted not in elsewhere:
            if wanted in used:
                return self.kept(found, f"{cycle}/{team}/{wanted}.md")
            return wanted
        language = self.facts.portfolio.settings.written_language
        return id_from(found.title, "objective", used | elsewhere if elsewhere else used, language=language)

    def kept(self, found: FoundObjective, path: str) -> str:
        message = f"{path} is there already and was kept as it is: “{found.title[:60]}” was not imported"
        hint = "Delete or rename that file first, or change it by hand."
        self.remarks.append(Remark(where=found.where, message=message, hint=hint))
        return ""

    def objective(self, one: Placed, cycle: Cycle, parents: Parents) -> NewFile:
        found = one.found
        lines = [*self.status(found), *field("title", found.title)]
        if found.owner:
            lines += field("owner", " ".join(found.owner.split()))
        parent = parents.reference(one, self.remarks)
        if parent:
            lines.append(f"parent: {named(parent)}")
        entries = [
            line
            for key_result, id in self.titled(one)
            for line in self.key_result(one, key_result, id, cycle)
        ]
        if entries:
            lines += ["key_results:", *entries]
        if found.initiatives:
            lines.append("initiatives:")
            lines += [line for work in found.initiatives for line in indented(entry(initiative_lines(work)))]
        return NewFile(path=f"{one.id}.md", text=markdown(lines, prose_of(found.why)))

    def status(self, found: FoundObjective) -> list[str]:
        word = " ".join(found.status.casefold().split())
        if word == "draft":
            return ["status: draft"]
        if word in _DROPPED:
            return ["status: dropped", *field("because", found.because.strip() or NO_REASON)]
        if word and word not in ("published", "active", "open"):
            message = f"`{found.status.strip()[:40]}` is no status of an objective"
            hint = "It may be draft or dropped; how it stands follows from its key results."
            self.tell(found.where, Problem(field="objective status", message=message, hint=hint))
        return []

    @staticmethod
    def titled(one: Placed) -> Iterator[tuple[FoundKeyResult, str]]:
        return zip(one.found.key_results, one.ids, strict=True)

    def key_result(self, one: Placed, found: FoundKeyResult, id: str, cycle: Cycle) -> list[str]:
        settings = self.facts.portfolio.settings
        how = measured(found, lexicon_for(settings.written_language) or lexicon_for("en"))
        kpis = {kpi.id for kpi in self.facts.portfolio.kpis}
        made = key_result_entry(found, id, how, cycle, kpis)
        reading = reading_of(found, how.measure)
        for problem in (*made.problems, *reading.problems):
            self.tell(found.where, problem)
        if reading.lines:
            day = self.day(found, cycle)
            self.readings.setdefault((one.cycle, one.team, day), []).append(
                _Reading(f"{one.name}#{id}", reading.lines)
            )
        if how.guessed:
            self.remarks.append(Remark(where=found.where, message=_GUESSED[how.guessed], lost=False))
        for name in reading.assumed:
            self.remarks.append(Remark(where=found.where, message=_ASSUMED[name], lost=False))
        return indented(entry(made.lines))

    # check-ins

    def day(self, found: FoundKeyResult, cycle: Cycle) -> date:
        """The day of a reading."""
        usual = check_in_day(self.facts.portfolio.today, cycle)
        if not found.read_on.strip():
            return usual
        day = day_of(found.read_on)
        if day is None or day > self.facts.portfolio.today + timedelta(days=1):
            text = "is no date, or could be two" if day is None else "lies in the future"
            message = f"`{found.read_on.strip()[:40]}` {text}; its figures were written for {usual}"
            self.tell(
                found.where, Problem(field="read_on", message=message, hint="Write it like 2026-11-20.")
            )
            return usual
        return day

    def check_ins(self) -> Iterator[NewFile]:
        for (cycle, team, day), readings in sorted(self.readings.items()):
            self.counted += len(readings)
            folder = self.content / cycle / team / "checkins"
            names = [path.name for path in folder.glob("*.md")] if folder.is_dir() else []
            suffix = free_suffix(self.facts, names, cycle, team, day, "import")
            lines = ["key_results:"]
            for reading in readings:
                key = reading.key if reading.key[0].isalpha() else quoted(reading.key)
                lines += indented([f"{key}:", *indented(reading.lines)])
            name = f"{day.isoformat()}-{suffix}" if suffix else day.isoformat()
            yield NewFile(path=f"{cycle}/{team}/checkins/{name}.md", text=markdown(lines, ""))


_GUESSED = {
    "title": "the figures of the key result were taken from its title",
    "sign": "a target with a sign was taken as a change, which begins at 0",
}
_ASSUMED = {
    "progress": "the figure of today was worked out from the progress",
    "confidence": "a confidence in words was written as a number (high is 8, medium 5, low 2)",
}
