"""Initiatives below the key results that they serve, each with its hypothesis as a sentence.

*We believe that doing this will achieve: who, does what, by how much* (Gothelf and Seiden).
"""

import re
from collections.abc import Callable, Iterator

from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones
from okrsite.model.objective import Initiative, Objective, Rice
from okrsite.translation.words import _
from okrsite.views.key_results import target_text
from okrsite.views.parts import InitiativeRow, Link, Phrase
from okrsite.views.rounding import figure, score_in_figures
from okrsite.views.words import plain

Linked = Callable[[KeyResult], Link]
Common = Callable[[str], bool]
"""Whether a word, in lower case, is one that the company writes so: no name of something."""

WORD = re.compile(r"[^\W\d_]+")

_PLACES = ("\x000\x00", "\x001\x00", "\x002\x00")
"""What stands in a sentence for the words of the writer, until it is cut into pieces there."""
_PLACE = re.compile("\x00([0-9])\x00")


def rows_below(
    objective: Objective, key_result: KeyResult, link: Linked, common: Common
) -> tuple[InitiativeRow, ...]:
    """The initiatives below a key result: in full below the first that they serve, in short below others."""
    rows = []
    for initiative in objective.initiatives:
        served = _served(objective, initiative)
        if key_result not in served:
            continue
        if served[0] is key_result:
            rows.append(
                _row(
                    initiative,
                    belief=tuple(_belief(initiative, key_result, common)),
                    also=tuple(link(other) for other in served[1:]),
                )
            )
        else:
            rows.append(
                InitiativeRow(
                    title=initiative.title,
                    owner="",
                    status=initiative.status,
                    url=initiative.url,
                    under=link(served[0]),
                )
            )
    return tuple(rows)


def loose_rows(objective: Objective) -> tuple[InitiativeRow, ...]:
    """The initiatives that serve no key result."""
    return tuple(_row(i) for i in objective.initiatives if not _served(objective, i))


def _served(objective: Objective, initiative: Initiative) -> list[KeyResult]:
    found = (objective.key_result(id) for id in initiative.serves)
    return list({k.id: k for k in found if k is not None}.values())


def _row(
    initiative: Initiative, *, belief: tuple[Phrase, ...] = (), also: tuple[Link, ...] = ()
) -> InitiativeRow:
    return InitiativeRow(
        title=initiative.title,
        owner=initiative.owner,
        status=initiative.status,
        url=initiative.url,
        belief=belief,
        because=initiative.hypothesis,
        rice="" if initiative.rice is None else rice_text(initiative.rice, serves=bool(belief)),
        also=also,
    )


def rice_text(rice: Rice, *, serves: bool) -> str:
    """How the score comes about: `400 × 2 × 80% ÷ 3 = 213`."""
    confidence, effort = f"{plain(rice.confidence * 100)}%", figure(rice.effort)
    if not serves:
        return f"{figure(rice.reach)} × 0 × {confidence} ÷ {effort} = 0"
    factors = f"{figure(rice.reach)} × {figure(rice.impact)} × {confidence} ÷ {effort}"
    return f"{factors} = {score_in_figures(rice.score)}"


def _belief(initiative: Initiative, key_result: KeyResult, common: Common) -> Iterator[Phrase]:
    """The hypothesis, in pieces."""
    who, does = in_running_text(key_result.who, common), key_result.does
    both = bool(key_result.who and does) and not isinstance(key_result.measure, Keep)
    named = (who, does) if both else (key_result.title,)
    sentence = _effect_on_people(key_result) if both else _effect(key_result)
    strong = (initiative.title, *named)
    for i, piece in enumerate(_PLACE.split(sentence)):
        if piece:
            yield Phrase(text=strong[int(piece)], strong=True) if i % 2 else Phrase(text=piece)


def _effect_on_people(key_result: KeyResult) -> str:
    """What work will get somebody to do, with places for the work, who, and what."""
    measure, target = key_result.measure, target_text(key_result)
    places = dict(zip(("work", "who", "does"), _PLACES, strict=True))
    if isinstance(measure, Milestones):
        return _(
            "We believe that %(work)s will get %(who)s to %(does)s, in %(target)s.", target=target, **places
        )
    if isinstance(measure, Binary):
        return _("We believe that %(work)s will get %(who)s to %(does)s.", **places)
    if isinstance(measure, Graded):
        return _("We believe that %(work)s will get %(who)s to %(does)s, by the team’s own score.", **places)
    return _("We believe that %(work)s will get %(who)s to %(does)s: %(target)s.", target=target, **places)


def _effect(key_result: KeyResult) -> str:
    """What work will do to a key result, with places for the work and the key result's title."""
    measure, target = key_result.measure, target_text(key_result)
    places = {"work": _PLACES[0], "title": _PLACES[1]}
    if isinstance(measure, Keep):
        return _(
            "We believe that %(work)s will keep within its limits: %(title)s, %(target)s.",
            target=target,
            **places,
        )
    if isinstance(measure, Binary):
        return _("We believe that %(work)s will make this true: %(title)s.", **places)
    if isinstance(measure, Milestones):
        return _(
            "We believe that %(work)s will bring us through %(title)s: %(target)s.", target=target, **places
        )
    if isinstance(measure, Graded):
        return _("We believe that %(work)s will move %(title)s, by the team’s own score.", **places)
    return _("We believe that %(work)s will move %(title)s: %(target)s.", target=target, **places)


def in_running_text(who: str, common: Common) -> str:
    """Who, as it stands inside a sentence: without the capital that only began its own, `New admins`. Names
    and abbreviations keep theirs."""
    first = WORD.match(who)
    if first is None or first[0][1:] != first[0][1:].lower() or not common(first[0].lower()):
        return who
    return who[0].lower() + who[1:]
