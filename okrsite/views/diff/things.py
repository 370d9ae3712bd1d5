"""What is around the objectives: teams, cycles, KPIs, review meetings and the company's own page."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from okrsite.changes.compare import spelling_only
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.review import Meeting
from okrsite.model.team import Team
from okrsite.source import SourceFile
from okrsite.views.diff.fields import listed_diff, plain_diffs, texts
from okrsite.views.diff.links import Side
from okrsite.views.diff.pairing import Pair, paired_by
from okrsite.views.diff.parts import FieldDiff, Kind, KpiReadingDiff, ThingDiff, What
from okrsite.views.words import day

T = TypeVar("T")


class Things:
    """Compares what is around the objectives; `spelling` counts texts that say the same, spelt otherwise."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.spelling = 0

    def diffs(self) -> Iterator[ThingDiff]:
        """Every such thing that is new, gone or not what it was."""
        one, other = self.before.facts.portfolio, self.after.facts.portfolio
        paths = self.before.pairs.paths_now
        yield from self.company()
        cycles = paired_by(one.cycles, other.cycles, _cycle_id, _cycle_id)
        yield from self.each("cycle", cycles, self.cycle, lambda c: c.source, _title)
        yield from self.each("team", self.before.pairs.teams, self.team, lambda t: t.source, _name)
        yield from self.each("kpi", self.kpi_pairs(), self.kpi, lambda k: k.source, _name)
        meetings = paired_by(
            one.meetings,
            other.meetings,
            lambda m: m.source.path,
            lambda m: paths.get(m.source.path, m.source.path),
        )
        yield from self.each("meeting", meetings, self.meeting, lambda m: m.source, lambda m: day(m.day).text)

    def each(
        self,
        kind: Kind,
        pairs: Iterator[Pair[T]] | tuple[Pair[T], ...],
        fields: Callable[[T | None, T | None], Iterator[FieldDiff]],
        source: Callable[[T], SourceFile | None],
        title: Callable[[T], str],
    ) -> Iterator[ThingDiff]:
        for old, new in pairs:
            there = new or old
            assert there is not None
            file = source(there)
            path = file.path if file else ""
            if (old is None and path in self.before.facts.portfolio.unread) or (
                new is None and path in self.after.facts.portfolio.unread
            ):
                continue
            what: What = "new" if old is None else "removed" if new is None else "changed"
            prose = bool(old and new) and self.prose(*(source(x) if x else None for x in (old, new)))
            found = tuple(fields(old, new))
            ids = tuple(self.name_of(x) for x in (old, new) if x)
            readings = tuple(self.readings(old, new)) if kind == "kpi" else ()
            if what != "changed" or found or prose or readings or ids[0] != ids[-1]:
                yield ThingDiff(
                    kind=kind,
                    what=what,
                    id=ids[-1],
                    old_id=ids[0] if ids[0] != ids[-1] else "",
                    title=title(there) or ids[-1],
                    path=path,
                    fields=found,
                    readings=readings,
                    prose=prose,
                )

    @staticmethod
    def name_of(thing: object) -> str:
        """What identifies it: of a meeting its cycle and day."""
        if isinstance(thing, Meeting):
            return f"{thing.cycle}/{thing.name}"
        assert isinstance(thing, Cycle | Team | Kpi)
        return thing.id

    def prose(self, old: SourceFile | None, new: SourceFile | None) -> bool:
        """Whether the text below the fields says something else."""
        one, other = (source.body.strip() if source else "" for source in (old, new))
        if one == other:
            return False
        slip = spelling_only(one, other)
        self.spelling += slip
        return not slip

    def company(self) -> Iterator[ThingDiff]:
        """The company's page; one that is new or gone is a changed one."""
        one, other = self.before.facts.portfolio, self.after.facts.portfolio
        if "index.md" in one.unread | other.unread:
            return
        fields = plain_diffs(texts(title=one.company_title), texts(title=other.company_title))
        prose = self.prose(one.company, other.company)
        if fields or prose:
            title = other.company_title or other.settings.company or "The company"
            yield ThingDiff(
                kind="company",
                what="changed",
                id="company",
                title=title,
                path="index.md",
                fields=fields,
                prose=prose,
            )

    def cycle(self, old: Cycle | None, new: Cycle | None) -> Iterator[FieldDiff]:
        yield from plain_diffs(
            *(
                texts(
                    title=c.title if c.title != c.id else "",
                    starts=c.starts.isoformat(),
                    ends=c.ends.isoformat(),
                )
                if c
                else {}
                for c in (old, new)
            )
        )

    def team(self, old: Team | None, new: Team | None) -> Iterator[FieldDiff]:
        unclear = (old.unclear if old else frozenset()) | (new.unclear if new else frozenset())
        plain = (
            texts(name=t.name, lead=t.lead, since=t.since, until=t.until) if t else {} for t in (old, new)
        )
        yield from (diff for diff in plain_diffs(*plain) if diff.field not in unclear)
        now = self.before.pairs.teams_now
        one, other = old.parent if old else "", new.parent if new else ""
        if "parent" not in unclear and now.get(one, one) != other:
            names = (
                side.team(id).title if id else "" for side, id in ((self.before, one), (self.after, other))
            )
            yield FieldDiff(field="parent", old=next(names), new=next(names), words=True)
        for field in ("members", "handles"):
            lists = (getattr(team, field) if team else () for team in (old, new))
            yield from listed_diff(field, *lists)
        yield from listed_diff(
            "succeeded_by",
            [self.after.team(now.get(id, id)).title for id in (old.succeeded_by if old else ())],
            [self.after.team(id).title for id in (new.succeeded_by if new else ())],
        )

    def kpi_pairs(self) -> Iterator[Pair[Kpi]]:
        """KPIs by id, and by file where one was renamed and has its name still."""
        one, other = self.before.facts.portfolio.kpis, self.after.facts.portfolio.kpis
        by_path = {kpi.source.path: kpi for kpi in other}
        there = {kpi.id for kpi in other}
        paths = self.before.pairs.paths_now

        def now(kpi: Kpi) -> str:
            found = by_path.get(paths.get(kpi.source.path, ""))
            return found.id if kpi.id not in there and found and found.name == kpi.name else kpi.id

        return paired_by(one, other, _id, now)

    def kpi(self, old: Kpi | None, new: Kpi | None) -> Iterator[FieldDiff]:
        yield from plain_diffs(
            *(
                texts(
                    name=k.name,
                    owner=k.owner,
                    unit=k.unit.unit_text if k.unit else "",
                    at_least=k.at_least,
                    at_most=k.at_most,
                )
                if k
                else {}
                for k in (old, new)
            )
        )

    def readings(self, old: object, new: object) -> Iterator[KpiReadingDiff]:
        """The lines of a KPI's table that differ, oldest first."""
        one = {r.day: r.value for r in old.readings} if isinstance(old, Kpi) else {}
        other = {r.day: r.value for r in new.readings} if isinstance(new, Kpi) else {}
        before: dict[date, str] = {}
        last = ""
        for on in sorted(other):
            before[on], last = last, other[on].text
        for on in sorted(one.keys() | other.keys()):
            was, now = one.get(on), other.get(on)
            if was is None or now is None or was.number != now.number or was.unit != now.unit:
                yield KpiReadingDiff(
                    what="new" if was is None else "removed" if now is None else "changed",
                    day=on,
                    old=was.text if was else "",
                    new=now.text if now else "",
                    before=before.get(on, ""),
                )

    def meeting(self, old: Meeting | None, new: Meeting | None) -> Iterator[FieldDiff]:
        if old and new and old.day != new.day:
            yield FieldDiff(field="date", old=old.day.isoformat(), new=new.day.isoformat())
        yield from listed_diff("attendees", old.attendees if old else (), new.attendees if new else ())


def _cycle_id(cycle: Cycle) -> str:
    return cycle.id


def _id(kpi: Kpi) -> str:
    return kpi.id


def _title(cycle: Cycle) -> str:
    return cycle.title


def _name(thing: Team | Kpi) -> str:
    return thing.name
