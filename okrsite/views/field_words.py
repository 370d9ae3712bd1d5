"""What the fields of files and what stands in them are called for readers: `Target` for `to`."""

from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.translation.words import N_, _
from okrsite.views.quantities import quantity_text

FIELDS = {
    "title": N_("Title"),
    "who": N_("Who"),
    "does": N_("Does"),
    "kind": N_("Measured as"),
    "from": N_("Baseline"),
    "to": N_("Target"),
    "at_least": N_("At least"),
    "at_most": N_("At most"),
    "milestones": N_("Milestones"),
    "expected": N_("Expected"),
    "ambition": N_("Ambition"),
    "weight": N_("Weight"),
    "owner": N_("Owner"),
    "kpi": N_("KPI"),
    "added": N_("Added on"),
    "dropped": N_("Dropped on"),
    "because": N_("Because"),
    "parent": N_("Serves"),
    "supports": N_("Supports"),
    "depends_on": N_("Depends on"),
    "with": N_("Shared with"),
    "obstacle": N_("Obstacle"),
    "url": N_("Address"),
    "hypothesis": N_("Hypothesis"),
    "status": N_("Status"),
    "for": N_("For"),
}

KINDS = {
    "move": N_("from … to …"),
    "keep": N_("a limit to keep"),
    "milestones": N_("milestones"),
    "binary": N_("yes or no"),
    "graded": N_("self-graded"),
}

NUMBERS = frozenset({"from", "to", "at_least", "at_most", "expected"})
"""Fields that hold a number, most often with a unit."""


def field_name(field: str) -> str:
    """`Target` for `to`; a field without a name in words keeps its own."""
    return _(FIELDS.get(field, field))


def field_value(field: str, written: str) -> str:
    """What was written in a field, as readers know it: numbers as their language sets them."""
    if field == "kind":
        return _(KINDS.get(written, written))
    if field in NUMBERS:
        try:
            return quantity_text(parse_quantity(written))
        except NotANumber:
            return written
    return written
