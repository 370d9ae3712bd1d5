"""Which commits are not told by their subjects, as those may name a draft."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from okrsite.changes.states import ObjectiveState
from okrsite.changes.versions import Stage, is_objective
from okrsite.history.past import Landing, Past, Version

States = Callable[[tuple[Version, ...]], tuple[ObjectiveState | None, ...]]
"""Reads the states of versions."""


def hushed_commits(
    past: Past, known: Iterable[tuple[Stage, ...]], drafts: frozenset[str], states: States
) -> frozenset[str]:
    """The ids of the commits that touched a draft, or an objective that nobody could read, on the branch or
    on a side of it. `known` are the objectives of today, version by version; `drafts` the paths of those that
    are drafts as they stand, committed or not."""
    there = tuple(known)
    paths = {stage.version.path for stages in there for stage in stages}
    others = {**past.files, **past.gone}
    gone = [v for path, v in others.items() if path not in paths and is_objective(path)]
    sides = [(landing, tuple(_touched(landing))) for landing in past.landings if landing.side]
    beside = (version for _, found in sides for _, version in found)
    states(tuple(chain(chain.from_iterable(gone), beside)))
    past_ones = (
        tuple(Stage(version=v, state=s) for v, s in zip(versions, states(versions), strict=True))
        for versions in gone
    )
    hushed = {id for stages in (*there, *past_ones) for id in _of_objective(stages, drafts)}
    for landing, found in sides:
        hushed.update(_of_sides(landing, found, states))
    return frozenset(hushed)


def _of_objective(stages: tuple[Stage, ...], drafts: frozenset[str]) -> Iterator[str]:
    """Those that brought an objective while it was a draft; all, where it was one to the last."""
    last = next((s.state for s in reversed(stages) if s.version.blob), None)
    private = stages[-1].version.path in drafts or (last is not None and last.draft)
    for stage in stages:
        if private or (stage.version.blob and _secret(stage.state)):
            yield from (writer.id for writer in stage.version.writers)
            if stage.version.landed is not None:
                yield stage.version.landed.id


def _touched(landing: Landing) -> Iterator[tuple[str, Version]]:
    """The objectives that each commit of a side branch wrote or deleted: its id, and the file as it left it,
    or as it was before."""
    for entry in landing.side:
        for touch in entry.touches:
            path = touch.path.removeprefix(landing.prefix)
            if is_objective(path):
                blob = touch.blob or touch.old_blob
                yield entry.commit.id, Version(path=path, blob=blob, commit=None, landed=None)


def _of_sides(landing: Landing, found: tuple[tuple[str, Version], ...], states: States) -> Iterator[str]:
    """Those of a side branch that touched a draft; the merge too, where it did not bring it published."""
    secret = [
        (id, version.path)
        for (id, version), state in zip(found, states(tuple(v for _, v in found)), strict=True)
        if _secret(state)
    ]
    yield from (id for id, _ in secret)
    brought = zip(landing.versions, states(landing.versions), strict=True)
    public = {version.path for version, state in brought if not _secret(state)}
    if any(path not in public for _, path in secret):
        yield landing.commit.id


def _secret(state: ObjectiveState | None) -> bool:
    """Whether readers may not know what it says: a draft, or what nobody could read, which may be one."""
    return state is None or state.draft
