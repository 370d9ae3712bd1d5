"""What happened to the files that are no objectives: check-ins, reviews, teams, cycles, KPIs, settings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from okrsite.changes.changes import Changes
from okrsite.changes.compare import spelling_only
from okrsite.changes.goalposts import Shift
from okrsite.history.blobs import read_blobs
from okrsite.history.past import Past, Version
from okrsite.model.portfolio import Portfolio

FileKind = Literal[
    "settings", "company", "team", "cycle", "kpi", "kpi readings", "check-in", "review", "meeting"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvent:
    """What happened to a file that is no objective: `did` is added, changed, moved or removed.

    `path` is what it is called today; `team` is its team's id of today, `name` the name it had, `day` the one
    it is about. `there` says whether the site still shows it. A review `closes` its cycle where it was the
    last that was missing. `shifts` are dates of a cycle that were set anew.
    """

    kind: FileKind
    did: Literal["added", "changed", "moved", "removed"]
    path: str
    cycle: str = ""
    team: str = ""
    name: str = ""
    day: date | None = None
    there: bool = True
    closes: bool = False
    shifts: tuple[Shift, ...] = ()

    @property
    def teams(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset({self.team} - {""})


def file_events(
    changes: Changes, past: Past, shown: Portfolio, former_teams: Mapping[str, str], since: date
) -> Iterator[tuple[Version, FileEvent | None]]:
    """The events since a day, each with the version that made it. There is None in place of what may not be
    told: a check-in that the site does not show may read nothing but drafts. Changes of spelling are left
    out, and files that only moved along with their folder."""
    yield from _Files(changes, past, shown, former_teams, since).events()


class _Files:
    def __init__(
        self, changes: Changes, past: Past, shown: Portfolio, former_teams: Mapping[str, str], since: date
    ) -> None:
        self.changes = changes
        self.past = past
        self.shown = shown
        self.former_teams = former_teams
        self.since = since

    def events(self) -> Iterator[tuple[Version, FileEvent | None]]:
        changed: list[tuple[FileEvent, str, Version]] = []
        for path, old, version, kind in self.versions():
            if kind == "check-in" and path not in self.check_ins:
                yield version, None
                continue
            event = self.event(kind, path, old, version)
            if event is None:
                continue
            if event.did == "changed" and old is not None and not event.shifts and kind != "kpi readings":
                changed.append((event, old.blob, version))
            else:
                yield version, event
        texts = self.texts(blob for _, old, new in changed for blob in (old, new.blob))
        for event, blob, version in changed:
            if not spelling_only(texts.get(blob, ""), texts.get(version.blob, "")):
                yield version, event

    def versions(self) -> Iterator[tuple[str, Version | None, Version, FileKind]]:
        """The versions since the day: what the file is called today, the version before of the same kind of
        file, the version, and what the file is."""
        zone = self.changes.zone
        since = datetime(self.since.year, self.since.month, self.since.day, tzinfo=zone).timestamp()
        for path, versions in (*self.past.files.items(), *self.past.gone.items()):
            if kind_of(path) is None:
                continue
            before: Version | None = None
            for version in versions:
                old, before = before, version
                kind = kind_of(version.path)
                if kind is None or version.landed is None or version.landed.committed < since:
                    continue
                if old is not None and (not old.blob or kind_of(old.path) != kind):
                    old = None
                yield path, old, version, kind

    def event(self, kind: FileKind, path: str, old: Version | None, version: Version) -> FileEvent | None:
        did: Literal["added", "changed", "moved", "removed"]
        if not version.blob:
            did = "removed"
        elif old is None:
            did = "added"
        elif old.path != version.path and kind in {"team", "kpi"}:
            did = "moved"
        elif old.blob != version.blob:
            did = "changed"
        else:
            return None
        parts = version.path.rpartition(".")[0].split("/")
        name = parts[-1]
        team = parts[1] if kind in {"check-in", "review"} else name if kind == "team" else ""
        cycle = parts[0] if kind in {"cycle", "check-in", "review", "meeting"} else ""
        landed = version.landed.id if version.landed else ""
        return FileEvent(
            kind=kind,
            did=did,
            path=path,
            cycle=cycle,
            team=self.former_teams.get(team, team),
            name=name,
            day=day_named(name) if kind in {"check-in", "meeting"} else None,
            there=path in self.past.files,
            closes=did == "added" and (path, landed) in self.last_reviews,
            shifts=self.shifts.get((cycle, landed), ()) if kind == "cycle" else (),
        )

    def texts(self, blobs: Iterable[str]) -> dict[str, str]:
        found = read_blobs(self.past.repository, blobs)
        return {blob: data.decode("utf-8", "replace") for blob, data in found}

    @cached_property
    def check_ins(self) -> frozenset[str]:
        """The check-ins that the site shows."""
        return frozenset(check_in.source.path for check_in in self.shown.check_ins)

    @cached_property
    def shifts(self) -> dict[tuple[str, str], tuple[Shift, ...]]:
        """The dates of cycles that were set anew, by cycle and the commit that brought them."""
        found: dict[tuple[str, str], tuple[Shift, ...]] = {}
        for cycle in self.shown.cycles:
            versions = self.past.files.get(cycle.source.path, ()) if cycle.source else ()
            landed = {v.commit.id: v.landed.id for v in versions if v.commit and v.landed}
            for shift in self.changes.cycle_shifts(cycle):
                if shift.commit is not None and shift.commit.id in landed:
                    key = (cycle.id, landed[shift.commit.id])
                    found[key] = (*found.get(key, ()), shift)
        return found

    @cached_property
    def last_reviews(self) -> frozenset[tuple[str, str]]:
        """For each cycle that all its teams have reviewed the last of the reviews, as path and commit."""
        order = {landing.commit.id: number for number, landing in enumerate(self.past.landings)}
        owing: dict[str, set[str]] = {}
        for objective in self.shown.objectives:
            owing.setdefault(objective.cycle, set()).add(objective.team)
        written: dict[str, dict[str, tuple[int, str, str]]] = {}
        for review in self.shown.reviews:
            path = review.source.path
            for version in self.past.files.get(path, ()):
                if version.path == path and version.landed is not None:
                    written.setdefault(review.cycle, {}).setdefault(
                        review.team, (order[version.landed.id], path, version.landed.id)
                    )
        whole = (c for c, teams in owing.items() if teams <= written.get(c, {}).keys())
        return frozenset(max(written[cycle][team] for team in owing[cycle])[1:] for cycle in whole)


def kind_of(path: str) -> FileKind | None:
    """What a file is that is no objective, by its path; None for what is no content."""
    parts = path.split("/")
    if any(part.startswith((".", "_")) for part in parts):
        return None
    match parts:
        case ["okrsite.yml"]:
            return "settings"
        case ["index.md"]:
            return "company"
        case ["teams" | "kpis" as folder, name] if name.endswith(".md") and name != "README.md":
            return "team" if folder == "teams" else "kpi"
        case ["kpis", name] if name.endswith(".csv"):
            return "kpi readings"
        case [cycle, "index.md"] if cycle not in {"teams", "kpis", "assets"}:
            return "cycle"
        case [_, "reviews", name] if day_named(name.removesuffix(".md")):
            return "meeting"
        case [_, _, "review.md"]:
            return "review"
        case [_, _, "checkins", name] if day_named(name.removesuffix(".md")):
            return "check-in"
    return None


def day_named(name: str) -> date | None:
    """The day that a file is named for."""
    try:
        return date.fromisoformat(name[:10])
    except ValueError:
        return None
