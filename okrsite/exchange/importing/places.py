"""Where imported objectives go: the cycle and the team of each, be they there already or new."""

from collections.abc import Iterator
from datetime import date

from okrsite.exchange.importing.found import FoundObjective, ImportingError, Remark, day_of
from okrsite.exchange.importing.labels import without_pictures
from okrsite.exchange.importing.sections import PART
from okrsite.model.cycle import Cycle, nearest_cycle_name
from okrsite.rules.rule import Facts
from okrsite.writing.basics import CyclePlan, cycle_title
from okrsite.writing.choosing import dates_of, team_named, this_quarter, usual_cycle
from okrsite.writing.files import NewFile, WritingError
from okrsite.writing.ids import id_from, may_be_named
from okrsite.writing.scalars import field, markdown, named

WHOLE_COMPANY = frozenset(
    (
        "company",
        "company wide",
        "companywide",
        "corporate",
        "organisation",
        "organization",
        "org",
        "all",
        "root",
    )
)
"""What the company as a whole is called where people list teams."""


class Cycles:
    """The cycles of the content, and new ones as they are needed. `usual` is that of what names none."""

    def __init__(self, facts: Facts, usual: str) -> None:
        self.facts = facts
        self.usual = usual
        self.known: dict[str, Cycle] = dict(self.facts.directory.cycles)
        self.files: list[NewFile] = []

    def of(self, found: FoundObjective, remarks: list[Remark]) -> Cycle | None:
        """The cycle of an objective, None after a remark why there is none."""
        text = self.with_year(found, remarks) or self.usual
        if not text:
            raise ImportingError(
                "Nothing says which cycle this is of:"
                f" name it with --cycle, like --cycle {this_quarter(self.facts)}."
            )
        cycle = (
            self.known.get(text) or self.known.get(nearest_cycle_name(text)) or self.new(found, text, remarks)
        )
        if cycle is None:
            remarks.append(
                Remark(
                    where=found.where,
                    message=f"`{text[:60]}` is no cycle: “{found.title[:60]}” was left out",
                    hint=f"Name it like {this_quarter(self.facts)}, or make it first with okrsite new cycle."
                    if not PART.fullmatch(text)
                    else f"Say of which year, with --cycle {this_quarter(self.facts)}.",
                )
            )
        return cycle

    def with_year(self, found: FoundObjective, remarks: list[Remark]) -> str:
        """The cycle that an objective names; `Q4` alone is of the year of the usual one."""
        text = found.cycle.strip()
        year = self.usual.partition("-")[0]
        if not PART.fullmatch(text) or not dates_of(self.facts, year):
            return text
        whole = f"{year}-{text.upper().replace(' ', '')}"
        message = f"`{text}` names no year, and was taken as {whole}"
        remarks.append(Remark(where=found.where, message=message, lost=False))
        return whole

    def new(self, found: FoundObjective, text: str, remarks: list[Remark]) -> Cycle | None:
        """A cycle that is not there yet: its name gives its dates, or the file does."""
        starts, ends = day_of(found.starts), day_of(found.ends)
        id = text if dates_of(self.facts, text) else nearest_cycle_name(text)
        usual = dates_of(self.facts, id) if id else None
        given = (starts, ends) if starts and ends and starts <= ends else None
        dates = given or usual
        if dates is None or not (usual or may_be_named(text)):
            return None
        id = id if usual else text
        if given and given != usual:
            plan = CyclePlan(id=id, dates=given)
            lines = field("title", cycle_title(plan.id))
            lines += [f"starts: {given[0]}", f"ends: {given[1]}"]
            self.files.append(NewFile(path=f"{id}/index.md", text=markdown(lines, "")))
        remarks.append(Remark(where=found.where, message=f"{id} is a new cycle", lost=False))
        self.known[id] = Cycle(id=id, title=id, starts=dates[0], ends=dates[1])
        return self.known[id]

    def contains(self, outer: str, inner: str) -> bool:
        return outer == inner or self.known[outer].contains(self.known[inner])


def usual_cycle_id(facts: Facts, wanted: str | None) -> str:
    """The cycle of what names none: the one asked for, else the usual one; empty where there is none yet."""
    if wanted is not None:
        id = wanted.strip()
        for known in facts.directory.cycles:
            if known.casefold() == id.casefold():
                return known
        near = id if dates_of(facts, id) else nearest_cycle_name(id)
        if not near:
            raise ImportingError(
                f"`{wanted}` is no cycle: name it like {this_quarter(facts)},"
                " or make it first with okrsite new cycle."
            )
        return near
    usual = usual_cycle(facts)
    return usual.id if usual else ""


class Teams:
    """The teams of the content, and new ones as they are needed. `usual` is the team of what names none, by
    its name or empty for the company; `company` is the company's name."""

    def __init__(self, facts: Facts, usual: str, company: str) -> None:
        self.facts = facts
        self.usual = usual
        self.company = company
        self.by_name: dict[str, str] = {}
        self.taken = set(self.facts.teams) | set(self.facts.directory.former_teams)
        self.taken |= {
            ghost.partition(":")[2] for ghost in self.facts.portfolio.ghosts if ghost.startswith("team:")
        }
        self.root = self.facts.roots[0].id if self.facts.roots else ""
        self.files: list[NewFile] = []
        self.made: list[tuple[str, str]] = []

    def of(self, found: FoundObjective) -> str:
        """The id of an objective's team; one that is not there yet is made."""
        name = without_pictures(found.team) or self.usual
        key = (found.team_id or name).casefold()
        if key not in self.by_name:
            self.by_name[key] = self.found(found.team_id, name) or self.new(found.team_id, name, found)
        return self.by_name[key]

    def found(self, id: str, name: str) -> str:
        """The team that is there, by its id or name; empty where there is none."""
        if not name and not id:
            return self.root
        for text in (id, name):
            if text:
                try:
                    return team_named(self.facts, text).id
                except WritingError:
                    continue
        whole = " ".join(name.casefold().replace("-", " ").split())
        return self.root if self.root and whole in (*WHOLE_COMPANY, self.company.casefold()) else ""

    def new(self, id: str, name: str, found: FoundObjective) -> str:
        whole = " ".join(name.casefold().replace("-", " ").split())
        is_root = not self.root and (
            not name or whole in (*WHOLE_COMPANY, self.company.casefold()) or id == "company"
        )
        if not self.root and not is_root:
            self.root = self.make("company", self.company or "Company", "")
        title = name if name and whole not in WHOLE_COMPANY else self.company or name or "Company"
        wanted = "company" if is_root and not id else id
        made = self.make(wanted, title, "" if is_root else self.root)
        if is_root:
            self.root = made
        self.made.append((found.where, f"{title} ({made})"))
        return made

    def remarks(self) -> Iterator[Remark]:
        """What to tell of the teams that were made."""
        if self.made:
            what = "a new team" if len(self.made) == 1 else f"{len(self.made)} new teams"
            names = ", ".join(name for _, name in self.made)
            yield Remark(where=self.made[0][0], message=f"{what}: {names}", lost=False)

    def make(self, id: str, name: str, parent: str) -> str:
        free = may_be_named(id) and id not in self.taken
        language = self.facts.portfolio.settings.written_language
        made = id if free else id_from(name, "team", self.taken, language=language)
        self.taken.add(made)
        lines = field("name", " ".join(name.split()))
        if parent:
            lines.append(f"parent: {named(parent)}")
        self.files.append(NewFile(path=f"teams/{made}.md", text=markdown(lines, "")))
        return made


def check_in_day(today: date, cycle: Cycle) -> date:
    """The day of figures that name none: today, or the last day of a cycle that has closed."""
    return min(today, cycle.ends)
