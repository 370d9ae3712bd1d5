"""The pages of the site, one frozen view each. Every view has a `frame`; its class names its template."""

from dataclasses import dataclass

from okrsite.views.graph import Graph, Twig
from okrsite.views.parts import (
    CheckInCard,
    CycleBanner,
    Day,
    FindingRow,
    Frame,
    InitiativeRow,
    KeyResultRow,
    Link,
    Meter,
    ObjectiveCard,
    Prose,
    Tally,
    TeamBadge,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStanding:
    """A team's line in a cycle. `depth` is 0 for the root team. `last_check_in` is None where there is none."""

    team: TeamBadge
    url: str
    depth: int
    objectives: int
    key_results: int
    meter: Meter
    last_check_in: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """`cycle` is the active one with the most objectives, else the latest (`fallback` then says so),
    None in a company that has no cycle yet. `annual` holds the company objectives of the other active
    cycles that contain it. `meter` and `tally` are the same as on the page of `cycle`."""

    frame: Frame
    prose: Prose | None
    cycle: CycleBanner | None
    fallback: str
    objectives: tuple[ObjectiveCard, ...]
    longer: tuple["CycleGroup", ...]
    standings: tuple[TeamStanding, ...]
    check_ins: tuple[CheckInCard, ...]
    more_check_ins: int
    meter: Meter | None = None
    tally: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleGroup:
    """A cycle and objectives of it."""

    cycle: CycleBanner
    objectives: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamGroup:
    """A team's objectives in a cycle; `url` leads to the team's page in that cycle."""

    team: TeamBadge
    url: str
    depth: int
    objectives: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleView:
    """A cycle with all its teams. `tally` is empty where it has no key results."""

    frame: Frame
    cycle: CycleBanner
    prose: Prose | None
    within: tuple[Link, ...]
    contains: tuple[Link, ...]
    before: Link | None
    after: Link | None
    meter: Meter
    counts: tuple[str, ...]
    standings: tuple[TeamStanding, ...]
    groups: tuple[TeamGroup, ...]
    meetings: tuple[Link, ...]
    alignment_url: str
    tally: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentView:
    """The graph of a cycle, or of the branch below one objective (`branch`), and the same as lists.

    `unaligned` are objectives without a parent that are not the root team's; `note` says what is folded.
    """

    frame: Frame
    cycle: CycleBanner
    branch: Link | None
    path: tuple[Link, ...]
    note: str
    graph: Graph | None
    tree: tuple[Twig, ...]
    unaligned: tuple[ObjectiveCard, ...]
    cycles: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """What a review decided for one objective. `grades` are (key result, self-grade, computed) texts."""

    objective: Link
    decision: str
    carried_to: Link | None
    carried_text: str
    grades: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCard:
    prose: Prose
    lines: tuple[ReviewLine, ...]
    edit_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCycleView:
    """One team's part of a cycle."""

    frame: Frame
    team: TeamBadge
    cycle: CycleBanner
    meter: Meter
    objectives: tuple[ObjectiveCard, ...]
    check_ins: tuple[CheckInCard, ...]
    review: ReviewCard | None
    others: tuple[Link, ...]
    beneath: tuple[TeamStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentStep:
    """One step up from an objective: the objective above and the key result named there, if any."""

    objective: ObjectiveCard
    key_result: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """`ancestors` runs from the root down to the parent. `related` are (heading, objectives) pairs:
    what it supports, what supports it, what it depends on, what depends on it."""

    frame: Frame
    card: ObjectiveCard
    cycle: CycleBanner
    shared_with: tuple[TeamBadge, ...]
    obstacle: str
    prose: Prose | None
    key_results: tuple[KeyResultRow, ...]
    ancestors: tuple[ParentStep, ...]
    children: tuple[ObjectiveCard, ...]
    related: tuple[tuple[str, tuple[ObjectiveCard, ...]], ...]
    initiatives: tuple[InitiativeRow, ...]
    check_ins: tuple[CheckInCard, ...]
    carried_from: tuple[Link, ...]
    carried_to: Link | None
    graph: Graph | None
    tree: tuple[Twig, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team with all its cycles, newest first. `cycles` pairs a standing with its objectives."""

    frame: Frame
    team: TeamBadge
    prose: Prose | None
    lead: str
    members: tuple[str, ...]
    above: tuple[Link, ...]
    beneath: tuple[TeamBadge, ...]
    life: str
    succeeded_by: tuple[Link, ...]
    cycles: tuple[tuple[CycleBanner, str, Meter, tuple[ObjectiveCard, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBranch:
    """A team and the teams beneath it. `ended` is empty or a remark (`until 2026-Q2`)."""

    team: TeamBadge
    lead: str
    people: int
    ended: str
    standing: Meter
    objectives: int
    beneath: tuple["TeamBranch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsView:
    frame: Frame
    cycle: CycleBanner | None
    roots: tuple[TeamBranch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """A KPI. `band` is its limits in words (`at least 45`); `health` is within, outside, or empty where
    it has no limits or no reading. `points` are (day, value text) newest first; `spark` are 0-100 heights
    oldest first."""

    name: str
    url: str
    owner: str
    band: str
    now: str
    as_of: Day | None
    health: str
    prose: Prose | None
    points: tuple[tuple[Day, str], ...]
    spark: tuple[int, ...]
    key_results: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpisView:
    frame: Frame
    kpis: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    frame: Frame
    kpi: KpiRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRow:
    cycle: CycleBanner
    objectives: int
    key_results: int
    check_ins: int
    meter: Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    frame: Frame
    cycles: tuple[ArchiveRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The check report: findings grouped by file. `summary` is one sentence, `silent` another or empty."""

    frame: Frame
    summary: str
    silent: str
    groups: tuple[tuple[str, tuple[FindingRow, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A cross-team review meeting."""

    frame: Frame
    cycle: CycleBanner
    day: Day
    attendees: tuple[str, ...]
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The guide for people who write OKRs, and the page of rules: prose shipped with okrsite."""

    frame: Frame
    prose: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """An old address that leads to a new one."""

    frame: Frame
    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    frame: Frame


Page = (
    HomeView
    | CycleView
    | AlignmentView
    | TeamCycleView
    | ObjectiveView
    | TeamView
    | TeamsView
    | KpisView
    | KpiView
    | ArchiveView
    | CheckView
    | MeetingView
    | GuideView
    | MovedView
    | NotFoundView
)
