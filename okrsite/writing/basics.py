"""New cycles, teams and KPIs."""

from dataclasses import dataclass
from datetime import date

from okrsite.writing.files import NewFile
from okrsite.writing.scalars import comment, field, figure, list_field, markdown, named


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePlan:
    """A new cycle. `dates` are written where its name does not give them, or others."""

    id: str
    title: str = ""
    dates: tuple[date, date] | None = None


def cycle_file(plan: CyclePlan) -> NewFile:
    """The index.md of a new cycle."""
    lines = field("title", plan.title or cycle_title(plan.id))
    if plan.dates:
        lines += [f"starts: {plan.dates[0]}", f"ends: {plan.dates[1]}"]
    prose = "What this cycle is about, and what matters less until it is over.\n"
    return NewFile(path=f"{plan.id}/index.md", text=markdown(lines, prose))


def cycle_title(id: str) -> str:
    """What a cycle is called, by its id: `Q4 2026`, `H2 FY27`, `2026`, `Autumn push`."""
    year, _, part = id.partition("-")
    if year[:1].isdigit() or year.startswith("FY"):
        return f"{part} {year}".strip()
    return id.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPlan:
    """A new team. `parent` is empty for the root team only."""

    id: str
    name: str
    parent: str = ""
    lead: str = ""
    members: tuple[str, ...] = ()


def team_file(plan: TeamPlan) -> NewFile:
    """The file of a new team."""
    lines = field("name", plan.name)
    if plan.parent:
        lines.append(f"parent: {named(plan.parent)}")
    lines += field("lead", plan.lead)
    lines += list_field("members", plan.members) or ["members:"]
    prose = "What the team is for, and for whom.\n"
    return NewFile(path=f"teams/{plan.id}.md", text=markdown(lines, prose))


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPlan:
    """A new KPI; numbers are texts that were checked. `value` is its first reading, on `day`."""

    id: str
    name: str
    owner: str = ""
    unit: str = ""
    at_least: str = ""
    at_most: str = ""
    value: str = ""
    day: date


def kpi_files(plan: KpiPlan) -> tuple[NewFile, NewFile]:
    """The file of a new KPI, and the table of its readings beside it."""
    lines = [*field("name", plan.name), *field("owner", plan.owner), *field("unit", plan.unit)]
    if not (plan.at_least or plan.at_most):
        lines.append(comment("What is fine: the lowest value, the highest, or both."))
    limits = (("at_least", plan.at_least), ("at_most", plan.at_most))
    lines += [f"{name}: {figure(text)}" if text else f"{name}:" for name, text in limits]
    prose = "What is counted, and where the figure comes from.\n"
    table = "date,value\n" + (f"{plan.day},{_cell(plan.value)}\n" if plan.value else "")
    return (
        NewFile(path=f"kpis/{plan.id}.md", text=markdown(lines, prose)),
        NewFile(path=f"kpis/{plan.id}.csv", text=table),
    )


def _cell(text: str) -> str:
    """A value for the table: in quotes where it has a comma."""
    return f'"{text}"' if "," in text else text
