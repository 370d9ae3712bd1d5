"""What was found in a file that somebody keeps OKRs in: texts, not yet judged, each with its place."""

import re
from dataclasses import dataclass
from datetime import date

from okrsite.writing.files import WritingError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ImportingError(WritingError):
    """The file as a whole can't be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something to tell the user: where it is about, what it is, and what to do.

    What is `lost` stands in the file and in no content file; other remarks say what was assumed.
    """

    where: str
    message: str
    hint: str = ""
    lost: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundKeyResult:
    """A key result. Figures are texts as people write them; empty is unknown.

    `ticked` tells whether a box stood before it and was ticked, None without a box. `read_on` is the day of
    `current`.
    """

    title: str
    where: str
    id: str = ""
    kind: str = ""
    owner: str = ""
    who: str = ""
    does: str = ""
    start: str = ""
    target: str = ""
    at_least: str = ""
    at_most: str = ""
    unit: str = ""
    milestones: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    ticked: bool | None = None
    weight: str = ""
    ambition: str = ""
    kpi: str = ""
    current: str = ""
    progress: str = ""
    read_on: str = ""
    status: str = ""
    confidence: str = ""
    note: str = ""
    due: str = ""
    added: str = ""
    dropped: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInitiative:
    """A piece of work under an objective."""

    title: str
    where: str
    owner: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundObjective:
    """An objective with its key results. `label` is what it is called in the file (`O1`), for parents that
    name it so; `starts` and `ends` are dates of its cycle, where the file says them."""

    title: str
    where: str
    id: str = ""
    label: str = ""
    cycle: str = ""
    starts: str = ""
    ends: str = ""
    team: str = ""
    team_id: str = ""
    owner: str = ""
    parent: str = ""
    status: str = ""
    because: str = ""
    why: str = ""
    key_results: tuple[FoundKeyResult, ...] = ()
    initiatives: tuple[FoundInitiative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a file holds, and what is to be told of it."""

    objectives: tuple[FoundObjective, ...] = ()
    remarks: tuple[Remark, ...] = ()


def day_of(text: str) -> date | None:
    """A date as it is written in a cell or a line, None where it is none or could be two."""
    text = text.strip()
    if match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.]+)?", text):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text):
        day, month, year = match.groups()
    elif match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text):
        day, month, year = match.groups()
        if int(day) <= 12 and int(month) <= 12 and day != month:
            return None  # 03/04/2027: March in America, April elsewhere
        if int(month) > 12:
            day, month = month, day
    elif match := re.fullmatch(r"([0-9]{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+([0-9]{4})", text):
        day, month, year = match[1], _month(match[2]), match[3]
    elif match := re.fullmatch(r"([A-Za-z]{3})[a-z]*\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", text):
        day, month, year = match[2], _month(match[1]), match[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(word: str) -> str:
    """The number of a month by the first letters of its name, `0` where it is none."""
    return str(MONTHS.index(word.title()) + 1) if word.title() in MONTHS else "0"
