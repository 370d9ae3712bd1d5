"""The pieces of the pages of changes."""

from dataclasses import dataclass

from okrsite.translation.words import N_, _, apart, in_row, pgettext
from okrsite.views.commits import CommitLine
from okrsite.views.parts import Day, Frame, Link, TeamBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    """A field (`Target`) with what was written before and after, either empty where nothing was. `moved`
    marks a goalpost that moved after day one."""

    label: str
    old: str
    new: str
    moved: bool = False

    @property
    def words(self) -> str:
        """The same in words: `Target 65% → 58%`."""
        told = f"{self.label} {self.new}"
        if self.old:
            arrow = pgettext("from one value to the next", "→")
            told = f"{self.label} {self.old} {arrow} {self.new or pgettext('no value', 'none')}"
        return _(MOVED, what=told) if self.moved else told


MOVED = N_("%(what)s, after day one")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDetail:
    """One thing that an event changed: what it is `about` (its address is empty where it is no more; None for
    the objective itself), what is `said` of it, the fields that changed, and a reason. `moved` is as for a
    field."""

    about: Link | None = None
    said: str = ""
    fields: tuple[ChangedField, ...] = ()
    because: str = ""
    moved: bool = False

    @property
    def words(self) -> str:
        """The same in words: `“Calls”: Target 40 → 60, after day one`."""
        told = apart(field.words for field in self.fields) or self.said
        told = _(MOVED, what=told) if self.moved else told
        told += f" ({self.because})" if self.because else ""
        return _("“%(title)s”: %(change)s", title=self.about.text, change=told) if self.about else told


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvent:
    """Something that a commit did. `kind` is what readers look for (proposed, goalpost, check-in), `label`
    the same as a heading; `titles` name what it was done to (an address is empty where it is no more).
    `where` is its cycle, `remark` says the rest in a few words; `more` counts the details that are not shown.
    """

    kind: str
    label: str
    titles: tuple[Link, ...]
    team: TeamBadge | None = None
    where: str = ""
    remark: str = ""
    details: tuple[ChangeDetail, ...] = ()
    more: int = 0

    @property
    def words(self) -> str:
        """The same in words: `Proposed: Make the first week feel effortless (Growth)`."""
        beside = in_row(part for part in (self.team.name if self.team else "", self.remark) if part)
        return f"{self.label}: {in_row(t.text for t in self.titles)}{f' ({beside})' if beside else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """What one commit did. `page` is the page that it is on, `anchor` its place there; `authors` are its
    writers in words; `commit` leads to it, its subject empty where it may not be told; `updated` is its
    moment, in UTC. `more` counts the events that are not shown; `counts` has all of them by kind."""

    anchor: str
    day: Day
    updated: str
    authors: str
    commit: CommitLine
    events: tuple[ChangeEvent, ...]
    more: int = 0
    counts: tuple[tuple[str, int], ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDay:
    """The entries of a day, newest first. `title` is like `Friday 20 November`."""

    title: str
    iso: str
    entries: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWeek:
    """A week, from Monday on. `title` is like `Week of 16 November 2026`, `id` like `2026-w47`; `summary`
    counts what was done in it (`2 goalposts moved`)."""

    id: str
    title: str
    summary: tuple[str, ...]
    days: tuple[ChangeDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """What changed, week by week, newest first: of all teams, or of one. `period` is the quarter that it
    tells, empty for the last weeks. `unknown` says why nothing can be known, and how to get it. `volumes` are
    the pages to go on with, among them this one without an address unless it is the first. `feed` is the
    address of the same as a feed, empty where nothing is known."""

    frame: Frame
    team: TeamBadge | None
    weeks: tuple[ChangeWeek, ...]
    period: str = ""
    unknown: str = ""
    volumes: tuple[Link, ...] = ()
    feed: str = ""
