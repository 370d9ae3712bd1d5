"""The review of a cycle that has closed: what it came to, what was learned and decided, what goes on."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.model.objective import Objective
from okrsite.translation.numbers import whole
from okrsite.translation.words import N_, _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.carried import Carried, carried_in, carried_on, carried_to, judged, reviews_of
from okrsite.views.company import Company
from okrsite.views.figures import CycleFigures, check_ins_note, cycle_figures, outcomes_note
from okrsite.views.grade_words import outcome_mark
from okrsite.views.indexes import OwnGrades
from okrsite.views.kept_promises import KeptPromises, kept_promises
from okrsite.views.marks import OutcomeMark
from okrsite.views.parts import Frame, Link, Prose, TeamBadge
from okrsite.views.rounding import score_text
from okrsite.views.words import DASH, listed

DECISIONS = (N_("continue"), N_("adjust"), N_("drop"), N_("done"))


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedKeyResult:
    """A key result's grade; `mark` is None for one that was dropped on the way."""

    key_result: Link
    moonshot: bool
    mark: OutcomeMark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedObjective:
    """An objective's score (a mean, `0.73`, or a dash) and the grades of its key results."""

    objective: Link
    score: str
    key_results: tuple[GradedKeyResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedTeam:
    """A team in the review. `review_url` leads to its own review, empty where it wrote none; `learned` is the
    prose of that, None where it has none or, if `elsewhere`, no room here; `depth` is 0 for the root."""

    team: TeamBadge
    depth: int
    figures: CycleFigures
    objectives: tuple[GradedObjective, ...]
    review_url: str
    learned: Prose | None
    elsewhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a team decided of an objective. `onward` is the objective it goes on in, `unwritten` the id of one
    that is not written yet."""

    objective: Link
    team: TeamBadge
    decision: str
    onward: Link | None
    unwritten: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReviewView:
    """The review of a cycle. `brief` tells that there are too many objectives to list their key results.
    `undecided` counts the objectives without a decision, `tally` sums the decisions up (`3 continue and
    2 done`). `dropped` pairs each objective that was given up with its team and the reason. `unreviewed`
    tells that no team wrote a review. `promises` is None where nothing is known of what was promised.
    `present_url` leads to the cycle's presentation."""

    frame: Frame
    figures: CycleFigures
    basis: str
    score_note: str
    outcomes_note: str
    check_ins_note: str
    brief: bool
    teams: tuple[ReviewedTeam, ...]
    meetings: tuple[Link, ...]
    decisions: tuple[Decision, ...]
    tally: str
    undecided: str
    carried_on: tuple[Carried, ...]
    carried_in: tuple[Carried, ...]
    dropped: tuple[tuple[Link, TeamBadge, str], ...]
    without_review: tuple[TeamBadge, ...]
    unreviewed: bool
    promises: KeptPromises | None = None
    present_url: str = ""


DETAILED = 300
"""A cycle with more objectives than this is reviewed without its single key results."""

PROSE = 150_000
"""How many characters of the teams' reviews stand on the page; the others are linked."""


def cycle_review_view(company: Company, cards: Cards, cycle_id: str) -> CycleReviewView:
    """The review of a cycle that has closed."""
    cycle = company.cycles[cycle_id]
    objectives = company.by_cycle[cycle_id]
    settings = company.portfolio.settings
    brief = len(objectives) > DETAILED
    teams = tuple(_teams(company, cards, cycle_id, brief))
    decisions = tuple(_decisions(company, cards, cycle_id))
    counts = [(word, sum(d.decision == word for d in decisions)) for word in DECISIONS]
    decided = {d.objective.url for d in decisions if d.decision}
    open_ones = sum(urls.objective(o) not in decided for o in objectives if not o.dropped)
    return CycleReviewView(
        frame=cards.frame(
            urls.cycle_review(cycle_id),
            _("Review of %(cycle)s", cycle=cycle.title),
            cards.section_of(cycle_id),
            cards.home_crumb(),
            cards.cycle_crumb(cycle_id),
            description=_("What %(cycle)s came to, what was learned and decided", cycle=cycle.title),
            files=(
                *(review.source.path for review in reviews_of(company, cycle_id)),
                *(meeting.source.path for meeting in company.meetings.get(cycle_id, ())),
            ),
        ),
        promises=kept_promises(company, objectives),
        present_url=urls.present(cycle_id),
        figures=cycle_figures(company, cards, cycle_id),
        basis=ngettext(
            "Mean score of %(num)s objective",
            "Mean score of %(num)s objectives",
            sum(not o.dropped for o in objectives),
        ),
        score_note=_(SCORE_NOTE),
        outcomes_note=outcomes_note(settings.grades),
        check_ins_note=check_ins_note(settings),
        brief=brief,
        teams=teams,
        meetings=tuple(
            Link(text=_("Review of %(day)s", day=cards.day_text(m.day)), url=urls.meeting(m))
            for m in company.meetings.get(cycle_id, ())
        ),
        decisions=decisions,
        tally=listed(
            [
                _("%(count)s %(decision)s", count=whole(number), decision=_(word))
                for word, number in counts
                if number
            ]
        ),
        undecided=ngettext(
            "%(num)s objective has no decision", "%(num)s objectives have no decision", open_ones
        )
        if open_ones
        else "",
        carried_on=tuple(carried_on(company, cards, reviews_of(company, cycle_id))),
        carried_in=tuple(carried_in(company, cards, objectives)),
        dropped=tuple(
            (cards.objective_link(o.id), cards.badge(o.team), o.because) for o in objectives if o.dropped
        ),
        without_review=tuple(t.team for t in teams if not t.review_url),
        unreviewed=not any(t.review_url for t in teams),
    )


SCORE_NOTE = N_(
    "A score is the progress at the last reading: 0 at the start, 1 at the target. An objective’s is the"
    " weighted mean of its key results, each counted from 0 to 1."
)


def _teams(company: Company, cards: Cards, cycle_id: str, brief: bool) -> Iterator[ReviewedTeam]:
    """The teams with objectives or a review in the cycle, in the order of the tree."""
    room = PROSE
    given = company.own_grades
    for team, depth in company.tree:
        key = (cycle_id, team.id)
        review = company.reviews.get(key)
        own = company.by_team.get(key, ())
        if not own and review is None:
            continue
        prose = cards.prose(review.source) if review else None
        room -= len(prose.text) if prose else 0
        yield ReviewedTeam(
            team=cards.badge(team.id),
            depth=depth,
            figures=cycle_figures(company, cards, cycle_id, team.id),
            objectives=tuple(_graded(company, cards, o, given, brief) for o in own if not o.dropped),
            review_url=urls.review(cycle_id, team.id) if review else "",
            learned=prose if room >= 0 else None,
            elsewhere=prose is not None and room < 0,
        )


def _graded(
    company: Company, cards: Cards, item: Objective, given: OwnGrades, brief: bool
) -> GradedObjective:
    score = company.scores[item.id]
    grades = company.portfolio.settings.grades
    return GradedObjective(
        objective=cards.objective_link(item.id),
        score=DASH if score.progress is None else score_text(score.progress),
        key_results=()
        if brief
        else tuple(
            GradedKeyResult(
                key_result=cards.key_result_link(item.id, k.id),
                moonshot=k.moonshot,
                mark=None
                if k.dropped is not None
                else outcome_mark(k, score.key_results[k.id], grades, given.get((item.id, k.id))),
            )
            for k in item.key_results
        ),
    )


def _decisions(company: Company, cards: Cards, cycle_id: str) -> Iterator[Decision]:
    """What the teams decided, in the order of the tree."""
    for review in reviews_of(company, cycle_id):
        for verdict in review.verdicts:
            objective = judged(company, review, verdict)
            if objective is None:
                continue
            onward, unwritten = carried_to(company, review, verdict)
            yield Decision(
                objective=cards.objective_link(objective.id),
                team=cards.badge(objective.team),
                decision=verdict.decision,
                onward=cards.objective_link(onward.id) if onward else None,
                unwritten=unwritten,
            )
