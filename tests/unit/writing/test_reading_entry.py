"""What a check-in asks about each key result, and which answers fit."""

from collections.abc import Callable
from typing import Any

import pytest

from okrsite.rules.rule import Facts
from okrsite.writing.files import WritingError
from okrsite.writing.reading_entry import Asked, asked, confidence_field, progress_text, reading_field

OBJECTIVE = """
title: Onboarding
key_results:
  - {id: activation, title: Setup on day one, from: 42%, to: 65%}
  - {id: latency, title: Fast, unit: ms (p95), from: 250, to: 120}
  - {id: cost, title: Costs, at_most: $120}
  - id: crm
    title: The CRM
    milestones: [tool chosen, "Trained, all", data imported]
  - {id: soc2, title: A report, binary: true}
  - {id: trust, title: Trust}
  - {id: gone, title: Gone, from: 1, to: 2, dropped: 2026-10-20, because: reasons}
"""

CHECK_IN = """
key_results:
  onboarding#activation: {value: 47%, confidence: 7}
  onboarding#crm: {done: 1}
  onboarding#soc2: {done: true}
"""


@pytest.fixture
def questions(company: Callable[..., Any]) -> dict[str, Asked]:
    made = company(
        {"2026-Q4/growth/onboarding.md": OBJECTIVE, "2026-Q4/growth/checkins/2026-11-02.md": CHECK_IN}
    )
    facts = Facts(
        portfolio=made.loaded.portfolio,
        alignment=made.alignment,
        readings=made.readings,
        scores=made.scores,
    )
    (objective,) = facts.portfolio.objectives
    return {ask.key_result.id: ask for ask in asked(facts, objective, "growth")}


def test_what_is_asked(questions: dict[str, Asked]) -> None:
    assert list(questions) == ["activation", "latency", "cost", "crm", "soc2", "trust"]
    activation = questions["activation"]
    assert activation.key == "onboarding#activation"
    assert activation.promise == "Setup on day one (from 42% to 65%)"
    # On 20 November 51 of 92 days have passed: 42 + 23 * 51 / 92 = 54.75.
    assert activation.before == "was 47% on 2 Nov 2026, confidence 7; 55% would be on pace"
    assert questions["latency"].before == "no reading yet; 178 ms (p95) would be on pace"  # 250 - 130 * 51/92
    assert questions["cost"].before == "no reading yet"
    assert questions["crm"].before == "was 1 of 3 on 2 Nov 2026; 2 of 3 would be on pace"  # 3 * 51/92 = 1.7
    assert questions["trust"].before == "no reading yet; 0.6 would be on pace"  # 51/92 = 0.55
    assert [id for id, ask in questions.items() if ask.done] == ["soc2"]


@pytest.mark.parametrize(
    ("id", "text", "line"),
    [
        ("activation", "49%", "value: 49%"),
        ("activation", "49", "value: 49%"),
        ("latency", "180", "value: 180"),
        ("cost", "118", "value: $118"),
        ("cost", "$1,118", "value: $1,118"),
        ("crm", "2", "done: 2"),
        ("crm", "TOOL chosen", "done: tool chosen"),
        ("crm", "trained, all", "done: Trained, all"),
        ("crm", "data imported, tool chosen", "done: \n  - data imported\n  - tool chosen"),
        ("soc2", "yes", "done: true"),
        ("soc2", "no", "done: false"),
        ("soc2", "60", "chance: 60%"),
        ("soc2", "60%", "chance: 60%"),
        ("trust", "0.4", "score: 0.4"),
    ],
)
def test_answers_that_fit(questions: dict[str, Asked], id: str, text: str, line: str) -> None:
    assert reading_field(questions[id], text) == line


@pytest.mark.parametrize(
    ("id", "text", "why"),
    [
        ("activation", "about half", "is no number"),
        ("activation", "3 days", "is in `days`, but the key result is in `%`"),
        ("crm", "4", "There are 3 milestones"),
        ("crm", "tool bought", "There is no milestone `tool bought`"),
        ("soc2", "maybe", "a chance from 0% to 100%"),
        ("soc2", "101%", "a chance from 0% to 100%"),
        ("soc2", "0.6", "write 60%"),
        ("trust", "4", "a score from 0.0 to 1.0"),
        ("trust", "40%", "a score from 0.0 to 1.0"),
    ],
)
def test_answers_that_do_not_fit(questions: dict[str, Asked], id: str, text: str, why: str) -> None:
    with pytest.raises(WritingError, match=why):
        reading_field(questions[id], text)


def test_confidence_is_a_whole_number_to_ten() -> None:
    assert confidence_field("7") == "confidence: 7"
    assert confidence_field("10/10") == "confidence: 10"
    for text in ("11", "-1", "6.5", "high", "７"):
        with pytest.raises(WritingError, match="from 0"):
            confidence_field(text)


def test_an_answer_says_what_it_means(questions: dict[str, Asked]) -> None:
    assert progress_text(questions["activation"], "value: 53.5%") == "50% of the way"
    assert progress_text(questions["cost"], "value: $120") == "within the limits"
    assert progress_text(questions["cost"], "value: $121") == "outside the limits"
    assert progress_text(questions["crm"], "done: 2") == ""
