"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from okrsite.model.quantity import NotANumber, Quantity, canonical_unit, parse_quantity, unit_named

FORMS = [
    # written, number, unit, shown
    ("42%", "42", "%", "42%"),
    ("42 %", "42", "%", "42%"),
    ("$2.5k", "2500", "$", "$2.5k"),
    ("$ 2.5 k", "2500", "$", "$2.5k"),
    ("-$5", "-5", "$", "-$5"),
    ("5 $", "5", "$", "5$"),
    ("9 €", "9", "€", "9€"),
    ("€5M", "5000000", "€", "€5M"),
    ("5M€", "5000000", "€", "5M€"),
    ("₿1", "1", "₿", "₿1"),
    ("1,500", "1500", "", "1,500"),
    ("1,234,567.89", "1234567.89", "", "1,234,567.89"),
    ("1 500", "1500", "", "1 500"),
    ("1\u00a0500\u00a0000", "1500000", "", "1\u00a0500\u00a0000"),
    ("1\u202f500", "1500", "", "1\u202f500"),
    ("1'500", "1500", "", "1'500"),
    ("1’500", "1500", "", "1’500"),
    ("1500", "1500", "", "1500"),
    ("1.500", "1.5", "", "1.500"),
    ("1.2M", "1200000", "", "1.2M"),
    ("3 bn", "3000000000", "", "3bn"),
    ("3.5 days", "3.5", "da", "3.5 days"),
    ("1 day", "1", "da", "1 day"),
    ("3.5days", "3.5", "da", "3.5 days"),
    ("-4", "-4", "", "-4"),
    ("−4", "-4", "", "-4"),
    ("+4", "4", "", "4"),
    ("- 4", "-4", "", "-4"),
    ("0.5 pp", "0.5", "pp", "0.5 pp"),
    ("1.2m", "1.2", "m", "1.2 m"),
    ("5km", "5", "km", "5 km"),
    ("5 kB", "5", "kB", "5 kB"),
    ("5 k users", "5000", "user", "5k users"),
    ("5 m²", "5", "m²", "5 m²"),
    ("4.5/week", "4.5", "/week", "4.5/week"),
    ("$5/user", "5", "$/user", "$5/user"),
    ("012", "12", "", "012"),
    ("0", "0", "", "0"),
    ("  42%  ", "42", "%", "42%"),
]


@pytest.mark.parametrize(("written", "number", "unit", "shown"), FORMS)
def test_forms(written: str, number: str, unit: str, shown: str) -> None:
    quantity = parse_quantity(written)
    assert (quantity.number, quantity.unit, quantity.text) == (Decimal(number), unit, shown)


REFUSED = [
    ("1e3", "write it in full: 1,000"),
    ("2.5e-3 days", "write it in full: 0.0025 days"),
    ("1e400", "write it in full, like 1,500"),
    ("10-20", "a range is no number"),
    ("10 – 20%", "a range is no number"),
    ("5 to 6", "a range is no number"),
    ("1,5", "decimals take a point: 1.5"),
    ("1,50", "decimals take a point: 1.50"),
    ("1.234,5", "decimals take a point: 1234.5"),
    ("1 000,5", "decimals take a point: 1 000.5"),
    ("1,5 Mio", "commas stand between groups of three digits"),
    ("1.2 million", "write the multiplier as k, M or bn: 1.2M"),
    ("3K users", "write the multiplier as k, M or bn: 3k users"),
    ("$5 mio.", "write the multiplier as k, M or bn: $5M"),
    ("5 BN", "write the multiplier as k, M or bn: 5bn"),
    ("0,500", "decimals take a point: 0.500"),
    ("1,50,000", "commas stand between groups of three"),
    ("12345,678", "commas stand between groups of three"),
    ("2:1", "a ratio is written as one number"),
    ("1/2", "a ratio is written as one number"),
    ("~13%", "write the number alone: 13%"),
    ("ca. 5 days", "write the number alone: 5 days"),
    ("About 5", "write the number alone: 5"),
    ("> 5", "a limit is written with at_least or at_most"),
    ("≥5", "a limit is written with at_least or at_most"),
    ("50%+", "a limit is written with at_least or at_most"),
    (".5", "write a digit before the point: 0.5"),
    ("-.5", "write a digit before the point: -0.5"),
    ("–4", "write the sign as a hyphen: -4"),
    ("$-5", "the sign comes first: -$5"),
    ("EUR 5", "the unit follows the number: 5 EUR"),
    ("1" * 25, "too long for a number"),
    ("5 " + "x" * 60, "too long for a number"),
]


@pytest.mark.parametrize(("written", "hint"), REFUSED)
def test_refused_with_the_way_to_write_it(written: str, hint: str) -> None:
    with pytest.raises(NotANumber) as refusal:
        parse_quantity(written)
    assert hint in str(refusal.value)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "%",
        "$",
        "k",
        "twelve",
        "NaN",
        "inf",
        "-inf",
        "１２",
        "٤٢",
        "½",
        "1_000",
        "0x1F",
        "1.5.2",
        "5.",
        "--5",
        "+-5",
        "5 days 3 hours",
        "5;",
        "5\u200b",
        "1 50",
        "1 5000",
        "1,500 500",
        "5-day",
        "$$5",
        "true",
        "2026-10-16",
    ],
)
def test_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        parse_quantity(written)


@given(st.text(max_size=80) | st.text("0123456789.,' -+~eEkMbn%$€:/days", max_size=30))
def test_any_text_is_a_quantity_or_not_a_number(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except NotANumber as refusal:
        assert str(refusal)
    else:
        assert quantity.number.is_finite()
        again = parse_quantity(quantity.text)
        assert (again.number, again.unit) == (quantity.number, quantity.unit)


@given(st.decimals(-(10**12), 10**12, places=4, allow_nan=False), st.sampled_from(["", "k", "M", "bn"]))
def test_numbers_are_exact(number: Decimal, multiplier: str) -> None:
    times = {"": 1, "k": 10**3, "M": 10**6, "bn": 10**9}[multiplier]
    assert parse_quantity(f"{number:f}{multiplier}").number == number * times
    assert parse_quantity(f"{number:,f}{multiplier}").number == number * times


@pytest.mark.parametrize(
    "units",
    [
        "day days Day Days",
        "company companies",
        "box boxes",
        "cache caches",
        "movie movies",
        "bus buses",
        "analysis analyses",
        "person people",
        "PR PRs",
        "deploy/week deploys/week",
        "bug-fix bug-fixes",
    ],
)
def test_one_and_many_are_one_unit(units: str) -> None:
    assert len({canonical_unit(unit) for unit in units.split()}) == 1


@pytest.mark.parametrize("unit", ["ms", "MB", "mb", "km/h", "%", "$", ""])
def test_short_units_stay_as_they_are(unit: str) -> None:
    assert canonical_unit(unit) == unit


def test_different_units_stay_different() -> None:
    units = [
        "day",
        "hour",
        "week",
        "month",
        "year",
        "minute",
        "second",
        "user",
        "customer",
        "team",
        "order",
        "ticket",
        "call",
        "bike",
        "euro",
        "point",
    ]
    assert len({canonical_unit(unit) for unit in units}) == len(units)
    assert canonical_unit("  p95   ms ") == "p95 ms"


@pytest.mark.parametrize(
    ("name", "shown"), [("%", "5%"), ("$", "$5"), ("€", "€5"), ("ms (p95)", "5 ms (p95)"), ("p95", "5 p95")]
)
def test_a_named_unit_is_lent_to_bare_numbers(name: str, shown: str) -> None:
    assert parse_quantity("5").with_unit_of(unit_named(name)).text == shown


def test_a_unit_as_it_was_written() -> None:
    assert [parse_quantity(text).unit_text for text in ("5 hours", "$5/user", "5%", "5")] == [
        "hours",
        "$/user",
        "%",
        "",
    ]
    assert parse_quantity("5").bare
    assert not parse_quantity("5%").bare
    assert isinstance(parse_quantity("5"), Quantity)
