"""Colours are read as CSS means them, and what is none is told how one is written."""

import pytest

from okrsite.loading.colours import NAMES, NotAColour, contrast, parse_colour


@pytest.mark.parametrize(
    ("written", "css"),
    [
        ("#FFF", "#ffffff"),
        ("#1c6a6f", "#1c6a6f"),
        (" Teal ", "#008080"),
        ("rgb(28 106 111)", "#1c6a6f"),
        ("rgb(28, 106, 111)", "#1c6a6f"),
        ("rgb(100% 0% 50%)", "#ff0080"),
        ("hsl(120deg 100% 25%)", "#008000"),
        ("hsl(-240, 100%, 50%)", "#00ff00"),
        ("hsla(0 0% 50%)", "#808080"),
        ("oklch(0.628 0.2577 29.23)", "#ff0000"),
        ("oklch(100% 0 0)", "#ffffff"),
        ("rebeccapurple", "#663399"),
    ],
)
def test_a_colour(written: str, css: str) -> None:
    assert parse_colour(written).css == css


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("1c6a6f", 'Put a `#` before it, and quotes around it: `"#1c6a6f"`'),
        ("#1c6a6f80", "can't be seen through"),
        ("transparent", "can't be seen through"),
        ("rgba(1, 2, 3, 0.5)", "leave its last figure out"),
        ("hsl(1 2% 3% / 50%)", "leave its last figure out"),
        ("rgb(1 2)", "`rgb` takes three figures, like `rgb(28 106 111)`"),
        ("hsl(1 2 3)", "`hsl` takes three figures"),
        ("rgb(1% 2 3)", "`rgb` takes three figures"),
        ("blurple", "Write it like `#1c6a6f`"),
        ("var(--x)", "Write it like"),
        ("#fff; } body { display: none", "Write it like"),
    ],
)
def test_no_colour(written: str, says: str) -> None:
    with pytest.raises(NotAColour) as caught:
        parse_colour(written)
    assert says in str(caught.value)


def test_there_are_as_many_names_as_css_has() -> None:
    assert len(NAMES) == 148
    assert all(parse_colour(name).css == f"#{digits}" for name, digits in NAMES.items())


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("black", "white", 21),
        ("white", "white", 1),
        ("#777777", "white", 4.48),  # the grey that just fails
        ("#767676", "white", 4.54),
        ("#0000ff", "white", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    first, second = parse_colour(one), parse_colour(other)
    assert contrast(first, second) == contrast(second, first) == pytest.approx(ratio, abs=0.01)
