"""The alignment graphs: of a cycle, of the branch below an objective, and around one objective.

A picture has to be readable, so it holds at most `BUDGET` boxes. What does not fit is folded: a box counts
the objectives left out below it and leads to a picture of them. The nested lists fold in the same places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import HUES, Company
from okrsite.views.graphs.graph import Edge, Graph, LegendEntry, Node, Port, Twig
from okrsite.views.graphs.scene import (
    BUDGET,
    Scene,
    choose,
    cycle_tops,
    in_order,
    local_scene,
    size,
    within,
)
from okrsite.views.words import meter

LIST = "_list"
"""The anchor at which a page has its nested lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with the same as lists. `folded` are the objectives whose branch needs a page of its own."""

    graph: Graph | None
    tree: tuple[Twig, ...]
    note: str
    folded: tuple[str, ...]


def cycle_picture(
    company: Company, cards: Cards, cycle_id: str, *, budget: int = BUDGET
) -> tuple[Picture, tuple[str, ...]]:
    """The picture of a cycle with at most `budget` boxes, and the ids of the objectives that stand alone."""
    tops, alone = cycle_tops(company, cycle_id)
    inside = within(company, cycle_id)
    scene = choose(company, tops, inside, budget)
    title = company.cycles[cycle_id].title
    label = _("How the objectives of %(title)s serve each other", title=title)
    return _picture(
        company, cards, scene, cycle_id, label, inside, here=urls.alignment(cycle_id), home=cycle_id
    ), alone


def branch_picture(company: Company, cards: Cards, id: str) -> Picture:
    """The picture of an objective and what hangs below it."""
    scene = choose(company, (id,))
    objective = company.objectives[id]
    label = _("What serves the objective %(title)s", title=objective.title)
    return _picture(
        company,
        cards,
        scene,
        f"{id}#below",
        label,
        None,
        here=urls.branch(id),
        home=objective.cycle,
        focus=id,
    )


def _picture(
    company: Company,
    cards: Cards,
    scene: Scene,
    key: str,
    label: str,
    inside: set[str] | None,
    *,
    here: str,
    home: str,
    focus: str = "",
) -> Picture:
    shown = tuple(scene.shown)
    edges = _parent_edges(company, shown) + _side_edges(company, shown)
    used = _used_ports(edges)
    nodes = tuple(
        _node(
            company,
            cards,
            id,
            ports=used.get(id, ()),
            home=home,
            focus=id == focus,
            folded=_left_out(company, scene, id, inside),
            folded_url=f"{here}#{LIST}" if id in scene.cut else urls.branch(id),
        )
        for id in shown
    )
    tree = tuple(_twig(company, cards, id, scene, inside, home, frozenset()) for id in scene.top)
    beyond = sum(len(cut) for cut in scene.cut.values()) + sum(id not in scene.shown for id in scene.top)
    left_out = sum(scene.folded.values()) + beyond
    note = ""
    if left_out:
        note = ngettext(
            "%(num)s objective of %(all)s are shown;"
            " a box with a number below it leads to what it leaves out.",
            "%(num)s objectives of %(all)s are shown;"
            " a box with a number below it leads to what it leaves out.",
            len(shown),
            all=whole(len(shown) + left_out),
        )
    graph = None
    if len(nodes) > 1 or (nodes and scene.folded):
        graph = Graph(key=key, label=label, nodes=nodes, edges=edges, legend=_legend(company, shown))
    return Picture(graph=graph, tree=tree, note=note, folded=tuple(scene.folded))


def _left_out(company: Company, scene: Scene, id: str, inside: set[str] | None) -> int:
    """How many objectives below one the picture leaves out."""
    return scene.folded.get(id, 0) + sum(size(company, c, inside) for c in scene.cut.get(id, ()))


def _parent_edges(company: Company, shown: Iterable[str]) -> tuple[Edge, ...]:
    present = set(shown)
    edges = []
    for id in shown:
        target = company.alignment.parents.get(id)
        if target is not None and target.objective in present:
            edges.append(
                Edge(upper=target.objective, lower=id, kind="parent", port=target.key_result or None)
            )
    return tuple(edges)


def _side_edges(company: Company, shown: Iterable[str]) -> tuple[Edge, ...]:
    present = set(shown)
    edges = [
        Edge(upper=target.objective, lower=id, kind="supports", port=target.key_result or None)
        for id in shown
        for target in company.alignment.supports.get(id, ())
        if target.objective in present and target.objective != id
    ]
    return tuple(dict.fromkeys(edges))


def _used_ports(edges: Iterable[Edge]) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for edge in edges:
        if edge.port:
            used.setdefault(edge.upper, {})[edge.port] = None
    return {id: tuple(ports) for id, ports in used.items()}


def _legend(company: Company, shown: Iterable[str]) -> tuple[LegendEntry, ...]:
    """The divisions with their colours; none where there are more than colours to tell them apart."""
    present = {company.divisions.get(company.objectives[id].team, "") for id in shown}
    if len(present) > HUES:
        return ()
    return tuple(
        LegendEntry(name=company.teams[id].name, hue=company.hues[id])
        for id in sorted(present - {""}, key=lambda id: company.ranks[id])
    )


def _port(company: Company, objective: Objective, key_result: KeyResult) -> Port:
    progress = meter(company.scores[objective.id].key_results[key_result.id].progress)
    return Port(
        id=key_result.id,
        title=key_result.title,
        url=urls.key_result(objective, key_result.id),
        percent=progress.percent if progress.known else None,
        text=progress.text,
        dropped=key_result.dropped is not None,
    )


def _node(
    company: Company,
    cards: Cards,
    id: str,
    *,
    ports: Sequence[str],
    home: str,
    focus: bool = False,
    folded: int = 0,
    folded_url: str = "",
) -> Node:
    """A box. Of its key results it lists those in `ports`, in the objective's order."""
    objective = company.objectives[id]
    progress = cards.objective_meter(objective)
    team = cards.badge(objective.team)
    where = team.name if objective.cycle == home else f"{team.name}, {company.cycles[objective.cycle].id}"
    standing = f"{progress.text} {progress.note}".strip() if progress.known else progress.note
    owner = f", {objective.owner}" if objective.owner else ""
    return Node(
        id=id,
        title=objective.title,
        team=where,
        url=urls.objective(objective),
        hue=team.hue,
        percent=progress.percent if progress.known else None,
        text=progress.text,
        tooltip=f"{objective.title}\n{where}{owner}\n{standing}",
        ports=tuple(_port(company, objective, k) for k in objective.key_results if k.id in ports),
        focus=focus,
        dropped=objective.dropped,
        folded=folded,
        folded_url=folded_url if folded else "",
    )


def _twig(
    company: Company,
    cards: Cards,
    id: str,
    scene: Scene,
    inside: set[str] | None,
    home: str,
    above: frozenset[str],
) -> Twig:
    objective = company.objectives[id]
    progress = cards.objective_meter(objective)
    team = cards.badge(objective.team)
    target = company.alignment.parents.get(id)
    via = ""
    if target is not None and target.key_result and above:
        found = company.objectives[target.objective].key_result(target.key_result)
        via = found.title if found else ""
    cut = frozenset(scene.cut.get(id, ()))
    beneath = company.alignment.children.get(id, ())
    listed = (child for child in beneath if child in scene.shown or child in cut)
    fitting = [c for c in listed if c not in above and (inside is None or c in inside)]
    below = in_order(company, id, fitting)
    return Twig(
        title=objective.title,
        url=urls.objective(objective),
        team=team.name if objective.cycle == home else f"{team.name}, {objective.cycle}",
        hue=team.hue,
        text=progress.text,
        percent=progress.percent if progress.known else None,
        via=via,
        dropped=objective.dropped,
        children=tuple(_twig(company, cards, child, scene, inside, home, above | {id}) for child in below),
        hidden=scene.folded.get(id, 0),
        hidden_url=urls.branch(id) if scene.folded.get(id) else "",
    )


def local_picture(company: Company, cards: Cards, item: Objective) -> tuple[Graph | None, tuple[Twig, ...]]:
    """The picture around an objective, None where it stands alone; and as nested lists the chain above, the
    objective and its children."""
    scene = local_scene(company, item)
    return _local_graph(company, cards, item, scene), _local_tree(company, cards, item, scene)


def _local_graph(company: Company, cards: Cards, item: Objective, scene: Scene) -> Graph | None:
    shown = tuple(scene.shown)
    if len(shown) < 2:
        return None
    edges = (*_parent_edges(company, shown), *_local_side_edges(company, item, shown))
    used = _used_ports(edges)
    nodes = []
    for id in shown:
        objective = company.objectives[id]
        own = id == item.id
        folded = scene.folded.get(id, 0)
        nodes.append(
            _node(
                company,
                cards,
                id,
                ports=[k.id for k in objective.key_results] if own else used.get(id, ()),
                home=item.cycle,
                focus=own,
                folded=folded,
                folded_url=urls.objective(objective) + "#_below" if folded else "",
            )
        )
    return Graph(
        key=item.id,
        label=_("What %(title)s serves and what serves it", title=item.title),
        nodes=tuple(nodes),
        edges=edges,
        legend=_legend(company, shown),
    )


def _local_side_edges(company: Company, item: Objective, shown: Sequence[str]) -> tuple[Edge, ...]:
    """The supports and dependencies that begin or end at the objective itself."""
    present = set(shown)
    needs = (
        Edge(upper=target.objective, lower=id, kind="depends_on", port=target.key_result or None)
        for id in shown
        for target in company.alignment.depends_on.get(id, ())
        if target.objective in present and target.objective != id
    )
    edges = dict.fromkeys((*_side_edges(company, shown), *needs))
    return tuple(edge for edge in edges if item.id in (edge.upper, edge.lower))


def _local_tree(company: Company, cards: Cards, item: Objective, scene: Scene) -> tuple[Twig, ...]:
    chain = {target.objective for target in company.alignment.ancestors(item.id)}
    inside = {*chain, item.id, *company.alignment.children.get(item.id, ())}
    scene = Scene(shown=scene.shown, top=scene.top)
    return (_twig(company, cards, scene.top[0], scene, inside, item.cycle, frozenset()),)
