"""What a cycle's objectives can be sorted and filtered by.

Each value is a word that stands in the page's address (`?team=growth&status=at-risk`), so it is made of ids
and does not depend on the page's language.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.scoring.grading import Outcome
from okrsite.scoring.pace import AT_RISK, OFF_TRACK, ON_TRACK
from okrsite.translation.words import N_, _
from okrsite.views.company import Company
from okrsite.views.findings import findings_beside
from okrsite.views.now.due import check_in_due
from okrsite.views.parts import ObjectiveCard
from okrsite.views.status_words import headed
from okrsite.views.tally import STALE

ANY = "any"
"""Any finding at all."""

MOONSHOT, ROOFSHOT = "moonshot", "roofshot"
DROPPED, UNREAD = "dropped", "no reading yet"
LATE, OBSTACLE = "overdue", "obstacle"
WORST_FIRST = (OFF_TRACK, AT_RISK, STALE, UNREAD, ON_TRACK)
STATUSES = (*WORST_FIRST, LATE, OBSTACLE, DROPPED)
NAMES = {LATE: N_("Check-in overdue"), OBSTACLE: N_("In the way")}
OUTCOMES = tuple(outcome.value for outcome in Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What one objective can be found by; several words are parted by spaces.

    `status` begins with its own; those of its key results follow, and whether its team's check-in is overdue
    or something stands in its way. `teams` are its own and those above it, `owners` people's slugs,
    `findings` names of rules. `progress` is in whole per cent, uncapped, and `heard` the day of its last
    reading; both are empty where there is none.
    """

    teams: str
    status: str
    ambition: str
    owners: str
    findings: str
    progress: str
    heard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to choose and its name; `depth` tells how far it stands below others."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to choose by: its name in the address, its label, and what stands for no choice."""

    name: str
    label: str
    everything: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a cycle's page can be filtered and sorted by. `lines` has the facets of its objectives, by id;
    `objectives` how many there are."""

    fields: tuple[Field, ...]
    sorting: Field
    lines: Mapping[str, Facets]
    objectives: int


def filters(
    company: Company, cycle: str, listed: Sequence[tuple[Objective, ObjectiveCard]]
) -> Filters | None:
    """What the objectives of a cycle can be filtered by; None where there is only one or none."""
    if len(listed) < 2:
        return None
    lines = {item.id: _facets(company, item, card) for item, card in listed}
    closed = company.state(cycle) is CycleState.CLOSED
    fields = (
        Field(
            name="team",
            label=_("Team"),
            everything=_("All teams"),
            choices=tuple(_teams(company, lines.values())),
        ),
        Field(
            name="status",
            label=_("Outcome of a key result") if closed else _("Status"),
            everything=_("Any outcome") if closed else _("Any status"),
            choices=_occurring(
                (*OUTCOMES, DROPPED) if closed else STATUSES,
                (f.status for f in lines.values()),
            ),
        ),
        Field(
            name="ambition",
            label=_("Ambition"),
            everything=_("Any ambition"),
            choices=_occurring((MOONSHOT, ROOFSHOT), (f.ambition for f in lines.values())),
        ),
        Field(
            name="owner",
            label=_("Owner"),
            everything=_("Anybody"),
            choices=tuple(_owners(company, lines.values())),
        ),
        Field(
            name="finding",
            label=_("Findings"),
            everything=_("With or without"),
            choices=tuple(_findings(lines.values())),
        ),
    )
    return Filters(
        fields=tuple(field for field in fields if _divides(field)),
        sorting=Field(
            name="sort",
            label=_("Sort by"),
            everything=_("Team"),
            choices=tuple(_orders(company, cycle, lines.values())),
        ),
        lines=lines,
        objectives=len(listed),
    )


def _divides(field: Field) -> bool:
    """Whether choosing can leave something out: one finding can, one team cannot."""
    return len(field.choices) > (0 if field.name == "finding" else 1)


def _facets(company: Company, item: Objective, card: ObjectiveCard) -> Facets:
    above = (*(team.id for team in company.line_above(item.team)), item.team)
    names = (item.owner, *(k.owner for k in item.key_results if k.dropped is None))
    owners = (owner.slug for name in names if (owner := company.owners.find(name)))
    rules = (row.rule for row in findings_beside(company, item.source.path)) if card.warnings else ()
    living = [k for k in item.key_results if k.dropped is None]
    progress = company.scores[item.id].progress
    scores = company.scores[item.id].key_results
    read = [last.day for k in living if (last := scores[k.id].last) is not None]
    return Facets(
        teams=_words(above),
        status=_words(_statuses(company, item, card)),
        ambition=_words(MOONSHOT if k.moonshot else ROOFSHOT for k in living),
        owners=_words(owners),
        findings=_words(rules),
        progress="" if progress is None or item.dropped else str(round(progress * 100)),
        heard=max(read).isoformat() if read else "",
    )


def _statuses(company: Company, item: Objective, card: ObjectiveCard) -> Iterator[str]:
    if item.dropped:
        yield word(DROPPED)
    elif card.mark is not None:
        yield word(STALE if card.mark.stale else card.mark.status or UNREAD)
        paces = company.paces[item.id].key_results
        yield from (word(STALE if pace.stale else pace.status or UNREAD) for pace in paces.values())
        due = check_in_due(company, item.cycle, item.team)
        if due is not None and due.since is not None:
            yield word(LATE)
        if item.obstacle:
            yield word(OBSTACLE)
    elif company.state(item.cycle) is CycleState.CLOSED:
        yield from (word(share.outcome) for share in card.outcomes)


def word(name: str) -> str:
    """A status as the page's address has it."""
    return name.replace(" ", "-")


def _words(found: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(found))


def _occurring(names: Sequence[str], found: Iterable[str]) -> tuple[Choice, ...]:
    words = {one for words in found for one in words.split()}
    return tuple(
        Choice(value=word(name), text=headed(NAMES.get(name, name))) for name in names if word(name) in words
    )


def _teams(company: Company, lines: Iterable[Facets]) -> Iterator[Choice]:
    """The teams with objectives, and those above them, in the order of the tree."""
    found = {id for line in lines for id in line.teams.split()}
    for team, depth in company.tree:
        if team.id in found:
            yield Choice(value=team.id, text=team.name, depth=depth)
    for id in sorted(found - company.teams.keys()):
        yield Choice(value=id, text=id)


def _owners(company: Company, lines: Iterable[Facets]) -> Iterator[Choice]:
    found = {slug for line in lines for slug in line.owners.split()}
    for owner in company.owners:
        if owner.slug in found:
            yield Choice(value=owner.slug, text=owner.name)


def _findings(lines: Iterable[Facets]) -> Iterator[Choice]:
    found = {rule for line in lines for rule in line.findings.split()}
    if found:
        yield Choice(value=ANY, text=_("Anything to check"))
    for rule in sorted(found):
        yield Choice(value=rule, text=rule, depth=1)


def _orders(company: Company, cycle: str, lines: Iterable[Facets]) -> Iterator[Choice]:
    found = list(lines)
    yield Choice(value="title", text=_("Title"))
    if any(line.progress for line in found):
        yield Choice(value="progress", text=_("Progress, least first"))
        yield Choice(value="most-progress", text=_("Progress, most first"))
    if company.state(cycle) is CycleState.ACTIVE:
        yield Choice(value="status", text=_("Status, worst first"))
        yield Choice(value="heard", text=_("Last reading, oldest first"))
    if any(line.owners for line in found):
        yield Choice(value="owner", text=_("Owner"))
