"""All of a company's OKRs together."""

from dataclasses import dataclass
from datetime import date

from okrsite.model.allowance import Allowance
from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.review import Meeting, Review
from okrsite.model.team import Team
from okrsite.settings import Settings
from okrsite.source import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What the content folder holds, in a settled order (by id; check-ins by day).

    `today` is the date everything is seen from. `ghosts` are ids of things whose file is there but could
    not be read (objectives by id, `team:growth`, `kpi:nps`): no reference to them is reported. `unread` are
    the paths of all such files. `company_title` heads the company's prose.
    `assets` are paths below the content folder.
    """

    settings: Settings
    today: date
    company: SourceFile | None
    company_title: str = ""
    cycles: tuple[Cycle, ...]
    teams: tuple[Team, ...]
    objectives: tuple[Objective, ...]
    check_ins: tuple[CheckIn, ...]
    reviews: tuple[Review, ...]
    meetings: tuple[Meeting, ...]
    kpis: tuple[Kpi, ...]
    allowances: tuple[Allowance, ...] = ()
    assets: tuple[str, ...] = ()
    ghosts: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
