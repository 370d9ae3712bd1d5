"""The pieces that pages share: links, meters, cards, rows."""

from dataclasses import dataclass
from typing import Literal

from okrsite.views.commits import CommitLine
from okrsite.views.marks import OutcomeMark, OutcomeShare, StatusMark
from okrsite.views.workings import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text and where it leads (`url` from the site's root, anchor included)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A date for reading (`16 Oct 2026`) and for machines (`2026-10-16`)."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """A progress figure and its bar.

    `percent` is the bar's length, 0 to 100; `text` is the uncapped figure for people (`112%`),
    or a dash where nothing is known; `note` says what the figure leaves open (`no reading yet`). `expected`
    is where the bar should be by today, 0 to 100, None where no line describes that; `due` is the same as
    text, uncapped (`55%`), or empty.
    """

    known: bool
    percent: int
    text: str
    note: str = ""
    expected: int | None = None
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown as written, with the content file it stands in, so that its links can be followed."""

    text: str
    path: str
    first_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBadge:
    """A team's name, page and colour number (1 to 8, the colour of its division)."""

    name: str
    url: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleBanner:
    """A cycle's heading: its name, title, dates and where today stands in it.

    `state` is planned, active or closed; `elapsed` is 0 to 100; `remark` is a short sentence such as
    "41 days left" or "closed 51 days ago".
    """

    id: str
    title: str
    url: str
    starts: Day
    ends: Day
    state: Literal["planned", "active", "closed"]
    elapsed: int
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """One line of a key result's history, newest first.

    Texts are empty where nothing was said. `change` is the step in progress since the reading
    before (`+8 points`). `expected` is the progress that was expected by then (`55%`), empty where no line
    describes that. `late` marks a reading after the cycle's end, `baseline` one before its start.
    """

    day: Day
    author: str
    value: str
    progress: str
    change: str
    expected: str
    confidence: str
    status: str
    note: str
    late: bool
    baseline: bool
    source: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow:
    """A milestone of a key result, and whether it is done."""

    name: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A piece of a sentence; `strong` ones are what the writer wrote."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRow:
    """A piece of work below the key result that it serves. `status` is planned, doing, done or dropped.

    `belief` is its hypothesis as a sentence in pieces: what it will make who do, by how much; `because` is
    the reason as written. `rice` works out its score (`400 × 2 × 80% ÷ 3 = 213`), empty where none is
    written. `also` are further key results that it serves. Where it stands in full elsewhere, `under` leads
    there, and nothing else is told here. `owner_url` leads to the page of whoever does it.
    """

    title: str
    owner: str
    status: str
    url: str
    belief: tuple[Phrase, ...] = ()
    because: str = ""
    rice: str = ""
    also: tuple[Link, ...] = ()
    under: Link | None = None
    owner_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultRow:
    """A key result as pages show it.

    `kind` is move, keep, milestones, binary or graded. `target` puts the promise in words
    (`from 42% to 65%`, `at most $120`, `3 milestones`, `yes or no`, `self-graded`); `now` is the last
    reading as a figure (`47%`, empty where none). `mark` tells how it keeps up, None outside active cycles
    and for dropped ones; `outcome` what became of it, None in cycles that have not closed. `facts` are
    further short remarks, each a sentence part (`kept in 3 of 4 readings`, `chance 60%`, `weight 2`).
    `confidence` is the last one, 0 to 10, or empty. `formerly` are ids it used to have: old addresses still
    lead to it. `moved` leads to its goalposts where they were moved, `owner_url` to its owner's page.

    Only its objective's page has the rest: `working` is how everything is worked out; `confidences` are all
    that were stated, oldest first (`7`, `5`, `4`), and `confidence_line` their heights, 0 to 100; `serving`
    are the objectives that name this key result as their parent; `initiatives` the work that should move it.
    """

    id: str
    url: str
    title: str
    kind: str
    who_does: str
    target: str
    now: str
    meter: Meter
    confidence: str
    moonshot: bool
    owner: str
    facts: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]
    kpi: Link | None
    added: Day | None
    dropped: Day | None
    because: str
    last_reading: Day | None
    mark: StatusMark | None = None
    outcome: OutcomeMark | None = None
    working: tuple[Step, ...] = ()
    history: tuple[ReadingRow, ...] = ()
    confidences: tuple[str, ...] = ()
    confidence_line: tuple[int, ...] = ()
    serving: tuple["ObjectiveCard", ...] = ()
    initiatives: tuple[InitiativeRow, ...] = ()
    formerly: tuple[str, ...] = ()
    moved: Link | None = None
    owner_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveCard:
    """An objective in a list: enough to know what it is and how it stands.

    `mark` tells how it keeps up, None outside active cycles. In closed ones `score` is its mean as a score
    (`0.73`), and `outcomes` are those of its key results: it has none of its own. `dropped` marks an
    objective that was given up; `guest` one that another team owns and shares here. `parent` leads to what
    it serves, at the key result where one is named; `moved` to goalposts that were moved, and counts them;
    `owner_url` to its owner's page, empty where it has none.
    """

    id: str
    url: str
    title: str
    team: TeamBadge
    cycle: str
    owner: str
    meter: Meter
    key_results: tuple[KeyResultRow, ...]
    parent: Link | None
    dropped: bool
    because: str
    guest: bool
    children: int
    warnings: int
    mark: StatusMark | None = None
    score: str = ""
    outcomes: tuple[OutcomeShare, ...] = ()
    moved: Link | None = None
    owner_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInCard:
    """A team's check-in: who, when, what was read and what was said. `late` is after the cycle's end,
    `baseline` before its start. `author_url` leads to the author's page, empty where they own nothing."""

    day: Day
    team: TeamBadge
    cycle: str
    author: str
    url: str
    readings: tuple["CheckInLine", ...]
    prose: Prose
    late: bool
    baseline: bool = False
    author_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInLine:
    """One reading inside a check-in: the key result, the value said, and what it was before (`change`:
    `was 58%`, `no change`). `objective` is None where all lines are of one."""

    key_result: Link
    objective: Link | None
    value: str
    change: str
    confidence: str
    status: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has around it.

    `url` is the page's own address; `title` heads the browser's tab; `crumbs` lead from the home page
    to the page above this one; `section` is the navigation entry to mark
    (home, cycle, alignment, teams, kpis, roadmap, archive, check, guide or empty). `edit_url` opens the
    file in the forge, empty where the settings name no repository. `changed` says when what the page shows
    was last changed, None where that is not known.
    """

    url: str
    title: str
    description: str
    section: str
    crumbs: tuple[Link, ...] = ()
    edit_url: str = ""
    history_url: str = ""
    changed: CommitLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """An entry of the navigation; `section` is what `Frame.section` is compared with."""

    section: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is the same on every page. `base_url` is the settings' `url`, or empty. `language` is what the
    page speaks, written in `direction` (`ltr` or `rtl`); `content_language` what the content does.

    `navigation` holds the entries in reading order; the header adds `warnings` to the one for check. `feed`
    is the address of the feed of changes, empty where nothing is known of them. `as_of` is the commit of an
    earlier day that the site shows, None for what stands there today.
    """

    company: str
    language: str
    direction: str
    content_language: str
    today: Day
    base_url: str
    current: CycleBanner | None
    kpis: bool
    warnings: int
    version: str
    navigation: tuple[NavEntry, ...] = ()
    feed: str = ""
    as_of: CommitLine | None = None
