"""The states that files had, version by version: read from git once for each text, and kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from okrsite.changes.states import ObjectiveState, from_json, state_of, to_json
from okrsite.history.blobs import read_blobs
from okrsite.history.past import Past, Version

KIND = "objectives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An objective's state from a version on; None where it was deleted, or nobody could read it then."""

    version: Version
    state: ObjectiveState | None


def is_objective(path: str) -> bool:
    """Whether a path below the content folder is an objective's: `CYCLE/TEAM/NAME.md`."""
    parts = path.split("/")
    return (
        len(parts) == 3
        and path.endswith(".md")
        and parts[0] not in {"teams", "kpis", "assets"}
        and parts[2] not in {"index.md", "review.md", "README.md"}
        and not any(part.startswith((".", "_")) for part in parts)
        and parts[1] != "reviews"
    )


class Versions:
    """The objectives' states by the blobs they were written in."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._kept = past.cache.made(KIND)
        self._made: dict[str, ObjectiveState | None] = {}

    def read(self, versions: Iterable[Version]) -> None:
        """Get the states of many versions at once, through one process of git."""
        missing: dict[str, str] = {}
        for version in versions:
            blob = version.blob
            if not blob or blob in self._made or not is_objective(version.path):
                continue
            if blob in self._kept:
                try:
                    kept = self._kept[blob]
                    self._made[blob] = None if kept is None else from_json(kept)
                    continue
                except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError):
                    pass
            missing[blob] = version.path
        if missing:
            self._make(missing)

    def _make(self, missing: Mapping[str, str]) -> None:
        """Decode what was not kept: blobs with the path each had."""
        from okrsite.loading.former import objective_in  # loads yaml, which not every command needs

        for blob, data in read_blobs(self._past.repository, missing):
            objective = objective_in(missing[blob], data)
            self._made[blob] = None if objective is None else state_of(objective)
            self._kept[blob] = None if objective is None else to_json(self._made[blob])  # type: ignore[arg-type]
        self._past.cache.keep_made(KIND, self._kept)

    def state(self, version: Version) -> ObjectiveState | None:
        """The state in a version that was read."""
        return self._made.get(version.blob)

    def stages(self, versions: Iterable[Version]) -> tuple[Stage, ...]:
        """Each version with its state."""
        return tuple(Stage(version=version, state=self.state(version)) for version in versions)
