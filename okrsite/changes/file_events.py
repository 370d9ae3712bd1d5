"""What happened to the files that are no objectives: check-ins, reviews, teams, cycles, KPIs, settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
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

Did = Literal["added", "changed", "renamed", "moved", "removed"]

NAMED = frozenset({"team", "kpi"})
"""What readers know by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEvent:
    """What happened to a file that is no objective. A team or a KPI that has another name is `renamed`, one
    with another file and the same name `moved`.

    `path` is what the file is called today; `team` is its team's id of today, `day` the one it is about.
    `name` is what a team or a KPI was called from then on, `was` what it was called before: its name, or its
    file where it was moved. `there` says whether the site still shows it. A review `closes` its cycle where
    it was the last that was missing. `shifts` are dates of a cycle that were set anew.
    """

    kind: FileKind
    did: Did
    path: str
    cycle: str = ""
    team: str = ""
    name: str = ""
    was: str = ""
    day: date | None = None
    there: bool = True
    closes: bool = False
    shifts: tuple[Shift, ...] = ()

    @property
    def teams(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset({self.team} - {""})


def file_events(
    changes: Changes, past: Past, shown: Portfolio, former_teams: Mapping[str, str]
) -> Iterator[tuple[Version, FileEvent | None]]:
    """The events, each with the version that made it. There is None in place of what may not be told: a
    check-in that the site does not show may read nothing but drafts. Changes of spelling are left out, and
    files that only moved along with their folder."""
    yield from _Files(changes, past, shown, former_teams).events()


class _Files:
    def __init__(
        self, changes: Changes, past: Past, shown: Portfolio, former_teams: Mapping[str, str]
    ) -> None:
        self.changes = changes
        self.past = past
        self.shown = shown
        self.former_teams = former_teams

    def events(self) -> Iterator[tuple[Version, FileEvent | None]]:
        found: list[tuple[FileEvent, Version | None, Version]] = []
        for path, old, version, kind in self.versions():
            if kind == "check-in" and path not in self.check_ins:
                yield version, None
                continue
            event = self.event(kind, path, old, version)
            if event is not None:
                found.append((event, old, version))
        sides = [side for event, *sides in found if _is_read(event) for side in sides if side is not None]
        texts = dict(read_blobs(self.past.repository, (side.blob for side in sides if side.blob)))
        for event, old, version in found:
            told = _told(event, old, version, texts) if _is_read(event) else event
            if told is not None:
                yield version, told

    def versions(self) -> Iterator[tuple[str, Version | None, Version, FileKind]]:
        """The versions: what the file is called today, the version before of the same kind of file, the
        version, and what the file is."""
        for path, versions in (*self.past.files.items(), *self.past.gone.items()):
            if kind_of(path) is None or self.past.is_aside(path):
                continue
            before: Version | None = None
            for version in versions:
                old, before = before, version
                kind = kind_of(version.path)
                if kind is None or version.landed is None:
                    continue
                if old is not None and (not old.blob or kind_of(old.path) != kind):
                    old = None
                yield path, old, version, kind

    def event(self, kind: FileKind, path: str, old: Version | None, version: Version) -> FileEvent | None:
        did: Did
        if not version.blob:
            did = "removed"
        elif old is None:
            did = "added"
        elif old.path != version.path and kind in NAMED:
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


def _is_read(event: FileEvent) -> bool:
    """Whether what the file says decides what is told of it."""
    return event.kind in NAMED or (event.did == "changed" and not event.shifts)


def _told(
    event: FileEvent, old: Version | None, version: Version, texts: Mapping[str, bytes]
) -> FileEvent | None:
    """An event with the names that a team or a KPI had; None where nothing but spelling changed."""
    before, after = (texts.get(side.blob, b"") if side is not None else b"" for side in (old, version))
    if event.did == "changed":
        one, other = (text.decode("utf-8", "replace") for text in (before, after))
        if one.split() == other.split() if event.kind == "kpi readings" else spelling_only(one, other):
            return None
    if event.kind not in NAMED:
        return event
    from okrsite.loading.former import name_in  # loads yaml, which not every command needs

    was = name_in(old.path, before) if old is not None and before else ""
    name = name_in(version.path, after) if version.blob else was or event.name
    if event.did in {"changed", "moved"} and was != name:
        return replace(event, did="renamed", name=name, was=was)
    return replace(event, name=name, was=old.path if old is not None and event.did == "moved" else "")


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
