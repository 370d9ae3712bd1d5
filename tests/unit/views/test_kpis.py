"""KPIs: the course of their readings against their limits, their health, who works on them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.views.cards import Cards
from okrsite.views.charts.chart import CROWD, chart_of
from okrsite.views.company import Company
from okrsite.views.kpis import KpiView, kpi_view

Build = Callable[..., tuple[Company, Cards]]
READINGS = "date,value\n2026-09-01,44\n2026-10-01,41\n2026-11-10,38\n"


def page(views: Build, fields: str, **files: str) -> KpiView:
    written = {"kpis/nps.md": f"name: NPS\n{fields}", "kpis/nps.csv": READINGS}
    written |= {path.replace("__", "/") + ".md": text for path, text in files.items()}
    company, cards = views(written)
    return kpi_view(company, cards, company.kpis["nps"])


def test_readings_outside_the_limits_are_marked(views: Build) -> None:
    kpi = page(views, "at_least: 40").kpi
    assert [(row.value, row.health) for row in kpi.readings] == [
        ("38", "outside"),
        ("41", "within"),
        ("44", "within"),
    ]
    assert kpi.health == "outside"
    assert kpi.chart is not None
    assert [point.outside for point in kpi.chart.points] == [False, False, True]
    assert kpi.chart.label == (
        "NPS from 1 Sept 2026 to 10 Nov 2026: lowest 38 on 10 Nov 2026, highest 44 on 1 Sept 2026, last 38. "
        "It should be at least 40. 1 reading is outside the limits."
    )


def test_an_unhealthy_kpi_that_nobody_works_on_says_so(views: Build) -> None:
    assert "no key result of an active or planned cycle works on it" in page(views, "at_least: 40").kpi.notice
    assert page(views, "at_least: 30").kpi.notice == ""
    assert page(views, "").kpi.notice == ""


@pytest.mark.parametrize(
    ("cycle", "more", "works"),
    [("2026-Q4", "", True), ("2026-Q2", "", False), ("2026-Q4", ", dropped: 2026-11-02, because: x", False)],
)
def test_only_living_key_results_of_active_cycles_work_on_it(
    views: Build, cycle: str, more: str, works: bool
) -> None:
    text = f"title: T\nkey_results: [{{id: a, title: A, from: 38, to: 45, kpi: nps{more}}}]"
    kpi = page(views, "at_least: 40", **{f"{cycle}__growth__o": text}).kpi
    assert (len(kpi.working), len(kpi.earlier)) == ((1, 0) if works else (0, 1))
    assert (kpi.notice == "") == works
    used = (*kpi.working, *kpi.earlier)[0]
    assert (used.key_result.title, used.objective.text) == ("A", "T")


def test_one_that_the_next_cycle_takes_up_is_not_neglected(views: Build) -> None:
    """As the rule kpi-neglected has it."""
    text = "title: T\nkey_results: [{id: a, title: A, from: 38, to: 45, kpi: nps}]"
    kpi = page(views, "at_least: 40", **{"2027-Q1__growth__o": text}).kpi
    assert (len(kpi.working), len(kpi.earlier), kpi.notice) == (0, 1, "")


def test_a_kpi_shows_what_the_check_says_of_its_files(views: Build) -> None:
    company, cards = views(
        {
            "kpis/nps.md": 'name: NPS\nat_least: 40\nallow: {kpi-neglected: "The survey is new."}',
            "kpis/nps.csv": READINGS,
        }
    )
    made = kpi_view(company, cards, company.kpis["nps"])
    assert [(row.rule, row.reason) for row in made.allowed] == [("kpi-neglected", "The survey is new.")]
    assert "kpi-neglected" not in [row.rule for row in made.findings]


def readings(*values: str, every: int = 10) -> list[tuple[date, Quantity]]:
    return [
        (date(2026, 1, 1) + timedelta(days=every * i), parse_quantity(value))
        for i, value in enumerate(values)
    ]


def test_a_chart_has_ready_coordinates() -> None:
    """From 10 to 60 with limits 20 and 50 the box reaches 4 beyond either end: 6 to 64, 58 high."""
    made = chart_of("Cost", readings("$10", "$60", "$35"), parse_quantity("$20"), parse_quantity("$50"))
    assert made is not None
    assert (made.courses, made.gaps) == (("0,93.1 50,6.9 100,50",), ())
    assert made.band == ("24.14", "51.72")
    assert [(line.y, line.text) for line in made.limits] == [
        ("75.86", "at least $20"),
        ("24.14", "at most $50"),
    ]
    assert [line.text for line in made.ticks] == ["$20", "$40", "$60"]
    assert [point.outside for point in made.points] == [True, True, False]


@pytest.mark.parametrize(("at_least", "at_most", "band"), [("20", None, "0"), (None, "20", "50")])
def test_a_band_with_one_limit_reaches_to_the_edge(
    at_least: str | None, at_most: str | None, band: str
) -> None:
    low, high = (parse_quantity(limit) if limit else None for limit in (at_least, at_most))
    made = chart_of("Cost", readings("10", "30"), low, high)
    assert made is not None
    assert made.band == (band, "50")


def test_a_limit_is_named_at_the_end_that_is_free() -> None:
    most, least = parse_quantity("20"), parse_quantity("10")
    for values, ends in (("9 9 30 30", [True, False]), ("30 30 9 9", [False, True])):
        made = chart_of("Cost", readings(*values.split()), least, most)
        assert made is not None
        assert [limit.end for limit in made.limits] == ends


def test_there_is_no_chart_of_one_day_and_no_band_without_limits() -> None:
    assert chart_of("Cost", readings("10"), None, None) is None
    assert chart_of("Cost", [], None, None) is None
    flat = chart_of("Uptime", readings("99%", "99%"), None, None)
    assert flat is not None
    assert (flat.band, flat.courses) == (None, ("0,50 100,50",))


def test_many_readings_are_marked_only_where_it_matters() -> None:
    values = ["50"] * 10 + ["5"] + ["50"] * CROWD
    made = chart_of("Cost", readings(*values, every=1), parse_quantity("10"), None)
    assert made is not None
    assert [point.outside for point in made.points] == [True, False]
    assert made.points[-1].x == "100"


def test_the_line_is_broken_where_nobody_read_for_long() -> None:
    days = [0, 10, 20, 30, 100, 200, 210]
    values = [(date(2026, 1, 1) + timedelta(days=at), parse_quantity("5")) for at in days]
    made = chart_of("Cost", values, None, None)
    assert made is not None
    assert [len(course.split()) for course in made.courses] == [4, 2]
    assert len(made.gaps) == 2
    assert [tick.text for tick in made.days] == ["Jan 2026", "Mar", "May", "Jul"]


def test_one_reading_among_gaps_is_marked_in_a_crowd() -> None:
    days = [*range(CROWD), 200, 400]
    values = [(date(2026, 1, 1) + timedelta(days=at), parse_quantity("5")) for at in days]
    made = chart_of("Cost", values, None, None)
    assert made is not None
    assert [point.text for point in made.points] == ["5, 20 Jul 2026", "5, 5 Feb 2027"]
    assert len(made.gaps) == 2


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(-(10**9), 10**9)), min_size=2, max_size=80),
    st.none() | st.integers(-1000, 1000),
    st.none() | st.integers(-1000, 1000),
)
def test_everything_lies_in_the_box(
    found: list[tuple[int, int]], at_least: int | None, at_most: int | None
) -> None:
    values = [
        (date(2020, 1, 1) + timedelta(days=at), parse_quantity(str(value))) for at, value in sorted(found)
    ]
    low, high = (None if limit is None else parse_quantity(str(limit)) for limit in (at_least, at_most))
    made = chart_of("Cost", values, low, high)
    if made is None:
        return
    places = [
        place for line in (*made.courses, *made.gaps) for spot in line.split() for place in spot.split(",")
    ]
    places += [place for point in made.points for place in (point.x, point.y)]
    places += [tick.at for tick in (*made.ticks, *made.days)] + [limit.y for limit in made.limits]
    places += made.band or ()
    assert all(0 <= Decimal(place) <= 100 for place in places)
    assert sum(len(course.split()) for course in made.courses) <= len(values)
