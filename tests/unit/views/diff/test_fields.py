"""Whether a goalpost that moves makes a promise easier or harder to keep."""

import pytest

from okrsite.changes.states import KeyResultState, Written
from okrsite.model.quantity import parse_quantity
from okrsite.settings import Bands, Grades
from okrsite.views.diff.fields import effect_of, listed_diff, plain_diffs


def state(**fields: str | tuple[str, ...]) -> KeyResultState:
    figures = {"start": "from", "to": "to", "at_least": "at_least", "at_most": "at_most"}
    written: dict[str, Written] = {
        figures.get(name, name): parse_quantity(value)
        if name in figures and isinstance(value, str)
        else value
        for name, value in fields.items()
    }
    return KeyResultState(id="x", formerly=(), fields=written)


@pytest.mark.parametrize(
    ("field", "old", "new", "effect"),
    [
        # Down is the right way here: 45 to 20 minutes.
        (
            "to",
            {"start": "45 minutes", "to": "20 minutes"},
            {"start": "45 minutes", "to": "30 minutes"},
            "easier",
        ),
        (
            "to",
            {"start": "45 minutes", "to": "20 minutes"},
            {"start": "45 minutes", "to": "10 minutes"},
            "harder",
        ),
        ("from", {"start": "45", "to": "20"}, {"start": "50", "to": "20"}, "easier"),
        ("from", {"start": "45", "to": "20"}, {"start": "40", "to": "20"}, "harder"),
        # The other way round, another unit, no baseline: nobody can tell.
        ("to", {"start": "45", "to": "20"}, {"start": "45", "to": "60"}, ""),
        ("to", {"start": "45 minutes", "to": "20 minutes"}, {"start": "45 minutes", "to": "1 hour"}, ""),
        ("to", {"to": "20"}, {"to": "30"}, ""),
        ("from", {"start": "45", "to": "20"}, {"to": "20"}, ""),
        ("at_least", {"at_least": "-4"}, {"at_least": "-5"}, "easier"),
        ("at_least", {"at_least": "90%"}, {"at_least": "95%"}, "harder"),
        ("at_most", {"at_most": "$5", "at_least": "$1"}, {"at_least": "$1"}, "easier"),
        ("at_most", {"at_most": "$5"}, {"at_most": "€6"}, ""),
        ("milestones", {"milestones": ("a", "b")}, {"milestones": ("a",)}, "easier"),
        ("milestones", {"milestones": ("a", "b")}, {"milestones": ("a", "c")}, ""),
        ("milestones", {"milestones": ("a", "b")}, {"milestones": ("b", "a")}, ""),
        ("to", {"start": "1", "to": "2"}, {"at_least": "2"}, ""),
    ],
)
def test_effect(field: str, old: dict[str, str], new: dict[str, str], effect: str) -> None:
    assert effect_of(field, state(**old), state(**new), Grades()) == effect


def test_a_moonshot_is_easier_only_where_it_is_graded_more_gently() -> None:
    one, other = state(to="3", start="1"), state(to="3", start="1", ambition="moonshot")
    assert effect_of("ambition", one, other, Grades()) == "easier"
    assert effect_of("ambition", other, one, Grades()) == "harder"
    bands = Bands(**dict.fromkeys(("exceeded", "delivered", "fell_short"), Grades().roofshot.delivered))
    assert effect_of("ambition", one, other, Grades(moonshot=bands, roofshot=bands)) == ""


def test_lists_say_what_came_and_went_whatever_the_order() -> None:
    assert list(listed_diff("members", ["Ann", "Ben"], ["Ben", "Ann"])) == []
    (found,) = listed_diff("members", ["Ann", "Ben"], ["Ben", "Cem"])
    assert (found.gained, found.lost) == (("Cem",), ("Ann",))
    (found,) = plain_diffs({"expected": ("a", "b")}, {"expected": ("b", "c")})
    assert (found.gained, found.lost, found.old, found.new) == (("c",), ("a",), "a, b", "b, c")
