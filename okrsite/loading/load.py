"""The whole content folder as one portfolio, with everything that was found wrong on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from okrsite.diagnostics import Finding
from okrsite.loading import nodes, yaml_reading
from okrsite.loading.decode_company import decode_company, decode_cycle, decode_settings, decode_team
from okrsite.loading.decode_objective import decode_objective
from okrsite.loading.decode_running import decode_check_in, decode_kpi, decode_meeting, decode_review
from okrsite.loading.decoder import Decoder
from okrsite.loading.discover import ContentFile, Found, discover
from okrsite.loading.reading import ODD_BREAKS, read_text, split_front_matter
from okrsite.model.allowance import Allowance
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.review import Meeting, Review
from okrsite.model.team import Team
from okrsite.settings import Settings
from okrsite.source import Place, SourceFile, Span

Progress = Callable[[int, int], None]
"""Called with the number of files done and of all files."""

_DRAFT_LINE = re.compile(r"^status:[ \t]*[\"']?draft[\"']?[ \t]*(#.*)?$", re.MULTILINE | re.IGNORECASE)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A portfolio and what loading found. `broken_drafts` are the paths of files that can't be read and
    say they are drafts."""

    portfolio: Portfolio
    findings: tuple[Finding, ...]
    broken_drafts: frozenset[str] = frozenset()


def load(content: Path, *, today: date | None = None, progress: Progress | None = None) -> Loaded:
    """Read the content folder.

    `today` is the date everything is seen from, by default the current one in the settings' time zone.
    Faults in content are findings, never exceptions.
    """
    findings: list[Finding] = []
    return _Load(findings).run(discover(content, findings.append), today, progress)


class _Load:
    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.ghosts: set[str] = set()
        self.unread: set[str] = set()
        self.broken_drafts: set[str] = set()
        self.allowances: list[Allowance] = []
        self.done = 0
        self.total = 0
        self.progress: Progress | None = None

    def run(self, found: Found, today: date | None, progress: Progress | None) -> Loaded:
        self.total, self.progress = len(found.files), progress
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
            today = datetime.now(ZoneInfo(settings.time_zone)).date()
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
        return Loaded(
            portfolio=portfolio,
            findings=tuple(self.findings),
            broken_drafts=frozenset(self.broken_drafts),
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
        text = read_text(file.file, file.path, self.findings.append)
        if text is None:
            return Settings()
        source = SourceFile(path=file.path, front=text.translate(ODD_BREAKS), front_line=1)
        root, readable = self.parse(source)
        if not readable:
            return Settings()
        return decode_settings(Decoder(source, self.findings.append), root)

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
            text = read_text(file.file, file.path, self.findings.append)
            if text is not None:
                tables[file.name] = (file.path, text)
        return tables

    def all(
        self, files: list[ContentFile], decode: Callable[[Decoder, nodes.Node | None, ContentFile], T | None]
    ) -> list[T]:
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

    def one(
        self, file: ContentFile, decode: Callable[[Decoder, nodes.Node | None, ContentFile], T | None]
    ) -> T | None:
        needed = file.kind not in {"company", "cycle", "meeting"}
        before = len(self.findings)
        text = read_text(file.file, file.path, self.findings.append)
        if text is None:
            return None
        source = split_front_matter(text, file.path, self.findings.append, needed=needed)
        if len(self.findings) > before:
            if file.kind == "objective" and _DRAFT_LINE.search(text):
                self.broken_drafts.add(file.path)
            return None
        root, readable = self.parse(source)
        if not readable:
            if file.kind == "objective" and _DRAFT_LINE.search(source.front or ""):
                self.broken_drafts.add(file.path)
            return None
        decoder = Decoder(source, self.findings.append, line_offset=source.front_line - 1)
        value = decode(decoder, root, file)
        self.allowances += [
            Allowance(rule=rule, reason=reason, place=Place(source=source).name_of("allow", rule))
            for rule, reason in decoder.allowed
        ]
        return value

    def parse(self, source: SourceFile) -> tuple[nodes.Node | None, bool]:
        """The YAML of a file as nodes, and whether it could be read."""
        if source.front is None:
            return None, True
        root, faults = yaml_reading.parse(source.front)
        if root is not None and not root.has_fields:
            at = root.start
            faults.append(
                yaml_reading.YamlFault(
                    rule="wrong-type",
                    line=at[0],
                    column=at[1],
                    message="there are no fields here",
                    hint="Write each field on a line of its own: `name: value`.",
                )
            )
            root = None
        for fault in faults:
            line, column = fault.line + source.front_line, fault.column + 1
            span = Span(line=line, column=column, end_line=line, end_column=column + 1)
            self.findings.append(
                Finding(
                    rule=fault.rule,
                    place=Place(source=source, span=span),
                    message=fault.message,
                    hint=fault.hint,
                )
            )
        return root, root is not None or not faults

    def step(self) -> None:
        self.done += 1
        if self.progress is not None and (self.done % 64 == 0 or self.done == self.total):
            self.progress(self.done, self.total)


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
