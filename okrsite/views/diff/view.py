"""The whole of a change, from the checked content before and after it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from okrsite.diagnostics import Diagnostic
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.rules.comparison import compare
from okrsite.rules.rule import Facts
from okrsite.views.diff.affected import affected
from okrsite.views.diff.alarms import Alarms
from okrsite.views.diff.check_ins import CheckIns
from okrsite.views.diff.links import Side
from okrsite.views.diff.objectives import Comparer
from okrsite.views.diff.pairing import pair_up
from okrsite.views.diff.parts import DiffView, FindingDiff, Revision, Unread
from okrsite.views.diff.reviews import Reviews
from okrsite.views.diff.settings import asset_diffs, setting_diffs
from okrsite.views.diff.summary import summary
from okrsite.views.diff.things import Things

Checked = tuple[Facts, tuple[Diagnostic, ...]]
"""The facts of one side and what the check found on it."""


def diff_view(
    before: Checked,
    after: Checked,
    *,
    base: Revision,
    head: Revision,
    renamed: Mapping[str, str],
    touched: frozenset[str] = frozenset(),
) -> DiffView:
    """What a change means. Both sides are seen from the same day; `renamed` are files that git found under
    another path, `touched` those that it found to differ."""
    one, other = before[0].portfolio, after[0].portfolio
    pairs = pair_up(one, other, renamed)
    old, new = Side(before[0], pairs, old=True), Side(after[0], pairs, old=False)
    comparer = Comparer(old, new)
    compared = tuple(comparer.compare(a, b) for a, b in pairs.objectives if not _half_read(a, b, one, other))
    check_ins = CheckIns(old, new)
    reviews, things = Reviews(old, new), Things(old, new)
    alarms = Alarms(old, new)
    promising = sorted({o.cycle for o in one.objectives if not o.draft})
    check_in_diffs = tuple(check_ins.diffs())
    found = (
        *alarms.of_cycles(promising),
        *(alarm for pair in compared for alarm in alarms.of_objective(pair)),
        *(alarm for diff in check_in_diffs for alarm in alarms.of_check_in(diff)),
    )
    closed = _closed_cycles(one, other)
    added, allowed, settled = _findings(before[1], after[1], pairs.paths_now)
    settings = setting_diffs(one.settings, other.settings) if one.cycles or one.teams else ()
    view = DiffView(
        base=base,
        head=head,
        today=other.today,
        company=other.settings.company or one.settings.company,
        goalposts=tuple(alarm for alarm in found if alarm.cycle not in closed),
        closed=tuple(alarm for alarm in found if alarm.cycle in closed),
        objectives=tuple(pair.diff for pair in compared if pair.diff is not None),
        affected=tuple(affected(old, new, compared)),
        check_ins=check_in_diffs,
        reviews=tuple(reviews.diffs()),
        things=tuple(things.diffs()),
        settings=settings,
        assets=tuple(asset_diffs(one.assets, other.assets, renamed, touched)),
        added=added,
        allowed=allowed,
        settled=settled,
        unread=tuple(_unread_files(one.unread, other.unread, pairs.paths_now)),
    )
    spelling = sum(pair.spelling for pair in compared)
    spelling += check_ins.spelling + reviews.spelling + things.spelling
    return replace(view, spelling=spelling, summary=summary(view))


def _half_read(a: Objective | None, b: Objective | None, one: Portfolio, other: Portfolio) -> bool:
    """Whether an objective is missing on a side only because its file can't be read there."""
    if a is None:
        return b is not None and b.id in one.ghosts
    return b is None and a.id in other.ghosts


def _closed_cycles(before: Portfolio, after: Portfolio) -> set[str]:
    """The cycles that have closed, by the dates that they had."""
    cycles = {**{c.id: c for c in after.cycles}, **{c.id: c for c in before.cycles}}
    return {id for id, cycle in cycles.items() if cycle.ends < after.today}


def _findings(
    before: tuple[Diagnostic, ...], after: tuple[Diagnostic, ...], paths_now: Mapping[str, str]
) -> tuple[tuple[FindingDiff, ...], tuple[FindingDiff, ...], tuple[FindingDiff, ...]]:
    """The findings that the change adds, those that its files allow, and those that it settles."""
    comparison = compare(before, after, paths_now)
    allowed = [d for d in comparison.added if d.allowed]
    excused = {(d.rule, d.path, d.message) for d in allowed}
    settled = (
        d
        for d in comparison.settled
        if not d.silent and (d.rule, paths_now.get(d.path, d.path), d.message) not in excused
    )
    added = (d for d in comparison.added if not d.silent)
    return tuple(map(_finding, added)), tuple(map(_finding, allowed)), tuple(map(_finding, settled))


def _finding(diagnostic: Diagnostic) -> FindingDiff:
    return FindingDiff(
        rule=diagnostic.rule,
        severity=diagnostic.severity.value,
        path=diagnostic.path,
        line=diagnostic.span.line,
        column=diagnostic.span.column,
        message=diagnostic.message,
        hint=diagnostic.hint,
        allowed=diagnostic.allowed,
    )


def _unread_files(
    before: frozenset[str], after: frozenset[str], paths_now: Mapping[str, str]
) -> Iterator[Unread]:
    old = {paths_now.get(path, path) for path in before}
    for path in sorted(old | after):
        yield Unread(
            path=path, when="both" if path in old & after else "after" if path in after else "before"
        )
