"""The objectives of a Markdown list, in the ways in which people keep one.

Labels decide where there are any (`O1:`, `KR:`, `Key results:`, `Owner:`). Else the shape does: what has
entries below is an objective, and these are its key results; what has objectives below is a team or a cycle.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from okrsite.exchange.importing.blanks import MAY_BE_BLANK, known
from okrsite.exchange.importing.columns import OF_KEY_RESULT
from okrsite.exchange.importing.found import (
    Found,
    FoundInitiative,
    FoundKeyResult,
    FoundObjective,
    Remark,
)
from okrsite.exchange.importing.labels import labelled, spoken
from okrsite.exchange.importing.marks import LIGHTS, unlit, unmarked
from okrsite.exchange.importing.outline import ENTRY, HEADING, TABLE, TEXT, Node, outline, property_of
from okrsite.exchange.importing.shapes import (
    GROUP,
    INITIATIVES,
    KEY_RESULT,
    KEY_RESULTS,
    KR_BEHIND_NAME,
    LEAF,
    OBJECTIVE,
    PROPERTY,
    Shapes,
)
from okrsite.exchange.importing.sheets import Sheet, Workbook
from okrsite.exchange.importing.spreadsheets import read_tables

_PREFIX = re.compile(r"([^:.!?()]{2,40}?):\s+(\S.*)")


def read_list(text: str, file: str, teams: Collection[str] = ()) -> Found:
    """The objectives of a Markdown text. `teams` are names and ids of known teams, in small letters."""
    reader = _Reader(file, frozenset(teams))
    reader.group(outline(text), _Context())
    reader.tell_texts()
    return Found(objectives=tuple(reader.objectives), remarks=tuple(reader.remarks))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What holds for all that stands below: the team, the cycle, the objective that is served, and whether
    the team stood before that one's title (`CEO: ...`)."""

    team: str = ""
    cycle: str = ""
    parent: str = ""
    named_before: bool = False


class _Reader:
    def __init__(self, file: str, teams: frozenset[str]) -> None:
        self.file = file
        self.teams = teams
        self.shapes = Shapes(teams)
        self.objectives: list[FoundObjective] = []
        self.remarks: list[Remark] = []
        self.texts: list[Node] = []

    def where(self, node: Node) -> str:
        return f"{self.file}, line {node.line}"

    def tell(self, node: Node, message: str, hint: str = "", *, lost: bool = True) -> None:
        self.remarks.append(Remark(where=self.where(node), message=message, hint=hint, lost=lost))

    def tell_texts(self) -> None:
        """Tell of lines that belong to no objective, those that follow each other together."""
        runs: list[list[Node]] = []
        for node in sorted(self.texts, key=lambda n: n.line):
            if runs and node.line - runs[-1][-1].line <= 2:
                runs[-1].append(node)
            else:
                runs.append([node])
        for run in runs:
            first, last = run[0].line, run[-1].line
            where = f"{self.file}, line {first}" if first == last else f"{self.file}, lines {first} to {last}"
            words = spoken(run[0].text)
            text = f"“{words[:60]}{'…' if len(words) > 60 or len(run) > 1 else ''}” belongs to no objective"
            hint = "Keep it in index.md, or in the prose of a team or an objective."
            self.remarks.append(Remark(where=where, message=text, hint=hint))

    def group(self, node: Node, context: _Context) -> None:
        """A heading or an entry with objectives below it."""
        table: list[Node] = []
        for child in node.children:
            if child.kind == TABLE:
                table.append(child)
                continue
            self.table(table, context)
            table = []
            context = self.member(child, context)
        self.table(table, context)

    def member(self, child: Node, context: _Context) -> _Context:
        """What stands in a group; returns what holds for those that follow."""
        kind = self.shapes.kind(child) if child.kind != TEXT else self.shapes.said(child) or TEXT
        if kind == OBJECTIVE or (kind == LEAF and child.kind == ENTRY):
            self.objective(child, context)
        elif kind == GROUP:
            team, cycle = self.shapes.named(spoken(child.text))
            self.group(child, replace(context, team=team or context.team, cycle=cycle or context.cycle))
        elif kind == KEY_RESULT:
            self.tell(child, "a key result stands below no objective", "Write its objective above it.")
        elif kind == PROPERTY and (found := property_of(child.text)) and found[0] in ("team", "cycle"):
            team, cycle = self.shapes.named(spoken(child.text))
            return replace(context, team=team or context.team, cycle=cycle or context.cycle)
        elif kind in (KEY_RESULTS, INITIATIVES) and child.children:
            self.tell(child, f"these {kind} stand below no objective", "Write the objective above them.")
        elif kind == LEAF:
            self.texts += [one for one in (child, *child.walk()) if one.kind != HEADING or not one.children]
        elif kind not in (KEY_RESULTS,):
            self.texts.append(child)
        return context

    def table(self, rows: list[Node], context: _Context) -> None:
        """A table of Markdown, read as a spreadsheet is."""
        found = self.found_in(rows)
        for one in found.objectives:
            self.objectives.append(
                replace(one, team=one.team or context.team, cycle=one.cycle or context.cycle)
            )

    def found_in(self, rows: list[Node], objective: str = "") -> Found:
        """What a table holds; `objective` is the one that it stands below."""
        if not rows:
            return Found()
        cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.text.strip()[1:-1])] for row in rows]
        lines = [
            tuple(map(spoken, line))
            for line in cells
            if not all(re.fullmatch(r":?-+:?", cell) for cell in line)
        ]
        if objective and lines:
            lines = [("Objective", *lines[0]), *((objective, *line) for line in lines[1:])]
        file = f"{self.file}, table at line {rows[0].line}"
        found = read_tables(Workbook(sheets=(Sheet(name="", rows=tuple(lines)),)), file, {})
        self.remarks += found.remarks
        return found

    def objective(self, node: Node, context: _Context) -> None:
        """An objective with its key results, and the objectives that stand below it and serve it."""
        label, title, owner = labelled(spoken(LIGHTS.sub("", node.text)))
        team, named_before = context.team, False
        may_name = not team or context.named_before
        match = _PREFIX.fullmatch(title) if not label else None
        if match is not None and (may_name or match[1].casefold() in self.teams):
            team, title, named_before = match[1], labelled(match[2])[1], True
        held = FoundObjective(
            title=title,
            where=self.where(node),
            label=label,
            cycle=context.cycle,
            team=team,
            owner=owner,
            parent=context.parent,
        )
        at = len(self.objectives)
        self.objectives.append(held)
        parts = _Parts()
        below = replace(context, team=team, parent=title, named_before=named_before)
        self.inside(node, held, parts, below)
        self.objectives[at] = replace(
            held,
            **parts.said,
            why="\n".join(parts.prose).strip(),
            key_results=tuple(parts.key_results),
            initiatives=tuple(parts.initiatives),
        )

    def inside(self, node: Node, held: FoundObjective, parts: "_Parts", below: _Context) -> None:
        """What stands below an objective."""
        mode = KEY_RESULTS
        table = [child for child in node.children if child.kind == TABLE]
        for one in self.found_in(table, held.title).objectives:
            parts.key_results += one.key_results
        for child in node.children:
            kind = self.shapes.said(child) if child.kind == TEXT else self.shapes.kind(child)
            if child.kind == TABLE:
                continue
            if kind in (KEY_RESULTS, INITIATIVES):
                mode = kind
                self.labelled_part(child, kind, held, parts, below)
            elif kind == PROPERTY:
                self.property(child, parts)
            elif child.kind == TEXT:
                parts.prose.append(child.text)
            elif self.serves(child):
                self.objective(child, below)
            elif child.kind == HEADING and kind == LEAF:
                parts.prose += [f"## {spoken(child.text)}", "", *(one.text for one in child.walk()), ""]
            elif mode == INITIATIVES and kind != KEY_RESULT:
                parts.initiatives.append(self.initiative(child))
            else:
                parts.key_results.append(self.key_result(child, parts))

    def labelled_part(
        self, node: Node, kind: str, held: FoundObjective, parts: "_Parts", below: _Context
    ) -> None:
        """What stands below `Key results:` or `Initiatives:`, where that is a heading or an entry itself."""
        if kind == INITIATIVES:
            parts.initiatives += [self.initiative(one) for one in node.children if one.kind == ENTRY]
        else:
            self.inside(node, held, parts, below)

    def serves(self, node: Node) -> bool:
        """Whether what stands below an objective is an objective of its own."""
        if self.shapes.said(node) == OBJECTIVE:
            return True
        below = {self.shapes.said(child) for child in node.children}
        return self.shapes.said(node) == "" and bool(below & {KEY_RESULT, KEY_RESULTS, OBJECTIVE})

    def initiative(self, node: Node) -> FoundInitiative:
        _, title, owner = labelled(spoken(node.text))
        status = "" if node.ticked is None else "done" if node.ticked else "planned"
        for one in node.walk():
            self.texts.append(one)
        return FoundInitiative(title=title, where=self.where(node), owner=owner, status=status)

    def property(self, node: Node, parts: "_Parts") -> None:
        """`Owner: Ada` below an objective."""
        field, value = property_of(node.text) or ("", "")
        name = {"objective_owner": "owner", "owner": "owner", "parent": "parent", "why": "why"}.get(
            field, field
        )
        inner = "\n".join(one.text for one in node.walk())
        if name == "why":
            parts.prose.append("\n".join(filter(None, (value, inner))))
        elif name in ("owner", "parent", "team", "cycle"):
            parts.said[name] = value.lstrip("@")
        elif name in ("status", "progress", "confidence"):
            text = f"the {name} of an objective follows from its key results, and was left out"
            self.tell(node, text, lost=False)
        elif name == "initiatives":
            parts.initiatives.append(FoundInitiative(title=value, where=self.where(node)))
        else:
            parts.prose.append(spoken(node.text))

    def key_result(self, node: Node, parts: "_Parts") -> FoundKeyResult:
        """A key result with what stands behind and below it."""
        text = spoken(KR_BEHIND_NAME.sub("", spoken(node.text)))
        said: dict[str, str] = {}
        text = unmarked(text, said)
        _, title, owner = labelled(text)
        title = unmarked(title, said)
        said.setdefault("owner", owner)
        steps: list[Node] = []
        details: list[str] = []
        for child in node.children:
            found = property_of(child.text)
            name = "" if found is None else OF_KEY_RESULT.get(found[0], "")
            if found is not None and name and not child.children:
                text = unlit(found[1], said).lstrip("@" if name == "owner" else "")
                said[name] = self.known(child, name, text)
            elif child.ticked is not None and not child.children:
                steps.append(child)
            else:
                details += [f"- {spoken(one.text)}" for one in (child, *child.walk())]
        if details:
            parts.prose += ["", f"**{title}**", "", *details]
        return FoundKeyResult(
            title=title,
            where=self.where(node),
            ticked=node.ticked if node.ticked is not None else True if said.pop("ticked", "") else None,
            milestones=tuple(spoken(step.text) for step in steps),
            finished=tuple(spoken(step.text) for step in steps if step.ticked),
            **{name: value for name, value in said.items() if value},
        )

    def known(self, node: Node, name: str, text: str) -> str:
        """What a line says, empty where it says that nobody knows yet."""
        if name not in MAY_BE_BLANK or known(text):
            return text
        self.tell(node, f"`{text}` counts as nothing", lost=False)
        return ""


class _Parts:
    """What was found below an objective."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.prose: list[str] = []
        self.key_results: list[FoundKeyResult] = []
        self.initiatives: list[FoundInitiative] = []
