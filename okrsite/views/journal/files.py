"""What happened to check-ins, reviews, teams, cycles, KPIs and settings, in words."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from okrsite.changes.file_events import FileEvent
from okrsite.changes.goalposts import Shift
from okrsite.translation.words import N_, _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.figures import has_review
from okrsite.views.journal.parts import ChangeDetail, ChangedField, ChangeEvent
from okrsite.views.parts import Link
from okrsite.views.words import day

LABELS = {
    ("settings", "added"): N_("New settings"),
    ("settings", "changed"): N_("Settings changed"),
    ("settings", "moved"): N_("Settings moved"),
    ("settings", "removed"): N_("Settings removed"),
    ("company", "added"): N_("New company"),
    ("company", "changed"): N_("Company changed"),
    ("company", "moved"): N_("Company moved"),
    ("company", "removed"): N_("Company removed"),
    ("team", "added"): N_("New team"),
    ("team", "changed"): N_("Team changed"),
    ("team", "moved"): N_("Team moved"),
    ("team", "removed"): N_("Team removed"),
    ("team", "renamed"): N_("Team renamed"),
    ("cycle", "added"): N_("New cycle"),
    ("cycle", "changed"): N_("Cycle changed"),
    ("cycle", "moved"): N_("Cycle moved"),
    ("cycle", "removed"): N_("Cycle removed"),
    ("kpi", "added"): N_("New KPI"),
    ("kpi", "changed"): N_("KPI changed"),
    ("kpi", "moved"): N_("KPI moved"),
    ("kpi", "removed"): N_("KPI removed"),
    ("kpi", "renamed"): N_("KPI renamed"),
    ("meeting", "added"): N_("Review meeting"),
    ("meeting", "changed"): N_("Review meeting changed"),
    ("meeting", "moved"): N_("Review meeting moved"),
    ("meeting", "removed"): N_("Review meeting removed"),
    ("review", "added"): N_("Review"),
    ("review", "changed"): N_("Review changed"),
    ("review", "moved"): N_("Review moved"),
    ("review", "removed"): N_("Review removed"),
}
"""What was done to what."""

DATES = {"starts": N_("Begins"), "ends": N_("Ends")}


def file_rows(company: Company, cards: Cards, events: Iterable[FileEvent]) -> Iterator[ChangeEvent]:
    """The events of a commit as pages show them: those of one team's check-ins as one."""

    def together(event: FileEvent) -> tuple[str, ...]:
        own = "" if event.kind == "check-in" else event.path
        return event.kind, event.did, event.cycle, event.team, own

    for (kind, *_rest), group in groupby(sorted(events, key=together), together):
        found = list(group)
        yield _check_ins(company, found) if kind == "check-in" else _row(company, cards, found[0])
        if found[0].closes:
            yield _closed(company, found[0].cycle)


def _check_ins(company: Company, events: list[FileEvent]) -> ChangeEvent:
    first = events[0]
    pages = {c.source.path: urls.check_in(c) for c in company.check_ins.get((first.cycle, first.team), ())}
    newest = sorted(events, key=lambda e: (e.day or date.min, e.name), reverse=True)
    days = [(day(e.day).text, pages.get(e.path, "")) for e in newest if e.day]
    team = company.teams[first.team].name if first.team in company.teams else first.team
    return ChangeEvent(
        kind="check-in",
        label=_("Check-in"),
        titles=tuple(
            Link(text=text if number else _("%(team)s, %(day)s", team=team, day=text), url=url)
            for number, (text, url) in enumerate(days)
        ),
        where=_title(company, first.cycle),
        remark=_("corrected") if first.did == "changed" else "",
    )


def _row(company: Company, cards: Cards, event: FileEvent) -> ChangeEvent:
    own_team = event.kind == "review" and event.team in company.teams
    shifted = any(shift.late for shift in event.shifts)
    return ChangeEvent(
        kind="goalpost" if shifted else event.kind.partition(" ")[0],
        label=_label(event, shifted),
        titles=(_titled(company, event),),
        team=cards.badge(event.team) if own_team else None,
        remark=_remark(event),
        details=tuple(ChangeDetail(fields=(_dates(shift),)) for shift in event.shifts),
    )


def _remark(event: FileEvent) -> str:
    if event.did == "moved":
        return _("its file was %(name)s", name=event.was.rpartition("/")[2])
    return _("was %(name)s", name=event.was) if event.was else ""


def _label(event: FileEvent, shifted: bool) -> str:
    """`New team`, `Team changed`, `KPI read`; a review is a review."""
    if shifted:
        return _("Goalpost moved")
    if event.kind == "kpi readings":
        return _("KPI read")
    return _(LABELS[event.kind, event.did])


def _titled(company: Company, event: FileEvent) -> Link:
    """What it was done to, and where the site shows that."""
    url = ""
    match event.kind:
        case "settings":
            text = "okrsite.yml"
        case "company":
            text, url = company.portfolio.settings.company or _("Home"), urls.HOME
        case "team":
            team = company.teams.get(event.path.removesuffix(".md").rpartition("/")[2])
            text, url = event.name, urls.team(team.id) if team else ""
        case "kpi" | "kpi readings":
            kpi = company.kpis.get(event.path.rpartition(".")[0].rpartition("/")[2])
            name = kpi.name if kpi and event.kind == "kpi readings" else event.name
            text, url = name, urls.kpi(kpi.id) if kpi else ""
        case "cycle":
            text, url = _title(company, event.cycle), _cycle_url(company, event.cycle)
        case "review":
            text = _title(company, event.cycle)
            there = (event.cycle, event.team) in company.reviews
            url = urls.review(event.cycle, event.team) if there else ""
        case _:
            text = day(event.day).text if event.day else event.name
            meetings = company.meetings.get(event.cycle, ())
            url = next((urls.meeting(m) for m in meetings if m.source.path == event.path), "")
    return Link(text=text, url=url if event.there else "")


def _closed(company: Company, cycle: str) -> ChangeEvent:
    url = urls.cycle_review(cycle) if has_review(company, cycle) else _cycle_url(company, cycle)
    title = Link(text=_title(company, cycle), url=url)
    return ChangeEvent(
        kind="closed", label=_("Closed"), titles=(title,), remark=_("every team has its review")
    )


def _title(company: Company, cycle: str) -> str:
    return company.cycles[cycle].title if cycle in company.cycles else cycle


def _cycle_url(company: Company, cycle: str) -> str:
    return urls.cycle(cycle) if cycle in company.cycles else ""


def _dates(shift: Shift) -> ChangedField:
    old, new = (day(date.fromisoformat(text)).text for text in (shift.old, shift.new))
    return ChangedField(label=_(DATES[shift.field]), old=old, new=new, moved=shift.late)
