"""A new review: each objective with what became of it, and questions that fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field as attribute
from decimal import Decimal

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.rules.rule import Facts
from okrsite.scoring.grading import Outcome, outcomes_of
from okrsite.scoring.rounding import rounded
from okrsite.views.key_results import observed_text, target_text
from okrsite.views.words import percent_text, plain
from okrsite.writing.files import NewFile
from okrsite.writing.scalars import comment, indented, markdown, quoted

WORKED, SURPRISED, DIFFERENTLY = "What worked", "What surprised us", "What we do differently"

QUESTIONS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.EXCEEDED: (SURPRISED, "Was the target too low, or was the market kind?"),
    Outcome.DELIVERED: (WORKED, "Which of our initiatives worked, and how do we know?"),
    Outcome.FELL_SHORT: (
        DIFFERENTLY,
        "Without blame: which two or three things would we do differently?",
    ),
    Outcome.FAILED: (
        DIFFERENTLY,
        "Without blame: was the cause ours, or outside? What makes us more resilient to it?",
    ),
    Outcome.UNREAD: (DIFFERENTLY, "Nobody read a figure. What kept us from it?"),
}
"""For each outcome the heading it belongs under, and what to ask (product OKR guide)."""

GENERAL: Mapping[str, str] = {
    WORKED: "What do we keep doing?",
    SURPRISED: "What did we learn that we did not expect?",
    DIFFERENTLY: "What do we try in the next cycle?",
}
"""What to ask where no key result asks anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """A new review. `decisions` and `carried_to` are known by an objective's name, or not at all."""

    cycle: str
    team: str
    decisions: Mapping[str, str] = attribute(default_factory=dict)
    carried_to: Mapping[str, str] = attribute(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{self.cycle}/{self.team}/review.md"


def reviewed(facts: Facts, cycle: str, team: str) -> list[Objective]:
    """The objectives that a team's review decides on: its own, neither drafts nor dropped."""
    return [o for o in facts.directory.of_team(cycle, team) if not o.draft and not o.dropped]


def teams_to_review(facts: Facts, cycle: str) -> list[str]:
    """The teams with objectives in a cycle and no review of it yet, by id."""
    done = {review.team for review in facts.portfolio.reviews if review.cycle == cycle}
    unread = {
        path.split("/")[1]
        for path in facts.portfolio.unread
        if path.startswith(f"{cycle}/") and path.endswith("/review.md")
    }
    teams = {o.team for o in facts.living if o.cycle == cycle and not o.draft}
    return sorted(team for team in teams - done - unread if team in facts.teams)


def cycle_to_review(facts: Facts, team: str) -> Cycle | None:
    """The cycle that a team's next review is about: the latest that has closed without one, else the active
    one that ends first."""
    today = facts.portfolio.today
    open_ = [c for c in facts.portfolio.cycles if team in teams_to_review(facts, c.id)]
    closed = [c for c in open_ if c.state(today) is CycleState.CLOSED]
    if closed:
        return max(closed, key=lambda c: (c.ends, -c.days, c.id))
    active = [c for c in open_ if c.state(today) is CycleState.ACTIVE]
    return min(active, key=lambda c: (c.ends, c.days, c.id)) if active else None


def review_file(facts: Facts, plan: ReviewPlan) -> NewFile:
    """The file of a new review: decisions to fill in, the computed scores as comments, and in the prose a
    question for each key result."""
    objectives = reviewed(facts, plan.cycle, plan.team)
    lines = [
        comment("A decision is continue, adjust, drop or done."),
        comment("carried_to is where the objective goes on, if it does, like 2027-Q1/growth/onboarding."),
        comment("scores are your own grades, if you like, like `activation: 0.7`, from 0.0 to 1.0."),
        "objectives:",
    ]
    for objective in objectives:
        lines += indented(_verdict(facts, plan, objective))
    return NewFile(path=plan.path, text=markdown(lines, _prose(facts, objectives)))


def _verdict(facts: Facts, plan: ReviewPlan, objective: Objective) -> Iterator[str]:
    score = facts.scores[objective.id]
    reached = "no reading" if score.progress is None else f"{percent_text(score.progress)} in all"
    yield comment(f"{objective.title}: {reached}")
    yield f"{objective.name if objective.name[0].isalpha() else quoted(objective.name)}:"
    carried = plan.carried_to.get(objective.name, "")
    decision = plan.decisions.get(objective.name, "")
    if carried and not decision:
        yield "  # It waits as a draft. If it does not go on, delete that file and what carried_to says."
    yield f"  decision: {decision}".rstrip()
    yield f"  carried_to: {carried}".rstrip()
    yield "  scores:"
    outcomes = outcomes_of(objective, facts.scores, facts.portfolio.settings.grades)
    for key_result in objective.key_results:
        if key_result.id in outcomes:
            progress = score.key_results[key_result.id].progress
            figure = "" if progress is None else f"computed {score_text(progress)}, "
            yield f"    # {key_result.id}: {figure}{outcomes[key_result.id].value}"


def score_text(share: Decimal) -> str:
    """An uncapped score with two decimals: `0.73`."""
    return plain(rounded(share, 2))


def _prose(facts: Facts, objectives: list[Objective]) -> str:
    """Under each heading its questions, each followed by the key results that it is asked of."""
    asked: dict[tuple[str, str], list[str]] = {pair: [] for pair in QUESTIONS.values()}
    for objective in objectives:
        outcomes = outcomes_of(objective, facts.scores, facts.portfolio.settings.grades)
        for key_result in objective.key_results:
            outcome = outcomes.get(key_result.id)
            if outcome is not None:
                last = facts.scores[objective.id].key_results[key_result.id].last
                now = f": {observed_text(key_result, last)}, {target_text(key_result)}" if last else ""
                line = _plain_prose(f"{key_result.title} ({outcome.value}{now})")
                asked[QUESTIONS[outcome]].append(f"- {line}")
    parts = []
    for heading, usual in GENERAL.items():
        questions = [(q, lines) for (where, q), lines in asked.items() if where == heading and lines]
        texts = [f"{question}\n\n" + "\n".join(lines) for question, lines in questions] or [usual]
        parts.append(f"## {heading}\n\n" + "\n\n".join(texts) + "\n")
    return "\n".join(parts)


def _plain_prose(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|~" else c for c in text)
