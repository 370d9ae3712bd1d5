"""What counts as a word, and when two words are the same. `tests/browser/test_search.py` holds the browser's
part against this one."""

import pytest
from hypothesis import given, strategies as st

from okrsite.exchange.search.words import LONGEST, surfaces, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("Straße", "strasse"),
        ("Größe", "grosse"),
        ("naïve façade", "Naive Facade"),
        ("Łódź", "lodz"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("ﬁrst", "first"),
        ("أهداف", "اهداف"),
        ("هَدَفٌ", "هدف"),
        ("الهدف", "هدف"),
        ("٤٢", "42"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("Cafe\u0301", "Caf\u00e9"),
    ],
)
def test_spellings_of_a_word_are_one(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't 2026-Q4_x, 42%!", ["don", "t", "2026", "q4", "x", "42"]),
        ("重要目标", ["重要", "要目", "目标", "标"]),
        ("OKR目标 x", ["okr", "目标", "标", "x"]),
        ("한국어 목표", ["한국어", "목표"]),
        ("ガス", ["ガス", "ス"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("a" * 90, ["a" * LONGEST]),
        ("… – !", []),
        ("", []),
        ("\u0301", []),
    ],
)
def test_what_counts_as_a_word(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(st.text())
def test_words_do_not_depend_on_capitals_or_what_is_around_them(text: str) -> None:
    for token in tokens(text):
        assert token
        assert len(token) <= LONGEST
        assert token == token.strip()
    assert tokens(f"  {text} ") == tokens(text)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_texts_take_a_short_way_to_the_same(text: str) -> None:
    assert surfaces(text) == surfaces(f"{text} é")[:-1]
