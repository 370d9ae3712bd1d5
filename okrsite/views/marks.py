"""How key results and objectives stand, as values: statuses, outcomes, and strips that count them."""

from dataclasses import dataclass

from okrsite.translation.words import N_

WORDS = (
    N_("stale"),
    N_("on track"),
    N_("at risk"),
    N_("off track"),
    N_("exceeded"),
    N_("delivered"),
    N_("fell short"),
    N_("failed to deliver"),
    N_("no reading"),
)
"""The words of statuses and outcomes: views hold them as they are here, and pages say them with `_(word)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMark:
    """How a key result or an objective of an active cycle keeps up.

    `status` is suggested by its pace: on track, at risk, off track, or empty where nothing suggests one.
    `stale` says since when nothing was heard (`last heard 12 Oct 2026`, `nothing heard yet`), empty where it
    is fresh; it is shown before any status. `stated` is another status that the team states, `stated_on` the
    day (`16 Nov 2026`); both are empty where the team says nothing else. `because` puts in words what an
    objective's status rests on (`as its weakest key result: ...`).
    """

    status: str = ""
    stale: str = ""
    stated: str = ""
    stated_on: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMark:
    """What became of a key result of a closed cycle.

    `outcome` is exceeded, delivered, fell short, failed to deliver or no reading; `score` is its progress as
    a score (`0.73`, empty without a reading), `own` the team's self-grade beside it (`0.7`, or empty). `late`
    tells that the last reading came after the end.
    """

    outcome: str
    score: str = ""
    own: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeShare:
    """A stretch of the strip of outcomes: how many key results had one, and which part of all that is as text
    (`40%`). `offset` and `width` place it, both 0 to 100; the widths add up to 100."""

    outcome: str
    count: int
    share: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A stretch of the strip that shows how key results stand.

    `status` is stale (which comes first), on track, at risk or off track, or empty where there is no reading.
    `count` is how many there are. `offset` and `share` place the stretch, both 0 to 100; the shares add up to
    100.
    """

    status: str
    count: int
    offset: int
    share: int
