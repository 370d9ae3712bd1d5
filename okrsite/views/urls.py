"""Where each page is, as a path from the site's root.

Every path names its file, so that the site works from a folder opened with file://. Pages that are no
content have names that no id can have or stand beside the folders of cycles, so that nothing collides.
"""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlencode

from okrsite.alignment import former_id
from okrsite.model.check_in import CheckIn
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.review import Meeting

HOME = "index.html"
TEAMS = "teams/index.html"
PEOPLE = "people/index.html"
KPIS = "kpis/index.html"
ARCHIVE = "archive.html"
HEAT = "heat.html"
ROADMAP = "roadmap.html"
CHECK = "check.html"
GUIDE = "guide.html"
RULES = "rules.html"
NOT_FOUND = "404.html"
CALENDAR = "calendar.ics"
SEARCH_INDEX = "search.index.js"
OBJECTIVE = "{id}.html"
"""Where the objective with an id has its page."""


def cycle(id: str) -> str:
    return f"{id}/index.html"


def filtered(cycle_id: str, **choices: str) -> str:
    """A cycle's page with what is chosen there, by the name of the field; what is empty is not chosen."""
    query = urlencode({name: choice for name, choice in choices.items() if choice})
    return f"{cycle(cycle_id)}?{query}"


def cycle_review(cycle_id: str) -> str:
    """What became of a closed cycle. No team's id can be `review`."""
    return f"{cycle_id}/review.html"


def alignment(cycle_id: str) -> str:
    return f"{cycle_id}/alignment.html"


def team_cycle(cycle_id: str, team_id: str) -> str:
    return f"{cycle_id}/{team_id}/index.html"


def agenda(cycle_id: str, team_id: str) -> str:
    """What a team's next check-in is about. No id has a dot."""
    return f"{cycle_id}/{team_id}.agenda.html"


def present(cycle_id: str, team_id: str = "") -> str:
    """The presentation of a cycle, or of a team in it. No id has a dot."""
    return f"{cycle_id}/{team_id}.present.html" if team_id else f"{cycle_id}/present.html"


def objective(item: Objective) -> str:
    return f"{item.id}.html"


def explored(cycle_id: str, id: str) -> str:
    """The alignment explorer of a cycle, with one objective in focus."""
    return f"{alignment(cycle_id)}?focus={id.removeprefix(cycle_id + '/')}"


def branch(id: str) -> str:
    """The picture of what hangs below an objective. No id has a dot."""
    return f"{id}.below.html"


def key_result(item: Objective, key_result_id: str) -> str:
    return f"{item.id}.html#{key_result_id}"


def goalposts_anchor(key_result_id: str) -> str:
    """No id of a key result begins with `_`."""
    return f"_goalposts-{key_result_id}"


def goalposts(item: Objective, key_result_id: str) -> str:
    """What became of the goalposts of a key result, on its objective's page."""
    return f"{item.id}.html#{goalposts_anchor(key_result_id)}"


def team(id: str) -> str:
    return f"teams/{id}.html"


def person(slug: str) -> str:
    """What somebody owns. `okrsite.views.people.owners` makes the names of these files."""
    return f"people/{slug}.html"


def team_calendar(id: str) -> str:
    return f"teams/{id}.ics"


def changes(team: str = "", part: str = "") -> str:
    """What changed, of all teams or of one; `part` names a page further back. No id has a dot."""
    name = ".".join(filter(None, ("changes", part, "html")))
    return f"teams/{team}.{name}" if team else name


def all_changes(team: str = "") -> str:
    """All these pages, with `*` for what names their parts."""
    return f"teams/{team}.changes*.html" if team else "changes*.html"


def changes_feed(team: str = "") -> str:
    """The same as a feed."""
    return f"teams/{team}.changes.xml" if team else "changes.xml"


def team_history(id: str) -> str:
    """A team's figures over all cycles, on its page."""
    return f"{team(id)}#history"


def kpi(id: str) -> str:
    return f"kpis/{id}.html"


def check_in_anchor(item: CheckIn) -> str:
    return f"check-in-{item.name}"


def check_in(item: CheckIn) -> str:
    return f"{team_cycle(item.cycle, item.team)}#{check_in_anchor(item)}"


def review(cycle_id: str, team_id: str) -> str:
    return f"{team_cycle(cycle_id, team_id)}#review"


def meeting(item: Meeting) -> str:
    return f"{item.cycle}/reviews/{item.name}.html"


def of_check_ins(check_ins: tuple[CheckIn, ...]) -> dict[str, str]:
    """The page of each check-in, by its path, and of the folders of the teams that have some."""
    desks = dict.fromkeys((item.cycle, item.team) for item in check_ins)
    pages = {f"{cycle_id}/{team_id}": team_cycle(cycle_id, team_id) for cycle_id, team_id in desks}
    return pages | {item.source.path: check_in(item) for item in check_ins}


def of_content(portfolio: Portfolio, check_in_pages: Mapping[str, str] | None = None) -> dict[str, str]:
    """The page of each content file, by the file's path: what links in prose lead to. Paths that a file
    used to have lead to where it is now. Who has the pages of check-ins already may say so."""
    pages = {path: path for path in portfolio.assets}
    if portfolio.company:
        pages[portfolio.company.path] = HOME
    pages |= {f"{c.id}/index.md": cycle(c.id) for c in portfolio.cycles}
    pages |= {c.id: cycle(c.id) for c in portfolio.cycles}
    pages |= {f"{o.cycle}/{o.team}": team_cycle(o.cycle, o.team) for o in portfolio.objectives}
    pages |= of_check_ins(portfolio.check_ins) if check_in_pages is None else check_in_pages
    pages |= {t.source.path: team(t.id) for t in portfolio.teams}
    pages |= {o.source.path: objective(o) for o in portfolio.objectives}
    for item in portfolio.objectives:
        for old in item.formerly:
            pages.setdefault(f"{former_id(item, old)}.md", objective(item))
    former_teams = {known.id: known.formerly for known in portfolio.teams if known.formerly}
    for item in portfolio.objectives:
        for old_id in former_teams.get(item.team, ()):
            pages.setdefault(f"{item.cycle}/{old_id}/{item.name}.md", objective(item))
    for known in portfolio.teams:
        for old_team in known.formerly:
            pages.setdefault(f"teams/{old_team}.md", team(known.id))
    pages |= {r.source.path: review(r.cycle, r.team) for r in portfolio.reviews}
    pages |= {m.source.path: meeting(m) for m in portfolio.meetings}
    pages |= {k.source.path: kpi(k.id) for k in portfolio.kpis}
    pages |= {k.readings_source.path: kpi(k.id) for k in portfolio.kpis if k.readings_source}
    return pages


def resolve(path: str, href: str) -> tuple[str, str]:
    """The content path that an address in the prose of a file means, and its `#...` part."""
    rest, hash_, fragment = href.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(rest.partition("?")[0])))
    return target, hash_ + fragment
