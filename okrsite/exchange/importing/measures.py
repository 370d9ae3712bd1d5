"""How a key result is measured, by what its fields say or, where they say nothing, its title.

"Increase activation from 42% to 65%" moves a figure, "keep costs below $120" keeps one, "reach 5,000 users"
moves one from wherever it is. What holds no figure is graded by its team, as the format has it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from okrsite.exchange.importing.found import FoundKeyResult, day_of
from okrsite.exchange.importing.sentences import ABOUT, measure_in, spellings
from okrsite.model.key_result import Binary, Graded, Keep, Measure, Milestones, Move
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity, unit_named
from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import figures

_LIMIT = re.compile(r"(?P<mark>[<>≤≥]=?|=[<>])\s*(?P<figure>.+)|(?P<above>.+?)\s*\+")
_SIGNED = re.compile(r"[+\-−]\s?\d")
_SEPARATE = re.compile(r"[\n;•]|(?:^|\s)-\s")
_YES = frozenset({"true", "yes", "y", "done", "binary", "x", "✓", "✔", "✅"})
_NO = frozenset({"false", "no", "n", "not done", "open"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What can't be used of a key result: the field it is about, what is wrong, what to do."""

    field: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measure, and what could not be used of what was found. `guessed` tells what it was guessed from: the
    `title`, or the `sign` of the target."""

    measure: Measure
    problems: tuple[Problem, ...] = ()
    guessed: str = ""


def measured(found: FoundKeyResult, lexicon: Lexicon | None) -> Measured:
    """How a key result is measured."""
    target = _target_in_title(found, lexicon) if lexicon else ""
    reader = _Reader(replace(found, target=target) if target else found)
    measure = reader.measure()
    if measure is not None:
        guessed = "title" if target else "sign" if reader.is_change() else ""
        return Measured(measure=measure, problems=tuple(reader.problems), guessed=guessed)
    if reader.problems or found.kind == "graded":
        return Measured(measure=Graded(), problems=tuple(reader.problems))
    if found.ticked is not None and not (lexicon and figures(found.title, lexicon)):
        return Measured(measure=Binary())
    guess = measure_in(found.title, lexicon) if lexicon else None
    return Measured(measure=guess or Graded(), guessed="title" if guess else "")


def dated(found: FoundKeyResult) -> FoundKeyResult:
    """A key result whose target is a day is to be done by that day."""
    day = day_of(found.target)
    if day is None or day != (day_of(found.due) or day):
        return found
    start = "" if day_of(found.start) else found.start
    return replace(found, start=start, target="yes", due=found.due or found.target)


def _target_in_title(found: FoundKeyResult, lexicon: Lexicon) -> str:
    """The target that a title tells, where a start is all that the fields say."""
    if not found.start or found.target or found.at_least or found.at_most or found.milestones:
        return ""
    guess = measure_in(found.title, lexicon)
    if isinstance(guess, Move):
        return guess.target.text if guess.start is None else ""
    if isinstance(guess, Keep) and (guess.at_least or guess.at_most):
        return f">= {guess.at_least.text}" if guess.at_least else f"<= {guess.at_most.text}"  # type: ignore[union-attr]
    return ""


class _Reader:
    """Reads the fields of one key result."""

    def __init__(self, found: FoundKeyResult) -> None:
        self.found = found
        self.problems: list[Problem] = []

    def measure(self) -> Measure | None:
        found = self.found
        kind = found.kind.strip().casefold()
        if found.milestones:
            return self.milestones(found.milestones)
        if kind == "binary" or (is_yes(found.target) and (not found.start or is_no(found.start))):
            return Binary()
        low, high = found.at_least, found.at_most
        start, target = found.start, found.target
        if target and not (low or high):
            low, high, target = _limits(target)
            if self.is_change():
                start = "0"
        numbers = self.numbers(start=start, target=target, at_least=low, at_most=high)
        if numbers is None:
            return None
        if found.target and not target and _leads(numbers):
            numbers["target"] = numbers.pop("at_least" if "at_least" in numbers else "at_most")
        return self.settled(numbers)

    def milestones(self, names: tuple[str, ...]) -> Milestones | None:
        """Milestones by their names, each once, however it is capitalised; a number alone is no name."""
        each: dict[str, str] = {}
        for name in names:
            each.setdefault(" ".join(name.lower().split()), name)
        kept = tuple(each.values())
        if len(kept) == 1 and kept[0].strip().isdecimal():
            self.problems.append(
                Problem(
                    field="milestones",
                    message=f"`{kept[0].strip()[:40]}` is a number, not a list of milestones",
                    hint="Write the names of the milestones, parted by semicolons.",
                )
            )
            return None
        return Milestones(names=kept)

    def is_change(self) -> bool:
        """Whether the target is a change, as `+20%`, which begins at nothing."""
        found = self.found
        return bool(_SIGNED.match(found.target.strip())) and not (found.start or found.kind)

    def numbers(self, **texts: str) -> dict[str, Quantity] | None:
        """The figures, all of one unit; None where one can't be read or there are none."""
        read: dict[str, Quantity] = {}
        for field, text in texts.items():
            if text.strip():
                quantity = self.quantity(field, text)
                if quantity is not None:
                    read[field] = quantity
        if self.problems or not read:
            return None
        unit = unit_named(self.found.unit) if self.found.unit.strip() else None
        units = {field: quantity for field, quantity in read.items() if not quantity.bare}
        first = unit or next(iter(units.values()), None)
        for field, quantity in units.items():
            if first is not None and quantity.unit != first.unit:
                self.problems.append(
                    Problem(
                        field=field,
                        message=f"`{quantity.text}` is in `{quantity.unit_text}`,"
                        f" and other figures of the key result are in `{first.unit_text}`",
                        hint="Write all figures of a key result in one unit; nothing is converted.",
                    )
                )
        if self.problems:
            return None
        if first is None:
            return read
        return {f: q.with_unit_of(first) if q.bare else q for f, q in read.items()}

    def quantity(self, field: str, text: str) -> Quantity | None:
        words = ""
        plain = ABOUT.sub("", text.strip())
        for one in spellings("0" if plain.casefold() == "zero" else plain):
            try:
                return parse_quantity(one)
            except NotANumber as error:
                words = words or str(error)
        self.problems.append(
            Problem(
                field=field,
                message=f"`{_short(text)}` is no figure",
                hint=f"{words[0].upper()}{words[1:]}.",
            )
        )
        return None

    def settled(self, numbers: dict[str, Quantity]) -> Measure | None:
        start, target = numbers.get("start"), numbers.get("target")
        low, high = numbers.get("at_least"), numbers.get("at_most")
        if target is not None:
            if start is not None and start.number == target.number:
                self.problems.append(
                    Problem(
                        field="target",
                        message=f"it goes from {start.text} to {target.text}: nothing would move",
                        hint="A figure that should stay takes a column `At least` or `At most`.",
                    )
                )
                return None
            return Move(start=start, target=target)
        if low is not None and high is not None and low.number > high.number:
            self.problems.append(
                Problem(
                    field="at_most",
                    message=f"{high.text} is below {low.text}: no figure fits both limits",
                    hint="Swap the two.",
                )
            )
            return None
        if low is not None or high is not None:
            if start is not None:
                self.problems.append(
                    Problem(
                        field="start",
                        message=f"a figure to keep has no start, and {start.text} was left out",
                        hint="Say it in the text, or write the figure to reach as the target.",
                    )
                )
            return Keep(at_least=low, at_most=high)
        self.problems.append(
            Problem(
                field="start",
                message=f"there is a start, {start.text if start else ''}, and no target",
                hint="Write the figure to reach.",
            )
        )
        return None


def _leads(numbers: Mapping[str, Quantity]) -> bool:
    """Whether a start lies outside of a limit: from 5 hours to less than 2, the figure is to move."""
    start, low, high = (numbers.get(name) for name in ("start", "at_least", "at_most"))
    if start is None:
        return False
    below = low is not None and start.number < low.number
    return below or (high is not None and start.number > high.number)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _limits(target: str) -> tuple[str, str, str]:
    """A target as the lower limit, the upper limit, or the target that it is: `>= 95%`, `< 2 days`."""
    text = target.strip()
    match = _LIMIT.fullmatch(text)
    if match is None:
        if low := re.match(r"(?:at least|min\.?|minimum)\s+(.+)", text, re.I):
            return low[1], "", ""
        if high := re.match(r"(?:at most|max\.?|maximum|below|under|less than|up to)\s+(.+)", text, re.I):
            return "", high[1], ""
        return "", "", target
    if match["above"]:
        return match["above"], "", ""
    return ("", match["figure"], "") if set(match["mark"]) & set("<≤") else (match["figure"], "", "")


def milestones_in(text: str) -> tuple[str, ...]:
    """The names of milestones in a cell: lines, or what semicolons part."""
    parts = (" ".join(part.split()) for part in _SEPARATE.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def is_yes(text: str) -> bool:
    return text.strip().casefold() in _YES


def is_no(text: str) -> bool:
    return text.strip().casefold() in _NO
