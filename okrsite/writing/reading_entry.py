"""What a check-in asks about each key result, and whether an answer fits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.check_in import NO, YES
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity
from okrsite.observations import Observation, shared_unit
from okrsite.rules.rule import Facts
from okrsite.scoring.pace import is_done
from okrsite.scoring.progress import kept, moved
from okrsite.views.key_results import observed_text, target_text
from okrsite.views.status import expected_text
from okrsite.views.words import day as day_of, percent_text, plain
from okrsite.writing.files import WritingError
from okrsite.writing.scalars import figure, reads_back, scalar

FAR = 3
"""Points of confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A key result as a check-in asks about it.

    `key` is the long form that a check-in names it by. `last` is the figure read last, empty where none was,
    with its `confidence` and `heard`, the day. `expected` is the figure that would be on pace today, empty
    where no line describes it. `field` is what a reading of it is called, and `example` how one looks.
    """

    key: str
    objective: str
    key_result: KeyResult
    target: str
    last: str
    confidence: str
    heard: date | None
    expected: str
    unit: Quantity | None
    start: Quantity | None
    field: str
    example: str
    done: bool
    kpi: str

    @property
    def promise(self) -> str:
        """Its title and what was promised: `New admins finish setup on day one (from 42% to 65%)`."""
        return f"{self.key_result.title} ({self.target})"

    @property
    def before(self) -> str:
        """What was said of it last, and what would be on pace: `was 47% on 2 Nov 2026, confidence 7`."""
        if not self.last:
            text = "no reading yet"
        else:
            on = f" on {day_of(self.heard).text}" if self.heard else ""
            text = f"was {self.last}{on}"
        if self.confidence:
            text += f", confidence {self.confidence}"
        return f"{text}; {self.expected} would be on pace" if self.expected else text


def asked(facts: Facts, objective: Objective, team: str) -> list[Asked]:
    """What a team's check-in asks about an objective's living key results, its own or one it shares."""
    prefix = "" if objective.team == team else f"{objective.team}/"
    return [
        _asked(facts, objective, key_result, f"{prefix}{objective.name}#{key_result.id}")
        for key_result in objective.key_results
        if key_result.dropped is None
    ]


def _asked(facts: Facts, objective: Objective, key_result: KeyResult, key: str) -> Asked:
    score = facts.scores[objective.id].key_results[key_result.id]
    observations = facts.readings.of(objective.id, key_result.id)
    pace = facts.paces.get(objective.id)
    last = next((o for o in reversed(observations) if o.measured), None)
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    field, example = _field(key_result)
    return Asked(
        key=key,
        objective=objective.title,
        key_result=key_result,
        target=target_text(key_result),
        last=observed_text(key_result, last) if last else "",
        confidence="" if confidence is None else str(confidence),
        heard=last.day if last else None,
        expected=expected_text(
            key_result, pace.key_results.get(key_result.id) if pace else None, score.start
        ),
        unit=shared_unit(key_result, observations),
        start=score.start,
        field=field,
        example=example,
        done=is_done(key_result, score),
        kpi=_kpi(key_result, observations),
    )


def _kpi(key_result: KeyResult, observations: tuple[Observation, ...]) -> str:
    """The KPI that a key result takes its readings from, empty where check-ins give them."""
    fed = bool(observations) and observations[-1].check_in is None
    return key_result.kpi if fed else ""


def _field(key_result: KeyResult) -> tuple[str, str]:
    measure = key_result.measure
    if isinstance(measure, Milestones):
        return "done", f"how many of {len(measure.names)} are done, or which"
    if isinstance(measure, Binary):
        return "chance", "a chance like 60%, or yes once it is done"
    if isinstance(measure, Graded):
        return "score", "a score from 0.0 to 1.0"
    shown = measure.target if isinstance(measure, Move) else measure.at_least or measure.at_most
    return "value", f"the figure today, like {shown.text}" if shown else "the figure today"


def reading_field(ask: Asked, text: str) -> str:
    """An answer as the line of a check-in: `value: 47%`, `done: 2`, `chance: 60%`. Raises WritingError with
    what would fit."""
    measure = ask.key_result.measure
    if isinstance(measure, Move | Keep):
        return f"value: {figure(_value(ask, text).text)}"
    if isinstance(measure, Milestones):
        return f"done: {_milestones(measure, text)}"
    if isinstance(measure, Binary):
        word = text.lower().removeprefix("done:").strip()
        if word in YES | {"done"}:
            return "done: true"
        if word in NO | {"not done"}:
            return "done: false"
        number = _bounded(text, 100, "Write a chance from 0% to 100%, or yes once it is done.", ("", "%"))
        return f"chance: {plain(number)}%"
    number = _bounded(text, 1, "Write a score from 0.0 to 1.0.", ("",))
    return f"score: {plain(number)}"


def _value(ask: Asked, text: str) -> Quantity:
    """A figure in the key result's unit, which is put to a bare number where it can stand beside it."""
    try:
        value = parse_quantity(text)
    except NotANumber as error:
        raise WritingError(f"`{text}` is no number: {error}.") from error
    if ask.unit is None:
        return value
    if value.bare:
        united = value.with_unit_of(ask.unit)
        return united if reads_back(united) else value
    if value.unit != ask.unit.unit:
        raise WritingError(
            f"`{text}` is in `{value.unit_text}`, but the key result is in `{ask.unit.unit_text}`:"
            " nothing is converted."
        )
    return value


def _milestones(measure: Milestones, text: str) -> str:
    by_lower = {name.lower(): name for name in measure.names}
    if text.lower() in by_lower:
        return scalar(by_lower[text.lower()])
    if text.isascii() and text.isdecimal():
        if int(text) <= len(measure.names):
            return str(int(text))
        raise WritingError(f"There are {len(measure.names)} milestones.")
    words = [" ".join(word.split()) for word in text.split(",")]
    unknown = [word for word in words if word.lower() not in by_lower]
    if unknown:
        known = ", ".join(measure.names)
        raise WritingError(f"There is no milestone `{unknown[0]}`: write a number, or of these: {known}.")
    names = [scalar(by_lower[word.lower()]) for word in dict.fromkeys(words)]
    return "".join(f"\n  - {name}" for name in names)


def _bounded(text: str, high: int, hint: str, units: tuple[str, ...]) -> Decimal:
    try:
        quantity = parse_quantity(text)
    except NotANumber as error:
        raise WritingError(hint) from error
    if quantity.unit not in units or not 0 <= quantity.number <= high:
        raise WritingError(hint)
    if high == 100 and 0 < quantity.number < 1:
        raise WritingError(f"`{text}` would be less than one percent: write {plain(quantity.number * 100)}%.")
    return quantity.number


def confidence_field(text: str) -> str:
    """A confidence as the line of a check-in. Raises WritingError."""
    number = text.removesuffix("/10").strip()
    if not (number.isascii() and number.isdecimal() and int(number) <= 10):
        raise WritingError("Confidence is a whole number from 0 (no way) to 10 (certain).")
    return f"confidence: {int(number)}"


def fell_far(ask: Asked, line: str) -> bool:
    """Whether a confidence is so much lower than the last one that somebody should say why: by 3, as the
    rule `confidence-fell-silently` usually has it."""
    return bool(ask.confidence) and int(ask.confidence) - int(line.rpartition(" ")[2]) >= FAR


def progress_text(ask: Asked, line: str) -> str:
    """What an answer means: `22% of the way`, `within the limits`; empty where there is nothing to add."""
    measure = ask.key_result.measure
    name, _, text = line.partition(": ")
    if name != "value":
        return ""
    value = parse_quantity(text.strip('"'))
    if isinstance(measure, Keep):
        return "within the limits" if kept(measure, value) else "outside the limits"
    if isinstance(measure, Move) and ask.start is not None:
        return f"{percent_text(moved(ask.start.number, measure.target.number, value.number))} of the way"
    return ""
