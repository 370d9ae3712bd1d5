"""The rows of the tables that are exported: what each cell holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from okrsite.alignment import Target
from okrsite.exchange.cells import Cell, Percent, Row
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.scoring.grading import outcomes_of
from okrsite.scoring.pace import Pace
from okrsite.scoring.progress import mean_progress
from okrsite.scoring.rounding import rounded
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.key_results import observed_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What rows are made from: a company, and the cycle that is asked for, by its id or empty for all."""

    company: Company
    cards: Cards
    cycle: str

    @property
    def cycles(self) -> list[str]:
        return [c.id for c in self.company.portfolio.cycles if self.cycle in ("", c.id)]

    @property
    def objectives(self) -> Iterator[Objective]:
        for cycle in self.cycles:
            yield from self.company.by_cycle[cycle]

    def team(self, id: str) -> str:
        found = self.company.teams.get(id)
        return found.name if found else id

    def page(self, path: str) -> str:
        """A page's address: in full where the settings say where the site is."""
        base = self.company.portfolio.settings.url
        return f"{base.rstrip('/')}/{path}" if base else path


def figure(quantity: Quantity | None) -> Cell:
    """A figure without its unit, but as a share where that is a percent sign."""
    if quantity is None:
        return None
    return Percent(quantity.number / 100) if quantity.unit_text == "%" else quantity.number


def _percent(share: Decimal | None) -> Cell:
    """A share that was worked out, to a hundredth of a percent."""
    return None if share is None else Percent(rounded(share, 4))


def _reference(target: Target | None) -> str:
    if target is None:
        return ""
    return f"{target.objective}#{target.key_result}" if target.key_result else target.objective


CELLS_OF_KEY_RESULT = 27
"""Cells of a row that tell of the key result; those before tell of its objective."""


def key_results(source: Source) -> Iterator[Row]:
    """A row for each key result; an objective without any has one too."""
    for item in source.objectives:
        head = _head(source, item)
        outcomes = _outcomes(source.company, item)
        pace = source.company.paces.get(item.id)
        for one in item.key_results:
            paced = pace.key_results.get(one.id) if pace else None
            yield head + _key_result(source, item, one, paced, outcomes.get(one.id, ""))
        if not item.key_results:
            yield head + (None,) * CELLS_OF_KEY_RESULT


def _head(source: Source, item: Objective) -> Row:
    cycle = source.company.cycles[item.cycle]
    return (
        item.cycle,
        cycle.starts,
        cycle.ends,
        source.team(item.team),
        item.team,
        item.title,
        item.id,
        item.owner,
        _reference(source.company.alignment.parents.get(item.id)),
        "dropped" if item.dropped else "",
        item.because,
    )


def _key_result(source: Source, item: Objective, one: KeyResult, pace: Pace | None, outcome: str) -> Row:
    score = source.company.scores[item.id].key_results[one.id]
    observations = source.company.readings.of(item.id, one.id)
    said = next((o for o in reversed(observations) if o.confidence is not None), None)
    measure = one.measure
    move = measure if isinstance(measure, Move) else None
    keep = measure if isinstance(measure, Keep) else None
    return (
        one.title,
        one.id,
        one.kind,
        one.owner,
        one.who,
        one.does,
        figure(move.start) if move else None,
        figure(move.target) if move else None,
        figure(keep.at_least) if keep else None,
        figure(keep.at_most) if keep else None,
        one.unit.unit_text if one.unit else "",
        "\n".join(measure.names) if isinstance(measure, Milestones) else "",
        one.weight.number if one.weight else None,
        "moonshot" if one.moonshot else "roofshot",
        _current(one, score.last),
        score.last.day if score.last else None,
        _percent(score.progress),
        _percent(pace.expected) if pace else None,
        pace.status if pace else "",
        pace.stated if pace else "",
        said.confidence if said else None,
        outcome,
        one.added,
        one.dropped,
        one.because,
        one.kpi,
        source.page(urls.key_result(item, one.id)),
    )


def _current(one: KeyResult, last: Observation | None) -> Cell:
    """The last reading: a figure, or how many milestones, a chance, a score."""
    if last is None:
        return None
    if last.value is not None:
        return figure(last.value)
    if one.kind == "binary":
        if last.done is None and last.chance is not None:
            return Percent(last.chance / 100)
        return "yes" if last.done else "no"
    return last.done if last.done is not None else last.score


def _outcomes(company: Company, item: Objective) -> Mapping[str, str]:
    if company.state(item.cycle) is not CycleState.CLOSED:
        return {}
    grades = company.portfolio.settings.grades
    return {id: outcome.value for id, outcome in outcomes_of(item, company.scores, grades).items()}


def objectives(source: Source) -> Iterator[Row]:
    company = source.company
    for item in source.objectives:
        pace = company.paces.get(item.id)
        yield (
            item.cycle,
            source.team(item.team),
            item.title,
            item.id,
            item.owner,
            _reference(company.alignment.parents.get(item.id)),
            "\n".join(map(_reference, company.alignment.supports.get(item.id, ()))),
            "\n".join(map(_reference, company.alignment.depends_on.get(item.id, ()))),
            "\n".join(source.team(team) for team in item.shared_with if team in company.teams),
            _percent(company.scores[item.id].progress),
            pace.status if pace else "",
            "dropped" if item.dropped else "",
            item.because,
            sum(k.dropped is None for k in item.key_results),
            len(company.alignment.children.get(item.id, ())),
            source.page(urls.objective(item)),
        )


def check_ins(source: Source) -> Iterator[Row]:
    """A row for each reading; a check-in without any has one too."""
    company = source.company
    for cycle in source.cycles:
        for item in company.check_ins_by_cycle.get(cycle, ()):
            head = (cycle, source.team(item.team), item.day, item.author)
            page = source.page(urls.check_in(item))
            found = False
            for reading in item.readings:
                key = company.readings.key_of(item.source.path, reading.key)
                key_result = company.objectives[key[0]].key_result(key[1]) if key else None
                one = _observed(company, key, item.source.path, reading.key) if key else None
                if key is None or key_result is None or one is None:
                    continue
                found = True
                yield (
                    *head,
                    company.objectives[key[0]].title,
                    key_result.title,
                    f"{key[0]}#{key[1]}",
                    _current(key_result, one) if one.measured else None,
                    one.value.unit_text if one.value else "",
                    observed_text(key_result, one),
                    one.confidence,
                    one.status,
                    one.note,
                    page,
                )
            if not found:
                yield (*head, *(None,) * 9, page)


def _observed(company: Company, key: tuple[str, str], path: str, written: str) -> Observation | None:
    for one in company.readings.of(*key):
        if one.place is not None and one.place.source.path == path and one.place.pointer[-1] == written:
            return one
    return None


def kpis(source: Source) -> Iterator[Row]:
    today = source.company.portfolio.today
    for kpi in source.company.portfolio.kpis:
        last = next((r for r in reversed(kpi.readings) if r.day <= today), None)
        yield (
            kpi.name,
            kpi.id,
            kpi.owner,
            kpi.unit.unit_text if kpi.unit else "",
            figure(kpi.at_least),
            figure(kpi.at_most),
            figure(last.value) if last else None,
            last.day if last else None,
            source.page(urls.kpi(kpi.id)),
        )


def kpi_readings(source: Source) -> Iterator[Row]:
    for kpi in source.company.portfolio.kpis:
        for reading in kpi.readings:
            if reading.day <= source.company.portfolio.today:
                yield kpi.name, kpi.id, reading.day, figure(reading.value), reading.value.unit_text


def initiatives(source: Source) -> Iterator[Row]:
    for item in source.objectives:
        for one in item.initiatives:
            yield (
                item.cycle,
                source.team(item.team),
                item.title,
                item.id,
                one.title,
                ", ".join(one.serves),
                one.owner,
                one.status,
                one.score,
                one.hypothesis,
                one.url,
            )


def teams(source: Source) -> Iterator[Row]:
    for team, _ in source.company.tree:
        people = "\n".join(team.members)
        yield team.name, team.id, source.team(team.parent) if team.parent else "", team.lead, people


def cycles(source: Source) -> Iterator[Row]:
    company = source.company
    for id in source.cycles:
        cycle = company.cycles[id]
        mean, known, of = mean_progress(company.by_cycle[id], company.scores)
        yield (
            cycle.title,
            id,
            cycle.starts,
            cycle.ends,
            company.state(id).value,
            of,
            known,
            _percent(mean),
            source.page(urls.cycle(id)),
        )


def findings(source: Source) -> Iterator[Row]:
    for one in source.company.diagnostics:
        if (one.allowed or not one.silent) and source.cycle in ("", one.path.partition("/")[0]):
            place = (one.path, one.span.line, one.span.column)
            yield one.severity.value, one.rule, *place, one.message, one.hint, one.allowed
