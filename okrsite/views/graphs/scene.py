"""What a picture of the alignment holds: chosen so that it can be read.

A picture has at most `BUDGET` boxes. What does not fit is folded: counted at the box above it, and shown in a
picture of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from okrsite.model.objective import Objective
from okrsite.views.company import Company

BUDGET = 48
"""Boxes in a picture: about three screens of a desk's height, and still one glance."""

ENOUGH = 12
"""A picture with this many boxes is folded by whole levels, so that what it leaves out is plain to see; a
smaller one opens the branches that fit."""

NEIGHBOURS = 24
"""Children that the picture around one objective shows."""


@dataclass(slots=True)
class Scene:
    """What a picture will hold while it is being chosen.

    `shown` are objectives by id in their order; `folded` counts what is left out below an objective.
    `cut` are children that did not fit beside their siblings, by parent: the lists have them all.
    """

    shown: dict[str, None] = field(default_factory=dict)
    folded: dict[str, int] = field(default_factory=dict)
    cut: dict[str, tuple[str, ...]] = field(default_factory=dict)
    top: tuple[str, ...] = ()


def ordered_children(company: Company, id: str) -> tuple[str, ...]:
    """An objective's children in the order of its key results, then by team and name."""
    return in_order(company, id, company.alignment.children.get(id, ()))


def in_order(company: Company, id: str, children: Iterable[str]) -> tuple[str, ...]:
    """The same for some of its children."""
    order = {k.id: i for i, k in enumerate(company.objectives[id].key_results)}

    def key(child: str) -> tuple[int, str]:
        return order.get(company.alignment.parents[child].key_result, -1), child

    return tuple(sorted(children, key=key))


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


def within(company: Company, cycle_id: str) -> set[str]:
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
            if not fits and len(scene.shown) <= len(tops) and len(children) > budget - len(tops):
                # A fan too wide for any picture: some of it is drawn, the list beneath has all of it.
                children, rest = children[:room], children[room:]
                _cut(company, scene, id, rest, inside)
                fits = bool(children)
            if fits:
                new = [c for c in children if c not in scene.shown]
                scene.shown.update(dict.fromkeys(new))
                following += new
            else:
                scene.folded[id] = sum(size(company, c, inside) for c in children)
        level = following
    for id in tops[budget:]:
        if below := size(company, id, inside) - 1:
            scene.folded[id] = below
    return scene


def _cut(company: Company, scene: Scene, id: str, rest: list[str], inside: set[str] | None) -> None:
    """Leave some children of an objective to the list, each with what hangs below it folded."""
    scene.cut[id] = tuple(rest)
    for child in rest:
        if below := size(company, child, inside) - 1:
            scene.folded[child] = below


def size(company: Company, id: str, inside: set[str] | None) -> int:
    """An objective and everything below it that belongs into the picture."""
    seen = {id}
    queue = [id]
    for current in queue:
        for child in company.alignment.children.get(current, ()):
            if child not in seen and (inside is None or child in inside):
                seen.add(child)
                queue.append(child)
    return len(seen)


def local_scene(company: Company, item: Objective) -> Scene:
    """Around an objective: its ancestors, itself, its children, and what it supports or depends on and the
    other way round."""
    scene = Scene()
    chain = [target.objective for target in reversed(company.alignment.ancestors(item.id))]
    scene.top = (chain[0] if chain else item.id,)
    children = ordered_children(company, item.id)
    shown = children[:NEIGHBOURS]
    side = [t.objective for t in company.alignment.supports.get(item.id, ())]
    side += company.alignment.supported_by.get(item.id, ())
    side += [t.objective for t in company.alignment.depends_on.get(item.id, ())]
    side += company.alignment.dependents.get(item.id, ())
    scene.shown.update(dict.fromkeys((*chain, item.id, *shown)))
    scene.shown.update(dict.fromkeys(id for id in side if id != item.id))
    left_out = children[NEIGHBOURS:]
    if left_out:
        scene.folded[item.id] = sum(size(company, id, None) for id in left_out)
    for child in shown:
        below = company.alignment.descendants(child)
        if below:
            scene.folded[child] = below
    return scene
