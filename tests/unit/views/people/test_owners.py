"""Owners: which names are one person's, and what their pages are called."""

import re

import pytest
from hypothesis import given, strategies as st

from okrsite.building.site_paths import SitePaths
from okrsite.views.people.owners import Owners, person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Chen", "ada chen"),
        ("Ada Chen", "  Ada \u00a0 Chen "),
        ("Théo Marchand", "The\u0301o Marchand"),
        ("Hans Groß", "HANS GROSS"),
        ("Ａda", "Ada"),
    ],
)
def test_spellings_of_one_person(one: str, other: str) -> None:
    owners = Owners([one, other, one])
    assert len(owners) == 1
    assert owners.url(one) == owners.url(other) != ""
    assert [owner.name for owner in owners] == [" ".join(one.split())]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ada Chen", "ada-chen"),
        ("Théo Marchand", "theo-marchand"),
        ("Samira El Amrani", "samira-el-amrani"),
        ("Søren Ærø", "soren-aero"),
        ("O’Neil, J. (Growth)", "o-neil-j-growth"),
        ("<script>", "script"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_of_pages(name: str, slug: str) -> None:
    assert [owner.slug for owner in Owners([name])] == [slug]
    assert Owners([name]).url(name) == f"people/{slug}.html"


@pytest.mark.parametrize("name", ["王伟", "Иван Петров", "مريم", "???", "Index", "con", "x" * 300])
def test_names_without_latin_letters_and_taken_ones_carry_a_mark(name: str) -> None:
    (owner,) = Owners([name])
    assert re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{6}", owner.slug)
    assert len(owner.slug) < 80


def test_people_whose_letters_are_alike_keep_apart() -> None:
    names = ["Jose Ruiz", "José Ruiz", "Anne-Marie", "Anne Marie", "Ив", "Из"]
    slugs = {owner.name: owner.slug for owner in Owners(names)}
    assert len(set(slugs.values())) == len(names)
    assert slugs["Jose Ruiz"] == "jose-ruiz"
    alone = {owner.name: owner.slug for owner in Owners([*names[:2], "Zoe"])}
    assert alone["José Ruiz"] == slugs["José Ruiz"]


def test_nobody_has_no_page() -> None:
    owners = Owners(["", "  ", "Ada"])
    assert len(owners) == 1
    assert owners.url("") == owners.url("Bob") == ""


def test_they_stand_in_the_order_of_names() -> None:
    names = ["Zoe", "émile", "Ada", "Frank"]
    assert [owner.name for owner in Owners(names)] == ["Ada", "émile", "Frank", "Zoe"]


@given(st.lists(st.text(max_size=30), max_size=12))
def test_any_names_give_addresses_that_a_file_system_can_hold(names: list[str]) -> None:
    owners = Owners(names)
    paths = SitePaths()
    for owner in owners:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", owner.slug)
        paths.claim(owner.url)
    assert {owner.key for owner in owners} == {person_key(name) for name in names} - {""}
    again = {owner.key: owner.slug for owner in Owners(reversed(names))}
    assert again == {owner.key: owner.slug for owner in owners}
