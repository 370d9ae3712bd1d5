"""Whether some objectives are on pace, in a word and a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from okrsite.scoring.pace import AT_RISK, EARLY, OFF_TRACK, ON_TRACK
from okrsite.translation import numbers
from okrsite.translation.words import _, ngettext
from okrsite.views.marks import Tally
from okrsite.views.parts import CycleBanner, Meter
from okrsite.views.tally import STALE

MOSTLY, PARTLY = (2, 3), (1, 3)
"""Of the key results whose figures suggest a status, at least this part is on track; where none is off track,
no more than partly is behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How objectives keep up on the whole. `word` sums it up (`Mostly on pace`), `text` says in a sentence
    what that rests on, and `time` in another how progress compares with time, or is empty. `status` is the
    one that goes with the word: on track, at risk, off track, stale, or empty where nothing is known."""

    status: Literal["on track", "at risk", "off track", "stale", ""]
    word: str
    text: str
    time: str = ""


def verdict_of(tally: Iterable[Tally], meter: Meter, cycle: CycleBanner) -> Verdict | None:
    """The verdict on a strip of key results and their mean progress; None outside an active cycle, and where
    there is no key result."""
    counts = {part.status: part.count for part in tally}
    total = sum(counts.values())
    if cycle.state != "active" or not total:
        return None
    stale, kept = counts.get(STALE, 0), counts.get(ON_TRACK, 0)
    judged = kept + counts.get(AT_RISK, 0) + counts.get(OFF_TRACK, 0)
    if stale == total:
        text = _("Nothing was heard of any key result for too long.")
        return Verdict(status="stale", word=_("Hard to tell"), text=text)
    if stale * 2 > total:
        text = ngettext(
            "Of %(stale)s of %(num)s key result nothing was heard for too long.",
            "Of %(stale)s of %(num)s key results nothing was heard for too long.",
            total,
            stale=numbers.whole(stale),
        )
        return Verdict(status="stale", word=_("Hard to tell"), text=text)
    if not judged:
        return Verdict(status="", word=_("Not known yet"), text=_("No key result has a reading yet."))
    time = _against_time(meter, cycle)
    if cycle.elapsed <= EARLY * 100 and kept == judged:
        text = _("In the first tenth of the time no key result is behind.")
        return Verdict(status="on track", word=_("Just begun"), text=text)
    if kept * MOSTLY[1] >= judged * MOSTLY[0]:
        word = _("On pace") if kept == total else _("Mostly on pace")
        return Verdict(status="on track", word=word, text=_kept(kept, total), time=time)
    if kept * PARTLY[1] >= judged * PARTLY[0] or not counts.get(OFF_TRACK):
        return Verdict(status="at risk", word=_("Partly behind"), text=_kept(kept, total), time=time)
    return Verdict(status="off track", word=_("Behind"), text=_kept(kept, total), time=time)


def _kept(kept: int, total: int) -> str:
    """How many key results keep up."""
    if kept == total:
        return ngettext("The one key result keeps up.", "All %(num)s key results keep up.", total)
    if not kept:
        return ngettext(
            "The one key result does not keep up.", "None of %(num)s key results keeps up.", total
        )
    return ngettext(
        "%(num)s of %(all)s key results keeps up.",
        "%(num)s of %(all)s key results keep up.",
        kept,
        all=numbers.whole(total),
    )


def _against_time(meter: Meter, cycle: CycleBanner) -> str:
    """How mean progress compares with time, by the figures that stand beside it."""
    if not meter.known:
        return ""
    ahead = meter.percent - cycle.elapsed
    if not ahead:
        return _("Mean progress is level with time.")
    if ahead > 0:
        return ngettext(
            "Mean progress is %(num)s point ahead of time.",
            "Mean progress is %(num)s points ahead of time.",
            ahead,
        )
    return ngettext(
        "Mean progress is %(num)s point behind time.", "Mean progress is %(num)s points behind time.", -ahead
    )
