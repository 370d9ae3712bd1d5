"""What a rule is, and what rules look at."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from typing import Any, TypeVar, cast

from okrsite.alignment import Alignment, Directory
from okrsite.changes.changes import NO_CHANGES, Changes
from okrsite.diagnostics import Finding, Severity
from okrsite.keeping.judged import Judged
from okrsite.keeping.recollection import Recollection
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import CycleState, nearest_cycle_name
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.reference import is_id
from okrsite.model.team import Team
from okrsite.observations import Readings
from okrsite.prose.links import ProseLink, links, may_link
from okrsite.readings import says_nothing
from okrsite.scoring.pace import Paces, pace_all
from okrsite.scoring.progress import Scores
from okrsite.source import SourceFile

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A company's OKRs with all that follows from them: what every rule reads.

    Drafts are among them; what names one is told to the writer only. The `recollection` has what rules made
    of the same things before, on the same day, in the same cycles, under the same settings; `judged` what was
    found in titles before.
    """

    portfolio: Portfolio
    alignment: Alignment
    readings: Readings
    scores: Scores
    changes: Changes = NO_CHANGES
    recollection: Recollection = field(default_factory=Recollection, repr=False, compare=False)
    judged: Judged = field(default_factory=Judged, repr=False, compare=False)

    @property
    def directory(self) -> Directory:
        return self.alignment.directory

    @cached_property
    def teams(self) -> dict[str, Team]:
        """Teams by id."""
        return {team.id: team for team in self.portfolio.teams}

    @cached_property
    def roots(self) -> tuple[Team, ...]:
        """The teams without a team above them."""
        return tuple(t for t in self.portfolio.teams if not t.parent and "parent" not in t.unclear)

    @cached_property
    def paces(self) -> Paces:
        """The pace of the objectives of active cycles, by id."""
        return pace_all(self.portfolio, self.readings, self.scores, self.recollection.within("paces"))

    @cached_property
    def living(self) -> tuple[Objective, ...]:
        """The objectives that were not dropped: what rules of craft look at."""
        return tuple(o for o in self.portfolio.objectives if not o.dropped)

    @cached_property
    def check_ins(self) -> tuple[CheckIn, ...]:
        """The check-ins that say anything, by day."""
        silent = {c.source.path for c in self.silent}
        given = self.portfolio.check_ins
        return tuple(c for c in given if c.source.path not in silent) if silent else given

    @cached_property
    def silent(self) -> tuple[CheckIn, ...]:
        """The check-ins that say nothing."""
        given = self.portfolio.check_ins
        return self.recollection.of("silent", given, lambda: tuple(c for c in given if says_nothing(c)))

    @cached_property
    def meetings(self) -> frozenset[tuple[str, str]]:
        """The pairs of cycles that share a day, or of which one contains the other; each with itself."""
        cycles = self.portfolio.cycles
        return frozenset((a.id, b.id) for a in cycles for b in cycles if a is b or a.overlaps(b))

    def may_be_cycle(self, name: str) -> bool:
        """Whether a cycle of this name is there, or could be: one of the company's own naming may not be
        written yet, or not be kept. A near miss of a calendar name is none."""
        if name in self.directory.cycles or f"{name}/index.md" in self.portfolio.unread:
            return True
        return is_id(name) and not nearest_cycle_name(name)

    def is_draft(self, objective: str) -> bool:
        """Whether an objective, by its id, is a draft; what names it is then told to the writer only."""
        found = self.directory.objectives.get(objective)
        return found is not None and found.draft

    @cached_property
    def prose_files(self) -> tuple[SourceFile, ...]:
        """Every file that may hold prose, check-ins last."""
        return (*self._prose_files, *(check_in.source for check_in in self.portfolio.check_ins))

    @cached_property
    def _prose_files(self) -> tuple[SourceFile, ...]:
        portfolio = self.portfolio
        found = [portfolio.company] if portfolio.company else []
        found += [cycle.source for cycle in portfolio.cycles if cycle.source]
        found += [team.source for team in portfolio.teams]
        found += [objective.source for objective in portfolio.objectives]
        found += [review.source for review in portfolio.reviews]
        found += [meeting.source for meeting in portfolio.meetings]
        found += [kpi.source for kpi in portfolio.kpis]
        return tuple(found)

    @cached_property
    def prose_links(self) -> tuple[tuple[SourceFile, ProseLink], ...]:
        """The links and pictures in prose, with the file that each stands in."""
        known, check_ins = self.recollection, self.portfolio.check_ins
        of_check_ins = partial(self._links, (check_in.source for check_in in check_ins))
        return (*self._links(self._prose_files), *known.of("links of check-ins", check_ins, of_check_ins))

    def _links(self, files: Iterable[SourceFile]) -> tuple[tuple[SourceFile, ProseLink], ...]:
        known = self.recollection
        return tuple(
            (source, link)
            for source in files
            if may_link(source.body)
            for link in known.of(("links", source.path), (source,), partial(links, source.body))
        )

    def of_one(self, what: Hashable, objective: Objective, make: Callable[[], T]) -> T:
        """Something made of nothing but an objective, its readings and its score (and what the recollection
        rests on): what was made of the same before, if it was."""
        known = self._of_each[objective.id]
        if what not in known:
            known[what] = make()
        return cast(T, known[what])

    @cached_property
    def each(self) -> tuple[tuple[Objective, dict[Hashable, Any]], ...]:
        """All objectives, each with what was made of it and its score."""
        return tuple((objective, self._of_each[objective.id]) for objective in self.portfolio.objectives)

    @cached_property
    def _of_each(self) -> dict[str, dict[Hashable, Any]]:
        """What was made of each objective and its score, by its id."""
        of, scores = self.recollection.of, self.scores
        return {id: of(("one", id), (scores[id],), dict) for id in self.directory.objectives}

    def line_above(self, team: str) -> tuple[str, ...]:
        """The ids of the teams above a team, nearest first. A circle ends the walk."""
        above: list[str] = []
        current = self.teams.get(team)
        while current is not None and current.parent and current.parent not in (team, *above):
            above.append(current.parent)
            current = self.teams.get(current.parent)
        return tuple(above)

    def state(self, cycle: str) -> CycleState:
        return self.directory.cycles[cycle].state(self.portfolio.today)


Find = Callable[..., Iterator[Finding]]
"""Takes the facts, and each of the rule's options as a keyword."""

_FIRST_SENTENCE = re.compile(r"\s*(.+?[.!?])(?:\s|$)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A whole number, from 0, that the settings may change. `about` says what it is and in which unit."""

    name: str
    usual: int
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: named for the fault it finds.

    `page` is its documentation in Markdown. `find` yields its findings; None where loading finds them,
    because they keep a file from being understood. `fixed` rules are always errors: without them the
    site would be wrong. `asleep` ones are off until a preset or the settings wake them. Warnings of a rule
    that is `lasting` are shown for closed cycles too.
    """

    name: str
    severity: Severity
    page: str
    find: Find | None = None
    options: tuple[Option, ...] = ()
    asleep: bool = False
    lasting: bool = False

    @property
    def fixed(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def summary(self) -> str:
        """The first sentence of its page."""
        match = _FIRST_SENTENCE.match(self.page)
        return " ".join(match[1].split()) if match else ""


def each_objective(find: Callable[..., Iterator[Finding]]) -> Find:
    """What finds the faults of all objectives, from what finds those of one. That may look at the objective,
    at its readings and its score, at its cycle, the settings and today, and at nothing else: what it found is
    not looked for again while these are the same."""

    @wraps(find)
    def find_all(facts: Facts, **options: int) -> Iterator[Finding]:
        for objective, known in facts.each:
            found = known.get(find)
            if found is None:
                found = known[find] = tuple(find(facts, objective, **options))
            if found:
                yield from found

    return find_all


def error(name: str, page: str | None, find: Find | None = None) -> Rule:
    """A rule whose findings stop publishing."""
    return Rule(name=name, severity=Severity.ERROR, page=page or "", find=find)


def warning(
    name: str,
    page: str | None,
    find: Find | None = None,
    *options: Option,
    asleep: bool = False,
    lasting: bool = False,
) -> Rule:
    """A rule whose findings are shown, and that the settings may turn off or make an error."""
    return Rule(
        name=name,
        severity=Severity.WARNING,
        page=page or "",
        find=find,
        options=options,
        asleep=asleep,
        lasting=lasting,
    )
