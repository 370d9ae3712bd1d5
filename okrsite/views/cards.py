"""The builders of what pages share, each made once and reused on every page that shows it."""

from datetime import date

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.scoring.progress import mean_progress
from okrsite.source import SourceFile
from okrsite.views import forge, urls
from okrsite.views.company import Company
from okrsite.views.key_results import brief_row, change_text, observed_text
from okrsite.views.parts import (
    CheckInCard,
    CheckInLine,
    CycleBanner,
    FindingRow,
    Frame,
    Link,
    Meter,
    ObjectiveCard,
    Prose,
    TeamBadge,
)
from okrsite.views.standing import TeamStanding
from okrsite.views.words import count, day, meter


class Cards:
    """Builds shared pieces for one company and keeps them."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._badges: dict[str, TeamBadge] = {}
        self._banners: dict[str, CycleBanner] = {}
        self._objectives: dict[tuple[str, bool, bool], ObjectiveCard] = {}
        self._check_ins: dict[tuple[str, str], CheckInCard] = {}

    # frames and links

    def frame(
        self,
        url: str,
        title: str,
        section: str,
        *crumbs: Link,
        description: str = "",
        source: SourceFile | None = None,
    ) -> Frame:
        """The frame of a page; `source` is the content file that it shows."""
        settings = self.company.portfolio.settings
        path = f"{self.company.content_path}/{source.path}".lstrip("/") if source else ""
        return Frame(
            url=url,
            title=title,
            description=description or title,
            section=section,
            crumbs=crumbs,
            edit_url=forge.edit_url(settings, path) if source else "",
            history_url=forge.history_url(settings, path) if source else "",
        )

    @staticmethod
    def day_text(value: date) -> str:
        return day(value).text

    def section_of(self, cycle: str) -> str:
        """The navigation's entry for pages of a cycle: its own for the current one, else the archive's."""
        current = self.company.current
        return "cycle" if current is not None and current.id == cycle else "archive"

    @staticmethod
    def basis(objectives: tuple[Objective, ...]) -> str:
        """What a mean is over: `Mean progress of 17 objectives`."""
        return f"Mean progress of {count(sum(not o.dropped for o in objectives), 'objective')}"

    def home_crumb(self) -> Link:
        return Link(text=self.company.portfolio.settings.company or "Home", url=urls.HOME)

    def cycle_crumb(self, cycle: str) -> Link:
        return Link(text=self.banner(cycle).title, url=urls.cycle(cycle))

    def cycle_link(self, cycle: str) -> Link:
        return Link(text=self.company.cycles[cycle].title, url=urls.cycle(cycle))

    def objective_link(self, id: str) -> Link:
        objective = self.company.objectives[id]
        return Link(text=objective.title, url=urls.objective(objective))

    def key_result_link(self, id: str, key_result: str) -> Link:
        objective = self.company.objectives[id]
        found = objective.key_result(key_result)
        return Link(text=found.title if found else key_result, url=urls.key_result(objective, key_result))

    @staticmethod
    def prose(source: SourceFile | None) -> Prose | None:
        """A file's prose, None where it has none."""
        if source is None or not source.body.strip():
            return None
        return Prose(text=source.body, path=source.path, first_line=source.body_line)

    # pieces

    def badge(self, team: str) -> TeamBadge:
        if team not in self._badges:
            found = self.company.teams.get(team)
            self._badges[team] = TeamBadge(
                name=found.name if found else team,
                url=urls.team(team),
                hue=self.company.hues.get(team, 1),
            )
        return self._badges[team]

    def banner(self, cycle: str) -> CycleBanner:
        if cycle not in self._banners:
            self._banners[cycle] = self._banner(self.company.cycles[cycle])
        return self._banners[cycle]

    def _banner(self, cycle: Cycle) -> CycleBanner:
        today = self.company.portfolio.today
        state = cycle.state(today)
        passed = min(max((today - cycle.starts).days + 1, 0), cycle.days)
        return CycleBanner(
            id=cycle.id,
            title=cycle.title,
            url=urls.cycle(cycle.id),
            starts=day(cycle.starts),
            ends=day(cycle.ends),
            state=state.value,
            elapsed=passed * 100 // cycle.days,
            remark=_remark(cycle, state, today),
        )

    def objective(self, item: Objective, *, guest: bool = False, brief: bool = False) -> ObjectiveCard:
        """An objective's card. A `guest` is shown on the page of a team that shares it; `brief` leaves the
        key results out."""
        key = (item.id, guest, brief)
        if key not in self._objectives:
            self._objectives[key] = self._objective(item, guest, brief)
        return self._objectives[key]

    def _objective(self, item: Objective, guest: bool, brief: bool) -> ObjectiveCard:
        company = self.company
        target = company.alignment.parents.get(item.id)
        parent = None
        if target is not None:
            parent = (
                self.key_result_link(target.objective, target.key_result)
                if target.key_result
                else self.objective_link(target.objective)
            )
        return ObjectiveCard(
            id=item.id,
            url=urls.objective(item),
            title=item.title,
            team=self.badge(item.team),
            cycle=item.cycle,
            owner=item.owner,
            meter=self.objective_meter(item),
            key_results=() if brief else tuple(brief_row(company, item, k) for k in item.key_results),
            parent=parent,
            dropped=item.dropped,
            because=item.because if item.dropped else "",
            guest=guest,
            children=len(company.alignment.children.get(item.id, ())),
            warnings=len(company.diagnostics_by_path.get(item.source.path, ())),
        )

    def objective_meter(self, item: Objective) -> Meter:
        score = self.company.scores[item.id]
        note = ""
        counted = [k for k in score.key_results.values() if k.progress is not None]
        if not item.key_results:
            note = "no key results"
        elif all(k.dropped is not None for k in item.key_results):
            note = "all key results dropped"
        elif score.progress is None and counted:
            note = "no key result counts"
        elif score.progress is None:
            note = "no reading yet"
        elif score.unread:
            note = f"{count(score.unread, 'key result has', 'key results have')} no reading yet"
        return meter(score.progress, note)

    def mean_meter(self, objectives: tuple[Objective, ...]) -> Meter:
        """The mean progress of some objectives, with a note on those that are not known."""
        mean, known, of = mean_progress(objectives, self.company.scores)
        note = ""
        if of and known < of:
            note = "no reading yet" if not known else f"{known} of {count(of, 'objective')} have a reading"
        elif not of:
            note = "no objectives"
        return meter(mean, note)

    def standing(self, cycle: str, team: str, depth: int) -> TeamStanding:
        """A team's line in a cycle. Objectives that it shares as a guest count for their own team."""
        own = self.company.by_team.get((cycle, team), ())
        check_ins = self.company.check_ins.get((cycle, team), ())
        return TeamStanding(
            team=self.badge(team),
            url=urls.team_cycle(cycle, team),
            depth=depth,
            objectives=sum(1 for o in own if not o.dropped),
            key_results=sum(1 for o in own if not o.dropped for k in o.key_results if k.dropped is None),
            meter=self.mean_meter(own),
            last_check_in=day(check_ins[-1].day) if check_ins else None,
        )

    def standings(self, cycle: str) -> tuple[TeamStanding, ...]:
        """The teams with OKRs or check-ins in a cycle, in the order of the tree."""
        present = {team for at, team in self.company.team_cycles if at == cycle}
        return tuple(
            self.standing(cycle, team.id, depth) for team, depth in self.company.tree if team.id in present
        )

    def check_in(self, item: CheckIn, *, only: str = "") -> CheckInCard:
        """A check-in's card; `only` keeps the lines of one objective, by its id."""
        key = (item.source.path, only)
        if key not in self._check_ins:
            cycle = self.company.cycles[item.cycle]
            self._check_ins[key] = CheckInCard(
                day=day(item.day),
                team=self.badge(item.team),
                cycle=item.cycle,
                author=item.author,
                url=urls.check_in(item),
                readings=self._lines(item, only),
                prose=self.prose(item.source)
                or Prose(text="", path=item.source.path, first_line=item.source.body_line),
                late=item.day > cycle.ends,
                baseline=item.day < cycle.starts,
            )
        return self._check_ins[key]

    def _lines(self, item: CheckIn, only: str) -> tuple[CheckInLine, ...]:
        keys = self.company.readings.keys
        read = [(r, key) for r in item.readings if (key := keys.get((item.source.path, r.key))) is not None]
        alone = bool(only) or len({key[0] for _, key in read}) == 1
        lines = []
        for reading, found in read:
            if only and found[0] != only:
                continue
            objective = self.company.objectives[found[0]]
            key_result = objective.key_result(found[1])
            if key_result is None:
                continue
            observations = self.company.readings.of(*found)
            index, observation = _index(observations, item, reading.place.pointer)
            if observation is None:
                continue
            before = next((o for o in reversed(observations[:index]) if o.measured), None)
            lines.append(
                CheckInLine(
                    key_result=self.key_result_link(*found),
                    objective=None if alone else self.objective_link(objective.id),
                    value=observed_text(key_result, observation),
                    change=change_text(key_result, before, observation),
                    confidence="" if observation.confidence is None else str(observation.confidence),
                    status=observation.status,
                    note=observation.note,
                )
            )
        return tuple(lines)

    def findings(self, path: str) -> tuple[FindingRow, ...]:
        """What the check says of a file, as far as it may be published."""
        settings = self.company.portfolio.settings
        return tuple(
            FindingRow(
                severity=d.severity.value,
                rule=d.rule,
                message=d.message,
                hint=d.hint,
                place=d.location,
                rule_url=f"{urls.RULES}#{d.rule}",
                edit_url=forge.edit_url(settings, f"{self.company.content_path}/{d.path}".lstrip("/")),
            )
            for d in self.company.diagnostics_by_path.get(path, ())
        )


def _index(
    observations: tuple[Observation, ...], item: CheckIn, pointer: tuple[str | int, ...]
) -> tuple[int, Observation | None]:
    for i, observation in enumerate(observations):
        place = observation.place
        if place is not None and place.source.path == item.source.path and place.pointer == pointer:
            return i, observation
    return 0, None


def _remark(cycle: Cycle, state: CycleState, today: date) -> str:
    if state is CycleState.PLANNED:
        return f"begins in {_span((cycle.starts - today).days)}"
    if state is CycleState.CLOSED:
        return f"closed {_span((today - cycle.ends).days)} ago"
    left = (cycle.ends - today).days
    return "ends today" if left == 0 else f"{count(left, 'day')} left"


def _span(days: int) -> str:
    """A wait in the unit people would use: days to ten weeks, months to two years, then years."""
    if days <= 70:
        return count(days, "day")
    if days <= 730:
        return count(days * 12 // 365, "month")
    return count(days // 365, "year")
