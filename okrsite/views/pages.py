"""All views together. The class of a view names its template."""

from okrsite.views.agenda.agenda import AgendaView as AgendaView
from okrsite.views.archive import ArchiveView as ArchiveView
from okrsite.views.charts.heat import HeatView as HeatView
from okrsite.views.check_report import CheckView as CheckView
from okrsite.views.cycle import CycleView as CycleView, TeamGroup as TeamGroup
from okrsite.views.cycle_review import CycleReviewView as CycleReviewView
from okrsite.views.graphs.alignment import AlignmentView as AlignmentView
from okrsite.views.guide import GuideView as GuideView
from okrsite.views.home import CycleGroup as CycleGroup, HomeView as HomeView
from okrsite.views.journal.parts import ChangesView as ChangesView
from okrsite.views.kpis import KpiRow as KpiRow, KpisView as KpisView, KpiView as KpiView
from okrsite.views.meeting import MeetingView as MeetingView
from okrsite.views.moved import MovedView as MovedView, NotFoundView as NotFoundView
from okrsite.views.objective import ObjectiveView as ObjectiveView, ParentStep as ParentStep
from okrsite.views.people.person import (
    OwedCheckIn as OwedCheckIn,
    PeopleView as PeopleView,
    PersonCycle as PersonCycle,
    PersonView as PersonView,
)
from okrsite.views.present import PresentView as PresentView
from okrsite.views.roadmap import RoadmapView as RoadmapView
from okrsite.views.standing import TeamStanding as TeamStanding
from okrsite.views.team import TeamView as TeamView
from okrsite.views.team_cycle import (
    ReviewCard as ReviewCard,
    ReviewLine as ReviewLine,
    TeamCycleView as TeamCycleView,
)
from okrsite.views.teams import TeamBranch as TeamBranch, TeamsView as TeamsView

Page = (
    HomeView
    | CycleView
    | CycleReviewView
    | AlignmentView
    | TeamCycleView
    | PresentView
    | AgendaView
    | ObjectiveView
    | TeamView
    | TeamsView
    | PeopleView
    | PersonView
    | KpisView
    | KpiView
    | RoadmapView
    | ArchiveView
    | HeatView
    | ChangesView
    | CheckView
    | MeetingView
    | GuideView
    | MovedView
    | NotFoundView
)
