"""What happened to an objective, in words."""

from collections.abc import Iterator

from okrsite.alignment import Target
from okrsite.changes.compare import FieldChange, InitiativeChange, KeyResultChange
from okrsite.changes.events import ObjectiveEvent
from okrsite.model.reference import Reference, parse_reference
from okrsite.translation.words import N_, _, apart, in_row
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.field_words import field_name, field_value
from okrsite.views.journal.parts import ChangeDetail, ChangedField, ChangeEvent
from okrsite.views.parts import Link
from okrsite.views.words import clipped

LABELS = {
    "proposed": N_("Proposed"),
    "changed": N_("Changed"),
    "goalpost": N_("Goalpost moved"),
    "moved": N_("Moved"),
    "dropped": N_("Dropped"),
    "withdrawn": N_("Withdrawn"),
}

LONGEST = 140
"""Letters of a text that are shown."""

DETAILS = 12
"""Details of an event that are shown."""


def objective_row(company: Company, cards: Cards, event: ObjectiveEvent) -> ChangeEvent | None:
    """An event as pages show it; None where all that changed may not be shown."""
    details = sorted(
        _Details(company, event).all(), key=lambda d: not (d.moved or any(f.moved for f in d.fields))
    )
    if event.kind == "changed" and not details:
        return None
    kind = "goalpost" if event.late and event.kind == "changed" else event.kind
    objective = company.objectives.get(event.id)
    cycle = company.cycles.get(event.at.cycle)
    return ChangeEvent(
        kind=kind,
        label=_(LABELS[kind]),
        titles=(Link(text=event.title, url=urls.objective(objective) if objective else ""),),
        team=cards.badge(event.at.team) if event.at.team in company.teams else None,
        where=cycle.title if cycle else event.at.cycle,
        remark=_remark(company, event),
        details=tuple(details[:DETAILS]),
        more=max(len(details) - DETAILS, 0),
    )


def _remark(company: Company, event: ObjectiveEvent) -> str:
    """Where it came from, and whether it is late."""
    said = []
    if event.before is not None:
        team = company.teams.get(event.before.team)
        cycle = company.cycles.get(event.before.cycle)
        places = [
            (event.before.team, event.at.team, team.name if team else event.before.team),
            (event.before.cycle, event.at.cycle, cycle.title if cycle else event.before.cycle),
        ]
        parts = [text for old, new, text in places if old != new]
        if len(parts) == len(places):
            said.append(_("from %(team)s in %(cycle)s", team=parts[0], cycle=parts[1]))
        elif parts:
            said.append(_("from %(place)s", place=parts[0]))
        else:
            said.append(_("was called %(name)s", name=event.before.name))
    if event.closed and event.kind not in {"proposed", "withdrawn"}:
        said.append(_("after the cycle closed"))
    return in_row(said)


class _Details:
    """All that an event changed, one after the other."""

    def __init__(self, company: Company, event: ObjectiveEvent) -> None:
        self.company = company
        self.event = event

    def all(self) -> Iterator[ChangeDetail]:
        change, late = self.event.change, self.event.late
        for removed in change.removed:
            about = Link(text=removed.title or removed.id, url="")
            moved = (removed.id, "") in late
            yield ChangeDetail(about=about, said=_("taken out"), moved=moved)
        for pair in change.changed:
            yield from self.key_result(pair)
        for added in change.added:
            yield ChangeDetail(about=self.link(added.id, added.title), said=_("added"))
        yield from self.own()
        if change.prose:
            yield ChangeDetail(said=_("The reasons were rewritten"))
        for initiative in self.event.initiatives:
            yield self.initiative(initiative)

    def key_result(self, pair: KeyResultChange) -> Iterator[ChangeDetail]:
        by_name = {field.field: field for field in pair.fields}
        about = self.link(pair.new.id, pair.new.title)
        dropped = by_name.get("dropped")
        apart = {"dropped", "because"} if dropped else set()
        if dropped is not None:
            because = by_name["because"].new if dropped.new and "because" in by_name else ""
            said = _("dropped") if dropped.new else _("taken up again")
            yield ChangeDetail(about=about, said=said, because=_cut(because))
        fields = tuple(
            self.field(field, (pair.new.id, field.field) in self.event.late)
            for field in pair.fields
            if field.field not in apart and not field.spelling
        )
        if fields:
            yield ChangeDetail(about=about, fields=fields)

    def own(self) -> Iterator[ChangeDetail]:
        """The objective's own fields."""
        by_name = {field.field: field for field in self.event.change.fields}
        status = by_name.pop("status", None)
        because = by_name.pop("because", None)
        if status is not None and status.new != "dropped" and status.old == "dropped":
            yield ChangeDetail(said=_("Taken up again"))
        elif because is not None and because.new:
            yield ChangeDetail(said=_("Because: %(reason)s", reason=_cut(because.new)))
        for field in by_name.values():
            shown = self.field(field, moved=False)
            if not field.spelling and (shown.old or shown.new):
                yield ChangeDetail(fields=(shown,))

    @staticmethod
    def initiative(change: InitiativeChange) -> ChangeDetail:
        about = Link(text=_cut(change.new or change.old), url="")
        if not (change.old and change.new):
            said = _("new initiative") if change.new else _("initiative taken out")
            return ChangeDetail(about=about, said=said)
        fields = tuple(
            ChangedField(label=field_name(f.field), old=_cut(f.old), new=_cut(f.new)) for f in change.fields
        )
        return ChangeDetail(about=about, fields=fields)

    def field(self, change: FieldChange, moved: bool) -> ChangedField:
        texts = [self.text(change.field, text) for text in (change.old, change.new)]
        label = field_name(change.field)
        return ChangedField(label=label, old=texts[0], new=texts[1], moved=moved)

    def text(self, field: str, written: str) -> str:
        """A value as readers know it: a reference by the title of what it leads to. One that leads to nothing
        on the site says nothing: it may be a draft."""
        if field == "weight":
            return written or "1"
        if field in {"parent", "supports", "depends_on"}:
            titles = (self.title(reference) for reference in written.split(", ") if reference)
            return _cut(apart(title for title in titles if title))
        if field == "with":
            teams = self.company.teams
            return in_row(teams[id].name if id in teams else id for id in written.split(", ") if id)
        if field == "kpi" and written in self.company.kpis:
            return self.company.kpis[written].name
        return _cut(field_value(field, written))

    def title(self, written: str) -> str:
        reference = parse_reference(written)
        if reference is None:
            return ""
        at = self.event.at
        home = Reference(
            cycle="" if reference.cycle == at.cycle else reference.cycle,
            team=reference.team,
            objective=reference.objective,
            key_result=reference.key_result,
            text=written,
        )
        found = self.company.alignment.directory.find(home, cycle=at.cycle, team=at.team)
        if not isinstance(found, Target):
            return ""
        objective = self.company.objectives[found.objective]
        key_result = objective.key_result(found.key_result) if found.key_result else None
        return key_result.title if key_result else objective.title

    def link(self, id: str, title: str) -> Link:
        """A key result as it was called then, and where it is now."""
        objective = self.company.objectives.get(self.event.id)
        found = objective.key_result(id) if objective else None
        url = urls.key_result(objective, found.id) if objective and found else ""
        return Link(text=title or id, url=url)


def _cut(text: str) -> str:
    return clipped(text, LONGEST)
