"""The builders of what pages share, each made once and reused on every page that shows it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.prose.parts import sections
from okrsite.scoring.progress import mean_progress
from okrsite.source import SourceFile
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import forge, urls
from okrsite.views.asked import Question, tape_of
from okrsite.views.banners import cycle_banner
from okrsite.views.check_ins import HEADINGS, check_in_card, lines_of, objectives_read
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow, allowed_of, findings_beside, findings_of
from okrsite.views.grade_words import outcome_shares
from okrsite.views.history_lines import last_changed, moved_in
from okrsite.views.key_results import brief_row
from okrsite.views.links import key_result_link, objective_link, prose_of
from okrsite.views.marks import OutcomeShare
from okrsite.views.means import objectives_mean
from okrsite.views.pace_words import objective_mark
from okrsite.views.parts import (
    CheckInCard,
    CheckInLine,
    CycleBanner,
    Frame,
    KeyResultRow,
    Link,
    Meter,
    ObjectiveCard,
    Prose,
    TeamBadge,
)
from okrsite.views.rounding import score_text
from okrsite.views.standing import TeamPart, TeamStanding
from okrsite.views.tally import tally_of
from okrsite.views.words import day, meter

T = TypeVar("T")

MOST = 12_000
"""Pieces that are kept at once: with all of them a large company would not fit into memory."""


class Cards:
    """Builds shared pieces for one company and keeps them."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self._tape = tape_of(company)
        self._made: dict[Any, tuple[Any, frozenset[Question]]] = {}

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under a key once, for every page that shows it; pages that share much are
        neighbours."""
        if len(self._made) >= MOST:
            self._made.clear()
        return self._tape.kept(self._made, key, make)

    # frames and links

    def frame(
        self,
        url: str,
        title: str,
        section: str,
        *crumbs: Link,
        description: str = "",
        source: SourceFile | None = None,
        files: tuple[str, ...] = (),
    ) -> Frame:
        """The frame of a page; `source` is the content file that it shows, `files` are the paths of
        others."""
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
            changed=last_changed(self.company, *((source.path,) if source else ()), *files),
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
        living = sum(not o.dropped for o in objectives)
        return ngettext("Mean progress of %(num)s objective", "Mean progress of %(num)s objectives", living)

    def home_crumb(self) -> Link:
        return Link(text=self.company.portfolio.settings.company or _("Home"), url=urls.HOME)

    def cycle_crumb(self, cycle: str) -> Link:
        return Link(text=self.banner(cycle).title, url=urls.cycle(cycle))

    def cycle_link(self, cycle: str) -> Link:
        return Link(text=self.company.cycles[cycle].title, url=urls.cycle(cycle))

    def objective_link(self, id: str) -> Link:
        return objective_link(self.company, id)

    def key_result_link(self, id: str, key_result: str) -> Link:
        return key_result_link(self.company, id, key_result)

    @staticmethod
    def prose(source: SourceFile | None) -> Prose | None:
        """A file's prose, None where it has none."""
        return prose_of(source)

    # pieces

    def badge(self, team: str) -> TeamBadge:
        return self.kept(("badge", team), lambda: self._badge(team))

    def _badge(self, team: str) -> TeamBadge:
        found = self.company.teams.get(team)
        return TeamBadge(
            name=found.name if found else team,
            url=urls.team(team),
            hue=self.company.hues.get(team, 1),
        )

    def banner(self, cycle: str) -> CycleBanner:
        return self.kept(
            ("banner", cycle),
            lambda: cycle_banner(self.company.cycles[cycle], self.company.portfolio.today),
        )

    def objective(self, item: Objective, *, guest: bool = False, brief: bool = False) -> ObjectiveCard:
        """An objective's card. A `guest` is shown on the page of a team that shares it; `brief` leaves the
        key results out."""
        return self.kept(("objective", item.id, guest, brief), lambda: self._objective(item, guest, brief))

    def _objective(self, item: Objective, guest: bool, brief: bool) -> ObjectiveCard:
        if guest:
            return replace(self.objective(item, brief=brief), guest=True)
        if not brief:
            rows = tuple(self.key_result(item, k) for k in item.key_results)
            return replace(self.objective(item, brief=True), key_results=rows)
        company = self.company
        target = company.alignment.parents.get(item.id)
        parent = None
        if target is not None:
            parent = (
                self.key_result_link(target.objective, target.key_result)
                if target.key_result
                else self.objective_link(target.objective)
            )
        closed = company.state(item.cycle) is CycleState.CLOSED and not item.dropped
        score = company.scores[item.id].progress
        return ObjectiveCard(
            id=item.id,
            url=urls.objective(item),
            title=item.title,
            team=self.badge(item.team),
            cycle=item.cycle,
            owner=item.owner,
            meter=self.objective_meter(item),
            key_results=(),
            guest=False,
            parent=parent,
            dropped=item.dropped,
            because=item.because if item.dropped else "",
            children=len(company.alignment.children.get(item.id, ())),
            warnings=len(findings_beside(company, item.source.path)),
            mark=objective_mark(item, company.paces[item.id]) if item.id in company.paces else None,
            score=score_text(score) if closed and score is not None else "",
            outcomes=outcome_shares(company, (item,)) if closed else (),
            moved=None if item.dropped else moved_in(company, item),
            owner_url=company.owners.url(item.owner),
        )

    def key_result(self, item: Objective, key_result: KeyResult) -> KeyResultRow:
        """A key result as lists show it."""
        return brief_row(
            self.company, item, key_result, self.company.own_grades.get((item.id, key_result.id))
        )

    def outcomes(self, cycle: str, objectives: tuple[Objective, ...]) -> tuple[OutcomeShare, ...]:
        """What became of the key results of some objectives, empty where their cycle has not closed."""
        closed = bool(objectives) and self.company.state(cycle) is CycleState.CLOSED
        return outcome_shares(self.company, objectives) if closed else ()

    def objective_meter(self, item: Objective) -> Meter:
        """An objective's progress."""
        return self.kept(("meter", item.id), lambda: self._objective_meter(item))

    def _objective_meter(self, item: Objective) -> Meter:
        score = self.company.scores[item.id]
        note = ""
        living = [k for k in item.key_results if k.dropped is None]
        read = any(score.key_results[k.id].progress is not None for k in living)
        if not item.key_results:
            note = _("no key results")
        elif not living:
            note = _("all key results dropped")
        elif score.progress is None and read:
            note = _("no key result counts")
        elif score.progress is None:
            note = _("no reading yet")
        elif score.unread:
            note = ngettext(
                "%(num)s key result has no reading yet",
                "%(num)s key results have no reading yet",
                score.unread,
            )
        return meter(score.progress, note)

    def mean_meter(self, objectives: tuple[Objective, ...]) -> Meter:
        """The mean progress of some objectives, with a note on those that are not known."""
        mean, known, of = mean_progress(objectives, self.company.scores)
        note = ""
        if not of:
            note = _("no objectives")
        elif not known:
            note = _("no reading yet")
        elif known < of:
            note = ngettext(
                "%(known)s of %(num)s objective have a reading",
                "%(known)s of %(num)s objectives have a reading",
                of,
                known=whole(known),
            )
        return meter(mean, note)

    def part(self, cycle: str, team: str) -> TeamPart:
        """A team's part of a cycle. Objectives that it shares as a guest count for their own team."""
        return self.kept(("part", cycle, team), lambda: self._part(cycle, team))

    def _part(self, cycle: str, team: str) -> TeamPart:
        own = self.company.by_team.get((cycle, team), ())
        return TeamPart(
            meter=self.mean_meter(own),
            tally=tally_of(self.company, own),
            outcomes=self.outcomes(cycle, own),
            mean=objectives_mean(self.company, own),
        )

    def standing(self, cycle: str, team: str, depth: int) -> TeamStanding:
        """A team's line in a cycle. Objectives that it shares as a guest count for their own team."""
        own = self.company.by_team.get((cycle, team), ())
        part = self.part(cycle, team)
        check_ins = self.company.check_ins.get((cycle, team), ())
        return TeamStanding(
            team=self.badge(team),
            url=urls.team_cycle(cycle, team),
            depth=depth,
            objectives=sum(1 for o in own if not o.dropped),
            key_results=sum(1 for o in own if not o.dropped for k in o.key_results if k.dropped is None),
            meter=part.meter,
            last_check_in=day(check_ins[-1].day) if check_ins else None,
            tally=part.tally,
            outcomes=part.outcomes,
        )

    def standings(self, cycle: str) -> tuple[TeamStanding, ...]:
        """The teams with OKRs or check-ins in a cycle, in the order of the tree."""
        present = {team for at, team in self.company.team_cycles if at == cycle}
        return tuple(
            self.standing(cycle, team.id, depth) for team, depth in self.company.tree if team.id in present
        )

    def check_in(self, item: CheckIn, *, only: str = "") -> CheckInCard:
        """A check-in's card; `only` keeps the lines of one objective, by its id."""
        return self.kept(("check-in", item.source.path, only), lambda: self._check_in(item, only))

    def _check_in(self, item: CheckIn, only: str) -> CheckInCard:
        read = objectives_read(self.company, item)
        if read == {only}:
            return self.check_in(item)
        lines = self.kept(("lines", item.source.path), lambda: lines_of(self.company, item))
        shown: Iterable[CheckInLine] = (line for id, line in lines if id == only)
        if not only:
            alone = len(read) == 1
            shown = (
                line if alone else replace(line, objective=self.objective_link(id)) for id, line in lines
            )
        return check_in_card(self.company, self.badge(item.team), item, tuple(shown))

    def said(self, item: CheckIn) -> Mapping[str, str]:
        """What a check-in says, by its headings."""
        return self.kept(("said", item.source.path), lambda: sections(item.source.body, HEADINGS))

    def findings(self, path: str) -> tuple[FindingRow, ...]:
        """What the check says of a file, as far as it may be published."""
        return findings_of(self.company, path)

    def allowed(self, path: str) -> tuple[AllowedRow, ...]:
        """What a file allows itself, with the reasons."""
        return allowed_of(self.company, path)
