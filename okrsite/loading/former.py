"""Files as they were: one at a time, from their bytes, without the rest of the company around them."""

from datetime import date

from okrsite.diagnostics import Finding
from okrsite.loading.decode_company import decode_cycle, decode_team
from okrsite.loading.decode_objective import decode_objective
from okrsite.loading.decode_running import decode_check_in, decode_kpi
from okrsite.loading.decoder import Decoder
from okrsite.loading.discover import ContentFile
from okrsite.loading.nodes import Node
from okrsite.loading.one_file import Decode, T, read_one
from okrsite.loading.reading import text_of
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.team import Team
from okrsite.settings import Settings


def objective_in(path: str, data: bytes) -> Objective | None:
    """The objective that a file at `CYCLE/TEAM/NAME.md` was; None where nobody could have read it, or where
    it was something else then."""
    if path.count("/") < 2:
        return None
    cycle, team, name = path.removesuffix(".md").split("/")[-3:]
    file = ContentFile(kind="objective", path=path, cycle=cycle, team=team, name=name)
    return _read(file, data, decode_objective)


def check_in_in(path: str, data: bytes) -> CheckIn | None:
    """The check-in that a file at `CYCLE/TEAM/checkins/DATE.md` was; None where nobody could have read it, or
    where it was something else then."""
    if path.count("/") < 3:
        return None
    cycle, team, _, name = path.removesuffix(".md").split("/")[-4:]
    try:
        day = date.fromisoformat(name[:10])
    except ValueError:
        return None
    file = ContentFile(kind="check_in", path=path, cycle=cycle, team=team, name=name, day=day)
    return _read(file, data, decode_check_in)


def cycle_days_in(path: str, data: bytes, settings: Settings) -> tuple[date, date] | None:
    """First and last day of a cycle by what its `CYCLE/index.md` was; None where it had no dates."""
    name = path.split("/")[-2]
    file = ContentFile(kind="cycle", path=path, cycle=name, name="index")
    cycle: Cycle | None = _read(file, data, lambda d, root, f: decode_cycle(d, root, f.cycle, settings))
    return None if cycle is None else (cycle.starts, cycle.ends)


def name_in(path: str, data: bytes) -> str:
    """What a team at `teams/ID.md` or a KPI at `kpis/ID.md` was called; its id where nobody could have read
    that."""
    folder, _, id = path.removesuffix(".md").rpartition("/")
    file = ContentFile(kind=folder.removesuffix("s"), path=path, name=id)
    found: Team | Kpi | None = (
        _read(file, data, decode_team) if folder == "teams" else _read(file, data, _kpi)
    )
    return found.name if found is not None and found.name else id


def _kpi(decoder: Decoder, root: Node | None, file: ContentFile) -> Kpi:
    return decode_kpi(decoder, root, file, None)


def _read(file: ContentFile, data: bytes, decode: Decode[T]) -> T | None:
    faults: list[Finding] = []
    text = text_of(data, file.path, faults.append)
    if text is None:
        return None
    value: T | None = read_one(file, text, decode).value
    return value
