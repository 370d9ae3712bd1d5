"""Lines, and columns as editors count them."""

import pytest
from hypothesis import given, strategies

from okrsite.language_server.lines import Encoding, column, lines_of, newline_of, units, whole

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


def test_lines_end_as_in_the_protocol() -> None:
    assert lines_of("a\nb\r\nc\rd") == ["a", "b", "c", "d"]
    assert lines_of("a\u2028b\x0cc\x85d\n") == ["a\u2028b\x0cc\x85d", ""]
    assert lines_of("\ufeff---") == ["---"]
    assert lines_of("") == [""]
    assert (newline_of("a\r\nb"), newline_of("a\nb"), newline_of("")) == ("\r\n", "\n", "\n")


@pytest.mark.parametrize(
    ("encoding", "counted"),
    [("utf-8", [0, 1, 3, 7, 8]), ("utf-16", [0, 1, 2, 4, 5]), ("utf-32", [0, 1, 2, 3, 4])],
)
def test_columns(encoding: Encoding, counted: list[int]) -> None:
    assert [units("aé🚐b", at, encoding) for at in range(5)] == counted
    assert [column("aé🚐b", unit, encoding) for unit in counted] == [0, 1, 2, 3, 4]


def test_columns_that_are_not_there() -> None:
    assert column("aé🚐b", 3, "utf-16") == 2  # in the midst of the bus
    assert column("abc", 99, "utf-16") == 3
    assert column("é", 99, "utf-16") == 1
    assert column("abc", -1, "utf-16") == 0
    assert column("", 0, "utf-8") == 0
    assert units("ab", 99, "utf-16") == 2
    assert units("ab", -5, "utf-16") == 0


@given(strategies.text(strategies.characters(exclude_categories=("Cs",))), strategies.sampled_from(ENCODINGS))
def test_there_and_back(line: str, encoding: Encoding) -> None:
    for at in range(len(line) + 1):
        assert column(line, units(line, at, encoding), encoding) == at


def test_halves_of_characters_are_replaced_by_something_as_long() -> None:
    assert whole("a\ud83db\udc00") == "a\ufffdb\ufffd"
    assert whole("a🚐b") == "a🚐b"
