"""The kinds of things that can be found, in the order in which equals are listed."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from okrsite.exchange.search.entries import STATES, Entry, Kind, Places, readable
from okrsite.guide import guide_text
from okrsite.model.key_result import Keep, KeyResult, Milestones, Move
from okrsite.prose.html import headings
from okrsite.prose.parts import heading_key, sections
from okrsite.rules.registry import RULES
from okrsite.scoring.pace import ObjectivePace, Pace
from okrsite.translation.dates import day_text
from okrsite.translation.languages import ENGLISH
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.figures import has_review

_STATE = {state: number for number, state in enumerate(STATES)}


class Kinds:
    """Gathers what can be found of a company. `places` are filled while the kinds are made."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.places = Places(company)
        # What is current first: it is listed before its equals of old, and neighbours have near numbers.
        self.objectives = sorted(
            company.portfolio.objectives, key=lambda o: (-self.places.weight(o.cycle), o.id)
        )

    def all(self) -> tuple[Kind, ...]:
        """Every kind of which there is anything."""
        kinds = (
            _kind("page", _("Pages"), "{name}", 100, self._pages()),
            _kind("team", _("Teams"), urls.team("{name}"), 100, self._teams()),
            _kind("person", _("People"), urls.person("{name}"), 100, self._people()),
            _kind("cycle", _("Cycles"), urls.cycle("{name}"), 95, self._cycles()),
            _kind("objective", _("Objectives"), "{folder}/{name}.html", 90, self._objectives()),
            _kind(
                "key-result", _("Key results"), "{under}#{name}", 80, self._key_results(), under="objective"
            ),
            _kind("kpi", _("KPIs"), urls.kpi("{name}"), 90, self._kpis()),
            _kind(
                "initiative", _("Initiatives"), "{under}{name}", 65, self._initiatives(), under="objective"
            ),
            _kind("check-in", _("Check-ins"), "{folder}/index.html#check-in-{name}", 60, self._check_ins()),
            _kind("review", _("Reviews"), "{folder}/{name}", 60, self._reviews()),
            _kind("guide", _("How to write OKRs"), f"{urls.GUIDE}#{{name}}", 55, _guide(), language=ENGLISH),
            _kind("rule", _("Rules"), f"{urls.RULES}#{{name}}", 50, _rules(), language=ENGLISH),
        )
        return tuple(kind for kind in kinds if kind.entries)

    def _pages(self) -> Iterator[Entry]:
        yield Entry(_("Teams"), urls.TEAMS)
        if self.company.portfolio.kpis:
            yield Entry(_("KPIs"), urls.KPIS)
        yield Entry(_("Roadmap"), urls.ROADMAP)
        yield Entry(_("Changes"), urls.changes())
        yield Entry(_("Archive"), urls.ARCHIVE)
        yield Entry(_("Check"), urls.CHECK)
        yield Entry(_("Rules"), urls.RULES)
        for cycle in self.company.portfolio.cycles:
            yield Entry(_("Alignment"), urls.alignment(cycle.id), self.places.of(cycle.id))
            if has_review(self.company, cycle.id):
                yield Entry(_("Review"), urls.cycle_review(cycle.id), self.places.of(cycle.id))

    def _teams(self) -> Iterator[Entry]:
        for team in self.company.portfolio.teams:
            text = f"{' '.join(team.members)} {readable(team.source.body)}"
            yield Entry(team.name, team.id, beside=team.lead, text=text)

    def _people(self) -> Iterator[Entry]:
        for owner in self.company.owners:
            yield Entry(owner.name, owner.slug)

    def _cycles(self) -> Iterator[Entry]:
        for cycle in self.company.portfolio.cycles:
            state = _STATE[self.company.state(cycle.id).value]
            own = cycle.id if cycle.id != cycle.title else ""
            text = readable(cycle.source.body) if cycle.source else ""
            yield Entry(cycle.title, cycle.id, state=state, beside=own, text=text)

    def _objectives(self) -> Iterator[Entry]:
        of, paces = self.places.of, self.company.paces
        for item in self.objectives:
            state = _STATE["dropped"] if item.dropped else _state(paces.get(item.id))
            text = " ".join((readable(item.source.body), item.obstacle, item.because))
            yield Entry(
                item.title, item.name, of(item.cycle, item.team), state=state, beside=item.owner, text=text
            )

    def _key_results(self) -> Iterator[Entry]:
        of, paces = self.places.of, self.company.paces
        for number, item in enumerate(self.objectives):
            place, pace = of(item.cycle, item.team), paces.get(item.id)
            for key_result in item.key_results:
                own = pace.key_results.get(key_result.id) if pace else None
                dropped = item.dropped or key_result.dropped is not None
                state = _STATE["dropped"] if dropped else _state(own)
                text = _said(key_result)
                yield Entry(key_result.title, key_result.id, place, number, state, key_result.owner, text)

    def _kpis(self) -> Iterator[Entry]:
        for kpi in self.company.portfolio.kpis:
            yield Entry(kpi.name, kpi.id, beside=kpi.owner, text=readable(kpi.source.body))

    def _initiatives(self) -> Iterator[Entry]:
        of = self.places.of
        for number, item in enumerate(self.objectives):
            for initiative in item.initiatives:
                place = of(item.cycle, item.team)
                serves = next((id for id in initiative.serves if item.key_result(id)), "")
                name = f"#{serves}" if serves else ""
                beside, text = initiative.owner, initiative.hypothesis
                yield Entry(initiative.title, name, place, number, beside=beside, text=text)

    def _check_ins(self) -> Iterator[Entry]:
        weight, read_in = self.places.weight, self.company.read_in
        days = lru_cache(day_text)
        by_team = self.company.check_ins
        for cycle, team in sorted(by_team, key=lambda key: (-weight(key[0]), key)):
            place = self.places.of(cycle, team)
            for item in reversed(by_team[cycle, team]):
                text = readable(item.source.body)
                for reading in item.readings:
                    # What is noted on a draft is not published.
                    if reading.note and reading.key in read_in.get(item.source.path, {}):
                        text = f"{reading.note} {text}"
                yield Entry(days(item.day), item.name, place, 0, 0, item.author, text)

    def _reviews(self) -> Iterator[Entry]:
        of, company = self.places.of, self.company
        for item in company.portfolio.reviews:
            if item.team in company.teams:
                name = "index.html#review"
                yield Entry(_("Review"), name, of(item.cycle, item.team), text=readable(item.source.body))
        for meeting in company.portfolio.meetings:
            title = _("Review of %(day)s", day=day_text(meeting.day))
            text = f"{' '.join(meeting.attendees)} {readable(meeting.source.body)}"
            yield Entry(title, f"reviews/{meeting.name}.html", of(meeting.cycle), text=text)


def _kind(
    id: str,
    label: str,
    address: str,
    weight: int,
    entries: Iterable[Entry],
    *,
    under: str = "",
    language: str = "",
) -> Kind:
    return Kind(
        id=id,
        label=label,
        address=address,
        weight=weight,
        entries=tuple(entries),
        under=under,
        language=language,
    )


def _state(pace: Pace | ObjectivePace | None) -> int:
    if pace is None:
        return 0
    return _STATE["stale" if pace.stale else pace.status]


def _said(key_result: KeyResult) -> str:
    measure = key_result.measure
    parts = [key_result.who, key_result.does, key_result.because]
    if isinstance(measure, Milestones):
        parts += measure.names
    elif isinstance(measure, Move):
        parts.append(measure.target.text)
    elif isinstance(measure, Keep):
        parts += [one.text for one in (measure.at_least, measure.at_most) if one]
    return " ".join(parts)


def _guide() -> Iterator[Entry]:
    text = guide_text()
    below = sections(text)
    for title, id in headings(text):
        yield Entry(title, id, text=readable(below.get(heading_key(title), "")))


def _rules() -> Iterator[Entry]:
    for rule in RULES:
        yield Entry(rule.name, rule.name, text=readable(rule.page))
