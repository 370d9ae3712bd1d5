"""An objective's page."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from okrsite.alignment import Target
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.prose.parts import lead
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.charts.course import course_of
from okrsite.views.charts.courses import Course
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow, allowed_beside, findings_beside
from okrsite.views.goalposts import Goalposts, Removed, goalposts, removed
from okrsite.views.grade_words import NO_OUTCOME
from okrsite.views.graphs.graph import Graph, Twig
from okrsite.views.graphs.pictures import local_picture
from okrsite.views.initiatives import loose_rows, rows_below
from okrsite.views.key_results import full_row
from okrsite.views.last_said import LastSaid, last_said
from okrsite.views.means import objective_mean
from okrsite.views.parts import (
    CheckInCard,
    CycleBanner,
    Frame,
    InitiativeRow,
    KeyResultRow,
    Link,
    ObjectiveCard,
    Prose,
    TeamBadge,
)
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentStep:
    """One step up from an objective: the objective above and the key result named there, if any."""

    objective: ObjectiveCard
    key_result: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """`why` is the paragraph that its prose begins with, `prose` the rest; `said` is what was said last of
    it, None where nobody checked in yet. `ancestors` runs from the root down to the parent. `related` are
    (heading, objectives) pairs: what it supports, what supports it, what it depends on, what depends on it.
    `initiatives` are those that serve no key result; the others stand below theirs. `mean` works out its
    progress, None where it is unknown, and `grading` says why it has no outcome, empty where its cycle has
    not closed. `findings` are what the check says of its file, `allowed` what the file allows itself.
    `goalposts` has what became of each key result's promise, by its id, as far as that is known, `courses`
    the pictures of how they went; `removed` are key results that were taken out."""

    frame: Frame
    card: ObjectiveCard
    cycle: CycleBanner
    shared_with: tuple[TeamBadge, ...]
    obstacle: str
    prose: Prose | None
    key_results: tuple[KeyResultRow, ...]
    ancestors: tuple[ParentStep, ...]
    children: tuple[ObjectiveCard, ...]
    related: tuple[tuple[str, tuple[ObjectiveCard, ...]], ...]
    initiatives: tuple[InitiativeRow, ...]
    check_ins: tuple[CheckInCard, ...]
    carried_from: tuple[Link, ...]
    carried_to: Link | None
    graph: Graph | None
    tree: tuple[Twig, ...]
    findings: tuple[FindingRow, ...]
    allowed: tuple[AllowedRow, ...] = ()
    mean: Mean | None = None
    grading: str = ""
    goalposts: Mapping[str, Goalposts] = field(default_factory=dict)
    courses: Mapping[str, Course] = field(default_factory=dict)
    removed: tuple[Removed, ...] = ()
    why: Prose | None = None
    said: LastSaid | None = None


def objective_view(company: Company, cards: Cards, item: Objective) -> ObjectiveView:
    """An objective's page."""
    alignment = company.alignment
    children = [company.objectives[id] for id in alignment.children.get(item.id, ())]
    serving: dict[str, list[ObjectiveCard]] = {}
    for child in children:
        target = alignment.parents[child.id]
        serving.setdefault(target.key_result, []).append(cards.objective(child, brief=True))
    badge = cards.badge(item.team)
    card = cards.objective(item)

    why, prose = _reasons(cards.prose(item.source))
    mentions = company.mentions.get(item.id, ())
    graph, tree = local_picture(company, cards, item)

    def linked(key_result: KeyResult) -> Link:
        return cards.key_result_link(item.id, key_result.id)

    return ObjectiveView(
        frame=cards.frame(
            urls.objective(item),
            item.title,
            cards.section_of(item.cycle),
            cards.home_crumb(),
            cards.cycle_crumb(item.cycle),
            Link(text=badge.name, url=urls.team_cycle(item.cycle, item.team)),
            description=_(
                "An objective of %(team)s in %(cycle)s",
                team=badge.name,
                cycle=company.cycles[item.cycle].title,
            ),
            source=item.source,
        ),
        card=card,
        cycle=cards.banner(item.cycle),
        shared_with=tuple(cards.badge(team) for team in item.shared_with if team in company.teams),
        obstacle=item.obstacle,
        why=why,
        prose=prose,
        said=last_said(cards, mentions[-1], item.id) if mentions else None,
        key_results=tuple(
            full_row(
                company,
                item,
                k,
                row,
                own=company.own_grades.get((item.id, k.id)),
                serving=tuple(serving.get(k.id, ())),
                initiatives=_with_owners(
                    company, rows_below(item, k, linked, company.common_words.__contains__)
                ),
            )
            for k, row in zip(item.key_results, card.key_results, strict=True)
        ),
        ancestors=tuple(
            ParentStep(
                objective=cards.objective(company.objectives[target.objective], brief=True),
                key_result=cards.key_result_link(target.objective, target.key_result)
                if target.key_result
                else None,
            )
            for target in reversed(alignment.ancestors(item.id))
        ),
        children=tuple(cards.objective(child) for child in children),
        related=tuple((heading, found) for heading, found in _related(company, cards, item) if found),
        initiatives=_with_owners(company, loose_rows(item)),
        check_ins=tuple(cards.check_in(c, only=item.id) for c in reversed(mentions)),
        carried_from=tuple(cards.objective_link(id) for id in company.carried_from.get(item.id, ())),
        carried_to=cards.objective_link(company.carried_to[item.id])
        if item.id in company.carried_to
        else None,
        graph=graph,
        tree=tree,
        findings=findings_beside(company, item.source.path),
        allowed=allowed_beside(company, item.source.path),
        mean=None if item.dropped else objective_mean(company, item),
        grading=_(NO_OUTCOME) if card.score else "",
        goalposts={k.id: found for k in item.key_results if (found := goalposts(company, item, k))},
        courses={k.id: drawn for k in item.key_results if (drawn := course_of(company, item, k))},
        removed=removed(company, item),
    )


LEAD = 500
"""Characters of a first paragraph that still leave room on a screen for how things stand."""


def _reasons(prose: Prose | None) -> tuple[Prose | None, Prose | None]:
    """Why an objective exists, in a paragraph, and the rest of its prose."""
    if prose is None:
        return None, None
    first, rest = lead(prose.text)
    if not first or len(first) > LEAD:
        return None, prose
    return replace(prose, text=first), replace(prose, text=rest) if rest.strip() else None


def _with_owners(company: Company, rows: tuple[InitiativeRow, ...]) -> tuple[InitiativeRow, ...]:
    """Pieces of work, each with the way to its owner's page."""
    return tuple(replace(row, owner_url=company.owners.url(row.owner)) for row in rows)


def _related(
    company: Company, cards: Cards, item: Objective
) -> tuple[tuple[str, tuple[ObjectiveCard, ...]], ...]:
    alignment = company.alignment

    def of(ids: tuple[str, ...]) -> tuple[ObjectiveCard, ...]:
        return tuple(cards.objective(company.objectives[id], brief=True) for id in ids)

    def targets(found: tuple[Target, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(target.objective for target in found))

    return (
        (_("Supports"), of(targets(alignment.supports.get(item.id, ())))),
        (_("Supported by"), of(alignment.supported_by.get(item.id, ()))),
        (_("Depends on"), of(targets(alignment.depends_on.get(item.id, ())))),
        (_("Needed by"), of(alignment.dependents.get(item.id, ()))),
    )
