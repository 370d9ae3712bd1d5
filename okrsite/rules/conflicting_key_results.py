"""Two key results pull the same figure in opposite directions.

Teams with conflicting OKRs are among the things that go wrong (Jellyvision), and conflicting objectives
point to a missing strategy, as when sales wants any new logo and customer success wants less churn (product
OKR guide). Two key results of different objectives conflict where their cycles overlap, they are about the
same KPI (or the same words in their titles, numbers, units and directions aside, with the same `who` and
unit), and not both can be reached: one wants more than the other allows.

Fails, in objectives of two teams:

```yaml
- id: spend                      # in sales/logos
  title: We win customers faster than anybody
  from: $100
  to: $150
  kpi: cac
- id: cac                        # in finance/margin
  title: Acquisition cost stays in hand
  at_most: $120
  kpi: cac
```

Passes, once the two have agreed:

```yaml
- id: spend                      # in sales/logos
  title: We win customers faster than anybody
  from: $100
  to: $120
  kpi: cac
- id: cac                        # in finance/margin
  title: Acquisition cost stays in hand
  at_most: $120
  kpi: cac
```
"""

from bisect import insort
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Graded, Keep, Move
from okrsite.rules._metrics import Directions, directions
from okrsite.rules._promises import (
    Promise,
    closing_order,
    grouped,
    is_open,
    keyed,
    known_groups,
    meets,
    words,
)
from okrsite.rules._words import figures, reference
from okrsite.rules.rule import Facts, warning

MUCH = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What a key result wants of a figure: to be `lower` or more, to be `upper` or less."""

    promise: Promise
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def keeps(self) -> bool:
        return isinstance(self.promise.key_result.measure, Keep)

    def opposes(self, other: "Pull") -> bool:
        """Whether two may be told of each other: an unmeasured wish breaks no limit."""
        wishes = any(isinstance(p.promise.key_result.measure, Graded) for p in (self, other))
        return self.promise.objective.id != other.promise.objective.id and not (
            wishes and (self.keeps or other.keeps)
        )


@dataclass(slots=True, kw_only=True)
class _Pulls:
    """The pulls of one cycle on one figure: what they want at least, most first; at most, least first."""

    lowers: list[Pull]
    uppers: list[Pull]

    def add(self, pull: Pull) -> None:
        if pull.lower is not None:
            insort(self.lowers, pull, key=lambda p: -(p.lower or 0))
        if pull.upper is not None:
            insort(self.uppers, pull, key=lambda p: p.upper or 0)

    def against(self, pull: Pull) -> Pull | None:
        """The one that most opposes another."""
        for other in self.uppers:
            if pull.lower is None or other.upper is None or other.upper >= pull.lower:
                break
            if pull.opposes(other):
                return other
        for other in self.lowers:
            if pull.upper is None or other.lower is None or other.lower <= pull.upper:
                break
            if pull.opposes(other):
                return other
        return None


def find(facts: Facts) -> Iterator[Finding]:
    known = known_groups(facts, "figures", facts.portfolio.teams)
    by_figure = grouped(keyed(facts, "figures", partial(_figures, directions(facts))))
    for figure, group in by_figure.items():
        yield from known.of(figure, tuple(group), partial(_findings, facts, group))


def _findings(facts: Facts, group: list[Promise]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            place=pull.promise.key_result.place.of("kpi" if pull.promise.key_result.kpi else "title"),
            message=_message(facts, pull, other),
            hint=_hint(facts, pull.promise, other.promise),
            private=pull.promise.draft,
            about=other.promise.objective.source.path,
        )
        for pull, other in _conflicts(facts, group)
    )


def _figures(known: Directions, promise: Promise) -> Iterator[Hashable]:
    """The figures that a promise is about."""
    key_result = promise.key_result
    if key_result.kpi:
        yield "kpi", key_result.kpi
    if about := known.metric(promise):
        yield "title", about, words(key_result.who), promise.unit


def _conflicts(facts: Facts, group: list[Promise]) -> Iterator[tuple[Pull, Pull]]:
    """Each pull that opposes an earlier one, with that one; the cycles that close last come first, drafts in
    the end, so that only the writer of a draft hears of it."""
    group = sorted(group, key=lambda p: p.order)
    group.sort(key=lambda p: closing_order(facts, p.objective.cycle), reverse=True)
    group.sort(key=lambda p: p.draft)
    before: dict[str, _Pulls] = {}
    known = directions(facts)
    for pull in (_pull(promise, known) for promise in group):
        own, draft = pull.promise.objective.cycle, pull.promise.draft
        for cycle in (own, *(c for c in reversed(before) if c != own)):
            if cycle in before and meets(facts, own, cycle) and (not draft or is_open(facts, cycle)):
                other = before[cycle].against(pull)
                if other is not None:
                    yield pull, other
                    break
        before.setdefault(own, _Pulls(lowers=[], uppers=[])).add(pull)


def _pull(promise: Promise, known: Directions) -> Pull:
    measure = promise.key_result.measure
    if isinstance(measure, Keep):
        return Pull(
            promise=promise,
            lower=measure.at_least.number if measure.at_least else None,
            upper=measure.at_most.number if measure.at_most else None,
        )
    if isinstance(measure, Move) and promise.start is not None:
        start, target = promise.start.number, measure.target.number
        return Pull(
            promise=promise,
            lower=target if start < target else None,
            upper=target if target < start else None,
        )
    if isinstance(measure, Graded):
        said = frozenset(words(promise.key_result.title))
        up, down = bool(said & known.up), bool(said & known.down)
        return Pull(
            promise=promise,
            lower=MUCH if up and not down else None,
            upper=-MUCH if down and not up else None,
        )
    return Pull(promise=promise)


def _message(facts: Facts, pull: Pull, other: Pull) -> str:
    one, two = pull.promise, other.promise
    named = f"`{reference(two.objective, two.key_result.id, seen_from=one.objective)}`"
    if one.objective.team != two.objective.team:
        named += f" of {_team(facts, two)}"
    kpi = one.key_result.kpi
    what = f"the KPI `{kpi}`" if kpi and kpi == two.key_result.kpi else "the same figure"
    mine = f"`{one.key_result.id}` of {_team(facts, one)} {_wants(pull)} {what} {_how(pull)}"
    return f"{mine}, but {named} {_wants(other)} it {_how(other)}"


def _team(facts: Facts, promise: Promise) -> str:
    team = facts.teams.get(promise.objective.team)
    return team.name if team else promise.objective.team


def _wants(pull: Pull) -> str:
    return "keeps" if pull.keeps else "moves"


def _how(pull: Pull) -> str:
    key_result = pull.promise.key_result
    if pull.keeps:
        return figures(key_result)
    direction = "up" if pull.lower is not None else "down"
    return direction if isinstance(key_result.measure, Graded) else f"{direction} ({figures(key_result)})"


def _hint(facts: Facts, one: Promise, two: Promise) -> str:
    mine, theirs = one.objective.team, two.objective.team
    if mine == theirs:
        return "Decide which of the two matters more now, and change or drop the other."
    line = (theirs, *facts.line_above(theirs))
    shared = next((team for team in (mine, *facts.line_above(mine)) if team in line), "")
    judge = f", and with `{shared}` above both," if shared and shared not in {mine, theirs} else ""
    return f"Settle with `{theirs}`{judge} which of the two matters more now, and change or drop the other."


RULE = warning("conflicting-key-results", __doc__, find)
