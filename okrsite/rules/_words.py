"""Words that the rules about objectives and key results share."""

from collections.abc import Iterable

from okrsite.model.key_result import Binary, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective


def listed(items: Iterable[str], *, most: int = 3) -> str:
    """`a, b and c`, or `a, b, c and 4 more` where there are more than `most`."""
    named = list(items)
    over = len(named) - most
    if over > 0:
        return f"{', '.join(named[:most])} and {over} more"
    return " and ".join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)


def figures(key_result: KeyResult) -> str:
    """What a key result promises, in figures: `42% to 65%`, `at most $120`, `3 milestones`; empty where
    nothing is measured."""
    measure = key_result.measure
    if isinstance(measure, Move):
        return (
            f"{measure.start.text} to {measure.target.text}" if measure.start else f"to {measure.target.text}"
        )
    if isinstance(measure, Keep):
        limits = (("at least", measure.at_least), ("at most", measure.at_most))
        return ", ".join(f"{words} {limit.text}" for words, limit in limits if limit)
    if isinstance(measure, Milestones):
        return f"{len(measure.names)} milestones"
    return "done or not" if isinstance(measure, Binary) else ""


def reference(objective: Objective, key_result: str = "", *, seen_from: Objective) -> str:
    """How another objective would refer to this one: without what the two have in common."""
    same_cycle = objective.cycle == seen_from.cycle
    cycle = "" if same_cycle else f"{objective.cycle}/"
    team = "" if same_cycle and objective.team == seen_from.team else f"{objective.team}/"
    return f"{cycle}{team}{objective.name}{'#' if key_result else ''}{key_result}"
