"""A new check-in: the team's key results with what was read of them last, and the questions to answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field as attribute
from datetime import date

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.rules.rule import Facts
from okrsite.views.words import listed
from okrsite.writing.choosing import checked_in_by
from okrsite.writing.files import NewFile
from okrsite.writing.ids import may_be_named, plain_id
from okrsite.writing.reading_entry import Asked, asked
from okrsite.writing.scalars import comment, field, indented, markdown, quoted, scalar

SECTIONS: Mapping[str, str] = {
    "What changed": "What changed since the last one, and what did we learn?",
    "Impediments": "What stands in the way, and who can help?",
    "Next": "What will we try next?",
}
"""The headings of a check-in, and what each asks (Jellyvision, Weekdone)."""


ADVICE = (
    "Write today's figures behind the colons. Delete the lines of a key result that you don't read today.",
    "Confidence is 0 to 10: how sure are we to get there, with what we know today?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInPlan:
    """A new check-in of a team on a day. `answers` are the lines of each reading by its key, `said` is what
    was typed below the headings."""

    cycle: str
    team: str
    day: date
    suffix: str = ""
    author: str = ""
    asked: tuple[Asked, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = attribute(default_factory=dict)
    said: Mapping[str, str] = attribute(default_factory=dict)

    @property
    def path(self) -> str:
        name = f"{self.day.isoformat()}-{self.suffix}" if self.suffix else self.day.isoformat()
        return f"{self.cycle}/{self.team}/checkins/{name}.md"

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The key results without an answer, by their keys."""
        return tuple(ask.key for ask in self.asked if not ask.done and not self.answers.get(ask.key))


def questions(facts: Facts, cycle: Cycle, team: str) -> tuple[Asked, ...]:
    """Every living key result that a team checks in on in a cycle, in the order of their files."""
    return tuple(
        ask for objective in checked_in_by(facts, cycle.id, team) for ask in asked(facts, objective, team)
    )


def free_suffix(facts: Facts, taken: Sequence[str], cycle: str, team: str, day: date, author: str) -> str:
    """What tells a check-in from the others of its day: nothing for the first, then the author's first name
    or a number. It sorts last, since of two readings on a day the later name counts. `taken` are the names
    of files in the folder."""
    known: set[str] = {c.suffix for c in _of_day(facts, cycle, team, day)}
    start = day.isoformat()
    for name in taken:
        stem = name.removesuffix(".md")
        if stem == start or stem.startswith(f"{start}-"):
            known.add(stem[len(start) + 1 :])
    if not known:
        return ""
    last = max(known)
    first_name = plain_id(author.partition(" ")[0])
    usual = (first_name, *map(str, range(2, 10)))
    fitting = (name for name in usual if name and name > last and may_be_named(name))
    return next(fitting, f"{last}-2")


def _of_day(facts: Facts, cycle: str, team: str, day: date) -> Iterator[CheckIn]:
    return (c for c in facts.portfolio.check_ins if (c.cycle, c.team, c.day) == (cycle, team, day))


def check_in_file(plan: CheckInPlan) -> NewFile:
    """The file of a new check-in. Where nothing is answered yet, each key result has empty fields, which say
    nothing, below a comment with what was read last: nobody publishes an old figure as today's by accident.
    Where some are answered, the others are left out."""
    begun = any(plan.answers.values())
    lines = [] if begun else [comment(line) for line in ADVICE]
    lines += field("author", plan.author)
    lines.append("key_results:")
    for ask in plan.asked:
        if plan.answers.get(ask.key) or not (begun or ask.done):
            lines += indented(_reading(ask, plan.answers.get(ask.key, ())))
    finished = [ask.key for ask in plan.asked if ask.done and not plan.answers.get(ask.key)]
    for words, keys in (("Not read today", plan.unanswered if begun else ()), ("Done", finished)):
        if keys:
            lines += indented([comment(f"{words}: {listed(list(keys))}.")])
    prose = "\n\n".join(f"## {heading}\n\n{plan.said.get(heading, '')}".rstrip() for heading in SECTIONS)
    return NewFile(path=plan.path, text=markdown(lines, prose))


def _reading(ask: Asked, answer: tuple[str, ...]) -> list[str]:
    lines = [comment(ask.promise), comment(ask.before)]
    if ask.kpi:
        lines.append(comment(f"Its readings come from the KPI {ask.kpi}: a confidence alone will do."))
    lines.append(f"{_key(ask.key)}:")
    if answer:
        return [*lines, *indented(part for line in answer for part in line.split("\n"))]
    if ask.field == "done":
        lines += indented([comment(f"{ask.example}: {listed([scalar(n) for n in _milestones(ask)])}")])
    elif ask.field != "value":
        lines += indented([comment(ask.example)])
    return [*lines, *indented([f"{ask.field}:", "confidence:", "note:"])]


def _milestones(ask: Asked) -> Sequence[str]:
    names: Sequence[str] = getattr(ask.key_result.measure, "names", ())
    return names


def _key(key: str) -> str:
    """A key as a field's name: in quotes where YAML would read something else."""
    return key if key[0].isalpha() else quoted(key)


def note_line(text: str) -> str:
    """What was said of a key result, as the line of a check-in."""
    return f"note: {scalar(text)}"
