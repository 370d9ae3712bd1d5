"""A new objective: what is known of it, and what is left open for its team to think about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.rules.objective_without_why import QUESTION
from okrsite.scoring.pace import EARLY
from okrsite.writing.files import NewFile, WritingError
from okrsite.writing.ids import plain_id
from okrsite.writing.scalars import comment, entry, field, figure, indented, markdown, named, scalar

UNNAMED = "new-objective"
"""What a file is called whose writer has yet to name it."""
OPEN = "TBD"
"""What stands for a value that is left open in a draft."""

ADVICE = (
    "Three to five key results, each another side of the objective.",
    "Who does what, by how much: from where it is now to where it should be.",
    "To add one, copy its lines. A figure that should stay takes at_least or at_most",
    "instead of from and to; steps are listed under milestones.",
)
NAME_IT = "Give this file a short name of its own, like first-week.md: its name is the objective's id."
JOINED = "Its pace begins on the day that it was added."


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A key result as it is typed: what changes, from which figure to which."""

    title: str
    start: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePlan:
    """What is known of a new objective; empty is unknown, and so is the `name` where it is UNNAMED.
    `needs_parent` is False for the root team's.
    `added` is the day on which it joins a cycle that runs already; `why` is its prose."""

    cycle: str
    team: str
    name: str
    title: str
    owner: str = ""
    parent: str = ""
    needs_parent: bool = True
    key_results: tuple[Measured, ...] = ()
    added: date | None = None
    why: str = ""
    draft: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """What is left open, and makes it a draft."""
        known = (
            ("the title", bool(self.title)),
            ("the owner", bool(self.owner)),
            ("the parent", bool(self.parent) or not self.needs_parent),
            ("the key results", bool(self.key_results)),
        )
        return tuple(name for name, is_known in known if not is_known)

    @property
    def is_draft(self) -> bool:
        return self.draft or bool(self.open)


def objective_file(plan: ObjectivePlan) -> NewFile:
    """The file of a new objective. With anything left open it is a draft."""
    lines = [comment(NAME_IT)] if plan.name == UNNAMED else []
    if plan.is_draft:
        lines += [
            comment("A draft: nobody sees it on the site until you delete the next line."),
            *([comment(f"Until then {OPEN} may stand for what is not decided.")] if plan.open else []),
            "status: draft",
        ]
    lines += field("title", plan.title) if plan.title else [f"title: {OPEN}"]
    lines.append(f"owner: {scalar(plan.owner) if plan.owner else OPEN}")
    if plan.parent:
        lines.append(f"parent: {named(plan.parent)}")
    elif plan.needs_parent:
        lines += [comment("The objective or key result that this serves."), f"parent: {OPEN}"]
    lines.append("key_results:")
    lines += indented(comment(line) for line in (*ADVICE, *([JOINED] if plan.added else ())))
    joined = [f"added: {plan.added}"] if plan.added else []
    used: list[str] = []
    for measured in plan.key_results:
        lines += indented(entry([*_key_result(measured, used), *joined]))
    if not plan.key_results:
        fields = ("title", "who", "does", "from", "to")
        lines += indented(entry(["id: first", *(f"{name}: {OPEN}" for name in fields), *joined]))
    return NewFile(
        path=f"{plan.cycle}/{plan.team}/{plan.name}.md", text=markdown(lines, plan.why or QUESTION)
    )


def _key_result(measured: Measured, used: list[str]) -> list[str]:
    id = plain_id(measured.title) or f"key-result-{len(used) + 1}"
    id = next(name for name in (id, *(f"{id}-{n}" for n in range(2, 100))) if name not in used)
    used.append(id)
    return [
        f"id: {named(id)}",
        *field("title", measured.title),
        f"from: {figure(measured.start)}",
        f"to: {figure(measured.target)}",
    ]


def joins_on(today: date, cycle: Cycle) -> date | None:
    """Today, where the first tenth of a running cycle has passed: what joins then can't have begun before."""
    late = Decimal((today - cycle.starts).days) > EARLY * cycle.days
    return today if late and cycle.state(today) is CycleState.ACTIVE else None


def checked_measure(title: str, start: str, target: str) -> Measured:
    """A key result whose figures are numbers of one unit and differ. Raises WritingError."""
    if not title:
        raise WritingError("A key result needs a title.")
    quantities = []
    for name, text in (("from", start), ("to", target)):
        try:
            quantities.append(parse_quantity(text))
        except NotANumber as error:
            raise WritingError(f"`{name}`: `{text}` is no number: {error}.") from error
    first, last = quantities
    if not first.bare and not last.bare and first.unit != last.unit:
        raise WritingError(f"`{start}` and `{target}` have different units: write both in one.")
    if first.number == last.number:
        raise WritingError(f"From {start} to {target}: nothing would move.")
    return Measured(title=title, start=start, target=target)
