"""Numbers as few letters, read back as the browser reads them."""

from hypothesis import given, strategies as st
from index_reading import column, read_numbers, read_rising, read_steps

from okrsite.exchange.search.packing import LETTERS, numbers, rising, steps, texts

ANY = st.integers(min_value=0, max_value=2**31 - 1)


def test_no_letter_needs_an_escape() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 91
    assert not set(LETTERS) & set('"\\ \n')


@given(st.lists(ANY))
def test_numbers_come_back(values: list[int]) -> None:
    assert read_numbers(numbers(values)) == values


@given(st.sets(ANY))
def test_rising_numbers_come_back(values: set[int]) -> None:
    assert read_rising(rising(sorted(values))) == sorted(values)


@given(st.lists(st.integers(min_value=0, max_value=2**30)))
def test_steps_come_back(values: list[int]) -> None:
    assert read_steps(steps(values)) == values


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\n")), min_size=1))
def test_texts_come_back(values: list[str]) -> None:
    assert column(texts(values)) == values


def test_what_is_next_takes_one_letter() -> None:
    assert len(numbers(range(60))) == 60
    assert len(steps(range(1000))) == 1000
