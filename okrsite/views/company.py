"""What all pages are built from: the published OKRs with everything that follows from them, indexed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TypeVar

from okrsite.alignment import Alignment, Target
from okrsite.changes.changes import NO_CHANGES, Changes
from okrsite.changes.journal import Journal, journal_of
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.keeping.recollection import Recollection
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle, CycleState, cycle_dates
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.reference import parse_reference
from okrsite.model.review import Meeting, Review
from okrsite.model.team import Team
from okrsite.observations import Key, Readings
from okrsite.scoring.discipline import Discipline, discipline
from okrsite.scoring.pace import Paces, pace_all
from okrsite.scoring.progress import Scores
from okrsite.translation.sorting import name_key
from okrsite.views import urls
from okrsite.views.commits import CommitLine
from okrsite.views.indexes import OwnGrades, common_words, grouped, own_grades
from okrsite.views.new_texts import NOTHING_NEW, NewTexts
from okrsite.views.people.holdings import Holdings, holdings_of
from okrsite.views.people.owners import Owners, names_of

T = TypeVar("T")

HUES = 8


@dataclass(frozen=True, kw_only=True)
class Company:
    """A company as its site shows it: no draft is in here.

    `diagnostics` are those that may be published. `content_path` is the content folder's path in its
    repository, for links to edit a file; `new_texts` are for links to a new one. `as_of` is the
    commit that it is shown at, None for what stands there today. The `recollection` has
    what was made of the same before.
    """

    portfolio: Portfolio
    alignment: Alignment
    readings: Readings
    scores: Scores
    diagnostics: tuple[Diagnostic, ...] = ()
    changes: Changes = NO_CHANGES
    content_path: str = "content"
    new_texts: NewTexts = NOTHING_NEW
    as_of: CommitLine | None = None
    recollection: Recollection = field(default_factory=Recollection, repr=False, compare=False)

    @cached_property
    def objectives(self) -> Mapping[str, Objective]:
        return self.alignment.directory.objectives

    @cached_property
    def cycles(self) -> Mapping[str, Cycle]:
        """By id, oldest first."""
        return self.alignment.directory.cycles

    @cached_property
    def teams(self) -> Mapping[str, Team]:
        return {team.id: team for team in self.portfolio.teams}

    @cached_property
    def kpis(self) -> Mapping[str, Kpi]:
        return {kpi.id: kpi for kpi in self.portfolio.kpis}

    @cached_property
    def owners(self) -> Owners:
        """Who owns or leads something."""
        names = tuple(names_of(self.portfolio))
        return self.recollection.within("owners").on(names).of("all", (), partial(Owners, names))

    @cached_property
    def holdings(self) -> Mapping[str, Holdings]:
        """What each owner has, by their key."""
        return holdings_of(
            self.owners,
            ((team, self.has_ended(team)) for team in self.portfolio.teams),
            ((found, self.state(id) is CycleState.CLOSED) for id, found in self.by_cycle.items()),
            self.portfolio.kpis,
        )

    @cached_property
    def root(self) -> Team | None:
        return next((team for team in self.portfolio.teams if not team.parent), None)

    @cached_property
    def beneath(self) -> Mapping[str, tuple[Team, ...]]:
        """The teams directly below each team, by name."""
        teams = sorted(self.portfolio.teams, key=lambda t: (name_key(t.name), t.id))
        return grouped((team for team in teams if team.parent), lambda team: team.parent)

    @cached_property
    def tree(self) -> tuple[tuple[Team, int], ...]:
        """All teams in the order of the tree, each with its depth (0 for the root)."""
        ordered: list[tuple[Team, int]] = []
        stack = [(self.root, 0)] if self.root else []
        while stack:
            team, depth = stack.pop()
            ordered.append((team, depth))
            stack += [(below, depth + 1) for below in reversed(self.beneath.get(team.id, ()))]
        return tuple(ordered)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """How far each team stands below the root."""
        return {team.id: depth for team, depth in self.tree}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Each team's place in the order of the tree."""
        return {team.id: rank for rank, (team, _) in enumerate(self.tree)}

    @cached_property
    def hues(self) -> Mapping[str, int]:
        """Each team's colour number, 1 to 8: that of its division, a team directly below the root."""
        hues: dict[str, int] = {}
        division = 0
        for team, depth in self.tree:
            if depth == 0:
                hues[team.id] = 1
            elif depth == 1:
                hues[team.id] = 2 + division % (HUES - 1)
                division += 1
            else:
                hues[team.id] = hues[team.parent]
        return hues

    @cached_property
    def divisions(self) -> Mapping[str, str]:
        """For each team the id of its division; the root is its own."""
        found: dict[str, str] = {}
        for team, depth in self.tree:
            found[team.id] = team.id if depth < 2 else found[team.parent]
        return found

    @cached_property
    def by_cycle(self) -> Mapping[str, tuple[Objective, ...]]:
        """Each cycle's objectives, by team in the order of the tree, then by name."""
        order = self.ranks
        found: dict[str, list[Objective]] = {id: [] for id in self.cycles}
        for objective in self.portfolio.objectives:
            found[objective.cycle].append(objective)
        last = len(order)
        return {
            id: tuple(sorted(objectives, key=lambda o: (order.get(o.team, last), o.team, o.name)))
            for id, objectives in found.items()
        }

    @cached_property
    def inhabited(self) -> frozenset[str]:
        """The cycles that have objectives."""
        return frozenset(id for id, found in self.by_cycle.items() if found)

    @cached_property
    def by_team(self) -> Mapping[tuple[str, str], tuple[Objective, ...]]:
        """Objectives by cycle and team."""
        return grouped(self.portfolio.objectives, lambda objective: (objective.cycle, objective.team))

    @cached_property
    def shared(self) -> Mapping[tuple[str, str], tuple[Objective, ...]]:
        """Objectives that other teams share with a team, by cycle and team."""
        found: dict[tuple[str, str], list[Objective]] = {}
        for objective in self.portfolio.objectives:
            for team in objective.shared_with:
                if team != objective.team:
                    found.setdefault((objective.cycle, team), []).append(objective)
        return {key: tuple(objectives) for key, objectives in found.items()}

    @cached_property
    def check_ins(self) -> Mapping[tuple[str, str], tuple[CheckIn, ...]]:
        """Check-ins by cycle and team, oldest first."""
        return self._of_check_ins("by team", lambda given: grouped(given, lambda c: (c.cycle, c.team)))

    @cached_property
    def check_ins_by_cycle(self) -> Mapping[str, tuple[CheckIn, ...]]:
        return self._of_check_ins("by cycle", lambda given: grouped(given, lambda c: c.cycle))

    @cached_property
    def check_in_pages(self) -> Mapping[str, str]:
        """The pages of check-ins by their paths, and of the folders that they lie in."""
        return self._of_check_ins("pages", urls.of_check_ins)

    def _of_check_ins(self, what: str, make: Callable[[tuple[CheckIn, ...]], T]) -> T:
        """What follows from nothing but the check-ins: the most files, and the fewest edits."""
        given = self.portfolio.check_ins
        return self.recollection.within("check-ins").of(what, given, partial(make, given))

    @cached_property
    def reviews(self) -> Mapping[tuple[str, str], Review]:
        return {(review.cycle, review.team): review for review in self.portfolio.reviews}

    @cached_property
    def meetings(self) -> Mapping[str, tuple[Meeting, ...]]:
        return grouped(self.portfolio.meetings, lambda meeting: meeting.cycle)

    @cached_property
    def team_cycles(self) -> tuple[tuple[str, str], ...]:
        """Every (cycle, team) that has anything to show, in a settled order."""
        keys = {*self.by_team, *self.shared, *self.check_ins, *self.reviews}
        return tuple(sorted(key for key in keys if key[1] in self.teams))

    @cached_property
    def paces(self) -> Paces:
        """The pace of the objectives of active cycles, by id."""
        return pace_all(self.portfolio, self.readings, self.scores, self.recollection.within("paces"))

    @cached_property
    def disciplines(self) -> Mapping[tuple[str, str], Discipline]:
        """How regularly teams checked in, by cycle and team: only teams with key results owe a check-in."""
        settings = self.portfolio.settings
        owing = [
            key
            for key, objectives in self.by_team.items()
            if any(k.dropped is None for o in objectives if not o.dropped for k in o.key_results)
        ]
        return {
            (cycle, team): discipline(
                self.cycles[cycle],
                (c.day for c in self.check_ins.get((cycle, team), ())),
                settings.cadence_in(self.cycles[cycle].days),
                self.portfolio.today,
            )
            for cycle, team in owing
        }

    @cached_property
    def allowed_by_path(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What rules find in a file, and the file allows with a reason."""
        return grouped((d for d in self.diagnostics if d.allowed), lambda d: d.path)

    @cached_property
    def diagnostics_by_path(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What the site shows of each file: silent ones are left out."""
        return grouped((d for d in self.diagnostics if not d.silent), lambda d: d.path)

    @cached_property
    def diagnostics_in(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What rules find in each folder at the top, by its name; in a file there by the file's."""
        return grouped(self.diagnostics, lambda d: d.path.partition("/")[0])

    @cached_property
    def diagnostics_about(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """What stands in check-ins and reviews, by the path of the objective that it speaks of; what they
        allow is among it."""
        told = (d for d in self.diagnostics if d.about and (d.allowed or not d.silent))
        return grouped(told, lambda d: d.about)

    @cached_property
    def warnings(self) -> int:
        return sum(1 for d in self.diagnostics if d.severity is Severity.WARNING and not d.silent)

    @cached_property
    def current(self) -> Cycle | None:
        """The cycle that the home page shows: of the active ones that with the most objectives (of equals
        the shortest); where none is active the latest that has begun, else the first to come."""
        today = self.portfolio.today
        filled = [c for c in self.portfolio.cycles if self.by_cycle[c.id]] or list(self.portfolio.cycles)
        active = [c for c in filled if c.state(today) is CycleState.ACTIVE]
        if active:
            return min(active, key=lambda c: (-len(self.by_cycle[c.id]), c.days, c.id))
        closed = [c for c in filled if c.state(today) is CycleState.CLOSED]
        if closed:
            return max(closed, key=lambda c: (c.ends, -c.days, c.id))
        return min(filled, key=lambda c: (c.starts, c.days, c.id)) if filled else None

    def with_scores(self, scores: Scores) -> "Company":
        """The same company with other scores for some objectives."""
        return replace(self, scores={**self.scores, **scores}, recollection=Recollection())

    def key_results_in(self, cycle: str) -> int:
        """How many key results a cycle has, dropped ones left out."""
        objectives = (o for o in self.by_cycle[cycle] if not o.dropped)
        return sum(k.dropped is None for o in objectives for k in o.key_results)

    def state(self, cycle: str) -> CycleState:
        return self.cycles[cycle].state(self.portfolio.today)

    def has_ended(self, team: Team) -> bool:
        """Whether the last cycle of a team has closed."""
        cycle = self.cycles.get(team.until)
        if cycle is not None:
            return self.state(cycle.id) is CycleState.CLOSED
        settings = self.portfolio.settings
        dates = cycle_dates(
            team.until, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for
        )
        return dates is not None and dates[1] < self.portfolio.today

    def line_above(self, team: str) -> tuple[Team, ...]:
        """The teams above a team, from the root down."""
        above: list[Team] = []
        current = self.teams.get(team)
        while current is not None and current.parent in self.teams:
            current = self.teams[current.parent]
            above.append(current)
        return tuple(reversed(above))

    @property
    def has_journal(self) -> bool:
        """Whether anything can be known of what happened."""
        return self.changes.past is not None and bool(self.changes.past.landings)

    @cached_property
    def journal(self) -> Journal:
        """What happened. A check-in that reads drafts is told as far as the site shows it."""
        read = self.readings.keys
        check_ins = tuple(
            c for c in self.portfolio.check_ins if c.source.path in read or c.source.body.strip()
        )
        veiled = frozenset(
            c.source.path
            for c in check_ins
            if any(r.key not in read.get(c.source.path, ()) for r in c.readings)
        )
        return journal_of(self.changes, replace(self.portfolio, check_ins=check_ins), veiled)

    @cached_property
    def cycles_of(self) -> Mapping[str, tuple[str, ...]]:
        """The cycles in which a team has anything to show, in a settled order."""
        found: dict[str, list[str]] = {}
        for cycle, team in self.team_cycles:
            found.setdefault(team, []).append(cycle)
        return {team: tuple(cycles) for team, cycles in found.items()}

    @cached_property
    def filled(self) -> frozenset[tuple[str, str]]:
        """`team_cycles` as a set."""
        return frozenset(self.team_cycles)

    @property
    def read_in(self) -> Mapping[str, Mapping[str, Key]]:
        """For each check-in, by its path, the key results of its readings, by their keys as written."""
        return self.readings.keys

    @property
    def mentions(self) -> Mapping[str, tuple[CheckIn, ...]]:
        """The check-ins that read an objective, by its id, oldest first."""
        return self.readings.mentions

    @cached_property
    def own_grades(self) -> OwnGrades:
        return own_grades(self.portfolio.reviews, self.alignment.directory)

    @cached_property
    def common_words(self) -> Mapping[str, str]:
        return common_words(self.portfolio.objectives, self.recollection.within("common words"))

    @cached_property
    def carried_to(self) -> Mapping[str, str]:
        """For objectives that reviews carried over, the objective they go on in."""
        directory = self.alignment.directory
        found = {}
        for review in self.portfolio.reviews:
            for verdict in review.verdicts:
                reference = parse_reference(verdict.objective)
                if reference is None or verdict.carried_to is None:
                    continue
                source = directory.find(reference, cycle=review.cycle, team=review.team)
                target = directory.find(verdict.carried_to, cycle=review.cycle, team=review.team)
                if isinstance(source, Target) and isinstance(target, Target):
                    found[source.objective] = target.objective
        return found

    @cached_property
    def carried_from(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for source, target in self.carried_to.items():
            found.setdefault(target, []).append(source)
        return {id: tuple(sources) for id, sources in found.items()}
