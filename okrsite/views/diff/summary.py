"""A change in a line: how much of what."""

from collections.abc import Iterable, Iterator

from okrsite.views.diff.parts import Count, DiffView, ObjectiveDiff, What
from okrsite.views.words import count


def summary(view: DiffView) -> tuple[Count, ...]:
    """What the change is made of, the gravest first; empty where there is none."""
    return tuple(found for found in _counts(view) if found.number)


def _counts(view: DiffView) -> Iterator[Count]:
    yield _count("moved_goalposts", len(view.goalposts), "moved goalpost", alarm=True)
    yield _count("closed_cycle_changes", len(view.closed), "change in a closed cycle", alarm=True)
    yield from _objectives(view.objectives)
    yield from _key_results(view.objectives)
    yield from _three("check_ins", "check-in", [diff.what for diff in view.check_ins])
    yield from _three("reviews", "review", [diff.what for diff in view.reviews])
    for kind, one in (("meeting", "meeting"), ("team", "team"), ("cycle", "cycle"), ("kpi", "KPI")):
        of_kind = [diff for diff in view.things if diff.kind == kind]
        if kind == "kpi":
            readings = sum(len(d.readings) for d in of_kind if d.what == "changed")
            of_kind = [d for d in of_kind if d.what != "changed" or d.fields or d.prose or d.old_id]
            yield _count("kpi_readings", readings, "KPI reading")
        yield from _three(f"{kind}s", one, [diff.what for diff in of_kind])
    company = [diff for diff in view.things if diff.kind == "company"]
    yield Count(name="company_changed", number=len(company), text="company page changed")
    yield _count("settings_changed", len(view.settings), "setting", " changed")
    yield _count("assets_changed", len(view.assets), "picture or file", " changed", "pictures or files")
    errors = sum(finding.severity == "error" for finding in view.added)
    yield _count("errors_added", errors, "new error", alarm=True)
    yield _count("warnings_added", len(view.added) - errors, "new warning")
    yield _count("warnings_allowed", len(view.allowed), "warning", " allowed")
    yield _count("findings_settled", len(view.settled), "finding", " settled")


def _objectives(diffs: tuple[ObjectiveDiff, ...]) -> Iterator[Count]:
    new = [diff for diff in diffs if diff.what == "new"]
    drafts = sum(diff.draft for diff in new)
    yield _count("objectives_new", len(new) - drafts, "new objective")
    yield _count("drafts_new", drafts, "new draft")
    rest = [diff for diff in diffs if diff.what == "changed"]
    for turn, words in (
        ("proposed", " proposed"),
        ("dropped", " dropped"),
        ("resumed", " taken up again"),
        ("withdrawn", " made a draft again"),
    ):
        yield _count(f"objectives_{turn}", sum(d.turn == turn for d in rest), "objective", words)
    rest = [diff for diff in rest if not diff.turn]
    moved = sum(map(_moves, rest))
    yield _count("objectives_moved", moved, "objective", " moved")
    rest = [diff for diff in rest if not _moves(diff)]
    renamed = [diff for diff in rest if diff.came_from and not _says_else(diff)]
    yield _count("objectives_renamed", len(renamed), "objective", " renamed")
    yield _count("objectives_changed", len(rest) - len(renamed), "objective", " changed")
    yield _count("objectives_removed", sum(d.what == "removed" for d in diffs), "objective", " removed")


def _moves(diff: ObjectiveDiff) -> bool:
    """Whether it has another cycle or team."""
    return any(field.field != "file" for field in diff.came_from)


def _says_else(diff: ObjectiveDiff) -> bool:
    return bool(diff.fields or diff.key_results or diff.initiatives or diff.prose)


def _key_results(diffs: tuple[ObjectiveDiff, ...]) -> Iterator[Count]:
    """Those of objectives that are there on both sides: a new objective brings its own."""
    whats = [k.what for diff in diffs if diff.what == "changed" for k in diff.key_results]
    yield _count("key_results_new", whats.count("new"), "new key result")
    yield _count("key_results_changed", whats.count("changed"), "key result", " changed")
    yield _count("key_results_removed", whats.count("removed"), "key result", " removed")


def _three(name: str, one: str, whats: Iterable[What]) -> Iterator[Count]:
    found = list(whats)
    yield _count(f"{name}_new", found.count("new"), f"new {one}")
    yield _count(f"{name}_changed", found.count("changed"), one, " changed")
    yield _count(f"{name}_removed", found.count("removed"), one, " removed")


def _count(
    name: str, number: int, one: str, after: str = "", many: str = "", *, alarm: bool = False
) -> Count:
    many = many or ("changes in closed cycles" if one == "change in a closed cycle" else f"{one}s")
    return Count(name=name, number=number, text=f"{count(number, one, many)}{after}", alarm=alarm)
