"""The report for terminals, at any width."""

import re
from datetime import date

import pytest

from okrsite.exchange.diffs.text import text
from okrsite.views.diff.parts import Count, DiffView, FieldDiff, Named, ObjectiveDiff, Revision

FIELD = FieldDiff(field="owner", old="Noor Haddad of the ovens", new="Lee Park", words=False)
OBJECTIVE = ObjectiveDiff(
    what="changed",
    id="2026-Q4/ovens/warm",
    title="毎朝六時に焼きたてのパンを 棚に並べて おきたい",
    path="2026-Q4/ovens/warm.md",
    cycle="2026-Q4",
    state="active",
    team=Named(id="ovens", title="Ovens"),
    turn="resumed",
    fields=(FIELD,),
    served_by=tuple(Named(id=str(n), title=f"Number {n}") for n in range(9)),
)
VIEW = DiffView(
    base=Revision(name="main", commit="a" * 40),
    head=Revision(),
    today=date(2026, 11, 20),
    company="Bakery",
    summary=(
        Count(name="moved_goalposts", number=1, text="1 moved goalpost", alarm=True),
        Count(name="objectives_changed", number=1, text="1 objective changed"),
    ),
    objectives=(OBJECTIVE,),
    spelling=1,
)


def columns(line: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in line)


def test_the_report_word_for_word() -> None:
    assert text(VIEW) == (
        "1 moved goalpost, 1 objective changed\n\n"
        "Objectives\n"
        "~ 毎朝六時に焼きたてのパンを 棚に並べて おきたい · Ovens · 2026-Q4 · taken up again\n"
        "  ~ owner: Noor Haddad of the ovens → Lee Park\n"
        "    9 objectives serve this: Number 0, Number 1, Number 2, Number 3 and 5 others\n\n"
        "1 text is only spelt otherwise, and not listed.\n"
        "Compared: aaaaaaaaaa (main) with the work tree, as of 2026-11-20.\n"
    )


@pytest.mark.parametrize("width", [30, 45, 80])
def test_it_fits_the_width_and_loses_nothing(width: int) -> None:
    narrow = text(VIEW, width=width)
    assert all(columns(line) <= width and line == line.rstrip() for line in narrow.split("\n"))
    assert narrow.split() == text(VIEW).split()
    # What does not fit goes on below the words, not below the sign.
    assert all(re.match(r" {0,4}[~] \S| {2,8}\S|\S|$", line) for line in narrow.split("\n"))


def test_marks_stay_with_the_word_before_them() -> None:
    for width in range(20, 60):
        assert not re.search(r"^\s*[,:.)]", text(VIEW, width=width), re.MULTILINE), width


def test_colours_change_no_letter() -> None:
    coloured = text(VIEW, colour=True, width=40)
    assert "\x1b[31mNoor Haddad of the" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(VIEW, width=40)
