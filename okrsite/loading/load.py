"""The whole content folder as one portfolio, with everything that was found wrong on the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from okrsite.diagnostics import Finding
from okrsite.loading.decode_company import decode_company, decode_cycle, decode_team
from okrsite.loading.decode_objective import decode_objective
from okrsite.loading.decode_running import decode_check_in, decode_kpi, decode_meeting, decode_review
from okrsite.loading.discover import ContentFile, Found
from okrsite.loading.memory import Memory
from okrsite.loading.one_file import Decode, settings_in
from okrsite.loading.outcomes import Outcomes
from okrsite.loading.standing import Seen, look
from okrsite.loading.today import today_in
from okrsite.model.allowance import Allowance
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.review import Meeting, Review
from okrsite.model.team import Team
from okrsite.settings import Settings
from okrsite.source import Place, SourceFile

Progress = Callable[[int, int], None]
"""Called with the number of files done and of all files."""

T = TypeVar("T")


UNCOUNTED = frozenset({"asset", "settings"})
"""Kinds of files that cost nothing to speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A portfolio and what loading found. `broken_drafts` are the paths of files that can't be read and
    say they are drafts; `seen` is what lay in the folder."""

    portfolio: Portfolio
    findings: tuple[Finding, ...]
    seen: Seen = field(compare=False)
    broken_drafts: frozenset[str] = frozenset()


def load(
    content: Path,
    *,
    today: date | None = None,
    progress: Progress | None = None,
    overlay: Mapping[str, str] | None = None,
    memory: Memory | None = None,
    changed: frozenset[str] | None = None,
) -> Loaded:
    """Read the content folder.

    `today` is the date everything is seen from, by default the current one in the settings' time zone (raises
    ClockError where the environment says that it is none).
    `overlay` has texts that stand for files, by path: what an editor holds and has not saved. `memory` spares
    reading what is as it was, and looking at it where `changed` is all that may have changed since the last
    load with it, by path in the folder. Faults in content are findings, never exceptions.
    """
    texts = overlay or {}
    before = memory.seen if memory and not texts and changed is not None else None
    seen = (before.after(changed or ()) if before else None) or look(content, texts)
    if memory:
        memory.seen = None if texts else seen
    return _Load(seen, texts, memory).run(today, progress)


class _Load:
    def __init__(self, seen: Seen, overlay: Mapping[str, str], memory: Memory | None) -> None:
        self.seen = seen
        self.findings = list(seen.findings)
        self.outcomes = Outcomes(seen.content, self.findings.append, overlay, seen, memory)
        self.ghosts: set[str] = set()
        self.unread: set[str] = set()
        self.broken_drafts: set[str] = set()
        self.allowances: list[Allowance] = []
        self.done = 0
        self.told = 0
        self.total = 0
        self.progress: Progress | None = None

    def run(self, today: date | None, progress: Progress | None) -> Loaded:
        found = self.seen.found
        self.total = sum(file.kind not in UNCOUNTED for file in found.files)
        self.progress = progress
        self.outcomes.look(self.tell)
        by_kind: dict[str, list[ContentFile]] = {}
        for file in found.files:
            by_kind.setdefault(file.kind, []).append(file)
        settings = self.settings(by_kind.get("settings", []))
        cycles = self.cycles(found, by_kind.get("cycle", []), settings)
        known = {cycle.id for cycle in cycles}

        def inside(kind: str) -> list[ContentFile]:
            """Files of a kind in cycles that have dates; the others are kept as ghosts."""
            files = by_kind.get(kind, [])
            for file in files:
                if file.cycle not in known:
                    self.step()
                    self.keep_ghost(file)
            return [file for file in files if file.cycle in known]

        company = self.all(by_kind.get("company", []), lambda d, root, _: decode_company(d, root))
        teams: list[Team] = self.all(by_kind.get("team", []), decode_team)
        objectives: list[Objective] = self.all(inside("objective"), decode_objective)
        teams, objectives = _by_todays_ids(teams, objectives)
        check_ins: list[CheckIn] = self.all(inside("check_in"), decode_check_in)
        reviews: list[Review] = self.all(inside("review"), decode_review)
        meetings: list[Meeting] = self.all(inside("meeting"), decode_meeting)
        tables = self.tables(by_kind.get("kpi_readings", []))
        kpis: list[Kpi] = self.all(
            by_kind.get("kpi", []), lambda d, root, file: decode_kpi(d, root, file, tables.get(file.name))
        )
        if today is None:
            today = today_in(ZoneInfo(settings.time_zone))
        portfolio = Portfolio(
            settings=settings,
            today=today,
            company=company[0][0] if company else None,
            company_title=company[0][1] if company else "",
            cycles=tuple(sorted(cycles, key=lambda c: (c.starts, c.ends, c.id))),
            teams=tuple(sorted(teams, key=lambda t: t.id)),
            objectives=tuple(sorted(objectives, key=lambda o: (o.cycle, o.team, o.name))),
            check_ins=tuple(sorted(check_ins, key=lambda c: (c.day, c.suffix, c.cycle, c.team))),
            reviews=tuple(sorted(reviews, key=lambda r: (r.cycle, r.team))),
            meetings=tuple(sorted(meetings, key=lambda m: (m.day, m.suffix, m.cycle))),
            kpis=tuple(sorted(kpis, key=lambda k: k.id)),
            assets=tuple(sorted(file.path for file in by_kind.get("asset", []))),
            allowances=tuple(self.allowances),
            ghosts=frozenset(self.ghosts),
            unread=frozenset(self.unread),
        )
        self.outcomes.remember()
        return Loaded(
            portfolio=portfolio,
            findings=tuple(self.findings),
            broken_drafts=frozenset(self.broken_drafts),
            seen=self.seen,
        )

    def settings(self, files: list[ContentFile]) -> Settings:
        if not files:
            self.findings.append(
                Finding(
                    rule="missing-field",
                    place=Place(source=SourceFile(path="okrsite.yml")),
                    message="the content has no settings",
                    hint="Write the file `okrsite.yml` with at least `company: ...`",
                )
            )
            return Settings()
        file = files[0]
        text = self.outcomes.text(file)
        if text is None:
            return Settings()
        return settings_in(file.path, text, self.findings.append)

    def cycles(self, found: Found, files: list[ContentFile], settings: Settings) -> list[Cycle]:
        indexes = {file.cycle: file for file in files}
        cycles = []
        for name in found.cycles:
            if name not in indexes:
                cycle = decode_cycle(None, None, name, settings)
            else:
                made = self.all([indexes[name]], lambda d, root, f: decode_cycle(d, root, f.cycle, settings))
                cycle = made[0] if made else decode_cycle(None, None, name, settings)
            if cycle is not None:
                cycles.append(cycle)
        return cycles

    def tables(self, files: list[ContentFile]) -> dict[str, tuple[str, str]]:
        tables = {}
        for file in files:
            self.step()
            text = self.outcomes.text(file)
            if text is not None:
                tables[file.name] = (file.path, text)
        return tables

    def all(self, files: list[ContentFile], decode: Decode[T]) -> list[T]:
        """Decode files of one kind. What can't be read stays as a ghost."""
        made = []
        for file in files:
            self.step()
            value = self.one(file, decode)
            if value is None:
                self.keep_ghost(file)
            else:
                made.append(value)
        return made

    def keep_ghost(self, file: ContentFile) -> None:
        """Remember a file that can't be read, and the id it has all the same."""
        self.unread.add(file.path)
        if file.kind == "objective":
            self.ghosts.add(f"{file.cycle}/{file.team}/{file.name}")
        elif file.kind in {"team", "kpi"}:
            self.ghosts.add(f"{file.kind}:{file.name}")

    def one(self, file: ContentFile, decode: Decode[T]) -> T | None:
        outcome = self.outcomes.of(file, decode)
        if outcome is None:
            return None
        self.findings += outcome.findings
        self.allowances += outcome.allowances
        if outcome.broken_draft:
            self.broken_drafts.add(file.path)
        value: T | None = outcome.value
        return value

    def step(self) -> None:
        self.done += 1
        if self.done % 64 == 0 or self.done == self.total:
            self.tell(self.done)

    def tell(self, done: int) -> None:
        """Say how many files are done; those that were read ahead are, before their turn comes."""
        if self.progress is not None and done > self.told:
            self.told = done
            self.progress(done, self.total)


def _by_todays_ids(teams: list[Team], objectives: list[Objective]) -> tuple[list[Team], list[Objective]]:
    """Teams and objectives that name teams by the ids they have today, where a team says what it was."""
    today = {team.id for team in teams}
    now = {old: team.id for team in teams for old in team.formerly if old not in today}
    if not now:
        return teams, objectives

    def renamed(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(now.get(id, id) for id in ids)

    return (
        [replace(t, parent=now.get(t.parent, t.parent), succeeded_by=renamed(t.succeeded_by)) for t in teams],
        [replace(o, shared_with=renamed(o.shared_with)) if o.shared_with else o for o in objectives],
    )
