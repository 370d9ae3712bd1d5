"""A cycle, or a team's part of it, as a presentation: a screen with the figures, then an objective a screen.

For review meetings, and for a screen on a wall. The company's own objectives come first, then those of the
teams as they stand in the tree. Nobody looks at hundreds of screens: of so many objectives the presentation
shows the company's, and of the others those that need attention most.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from okrsite.model.check_in import CheckIn
from okrsite.model.objective import Objective
from okrsite.prose.parts import lead, words_of
from okrsite.scoring.pace import AT_RISK, OFF_TRACK, ON_TRACK
from okrsite.scoring.progress import mean_progress
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.check_ins import IMPEDIMENTS, objectives_read
from okrsite.views.company import Company
from okrsite.views.figures import check_in_figures
from okrsite.views.last_said import LastSaid, last_said
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.parts import CycleBanner, Frame, Link, Meter, ObjectiveCard, Prose, TeamBadge
from okrsite.views.rounding import score_text
from okrsite.views.standing import TeamStanding
from okrsite.views.tally import contradictions, tally_of

SHOWN = 60
"""A presentation has no more objectives than this: two minutes for each fill two hours."""

LONGEST = 280
"""Characters of prose on a screen, to the end of a sentence: what can be read from the back of a room."""

EVERY = 20
"""Seconds for which a screen stands where the pages turn by themselves."""

_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")
_PICTURE = re.compile(r"!\[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """An objective on a screen, at an `anchor` of the page: why it exists, in a line or two, and how it
    stands. `obstacle` is what its file says, `impediments` what its last check-in does. The prose of `said`
    is None where that check-in tells of other objectives too."""

    anchor: str
    card: ObjectiveCard
    why: Prose | None
    obstacle: str
    impediments: Prose | None
    said: LastSaid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An objective that was given up, and the reason."""

    objective: Link
    team: TeamBadge
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPresentation:
    """A team's own presentation: where it is, and how the team stands."""

    standing: TeamStanding
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentView:
    """The presentation of a cycle, or of a team in it (`team`, None for all). `page` leads to what it shows.

    `basis` says what `meter` is the mean of; in a closed cycle `score` is the same as a score (`0.73`), and
    `outcomes` what became of the key results, in an active one `tally` how they keep up. `left_out` says
    which objectives have no screen here, empty where all have one; `teams` then leads to the teams'
    presentations. `every` is for how many seconds a screen stands where they turn by themselves.
    """

    frame: Frame
    cycle: CycleBanner
    team: TeamBadge | None
    page: Link
    basis: str
    meter: Meter
    score: str
    counts: tuple[str, ...]
    tally: tuple[Tally, ...]
    contradictions: int
    outcomes: tuple[OutcomeShare, ...]
    screens: tuple[Screen, ...]
    dropped: tuple[Dropped, ...]
    left_out: str
    teams: tuple[TeamPresentation, ...]
    every: int = EVERY


def has_presentation(company: Company, cycle: str, team: str = "") -> bool:
    """Whether there is anything to present of a cycle, or of a team in it."""
    if team:
        return bool(company.by_team.get((cycle, team)) or company.shared.get((cycle, team)))
    return bool(company.by_cycle[cycle])


def present_view(company: Company, cards: Cards, cycle_id: str, team_id: str = "") -> PresentView:
    """The presentation of a cycle, or of a team in it."""
    key = (cycle_id, team_id)
    cycle = company.cycles[cycle_id]
    team = cards.badge(team_id) if team_id else None
    own = company.by_team.get(key, ()) if team_id else company.by_cycle[cycle_id]
    objectives = (*own, *company.shared.get(key, ()))
    living = [o for o in objectives if not o.dropped]
    shown = _chosen(company, living)
    mean = mean_progress(own, company.scores)[0]
    outcomes = cards.outcomes(cycle_id, own)
    score = score_text(mean) if outcomes and mean is not None else ""
    return PresentView(
        frame=_frame(cards, cycle_id, team_id),
        cycle=cards.banner(cycle_id),
        team=team,
        page=Link(
            text=f"{team.name}, {cycle.title}" if team else cycle.title,
            url=urls.team_cycle(cycle_id, team_id) if team_id else urls.cycle(cycle_id),
        ),
        basis=_basis(own) if score else cards.basis(own),
        meter=cards.mean_meter(own),
        score=score,
        counts=_counts(company, cycle_id, team_id, living),
        tally=tally_of(company, own),
        contradictions=contradictions(company, own),
        outcomes=outcomes,
        screens=tuple(_screen(company, cards, o, guest=bool(team_id) and o.team != team_id) for o in shown),
        dropped=tuple(
            Dropped(objective=cards.objective_link(o.id), team=cards.badge(o.team), because=o.because)
            for o in objectives
            if o.dropped
        ),
        left_out=_left_out(len(shown), len(living), team_id),
        teams=_teams(company, cards, cycle_id) if len(shown) < len(living) and not team_id else (),
    )


def _frame(cards: Cards, cycle_id: str, team_id: str) -> Frame:
    cycle = cards.banner(cycle_id)
    crumbs = [cards.home_crumb(), cards.cycle_crumb(cycle_id)]
    if not team_id:
        return cards.frame(
            urls.present(cycle_id),
            _("Presentation of %(cycle)s", cycle=cycle.title),
            cards.section_of(cycle_id),
            *crumbs,
        )
    name = cards.badge(team_id).name
    return cards.frame(
        urls.present(cycle_id, team_id),
        _("Presentation of %(team)s, %(cycle)s", team=name, cycle=cycle.title),
        cards.section_of(cycle_id),
        *crumbs,
        Link(text=name, url=urls.team_cycle(cycle_id, team_id)),
    )


def _basis(objectives: Sequence[Objective]) -> str:
    living = sum(not o.dropped for o in objectives)
    return ngettext("Mean score of %(num)s objective", "Mean score of %(num)s objectives", living)


def _counts(company: Company, cycle: str, team: str, living: Sequence[Objective]) -> tuple[str, ...]:
    key_results = sum(k.dropped is None for o in living for k in o.key_results)
    found = check_in_figures(company, cycle, team)
    counts = [
        ngettext("%(num)s objective", "%(num)s objectives", len(living)),
        ngettext("%(num)s key result", "%(num)s key results", key_results),
    ]
    if not team:
        teams = len({o.team for o in living})
        counts.insert(0, ngettext("%(num)s team", "%(num)s teams", teams))
    if found is not None:
        counts.append(
            ngettext(
                "%(on_time)s of %(num)s check-in on time",
                "%(on_time)s of %(num)s check-ins on time",
                found.on_time + found.late + found.missed,
                on_time=whole(found.on_time),
            )
        )
    return tuple(counts)


# which objectives have a screen


def _chosen(company: Company, living: Sequence[Objective]) -> Sequence[Objective]:
    """All, if they are few enough; else the company's own, then those that need attention most."""
    if len(living) <= SHOWN:
        return living
    root = company.root.id if company.root else ""
    return sorted(living, key=lambda o: (o.team != root, _urgency(company, o)))[:SHOWN]


def _urgency(company: Company, item: Objective) -> tuple[int, Decimal]:
    """Smaller for what needs attention more: what is off track, at risk, stale, in a closed cycle what came
    the least far; within these the least progress."""
    progress = company.scores[item.id].progress
    reached = Decimal(0) if progress is None else progress
    pace = company.paces.get(item.id)
    if pace is None:
        return 0, reached
    ranks = {OFF_TRACK: 0, AT_RISK: 1, "": 3, ON_TRACK: 4}
    return (2 if pace.stale else ranks[pace.status]), reached


def _left_out(shown: int, all_: int, team: str) -> str:
    if shown == all_:
        return ""
    if team:
        return ngettext(
            "The %(shown)s objectives that need attention most, of %(num)s.",
            "The %(shown)s objectives that need attention most, of %(num)s.",
            all_,
            shown=whole(shown),
        )
    return ngettext(
        "The company’s own objectives, and of the others those that need attention most: %(shown)s of "
        "%(num)s.",
        "The company’s own objectives, and of the others those that need attention most: %(shown)s of "
        "%(num)s.",
        all_,
        shown=whole(shown),
    )


def _teams(company: Company, cards: Cards, cycle: str) -> tuple[TeamPresentation, ...]:
    return tuple(
        TeamPresentation(standing=cards.standing(cycle, team.id, depth), url=urls.present(cycle, team.id))
        for team, depth in company.tree
        if has_presentation(company, cycle, team.id)
    )


# an objective's screen


def _screen(company: Company, cards: Cards, item: Objective, *, guest: bool) -> Screen:
    last = next(reversed(company.mentions.get(item.id, ())), None)
    said, impediments = _said(company, cards, item, last) if last is not None else (None, None)
    return Screen(
        anchor=f"{item.team}.{item.name}",
        card=cards.objective(item, guest=guest),
        why=_opening(cards.prose(item.source)),
        obstacle=item.obstacle,
        impediments=impediments,
        said=said,
    )


def _said(company: Company, cards: Cards, item: Objective, last: CheckIn) -> tuple[LastSaid, Prose | None]:
    """What a check-in says of an objective, and what it says stands in the way. Its prose counts where it
    reads this objective alone: else nobody can tell what it speaks of."""
    said = last_said(cards, last, item.id)
    if objectives_read(company, last) != {item.id}:
        return replace(said, prose=None), None
    impediments = Prose(
        text=cards.said(last).get(IMPEDIMENTS, ""),
        path=last.source.path,
        first_line=last.source.body_line,
    )
    return replace(said, prose=_opening(said.prose)), _opening(impediments)


def _opening(prose: Prose | None) -> Prose | None:
    """The first paragraph of prose, as many of its sentences as a screen has room for; None without one."""
    if prose is None:
        return None
    first, rest = lead(words_of(prose.text))
    if _PICTURE.match(first):
        first, rest = lead(rest)
    if not first:
        return None
    text = ""
    for sentence in _SENTENCE.split(first):
        longer = f"{text} {sentence}".strip()
        if text and len(longer) > LONGEST and _closed(text):
            break
        text = longer
    return Prose(text=text, path=prose.path, first_line=prose.first_line)


def _closed(text: str) -> bool:
    """Whether no link, code or emphasis is left open at the end of a text."""
    return (
        text.count("[") == text.count("]")
        and text.count("(") == text.count(")")
        and not any(text.count(mark) % 2 for mark in ("`", "*"))
    )
