"""RICE, worked out by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Build = Callable[..., Any]

SCORES = [
    # the factors, reach x impact x confidence / effort
    ("reach: 400, impact: 2, confidence: 80%, effort: 4", "160"),
    ("reach: 1.2k people, impact: 0.25, confidence: 0.5, effort: 2 months", "75"),
    ("reach: 10, impact: 3, confidence: 100%, effort: 0.5", "60"),
    ("reach: 10, impact: 3, confidence: 0%, effort: 1", "0"),
]


@pytest.mark.parametrize(("factors", "score"), SCORES)
def test_rice(company: Build, factors: str, score: str) -> None:
    built = company(
        {
            "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, to: 3}]\ninitiatives:\n"
            f"  - {{title: A, for: k, rice: {{{factors}}}}}\n"
            f"  - {{title: B, rice: {{{factors}}}}}\n"
            "  - {title: C, for: k}\n"
        }
    )
    (objective,) = built.loaded.portfolio.objectives
    serving, idle, unscored = objective.initiatives
    assert serving.score == Decimal(score)
    assert idle.score == 0, "what serves no key result has no impact"
    assert unscored.score is None
