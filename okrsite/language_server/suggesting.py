"""What may be written where the cursor stands, and how."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from okrsite.alignment import Target
from okrsite.language_server.blocks import Blocks, bare, comment_in
from okrsite.language_server.cursor import Cursor
from okrsite.language_server.meaning import Lead, lead_of_names, lead_of_value, shape_at
from okrsite.language_server.references import keys_of_readings, reference_words
from okrsite.loading.discover import ContentFile
from okrsite.loading.shapes import Group, Many, Part, Rules, Shape, Table, Value
from okrsite.model.key_result import Milestones
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.rules.registry import BY_NAME, RULES
from okrsite.rules.rule import Facts

Sort = Literal["field", "word", "reference", "key result", "team", "kpi", "cycle", "rule"]

MOST = 200
"""Suggestions that are given at once; where there are more, those that fit best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something that may be written. `detail` says in a few words what it is, `about` explains it."""

    text: str
    sort: Sort
    detail: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A word, and what is written if it is chosen; `seek` is what it is found by."""

    word: Word
    written: str
    seek: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What is suggested, the likeliest first; `all` tells whether that is everything."""

    items: tuple[Suggestion, ...] = ()
    all: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A file that is being written: what it is by its path, its lines, and the company as it was last read
    (None before that)."""

    file: ContentFile
    lines: tuple[str, ...]
    facts: Facts | None


def suggest(here: Here, cursor: Cursor | None) -> Suggestions:
    """What may be written at a cursor."""
    if cursor is None:
        return Suggestions()
    shape = shape_at(here.file.kind, cursor.path)
    entry = isinstance(shape, Many) and not cursor.flow
    hyphen = entry and cursor.role == "start"
    if isinstance(shape, Many):
        shape = shape.of
    named = not isinstance(shape, Value) or lead_of_names(here.file.kind, cursor.path) == "option"
    if cursor.role == "start" and named:
        words = _names(here, cursor, shape)
        behind = "" if cursor.named else ":"
    elif isinstance(shape, Value):
        words = _values(here, cursor, shape)
        behind = ""
    else:
        return Suggestions()
    begin = "- " if hyphen else " " if cursor.tight else ""
    made = [
        Suggestion(
            word=word,
            written=f"{begin}{word.text}{_ending(shape, word, behind)}",
            seek=f"{word.text} {word.detail}".rstrip(),
        )
        for word in words
    ]
    return _fitting(made, cursor.written)


def _ending(shape: Shape | None, word: Word, colon: str) -> str:
    """What follows a name: a space where its value stands on the same line."""
    if not colon:
        return ""
    part = next((p for p in shape.parts if p.name == word.text), None) if isinstance(shape, Group) else None
    inner = part.shape if part is not None else shape.values if isinstance(shape, Table | Rules) else None
    inner = inner.of if isinstance(inner, Many) and isinstance(inner.of, Group) else inner
    return colon if isinstance(inner, Group | Table | Rules) else f"{colon} "


def _fitting(made: list[Suggestion], written: str) -> Suggestions:
    """The likeliest, where there are too many to give all."""
    if len(made) <= MOST:
        return Suggestions(items=tuple(made))
    wanted = written.casefold()
    fit = sorted(
        (rank, number) for number, one in enumerate(made) if (rank := _rank(one.seek.casefold(), wanted)) < 3
    )
    return Suggestions(items=tuple(made[number] for _, number in fit[:MOST]), all=False)


def _rank(text: str, wanted: str) -> int:
    """How well a text fits what is written: 0 begins with it, 1 has it, 2 has its letters in their order."""
    if text.startswith(wanted):
        return 0
    if wanted in text:
        return 1
    letters = iter(text)
    return 2 if all(letter in letters for letter in wanted) else 3


def _names(here: Here, cursor: Cursor, shape: Shape | None) -> list[Word]:
    """The names that may stand in a group, but for those that do already."""
    lead = lead_of_names(here.file.kind, cursor.path)
    if lead is not None:
        words = list(_LEADS[lead](here, cursor))
    elif isinstance(shape, Group):
        words = [_field(part) for part in sorted(shape.parts, key=lambda part: not part.required)]
    else:
        words = []
    return [word for word in words if word.text not in cursor.beside]


def _field(part: Part) -> Word:
    return Word(text=part.name, sort="field", detail="required" if part.required else "", about=part.about)


def _values(here: Here, cursor: Cursor, shape: Value) -> list[Word]:
    lead = lead_of_value(here.file.kind, cursor.path)
    if lead is not None:
        return list(_LEADS[lead](here, cursor))
    return [
        Word(text=str(word).lower() if isinstance(word, bool) else word, sort="word") for word in shape.words
    ]


def _references(here: Here, cursor: Cursor) -> Iterator[Word]:
    field = str(next(step for step in reversed(cursor.path) if isinstance(step, str)))
    if here.facts is not None:
        for text, title, key_result in reference_words(here.facts, here.file, field, cursor.written):
            yield Word(text=text, sort="key result" if key_result else "reference", detail=title)


def _teams(here: Here, _cursor: Cursor) -> Iterator[Word]:
    own = here.file.name if here.file.kind == "team" else here.file.team
    for team in here.facts.portfolio.teams if here.facts else ():
        if team.id != own:
            yield Word(text=team.id, sort="team", detail=team.name)


def _cycles(here: Here, _cursor: Cursor) -> Iterator[Word]:
    for cycle in reversed(here.facts.portfolio.cycles) if here.facts else ():
        yield Word(text=cycle.id, sort="cycle", detail=f"{cycle.starts} to {cycle.ends}", about=cycle.title)


def _kpis(here: Here, _cursor: Cursor) -> Iterator[Word]:
    for kpi in here.facts.portfolio.kpis if here.facts else ():
        yield Word(text=kpi.id, sort="kpi", detail=kpi.name)


def _rules(_here: Here, _cursor: Cursor) -> Iterator[Word]:
    for rule in RULES:
        if not rule.fixed:
            yield Word(text=rule.name, sort="rule", about=rule.summary)


def _options(_here: Here, cursor: Cursor) -> Iterator[Word]:
    yield Word(text="level", sort="field", about="off, warning or error")
    rule = BY_NAME.get(str(cursor.path[-1]))
    for option in rule.options if rule is not None else ():
        yield Word(text=option.name, sort="field", detail=f"usually {option.usual}", about=option.about)


def _own_key_results(here: Here, _cursor: Cursor) -> Iterator[Word]:
    """The key results of the file as it is written just now."""
    blocks = Blocks()
    for number, line in enumerate(here.lines):
        blocks.read(number, line)
    titles: dict[object, dict[str, str]] = {}
    for name in blocks.names:
        if len(name.path) == 2 and name.path[0] == "key_results":
            value = here.lines[name.line][name.start :].partition(":")[2]
            titles.setdefault(name.path[1], {})[name.text] = bare(value[: comment_in(value)])
    for written in titles.values():
        if written.get("id"):
            yield Word(text=written["id"], sort="key result", detail=written.get("title", ""))


def _readings(here: Here, _cursor: Cursor) -> Iterator[Word]:
    if here.facts is not None:
        for key, title in keys_of_readings(here.facts, here.file):
            yield Word(text=key, sort="key result", detail=title)


def _verdicts(here: Here, _cursor: Cursor) -> Iterator[Word]:
    if here.facts is not None:
        for objective in here.facts.directory.of_team(here.file.cycle, here.file.team):
            yield Word(text=objective.name, sort="reference", detail=objective.title)


def _scores(here: Here, cursor: Cursor) -> Iterator[Word]:
    objective = _found(here, str(cursor.path[1]))
    for key_result in objective.key_results if objective is not None else ():
        yield Word(text=key_result.id, sort="key result", detail=key_result.title)


def _milestones(here: Here, cursor: Cursor) -> Iterator[Word]:
    key = str(cursor.path[1])
    named = here.facts.readings.key_of(here.file.path, key) if here.facts is not None else None
    objective = here.facts.directory.objectives.get(named[0]) if here.facts and named else _found(here, key)
    id = named[1] if named else key.rpartition("#")[2]
    key_result = objective.key_result(id) if objective is not None else None
    if key_result is not None and isinstance(key_result.measure, Milestones):
        for name in key_result.measure.names:
            yield Word(text=name, sort="word")


def _found(here: Here, reference: str) -> Objective | None:
    """The objective that a reference in this file leads to."""
    parsed = parse_reference(reference)
    if here.facts is None or parsed is None:
        return None
    directory = here.facts.directory
    found = directory.find(parsed, cycle=here.file.cycle, team=here.file.team)
    return directory.objectives.get(found.objective if isinstance(found, Target) else found.found)


def _nothing(_here: Here, _cursor: Cursor) -> Iterator[Word]:
    """Nobody can know a new id, or one of old."""
    return iter(())


_LEADS: Mapping[Lead, Callable[[Here, Cursor], Iterator[Word]]] = {
    "reference": _references,
    "carried": _references,
    "team": _teams,
    "cycle": _cycles,
    "kpi": _kpis,
    "rule": _rules,
    "option": _options,
    "own key result": _own_key_results,
    "key result": _nothing,
    "reading": _readings,
    "verdict": _verdicts,
    "score": _scores,
    "milestone": _milestones,
    "former objective": _nothing,
    "former key result": _nothing,
    "former team": _nothing,
}
