"""A new id for something, wherever the old one is written.

Links in prose and references go on to lead where they led: a reference gets its cycle where the new name
alone would lead elsewhere, and a key in a check-in its objective. Objectives and teams, which have addresses
of their own, remember what they were called; so does a key result that a check-in has read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from okrsite.alignment import former_id
from okrsite.language_server.edits import Change, Edit, Move
from okrsite.language_server.former_names import remembering
from okrsite.language_server.mentions import Mention, Symbol
from okrsite.language_server.new_ids import moves_of, refuse
from okrsite.language_server.snapshot import Snapshot
from okrsite.loading.nodes import Mapping as Group, Scalar, Sequence
from okrsite.model.reference import parse_reference
from okrsite.writing.scalars import named


def rename(snapshot: Snapshot, symbol: Symbol, new: str) -> Change:
    """What is to be changed for something to have a new id. Raises CannotRename."""
    new = new.strip()
    if new == symbol.name:
        return Change()
    moves = tuple(moves_of(snapshot, symbol, new))
    refuse(snapshot, symbol, new, moves)
    return _Renaming(snapshot, symbol, new).change(moves)


@dataclass
class _Renaming:
    snapshot: Snapshot
    symbol: Symbol
    new: str
    edits: dict[tuple[str, int, int], Edit] = field(default_factory=dict)

    def change(self, moves: tuple[Move, ...]) -> Change:
        for path, mention in self.snapshot.mentions_of(self.symbol):
            if mention.role != "former" and mention.lead != "title" and mention.written == self.symbol.name:
                self.edit(path, mention)
        self.keep_others()
        self.remember()
        return Change(
            edits=tuple(sorted(self.edits.values())),
            moves=moves,
            unsound=tuple(self.unsound()),
        )

    def add(self, edit: Edit | None) -> None:
        if edit is not None:
            self.edits.setdefault((edit.path, edit.stretch.line, edit.stretch.start), edit)

    def edit(self, path: str, mention: Mention) -> None:
        """Write the new id at one place, with as much before it as is needed."""
        whole = self.spelled(path, mention)
        if whole is None:
            self.add(Edit(path, mention.stretch, self.new))
        else:
            self.add(Edit(path, mention.whole, whole))

    def spelled(self, path: str, mention: Mention) -> str | None:
        """A reference in other words, where the new id alone would lead elsewhere; None where it will do."""
        if self.symbol.sort == "objective" and mention.lead in {"reference", "verdict"}:
            return self.with_cycle(path, mention, self.new)
        if self.symbol.sort == "key result" and mention.lead == "reading" and "#" not in mention.text:
            return self.with_objective(path, self.new) if self.ambiguous() else None
        return None

    # objectives: a reference without a cycle is sought in its own, then in those that contain it

    def with_cycle(self, path: str, mention: Mention, name: str) -> str | None:
        parsed = parse_reference(mention.text)
        file = self.snapshot.file(path)
        if parsed is None or parsed.cycle or file is None:
            return None
        target = mention.symbol.id
        cycle, team = target.split("/")[:2]
        ends = self.after(target)
        for home in self.snapshot.facts.directory.homes(file.cycle):
            id = f"{home}/{team}/{name}"
            if id == ends:
                return None
            if id in self.ids_after:
                tail = f"#{parsed.key_result}" if parsed.key_result else ""
                return f"{cycle}/{parsed.team or team}/{name}{tail}"
        return None

    def after(self, id: str) -> str:
        """An objective's id after the change."""
        return f"{id.rpartition('/')[0]}/{self.new}" if id == self.symbol.id else id

    @cached_property
    def ids_after(self) -> frozenset[str]:
        return frozenset(self.after(id) for id in self.snapshot.facts.directory.objectives)

    # key results: in a check-in the id alone will do where it is unique in the team's cycle

    def ambiguous(self) -> bool:
        return any(key_result == self.new for _, key_result in self.others())

    def others(self) -> Iterator[tuple[str, str]]:
        """The other key results of the team's cycle: objective and id."""
        cycle, team, _ = self.symbol.objective.split("/")
        directory = self.snapshot.facts.directory
        for objective in (*directory.of_team(cycle, team), *directory.formerly_of_team(cycle, team)):
            for key_result in objective.key_results:
                if f"{objective.id}#{key_result.id}" != self.symbol.id:
                    yield objective.id, key_result.id

    def with_objective(self, path: str, name: str, objective: str = "") -> str:
        id = objective or self.symbol.objective
        file = self.snapshot.file(path)
        team, own = id.split("/")[1:]
        return f"{own}#{name}" if file is not None and file.team == team else f"{team}/{own}#{name}"

    def keep_others(self) -> None:
        """Spell out what others are called by, where the new id would now be taken for them."""
        for other in self.rivals():
            for path, mention in self.snapshot.mentions_of(other):
                if mention.role != "reference" or mention.written != self.new:
                    continue
                whole = None
                if other.sort == "objective" and mention.lead in {"reference", "verdict"}:
                    whole = self.with_cycle(path, mention, self.new)
                elif mention.lead == "reading" and "#" not in mention.text:
                    whole = self.with_objective(path, self.new, other.objective)
                if whole is not None:
                    self.add(Edit(path, mention.whole, whole))

    def rivals(self) -> Iterator[Symbol]:
        """What is called by the new id elsewhere."""
        directory = self.snapshot.facts.directory
        if self.symbol.sort == "objective":
            team = self.symbol.id.split("/")[1]
            for cycle in directory.cycles:
                id = f"{cycle}/{team}/{self.new}"
                if id in directory.objectives:
                    yield Symbol("objective", id)
        elif self.symbol.sort == "key result":
            for objective, key_result in self.others():
                if key_result == self.new:
                    yield Symbol("key result", f"{objective}#{key_result}")

    # what it used to be called

    def remember(self) -> None:
        home = self.snapshot.home(self.symbol)
        root = self.snapshot.parsed(home).root if home is not None else None
        if home is None or root is None or named(self.symbol.name) != self.symbol.name:
            return
        parsed, old = self.snapshot.parsed(home), self.symbol.name
        if self.symbol.sort == "team":
            self.add(remembering(home, parsed, root, old, after="name", dead=self.new))
        elif self.symbol.sort == "objective":
            self.add(remembering(home, parsed, root, old, after="title", dead=self.dead_reference()))
        elif self.symbol.sort == "key result" and (group := self.group_of(root)) is not None:
            dead = self.dead_key_result()
            if dead or self.was_read():
                self.add(remembering(home, parsed, group, old, after="id", dead=dead))

    def dead_reference(self) -> str:
        """The former name of the objective that is its own again."""
        objective = self.snapshot.facts.directory.objectives[self.symbol.id]
        mine = (r for r in objective.formerly if former_id(objective, r) == self.after(objective.id))
        return next((r.text for r in mine if not r.key_result), "")

    def dead_key_result(self) -> str:
        objective = self.snapshot.facts.directory.objectives[self.symbol.objective]
        found = objective.key_result(self.symbol.name)
        names = {self.new, f"{objective.name}#{self.new}"}
        return next((old for old in (found.formerly if found else ()) if old in names), "")

    def was_read(self) -> bool:
        observations = self.snapshot.facts.readings.of(self.symbol.objective, self.symbol.name)
        return any(o.check_in is not None for o in observations)

    def group_of(self, root: Group) -> Group | None:
        """The fields of the key result in its objective's file."""
        listed = root.get("key_results")
        for item in listed.items if isinstance(listed, Sequence) else [listed]:
            id = item.get("id") if isinstance(item, Group) else None
            if isinstance(item, Group) and isinstance(id, Scalar) and id.text.strip() == self.symbol.name:
                return item
        return None

    def unsound(self) -> Iterator[str]:
        """Files that name it and can't be read as they stand."""
        word = re.compile(rf"(?<![\w-]){re.escape(self.symbol.name)}(?![\w-])")
        for path in sorted(self.snapshot.facts.portfolio.unread):
            if path.endswith(".md") and word.search(self.snapshot.text(path)):
                yield path
