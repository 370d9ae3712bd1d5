"""What became of the files of cycles that have closed: readings that were rewritten, files that are gone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from okrsite.changes.versions import is_objective
from okrsite.diagnostics import Finding
from okrsite.history.log import Commit
from okrsite.history.past import Version
from okrsite.loading.former import check_in_in
from okrsite.model.check_in import CheckIn, Reading
from okrsite.model.cycle import Cycle
from okrsite.rules._history import clipped, told
from okrsite.rules._running import days
from okrsite.rules.rule import Facts

Deadlines = Mapping[str, date]
"""For each cycle that has closed the last day on which changes are still expected."""

Figures = tuple[tuple[Decimal, str] | None, tuple[object, ...]]
"""What was read: a value with its unit, and all else."""

AFTERWARDS = (
    "Put it back, and write what you know better today into the review; or say beside `closed-cycle-changed`"
    " under `allow` why the record had to change."
)


def after_the_end(
    facts: Facts, cycle: Cycle, what: str, commit: Commit | None, day: date | None, words: str = ""
) -> str:
    """What was done to a cycle, by whom, and how long after its end."""
    passed = f", {days((day - cycle.ends).days)} after" if day else ", and"
    late = f"{passed} {cycle.id} {'had' if day else 'has'} ended"
    return f"{what} {told(facts, commit, day)}{late}{f': {words}' if words else ''}"


def in_time(facts: Facts, version: Version, deadline: date) -> bool:
    """Whether a version came to the branch up to a day."""
    day = version.day(facts.changes.zone)
    return day is not None and day <= deadline


def rewritten_readings(facts: Facts, deadlines: Deadlines) -> Iterator[Finding]:
    """Readings that were changed, added or taken out after the deadline."""
    past = facts.changes.past
    if past is None:
        return
    late = [
        (check_in, versions, deadlines[check_in.cycle])
        for check_in in facts.portfolio.check_ins
        if check_in.cycle in deadlines
        if (versions := past.versions(check_in.source.path))
        if not in_time(facts, versions[-1], deadlines[check_in.cycle])
    ]
    texts = facts.changes.texts(v for _, versions, _ in late for v in versions)
    for check_in, versions, deadline in late:
        history = [(v, None if v is versions[-1] else _read(v, texts)) for v in versions]
        history[-1] = (versions[-1], check_in)
        yield from _readings(facts, check_in, history, deadline)


def _read(version: Version, texts: Mapping[str, bytes]) -> CheckIn | None:
    data = texts.get(version.blob)
    return None if data is None else check_in_in(version.path, data)


def _readings(
    facts: Facts, check_in: CheckIn, history: Sequence[tuple[Version, CheckIn | None]], deadline: date
) -> Iterator[Finding]:
    """What became of the readings of a check-in. A reading under another key, of a key result that was
    renamed, is the same."""
    cycle = facts.directory.cycles[check_in.cycle]
    readable = [(version, found) for version, found in history if found is not None]
    earlier = [found for version, found in readable if in_time(facts, version, deadline)]
    then = _figures(earlier[-1]) if earlier else {}
    now = _figures(check_in)
    gone = [key for key in then if key not in now]
    for key, figures in now.items():
        if key in then and _same(then[key], figures):
            continue
        renamed = next((old for old in gone if key not in then and _same(then[old], figures)), None)
        if renamed is not None:
            gone.remove(renamed)
            continue
        version = _newest(readable, key)
        what = "was changed" if key in then else "was added"
        said = f"the reading of `{key}` {what}"
        objective = facts.readings.key_of(check_in.source.path, key)
        about = facts.directory.objectives[objective[0]].source.path if objective else ""
        place = next(r.place for r in check_in.readings if r.key == key)
        day = version.day(facts.changes.zone)
        yield Finding(
            place=place,
            message=after_the_end(facts, cycle, said, version.commit, day),
            hint=AFTERWARDS,
            about=about,
            private=objective is not None and facts.is_draft(objective[0]),
        )
    for key in gone:
        version = _newest(readable, key)
        said = f"the reading of `{key}` was taken out"
        yield Finding(
            place=check_in.place.of("key_results"),
            message=after_the_end(facts, cycle, said, version.commit, version.day(facts.changes.zone)),
            hint=AFTERWARDS,
        )


def _newest(history: Sequence[tuple[Version, CheckIn | None]], key: str) -> Version:
    """The newest version that changed a reading."""
    for (_, before), (version, after) in zip(reversed(history[:-1]), reversed(history), strict=False):
        one, other = (_figures(found).get(key) if found else None for found in (before, after))
        if one is None or other is None:
            if one is not other:
                return version
        elif not _same(one, other):
            return version
    return history[0][0]


def _figures(check_in: CheckIn) -> dict[str, Figures]:
    """What a check-in read, and when, without the notes."""
    return {
        reading.key: _of(reading, check_in.day) for reading in check_in.readings if _says_something(reading)
    }


def _of(reading: Reading, day: date) -> Figures:
    value = (reading.value.number, reading.value.unit) if reading.value else None
    return value, (*_others(reading), day)


def _others(reading: Reading) -> tuple[object, ...]:
    return reading.done, reading.chance, reading.score, reading.confidence, reading.status


def _says_something(reading: Reading) -> bool:
    return any(figure not in (None, "") for figure in (reading.value, *_others(reading)))


def _same(one: Figures, other: Figures) -> bool:
    """Whether two readings say the same: `47` and `47%` do."""
    if one[1] != other[1] or (one[0] is None) != (other[0] is None):
        return False
    if one[0] is None or other[0] is None:
        return True
    return one[0][0] == other[0][0] and (one[0][1] == other[0][1] or "" in (one[0][1], other[0][1]))


def gone_since(facts: Facts, deadlines: Deadlines) -> Iterator[Finding]:
    """Objectives and check-ins that were deleted after the deadline."""
    found = [
        (path, versions, kept)
        for path, versions in _gone(facts)
        if (deadline := deadlines.get(path.partition("/")[0])) is not None
        if not in_time(facts, versions[-1], deadline)
        if (kept := [v for v in versions[:-1] if v.blob and in_time(facts, v, deadline)])
    ]
    texts = facts.changes.texts(kept[-1] for path, _, kept in found if "/checkins/" in path)
    for path, versions, kept in found:
        cycle = facts.directory.cycles[path.partition("/")[0]]
        what = f"`{path}`"
        if is_objective(path):
            (state,) = facts.changes.states((kept[-1],))
            if state is None or state.draft or path.removesuffix(".md") in facts.directory.former:
                continue
            what = f"the objective `{path.removesuffix('.md')}` (“{clipped(state.title)}”)"
        elif (check_in := _read(kept[-1], texts)) is None or not _figures(check_in):
            continue
        day = versions[-1].day(facts.changes.zone)
        said = after_the_end(facts, cycle, f"{what} was deleted", versions[-1].commit, day)
        yield Finding(place=cycle.place, message=said, hint=AFTERWARDS)


def _gone(facts: Facts) -> Iterator[tuple[str, tuple[Version, ...]]]:
    """The objectives and check-ins that are no more, with their versions; the last one took them away."""
    past, portfolio = facts.changes.past, facts.portfolio
    if past is None:
        return
    there = {o.source.path for o in portfolio.objectives} | {c.source.path for c in portfolio.check_ins}
    there |= portfolio.unread
    missing = {path: past.versions(path) for path in past.loose - there if path in past.files}
    for path, versions in sorted({**past.gone, **missing}.items()):
        if (is_objective(path) or "/checkins/" in path) and path.endswith(".md"):
            yield path, versions
