"""Where ids are written: what each stands for, to the letter."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import unquote

from okrsite.alignment import Miss, Target
from okrsite.language_server.lines import Stretch
from okrsite.language_server.meaning import Lead, lead_of_names, lead_of_value
from okrsite.language_server.parsed import Parsed, texts_in
from okrsite.loading.discover import ContentFile
from okrsite.loading.nodes import Mapping, Scalar
from okrsite.model.objective import Objective
from okrsite.model.reference import Reference, parse_reference
from okrsite.prose.addresses import is_local
from okrsite.prose.links import links
from okrsite.rules.rule import Facts
from okrsite.source import Pointer

Sort = Literal["objective", "key result", "team", "kpi"]
Role = Literal["definition", "reference", "former"]

TITLES = {"objective": "title", "team": "name", "kpi": "name"}
"""By kind of file, the field that stands for what the file is: its id is the file's name."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something with an id: an objective (`2026-Q4/growth/onboarding`), a key result (the same with `#id`), a
    team or a KPI."""

    sort: Sort
    id: str

    @property
    def name(self) -> str:
        """The last part of the id: what a rename changes."""
        return re.split(r"[/#]", self.id)[-1]

    @property
    def objective(self) -> str:
        """Of a key result, its objective's id."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An id where it is written. `stretch` is that of the id alone, `whole` that of all that is written.

    A `definition` says what the thing is; a `former` one is a name it used to have.
    """

    symbol: Symbol
    role: Role
    stretch: Stretch
    written: str
    whole: Stretch
    text: str = ""
    lead: Lead | Literal["prose", "title"] = "prose"
    path: Pointer = ()


def symbol_of(file: ContentFile) -> Symbol | None:
    """What a file itself is, if it is something with an id."""
    if file.kind == "objective":
        return Symbol("objective", f"{file.cycle}/{file.team}/{file.name}")
    if file.kind in {"team", "kpi"}:
        return Symbol("team" if file.kind == "team" else "kpi", file.name)
    return None


def mentions(file: ContentFile, parsed: Parsed, facts: Facts) -> tuple[Mention, ...]:
    """Every id that a file mentions and that leads to something, in no order."""
    reader = _Reader(file, parsed, facts)
    return (*reader.in_fields(), *reader.in_prose())


class _Reader:
    def __init__(self, file: ContentFile, parsed: Parsed, facts: Facts) -> None:
        self.file = file
        self.parsed = parsed
        self.facts = facts
        self.own = symbol_of(file)

    def in_fields(self) -> Iterator[Mention]:
        title = TITLES.get(self.file.kind)
        for text in texts_in(self.parsed.root):
            if not text.named and self.own is not None and text.path == (title,):
                whole = self.parsed.stretch(text.node)
                yield Mention(
                    symbol=self.own,
                    role="definition",
                    stretch=whole,
                    written=self.own.name,
                    whole=whole,
                    lead="title",
                )
            lead = (lead_of_names if text.named else lead_of_value)(self.file.kind, text.path)
            at = self.parsed.inside(text.node) if lead is not None else None
            if lead is not None and at is not None and text.node.text.strip():
                yield from self.of(lead, text.node, at, text.path)

    def of(self, lead: Lead, node: Scalar, at: Stretch, path: Pointer) -> Iterator[Mention]:
        """The ids in one text of the fields."""
        begin = len(node.text) - len(node.text.lstrip())
        written = node.text.strip()
        at = Stretch.within(at.line, at.start + begin, at.start + begin + len(written))
        for sort_id, role, start, end in self.parts(lead, written, path):
            yield Mention(
                symbol=sort_id,
                role=role,
                stretch=Stretch.within(at.line, at.start + start, at.start + end),
                written=written[start:end],
                whole=at,
                text=written,
                lead=lead,
                path=path,
            )

    def parts(self, lead: Lead, written: str, path: Pointer) -> Iterator[tuple[Symbol, Role, int, int]]:
        """What the parts of a text lead to, with where each begins and ends in it."""
        whole = (0, len(written))
        if lead == "team" and (team := self.team(written)):
            yield Symbol("team", team), "reference", *whole
        elif lead == "former team" and self.own is not None:
            yield self.own, "former", *whole
        elif lead == "kpi" and any(kpi.id == written for kpi in self.facts.portfolio.kpis):
            yield Symbol("kpi", written), "reference", *whole
        elif lead in {"key result", "own key result", "former key result"} and self.own is not None:
            yield from self.own_key_result(lead, written, path)
        elif lead == "score":
            objective = self.led(str(path[1]))
            key_result = objective.key_result(written) if objective is not None else None
            if objective is not None and key_result is not None:
                yield Symbol("key result", f"{objective.id}#{key_result.id}"), "reference", *whole
        elif lead == "former objective" and self.own is not None and "#" not in written:
            yield self.own, "former", written.rfind("/") + 1, len(written)
        elif lead == "reading" and "#" not in written:
            key = self.facts.readings.key_of(self.file.path, written)
            if key is not None:
                yield Symbol("key result", f"{key[0]}#{key[1]}"), "reference", *whole
        elif lead in {"reference", "carried", "verdict", "reading"}:
            yield from self.reference(written, self.file.cycle if lead == "reading" else "")

    def own_key_result(
        self, lead: Lead, written: str, path: Pointer
    ) -> Iterator[tuple[Symbol, Role, int, int]]:
        """A key result that is named in the objective's own file."""
        assert self.own is not None
        whole = (0, len(written))
        if lead == "key result":
            yield Symbol("key result", f"{self.own.id}#{written}"), "definition", *whole
        elif lead == "own key result":
            objective = self.facts.directory.objectives.get(self.own.id)
            found = objective.key_result(written) if objective is not None else None
            today = found.id if found is not None else written
            yield Symbol("key result", f"{self.own.id}#{today}"), "reference", *whole
        elif (beside := self.id_beside(path)) is not None:
            start = written.rfind("#") + 1
            yield Symbol("key result", f"{self.own.id}#{beside}"), "former", start, len(written)

    def id_beside(self, path: Pointer) -> str | None:
        """The id of the key result that a former one stands in."""
        key_results = self.parsed.root.get("key_results") if self.parsed.root is not None else None
        items = getattr(key_results, "items", [key_results])
        number = next((step for step in path if isinstance(step, int)), 0)
        item = items[number] if number < len(items) else None
        id = item.get("id") if isinstance(item, Mapping) else None
        return id.text.strip() if isinstance(id, Scalar) and id.text.strip() else None

    def reference(self, written: str, cycle: str = "") -> Iterator[tuple[Symbol, Role, int, int]]:
        """The team, the objective and the key result in a reference; of a `cycle`, where it names none."""
        parsed = parse_reference(written)
        if parsed is None:
            return
        parsed = replace(parsed, cycle=parsed.cycle or cycle)
        path = written.partition("#")[0]
        name = path.rfind("/") + 1
        if parsed.team and (team := self.team(parsed.team)):
            yield Symbol("team", team), "reference", name - 1 - len(parsed.team), name - 1
        found = self.find(parsed)
        objective = found.objective if isinstance(found, Target) else found.found
        if objective not in self.facts.directory.objectives:
            return
        yield Symbol("objective", objective), "reference", name, len(path)
        if isinstance(found, Target) and found.key_result:
            symbol = Symbol("key result", f"{objective}#{found.key_result}")
            yield symbol, "reference", len(path) + 1, len(written)

    def find(self, reference: Reference) -> Target | Miss:
        return self.facts.directory.find(reference, cycle=self.file.cycle, team=self.file.team)

    def led(self, written: str) -> Objective | None:
        """The objective that a reference leads to."""
        parsed = parse_reference(written)
        found = self.find(parsed) if parsed is not None else None
        return self.facts.directory.objectives[found.objective] if isinstance(found, Target) else None

    def team(self, id: str) -> str:
        """The id that a team has today; empty where there is none."""
        directory = self.facts.directory
        today = directory.former_teams.get(id, id)
        return today if today in directory.teams else ""

    def in_prose(self) -> Iterator[Mention]:
        """The ids in the addresses of links: `../growth/onboarding.md`."""
        body = self.parsed.lines[self.parsed.body :]
        taken: set[tuple[int, int]] = set()
        for link in links("\n".join(body)):
            if not is_local(link.href):
                continue
            place = self.place(link.href, body, link.line - 1, link.column - 1, taken)
            if place is None:
                continue
            line, start, address = place
            taken.add((line, start))
            whole = Stretch.within(line + self.parsed.body, start, start + len(address))
            for symbol, begin, end in self.in_address(address):
                yield Mention(
                    symbol=symbol,
                    role="reference",
                    stretch=Stretch.within(whole.line, start + begin, start + end),
                    written=address[begin:end],
                    whole=whole,
                    text=address,
                )

    @staticmethod
    def place(
        href: str, body: tuple[str, ...], line: int, column: int, taken: set[tuple[int, int]]
    ) -> tuple[int, int, str] | None:
        """Where the address of a link is written, and how: it may stand below, as `[name]: address`."""
        for form in (href, unquote(href)):
            if body[line][column:].startswith(form) and (line, column) not in taken:
                return line, column, form
            below = re.compile(rf"^ {{0,3}}\[[^\]]+\]:\s*<?({re.escape(form)})")
            for number, text in enumerate(body):
                match = below.match(text)
                if match and (number, match.start(1)) not in taken:
                    return number, match.start(1), form
        return None

    def in_address(self, address: str) -> Iterator[tuple[Symbol, int, int]]:
        """What the parts of an address lead to, with where each begins and ends in it."""
        written = re.split(r"[?#]", address)[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.file.path), unquote(written)))
        parts = target.split("/")
        stem, ending = posixpath.splitext(parts[-1])
        end = len(written.rstrip("/"))
        last = (end - len(parts[-1]), end - len(ending))
        if parts[0] == "teams" and len(parts) == 2 and self.team(stem):
            yield Symbol("team", self.team(stem)), *last
        elif parts[0] == "kpis" and len(parts) == 2 and any(k.id == stem for k in self.facts.portfolio.kpis):
            yield Symbol("kpi", stem), *last
        elif len(parts) >= 2 and parts[0] in self.facts.directory.cycles and self.team(parts[1]):
            steps = written.rstrip("/").split("/")
            place = len(steps) - (len(parts) - 1)  # which step of the address is the team's folder
            if place >= 0 and steps[place] == parts[1]:
                start = len("/".join(steps[:place])) + (place > 0)
                yield Symbol("team", self.team(parts[1])), start, start + len(parts[1])
            found = self.led(f"{parts[0]}/{parts[1]}/{stem}") if len(parts) == 3 and ending == ".md" else None
            if found is not None:
                yield Symbol("objective", found.id), *last
                anchor = address.partition("#")[2]
                if found.key_result(anchor) is not None:
                    start = len(address) - len(anchor)
                    yield Symbol("key result", f"{found.id}#{anchor}"), start, len(address)
