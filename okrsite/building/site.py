"""All pages of a site, in a settled order."""

from collections.abc import Iterator

from okrsite import __version__
from okrsite.guide import guide_text
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
from okrsite.views.people.person import people_views
from okrsite.views.present import has_presentation, present_view
from okrsite.views.roadmap import roadmap_view
from okrsite.views.rule_pages import rule_groups
from okrsite.views.team import team_view
from okrsite.views.team_cycle import team_cycle_view
from okrsite.views.teams import teams_view
from okrsite.views.words import day


def all_pages(company: Company, cards: Cards) -> Iterator[Page]:
    """Every page of the site, each made when it is asked for. No two have the same address."""
    seen: set[str] = set()
    for page in _pages(company, cards):
        if page.frame.url not in seen:
            seen.add(page.frame.url)
            yield page


def _pages(company: Company, cards: Cards) -> Iterator[Page]:
    portfolio = company.portfolio
    yield home_view(company, cards)
    yield teams_view(company, cards)
    yield roadmap_view(company, cards)
    yield archive_view(company, cards)
    yield heat_view(company, cards)
    yield check_view(company, cards)
    chronicle = Chronicle(company, cards)
    yield from chronicle.views()
    yield guide_view(cards, guide_text())
    yield rules_view(cards, rule_groups(portfolio.settings))
    yield not_found_view(cards)
    if portfolio.kpis:
        yield kpis_view(company, cards)
    for kpi in portfolio.kpis:
        yield kpi_view(company, cards, kpi)
    for team in portfolio.teams:
        yield team_view(company, cards, team)
        if company.has_journal:
            yield from chronicle.views(team)
    for cycle in portfolio.cycles:
        yield cycle_view(company, cards, cycle.id)
        yield from alignment_views(company, cards, cycle.id)
        if has_review(company, cycle.id):
            yield cycle_review_view(company, cards, cycle.id)
        if has_presentation(company, cycle.id):
            yield present_view(company, cards, cycle.id)
    for meeting in portfolio.meetings:
        yield meeting_view(company, cards, meeting)
    for cycle_id, team_id in company.team_cycles:
        yield team_cycle_view(company, cards, cycle_id, team_id)
        if has_agenda(company, cycle_id, team_id):
            yield agenda_view(company, cards, cycle_id, team_id)
        if has_presentation(company, cycle_id, team_id):
            yield present_view(company, cards, cycle_id, team_id)
    for objective in portfolio.objectives:
        yield objective_view(company, cards, objective)
    yield from moved_views(company, cards)
    if company.owners:
        yield from people_views(company, cards)


def page_count(company: Company) -> int:
    """About how many pages there will be, for progress: branches, old changes and moved ones are left out."""
    portfolio = company.portfolio
    return (
        10
        + len(portfolio.kpis)
        + bool(portfolio.kpis)
        + len(portfolio.teams) * (2 if company.has_journal else 1)
        + 2 * len(portfolio.cycles)
        + sum(has_review(company, cycle.id) for cycle in portfolio.cycles)
        + len(portfolio.meetings)
        + len(company.team_cycles)
        + sum(has_agenda(company, cycle, team) for cycle, team in company.team_cycles)
        + sum(has_presentation(company, cycle.id) for cycle in portfolio.cycles)
        + sum(has_presentation(company, cycle, team) for cycle, team in company.team_cycles)
        + len(portfolio.objectives)
        + len(company.owners)
        + bool(company.owners)
    )


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
