"""The guide's examples are content without a fault, and its figures are what okrsite makes of them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from documents import GUIDE, GUIDE_SECTIONS, SURROUNDINGS, TODAY, examples, said, write

from okrsite.building.report import Checked
from okrsite.model.cycle import Cycle
from okrsite.prose.html import to_html
from okrsite.scoring.discipline import Discipline, discipline
from okrsite.scoring.grading import Outcome, outcome
from okrsite.scoring.progress import moved
from okrsite.settings import Cadence, Grades
from okrsite.views.initiatives import rows_below
from okrsite.views.parts import Link
from okrsite.views.rounding import hundredths
from okrsite.views.words import percent_text

ONBOARDING = "2026-Q4/growth/onboarding"
KINDS = GUIDE_SECTIONS["Key results: five kinds"]
PACE = GUIDE_SECTIONS["Pace and status"]


@pytest.fixture(scope="module")
def guide_company(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The guide's examples as one company."""
    return write(tmp_path_factory.mktemp("guide"), SURROUNDINGS | examples())


def test_examples_of_the_guide_pass(guide_company: Checked) -> None:
    assert len(examples()) == 10
    # What the example's settings turn off, and its objective allows, is left; it is all there is.
    assert said(guide_company) == []


def test_what_the_guides_objective_allows_is_needed(guide_company: Checked) -> None:
    allowed = {d.rule for d in guide_company.diagnostics if d.allowed}
    assert allowed == {"key-result-count", "key-result-without-number"}


def test_progress_in_the_guide_is_right(guide_company: Checked) -> None:
    score = guide_company.facts.scores[ONBOARDING]
    figures = {
        id: percent_text(one.progress) for id, one in score.key_results.items() if one.progress is not None
    }
    assert figures == {
        "activation": "22%",
        "handling": "50%",
        "cac": "100%",
        "crm": "67%",
        "soc2": "0%",
        "trust": "40%",
    }
    for id, figure in figures.items():
        assert re.search(rf"^> {id}\b[^>]*{figure}$", KINDS, re.MULTILINE)
    assert score.progress is not None
    assert percent_text(score.progress) == "38%"
    assert "÷ 6 = 38%" in KINDS


def test_pace_in_the_guide_is_right(guide_company: Checked) -> None:
    pace = guide_company.facts.paces[ONBOARDING]
    expected = {
        id: percent_text(one.expected) for id, one in pace.key_results.items() if one.expected is not None
    }
    assert expected == {"activation": "55%", "handling": "33%", "crm": "55%", "trust": "55%"}
    # As on the pages: what is printed less what is printed.
    score = guide_company.facts.scores[ONBOARDING].key_results
    behind = {
        id: hundredths(one.expected, 0) - hundredths(score[id].progress or Decimal(0), 0)
        for id, one in pace.key_results.items()
        if one.expected is not None
    }
    assert behind == {"activation": 33, "handling": -17, "crm": -12, "trust": 15}
    for line in (
        "> activation: 22%, expected 55%: 33 points behind",
        "> handling: 50%, expected 33%: 17 points ahead",
        "> crm, 67% where 55% is expected: on track",
        "> trust, 15 points behind: at risk",
    ):
        assert f"{line}\n" in PACE
    assert {id: one.status for id, one in pace.key_results.items()} == {
        "activation": "off track",
        "handling": "on track",
        "cac": "on track",
        "crm": "on track",
        "soc2": "at risk",
        "trust": "at risk",
    }
    for id, one in pace.key_results.items():
        assert re.search(rf"^> {id}, .*: {one.status}$", PACE, re.MULTILINE)
    assert pace.status == "off track"
    assert pace.weakest == ("activation",)
    assert [id for id, one in pace.key_results.items() if one.differs] == ["handling"]
    assert pace.key_results["handling"].stated == "at risk"


def test_rice_in_the_guide_is_right(guide_company: Checked) -> None:
    (initiative,) = guide_company.facts.directory.objectives[ONBOARDING].initiatives
    assert initiative.score is not None
    assert round(initiative.score) == 213  # 400 x 2 x 0.8 / 3 = 640 / 3
    assert "> connector: 400 × 2 × 80% ÷ 3 = 213\n" in GUIDE_SECTIONS["Initiatives"]


def test_the_hypothesis_in_the_guide_is_what_the_page_says(guide_company: Checked) -> None:
    objective = guide_company.facts.directory.objectives[ONBOARDING]
    (row,) = rows_below(
        objective, objective.key_results[0], lambda k: Link(text=k.title, url=""), lambda word: word == "new"
    )
    sentence = "".join(f"**{part.text}**" if part.strong else part.text for part in row.belief)
    shown = re.sub(r"(?<=\S)\n> ", " ", GUIDE_SECTIONS["Initiatives"])
    assert f"> {sentence}\n" in shown
    assert sentence.startswith("We believe that **A directory connector** will get ")


def test_check_ins_in_the_guide_are_counted_right() -> None:
    quarter = Cycle(id="2026-Q4", title="", starts=date(2026, 10, 1), ends=date(2026, 12, 31))
    days = (date(2026, 10, 13), date(2026, 11, 3), date(2026, 11, 13))
    found = discipline(quarter, days, Cadence(days=14), TODAY)
    assert found == Discipline(on_time=3, late=1, missed=0)
    assert "3 on time, 1 late, 0 missed\n" in GUIDE_SECTIONS["Check-ins"]


def test_outcomes_in_the_guide_are_right() -> None:
    text = GUIDE_SECTIONS["Reviews"]
    roofshot, moonshot = Grades().roofshot, Grades().moonshot
    for outcome_, words, bands in (
        ("exceeded", "above", (roofshot.exceeded, moonshot.exceeded)),
        ("delivered", "from", (roofshot.delivered, moonshot.delivered)),
        ("fell short", "from", (roofshot.fell_short, moonshot.fell_short)),
        ("failed to deliver", "below", (roofshot.fell_short, moonshot.fell_short)),
    ):
        cells = " | ".join(f"{words} {percent_text(band)}" for band in bands)
        assert f"| {outcome_} | {cells} |\n" in text
    score = moved(Decimal(42), Decimal(65), Decimal(57))
    assert percent_text(score) == "65%"
    assert outcome(score, moonshot=True, grades=Grades()) is Outcome.DELIVERED
    assert outcome(score, moonshot=False, grades=Grades()) is Outcome.FELL_SHORT
    assert "> activation, a moonshot from 42% to 65%, ends at 57%: 65%, delivered\n" in text


def test_links_of_the_guide_lead_to_its_sections() -> None:
    html = to_html(GUIDE, anchors=True)
    ids = set(re.findall(r'<h[2-4] id="([^"]+)"', html))
    linked = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert linked
    assert linked <= ids
