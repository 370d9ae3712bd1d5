"""Titles of a large company are judged by several processes, which changes nothing but the time."""

from collections.abc import Callable, Container
from typing import Any

import pytest

from okrsite.rules import _statements, runner
from okrsite.rules.rule import Facts
from okrsite.spreading import WorkerError

TITLES = (
    "Launch the quick app",
    "Customers trust us",
    "Set up a new handbook",
    "Ship 20 features",
    "Reply to 90% of letters in a day",
    "Logistics",
)


KEY_RESULTS = "".join(
    f"- {{id: k{at}, title: {title}}}\n- {{id: m{at}, title: {title}, from: 2, to: 9}}\n"
    for at, title in enumerate(TITLES)
)
FILES = {
    f"2026-Q4/growth/o{at}.md": f"title: {title}\nkey_results:\n{KEY_RESULTS}"
    for at, title in enumerate(TITLES)
}


def test_several_processes_find_what_one_finds(
    company: Callable[..., Any], judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = company(FILES).check(coaching=True)
    assert {"key-result-as-task", "objective-as-task"} <= {found.rule for found in alone}
    judged.clear()
    monkeypatch.setattr(_statements, "processes", lambda _: 3)
    monkeypatch.setattr(_statements, "BATCH", 1)

    def ahead(facts: Facts, awake: Container[str]) -> None:
        _statements.judge_ahead(facts, awake)
        judged.clear()  # of what follows nothing is left to judge

    monkeypatch.setattr(runner, "judge_ahead", ahead)
    assert company(FILES).check(coaching=True) == alone
    assert judged == []


def test_a_process_that_is_ended_from_outside_leaves_its_titles_to_the_rules(
    company: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = company(FILES).check(coaching=True)

    def ended(*_: object) -> None:
        raise WorkerError("ended")

    monkeypatch.setattr(_statements, "processes", lambda _: 3)
    monkeypatch.setattr(_statements, "spread", ended)
    assert company(FILES).check(coaching=True) == alone
