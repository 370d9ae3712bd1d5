"""What a change adds to the findings, and what it settles."""

import pytest

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.rules.comparison import compare
from okrsite.source import Span


def found(
    message: str = "`to: ~65%` is no number",
    *,
    path: str = "2026-Q4/growth/first.md",
    line: int = 4,
    severity: Severity = Severity.ERROR,
    silent: bool = False,
    hint: str = "",
) -> Diagnostic:
    return Diagnostic(
        rule="wrong-type",
        severity=severity,
        path=path,
        span=Span(line=line, column=3, end_line=line, end_column=9),
        message=message,
        hint=hint,
        silent=silent,
    )


def test_lines_and_hints_make_no_other_finding() -> None:
    added, settled = compare([found(line=4, hint="Did you mean `a`?")], [found(line=40)])
    assert (added, settled) == ((), ())


def test_what_is_new_and_what_is_gone() -> None:
    old, kept, new = found("old"), found("kept"), found("new")
    assert compare([old, kept], [kept, new]) == ((new,), (old,))
    assert compare([], [new, kept]) == ((new, kept), ())
    assert compare([old, kept], []) == ((), (old, kept))


def test_equal_findings_are_counted_and_the_one_on_another_line_is_the_new_one() -> None:
    first, second, third = found(line=4), found(line=8), found(line=12)
    assert compare([first, third], [first, second, third]) == ((second,), ())
    assert compare([first, second, third], [second]) == ((), (first, third))
    shifted = [found(line=14), found(line=18)]
    assert compare([first, second], shifted) == ((), ())
    assert len(compare([first], [second, third]).added) == 1


def test_a_figure_that_moved_is_told_anew() -> None:
    assert compare([found("8 key results")], [found("9 key results")]).added


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (found(severity=Severity.WARNING), found()),
        (found(severity=Severity.WARNING, silent=True), found(severity=Severity.WARNING)),
        (found(path="2026-Q4/growth/second.md"), found()),
    ],
    ids=["became an error", "was silent", "another file"],
)
def test_what_counts_more_than_before_is_new(before: Diagnostic, after: Diagnostic) -> None:
    assert compare([before], [after]) == ((after,), (before,))


def test_a_renamed_file_keeps_its_findings() -> None:
    renamed = {"2026-Q4/growth/first.md": "2027-Q1/sales/first-week.md"}
    before = [
        found("there is no KPI `first`"),
        found("`2026-Q4/growth/first` is not shared", path="teams/growth.md"),
        found("`2026-Q4/growth/first-steps` is not shared", path="teams/growth.md"),
    ]
    after = [
        found("there is no KPI `first`", path="2027-Q1/sales/first-week.md"),
        found("`2027-Q1/sales/first-week` is not shared", path="teams/growth.md"),
        found("`2026-Q4/growth/first-steps` is not shared", path="teams/growth.md"),
    ]
    assert compare(before, after, renamed) == ((), ())
    assert len(compare(before, after).added) == 2


def test_files_that_swap_their_names() -> None:
    renamed = {"2026/a/x.md": "2026/a/y.md", "2026/a/y.md": "2026/a/x.md"}
    before = [found("in `2026/a/x`", path="2026/a/x.md"), found("in `2026/a/y`", path="2026/a/y.md")]
    after = [found("in `2026/a/y`", path="2026/a/y.md"), found("in `2026/a/x`", path="2026/a/x.md")]
    assert compare(before, after, renamed) == ((), ())
    assert compare(before[:1], after[:1], renamed) == ((), ())
