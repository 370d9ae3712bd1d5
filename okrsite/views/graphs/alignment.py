"""The alignment graph of a cycle, or of a branch of it, and the same as lists."""

from dataclasses import dataclass

from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.graphs.explorer import Explorer, explorer_of
from okrsite.views.graphs.graph import Graph, Twig
from okrsite.views.graphs.pictures import branch_picture, cycle_picture
from okrsite.views.parts import CycleBanner, Frame, Link, ObjectiveCard


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentView:
    """The graph of a cycle, or of the branch below one objective (`branch`), and the same as lists.

    `unaligned` are objectives without a parent that are not the root team's; `note` says what is folded.
    Only the page of a cycle has an explorer, and none where there is too little to explore; that of a branch
    has a link to it.
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
    explorer: Explorer | None = None
    explore_url: str = ""


def alignment_views(company: Company, cards: Cards, cycle_id: str) -> tuple[AlignmentView, ...]:
    """The picture of a cycle, and one for each branch that is folded in it or in another branch."""
    picture, alone = cycle_picture(company, cards, cycle_id)
    title = company.cycles[cycle_id].title
    inhabited = company.inhabited
    views = [
        AlignmentView(
            frame=cards.frame(
                urls.alignment(cycle_id),
                _("Alignment of %(title)s", title=title),
                "alignment",
                cards.home_crumb(),
                cards.cycle_crumb(cycle_id),
            ),
            cycle=cards.banner(cycle_id),
            branch=None,
            path=(),
            note=picture.note,
            graph=picture.graph,
            tree=picture.tree,
            unaligned=tuple(cards.objective(company.objectives[id], brief=True) for id in alone),
            cycles=tuple(
                Link(text=cycle.title, url=urls.alignment(cycle.id))
                for cycle in sorted(company.portfolio.cycles, key=lambda c: (c.starts, -c.days), reverse=True)
                if cycle.id in inhabited
            ),
            explorer=explorer_of(company, cards, cycle_id),
        )
    ]
    queue = list(picture.folded)
    done: set[str] = set()
    for id in queue:
        if id in done:
            continue
        done.add(id)
        view, folded = _branch_view(company, cards, cycle_id, id)
        views.append(view)
        queue += folded
    return tuple(views)


def _branch_view(
    company: Company, cards: Cards, cycle_id: str, id: str
) -> tuple[AlignmentView, tuple[str, ...]]:
    picture = branch_picture(company, cards, id)
    objective = company.objectives[id]
    chain = [cards.objective_link(t.objective) for t in reversed(company.alignment.ancestors(id))]
    view = AlignmentView(
        frame=cards.frame(
            urls.branch(id),
            _("What serves %(title)s", title=objective.title),
            "alignment",
            cards.home_crumb(),
            cards.cycle_crumb(cycle_id),
            Link(text=_("Alignment"), url=urls.alignment(cycle_id)),
        ),
        cycle=cards.banner(cycle_id),
        branch=cards.objective_link(id),
        path=tuple(chain),
        note=picture.note,
        graph=picture.graph,
        tree=picture.tree,
        unaligned=(),
        cycles=(),
        explore_url=urls.explored(cycle_id, id),
    )
    return view, picture.folded
