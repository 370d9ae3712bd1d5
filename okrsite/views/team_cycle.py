"""One team's part of a cycle."""

import sys
from dataclasses import dataclass

from okrsite.alignment import Target
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review, Verdict
from okrsite.scoring.progress import ObjectiveScore
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.agenda.agenda import has_agenda
from okrsite.views.cards import Cards
from okrsite.views.commits import CommitLine
from okrsite.views.company import Company
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.now.team_now import TeamNow, team_now
from okrsite.views.parts import CheckInCard, CycleBanner, Frame, Link, Meter, ObjectiveCard, Prose, TeamBadge
from okrsite.views.present import has_presentation
from okrsite.views.proposals import Proposal, check_in_proposal, objective_proposal
from okrsite.views.rounding import score_text
from okrsite.views.standing import TeamStanding
from okrsite.views.words import DASH, percent_text, plain
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """What a review decided for one objective. `grades` are (key result, self-grade, computed) texts."""

    objective: Link
    decision: str
    carried_to: Link | None
    carried_text: str
    grades: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    """A team's review. `changed` says when it was last changed, None where that is not known."""

    prose: Prose
    lines: tuple[ReviewLine, ...]
    edit_url: str
    changed: CommitLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCycleView:
    """One team's part of a cycle. `now` is how the team stands while it is active, else None; `tally` is how
    its key results keep up, `outcomes` what became of them once the cycle has closed; `mean` works out its
    figure. `agenda_url` leads to the agenda of the next check-in, empty where there is none to come,
    `present_url` to the presentation.
    `proposals` are files that readers may write."""

    frame: Frame
    team: TeamBadge
    cycle: CycleBanner
    meter: Meter
    objectives: tuple[ObjectiveCard, ...]
    check_ins: tuple[CheckInCard, ...]
    review: ReviewCard | None
    others: tuple[Link, ...]
    beneath: tuple[TeamStanding, ...]
    tally: tuple[Tally, ...] = ()
    outcomes: tuple[OutcomeShare, ...] = ()
    mean: Mean | None = None
    agenda_url: str = ""
    present_url: str = ""
    proposals: tuple[Proposal, ...] = ()
    now: TeamNow | None = None


def team_cycle_view(company: Company, cards: Cards, cycle_id: str, team_id: str) -> TeamCycleView:
    """A team's objectives, check-ins and review in a cycle, with those that it shares."""
    key = (cycle_id, team_id)
    team = cards.badge(team_id)
    cycle = company.cycles[cycle_id]
    part = cards.part(cycle_id, team_id)
    review = company.reviews.get(key)
    return TeamCycleView(
        frame=cards.frame(
            urls.team_cycle(cycle_id, team_id),
            _("%(team)s, %(cycle)s", team=team.name, cycle=cycle.title),
            cards.section_of(cycle_id),
            cards.home_crumb(),
            cards.cycle_crumb(cycle_id),
            files=_files(company, cycle_id, team_id),
        ),
        team=team,
        cycle=cards.banner(cycle_id),
        meter=part.meter,
        objectives=(
            *(cards.objective(o) for o in company.by_team.get(key, ())),
            *(cards.objective(o, guest=True) for o in company.shared.get(key, ())),
        ),
        check_ins=tuple(cards.check_in(c) for c in reversed(company.check_ins.get(key, ()))),
        review=_review(company, cards, review) if review else None,
        others=tuple(
            Link(text=company.cycles[other].title, url=urls.team_cycle(other, team_id))
            for other in company.cycles_of.get(team_id, ())
            if other != cycle_id
        ),
        beneath=tuple(
            cards.standing(cycle_id, below.id, 0)
            for below in company.beneath.get(team_id, ())
            if cycle_id in company.cycles_of.get(below.id, ())
        ),
        tally=part.tally,
        outcomes=part.outcomes,
        mean=part.mean,
        now=team_now(company, cards, cycle_id, team_id, ties=sys.maxsize),
        agenda_url=urls.agenda(cycle_id, team_id) if has_agenda(company, cycle_id, team_id) else "",
        present_url=urls.present(*key) if has_presentation(company, *key) else "",
        proposals=tuple(
            found
            for found in (
                check_in_proposal(company, cycle_id, team_id),
                objective_proposal(company, cycle_id, team_id),
            )
            if found
        ),
    )


def _files(company: Company, cycle_id: str, team_id: str) -> tuple[str, ...]:
    """The paths of all that a team wrote in a cycle."""
    key = (cycle_id, team_id)
    written = [o.source for o in company.by_team.get(key, ())]
    written += [check_in.source for check_in in company.check_ins.get(key, ())]
    written += [company.reviews[key].source] if key in company.reviews else []
    return tuple(source.path for source in written)


def _review(company: Company, cards: Cards, review: Review) -> ReviewCard:
    frame = cards.frame("", "", "", source=review.source)
    return ReviewCard(
        prose=cards.prose(review.source)
        or Prose(text="", path=review.source.path, first_line=review.source.body_line),
        lines=tuple(line for verdict in review.verdicts if (line := _line(company, cards, review, verdict))),
        edit_url=frame.edit_url,
        changed=frame.changed,
    )


def _line(company: Company, cards: Cards, review: Review, verdict: Verdict) -> ReviewLine | None:
    reference = parse_reference(verdict.objective)
    directory = company.alignment.directory
    found = directory.find(reference, cycle=review.cycle, team=review.team) if reference else None
    if not isinstance(found, Target):
        return None
    carried, text = None, ""
    if verdict.carried_to is not None:
        target = directory.find(verdict.carried_to, cycle=review.cycle, team=review.team)
        if isinstance(target, Target):
            carried = cards.objective_link(target.objective)
        elif verdict.carried_to.cycle:
            text = verdict.carried_to.text
    score = company.scores[found.objective]
    return ReviewLine(
        objective=cards.objective_link(found.objective),
        decision=verdict.decision,
        carried_to=carried,
        carried_text=text,
        grades=tuple(
            (cards.key_result_link(found.objective, id).text, plain(grade), _computed(score, id))
            for id, grade in verdict.scores
        ),
    )


def _computed(score: ObjectiveScore, key_result: str) -> str:
    found = score.key_results.get(key_result)
    if found is None or found.progress is None:
        return DASH
    return _("%(score)s (%(share)s)", score=score_text(found.progress), share=percent_text(found.progress))
