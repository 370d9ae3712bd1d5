"""An objective that goes on in the next cycle, as a draft for its team to think through again."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from okrsite.alignment import Directory, Target
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Initiative, Objective
from okrsite.observations import Observation
from okrsite.prose.addresses import is_local
from okrsite.prose.links import links
from okrsite.rules.rule import Facts
from okrsite.scoring.pace import is_done
from okrsite.scoring.progress import ONE, KeyResultScore
from okrsite.views.urls import resolve
from okrsite.views.words import plain
from okrsite.writing.files import NewFile
from okrsite.writing.objectives import OPEN
from okrsite.writing.scalars import (
    comment,
    entry,
    field,
    figure,
    indented,
    list_field,
    markdown,
    named,
    quantity_lines,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An objective and the id that it goes on under: `2027-Q1/growth/onboarding`."""

    objective: Objective
    to: str

    @property
    def path(self) -> str:
        return f"{self.to}.md"


def carried_file(facts: Facts, carried: Carried, others: Mapping[str, str]) -> NewFile:
    """The draft of a carried objective. Key results go on from their last reading; what is done stays behind.

    `facts` know the next cycle, be it not written yet. `others` are all that are carried (from the old id
    to the new one): a parent among them is named as it will be.
    """
    objective = carried.objective
    cycle, team, _ = carried.to.split("/")
    lines = [
        comment(f"Carried over from {objective.id}."),
        comment("A draft: nobody sees it on the site until you delete the next line."),
        "status: draft",
        *field("title", objective.title),
        *field("owner", objective.owner),
        *_parent(facts, objective, cycle, team, others),
    ]
    sharing = [id for id in objective.shared_with if id in facts.teams and id != team]
    lines += list_field("with", sharing)
    lines += field("obstacle", objective.obstacle) if objective.obstacle else []
    going_on = [k for k in objective.key_results if k.dropped is None and not _is_over(facts, objective, k)]
    lines.append("key_results:")
    for key_result in objective.key_results:
        if key_result.dropped is None and key_result not in going_on:
            lines += indented([comment(f"{key_result.id} is done, and stays behind: {key_result.title}")])
    for key_result in going_on:
        lines += indented(entry(list(_key_result(facts, objective, key_result))))
    lines += _initiatives(objective, {key_result.id for key_result in going_on})
    prose = moved_links(objective.source.body, objective.source.path, carried.path)
    return NewFile(path=carried.path, text=markdown(lines, prose))


def _score(facts: Facts, objective: Objective, key_result: KeyResult) -> KeyResultScore:
    return facts.scores[objective.id].key_results[key_result.id]


def _is_over(facts: Facts, objective: Objective, key_result: KeyResult) -> bool:
    return is_done(key_result, _score(facts, objective, key_result))


def _parent(
    facts: Facts, objective: Objective, cycle: str, team: str, others: Mapping[str, str]
) -> list[str]:
    """The parent's line: as it leads from the new cycle, to the one that is carried along, or left open."""
    left_open = [] if team in {root.id for root in facts.roots} else [f"parent: {OPEN}"]
    if objective.parent is None:
        return left_open
    target = facts.alignment.parents.get(objective.id)
    if target is not None and target.objective in others:
        reference = others[target.objective].removeprefix(f"{cycle}/")
        return [f"parent: {named(reference + _still_there(facts, target))}"]
    directory: Directory = facts.directory
    found = directory.find(objective.parent, cycle=cycle, team=team)
    if isinstance(found, Target) and directory.inside(found.objective, cycle):
        return [f"parent: {named(objective.parent.text.strip())}"]
    return [
        comment(f"The parent was {objective.parent.text.strip()}: what does it serve now?"),
        *left_open,
    ]


def _still_there(facts: Facts, target: Target) -> str:
    """The key result of a parent that is carried along, where that goes on too."""
    parent = facts.directory.objectives[target.objective]
    key_result = parent.key_result(target.key_result) if target.key_result else None
    if key_result is None or key_result.dropped or _is_over(facts, parent, key_result):
        return ""
    return f"#{key_result.id}"


def _key_result(facts: Facts, objective: Objective, key_result: KeyResult) -> Iterator[str]:
    score = _score(facts, objective, key_result)
    yield f"id: {named(key_result.id)}"
    yield from field("title", key_result.title)
    for name, text in (("who", key_result.who), ("does", key_result.does), ("owner", key_result.owner)):
        if text:
            yield from field(name, text)
    yield from _measure(key_result, score)
    if key_result.kpi:
        yield f"kpi: {named(key_result.kpi)}"
    if key_result.weight is not None:
        yield f"weight: {figure(key_result.weight.text)}"
    if key_result.moonshot:
        yield "ambition: moonshot"


def _measure(key_result: KeyResult, score: KeyResultScore) -> Iterator[str]:
    measure = key_result.measure
    if key_result.unclear:
        yield comment("What measures it could not be read: write it anew.")
    elif isinstance(measure, Keep):
        yield from quantity_lines((("at_least", measure.at_least), ("at_most", measure.at_most)))
    elif isinstance(measure, Milestones):
        yield from _milestones(measure, score.last)
    elif isinstance(measure, Binary):
        yield "binary: true"
    elif isinstance(measure, Move):
        last = score.last.value if score.last is not None else None
        start = last or measure.start
        if score.progress is not None and score.progress >= ONE:
            yield comment(f"It was to reach {measure.target.text}, and it did: set a new target.")
            yield from quantity_lines((("from", start),))
            yield f"to: {OPEN}"
        else:
            yield from quantity_lines((("from", start), ("to", measure.target)))
    else:
        assert isinstance(measure, Graded)


def _milestones(measure: Milestones, last: Observation | None) -> Iterator[str]:
    """The milestones that are left: those not named as done, or where only a number was read those behind
    the first so many."""
    done = (last.done or 0) if last else 0
    named = set(last.names) if last else set()
    over = [n for i, n in enumerate(measure.names) if (n in named if named else i < done)]
    if over:
        yield comment(f"Done before: {', '.join(over)}.")
    yield from list_field("milestones", [name for name in measure.names if name not in over])


def _initiatives(objective: Objective, key_results: set[str]) -> list[str]:
    """The work that is neither done nor dropped, and serves what goes on."""
    lines: list[str] = []
    for initiative in objective.initiatives:
        serves = [id for id in initiative.serves if id in key_results]
        over = initiative.status in {"done", "dropped"} or (initiative.serves and not serves)
        if not over:
            lines += indented(entry(list(_initiative(initiative, serves))))
    return ["initiatives:", *lines] if lines else []


def _initiative(initiative: Initiative, serves: list[str]) -> Iterator[str]:
    yield from field("title", initiative.title)
    yield from list_field("for", serves)
    if initiative.owner:
        yield from field("owner", initiative.owner)
    if initiative.url:
        yield from field("url", initiative.url)
    if initiative.hypothesis:
        yield from field("hypothesis", initiative.hypothesis)
    if initiative.status != "planned":
        yield f"status: {initiative.status}"
    if initiative.rice is not None:
        rice = initiative.rice
        factors = (("reach", rice.reach), ("impact", rice.impact), ("effort", rice.effort))
        yield "rice:"
        yield from (f"  {name}: {figure(plain(number))}" for name, number in factors)
        yield f"  confidence: {plain(rice.confidence * Decimal(100))}%"


def moved_links(prose: str, old: str, new: str) -> str:
    """Prose of a file at the path `old` for one at `new`: its links to content files lead where they led."""
    here = posixpath.dirname(new)
    for href in dict.fromkeys(link.href for link in links(prose) if is_local(link.href)):
        target, fragment = resolve(old, href)
        if target.startswith(".."):
            continue
        path = quote(posixpath.relpath(target, here)) + fragment
        if path != href:
            # Behind `](`, `<` or `]:`, up to what ends an address: longer ones that begin alike stay.
            pattern = rf"(\]\(\s*<?|\]:\s*<?){re.escape(href)}(?=[\s)>\"']|$)"
            prose = re.sub(pattern, lambda found, path=path: f"{found[1]}{path}", prose)  # type: ignore[misc]
    return prose
