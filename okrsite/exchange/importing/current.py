"""Where a key result stands, as a reading of a check-in: the figure in its kind, confidence, status, note."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from okrsite.exchange.delimited import plain
from okrsite.exchange.importing.found import FoundKeyResult
from okrsite.exchange.importing.measures import Problem, is_no, is_yes, milestones_in
from okrsite.model.key_result import Binary, Graded, Keep, Measure, Milestones, Move
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity
from okrsite.scoring.rounding import rounded
from okrsite.writing.scalars import figure, list_field, scalar

STATUSES: Mapping[str, str] = {
    word: status
    for status, words in {
        "on track": "on track|ontrack|green|g|🟢|ok|good|healthy|ahead|ahead of plan|achieved|done|complete"
        "|completed|finished|closed|met|exceeded|✅|✔|✓",
        "at risk": "at risk|amber|a|y|yellow|🟡|🟠|orange|needs attention|behind|progressing|some risk"
        "|delayed|slipping",
        "off track": "off track|offtrack|red|r|🔴|blocked|critical|missed|failed|not met|❌|stuck|in trouble",
        "": "not started|planned|new|open|in progress|started|ongoing|todo|to do|active|pending|n a|none|tbd"
        "|draft|wip|doing|dropped|cancelled|canceled|paused|on hold|⚪",
    }.items()
    for word in words.split("|")
}
"""What people call a status, in small letters; some words say nothing of it."""

FEELINGS: Mapping[str, int] = {"very high": 9, "high": 8, "medium": 5, "med": 5, "low": 2, "very low": 1}
"""Confidence in words as a number of 10."""

_OUT_OF_TEN = re.compile(r"([0-9]{1,2})\s*(?:/|of|out of)\s*10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The lines of a reading, none where nothing was said, and what could not be used. `assumed` tells what
    was read otherwise than it stood."""

    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    assumed: tuple[str, ...] = ()


def reading_of(found: FoundKeyResult, measure: Measure) -> Reading:
    """What is said of a key result today."""
    reader = _Reader(found)
    lines = [*reader.figure(measure), *reader.confidence(), *reader.status()]
    if found.note:
        lines.append(f"note: {scalar(found.note)}")
    return Reading(lines=tuple(lines), problems=tuple(reader.problems), assumed=tuple(reader.assumed))


class _Reader:
    def __init__(self, found: FoundKeyResult) -> None:
        self.found = found
        self.problems: list[Problem] = []
        self.assumed: list[str] = []

    def problem(self, field: str, message: str, hint: str) -> None:
        self.problems.append(Problem(field=field, message=message, hint=hint))

    def figure(self, measure: Measure) -> Iterator[str]:
        if isinstance(measure, Move | Keep):
            return self.value(measure)
        if isinstance(measure, Milestones):
            return self.done_of(measure)
        if isinstance(measure, Binary):
            return self.done_or_not()
        assert isinstance(measure, Graded)
        return self.score()

    def value(self, measure: Move | Keep) -> Iterator[str]:
        if self.found.current:
            shown = measure.target if isinstance(measure, Move) else measure.at_least or measure.at_most
            value = self.quantity("current", self.found.current)
            if value is None or shown is None:
                return
            if not value.bare and value.unit != shown.unit and not shown.bare:
                self.problem(
                    "current",
                    f"`{value.text}` is in `{value.unit_text}`, but the key result is in `{shown.unit_text}`",
                    "Write the figure in the unit of the target; nothing is converted.",
                )
                return
            text = value.figure if shown.bare or value.bare else value.text
            yield f"value: {figure(_written(value, text))}"
        elif self.found.progress:
            progress = self.share("progress", self.found.progress)
            if progress is None:
                return
            if isinstance(measure, Move) and measure.start is not None:
                way = measure.target.number - measure.start.number
                value_now = rounded(measure.start.number + way * progress, 6)
                self.assumed.append("progress")
                yield f"value: {figure(plain(value_now))}"
            else:
                self.problem(
                    "progress",
                    f"progress of {self.found.progress.strip()} says no figure: nothing tells where it began",
                    "Write the figure of today in a check-in.",
                )

    def done_of(self, measure: Milestones) -> Iterator[str]:
        names = {name.casefold(): name for name in measure.names}
        said = self.found.finished or milestones_in(self.found.current)
        known = [names[name.casefold()] for name in said if name.casefold() in names]
        if said and len(known) == len(said):
            yield from list_field("done", known)
            return
        text = self.found.current or self.found.progress
        if not text:
            return
        share = re.fullmatch(r"([0-9]+)\s*(?:/|of)\s*[0-9]+", text.strip())
        number = int(share[1]) if share else None
        if number is None and re.fullmatch(r"[0-9]{1,3}", text.strip()):
            number = int(text)
        if number is None and (part := self.share_of(text)) is not None:
            whole = part * len(measure.names)
            number = int(whole) if whole == int(whole) else None
        if number is None or number > len(measure.names):
            self.problem(
                "current" if self.found.current else "progress",
                f"`{text.strip()}` is no number of milestones from 0 to {len(measure.names)}",
                "Write in a check-in how many are done, or which.",
            )
            return
        yield f"done: {number}"

    def done_or_not(self) -> Iterator[str]:
        text = (self.found.current or self.found.progress).strip()
        if self.found.ticked or is_yes(text):
            yield "done: true"
        elif is_no(text):
            yield "done: false"
        elif text:
            share = self.share("current" if self.found.current else "progress", text)
            if share is not None and self.found.current:
                yield f"chance: {plain(share * 100)}%"
            elif share is not None and share in (0, 1):
                yield f"done: {'true' if share else 'false'}"
            elif share is not None:
                self.problem(
                    "progress",
                    f"it is done or not done, and its progress is said to be {text}",
                    "List its steps as milestones, or write the chance that it will be done.",
                )

    def score(self) -> Iterator[str]:
        text = self.found.current or self.found.progress
        share = self.share_of(text) if text else None
        is_share = share is not None and ("%" in text or share == self.number(text))
        if self.found.current and (self.found.target or not is_share):
            self.problem(
                "current",
                f"{text.strip()[:60]} can't be compared: the key result has no figure to reach",
                "Write its target, or a score from 0 to 1.",
            )
        elif text and share is None:
            self.share("progress", text)
        elif share is not None:
            yield f"score: {plain(share)}"
        elif self.found.ticked:
            yield "score: 1"

    def confidence(self) -> Iterator[str]:
        text = " ".join(self.found.confidence.casefold().split())
        if not text:
            return
        ten = _OUT_OF_TEN.fullmatch(text)
        number: Decimal | None = None
        if text in FEELINGS:
            number = Decimal(FEELINGS[text])
            self.assumed.append("confidence")
        elif ten:
            number = Decimal(ten[1])
        else:
            try:
                read = parse_quantity(text)
                number = read.number / 10 if read.unit == "%" else read.number if read.bare else None
            except NotANumber:
                number = None
            if number is not None and 0 < number < 1:
                number *= 10
        if number is None or not 0 <= number <= 10:
            self.problem(
                "confidence",
                f"`{text}` is no confidence",
                "Confidence is a whole number from 0 (no way) to 10 (certain).",
            )
            return
        yield f"confidence: {int(rounded(number))}"

    def status(self) -> Iterator[str]:
        text = self.found.status.strip()
        if not text:
            return
        word = " ".join(re.sub(r"[\s_\-/.]+", " ", text.casefold()).split())
        known = STATUSES.get(word)
        if known is None:  # `🟢 On track`, `Green (ok)`
            inner = re.sub(r"\([^()]*\)|[^\w\s]", " ", word).split()
            known = STATUSES.get(" ".join(inner))
        if known is None:
            self.problem(
                "status", f"`{text[:60]}` is no status", "A status is on track, at risk or off track."
            )
        elif known:
            yield f"status: {known}"

    def quantity(self, field: str, text: str) -> Quantity | None:
        try:
            return parse_quantity(text)
        except NotANumber as error:
            words = str(error)
            self.problem(field, f"`{text.strip()[:60]}` is no figure", f"{words[0].upper()}{words[1:]}.")
            return None

    def share(self, field: str, text: str) -> Decimal | None:
        """A share from 0 to 1, written as such or in percent."""
        found = self.share_of(text)
        if found is None:
            self.problem(
                field, f"`{text.strip()[:60]}` is no share", "Write it like 40%, or as a score like 0.4."
            )
        return found

    @staticmethod
    def number(text: str) -> Decimal | None:
        try:
            return parse_quantity(text).number
        except NotANumber:
            return None

    @staticmethod
    def share_of(text: str) -> Decimal | None:
        try:
            read = parse_quantity(text)
        except NotANumber:
            return None
        if read.unit == "%":
            share = read.number / 100
        elif read.bare:
            share = read.number if read.number <= 1 else read.number / 100
        else:
            return None
        return share if 0 <= share <= 1 else None


def _written(value: Quantity, text: str) -> str:
    """A figure as a check-in takes it: with its unit where that can stand beside it."""
    try:
        again = parse_quantity(text)
    except NotANumber:
        return value.figure
    return text if again.number == value.number else value.figure
