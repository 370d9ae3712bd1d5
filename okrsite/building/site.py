"""All that a site is made of: its pages and files, in a settled order."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from okrsite import __version__
from okrsite.building.extras import extra_files
from okrsite.guide import guide_text
from okrsite.model.team import Team
from okrsite.translation.languages import spoken
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.agenda.agenda import agenda_view, has_agenda
from okrsite.views.archive import archive_view
from okrsite.views.cards import Cards
from okrsite.views.charts.heat import heat_view
from okrsite.views.check_report import check_view
from okrsite.views.company import Company
from okrsite.views.cycle import cycle_view
from okrsite.views.cycle_review import cycle_review_view
from okrsite.views.figures import has_review
from okrsite.views.graphs.alignment import alignment_views
from okrsite.views.guide import guide_view, rules_view
from okrsite.views.home import home_view
from okrsite.views.journal.pages import Chronicle
from okrsite.views.kpis import kpi_view, kpis_view
from okrsite.views.meeting import meeting_view
from okrsite.views.moved import moved_views, not_found_view
from okrsite.views.objective import objective_view
from okrsite.views.pages import Page
from okrsite.views.parts import NavEntry, Site
from okrsite.views.people.person import has_people, people_view, person_view
from okrsite.views.present import has_presentation, present_view
from okrsite.views.roadmap import roadmap_view
from okrsite.views.rule_pages import rule_groups
from okrsite.views.team import team_view
from okrsite.views.team_cycle import team_cycle_view
from okrsite.views.teams import teams_view
from okrsite.views.words import day

DATA = "data: "
"""Begins the key of what is made for programs."""

File = tuple[str, bytes]
"""The path of a file in the site, and what is in it."""


class Job(NamedTuple):
    """Pages, or files, that are made together. `key` names it among those of the site, today and later;
    `about` is what they tell of, as far as `make` does not ask the company for it. `at` is the address of
    what is made, with `*` for whatever shows only then.

    One that is `wide` tells of a whole company, or of a whole cycle, and takes the longer the larger that is.
    One that is `late` is made anew in every build, after all others, and of its pages only those are
    published whose address nobody else has.
    """

    key: str
    make: Callable[[], Iterable[Page | File]]
    at: str
    about: tuple[Any, ...] = ()
    wide: bool = False
    late: bool = False


def all_jobs(company: Company, cards: Cards) -> Iterator[Job]:
    """All that is made of a company, in a settled order. No two jobs have the same key."""
    chronicle = _chronicle(company, cards)
    for job in _overviews(company, cards, chronicle):
        yield job._replace(wide=True)
    yield from _others(company, cards, chronicle)


One = Callable[..., Job]
"""Makes the job of one page: takes its address, the kind of page, the view, and what the page is `about`."""


def _one(company: Company, cards: Cards) -> One:
    def one(at: str, kind: str, make: Callable[..., Page], *about: Any, id: str = "") -> Job:
        return Job(
            key=f"{kind} {id}".rstrip(), make=lambda: (make(company, cards, *about),), about=about, at=at
        )

    return one


def _overviews(company: Company, cards: Cards, chronicle: Callable[[], Chronicle]) -> Iterator[Job]:
    """What tells of the whole company, or of a whole cycle."""
    portfolio, one = company.portfolio, _one(company, cards)
    yield from _data_jobs(company, cards)
    for cycle in portfolio.cycles:
        id = cycle.id
        yield Job(key=f"alignment {id}", at=f"{id}/*.html", make=partial(alignment_views, company, cards, id))
        yield one(urls.cycle(id), "cycle", cycle_view, id, id=id)
        if has_review(company, id):
            yield one(urls.cycle_review(id), "review", cycle_review_view, id, id=id)
        if has_presentation(company, id):
            yield one(urls.present(id), "presentation", present_view, id, id=id)
    yield one(urls.HOME, "home", home_view)
    yield one(urls.TEAMS, "teams", teams_view)
    yield one(urls.ROADMAP, "roadmap", roadmap_view)
    yield one(urls.ARCHIVE, "archive", archive_view)
    yield one(urls.HEAT, "heat", heat_view)
    yield one(urls.CHECK, "check", check_view)
    yield Job(key="changes", at=urls.all_changes(), make=lambda: chronicle().views())
    if has_people(company):
        yield one(urls.PEOPLE, "people", people_view)


def _others(company: Company, cards: Cards, chronicle: Callable[[], Chronicle]) -> Iterator[Job]:
    """What tells of one team, objective, person or meeting, and what is the same for all."""
    portfolio, one = company.portfolio, _one(company, cards)
    yield Job(key="guide", at=urls.GUIDE, make=lambda: (guide_view(cards, guide_text()),))
    yield Job(key="rules", at=urls.RULES, make=lambda: (rules_view(cards, rule_groups(portfolio.settings)),))
    yield Job(key="not found", at=urls.NOT_FOUND, make=lambda: (not_found_view(cards),))
    if portfolio.kpis:
        yield one(urls.KPIS, "kpis", kpis_view)
    for kpi in portfolio.kpis:
        yield one(urls.kpi(kpi.id), "kpi", kpi_view, kpi, id=kpi.id)
    for team in portfolio.teams:
        yield one(urls.team(team.id), "team", team_view, team, id=team.id)
        if company.has_journal:
            yield Job(
                key=f"changes {team.id}",
                at=urls.all_changes(team.id),
                make=partial(_changes, chronicle, team),
            )
    for meeting in portfolio.meetings:
        yield one(urls.meeting(meeting), "meeting", meeting_view, meeting, id=meeting.source.path)
    for cycle_id, team_id in company.team_cycles:
        id = f"{cycle_id}/{team_id}"
        yield one(urls.team_cycle(cycle_id, team_id), "team cycle", team_cycle_view, cycle_id, team_id, id=id)
        if has_agenda(company, cycle_id, team_id):
            yield one(urls.agenda(cycle_id, team_id), "agenda", agenda_view, cycle_id, team_id, id=id)
        if has_presentation(company, cycle_id, team_id):
            yield one(urls.present(cycle_id, team_id), "presentation", present_view, cycle_id, team_id, id=id)
    for objective in portfolio.objectives:
        yield one(urls.objective(objective), "objective", objective_view, objective, id=objective.id)
    for owner in company.owners:
        yield one(owner.url, "person", person_view, owner, id=owner.key)
    yield Job(key="moved", at="*.html", make=partial(moved_views, company, cards), late=True)


def all_pages(company: Company, cards: Cards) -> Iterator[Page]:
    """Every page of the site, each made when it is asked for. No two have the same address."""
    seen: set[str] = set()
    for job in all_jobs(company, cards):
        if job.key.startswith(DATA):
            continue
        for page in job.make():
            if not isinstance(page, tuple) and page.frame.url not in seen:
                seen.add(page.frame.url)
                yield page


def _data_jobs(company: Company, cards: Cards) -> Iterator[Job]:
    """What is published beside the pages, for programs."""
    for name, make in extra_files(company, cards).items():
        yield Job(key=f"{DATA}{name}", at=name, make=make)


def _chronicle(company: Company, cards: Cards) -> Callable[[], Chronicle]:
    """The chronicle, made when a page wants it."""
    return lambda: cards.kept(("chronicle",), lambda: Chronicle(company, cards))


def _changes(chronicle: Callable[[], Chronicle], team: Team) -> Iterable[Page]:
    return chronicle().views(team)


def site_of(company: Company, cards: Cards) -> Site:
    """What is the same on every page."""
    settings = company.portfolio.settings
    language = spoken()
    current = company.current
    navigation = [NavEntry(section="home", text=_("Home"), url=urls.HOME)]
    if current is not None:
        navigation += [
            NavEntry(section="cycle", text=current.id, url=urls.cycle(current.id)),
            NavEntry(section="alignment", text=_("Alignment"), url=urls.alignment(current.id)),
        ]
    navigation.append(NavEntry(section="teams", text=_("Teams"), url=urls.TEAMS))
    if company.portfolio.kpis:
        navigation.append(NavEntry(section="kpis", text=_("KPIs"), url=urls.KPIS))
    navigation += [
        NavEntry(section="roadmap", text=_("Roadmap"), url=urls.ROADMAP),
        NavEntry(section="changes", text=_("Changes"), url=urls.changes()),
        NavEntry(section="archive", text=_("Archive"), url=urls.ARCHIVE),
        NavEntry(section="guide", text=_("How to"), url=urls.GUIDE),
        NavEntry(section="check", text=_("Check"), url=urls.CHECK),
    ]
    return Site(
        company=settings.company,
        language=language.tag,
        direction=language.direction,
        content_language=settings.written_language,
        today=day(company.portfolio.today),
        base_url=settings.url,
        current=cards.banner(current.id) if current else None,
        kpis=bool(company.portfolio.kpis),
        warnings=company.warnings,
        version=__version__,
        navigation=tuple(navigation),
        feed=urls.changes_feed() if company.has_journal else "",
        as_of=company.as_of,
    )
