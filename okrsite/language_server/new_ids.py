"""Whether something may have a new id, and which files that moves."""

from collections.abc import Iterable, Iterator

from okrsite.language_server.edits import Move
from okrsite.language_server.mentions import Symbol
from okrsite.language_server.snapshot import Snapshot
from okrsite.model.reference import ID, id_like
from okrsite.writing.ids import may_be_named
from okrsite.writing.scalars import named

LONGEST = 200
"""Characters of an id, at most: with its ending a file's name may have 255."""


class CannotRename(Exception):
    """The new id can't be; the text says why and what to do."""


def moves_of(snapshot: Snapshot, symbol: Symbol, new: str) -> Iterator[Move]:
    """The files and folders that bear the id of something as their name."""
    home = snapshot.home(symbol)
    if home is None or symbol.sort == "key result":
        return
    folder = home.rpartition("/")[0]
    yield Move(home, f"{folder}/{new}.md")
    if symbol.sort == "kpi" and f"{folder}/{symbol.name}.csv" in snapshot.files:
        yield Move(f"{folder}/{symbol.name}.csv", f"{folder}/{new}.csv")
    if symbol.sort == "team":
        cycles = {path.partition("/")[0] for path in snapshot.files} - {"teams", "kpis", "assets"}
        for cycle in sorted(cycles):
            if (snapshot.content / cycle / symbol.name).is_dir():
                yield Move(f"{cycle}/{symbol.name}", f"{cycle}/{new}")


def refuse(snapshot: Snapshot, symbol: Symbol, new: str, moves: Iterable[Move]) -> None:
    """Raises CannotRename where a new id is none, or is taken, or files can't be moved."""
    if len(new) > LONGEST:
        raise CannotRename(f"“{new[:60]}…” is too long: an id has at most {LONGEST} characters.")
    valid = ID.fullmatch(new) if symbol.sort == "key result" else may_be_named(new)
    if not valid or named(new) != new:
        near = id_like(new)
        hint = f" Write {near}." if near and near != new and ID.fullmatch(near) else ""
        raise CannotRename(
            f"“{new[:60]}” can't be an id: an id has the letters a-z, digits and single hyphens, and is no"
            f" date and no reserved word.{hint}"
        )
    if taken := _taken(snapshot, symbol, new):
        raise CannotRename(f"“{new}” is taken: {taken}. Choose another id.")
    for move in moves:
        if _there(snapshot, move.new):
            raise CannotRename(f"“{new}” is taken: {move.new} is there already. Choose another id.")
        inside = [path for path in snapshot.texts if path == move.old or path.startswith(f"{move.old}/")]
        unsaved = next((path for path in inside if not (snapshot.content / path).exists()), None)
        if unsaved is not None:
            raise CannotRename(f"{unsaved} is not saved yet: save it, then rename it.")


def _taken(snapshot: Snapshot, symbol: Symbol, new: str) -> str:
    """What has the new id already, or had it; empty where nothing does."""
    directory = snapshot.facts.directory
    if symbol.sort == "objective":
        id = f"{symbol.id.rpartition('/')[0]}/{new}"
        former = directory.former.get(id)
        if former is not None and former.objective != symbol.id:
            return f"{former.objective} used to be called so"
    elif symbol.sort == "team":
        former_team = directory.former_teams.get(new, symbol.id)
        if former_team != symbol.id:
            return f"the team {former_team} used to be called so"
    elif symbol.sort == "key result":
        objective = directory.objectives.get(symbol.objective)
        found = objective.key_result(new) if objective is not None else None
        if found is not None and found.id == new:
            return "another key result of the objective has it"
        if found is not None and found.id != symbol.name:
            return f"the key result {found.id} of the objective used to be called so"
    return ""


def _there(snapshot: Snapshot, path: str) -> bool:
    return path in snapshot.texts or (snapshot.content / path).exists()
