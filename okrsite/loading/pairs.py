"""Groups whose names the writer gives: self-grades, expected figures, allowances."""

from datetime import date
from decimal import Decimal

from okrsite.loading.decoder import Decoder, is_blank, reads, text, to_be_determined
from okrsite.loading.nodes import Mapping, Node
from okrsite.loading.shapes import ANY, Rules, Table
from okrsite.loading.values import DAY, NUMBER, bounded, day, number
from okrsite.model.quantity import Quantity


def _mapping(decoder: Decoder, name: str, node: Node, takes: str, example: str) -> Mapping | None:
    if isinstance(node, Mapping):
        return node
    decoder.fault("wrong-type", node, f"`{name}` takes {takes}", f"Below it, write `{example}`.")
    return None


_score = bounded(1, "a score from 0.0 to 1.0")


@reads(Table(keys=ANY, values=_score.shape))
def self_grades(decoder: Decoder, name: str, node: Node) -> tuple[tuple[str, Decimal], ...]:
    """Self-grades: the id of a key result, and a number from 0.0 to 1.0."""
    found = _mapping(decoder, name, node, "the ids of key results with a score each", "activation: 0.7")
    pairs = ((key.text, _score(decoder, key.text, value)) for key, value in (found.entries if found else ()))
    return tuple((key, score) for key, score in pairs if score is not None)


@reads(Table(keys=DAY, values=NUMBER))
def expected(decoder: Decoder, name: str, node: Node) -> tuple[tuple[date, Quantity], ...]:
    """Figures expected by certain days, oldest first."""
    found = _mapping(decoder, name, node, "days with a figure each", "2026-10-31: 45%")
    pairs: list[tuple[date, Quantity]] = []
    for key, value in found.entries if found else ():
        on = day(decoder, name, key)
        if is_blank(value):
            message = f"`{key.text[:40]}` has no figure"
            decoder.fault("missing-field", key, message, "Write one, or delete the line.")
        elif not to_be_determined(decoder, value):
            figure = number(decoder, key.text, value)
            if on is not None and figure is not None:
                pairs.append((on, figure))
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


@reads(Rules(values=ANY))
def allowed(decoder: Decoder, name: str, node: Node) -> tuple[tuple[str, str], ...]:
    """Names of rules, each with the reason why this file may break it."""
    example = 'key-result-count: "two is all we can measure"'
    found = _mapping(decoder, name, node, "names of rules with a reason each", example)
    pairs = []
    for key, value in found.entries if found else ():
        reason = None if is_blank(value) else text(decoder, key.text, value)
        if is_blank(value):
            decoder.fault(
                "missing-field",
                key,
                f"`{name}` needs a reason for `{key.text[:60]}`",
                f"Write why, for those who read it: `{example}`.",
            )
        elif reason:
            pairs.append((key.text, reason))
    return tuple(pairs)
