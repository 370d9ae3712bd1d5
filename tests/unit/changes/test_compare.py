"""What differs between two states of an objective, and what is only spelling."""

import json
from decimal import Decimal

import pytest

from okrsite.changes.compare import compare_states, spelling_only
from okrsite.changes.states import ObjectiveState, from_json, same, state_of, to_json
from okrsite.loading.former import objective_in
from okrsite.model.key_result import Binary, Graded, Keep, Milestones, Move
from okrsite.model.quantity import parse_quantity

TEXT = """---
title: Have the first loaves warm at six
owner: Noor Haddad
parent: company/every-street#streets
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
  - id: oven
    title: A second oven
    milestones: [bought, built in, baking]
  - id: permit
    title: The permit is there
    binary: true
  - id: mood
    title: The bakers like it
---
Bread sells at six.
"""


def state(text: str = TEXT, path: str = "2026-Q4/ovens/warm.md") -> ObjectiveState:
    objective = objective_in(path, text.encode())
    assert objective is not None
    return state_of(objective)


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def test_the_same_is_the_same() -> None:
    change = compare_states(state(), state())
    assert change.nothing
    assert not (change.fields or change.changed or change.spelling or change.prose)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("60%", "60 %"),
        ("60%", "'60.0%'"),
        ("parent: company/every-street#streets", "parent: 2026-Q4/company/every-street#streets"),
        (
            "milestones: [bought, built in, baking]",
            "milestones:\n      - bought\n      - built in\n      - baking",
        ),
        ("title: Little is", "title:   Little is"),
        ("owner: Noor Haddad\n", "owner: 'Noor Haddad'  # since June\n"),
    ],
)
def test_another_way_to_write_the_same(old: str, new: str) -> None:
    change = compare_states(state(), state(changed(old, new)))
    assert not (change.fields or change.changed)


@pytest.mark.parametrize(
    ("old", "new", "field", "before", "after"),
    [
        ("to: 95%", "to: 90%", "to", "95%", "90%"),
        ("from: 60%", "from: 55%", "from", "60%", "55%"),
        ("at_most: 40 kg", "at_most: 50 kg", "at_most", "40 kg", "50 kg"),
        ("at_most: 40 kg", "at_least: 40 kg", "at_least", "", "40 kg"),
        ("baking]", "tested]", "milestones", "bought, built in, baking", "bought, built in, tested"),
        ("    to: 95%\n", "    to: 95%\n    ambition: moonshot\n", "ambition", "roofshot", "moonshot"),
        (
            "    to: 95%\n",
            "    to: 95%\n    expected: {2026-11-01: 80%}\n",
            "expected",
            "",
            "2026-11-01: 80%",
        ),
        ("    binary: true\n", "", "kind", "binary", "graded"),
    ],
)
def test_goalposts(old: str, new: str, field: str, before: str, after: str) -> None:
    change = compare_states(state(), state(changed(old, new)))
    found = [f for k in change.changed for f in k.fields if f.field == field]
    assert [(f.old, f.new, f.goalpost, f.spelling) for f in found] == [(before, after, True, False)]
    assert not change.nothing


def test_what_is_no_goalpost_is_told_all_the_same() -> None:
    new = changed("    to: 95%\n", "    to: 95%\n    weight: 2\n    owner: Lee\n").replace(
        "owner: Noor Haddad\n", ""
    )
    change = compare_states(state(), state(new))
    assert [(f.field, f.old, f.new) for f in change.fields] == [("owner", "Noor Haddad", "")]
    assert {(f.field, f.new, f.goalpost) for f in change.changed[0].fields} == {
        ("weight", "2", False),
        ("owner", "Lee", False),
    }


def test_key_results_added_removed_and_renamed() -> None:
    new = (
        changed("id: on-time", "id: at-six\n    formerly: on-time")
        .replace("id: waste", "id: leftovers")  # no `formerly`, but the same title
        .replace("  - id: mood\n    title: The bakers like it\n", "  - id: queue\n    title: Nobody waits\n")
    )
    change = compare_states(state(), state(new))
    assert [k.id for k in change.added] == ["queue"]
    assert [k.id for k in change.removed] == ["mood"]
    assert [(k.old.id, k.new.id, k.fields) for k in change.changed] == [
        ("on-time", "at-six", ()),
        ("waste", "leftovers", ()),
    ]
    assert not change.nothing


def test_an_id_that_another_takes_over_is_not_confused() -> None:
    """`waste` is renamed and a new key result takes its id: ids go before titles."""
    new = changed("id: waste\n    title: Little is thrown away", "id: waste\n    title: No waste of time")
    change = compare_states(state(), state(new))
    assert not change.added
    assert not change.removed
    assert change.changed[0].fields[0].field == "title"


@pytest.mark.parametrize(
    ("old", "new", "prose", "spelling"),
    [
        ("Bread sells at six.", "Bread sels at six.", False, False),  # short words are not trusted
        ("Bread sells at six.", "bread sells, at six", False, True),
        ("Bread sells at six.", "Bread sells at seven.", True, False),
    ],
)
def test_prose(old: str, new: str, prose: bool, spelling: bool) -> None:
    change = compare_states(state(), state(changed(old, new)))
    assert (change.prose, change.spelling) == (prose or not spelling, spelling)
    assert change.nothing is spelling


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Custmers stay", "Customers stay"),
        ("the wether is bad", "the weather is bad"),
        ("teh first", "the first"),
        ("Customers, who stay", "Customers who stay"),
        ("value: 80\r\n---\r\nNext\r\n", "value: 80\n---\nNext\n"),
        ("E-Mail", "Email"),
        ("customer stays", "customers stay"),
        ("Größe", "größe"),
        ("organisation", "organization"),
        ("set up", "setup"),
        ("what   we\nsay", "what we say"),
        ("by 2026, 40%", "by 2026: 40%"),
    ],
)
def test_spelling(old: str, new: str) -> None:
    assert spelling_only(old, new)
    assert spelling_only(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("more customers", "fewer customers"),
        ("We can do it", "We can't do it"),
        ("increase it", "decrease it"),
        ("able to", "table to"),
        ("to 40%", "to 45%"),
        ("to 40%", "to 40"),
        ("to 4.5", "to 45"),
        ("from 12 to 3", "from 1 to 23"),
        ("now or never", "not or never"),
        ("customers stay", "customers stay longer"),
        ("", "something"),
        ("up", "us"),
        ("-4 points", "4 points"),
        ("lose", "loose"),
    ],
)
def test_not_spelling(old: str, new: str) -> None:
    assert not spelling_only(old, new)
    assert not spelling_only(new, old)


def test_states_are_kept_as_json() -> None:
    text = changed("    to: 95%\n", "    to: 1.5k ünits\n    from: -4 ünits\n    unit: p95 \U0001f950\n")
    for one in (state(), state(text)):
        assert from_json(json.loads(json.dumps(to_json(one)))) == one


@pytest.mark.parametrize(
    "broken", [None, [], [1, 2, 3, 4], ["a", [], [], "b"], ["a", {"x": {"n": "q"}}, [], ""], "text", {"a": 1}]
)
def test_what_is_no_state_is_refused(broken: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError, ArithmeticError)):
        from_json(broken)


def test_measures_come_back() -> None:
    moved, kept, steps, binary, graded = (k.measure for k in state().key_results)
    assert isinstance(moved, Move)
    assert moved.start is not None
    assert (moved.start.number, moved.target.number, moved.target.unit) == (Decimal(60), Decimal(95), "%")
    assert kept == Keep(at_most=parse_quantity("40 kg"))
    assert steps == Milestones(names=("bought", "built in", "baking"))
    assert (type(binary), type(graded)) == (Binary, Graded)


def test_figures_are_the_same_by_number_and_unit() -> None:
    assert same(parse_quantity("1.5k"), parse_quantity("1,500"))
    assert same(parse_quantity("3 days"), parse_quantity("3 day"))
    assert not same(parse_quantity("3 days"), parse_quantity("3 weeks"))
    assert not same(parse_quantity("3"), None)
    assert not same(parse_quantity("3%"), "3%")


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"no front matter", b"---\ntitle: [\n---\n", b"---\n- a\n---\n"]
)
def test_what_nobody_could_read_is_no_objective(data: bytes) -> None:
    assert objective_in("2026-Q4/ovens/warm.md", data) is None
