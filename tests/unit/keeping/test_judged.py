"""A text is judged once, and what was judged of texts that are gone is forgotten."""

import pytest

from okrsite.keeping import judged as keeping_judged
from okrsite.keeping.judged import Judged

Words = tuple[str, str] | None


class Judge:
    """Finds the capitals of a text, and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def judge(self, judged: Judged, text: str, asked: str = "capitals") -> Words:
        def find() -> Words:
            self.asked.append(text)
            found = [word for word in text.split() if word.isupper()]
            return (found[0], found[-1]) if found else None

        return judged.of(asked, text, find, str, str, nothing=True)


def test_a_text_is_judged_once() -> None:
    judge, judged = Judge(), Judged()
    assert [judge.judge(judged, text) for text in ("a B C", "a", "a B C", "a")] == [("B", "C"), None] * 2
    assert judge.asked == ["a B C", "a"]


def test_what_is_asked_differs() -> None:
    judge, judged = Judge(), Judged()
    judge.judge(judged, "a B", "capitals")
    judge.judge(judged, "a B", "capitals in English")
    assert judge.asked == ["a B"] * 2


def test_an_earlier_run_spares_a_later_one() -> None:
    judge, first = Judge(), Judged()
    for text in ("a B", "a", "gone"):
        judge.judge(first, text)
    judge.asked.clear()
    later = Judged(first.used)
    assert [judge.judge(later, text) for text in ("a B", "a", "new")] == [("B", "B"), None, None]
    assert judge.asked == ["new"]
    assert later.used == {"capitals": {"a B": ("B", "B"), "a": None, "new": None}}


def test_nothing_is_to_be_kept_where_it_is_what_was_kept() -> None:
    judge, first = Judge(), Judged()
    judge.judge(first, "a B")
    later = Judged(first.used)
    judge.judge(later, "a B")
    assert later.used is None
    judge.judge(later, "b")
    assert later.used is not None


@pytest.mark.parametrize(
    "kept",
    [
        7,
        [],
        {"capitals": []},
        {"capitals": {"a B": "B"}},
        {"capitals": {"a B": (7,)}},
        {"capitals": {"a B": ["B"]}},
    ],
)
def test_what_is_no_judgement_is_as_if_it_were_not_there(kept: object) -> None:
    judge, judged = Judge(), Judged(kept)
    assert judge.judge(judged, "a B") == ("B", "B")
    assert judge.asked == ["a B"]


def test_where_something_is_always_found_nothing_is_as_if_it_were_not_there() -> None:
    judged = Judged({"length": {"a": None, "b": (1,)}})
    assert [judged.of("length", text, lambda: (9,), int) for text in ("a", "b")] == [(9,), (1,)]


def test_whoever_works_for_long_forgets_what_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_judged, "MOST", 3)
    judge, judged = Judge(), Judged()
    for text in "abcdefgh":
        assert judge.judge(judged, text) is None
    assert [judged.knows("capitals", text) for text in "abcdefgh"] == [False] * 3 + [True] * 5
    judge.asked.clear()
    for text in "dhe":
        judge.judge(judged, text)
    assert judge.asked == []
