"""Files as they were: one at a time, from their bytes, without the rest of the company around them."""

from datetime import date
from pathlib import Path

from okrsite.diagnostics import Finding
from okrsite.loading.decode_company import decode_cycle
from okrsite.loading.decode_objective import decode_objective
from okrsite.loading.decode_running import decode_check_in
from okrsite.loading.discover import ContentFile
from okrsite.loading.one_file import Decode, T, read_one
from okrsite.loading.reading import text_of
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.settings import Settings


def objective_in(path: str, data: bytes) -> Objective | None:
    """The objective that a file at `CYCLE/TEAM/NAME.md` was; None where nobody could have read it."""
    cycle, team, name = path.removesuffix(".md").split("/")[-3:]
    file = ContentFile(kind="objective", path=path, file=Path(path), cycle=cycle, team=team, name=name)
    return _read(file, data, decode_objective)


def check_in_in(path: str, data: bytes) -> CheckIn | None:
    """The check-in that a file at `CYCLE/TEAM/checkins/DATE.md` was; None where nobody could have read it."""
    cycle, team, _, name = path.removesuffix(".md").split("/")[-4:]
    try:
        day = date.fromisoformat(name[:10])
    except ValueError:
        return None
    file = ContentFile(
        kind="check_in", path=path, file=Path(path), cycle=cycle, team=team, name=name, day=day
    )
    return _read(file, data, decode_check_in)


def cycle_days_in(path: str, data: bytes, settings: Settings) -> tuple[date, date] | None:
    """First and last day of a cycle by what its `CYCLE/index.md` was; None where it had no dates."""
    name = path.split("/")[-2]
    file = ContentFile(kind="cycle", path=path, file=Path(path), cycle=name, name="index")
    cycle: Cycle | None = _read(file, data, lambda d, root, f: decode_cycle(d, root, f.cycle, settings))
    return None if cycle is None else (cycle.starts, cycle.ends)


def _read(file: ContentFile, data: bytes, decode: Decode[T]) -> T | None:
    faults: list[Finding] = []
    text = text_of(data, file.path, faults.append)
    if text is None:
        return None
    value: T | None = read_one(file, text, decode).value
    return value
