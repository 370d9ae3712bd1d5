"""The order of names."""

import pytest

from okrsite.translation.sorting import folded, name_key


@pytest.mark.parametrize(
    "names",
    [
        ("Anna", "Ärzte", "Bikes", "Österreich", "Zoo"),
        ("Team 2", "team 3", "Team 10"),
        ("Straßenbau", "Strategie"),
        ("Łukasz", "Øyvind", "Paul"),
        ("أمل", "آمنة", "إيمان", "بدر"),
    ],
)
def test_names_stand_where_people_look_for_them(names: tuple[str, ...]) -> None:
    assert tuple(sorted(set(names), key=name_key)) == names


def test_names_that_differ_only_in_accents_have_an_order() -> None:
    assert sorted(["José", "Jose"], key=name_key) == sorted(["Jose", "José"], key=name_key)


def test_folded() -> None:
    assert [folded(name) for name in ("Ångström", "STRASSE", "مُحَمَّد")] == ["angstrom", "strasse", "محمد"]
