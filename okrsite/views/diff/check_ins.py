"""Check-ins that a change adds, takes out or rewrites, with the progress they make."""

from collections.abc import Iterator, Mapping

from okrsite.changes.compare import spelling_only
from okrsite.changes.states import Written
from okrsite.model.check_in import CheckIn, Reading
from okrsite.model.key_result import Keep, KeyResult, Move
from okrsite.observations import Key, Observation
from okrsite.readings import says_nothing
from okrsite.scoring.progress import observed_progress
from okrsite.views.diff.fields import listed_diff, plain_diffs, respelt, texts
from okrsite.views.diff.links import Side
from okrsite.views.diff.pairing import paired_by
from okrsite.views.diff.parts import CheckInDiff, FieldDiff, Named, ReadingDiff, What
from okrsite.views.key_results import change_text, observed_text
from okrsite.views.words import plain


class CheckIns:
    """Compares the check-ins of two sides; `spelling` counts what says the same, spelt otherwise."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.spelling = 0

    def diffs(self) -> Iterator[CheckInDiff]:
        """Every check-in that is new, gone or not what it was; those that say nothing are none."""
        paths = self.before.pairs.paths_now
        teams = self.before.pairs.teams_now

        def now(check_in: CheckIn) -> str:
            path = check_in.source.path
            if check_in.team in teams and teams[check_in.team] != check_in.team:
                return path.replace(f"/{check_in.team}/", f"/{teams[check_in.team]}/", 1)
            new = paths.get(path, path)
            return new if new.rpartition("/")[0] == path.rpartition("/")[0] else path

        pairs = paired_by(_filled(self.before), _filled(self.after), lambda c: c.source.path, now)
        for old, new in pairs:
            diff = self.changed(old, new) if old and new else self.alone(old, new)
            if diff is not None:
                yield diff

    def alone(self, old: CheckIn | None, new: CheckIn | None) -> CheckInDiff | None:
        side, check_in = (self.after, new) if new else (self.before, old)
        assert check_in is not None
        other = self.before if new else self.after
        if check_in.source.path in other.facts.portfolio.unread:
            return None
        what: What = "new" if new else "removed"
        return _diff(
            what,
            side,
            check_in,
            readings=tuple(_reading(what, side, check_in, r) for r in check_in.readings if not r.blank),
        )

    def changed(self, old: CheckIn, new: CheckIn) -> CheckInDiff | None:
        readings = tuple(self.readings(old, new))
        heads = [texts(author=c.author, date=c.day.isoformat()) for c in (old, new)]
        fields = plain_diffs(*heads)
        one, other = (c.source.body.strip() for c in (old, new))
        slip = one != other and spelling_only(one, other)
        self.spelling += slip
        if not (readings or fields) and (one == other or slip):
            return None
        return _diff("changed", self.after, new, readings, fields, prose=one != other and not slip)

    def readings(self, old: CheckIn, new: CheckIn) -> Iterator[ReadingDiff]:
        """The readings of a check-in that are new, gone or rewritten."""
        for one, other in paired_by(
            (r for r in old.readings if not r.blank),
            (r for r in new.readings if not r.blank),
            lambda r: str(self.key(self.after, new, r)),
            lambda r: str(self.key(self.before, old, r)),
        ):
            if other is None:
                assert one is not None
                yield _reading("removed", self.before, old, one)
            elif one is None:
                yield _reading("new", self.after, new, other)
            else:
                before, after = _written(one), _written(other)
                self.spelling += respelt(before, after)
                fields = (
                    *plain_diffs(before, after),
                    *listed_diff("done", one.done or (), other.done or ()),
                )
                if fields:
                    yield _reading("changed", self.after, new, other, fields)

    @staticmethod
    def key(side: Side, check_in: CheckIn, reading: Reading) -> tuple[str, str]:
        """The key result that a reading is about, by the ids of today; as it is written where nobody
        knows."""
        found = _key(side, check_in, reading)
        if found is None:
            return "", reading.key
        if not side.old:
            return found
        return side.pairs.key_results_now.get(found, found)


def _filled(side: Side) -> Iterator[CheckIn]:
    return (c for c in side.facts.portfolio.check_ins if not says_nothing(c))


def _key(side: Side, check_in: CheckIn, reading: Reading) -> Key | None:
    return side.facts.readings.key_of(check_in.source.path, reading.key)


def _diff(
    what: What,
    side: Side,
    check_in: CheckIn,
    readings: tuple[ReadingDiff, ...],
    fields: tuple[FieldDiff, ...] = (),
    *,
    prose: bool = False,
) -> CheckInDiff:
    cycle = side.facts.directory.cycles[check_in.cycle]
    return CheckInDiff(
        what=what,
        path=check_in.source.path,
        cycle=check_in.cycle,
        team=side.team(check_in.team),
        day=check_in.day,
        author=check_in.author,
        timing="late" if check_in.day > cycle.ends else "baseline" if check_in.day < cycle.starts else "",
        readings=readings,
        fields=fields,
        prose=prose,
    )


def _written(reading: Reading) -> Mapping[str, Written]:
    """What a reading says, field by field, but for what is done."""
    return texts(
        value=reading.value,
        chance="" if reading.chance is None else f"{plain(reading.chance)}%",
        score="" if reading.score is None else plain(reading.score),
        confidence="" if reading.confidence is None else str(reading.confidence),
        status=reading.status,
        note=reading.note,
    )


def _reading(
    what: What, side: Side, check_in: CheckIn, reading: Reading, fields: tuple[FieldDiff, ...] = ()
) -> ReadingDiff:
    key = _key(side, check_in, reading)
    objective = side.facts.directory.objectives.get(key[0]) if key else None
    key_result = objective.key_result(key[1]) if objective and key else None
    if key is None or objective is None or key_result is None:
        return ReadingDiff(
            what=what,
            objective=None,
            key_result=Named(id=reading.key, title=reading.key),
            note=reading.note,
            fields=fields,
        )
    observations = side.facts.readings.of(*key)
    index = _index(observations, reading)
    observation = observations[index] if index is not None else None
    earlier = observations[:index] if index is not None else ()
    measured = next((o for o in reversed(earlier) if o.measured), None)
    sure = next((o for o in reversed(earlier) if o.confidence is not None), None)
    start = side.facts.scores[objective.id].key_results[key_result.id].start
    progress = observed_progress(key_result, observation, start) if observation else None
    before = observed_progress(key_result, measured, start) if measured else None
    limited = isinstance(key_result.measure, Keep)
    return ReadingDiff(
        what=what,
        objective=side.objective(objective.id),
        key_result=side.key_result(*key),
        value=observed_text(key_result, observation) if observation else "",
        was=_was(key_result, measured) if observation and observation.measured else "",
        progress=None if limited else progress,
        step=None if limited or progress is None or before is None else progress - before,
        limits=change_text(key_result, None, observation) if limited and observation else "",
        confidence="" if reading.confidence is None else str(reading.confidence),
        confidence_was="" if sure is None else str(sure.confidence),
        status=reading.status,
        note=reading.note,
        fields=fields,
    )


def _was(key_result: KeyResult, before: Observation | None) -> str:
    """The figure that stood before; that of the baseline where nothing was read yet."""
    if before is not None:
        return observed_text(key_result, before)
    measure = key_result.measure
    return measure.start.text if isinstance(measure, Move) and measure.start else ""


def _index(observations: tuple[Observation, ...], reading: Reading) -> int | None:
    place = reading.place
    for number, observation in enumerate(observations):
        there = observation.place
        if there is not None and (there.source.path, there.pointer) == (place.source.path, place.pointer):
            return number
    return None
