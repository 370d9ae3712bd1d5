"""Initiatives below the key results that they serve, with their hypothesis as a sentence."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from okrsite.model.objective import Rice
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.initiatives import in_running_text, rice_text
from okrsite.views.objective import ObjectiveView, objective_view
from okrsite.views.parts import InitiativeRow

Build = Callable[..., tuple[Company, Cards]]


def page(views: Build, key_results: str, initiatives: str, body: str = "") -> ObjectiveView:
    text = f"---\ntitle: T\nkey_results: [{key_results}]\ninitiatives: [{initiatives}]\n---\n{body}\n"
    company, cards = views({"2026-Q4/growth/o.md": text})
    return objective_view(company, cards, company.objectives["2026-Q4/growth/o"])


def sentence(row: InitiativeRow) -> str:
    return "".join(f"*{phrase.text}*" if phrase.strong else phrase.text for phrase in row.belief)


WHO = "who: New account admins, does: finish guided setup within a day"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            f"from: 42%, to: 65%, {WHO}",
            "We believe that *Connector* will get *new account admins* to *finish guided setup within a "
            "day*: from 42% to 65%.",
        ),
        ("from: 42%, to: 65%", "We believe that *Connector* will move *Setup*: from 42% to 65%."),
        (
            "from: 42%, to: 65%, who: New account admins",
            "We believe that *Connector* will move *Setup*: from 42% to 65%.",
        ),
        ("to: 65%", "We believe that *Connector* will move *Setup*: to 65%."),
        (
            f"at_most: $120, {WHO}",
            "We believe that *Connector* will keep within its limits: *Setup*, at most $120.",
        ),
        (
            "milestones: [one, two]",
            "We believe that *Connector* will bring us through *Setup*: 2 milestones.",
        ),
        ("binary: true", "We believe that *Connector* will make this true: *Setup*."),
        (
            f"binary: true, {WHO}",
            "We believe that *Connector* will get *new account admins* to *finish guided setup within a "
            "day*.",
        ),
        ("owner: Ada", "We believe that *Connector* will move *Setup*, by the team’s own score."),
    ],
)
def test_a_hypothesis_is_a_sentence(views: Build, fields: str, expected: str) -> None:
    made = page(
        views,
        f"{{id: a, title: Setup, {fields}}}",
        "{title: Connector, for: a, hypothesis: It is easy.}",
        "What new customers need.",
    )
    row = made.key_results[0].initiatives[0]
    assert sentence(row) == expected
    assert row.because == "It is easy."


def test_an_initiative_stands_in_full_below_the_first_that_it_serves(views: Build) -> None:
    made = page(
        views,
        "{id: a, title: A, from: 1, to: 2}, {id: b, title: B, from: 1, to: 2}",
        "{title: Connector, for: [b, a], rice: {reach: 400, impact: 2, confidence: 80%, effort: 3}}",
    )
    short, full = (row.initiatives[0] for row in made.key_results)
    assert (full.under, full.rice, [link.text for link in full.also]) == (
        None,
        "400 × 2 × 80% ÷ 3 = 213",
        ["A"],
    )
    assert short.under is not None
    assert (short.under.text, short.belief, short.rice) == ("B", (), "")
    assert made.initiatives == ()


def test_one_that_serves_nothing_stands_apart_and_scores_nothing(views: Build) -> None:
    made = page(
        views,
        "{id: a, title: A, from: 1, to: 2}",
        "{title: Colours, hypothesis: Nicer., rice: {reach: 400, impact: 2, confidence: 80%, effort: 3}}",
    )
    assert made.key_results[0].initiatives == ()
    assert [(row.title, row.rice, row.belief) for row in made.initiatives] == [
        ("Colours", "400 × 0 × 80% ÷ 3 = 0", ())
    ]


@pytest.mark.parametrize(
    ("rice", "text"),
    [
        (("12000", "0.25", "0.5", "3"), "12,000 × 0.25 × 50% ÷ 3 = 500"),
        (("5", "1", "0.8", "3"), "5 × 1 × 80% ÷ 3 = 1.33"),
        (("0", "1", "0.8", "3"), "0 × 1 × 80% ÷ 3 = 0"),
        (("91", "1", "0.5", "1"), "91 × 1 × 50% ÷ 1 = 45.5"),
        (("0.01", "1", "0.5", "8"), "0.01 × 1 × 50% ÷ 8 = 0.000625"),
        (
            ("9" * 24, "1", "1", "0.000001"),
            "999,999,999,999,999,999,999,999 × 1 × 100% ÷ 0.000001 = 999,999,999,999,999,999,999,999,000,000",
        ),
    ],
)
def test_rice_is_worked_out(rice: tuple[str, str, str, str], text: str) -> None:
    reach, impact, confidence, effort = map(Decimal, rice)
    made = Rice(reach=reach, impact=impact, confidence=confidence, effort=effort)
    assert rice_text(made, serves=True) == text


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("Families who joined", "families who joined"),
        ("Utrecht families", "Utrecht families"),
        ("HR managers", "HR managers"),
        ("A family", "a family"),
        ("new admins", "new admins"),
        ("50 admins", "50 admins"),
    ],
)
def test_names_and_abbreviations_keep_their_capitals(who: str, text: str) -> None:
    assert in_running_text(who, {"families", "a", "hr"}.__contains__) == text
