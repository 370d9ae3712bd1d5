"""The alignment graphs: of a cycle, of the branch below an objective, and around one objective.

A picture has to be readable, so it holds at most `BUDGET` boxes. What does not fit is folded: a box counts
the objectives left out below it and leads to a picture of them. The nested lists fold in the same places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.graph import Edge, Graph, LegendEntry, Node, Port, Twig
from okrsite.views.words import count, meter

BUDGET = 48
"""Boxes in a picture: about three screens of a desk's height, and still one glance."""

ENOUGH = 12
"""A picture with this many boxes is folded by whole levels, so that what it leaves out is plain to see; a
smaller one opens the branches that fit."""

NEIGHBOURS = 24
"""Children that the picture around one objective shows."""


@dataclass(slots=True)
class Scene:
    """What a picture will hold while it is being chosen: objectives by id in their order, those whose
    children are all left out, and how many children of a shown one do not fit."""

    shown: dict[str, None] = field(default_factory=dict)
    folded: dict[str, int] = field(default_factory=dict)
    top: tuple[str, ...] = ()


def ordered_children(company: Company, id: str) -> tuple[str, ...]:
    """An objective's children in the order of its key results, then by team and name."""
    parent = company.objectives[id]
    order = {k.id: i for i, k in enumerate(parent.key_results)}

    def key(child: str) -> tuple[int, str]:
        return order.get(company.alignment.parents[child].key_result, -1), child

    return tuple(sorted(company.alignment.children.get(id, ()), key=key))


def cycle_tops(company: Company, cycle_id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a cycle's picture begins, and the objectives that stand alone in it.

    It begins at the parents from longer cycles and at the objectives without a parent. Alone are those of
    teams below the root with neither parent nor child.
    """
    tops: dict[str, None] = {}
    alone: list[str] = []
    root = company.root.id if company.root else ""
    for objective in company.by_cycle[cycle_id]:
        chain = company.alignment.ancestors(objective.id)
        top = chain[-1].objective if chain else objective.id
        if chain or company.alignment.children.get(objective.id) or objective.team == root:
            tops[top] = None
        else:
            alone.append(objective.id)

    def rank(id: str) -> tuple[int, bool, str]:
        objective = company.objectives[id]
        return -company.cycles[objective.cycle].days, objective.team != root, id

    return tuple(sorted(tops, key=rank)), tuple(alone)


def _within(company: Company, cycle_id: str) -> set[str]:
    """The objectives that belong into a cycle's picture: its own, what they serve, and what serves them."""
    inside: set[str] = set()
    queue = [o.id for o in company.by_cycle[cycle_id]]
    for id in list(queue):
        queue += [target.objective for target in company.alignment.ancestors(id)]
    own = {o.id for o in company.by_cycle[cycle_id]}
    for id in queue:
        if id in inside:
            continue
        inside.add(id)
        if id in own:
            queue += company.alignment.children.get(id, ())
            own.update(company.alignment.children.get(id, ()))
    return inside


def choose(
    company: Company, tops: Sequence[str], inside: set[str] | None = None, budget: int = BUDGET
) -> Scene:
    """Which objectives a picture shows: level by level while they fit. Where they are few by then, also
    those branches of the next level that fit."""
    scene = Scene(top=tuple(tops))
    level = list(tops[:budget])
    scene.shown.update(dict.fromkeys(level))
    while level:
        families = {
            id: [c for c in ordered_children(company, id) if inside is None or c in inside] for id in level
        }
        room = budget - len(scene.shown)
        few = len(scene.shown) < ENOUGH
        wanted = sum(len(children) for children in families.values())
        following: list[str] = []
        for id, children in families.items():
            if not children:
                continue
            fits = wanted <= room or (few and len(children) <= budget - len(scene.shown))
            if not fits and len(scene.shown) == len(tops) == 1:
                children, rest = children[:room], children[room:]
                scene.folded[id] = sum(_size(company, c, inside) for c in rest)
                fits = True
            if fits:
                new = [c for c in children if c not in scene.shown]
                scene.shown.update(dict.fromkeys(new))
                following += new
            else:
                scene.folded[id] = sum(_size(company, c, inside) for c in children)
        level = following
    for id in tops[budget:]:
        if below := _size(company, id, inside) - 1:
            scene.folded[id] = below
    return scene


def _size(company: Company, id: str, inside: set[str] | None) -> int:
    """An objective and everything below it that belongs into the picture."""
    seen = {id}
    queue = [id]
    for current in queue:
        for child in company.alignment.children.get(current, ()):
            if child not in seen and (inside is None or child in inside):
                seen.add(child)
                queue.append(child)
    return len(seen)


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
    inside = _within(company, cycle_id)
    scene = choose(company, tops, inside, budget)
    title = company.cycles[cycle_id].title
    label = f"How the objectives of {title} serve each other"
    return _picture(company, cards, scene, cycle_id, label, inside, home=cycle_id), alone


def branch_picture(company: Company, cards: Cards, id: str) -> Picture:
    """The picture of an objective and what hangs below it."""
    scene = choose(company, (id,))
    objective = company.objectives[id]
    label = f"What serves the objective {objective.title}"
    return _picture(company, cards, scene, f"{id}#below", label, None, home=objective.cycle, focus=id)


def _picture(
    company: Company,
    cards: Cards,
    scene: Scene,
    key: str,
    label: str,
    inside: set[str] | None,
    *,
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
            folded=scene.folded.get(id, 0),
            folded_url="" if id == focus else urls.branch(id),
        )
        for id in shown
    )
    tree = tuple(_twig(company, cards, id, scene, inside, home, frozenset()) for id in scene.top)
    left_out = sum(scene.folded.values()) + sum(id not in scene.shown for id in scene.top)
    note = ""
    if left_out:
        note = (
            f"{count(len(shown), 'objective')} of {len(shown) + left_out:,} are shown;"
            " a box with a number below it leads to the rest of its branch."
        )
    graph = None
    if len(nodes) > 1 or (nodes and scene.folded):
        graph = Graph(key=key, label=label, nodes=nodes, edges=edges, legend=_legend(company, shown))
    return Picture(graph=graph, tree=tree, note=note, folded=tuple(id for id in scene.folded if id != focus))


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
    present = {company.divisions.get(company.objectives[id].team, "") for id in shown}
    return tuple(
        LegendEntry(name=team.name, hue=company.hues[team.id])
        for team, depth in company.tree
        if depth < 2 and team.id in present
    )


def _port(company: Company, objective: Objective, key_result: KeyResult) -> Port:
    progress = meter(company.scores[objective.id].key_results[key_result.id].progress)
    return Port(
        id=key_result.id,
        title=key_result.title,
        url=urls.key_result(objective, key_result.id),
        percent=progress.percent if progress.known else None,
        text=progress.text,
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
    below = [
        child
        for child in ordered_children(company, id)
        if child in scene.shown and child not in above and (inside is None or child in inside)
    ]
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


def local_scene(company: Company, item: Objective) -> Scene:
    """Around an objective: its ancestors, itself, its children, and what it supports or is supported by."""
    scene = Scene()
    chain = [target.objective for target in reversed(company.alignment.ancestors(item.id))]
    scene.top = (chain[0] if chain else item.id,)
    children = ordered_children(company, item.id)
    shown = children[:NEIGHBOURS]
    side = [t.objective for t in company.alignment.supports.get(item.id, ())]
    side += company.alignment.supported_by.get(item.id, ())
    scene.shown.update(dict.fromkeys((*chain, item.id, *shown)))
    scene.shown.update(dict.fromkeys(id for id in side if id != item.id))
    left_out = children[NEIGHBOURS:]
    if left_out:
        scene.folded[item.id] = sum(_size(company, id, None) for id in left_out)
    for child in shown:
        below = company.alignment.descendants(child)
        if below:
            scene.folded[child] = below
    return scene


def local_graph(company: Company, cards: Cards, item: Objective) -> Graph | None:
    """The picture around an objective, None where it stands alone."""
    scene = local_scene(company, item)
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
        label=f"What {item.title} serves and what serves it",
        nodes=tuple(nodes),
        edges=edges,
        legend=_legend(company, shown),
    )


def _local_side_edges(company: Company, item: Objective, shown: Sequence[str]) -> tuple[Edge, ...]:
    """The supports that begin or end at the objective itself."""
    return tuple(edge for edge in _side_edges(company, shown) if item.id in (edge.upper, edge.lower))


def local_tree(company: Company, cards: Cards, item: Objective) -> tuple[Twig, ...]:
    """The same as nested lists: the chain above, the objective and its children."""
    scene = local_scene(company, item)
    chain = {target.objective for target in company.alignment.ancestors(item.id)}
    inside = {*chain, item.id, *company.alignment.children.get(item.id, ())}
    scene.folded = {}
    return (_twig(company, cards, scene.top[0], scene, inside, item.cycle, frozenset()),)
