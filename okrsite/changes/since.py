"""What became of an objective since a moment: its state then, its state today, and which version did it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from okrsite.changes.compare import ObjectiveChange, compare_states
from okrsite.changes.states import ObjectiveState
from okrsite.changes.versions import Stage
from okrsite.history.past import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """`then` is the last version before the moment, None where there was none; `now` is that of today.
    `steps` are the versions after it, oldest first, each with what it changed; the first is left out where it
    is new."""

    then: ObjectiveState | None
    now: Stage
    first: Version
    steps: tuple[tuple[Version, ObjectiveChange], ...]

    def change(self) -> ObjectiveChange:
        """All that differs between then and today."""
        assert self.then is not None
        assert self.now.state is not None
        return compare_states(self.then, self.now.state)

    def by(self, wanted: Callable[[ObjectiveChange], bool]) -> Version:
        """The newest version that did something, or else the newest of all."""
        return next((version for version, change in reversed(self.steps) if wanted(change)), self.now.version)


def since(stages: Iterable[Stage], before: Callable[[Version], bool]) -> Since | None:
    """What became of an objective since the versions that are `before` a moment; None where no version that
    was published could be read. Drafts are no promise, and count as not there."""
    known = [stage for stage in stages if stage.state is not None and not stage.state.draft]
    if not known:
        return None
    begin = max((i for i, stage in enumerate(known) if before(stage.version)), default=None)
    then = None if begin is None else known[begin]
    chain = known[begin or 0 :]
    return Since(
        then=then.state if then else None,
        now=chain[-1],
        first=chain[0].version,
        steps=tuple(
            (new.version, compare_states(old.state, new.state))
            for old, new in pairwise(chain)
            if old.state is not None and new.state is not None
        ),
    )
