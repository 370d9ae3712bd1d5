"""Which commits are not told by their subjects, as those may name a draft.

Nobody can tell what a subject speaks of. So whatever had to do with a draft says nothing: what wrote one, on
the branch or on a side of it, linked to one, checked in on it, or reviewed it. What is set aside with `_` is
as private as a draft.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from okrsite.changes.states import ObjectiveState, Written
from okrsite.changes.versions import Stage, is_objective
from okrsite.history.past import Landing, Past, Version, aside
from okrsite.model.check_in import CheckIn
from okrsite.model.portfolio import Portfolio
from okrsite.model.reference import Reference, parse_reference
from okrsite.model.review import Review

States = Callable[[tuple[Version, ...]], tuple[ObjectiveState | None, ...]]
"""Reads the states of versions."""

Name = tuple[str, str]
"""An objective by its team and its file's name, or a key result by its team and its id."""


def hushed_commits(
    past: Past, portfolio: Portfolio, known: Iterable[tuple[Stage, ...]], states: States
) -> frozenset[str]:
    """The ids of the commits that had to do with a draft, or with an objective that nobody could read.
    `portfolio` has all objectives of today, drafts too, and `known` has each of them version by version."""
    there = tuple(known)
    paths = {stage.version.path for stages in there for stage in stages}
    others = {**past.files, **past.gone}
    gone = [v for path, v in others.items() if path not in paths and any(is_objective(one.path) for one in v)]
    sides = [(landing, tuple(_touched(landing))) for landing in past.landings if landing.side]
    beside = (version for _, found in sides for _, version in found)
    states(tuple(chain(chain.from_iterable(gone), beside)))
    drafts = frozenset(
        (
            *(objective.source.path for objective in portfolio.objectives if objective.draft),
            *filter(past.is_aside, others),
        )
    )
    all_stages = [
        *there,
        *(
            tuple(Stage(version=v, state=s) for v, s in zip(versions, states(versions), strict=True))
            for versions in gone
        ),
    ]
    secret = _Secret(portfolio, (stages for stages in all_stages if _private(stages, drafts)))
    hushed = {id for stages in all_stages for id in _of_objective(stages, drafts, secret)}
    for landing, found in sides:
        hushed.update(_of_sides(landing, found, states))
    for path in secret.paths(portfolio):
        for version in past.files.get(path, ()):
            hushed.update(_ids(version))
    hushed.update(_of_what_is_aside(past, others))
    return frozenset(hushed)


def _of_what_is_aside(past: Past, files: Mapping[str, tuple[Version, ...]]) -> Iterator[str]:
    """The commits that wrote a file while it was set aside, all where it is; and those of side branches."""
    for path, versions in files.items():
        taken_back = past.is_aside(path)
        for version in versions:
            if taken_back or aside(version.path):
                yield from _ids(version)
    for landing in past.landings:
        for entry in landing.side:
            if any(aside(touch.path.removeprefix(landing.prefix)) for touch in entry.touches):
                yield from (entry.commit.id, landing.commit.id)


class _Secret:
    """What drafts are called."""

    def __init__(self, portfolio: Portfolio, gone: Iterable[tuple[Stage, ...]]) -> None:
        self.objectives: set[Name] = set()
        self.key_results: set[Name] = set()
        for objective in portfolio.objectives:
            if objective.draft:
                former = ((old.team or objective.team, old.objective) for old in objective.formerly)
                self.objectives.update(((objective.team, objective.name), *former))
                self.key_results.update((objective.team, k.id) for k in objective.key_results)
        for stages in gone:
            for stage in stages:
                _, _, path = stage.version.path.removesuffix(".md").partition("/")
                team, _, name = path.partition("/")
                self.objectives.add((team, name))

    def named(self, reference: Reference | None, team: str) -> bool:
        """Whether a reference of a team may lead to a draft, in whatever cycle."""
        return reference is not None and (reference.team or team, reference.objective) in self.objectives

    def linked(self, state: ObjectiveState) -> frozenset[str]:
        """The links of a state that may lead to drafts."""
        fields = (state.fields.get(field, "") for field in ("parent", "supports", "depends_on"))
        links = chain.from_iterable(map(_several, fields))
        return frozenset(link for link in links if self.named(parse_reference(link), ""))

    def paths(self, portfolio: Portfolio) -> Iterator[str]:
        """The check-ins and reviews that name drafts."""
        yield from (c.source.path for c in portfolio.check_ins if self.checked_in(c))
        yield from (r.source.path for r in portfolio.reviews if self.reviewed(r))

    def checked_in(self, check_in: CheckIn) -> bool:
        for reading in check_in.readings:
            at = reading.reference
            if at is not None and not at.key_result and (check_in.team, at.objective) in self.key_results:
                return True  # a key result alone
            if self.named(at, check_in.team):
                return True
        return False

    def reviewed(self, review: Review) -> bool:
        return any(
            self.named(parse_reference(verdict.objective), review.team)
            or self.named(verdict.carried_to, review.team)
            for verdict in review.verdicts
        )


def _several(written: Written) -> tuple[str, ...]:
    return written if isinstance(written, tuple) else (str(written),)


def _ids(version: Version) -> Iterator[str]:
    """The commits that brought a version."""
    yield from (writer.id for writer in version.writers)
    if version.landed is not None:
        yield version.landed.id


def _private(stages: tuple[Stage, ...], drafts: frozenset[str]) -> bool:
    """Whether an objective is a draft (or set aside), or was one to the last."""
    last = next((s.state for s in reversed(stages) if s.version.blob), None)
    return stages[-1].version.path in drafts or (last is not None and last.draft)


def _of_objective(stages: tuple[Stage, ...], drafts: frozenset[str], secret: _Secret) -> Iterator[str]:
    """Those that brought an objective while it was a draft (all, where it is one), or linked it to one."""
    private = _private(stages, drafts)
    links: frozenset[str] = frozenset()
    for stage in stages:
        before = links
        if stage.state is not None:
            links = secret.linked(stage.state)
        if private or (stage.version.blob and _closed(stage.state)) or links != before:
            yield from _ids(stage.version)


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
    drafts = [
        (id, version.path)
        for (id, version), state in zip(found, states(tuple(v for _, v in found)), strict=True)
        if _closed(state)
    ]
    yield from (id for id, _ in drafts)
    brought = zip(landing.versions, states(landing.versions), strict=True)
    public = {version.path for version, state in brought if not _closed(state)}
    if any(path not in public for _, path in drafts):
        yield landing.commit.id


def _closed(state: ObjectiveState | None) -> bool:
    """Whether readers may not know what it says: a draft, or what nobody could read, which may be one."""
    return state is None or state.draft
