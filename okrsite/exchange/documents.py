"""The JSON documents that the site publishes below `api/`, and that `okrsite export json` writes.

Five kinds, all of one schema: `index` leads to the others, `cycle` is everything of one cycle, `teams` and
`kpis` are what outlives cycles, and `everything` is all of it in one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from okrsite.diagnostics import Diagnostic
from okrsite.exchange.exact import Record, document, number, quantity, share
from okrsite.exchange.prose_links import Prose, prose_reader
from okrsite.exchange.records import day, objective_record, reading_record
from okrsite.exchange.schema import SCHEMA_ID, VERSION, schema_text
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.review import Meeting, Review, Verdict
from okrsite.model.team import Team
from okrsite.scoring.progress import mean_progress
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.carried import carried_to, judged
from okrsite.views.company import Company

FOLDER = "api"
INDEX, TEAMS, KPIS, SCHEMA = (f"{FOLDER}/{name}.json" for name in ("index", "teams", "kpis", "schema"))

Field = tuple[str, Any]


def cycle_path(id: str) -> str:
    """Where the document of a cycle is published."""
    return f"{FOLDER}/cycles/{id}.json"


class Documents:
    """Makes the documents of one company."""

    def __init__(self, company: Company, cards: Cards) -> None:
        self.company = company
        self.cards = cards
        self.prose: Prose = prose_reader(cards)

    def published(self) -> Iterator[tuple[str, bytes]]:
        """Every document that the site carries, with its path."""
        return ((path, make()) for path, make in self.makers().items())

    def makers(self) -> Mapping[str, Callable[[], bytes]]:
        """What makes each document that the site carries, by its path."""
        return {
            INDEX: self.index,
            **{cycle_path(id): partial(self.cycle, id) for id in self.company.cycles},
            TEAMS: self.teams,
            KPIS: self.kpis,
            SCHEMA: schema_text,
        }

    def index(self) -> bytes:
        """What there is, and where."""
        links = {"teams": TEAMS, "kpis": KPIS, "schema": SCHEMA}
        return document(
            [
                *self._head("index"),
                ("documents", links),
                ("cycles", self._cycles()),
                self._other_findings(),
            ]
        )

    def cycle(self, id: str) -> bytes:
        """Everything of one cycle."""
        cycles = [self._cycle(self.company.cycles[id])]
        return document(
            [*self._head("cycle"), ("cycles", cycles), *self._of_cycles([id]), self._findings(id)]
        )

    def teams(self) -> bytes:
        return document([*self._head("teams"), ("teams", map(self._team, self.company.portfolio.teams))])

    def kpis(self) -> bytes:
        return document([*self._head("kpis"), ("kpis", map(self._kpi, self.company.portfolio.kpis))])

    def everything(self) -> bytes:
        """All in one document."""
        portfolio = self.company.portfolio
        return document(
            [
                *self._head("everything"),
                ("cycles", self._cycles()),
                ("teams", map(self._team, portfolio.teams)),
                ("kpis", map(self._kpi, portfolio.kpis)),
                *self._of_cycles([cycle.id for cycle in portfolio.cycles]),
                ("findings", map(_finding, _shown(self.company.diagnostics))),
            ]
        )

    def _head(self, kind: str) -> list[Field]:
        portfolio = self.company.portfolio
        settings = portfolio.settings
        address = f"{settings.url.rstrip('/')}/{SCHEMA}" if settings.url else SCHEMA_ID
        current = self.company.current
        company = {
            "name": settings.company,
            "title": portfolio.company_title,
            "site": settings.url,
            "language": settings.language,
            "check_in_every": settings.check_in_every.text,
            "current_cycle": current.id if current else "",
            "prose": self.prose(portfolio.company),
        }
        return [
            ("$schema", address),
            ("version", VERSION),
            ("document", kind),
            ("today", day(portfolio.today)),
            ("company", company),
        ]

    def _cycles(self) -> Iterator[Record]:
        return map(self._cycle, self.company.portfolio.cycles)

    def _cycle(self, cycle: Cycle) -> Record:
        company = self.company
        mean, known, of = mean_progress(company.by_cycle[cycle.id], company.scores)
        return {
            "id": cycle.id,
            "title": cycle.title,
            "starts": day(cycle.starts),
            "ends": day(cycle.ends),
            "state": company.state(cycle.id).value,
            "page": urls.cycle(cycle.id),
            "document": cycle_path(cycle.id),
            "objectives": of,
            "objectives_read": known,
            "progress": share(mean),
            "prose": self.prose(cycle.source),
        }

    def _of_cycles(self, ids: list[str]) -> Iterator[Field]:
        company, cards = self.company, self.cards
        objectives = (o for id in ids for o in company.by_cycle[id])
        check_ins = (c for id in ids for c in company.check_ins_by_cycle.get(id, ()))
        reviews = [r for r in company.portfolio.reviews if r.cycle in ids]
        meetings = [m for id in ids for m in company.meetings.get(id, ())]
        yield "objectives", (objective_record(company, cards, o, self.prose) for o in objectives)
        yield "check_ins", map(self._check_in, check_ins)
        yield "reviews", map(self._review, reviews)
        yield "meetings", map(self._meeting, meetings)

    def _team(self, team: Team) -> Record:
        teams = self.company.teams
        return {
            "id": team.id,
            "page": urls.team(team.id),
            "calendar": urls.team_calendar(team.id),
            "name": team.name,
            "parent": team.parent if team.parent in teams else "",
            "lead": team.lead,
            "members": list(team.members),
            "handles": list(team.handles),
            "since": team.since,
            "until": team.until,
            "succeeded_by": [id for id in team.succeeded_by if id in teams],
            "prose": self.prose(team.source),
        }

    def _kpi(self, kpi: Kpi) -> Record:
        today = self.company.portfolio.today
        return {
            "id": kpi.id,
            "page": urls.kpi(kpi.id),
            "name": kpi.name,
            "owner": kpi.owner,
            "unit": kpi.unit.unit_text if kpi.unit else "",
            "at_least": quantity(kpi.at_least),
            "at_most": quantity(kpi.at_most),
            "readings": [
                {"day": day(r.day), **(quantity(r.value) or {})} for r in kpi.readings if r.day <= today
            ],
            "prose": self.prose(kpi.source),
        }

    def _check_in(self, item: CheckIn) -> Record:
        return {
            "cycle": item.cycle,
            "team": item.team,
            "day": day(item.day),
            "page": urls.check_in(item),
            "author": item.author,
            "readings": [*self._readings(item)],
            "prose": self.prose(item.source),
        }

    def _readings(self, item: CheckIn) -> Iterator[Record]:
        readings, keys = self.company.readings, self.company.read_in.get(item.source.path, {})
        for reading in item.readings:
            key = keys.get(reading.key)
            if key is None:
                continue
            for one in readings.of(*key):
                if one.place is reading.place and one.check_in is item:
                    key_result = self.company.objectives[key[0]].key_result(key[1])
                    if key_result is not None:
                        said = {"objective": key[0], "key_result": key[1]}
                        yield said | reading_record(key_result, one)

    def _review(self, item: Review) -> Record:
        return {
            "cycle": item.cycle,
            "team": item.team,
            "page": urls.review(item.cycle, item.team),
            "objectives": [*self._verdicts(item)],
            "prose": self.prose(item.source),
        }

    def _verdicts(self, item: Review) -> Iterator[Record]:
        for verdict in item.verdicts:
            objective = judged(self.company, item, verdict)
            if objective is not None:
                yield {
                    "objective": objective.id,
                    "decision": verdict.decision,
                    "carried_to": self._onward(item, verdict),
                    "scores": {id: number(score) for id, score in verdict.scores},
                }

    def _onward(self, item: Review, verdict: Verdict) -> str:
        found, unwritten = carried_to(self.company, item, verdict)
        return found.id if found else unwritten

    def _meeting(self, item: Meeting) -> Record:
        return {
            "cycle": item.cycle,
            "day": day(item.day),
            "page": urls.meeting(item),
            "attendees": list(item.attendees),
            "prose": self.prose(item.source),
        }

    def _findings(self, cycle: str) -> Field:
        mine = self.company.diagnostics_in.get(cycle, ())
        return "findings", map(_finding, _shown(mine))

    def _other_findings(self) -> Field:
        """What the check says of files that belong to no cycle."""
        cycles = self.company.cycles
        others = (d for d in self.company.diagnostics if d.path.partition("/")[0] not in cycles)
        return "findings", map(_finding, _shown(others))


def _shown(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What the site shows of the check: not the silent ones of closed cycles, but what files allow."""
    return (d for d in diagnostics if d.allowed or not d.silent)


def _finding(item: Diagnostic) -> Record:
    return {
        "rule": item.rule,
        "severity": item.severity.value,
        "file": item.path,
        "line": item.span.line,
        "column": item.span.column,
        "message": item.message,
        "hint": item.hint,
        "allowed": item.allowed,
    }
