"""What pages ask of a company is on the tape, and can be put to the company of another day."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsite.building.digests import Digests
from okrsite.building.pipeline import check_content, published_company
from okrsite.model.cycle import CycleState
from okrsite.views.asked import CALL, FREE, MISSING, PARTS, Answers, AskedMapping, Tape, asked, tape_of
from okrsite.views.cards import Cards
from okrsite.views.company import Company

FILES = {
    "2026-Q4/growth/o.md": "title: Grow\nowner: Ada\nkey_results: [{id: a, title: A, from: 1, to: 2}]",
    "2026-Q4/product/p.md": "title: Make\nparent: growth/o",
}
GROW, MAKE = "2026-Q4/growth/o", "2026-Q4/product/p"


@pytest.fixture
def whole(tmp_path: Path, company: Callable[..., Any]) -> Company:
    company(FILES)
    return published_company(check_content(tmp_path, today=date(2026, 11, 20)), tmp_path)


def answer(company: Company, question: Any, others: Mapping[str, Any] | None = None) -> Any:
    return Answers(company, others or {}).to(question)


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def shown(whole: Company, tape: Tape) -> Company:
    return asked(whole, tape)


@pytest.mark.parametrize(
    ("ask", "questions"),
    [
        (lambda c: c.scores[GROW], {("scores", GROW)}),
        (lambda c: c.scores.get("none"), {("scores", "none")}),
        (lambda c: "none" in c.scores, {("scores", "none")}),
        (lambda c: list(c.scores), {("scores",)}),
        (lambda c: len(c.scores), {("scores",)}),
        (lambda c: dict(c.scores.items()), {("scores",)}),
        (lambda c: list(c.scores.values()), {("scores",)}),
        (lambda c: c.tree, {("tree",)}),
        (lambda c: c.portfolio.objectives, {("portfolio.objectives",)}),
        (lambda c: c.alignment.children.get(GROW), {("alignment.children", GROW)}),
        (lambda c: c.alignment.directory.objectives[GROW], {("alignment.directory.objectives", GROW)}),
        (lambda c: c.state("2026-Q4"), {("state()", "2026-Q4")}),
        (lambda c: list(c.owners), {("owners",)}),
        (lambda c: len(c.owners), {("owners",)}),
        (lambda c: bool(c.owners), {("owners",)}),
        (lambda c: c.owners.url("Ada"), {("owners.url()", "Ada")}),
        (lambda c: (c.portfolio.today, c.portfolio.settings, c.content_path, c.as_of), set()),
    ],
)
def test_a_question_is_on_the_tape_and_has_the_same_answer(
    whole: Company, shown: Company, tape: Tape, ask: Callable[[Company], object], questions: set[Any]
) -> None:
    with tape.listening() as heard:
        found = ask(shown)
    assert found == ask(whole)
    assert heard == questions
    for question in heard:
        assert answer(whole, question) is not MISSING or question[-1] == "none"


def test_what_is_handed_over_is_named_by_its_id(whole: Company, shown: Company, tape: Tape) -> None:
    team = whole.teams["growth"]
    with tape.listening() as heard:
        assert shown.has_ended(team) == whole.has_ended(team)
    (question,) = heard
    assert question == ("has_ended()", ("teams", "growth", "@"))
    assert answer(whole, question) is False
    assert answer(whole, ("has_ended()", ("teams", "gone", "@"))) == MISSING


def test_nobody_listens(shown: Company) -> None:
    assert shown.state("2026-Q4") is CycleState.ACTIVE  # and nothing is kept
    assert tape_of(shown) is not tape_of(asked(shown, Tape()))


def test_whoever_takes_what_is_kept_has_asked_for_it(shown: Company, tape: Tape) -> None:
    cards = Cards(shown)
    with tape.listening() as first:
        cards.objective(shown.objectives[MAKE])
    with tape.listening() as second:
        cards.objective(shown.objectives[MAKE])
    assert first == second > {("alignment.parents", MAKE)}


def test_an_inner_listener_keeps_what_it_hears(tape: Tape) -> None:
    with tape.listening() as outer:
        tape.put(("a",))
        with tape.listening() as inner:
            tape.put(("b",))
        with pytest.raises(ValueError, match="no"), tape.listening():
            raise ValueError("no")
        tape.put(("c",))
    tape.put(("d",))
    assert (outer, inner) == ({("a",), ("c",)}, {("b",)})


def test_scores_that_somebody_works_out(shown: Company, tape: Tape) -> None:
    with tape.listening() as heard:
        other = shown.with_scores({GROW: shown.scores[MAKE]})
        assert other.scores[GROW] is shown.scores[MAKE]
    assert heard == {("scores", MAKE), ("scores", GROW)}


def test_others_are_asked_by_name(whole: Company, tape: Tape) -> None:
    pages = AskedMapping({"a": "b"}, "pages", tape)
    with tape.listening() as heard:
        assert pages["a"] == "b" and pages.get("c") is None
    assert [answer(whole, question, {"pages": {"a": "z"}}) for question in sorted(heard, key=str)] == [
        "z",
        MISSING,
    ]


@pytest.mark.parametrize(
    "question",
    [
        ("state()", "2025-Q1"),
        ("state()",),
        ("nowhere",),
        ("nowhere.at_all()", 1),
        ("scores", []),
        ("__class__",),
        ("scores.__class__",),
        ("portfolio.__class__.__init__.__globals__", "sys"),
        ("content_path.format()", "a"),
        ("changes.past.repository.run()", "gc"),
        ("state()", ("__class__", "a", "@")),
        (7,),
    ],
)
def test_what_cannot_be_asked_reaches_nothing(whole: Company, question: Any) -> None:
    if question == ("scores", []):
        assert answer(whole, question) == MISSING
    assert answer(whole, question, {"site": object()}) == MISSING


def test_free_answers_and_parts_are_there(whole: Company) -> None:
    for path in FREE | (PARTS - {"journal"}):
        assert answer(whole, (path,)) is not MISSING or path in PARTS, path
    assert not any(path.endswith(CALL) for path in FREE | PARTS)


def test_names_of_equal_values_are_equal_and_of_others_are_not(tmp_path: Path, whole: Company) -> None:
    again = published_company(check_content(tmp_path, today=date(2026, 11, 20)), tmp_path)
    one, two = Digests(), Digests()
    for path in ("objectives", "teams", "cycles", "scores", "by_team", "owners", "tree", "paces", "hues"):
        assert one.of(answer(whole, (path,))) == two.of(answer(again, (path,))), path
    values = [
        1,
        "1",
        b"1",
        None,
        (1,),
        ("1",),
        [1],
        {1: 2},
        {2: 1},
        whole.objectives[GROW],
        whole.objectives[MAKE],
    ]
    assert len({one.of(value) for value in values}) == len(values)


def test_sets_have_names_whatever_their_order() -> None:
    assert Digests().of(frozenset("abcdef")) == Digests().of(frozenset("fedcba"))


def test_what_has_no_name_is_never_the_same() -> None:
    assert Digests().of(lambda: 1) != Digests().of(lambda: 1)
