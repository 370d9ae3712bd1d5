"""The picture of a key result's course: right in every kind, and nothing outside of its box."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from repositories import Repo

from okrsite.building.pipeline import check_content, published_company
from okrsite.views.cards import Cards
from okrsite.views.charts.course import course_of
from okrsite.views.charts.courses import Course
from okrsite.views.company import Company

Views = tuple[Company, Cards]
Build = Callable[..., Views]

TODAY = date(2026, 11, 20)
PLACES = ("x", "y", "at")


def files(fields: str, readings: Mapping[str, str]) -> dict[str, str]:
    """A key result of Growth in Q4, 92 days from 1 October, and what was read of it by day."""
    made = {"2026-Q4/growth/o.md": f"title: O\nkey_results: [{{id: k, title: Keep warm, {fields}}}]"}
    return made | {
        f"2026-Q4/growth/checkins/{day}.md": f"key_results: {{k: {{{said}}}}}"
        for day, said in readings.items()
    }


def drawn(made: Views, cycle: str = "2026-Q4") -> Course | None:
    company, _cards = made
    item = company.objectives[f"{cycle}/growth/o"]
    return course_of(company, item, item.key_results[0])


def the(views: Build, fields: str, today: date = TODAY, **readings: str) -> Course:
    """The course of a key result; readings by day: `d1020="value: 5"`."""
    by_day = {f"2026-{day[1:3]}-{day[3:]}": said for day, said in readings.items()}
    course = drawn(views(files(fields, by_day), today))
    assert course is not None
    return course


def spots(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (spot.split(",") for spot in line.split())]


def test_a_figure_that_rises(views: Build) -> None:
    """From 0 to 10 the box reaches 0.8 beyond either end: 11.6 high. By 15 November half has passed."""
    course = the(views, "from: 0, to: 10", d1115="value: 4", d1001="value: 1")
    assert spots(course.readings) == [(1.1, 84.5), (50.0, 58.6)]
    assert spots(course.expected) == [(0, 93.1), (100, 6.9)]
    assert course.targets == ("M0 6.9L100 6.9",)
    assert [(t.text, t.anchor) for t in course.texts] == [("target 10", "end"), ("expected", "start")]
    assert course.now is not None
    assert (course.now.text, course.now.below) == ("4", True)
    assert course.today is not None
    assert float(course.today.x) == pytest.approx(51 / 92 * 100, abs=0.1)
    assert (course.starts.text, course.ends.text, course.edges) == ("1 Oct", "31 Dec", ())
    assert course.label == (
        "“Keep warm”, from 0 to 10, from 1 Oct 2026 to 31 Dec 2026. 2 readings: first 1 on 1 Oct 2026,"
        " last 4 on 15 Nov 2026. By 20 Nov 2026 55% of the way is expected, and 40% is reached."
    )


def test_a_figure_that_falls(views: Build) -> None:
    course = the(views, "from: 30 days, to: 10 days", d1115="value: 18 days")
    (_, first), (_, last) = spots(course.expected)
    assert first < last
    assert course.texts[0].text == "target 10 days"
    assert course.texts[0].below
    assert course.now is not None
    assert course.now.below  # less than expected by now: lower, and here that is better


def test_what_the_key_result_expects_itself(views: Build) -> None:
    course = the(views, "from: 0, to: 10, expected: {2026-11-15: 2}, added: 2026-10-08", d1110="value: 1")
    assert [x for x, _ in spots(course.expected)] == [pytest.approx(7.6), pytest.approx(50), 100]
    assert spots(course.expected)[1][1] == pytest.approx((10.8 - 2) * 100 / 11.6, abs=0.1)


def test_what_is_expected_is_named_beside_the_target_line(views: Build) -> None:
    """Where it were furthest from the readings alone, it would stand on the line to reach."""
    course = the(views, "from: 9, to: 20", d1015="value: 8", d1030="value: 12", d1120="value: 16")
    named = next(text for text in course.texts if text.text == "expected")
    middle = float(named.y) + (6 if named.below else -6)
    (line,) = course.targets
    assert abs(middle - float(line.split()[-1])) > 12


def test_limits_are_a_band(views: Build) -> None:
    course = the(views, "at_least: 3, at_most: 5", d1010="value: 4", d1020="value: 6")
    assert course.expected == ""
    assert [point.kind for point in course.points] == ["", "outside"]
    low, high = course.targets
    assert course.within == f"{high}L100 {low.split()[-1]}L0 {low.split()[-1]}Z"
    assert {t.text for t in course.texts} == {"at least 3", "at most 5"}
    assert "2 readings: first 4 on 10 Oct 2026, last 6 on 20 Oct 2026. 1 reading is outside" in course.label


def test_one_limit_reaches_to_the_edge(views: Build) -> None:
    assert the(views, "at_most: 5", d1010="value: 4").within.endswith("L100 100L0 100Z")
    assert the(views, "at_least: 3", d1010="value: 4").within.startswith("M0 0L100 0")


def test_milestones_are_steps(views: Build) -> None:
    course = the(views, "milestones: [a, b, c, d]", d1010="done: 1", d1020="done: [a, b]")
    assert [tick.text for tick in course.ticks] == ["0", "2", "4"]
    assert [point.text for point in course.points] == ["1 of 4, 10 Oct 2026", "2 of 4, 20 Oct 2026"]
    assert course.texts[0].text == "4 milestones"
    assert len(spots(course.expected)) == 2


def test_what_is_done_or_not_has_a_chance(views: Build) -> None:
    course = the(views, "binary: true", d1010="chance: 60%", d1020="done: false", d1115="done: true")
    heights = [y for _, y in spots(course.readings)]
    assert heights[0] == pytest.approx((108 - 60) * 100 / 116, abs=0.1)
    assert heights[1:] == [pytest.approx(93.1), pytest.approx(6.9)]
    assert [tick.text for tick in course.ticks] == ["0%", "50%", "100%"]
    assert (course.expected, course.texts[0].text) == ("", "done")


def test_a_score_of_the_team(views: Build) -> None:
    course = the(views, "", d1010="score: 0.4, confidence: 3")
    assert [tick.text for tick in course.ticks] == ["0", "0.5", "1"]
    assert course.now is not None
    assert course.now.text == "0.4"


def test_readings_before_and_after_the_cycle_are_set_apart(views: Build) -> None:
    course = the(views, "from: 0, to: 10", date(2027, 2, 1), d0926="value: 1", d1020="value: 3")
    assert [point.kind for point in course.points] == ["aside", ""]
    assert course.edges and course.edges[0] != "0"
    assert course.starts.x == course.edges[0]
    assert spots(course.readings)[0][0] == 0
    assert course.today is None


def test_what_was_read_long_before_lies_at_the_edge(views: Build) -> None:
    """Of a sixth of 92 days there is room: 15."""
    course = the(views, "from: 0, to: 10", d0301="value: 9", d0701="value: 1", d1020="value: 3")
    assert [point.text for point in course.points] == ["1, 1 Jul 2026", "3, 20 Oct 2026"]
    assert course.points[0].x == "0"
    assert float(course.starts.x) == pytest.approx(15 / 107 * 100, abs=0.1)


def test_there_is_no_picture_of_nothing(views: Build) -> None:
    assert drawn(views(files("from: 0, to: 10", {}))) is None
    assert drawn(views(files("from: 0, to: 10", {"2026-10-10": "note: Soon"}))) is None


def test_confidence_alone_is_a_picture(views: Build) -> None:
    course = the(views, "from: 0, to: 10", d1010="confidence: 10", d1110="confidence: 0")
    assert (course.readings, course.points, course.now) == ("", (), None)
    assert [(c.y, c.text) for c in course.confidences] == [("30", "10"), ("100", "0")]
    assert course.label.endswith(
        "There is no reading yet. By 20 Nov 2026 55% of the way is expected. Confidence, of 10: 10, 0."
    )


def test_confidences_close_to_each_other_are_not_written_over_each_other(views: Build) -> None:
    course = the(
        views, "from: 0, to: 10", d1110="confidence: 4", d1112="confidence: 5", d1119="confidence: 6"
    )
    assert [c.text for c in course.confidences] == ["", "5", "6"]


def test_where_nobody_wrote_the_start_the_first_reading_counts(views: Build) -> None:
    course = the(views, "to: 10", d1010="value: 5")
    assert spots(course.expected)[0][1] == pytest.approx(spots(course.readings)[0][1], abs=0.1)
    same = the(views, "to: 10", d1010="value: 10")
    assert same.expected == ""  # there is no way to go


def test_what_was_dropped_is_expected_no_longer(views: Build) -> None:
    course = the(views, "from: 0, to: 10, dropped: 2026-11-01, because: x", d1010="value: 5")
    assert course.expected == ""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", "company: Acme\n")
    made.write("content/teams/growth.md", "---\nname: Growth\n---\n")
    return made


def moved(
    repo: Repo, *promises: tuple[str, str], read: str = "2026-11-19", today: str = "2026-11-20"
) -> Course:
    """The course of a key result whose promise was written on some days, and that was read on one."""
    for day, fields in promises:
        text = f"---\ntitle: O\nkey_results: [{{id: k, title: Keep warm, {fields}}}]\n---\n"
        repo.write("content/2026-Q4/growth/o.md", text)
        repo.commit(f"Promise {day}", day=day)
    reading = "done: 1" if "milestones" in promises[-1][1] else "value: 5"
    repo.write(f"content/2026-Q4/growth/checkins/{read}.md", f"---\nkey_results: {{k: {{{reading}}}}}\n---\n")
    repo.commit("Read", day=read)
    content = repo.root / "content"
    made = published_company(check_content(content, today=date.fromisoformat(today)), content)
    course = drawn((made, Cards(made)))
    assert course is not None
    return course


def test_a_moved_target_is_a_step(repo: Repo) -> None:
    course = moved(repo, ("2026-09-20", "from: 0, to: 10"), ("2026-11-15", "from: 0, to: 6"))
    (path,) = course.targets
    assert [round(float(x), 1) for x in re.findall(r"[ML]([\d.]+) ", path)] == [0, 48.9, 48.9, 100]
    assert [t.text for t in course.texts] == ["was 10", "target 6", "expected"]
    (mark,) = course.moves
    assert (mark.x, mark.text) == ("48.9", "Moved from 10 to 6 on 15 Nov 2026.")
    assert mark.text in course.label


def test_a_target_that_was_moved_at_last_is_not_written_over_the_last_reading(repo: Repo) -> None:
    moved(repo, ("2026-09-20", "from: 0, to: 10"), ("2026-11-15", "from: 0, to: 6"), today="2027-01-02")
    late = moved(repo, ("2026-12-30", "from: 0, to: 5"), today="2027-01-02", read="2026-12-31")
    assert late.now is not None
    (now,) = [text for text in late.texts if text.text == "target 5"]
    assert (now.anchor, now.below) == ("end", not late.now.below)


def test_what_was_agreed_before_day_one_is_no_step(repo: Repo) -> None:
    course = moved(repo, ("2026-09-10", "from: 0, to: 10"), ("2026-09-20", "from: 0, to: 6"))
    assert course.targets == (f"M0 {course.texts[0].y}L100 {course.texts[0].y}",)
    assert course.moves == ()


def test_several_moves_and_milestones(repo: Repo) -> None:
    course = moved(
        repo,
        ("2026-09-20", "milestones: [a, b]"),
        ("2026-10-20", "milestones: [a, b, c]"),
        ("2026-11-18", "milestones: [a, b, c, d]"),
    )
    assert [move.text for move in course.moves] == [
        "Moved from 2 milestones to 3 milestones on 20 Oct 2026.",
        "Moved from 3 milestones to 4 milestones on 18 Nov 2026.",
    ]


def test_limits_that_came_and_went(repo: Repo) -> None:
    course = moved(repo, ("2026-09-20", "at_most: 8"), ("2026-11-15", "at_least: 2, at_most: 8"))
    assert len(course.targets) == 2
    assert [move.text for move in course.moves] == ["Moved from at most 8 to between 2 and 8 on 15 Nov 2026."]


def test_a_promise_of_another_kind_is_left_out(repo: Repo) -> None:
    course = moved(repo, ("2026-09-20", "milestones: [a, b]"), ("2026-11-05", "from: 0, to: 6"))
    (path,) = course.targets
    assert float(re.findall(r"M([\d.]+) ", path)[0]) == pytest.approx(35 / 92 * 100, abs=0.1)
    assert course.moves == ()


KINDS = st.sampled_from(
    ["from: 3, to: 70", "from: 70, to: 3", "to: 9", "at_least: 3, at_most: 5", "at_most: 9", "binary: true",
     "milestones: [a, b, c]", "", "from: 0, to: 1, expected: {2026-10-20: 3, 2026-11-20: -2}"]
)  # fmt: skip
OFFSETS = st.lists(st.integers(-120, 140), unique=True, max_size=6)
SAID = st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 10), st.booleans())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(kind=KINDS, offsets=OFFSETS, said=st.lists(SAID, min_size=6, max_size=6), passed=st.integers(-10, 130))
def test_everything_lies_in_the_box(
    tmp_path_factory: pytest.TempPathFactory,
    company_in: Callable[..., object],
    kind: str,
    offsets: list[int],
    said: list[tuple[int, int, bool]],
    passed: int,
) -> None:
    starts = date(2026, 10, 1)
    today = starts + timedelta(days=passed)
    readings = {}
    for offset, (value, confidence, measured) in zip(offsets, said, strict=False):
        read = {
            "binary: true": f"chance: {abs(value) % 101}%",
            "milestones: [a, b, c]": f"done: {abs(value) % 4}",
        }
        read[""] = f"score: 0.{abs(value) % 10}"
        figure = read.get(kind, f"value: {value}") + ", " if measured else ""
        readings[str(starts + timedelta(days=offset))] = f"{figure}confidence: {confidence}"
    content = tmp_path_factory.mktemp("box")
    company_in(content, files(kind, readings), today)
    course = drawn((published_company(check_content(content, today=today), content), None))  # type: ignore[arg-type]
    if course is None:
        return
    places = [
        *re.findall(
            r"-?\d+(?:\.\d+)?", " ".join((course.readings, course.expected, course.within, *course.targets))
        )
    ]
    for one in (
        *course.points,
        *course.moves,
        *course.texts,
        *course.confidences,
        course.starts,
        course.ends,
    ):
        places += [one.x, one.y]
    places += [place for one in (course.now, course.today) if one for place in (one.x, one.y)]
    places += [*course.edges, *(tick.at for tick in course.ticks)]
    assert all(0 <= Decimal(place) <= 100 for place in places)
    assert len(course.points) == len(spots(course.readings))
